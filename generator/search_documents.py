"""The knowledge and its pages in, the search's files out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import astuple
from hashlib import blake2b
from itertools import chain

from generator.cache import Cache
from generator.catalog import Entry, page_url
from generator.facets import FACETS
from generator.kinds import Audience, Lesson, Resolution, Term
from generator.kinds.parts import LegalForce
from generator.knowledge import Knowledge
from generator.markdown import plain
from generator.pages import Page
from generator.reading_time import running_text
from generator.search import SearchDocument, Section, build_search
from generator.temporary_store import Store, StoredFiles
from generator.views import heading, status_mark

_PART = re.compile(
    r"^(?:## (?P<title>[^\n]*?) *\{#(?P<anchor>[\w-]+)[^}\n]*\}|<div id=\"noi-dung\"[^\n]*)$", re.MULTILINE
)
"""Where a part of a page begins: a heading of the second level, or the text of the entry's own file."""

LEFT_OUT = frozenset({"lien-quan", "nguon", "theo-vai-tro", "trong-huong-dan", "tu-kiem-tra"})
"""Anchors of the parts that only repeat what other pages are, and of the self-check questions with wrong choices."""

LESS_LIKELY = 0.6
"""Prior of pages that readers seldom look for: ended documents, lists, the editors' manual."""


KIND = "search-sections"
"""Of what is kept in the cache."""


def write(
    knowledge: Knowledge, pages: Sequence[Page], kept: Cache | None = None, store: Store | None = None
) -> StoredFiles:
    """The search index and its scripts by address, in the `store`; what pages give to it is `kept`."""
    sections = Sections(pages, kept)
    shared = {group.path: group.label for group in knowledge.groups["so-hieu"]}
    others = [page for page in pages if page.kind in ("guide", "form", "index", "page")]
    documents = chain(
        (document(knowledge, entry, sections.of(entry.path)) for entry in knowledge.catalog.entries),
        (_of_page(page, sections, shared.get(page.path, "")) for page in others),
    )
    abbreviations = {
        short: (record.title, *record.also)
        for _, record in knowledge.catalog.records(Term)
        for short in record.abbreviations
    }
    files = build_search(documents, abbreviations, kept, store)
    sections.keep()
    return files


class Sections:
    """The sections of pages by path, each page cut once, or not at all if one with the same text was `kept`."""

    def __init__(self, pages: Sequence[Page], kept: Cache | None) -> None:
        self._pages = {page.path: page for page in pages}
        self._kept = kept
        self._asked: set[str] = set()

    def of(self, path: str) -> tuple[Section, ...]:
        text = self._pages[path].text if path in self._pages else ""
        if self._kept is None:
            return cut_sections(text)
        self._asked.add(path)
        digest = blake2b(text.encode(), digest_size=16).digest()
        if found := self._kept.get(KIND, path, digest):
            return tuple(Section(*one) for one in json.loads(found))
        sections = cut_sections(text)
        self._kept.put(KIND, path, digest, json.dumps([astuple(one) for one in sections], ensure_ascii=False).encode())
        return sections

    def keep(self) -> None:
        """Keep nothing but what was asked for."""
        if self._kept:
            self._kept.keep_only(KIND, frozenset(self._asked))


def document(knowledge: Knowledge, entry: Entry, sections: tuple[Section, ...]) -> SearchDocument:
    """An entry as the search sees it, with the sections of its page."""
    record = entry.record
    number = (record.number or "") if isinstance(record, Resolution) else ""
    named = tuple(one.name for one in getattr(record, "named_as", ())) if isinstance(record, Resolution) else ()
    names = record.abbreviations + record.also if isinstance(record, Term) else named
    return SearchDocument(
        url=entry.url,
        title=f"{heading(entry)}: {record.title}" if number else record.title,
        kind=type(record).label,
        number=number,
        headings=(*(plain(h.text) for h in entry.outline.headings), *record.keywords, *names),
        summary=plain(record.summary),
        body=running_text(entry),
        sections=(Section("", "", plain(record.note or "")), *sections[1:]),
        mark=status_mark(entry),
        facets=_facets(knowledge, entry),
        rank=LESS_LIKELY if _is_ended(entry) else 1.0,
        date=str(record.issued or "") if isinstance(record, Resolution) else "",
    )


def cut_sections(page: str) -> tuple[Section, ...]:
    """The parts of a page's Markdown as plain text; the first is what stands before all others, under no heading."""
    starts = list(_PART.finditer(page))
    front_matter_end = page.find("\n---", 3) + 4 if page.startswith("---") else 0
    ends = [*(start.start() for start in starts), len(page)]
    parts = [
        Section(start["anchor"] or "", plain(start["title"] or ""), plain(page[start.end() : end]))
        for start, end in zip(starts, ends[1:], strict=True)
        if start["anchor"] not in LEFT_OUT
    ]
    return Section("", "", plain(page[front_matter_end : ends[0]])), *parts


def _is_ended(entry: Entry) -> bool:
    return isinstance(entry.record, Resolution) and entry.record.status.value is LegalForce.ENDED


def _facets(knowledge: Knowledge, entry: Entry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values readers can narrow a search by, as labels."""
    record, settings = entry.record, knowledge.settings
    values: list[tuple[str, tuple[str, ...]]] = [("muc", (type(record).label,))]
    values += [(f.name, tuple(label for _, label in f.values(record, settings))) for f in FACETS if f.smallest == 1]
    audiences = [knowledge.catalog.by_key.get((Audience.folder, one)) for one in record.audiences]
    values.append(("doi-tuong", tuple(one.title for one in audiences if one)))
    if isinstance(record, Lesson) and record.organisation:
        values.append(("to-chuc", (record.organisation,)))
    return tuple((name, found) for name, found in values if found)


def _of_page(page: Page, cut: Sections, number: str) -> SearchDocument:
    """A page that is no entry; `number` is the one that its documents share, if it is such a list."""
    sections = () if page.kind == "index" else cut.of(page.path)
    body = "\n".join(line for one in sections for line in (one.title, one.text))
    label = {"guide": "Hướng dẫn học tập", "form": "Biểu mẫu", "index": "Danh mục"}.get(page.kind, "Trang")
    rank = LESS_LIKELY if page.kind == "index" or page.path.startswith("bien-tap/") else 1.0
    facets = (("muc", (label,)),)
    return SearchDocument(page_url(page.path), page.title, label, number, (), "", body, sections, "", facets, rank)
