"""A module, a course, a study round or a chosen list of modules in, what is needed to teach it out: a pack as values.

What is only for those who run classes is in a pack when it is in the knowledge it is made of: a public build has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from fractions import Fraction
from functools import lru_cache

from generator import blocks, downloads
from generator.audiences import public_readers
from generator.catalog import Entry
from generator.classroom.needs import needs_of
from generator.classroom.schedule import Activity, HalfDay, Rules, arrange, clash, put_on_days
from generator.kinds import Audience, Case, Course, Module, Resolution, Round
from generator.kinds.parts import Question, TimeSplit
from generator.kinds.record import Record
from generator.knowledge import Knowledge
from generator.scoped_guides import moved
from generator.settings import Settings, Weekday

FORMS = (("lecture", "Lên lớp"), ("discussion", "Thảo luận"), ("practice", "Thực hành, thực tế"))
"""Fields of a module's time and how they are called."""


@dataclass(frozen=True)
class Wishes:
    """What the organiser has decided: the start, the periods of modules that the source gives none for, and the rules.

    `periods` goes by id of a module; `otherwise` is for all the others. Without `rules` there is no clock.
    """

    start: datetime | None = None
    rules: Rules | None = None
    periods: Mapping[str, Fraction] = field(default_factory=dict)
    otherwise: Fraction | None = None


@dataclass(frozen=True, eq=False)
class Note:
    """Something for the lecturer, with the entry it stands in; texts of a body are Markdown for the pack's page."""

    entry: Entry
    label: str
    texts: tuple[str, ...]
    is_body: bool = False


@dataclass(frozen=True, eq=False)
class Taught:
    """A module as it is taught: how long (None: nobody says), who says so, and all that goes with it.

    `story` is what the first case tells, as Markdown, without what only those who run classes may get.
    """

    entry: Entry
    record: Module
    periods: Fraction | None
    is_wish: bool
    split: TimeSplit | None
    documents: tuple[Entry, ...]
    cases: tuple[Entry, ...]
    story: str
    notes: tuple[Note, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The steps, where their periods are known and make up the whole; otherwise the forms, or the module itself."""
        steps = [
            Activity(self.record.id, one.title, _exact(one.periods), one.method or "") for one in self.record.outline
        ]
        known = [one.periods for one in steps if one.periods is not None]
        if steps and len(known) == len(steps) and sum(known) == self.periods:
            return tuple(steps)
        if self.split:
            forms = ((label, _exact(getattr(self.split, name))) for name, label in FORMS)
            return tuple(Activity(self.record.id, self.record.title, one, label) for label, one in forms if one)
        return (Activity(self.record.id, self.record.title, self.periods),)


@dataclass(frozen=True)
class Total:
    """Periods of one form in the whole pack."""

    label: str
    periods: Fraction


@dataclass(frozen=True, eq=False)
class Pack:
    """All that is needed to teach some modules. `entry` is what the pack is for; `path` its page below docs/."""

    title: str
    entry: Entry
    path: str
    modules: tuple[Taught, ...]
    notes: tuple[Note, ...]
    cases: tuple[Entry, ...]
    half_days: tuple[HalfDay, ...]
    rules: Rules | None
    needs: tuple[str, ...]

    @property
    def unknown(self) -> tuple[Taught, ...]:
        """The modules whose length nobody has said."""
        return tuple(one for one in self.modules if one.periods is None)

    @property
    def periods(self) -> Fraction:
        return sum((one.periods for one in self.modules if one.periods is not None), Fraction(0))

    @property
    def totals(self) -> tuple[Total, ...]:
        """What is known of the forms; what nobody has divided is a total of its own."""
        splits = [one.split for one in self.modules if one.split]
        sums = [
            Total(label, sum((_exact(getattr(one, name)) or Fraction(0) for one in splits), Fraction(0)))
            for name, label in FORMS
        ]
        rest = self.periods - sum((one.periods for one in sums), Fraction(0))
        return tuple(one for one in (*sums, Total("Không chia hình thức", rest)) if one.periods)

    @property
    def has_clock(self) -> bool:
        return any(one.slots for one in self.half_days)

    @property
    def has_notes(self) -> bool:
        return bool(self.notes) or any(one.notes for one in self.modules)


def rules_of(settings: Settings, minutes: int) -> Rules:
    """The rules that the settings give, for periods of so many minutes."""
    day = settings.teaching_day
    return Rules(
        tuple(time.fromisoformat(one) for one in day.half_days),
        settings.periods_per_half_day,
        minutes,
        day.break_every,
        day.break_minutes,
        day.between_half_days,
        frozenset(list(Weekday).index(one) for one in day.weekdays),
    )


@lru_cache(maxsize=2)  # asked for in several places of one build
def build_packs(knowledge: Knowledge) -> tuple[Pack, ...]:
    """The packs that have a page: of every module, and of every course and round that names modules."""
    entries = [*knowledge.catalog.of(Module), *knowledge.catalog.of(Course), *knowledge.catalog.of(Round)]
    return tuple(
        build_pack(knowledge, one, _wishes_of(knowledge, one.record)) for one in entries if modules_of(knowledge, one)
    )


def path_of(entry: Entry) -> str:
    """The page of an entry's pack below docs/."""
    return f"{entry.record.folder}/{entry.record.id}/{downloads.PACKED}.md"


def modules_of(knowledge: Knowledge, entry: Entry) -> tuple[Entry, ...]:
    """The modules that are taught with this entry, in order."""
    match entry.record:
        case Module():
            return (entry,)
        case Course(modules=modules):
            return _entries(knowledge, Module, (one.module for one in modules))
        case Round(modules=chosen, course=course):
            by_course = knowledge.catalog.by_key.get((Course.folder, course)) if course and not chosen else None
            return modules_of(knowledge, by_course) if by_course else _entries(knowledge, Module, chosen)
    return ()


def build_pack(knowledge: Knowledge, entry: Entry, wishes: Wishes, chosen: Iterable[str] = ()) -> Pack:
    """The pack of an entry as the organiser wishes; `chosen` keeps only these modules, in this order."""
    path = path_of(entry)
    by_id = {one.record.id: one for one in modules_of(knowledge, entry)}
    wanted = [by_id[one] for one in chosen if one in by_id] or list(by_id.values())
    modules = tuple(_taught(knowledge, one, entry, wishes, path) for one in wanted)
    cases = _entries(knowledge, Case, entry.record.cases) if isinstance(entry.record, Round) else ()
    cases = tuple(one for one in cases if not any(one in module.cases for module in modules))
    return Pack(
        f"Bộ lên lớp: {entry.title}",
        entry,
        path,
        modules,
        tuple(_notes(knowledge, (*(() if isinstance(entry.record, Module) else (entry,)), *cases), path)),
        cases,
        _half_days(knowledge.settings, modules, wishes),
        wishes.rules,
        tuple(needs_of([one.record for one in modules], has_cases=bool(cases) or any(one.cases for one in modules))),
    )


def _wishes_of(knowledge: Knowledge, record: Record) -> Wishes:
    """What settings and a round's own day and hour already say."""
    minutes = knowledge.settings.minutes_per_period
    rules = rules_of(knowledge.settings, minutes) if minutes else None
    if not rules or clash(rules) or not isinstance(record, Round) or not record.is_dated:
        return Wishes(rules=rules)
    assert record.start
    clock = time.fromisoformat(record.start_time) if record.start_time else rules.half_days[0]
    start, own = datetime.combine(record.start.earliest, clock), rules.starting_at(clock)
    is_possible = record.start.earliest.weekday() in own.weekdays and not clash(own)
    return Wishes(start, own) if is_possible else Wishes(rules=rules)


def _half_days(settings: Settings, modules: tuple[Taught, ...], wishes: Wishes) -> tuple[HalfDay, ...]:
    if all(one.periods is None for one in modules):
        return ()
    per_half_day = wishes.rules.periods if wishes.rules else settings.periods_per_half_day
    every = wishes.rules.pause_every if wishes.rules else settings.teaching_day.break_every
    found = arrange((one for module in modules for one in module.activities), per_half_day, every)
    return put_on_days(found, wishes.rules, wishes.start) if wishes.rules and wishes.start else found


def _taught(knowledge: Knowledge, entry: Entry, within: Entry, wishes: Wishes, path: str) -> Taught:
    record = entry.record
    assert isinstance(record, Module)
    stated = _stated(record, within.record)
    periods = wishes.periods.get(record.id, wishes.otherwise if stated is None else stated)
    split = record.time if record.time and _exact(record.time.total) == periods else None
    own = _entries(knowledge, Case, record.cases)
    used = [one.source for one in knowledge.links.incoming(entry, "modules") if isinstance(one.source.record, Case)]
    cases = tuple(dict.fromkeys((*own, *used)))
    documents = _entries(knowledge, Resolution, record.resolutions)
    notes = tuple(_notes(knowledge, (entry, *cases, *documents), path))
    story = _for_learners(knowledge, cases[0]) if cases else ""
    return Taught(
        entry, record, periods, periods is not None and periods != stated, split, documents, cases, story, notes
    )


def _for_learners(knowledge: Knowledge, entry: Entry) -> str:
    body = blocks.for_the_public(knowledge.marked.get(entry.key, entry.front.body), public_readers(knowledge.catalog))
    return blocks.for_everybody(body, {})


def _staff(knowledge: Knowledge) -> set[str]:
    return {record.id for _, record in knowledge.catalog.records(Audience) if record.staff}


def _stated(record: Module, within: Record) -> Fraction | None:
    """The periods that the course gives the module, or else the module's own page."""
    if isinstance(within, Course):
        given = next((one.periods for one in within.modules if one.module == record.id and one.periods), None)
        if given:
            return _exact(given)
    return _exact(record.time.total) if record.time and record.time.total else None


def _exact(value: float | None) -> Fraction | None:
    """Periods are written with few decimals: 0.1 means a tenth."""
    return None if value is None else Fraction(str(value))


def _entries(knowledge: Knowledge, kind: type[Record], identifiers: Iterable[str]) -> tuple[Entry, ...]:
    found = (knowledge.catalog.by_key.get((kind.folder, one)) for one in identifiers)
    return tuple(one for one in found if one)


def _notes(knowledge: Knowledge, entries: Iterable[Entry], path: str) -> Iterator[Note]:
    staff = _staff(knowledge)
    for entry in entries:
        body = knowledge.marked.get(entry.key, "")
        meant = [
            one.text
            for one in blocks.find(body)
            if one.is_sound and one.mode is blocks.Mode.ONLY and staff & {*one.names}
        ]
        if meant:
            yield Note(
                entry,
                "Phần viết cho người giảng",
                tuple(moved(one.strip(), entry.path, path) for one in meant),
                is_body=True,
            )
        hints = tuple(f"{one.text} *{one.answer}*" for one in _questions(entry) if one.answer)
        if hints:
            yield Note(entry, "Gợi ý trả lời", hints)
        if isinstance(entry.record, Case) and entry.record.facilitator_notes:
            yield Note(entry, "Gợi ý điều hành", entry.record.facilitator_notes)


def _questions(entry: Entry) -> tuple[Question, ...]:
    found: tuple[Question, ...] = getattr(entry.record, "questions", ())
    return found
