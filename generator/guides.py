"""The knowledge in, one study guide for each audience out: what to read, in which order, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from generator.catalog import Entry
from generator.kinds import Audience, Case, Course, Lesson, Module, Resolution, Round
from generator.kinds.experience import LessonKind
from generator.kinds.parts import LegalForce, Need, Point, Question
from generator.kinds.people import Depth
from generator.knowledge import Knowledge
from generator.reading_time import minutes_to_read

READ_FIRST = ("prerequisites", "implements", "based_on", "continues", "amends", "replaces", "part_of")
"""Fields whose target is read before the entry that names it."""

MINUTES_PER_QUESTION = 3
"""Time set aside for thinking about one question when an audience reads closely."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One thing to read: how long it takes, what matters in it for this audience, what to ask."""

    entry: Entry
    minutes: int
    points: tuple[Point, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, eq=False)
class Experience:
    """The lessons learned of one theme; `answers` pairs a limitation with what others did about it."""

    theme: str
    lessons: tuple[Entry, ...]
    answers: tuple[tuple[Entry, tuple[Entry, ...]], ...]
    others: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Guide:
    """What one audience does with the whole base. `own` is meant for it, `inherited` for broader audiences."""

    audience: Entry
    record: Audience
    broader: tuple[Entry, ...]
    own: tuple[Reading, ...]
    inherited: tuple[Reading, ...]
    modules: tuple[Reading, ...]
    courses: tuple[Entry, ...]
    rounds: tuple[Entry, ...]
    experience: tuple[Experience, ...]
    cases: tuple[Entry, ...]
    needs: tuple[Need, ...]

    @property
    def minutes(self) -> int:
        """Minutes for what is meant for this very audience."""
        return sum(reading.minutes for reading in self.own)

    @property
    def questions(self) -> tuple[tuple[Entry, tuple[Question, ...]], ...]:
        """Questions for discussion by the entry that asks them."""
        return tuple((reading.entry, reading.questions) for reading in (*self.own, *self.modules) if reading.questions)

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.inherited or self.modules or self.experience or self.cases)


def build_guides(knowledge: Knowledge) -> tuple[Guide, ...]:
    """A guide for every audience, in the order in which the front page names them."""
    audiences = sorted(knowledge.catalog.records(Audience), key=lambda pair: (pair[1].order, pair[1].id))
    return tuple(_guide(knowledge, entry, record) for entry, record in audiences)


def _guide(knowledge: Knowledge, entry: Entry, record: Audience) -> Guide:
    reach = knowledge.reach
    documents = [e for e in reach.entries_for(record.id, Resolution) if _is_current(e)]
    own, inherited = _split(documents, lambda e: reach.closeness(record.id, e.record.audiences) == 0)
    catalog = knowledge.catalog
    return Guide(
        audience=entry,
        record=record,
        broader=tuple(
            catalog.by_key[(Audience.folder, one)]
            for one in reach.line(record.id)[1:]
            if (Audience.folder, one) in catalog.by_key
        ),
        own=_readings(knowledge, record, own),
        inherited=_readings(knowledge, record, inherited),
        modules=_readings(knowledge, record, _own_first(knowledge, record, Module)),
        courses=tuple(_own_first(knowledge, record, Course)),
        rounds=tuple(_own_first(knowledge, record, Round)),
        experience=_experience(knowledge, record),
        cases=tuple(_own_first(knowledge, record, Case)),
        needs=_needs(knowledge, record),
    )


def _is_current(entry: Entry) -> bool:
    """Whether a document is still worth studying: issued and not known to have ended."""
    record = entry.record
    ended = (LegalForce.ENDED, LegalForce.NOT_ISSUED)
    return isinstance(record, Resolution) and record.status.value not in ended


def _split(entries: Iterable[Entry], test: Callable[[Entry], bool]) -> tuple[list[Entry], list[Entry]]:
    kept: list[Entry] = []
    rest: list[Entry] = []
    for entry in entries:
        (kept if test(entry) else rest).append(entry)
    return kept, rest


def _own_first(knowledge: Knowledge, record: Audience, kind: type[Module | Course | Round | Case]) -> list[Entry]:
    """The entries of a kind for this audience alone; the inherited ones only where there are none of its own."""
    found = knowledge.reach.entries_for(record.id, kind)
    own = [e for e in found if knowledge.reach.closeness(record.id, e.record.audiences) == 0]
    return own or found


def _readings(knowledge: Knowledge, record: Audience, entries: Sequence[Entry]) -> tuple[Reading, ...]:
    line = knowledge.reach.line(record.id)
    readings = []
    for entry in in_reading_order(knowledge, entries):
        points = tuple(p for p in getattr(entry.record, "key_points", ()) if _concerns(p.audiences, line))
        questions = tuple(q for q in getattr(entry.record, "questions", ()) if _concerns(q.audiences, line))
        thinking = 0 if record.depth is Depth.GIST else MINUTES_PER_QUESTION * len(questions)
        minutes = minutes_to_read(entry, knowledge.settings.reading_speed) + thinking
        readings.append(Reading(entry, minutes, points, questions))
    return tuple(readings)


def _concerns(audiences: tuple[str, ...], line: tuple[str, ...]) -> bool:
    return not audiences or any(one in line for one in audiences)


def in_reading_order(knowledge: Knowledge, entries: Sequence[Entry]) -> list[Entry]:
    """What others build on first; among equals the order of a course, then the newest document."""
    chosen = {entry.key: entry for entry in sorted(entries, key=lambda e: _preference(knowledge, e))}
    before = {
        key: [r.target.key for r in knowledge.links.outgoing(entry) if r.field in READ_FIRST and r.target.key in chosen]
        for key, entry in chosen.items()
    }
    try:
        sorter = TopologicalSorter(before)
        sorter.prepare()
    except CycleError:
        return list(chosen.values())
    return _drain(sorter, list(chosen), chosen)


def _drain(
    sorter: TopologicalSorter[tuple[str, str]],
    preference: list[tuple[str, str]],
    chosen: dict[tuple[str, str], Entry],
) -> list[Entry]:
    """Take what is ready in order of preference, one by one."""
    rank = {key: position for position, key in enumerate(preference)}
    ready = list(sorter.get_ready())
    result = []
    while ready:
        ready.sort(key=rank.__getitem__)
        key = ready.pop(0)
        result.append(chosen[key])
        sorter.done(key)
        ready += sorter.get_ready()
    return result


def _preference(knowledge: Knowledge, entry: Entry) -> tuple[int, int, str]:
    record = entry.record
    if isinstance(record, Resolution):
        return 0, -(record.issued.earliest.toordinal() if record.issued else 0), record.id
    places = [r.path[1] for r in knowledge.links.incoming(entry, "modules") if isinstance(r.source.record, Course)]
    return 0, min((place for place in places if isinstance(place, int)), default=99), record.id


def _experience(knowledge: Knowledge, record: Audience) -> tuple[Experience, ...]:
    """Lessons that speak to this audience, by theme in the order of the settings, own ones only where there are any."""
    found = knowledge.reach.entries_for(record.id, Lesson)
    own = [e for e in found if knowledge.reach.closeness(record.id, e.record.audiences) == 0]
    by_theme: dict[str, list[Entry]] = {topic: [] for topic in knowledge.settings.topics}
    for entry in own or found:
        assert isinstance(entry.record, Lesson)
        by_theme.setdefault(entry.record.theme, []).append(entry)
    return tuple(_theme(knowledge, theme, lessons) for theme, lessons in by_theme.items() if lessons)


def _theme(knowledge: Knowledge, theme: str, lessons: list[Entry]) -> Experience:
    limitations, rest = _split(
        lessons, lambda e: isinstance(e.record, Lesson) and e.record.kind is LessonKind.LIMITATION
    )
    answers = tuple((one, tuple(r.source for r in knowledge.links.incoming(one, "answers"))) for one in limitations)
    shown = {answer.key for _, given in answers for answer in given}
    others = tuple(entry for entry in rest if entry.key not in shown)
    return Experience(theme, tuple(lessons), answers, others)


def _needs(knowledge: Knowledge, record: Audience) -> tuple[Need, ...]:
    return tuple(
        need
        for _, other in knowledge.catalog.records(Audience)
        for need in other.needs
        if other.id == record.id or record.id in need.audiences
    )
