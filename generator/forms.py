"""The forms and the study rounds in, the values of every paper's page out; templates only lay them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from generator.catalog import Entry, Key
from generator.form_declarations import Form
from generator.kinds import Audience, Case, Module, Resolution, Round
from generator.kinds.parts import Material, Question
from generator.kinds.people import FollowUp, Session
from generator.knowledge import Knowledge


@dataclass(frozen=True, eq=False)
class Slot:
    """A line of the programme with its clock times, `07:30`; a time is None where it does not follow from the content.

    `day` counts from 1 and is None when the round has no days; `is_new_day` marks the first line of each.
    """

    session: Session
    day: int | None
    is_new_day: bool
    begins: str | None
    ends: str | None
    module: Entry | None


@dataclass(frozen=True, eq=False)
class Task:
    """Something to do after the round; `due` is known when the round has an exact last day."""

    what: FollowUp
    due: date | None


@dataclass(frozen=True, eq=False)
class Asked:
    """An entry of the round with the questions it asks."""

    entry: Entry
    questions: tuple[Question, ...]


@dataclass(frozen=True, eq=False)
class Facts:
    """What a round's papers say. All is empty for a blank form, so that templates print blanks."""

    entry: Entry | None = None
    record: Round | None = None
    documents: tuple[Entry, ...] = ()
    modules: tuple[Entry, ...] = ()
    cases: tuple[Entry, ...] = ()
    audiences: tuple[Audience, ...] = ()
    slots: tuple[Slot, ...] = ()
    materials: tuple[Material, ...] = ()
    tasks: tuple[Task, ...] = ()
    asked: tuple[Asked, ...] = ()

    @property
    def has_days(self) -> bool:
        return any(slot.day for slot in self.slots)

    @property
    def has_clock(self) -> bool:
        return any(slot.begins for slot in self.slots)

    @property
    def minutes(self) -> int:
        """Length of the whole programme; 0 when it is not known."""
        return sum(slot.session.minutes or 0 for slot in self.slots)


@dataclass(frozen=True, eq=False)
class Paper:
    """One page: a form filled in for a round, or blank."""

    form: Form
    path: str
    facts: Facts

    @property
    def title(self) -> str:
        """The page's name: the form's, and the round's where it is for one."""
        entry = self.facts.entry
        return f"{self.form.declared.title}: {entry.title}" if entry else self.form.declared.title


@lru_cache(maxsize=2)  # asked for in several places of one build
def build_papers(knowledge: Knowledge) -> tuple[Paper, ...]:
    """The blank forms, then the papers of every round, in the order of the forms."""
    blank = Facts(audiences=tuple(sorted((r for _, r in knowledge.catalog.records(Audience)), key=lambda r: r.order)))
    papers = [Paper(form, form.path, blank) for form in knowledge.forms if form.is_general]
    for entry, record in knowledge.catalog.records(Round):
        facts = facts_of(knowledge, entry, record)
        papers += [Paper(f, f.path_for(record.id), facts) for f in knowledge.forms if f.fits(record.kind)]
    return tuple(papers)


def by_round(papers: tuple[Paper, ...]) -> dict[Key, list[Paper]]:
    """The papers of each study round."""
    found: dict[Key, list[Paper]] = {}
    for paper in papers:
        if paper.facts.entry:
            found.setdefault(paper.facts.entry.key, []).append(paper)
    return found


def facts_of(knowledge: Knowledge, entry: Entry, record: Round) -> Facts:
    """All that a round's papers say."""
    catalog = knowledge.catalog
    modules = _found(knowledge, Module.folder, record.modules)
    cases = _found(knowledge, Case.folder, record.cases)
    documents = _found(knowledge, Resolution.folder, record.resolutions)
    audiences = {one.id: one for _, one in catalog.records(Audience)}
    asking = ((one, getattr(one.record, "questions", ())) for one in (*cases, *modules, *documents))
    return Facts(
        entry=entry,
        record=record,
        documents=documents,
        modules=modules,
        cases=cases,
        audiences=tuple(audiences[one] for one in record.audiences if one in audiences),
        slots=timetable(knowledge, record),
        materials=record.materials,
        tasks=tuple(_task(record, one) for one in record.follow_up),
        asked=tuple(Asked(one, questions) for one, questions in asking if questions),
    )


def _found(knowledge: Knowledge, folder: str, identifiers: tuple[str, ...]) -> tuple[Entry, ...]:
    entries = (knowledge.catalog.by_key.get((folder, one)) for one in identifiers)
    return tuple(entry for entry in entries if entry)


def _task(record: Round, follow_up: FollowUp) -> Task:
    last = record.end or record.start
    if follow_up.due_days is None or last is None or last.day is None:
        return Task(follow_up, None)
    return Task(follow_up, last.latest + timedelta(days=follow_up.due_days))


def timetable(knowledge: Knowledge, record: Round) -> tuple[Slot, ...]:
    """The programme by the clock: it starts anew with each day and wherever a session says when it starts.

    After a session of unknown length no time follows until one is given again.
    """
    slots: list[Slot] = []
    clock = record.start_time
    day: int | None = None
    for session in record.programme:
        is_new_day = session.day is not None and session.day != day
        day = session.day or day
        clock = session.starts or (record.start_time if is_new_day else clock)
        ends = later(clock, session.minutes) if clock and session.minutes else None
        module = knowledge.catalog.by_key.get((Module.folder, session.module)) if session.module else None
        slots.append(Slot(session, day, is_new_day, clock, ends, module))
        clock = ends
    return tuple(slots)


def later(clock: str, minutes: int) -> str | None:
    """The time of day so many minutes later: 07:30 and 45 give 08:15; None past midnight."""
    start = datetime.combine(date.min, time.fromisoformat(clock))
    end = start + timedelta(minutes=minutes)
    return f"{end:%H:%M}" if end.date() == start.date() else None
