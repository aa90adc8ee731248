"""An audience and the entries meant for it in, what to read in which order, and why, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.catalog import Entry, Key
from generator.kinds import Audience, Course, Resolution
from generator.kinds.parts import LegalForce, Point, Question
from generator.kinds.people import Depth
from generator.kinds.resolution import ResolutionKind
from generator.kinds.self_checks import SelfCheck
from generator.knowledge import Knowledge
from generator.links import Reference
from generator.reading_time import minutes_to_read

BUILDS_ON = ("prerequisites", "implements", "based_on", "amends", "continues", "part_of")
"""Fields whose target is read before the entry that names it."""

FIRST = 6
"""How many documents a guide puts first; the others follow in a list."""

MINUTES_PER_QUESTION, MINUTES_PER_SELF_CHECK = 3, 1
"""Time set aside for thinking about one question, for choosing an answer, when an audience reads closely."""

TOPIC_WEIGHT, NAMED_WEIGHT, MOST_USES, WITHOUT_NUMBER = 3, 2, 4, -5
"""A topic of the audience's own work counts more than a point that names it, and that more than one more use; what
has no number (groups of documents, local schemes that only a source tells of) comes after what can be looked up."""

YEARS_A_POINT, MOST_YEARS = 4, 16
"""A document loses a point for so many years behind the newest one, up to a limit; an undated one loses half."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One thing to read: how long it takes, what matters in it for this audience, and why it stands where it does.

    `topics` are the ids of the topics it shares with the audience's own work, `used_by` the lessons, cases, modules and
    rounds of this audience that refer to it, `needed_for` the selected entries that build on it.
    """

    entry: Entry
    minutes: int
    points: tuple[Point, ...]
    questions: tuple[Question, ...]
    self_checks: tuple[SelfCheck, ...]
    topics: tuple[str, ...]
    used_by: tuple[Entry, ...]
    needed_for: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class ReadingPath:
    """Documents in reading order: `first`, `then`, `earlier` ones to compare with, and those of broader audiences."""

    first: tuple[Reading, ...]
    then: tuple[Reading, ...]
    earlier: tuple[Reading, ...]
    inherited: tuple[Reading, ...]

    @property
    def own(self) -> tuple[Reading, ...]:
        """Everything meant for this very audience, in order."""
        return (*self.first, *self.then, *self.earlier)

    def __bool__(self) -> bool:
        return bool(self.own or self.inherited)


def is_current(entry: Entry) -> bool:
    """Whether a document is still worth studying: issued and not known to have ended."""
    record = entry.record
    ended = (LegalForce.ENDED, LegalForce.NOT_ISSUED)
    return isinstance(record, Resolution) and record.status.value not in ended


@dataclass(frozen=True, eq=False)
class Reader:
    """One audience as it reads: what concerns it and how much."""

    knowledge: Knowledge
    record: Audience

    @cached_property
    def line(self) -> tuple[str, ...]:
        return self.knowledge.reach.line(self.record.id)

    def is_own(self, entry: Entry) -> bool:
        """Whether an entry names this very audience, not only a broader one."""
        return self.record.id in entry.record.audiences

    def path(self, documents: Sequence[Entry]) -> ReadingPath:
        """Own documents in order of concern, each after what it builds on; older editions and inherited ones apart."""
        own = [entry for entry in documents if self.is_own(entry)]
        older = self._older(own)
        current = self.readings([entry for entry in own if entry.key not in older])
        return ReadingPath(
            first=current[:FIRST],
            then=current[FIRST:],
            earlier=self.readings([entry for entry in own if entry.key in older]),
            inherited=self.readings([entry for entry in documents if not self.is_own(entry)]),
        )

    def readings(self, entries: Sequence[Entry]) -> tuple[Reading, ...]:
        """The entries in reading order with what matters in them."""
        chosen = {entry.key for entry in entries}
        return tuple(self._reading(entry, chosen) for entry in self._in_order(entries))

    def _older(self, documents: Iterable[Entry]) -> set[Key]:
        """Documents of which a later one of the same type is selected as well: read only to compare."""
        return {
            reference.target.key
            for entry in documents
            for reference in self.knowledge.links.outgoing(entry)
            if reference.field == "replaces" or _is_edition(reference)
        }

    def _in_order(self, entries: Sequence[Entry]) -> list[Entry]:
        """By preference, what an entry builds on pulled up to just before it; a cycle is cut where it closes."""
        chosen = {entry.key: entry for entry in sorted(entries, key=self._preference)}
        ordered: dict[Key, Entry] = {}
        seen: set[Key] = set()
        for key in chosen:
            waiting = [] if key in seen else [key]
            while waiting:
                seen.add(waiting[-1])
                before = (one for one in self._builds_on(chosen[waiting[-1]]) if one in chosen and one not in seen)
                if (earlier := next(before, None)) is not None:
                    waiting.append(earlier)
                else:
                    done = waiting.pop()
                    ordered[done] = chosen[done]
        return list(ordered.values())

    def _builds_on(self, entry: Entry) -> list[Key]:
        references = self.knowledge.links.outgoing(entry)
        return [r.target.key for r in references if r.field in BUILDS_ON and not _is_edition(r)]

    def _preference(self, entry: Entry) -> tuple[int, int, int, str]:
        """Modules in the order of their course; documents by concern, then the newest; the undated last."""
        record = entry.record
        if isinstance(record, Resolution):
            return 0, -self.concern(entry), -(record.issued.earliest.toordinal() if record.issued else 0), record.id
        uses = self.knowledge.links.incoming(entry, "modules")
        places = [r.path[1] for r in uses if isinstance(r.source.record, Course)]
        return min((place for place in places if isinstance(place, int)), default=99), 0, 0, record.id

    def concern(self, entry: Entry) -> int:
        """How much a document is about this audience's own work today: topics, points that name it, uses, age."""
        record = entry.record
        assert isinstance(record, Resolution)
        years = self._newest_year - record.issued.year if record.issued else MOST_YEARS // 2
        return (
            TOPIC_WEIGHT * len(self.shared_topics(entry))
            + NAMED_WEIGHT * self._naming(entry)
            + min(len(self._used_by(entry)), MOST_USES)
            + (0 if record.number or record.kind is ResolutionKind.CHARTER else WITHOUT_NUMBER)
            - min(years, MOST_YEARS) // YEARS_A_POINT
        )

    @cached_property
    def _newest_year(self) -> int:
        documents = self.knowledge.catalog.records(Resolution)
        return max((record.issued.year for _, record in documents if record.issued), default=0)

    def shared_topics(self, entry: Entry) -> tuple[str, ...]:
        """The topics that an entry and the audience's page have in common, in the entry's order."""
        return tuple(topic for topic in entry.record.topics if topic in self.record.topics)

    def _naming(self, entry: Entry) -> int:
        parts = (*getattr(entry.record, "key_points", ()), *getattr(entry.record, "questions", ()))
        return sum(1 for part in parts if self.record.id in part.audiences)

    def _used_by(self, entry: Entry) -> tuple[Entry, ...]:
        """What of this audience's own refers to an entry, documents apart."""
        sources = {r.source.key: r.source for r in self.knowledge.links.incoming(entry) if r.inverse}
        return tuple(
            one for one in sources.values() if self.is_own(one) and not isinstance(one.record, Resolution | Audience)
        )

    def _reading(self, entry: Entry, chosen: set[Key]) -> Reading:
        points = tuple(p for p in getattr(entry.record, "key_points", ()) if self._concerns(p))
        questions = tuple(q for q in getattr(entry.record, "questions", ()) if self._concerns(q))
        checks = tuple(one for one in getattr(entry.record, "self_checks", ()) if self._concerns(one))
        thinking = MINUTES_PER_QUESTION * len(questions) + MINUTES_PER_SELF_CHECK * len(checks)
        built_upon = (
            r.source
            for r in self.knowledge.links.incoming(entry)
            if r.field in BUILDS_ON and not _is_edition(r) and r.source.key in chosen
        )
        return Reading(
            entry=entry,
            minutes=minutes_to_read(entry, self.knowledge.settings.reading_speed)
            + (0 if self.record.depth is Depth.GIST else thinking),
            points=points,
            questions=questions,
            self_checks=checks,
            topics=self.shared_topics(entry),
            used_by=self._used_by(entry),
            needed_for=tuple(dict.fromkeys(built_upon)),
        )

    def _concerns(self, part: Point | Question | SelfCheck) -> bool:
        return not part.audiences or any(one in self.line for one in part.audiences)


def _is_edition(reference: Reference) -> bool:
    """Whether a document continues one of its own type: a later edition of it, which is read instead of it."""
    source, target = reference.source.record, reference.target.record
    return (
        reference.field == "continues"
        and isinstance(source, Resolution)
        and isinstance(target, Resolution)
        and source.kind is target.kind
    )
