"""The knowledge in, guides to one document, course or round for one audience out, where there is something to say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator import blocks, markdown
from generator.audiences import public_readers
from generator.catalog import Entry, Key
from generator.forms import Facts, facts_of
from generator.kinds import Audience, Case, Course, Lesson, Module, Resolution, Round
from generator.knowledge import Knowledge
from generator.reading_path import Reader, Reading
from generator.stored_text import StoredText, store

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|$")
"""Targets that mean the same on every page: whole addresses, those from the root, and places on the page itself."""

SCOPES = (Resolution, Course, Round)
"""Kinds of entries that a guide can be about."""


@dataclass(frozen=True, eq=False)
class ScopedGuide:
    """What one audience does with one entry. `main` is the entry itself; `readings` are a course's modules in order.

    `stored` is the entry's text as this audience gets it; `facts` are a round's programme, materials and dates.
    """

    audience: Entry
    record: Audience
    main: Reading
    stored: StoredText
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


@lru_cache(maxsize=2)  # asked for in several places of one build
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
            if _says_something(knowledge, record, entry):
                yield _guide(reader, audience, entry)


def _guide(reader: Reader, audience: Entry, entry: Entry) -> ScopedGuide:
    knowledge = reader.knowledge
    neighbours = _neighbours(knowledge, entry)
    meant = [one for one in neighbours if knowledge.reach.closeness(reader.record.id, one.record.audiences) is not None]
    record = entry.record
    modules = _modules(knowledge, record) if isinstance(record, Course) else ()
    readings = (reader.readings([module])[0] for module in modules)
    return ScopedGuide(
        audience=audience,
        record=reader.record,
        main=reader.readings([entry])[0],
        stored=store(moved(knowledge.body_for(entry, reader.record.id), entry.path, _page(reader.record, entry))),
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


def pages(knowledge: Knowledge) -> Iterator[str]:
    """The paths of such guides, also before anything was selected for a build: as the public one will have them."""
    for _, record in knowledge.catalog.records(Audience):
        for kind in SCOPES:
            for entry in knowledge.reach.entries_for(record.id, kind):
                if _says_something(knowledge, record, entry):
                    yield _page(record, entry)


def _says_something(knowledge: Knowledge, audience: Audience, entry: Entry) -> bool:
    """Whether there is more for this very audience than the entry's page says to everybody."""
    record = entry.record
    if isinstance(record, Course):
        return audience.id in record.audiences and any(_modules(knowledge, record))
    if isinstance(record, Round):
        if audience.id not in record.audiences:
            return False
        facts = facts_of(knowledge, entry, record)
        return bool(facts.slots or facts.tasks)
    parts = (part for name in ("key_points", "questions", "self_checks") for part in getattr(record, name, ()))
    if any(audience.id in part.audiences for part in parts):
        return True
    if any(
        audience.id in one.record.audiences for one in _neighbours(knowledge, entry) if isinstance(one.record, Lesson)
    ):
        return True
    return audience.id in _named_in_blocks(_marked_body(knowledge, entry))


def _modules(knowledge: Knowledge, course: Course) -> Iterator[Entry]:
    found = (knowledge.catalog.by_key.get((Module.folder, one.module)) for one in course.modules)
    return (module for module in found if module)


def _marked_body(knowledge: Knowledge, entry: Entry) -> str:
    """A body with audience blocks: what was kept of them for this build, or what a public one would keep."""
    if entry.key in knowledge.marked:
        return knowledge.marked[entry.key]
    has_blocks = entry.front.stored.has(blocks.SIGN)
    return blocks.for_the_public(entry.front.body, public_readers(knowledge.catalog)) if has_blocks else ""


def _named_in_blocks(body: str) -> set[str]:
    return {name for block in blocks.find(body) for name in block.names}
