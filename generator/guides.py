"""The knowledge in, one study guide for each audience out: what to read, in which order, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.catalog import Entry, Key
from generator.kinds import Audience, Case, Course, Lesson, Module, Record, Resolution, Round
from generator.kinds.experience import LessonKind
from generator.kinds.parts import Need, Question
from generator.kinds.training import Standing
from generator.knowledge import Knowledge
from generator.reading_path import Reader, Reading, ReadingPath, is_current

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Share(Generic[T]):
    """What is meant for one audience itself (`own`) and what it inherits from broader ones (`inherited`)."""

    own: tuple[T, ...] = ()
    inherited: tuple[T, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.own or self.inherited)


@dataclass(frozen=True, eq=False)
class Chain:
    """A limitation, why it came about, and what was done about it; answers meant for the audience come first."""

    limitation: Entry
    causes: tuple[Entry, ...]
    answers: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Theme:
    """The lessons learned of one topic: limitations with causes and answers, then all others."""

    topic: str
    chains: tuple[Chain, ...]
    others: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, eq=False)
class Asked:
    """Questions for discussion that one entry asks."""

    entry: Entry
    questions: tuple[Question, ...]


@dataclass(frozen=True, eq=False)
class Guide:
    """What one audience does with the whole base. `asked_of_role` names this audience, `asked` is for all readers.

    `to_check` are its own readings that have self-check questions, in order.
    """

    audience: Entry
    record: Audience
    broader: tuple[Entry, ...]
    path: ReadingPath
    modules: Share[Reading]
    courses: Share[Entry]
    rounds: Share[Entry]
    experience: Share[Theme]
    cases: Share[Entry]
    asked_of_role: tuple[Asked, ...]
    asked: tuple[Asked, ...]
    to_check: tuple[Reading, ...]
    needs: tuple[Need, ...]

    @property
    def page(self) -> str:
        """Path of the guide's page below docs/."""
        return f"huong-dan/{self.record.id}.md"

    @property
    def is_empty(self) -> bool:
        return not (self.path or self.modules or self.experience or self.cases)


@dataclass(frozen=True, eq=False)
class Named:
    """A guide as others name it: whom it is for, and the path of its page below docs/."""

    record: Audience
    page: str


@dataclass(frozen=True, eq=False)
class Place:
    """Where a guide names an entry: the `position`th, from 1, of the `count` own readings of its kind, and the readings
    beside it; where the guide only lists it, None, 0 and nothing.
    """

    guide: Named
    is_own: bool
    position: int | None = None
    count: int = 0
    previous: Entry | None = None
    next: Entry | None = None


def minutes_of(readings: Iterable[Reading]) -> int:
    """Minutes for several readings together."""
    return sum(reading.minutes for reading in readings)


def build_guides(knowledge: Knowledge) -> tuple[Guide, ...]:
    """A guide for every audience, in the order in which the front page names them."""
    audiences = sorted(knowledge.catalog.records(Audience), key=lambda pair: (pair[1].order, pair[1].id))
    return tuple(_guide(knowledge, entry, record) for entry, record in audiences)


def _guide(knowledge: Knowledge, entry: Entry, record: Audience) -> Guide:
    reader = Reader(knowledge, record)
    path = reader.path([one for one in _reaching(reader, Resolution) if is_current(one)])
    own_modules, broader_modules = _split(_reaching(reader, Module), reader.is_own)
    modules = Share(reader.readings(own_modules), reader.readings(broader_modules))
    asked_of_role, asked = _questions(record, (*path.own, *modules.own))
    by_key = knowledge.catalog.by_key
    broader = [by_key.get((Audience.folder, one)) for one in reader.line[1:]]
    return Guide(
        audience=entry,
        record=record,
        broader=tuple(one for one in broader if one),
        path=path,
        modules=modules,
        courses=_share(reader, Course, _course_order),
        rounds=_share(reader, Round, _round_order),
        experience=_experience(reader),
        cases=_share(reader, Case, lambda one: (-len(reader.shared_topics(one)), one.record.id)),
        asked_of_role=asked_of_role,
        asked=asked,
        to_check=tuple(one for one in (*path.own, *modules.own) if one.self_checks),
        needs=_needs(knowledge, record),
    )


def _reaching(reader: Reader, kind: type[Record]) -> list[Entry]:
    return reader.knowledge.reach.entries_for(reader.record.id, kind)


def _split(entries: Iterable[T], test: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    kept: list[T] = []
    rest: list[T] = []
    for entry in entries:
        (kept if test(entry) else rest).append(entry)
    return kept, rest


def _share(reader: Reader, kind: type[Record], order: Callable[[Entry], tuple[int, str]]) -> Share[Entry]:
    own, inherited = _split(sorted(_reaching(reader, kind), key=order), reader.is_own)
    return Share(tuple(own), tuple(inherited))


def _course_order(entry: Entry) -> tuple[int, str]:
    """Standard programmes before classes that were held, those before what is only planned or proposed."""
    assert isinstance(entry.record, Course)
    return list(Standing).index(entry.record.standing), entry.record.id


def _round_order(entry: Entry) -> tuple[int, str]:
    """Rounds that took place, the newest first; examples after them."""
    record = entry.record
    assert isinstance(record, Round)
    return (10**6 if record.is_example else -(record.start.year if record.start else 0)), record.id


def _questions(record: Audience, readings: Iterable[Reading]) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
    """Questions that name the audience, and the others, each by the entry that asks them."""
    named, general = [], []
    for reading in readings:
        own, rest = _split(reading.questions, lambda question: record.id in question.audiences)
        named += [Asked(reading.entry, tuple(own))] if own else []
        general += [Asked(reading.entry, tuple(rest))] if rest else []
    return tuple(named), tuple(general)


def _experience(reader: Reader) -> Share[Theme]:
    own, inherited = _split(_reaching(reader, Lesson), reader.is_own)
    return Share(_themes(reader, own), _themes(reader, inherited))


def _themes(reader: Reader, lessons: Sequence[Entry]) -> tuple[Theme, ...]:
    """Lessons by topic: first the topics of the audience's own work, then the order of the settings."""
    by_topic: dict[str, list[Entry]] = {topic: [] for topic in reader.knowledge.settings.topics}
    for entry in lessons:
        assert isinstance(entry.record, Lesson)
        by_topic.setdefault(entry.record.theme, []).append(entry)
    topics = sorted((topic for topic in by_topic if by_topic[topic]), key=lambda one: one not in reader.record.topics)
    return tuple(_theme(reader, topic, by_topic[topic]) for topic in topics)


def _theme(reader: Reader, topic: str, lessons: Sequence[Entry]) -> Theme:
    limitations, rest = _split(lessons, _is_limitation)
    chains = tuple(_chain(reader, one) for one in limitations)
    shown = {one.key for chain in chains for one in (*chain.causes, *chain.answers)}
    others = tuple(entry for entry in rest if entry.key not in shown)
    return Theme(topic, chains, others, len(chains) + len(others))


def _is_limitation(entry: Entry) -> bool:
    return isinstance(entry.record, Lesson) and entry.record.kind is LessonKind.LIMITATION


def _chain(reader: Reader, limitation: Entry) -> Chain:
    links = reader.knowledge.links
    causes = dict.fromkeys(r.source for r in links.incoming(limitation, "explains"))
    answers = dict.fromkeys(r.source for r in links.incoming(limitation, "answers"))
    return Chain(limitation, tuple(causes), tuple(sorted(answers, key=lambda one: not reader.is_own(one))))


def _needs(knowledge: Knowledge, record: Audience) -> tuple[Need, ...]:
    return tuple(
        need
        for _, other in knowledge.catalog.records(Audience)
        for need in other.needs
        if other.id == record.id or record.id in need.audiences
    )


def places(guides: Iterable[Guide]) -> dict[Key, list[Place]]:
    """For every entry the guides that name it, in the order of the guides."""
    found: dict[Key, list[Place]] = {}
    for guide in guides:
        for place_of, place in _named_in(guide):
            found.setdefault(place_of.key, []).append(place)
    return found


def _named_in(guide: Guide) -> list[tuple[Entry, Place]]:
    listed: list[tuple[bool, Entry]] = [(False, reading.entry) for reading in guide.path.inherited]
    for share in (guide.courses, guide.rounds, guide.cases):
        listed += [(True, one) for one in share.own] + [(False, one) for one in share.inherited]
    listed += [(False, one.entry) for one in guide.modules.inherited]
    listed += [(True, one) for one in _lessons(guide.experience.own)]
    listed += [(False, one) for one in _lessons(guide.experience.inherited)]
    told = Named(guide.record, guide.page)
    named = [*_in_turn(told, guide.path.own), *_in_turn(told, guide.modules.own)]
    return named + [(entry, Place(told, is_own)) for is_own, entry in listed]


def _in_turn(guide: Named, readings: Sequence[Reading]) -> list[tuple[Entry, Place]]:
    """The documents, or the modules, one after the other; which of the two come first, a guide's template says."""
    row = [None, *(reading.entry for reading in readings), None]
    return [
        (reading.entry, Place(guide, True, n, len(readings), row[n - 1], row[n + 1]))
        for n, reading in enumerate(readings, start=1)
    ]


def _lessons(themes: Iterable[Theme]) -> list[Entry]:
    return [one for theme in themes for one in (*(chain.limitation for chain in theme.chains), *theme.others)]
