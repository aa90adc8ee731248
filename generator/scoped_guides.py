"""The knowledge in, guides to one document, course or round for one audience out, where there is something to say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator import blocks, markdown
from generator.catalog import Entry, Key
from generator.forms import Facts, facts_of
from generator.kinds import Audience, Case, Course, Lesson, Module, Resolution, Round
from generator.kinds.parts import Point, Question, SelfCheck
from generator.knowledge import Knowledge
from generator.reading_path import Reader, Reading

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|$")
"""Targets that mean the same on every page: whole addresses, those from the root, and places on the page itself."""

SCOPES = (Resolution, Course, Round)
"""Kinds of entries that a guide can be about."""


@dataclass(frozen=True, eq=False)
class ScopedGuide:
    """What one audience does with one entry. `main` is the entry itself; `readings` are a course's modules in order.

    `body` is the entry's text as this audience gets it; `facts` are a round's programme, materials and dates.
    """

    audience: Entry
    record: Audience
    main: Reading
    body: str
    readings: tuple[Reading, ...]
    lessons: tuple[Entry, ...]
    cases: tuple[Entry, ...]
    facts: Facts

    @property
    def entry(self) -> Entry:
        return self.main.entry

    @property
    def to_check(self) -> tuple[Reading, ...]:
        """The entry and the modules that have self-check questions for this audience, in order."""
        return tuple(one for one in (self.main, *self.readings) if one.self_checks)

    @property
    def page(self) -> str:
        """Path of the guide's page below docs/."""
        return _page(self.record, self.entry)


def _page(record: Audience, entry: Entry) -> str:
    return f"huong-dan/{record.id}/{entry.record.id}.md"


def moved(body: str, source: str, target: str) -> str:
    """A body from the page at `source` for the page at `target`: relative links still lead to the same places."""
    pieces: list[str] = []
    end = 0
    for link in sorted(markdown.outline(body).links, key=lambda one: one.offset):
        page, hash_, anchor = link.target.partition("#")
        if _ELSEWHERE.match(link.target) or link.offset < end:
            continue
        place = posixpath.join(posixpath.dirname(source), page)
        relative = posixpath.relpath(place, posixpath.dirname(target))
        pieces += [body[end : link.offset], relative + hash_ + anchor]
        end = link.offset + len(link.target)
    return "".join([*pieces, body[end:]])


def build_scoped_guides(knowledge: Knowledge) -> tuple[ScopedGuide, ...]:
    """All such guides, by audience in the order of the front page, then by entry."""
    audiences = sorted(knowledge.catalog.records(Audience), key=lambda pair: (pair[1].order, pair[1].id))
    return tuple(guide for entry, record in audiences for guide in _of_audience(knowledge, entry, record))


def by_entry(guides: Iterable[ScopedGuide]) -> dict[Key, list[ScopedGuide]]:
    """The guides about each entry."""
    found: dict[Key, list[ScopedGuide]] = {}
    for guide in guides:
        found.setdefault(guide.entry.key, []).append(guide)
    return found


def _of_audience(knowledge: Knowledge, audience: Entry, record: Audience) -> Iterator[ScopedGuide]:
    reader = Reader(knowledge, record)
    for kind in SCOPES:
        for entry in knowledge.reach.entries_for(record.id, kind):
            guide = _guide(reader, audience, entry)
            if _says_something(knowledge, guide):
                yield guide


def _guide(reader: Reader, audience: Entry, entry: Entry) -> ScopedGuide:
    knowledge = reader.knowledge
    neighbours = _neighbours(knowledge, entry)
    meant = [one for one in neighbours if knowledge.reach.closeness(reader.record.id, one.record.audiences) is not None]
    record = entry.record
    modules = record.modules if isinstance(record, Course) else ()
    found = (knowledge.catalog.by_key.get((Module.folder, one.module)) for one in modules)
    readings = (reader.readings([module])[0] for module in found if module)
    return ScopedGuide(
        audience=audience,
        record=reader.record,
        main=reader.readings([entry])[0],
        body=moved(knowledge.body_for(entry, reader.record.id), entry.path, _page(reader.record, entry)),
        readings=tuple(readings),
        lessons=tuple(one for one in meant if isinstance(one.record, Lesson)),
        cases=tuple(one for one in meant if isinstance(one.record, Case)),
        facts=facts_of(knowledge, entry, record) if isinstance(record, Round) else Facts(),
    )


def _neighbours(knowledge: Knowledge, entry: Entry) -> list[Entry]:
    """Lessons and cases tied to an entry in either direction, each once."""
    links = knowledge.links
    tied = [r.source for r in links.incoming(entry)] + [r.target for r in links.outgoing(entry)]
    return list({one.key: one for one in tied if isinstance(one.record, Lesson | Case)}.values())


def _says_something(knowledge: Knowledge, guide: ScopedGuide) -> bool:
    """Whether there is more for this very audience than the entry's page says to everybody."""
    record, audience = guide.entry.record, guide.record.id
    if isinstance(record, Course | Round):
        return audience in record.audiences and bool(guide.readings or guide.facts.slots or guide.facts.tasks)
    main = guide.main
    named: tuple[Point | Question | SelfCheck, ...] = (*main.points, *main.questions, *main.self_checks)
    if any(audience in one.audiences for one in named) or any(audience in e.record.audiences for e in guide.lessons):
        return True
    return guide.entry.key in knowledge.marked and audience in _named_in_blocks(knowledge.marked[guide.entry.key])


def _named_in_blocks(body: str) -> set[str]:
    return {name for block in blocks.find(body) for name in block.names}
