"""The knowledge and its pages in, the search's files out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.catalog import Entry, page_url
from generator.facets import FACETS
from generator.kinds import Audience, Lesson, Resolution, Term
from generator.kinds.parts import LegalForce
from generator.knowledge import Knowledge
from generator.markdown import plain
from generator.pages import Page
from generator.reading_time import running_text
from generator.search import SearchDocument, build_search
from generator.views import heading, status_mark

_SELF_CHECKS = re.compile(r"^## [^\n]*\{#tu-kiem-tra\}.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
"""The part of a guide that repeats the self-check questions of entries, wrong choices included: searched there."""

LESS_LIKELY = 0.6
"""Prior of pages that readers seldom look for: ended documents, lists, the editors' manual."""


def write(knowledge: Knowledge, pages: Sequence[Page]) -> dict[str, bytes]:
    """The search index and its scripts by address."""
    documents = [document(knowledge, entry) for entry in knowledge.catalog.entries]
    shared = {group.path: group.label for group in knowledge.groups["so-hieu"]}
    documents += [
        _of_page(page, shared.get(page.path, "")) for page in pages if page.kind in ("guide", "form", "index", "page")
    ]
    abbreviations = {
        short: (record.title, *record.also)
        for _, record in knowledge.catalog.records(Term)
        for short in record.abbreviations
    }
    return build_search(documents, abbreviations)


def document(knowledge: Knowledge, entry: Entry) -> SearchDocument:
    """An entry as the search sees it."""
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
        mark=status_mark(entry),
        facets=_facets(knowledge, entry),
        rank=LESS_LIKELY if _is_ended(entry) else 1.0,
    )


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


def _of_page(page: Page, number: str) -> SearchDocument:
    """A page that is no entry; `number` is the one that its documents share, if it is such a list."""
    front_matter_end = page.text.find("\n---", 3) + 4 if page.text.startswith("---") else 0
    body = plain(_SELF_CHECKS.sub("", page.text[front_matter_end:])) if page.kind != "index" else ""
    label = {"guide": "Hướng dẫn học tập", "form": "Biểu mẫu", "index": "Danh mục"}.get(page.kind, "Trang")
    rank = LESS_LIKELY if page.kind == "index" or page.path.startswith("bien-tap/") else 1.0
    return SearchDocument(page_url(page.path), page.title, label, number, (), "", body, "", (("muc", (label,)),), rank)
