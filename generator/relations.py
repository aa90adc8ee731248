"""An entry in; what it refers to, what refers to it and what it cites, gathered for reading, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.catalog import Catalog, Entry, Key
from generator.kinds import Article, Resolution
from generator.kinds.parts import Citation
from generator.links import BODY, Links, Reference

SHOWN_ELSEWHERE = (
    "audiences",
    "changes",
    "sources",
    "needs",
    "key_points",
    "questions",
    "self_checks",
    "figures",
    "named_as",
    "also_called",
    "orientation",
    "proposals",
    "materials",
    "programme",
)
"""Fields whose references stand on the page in another way than as relations."""

WEAK = (BODY, "cites", "related")
"""Fields that only mention: left out where the same two entries are tied by a stronger one."""


@dataclass(frozen=True)
class Relations:
    """References of one meaning: its label and the entries at the other end, with remarks."""

    label: str
    items: tuple[tuple[Entry, str | None], ...]


@dataclass(frozen=True)
class Related:
    """All ties of an entry: to documents, and to the modules, lessons, cases... that use it or that it uses."""

    documents: tuple[Relations, ...]
    others: tuple[Relations, ...]

    def __bool__(self) -> bool:
        return bool(self.documents or self.others)


@dataclass(frozen=True)
class Cited:
    """The places of one source: an article with its lines, or a public page; `seen` says what was read there."""

    article: Entry | None
    url: str | None
    lines: tuple[str, ...]
    seen: tuple[str, ...]


def related(links: Links, entry: Entry, skip: Iterable[str] = ()) -> Related:
    """The ties of an entry in both directions, each other entry once, its strongest tie first.

    `skip` names fields that the entry's own page already shows.
    """
    hidden = {*SHOWN_ELSEWHERE, *skip}
    out = [(r.label, r.target, r) for r in links.outgoing(entry) if r.field not in hidden]
    back = [(r.inverse, r.source, r) for r in links.incoming(entry) if r.inverse and r.field not in SHOWN_ELSEWHERE]
    ties = sorted([*out, *back], key=lambda tie: tie[2].field in WEAK)
    groups: dict[tuple[bool, str], dict[Key, tuple[Entry, str | None]]] = {}
    seen: set[Key] = {entry.key}
    for label, other, reference in ties:
        if other.key not in seen:
            seen.add(other.key)
            about_document = isinstance(other.record, Resolution)
            groups.setdefault((about_document, label or ""), {})[other.key] = (other, reference.note)
    return Related(_of(groups, about_document=True), _of(groups, about_document=False))


def _of(
    groups: dict[tuple[bool, str], dict[Key, tuple[Entry, str | None]]], *, about_document: bool
) -> tuple[Relations, ...]:
    return tuple(
        Relations(label, tuple(items.values())) for (kind, label), items in groups.items() if kind is about_document
    )


def cited(catalog: Catalog, citations: Iterable[Citation]) -> list[Cited]:
    """Citations by source: the lines of one article together, public pages one by one."""
    articles: dict[str, list[Citation]] = {}
    pages: list[Cited] = []
    for one in citations:
        if one.article:
            articles.setdefault(one.article, []).append(one)
        elif one.url:
            pages.append(Cited(None, one.url, (), tuple(filter(None, [one.seen]))))
    return [*(_of_article(catalog, name, found) for name, found in articles.items()), *pages]


def _of_article(catalog: Catalog, identifier: str, citations: list[Citation]) -> Cited:
    lines = dict.fromkeys(part for one in citations for part in re.split(r", ?", one.lines or "") if part)
    seen = dict.fromkeys(one.seen for one in citations if one.seen)
    article = catalog.by_key.get((Article.folder, identifier))
    return Cited(article, None, tuple(sorted(lines, key=_line_order)), tuple(seen))


def _line_order(lines: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", lines)]


def short_name(article: Entry) -> str:
    """How a source is named in passing: the last part of its organisation, and the year: `Tỉnh Long An, 2023`."""
    record = article.record
    assert isinstance(record, Article)
    organisation = re.sub(r"\s*\([^)]*\)", "", record.organisation or record.title).split(", ")[-1]
    return f"{organisation}, {record.published.year}" if record.published else organisation


def first_line(lines: str) -> int:
    """The line at which a place in an article begins: 9 for `9-11`."""
    return int(lines.partition("-")[0])


def drawn_from(links: Links, article: Entry) -> list[tuple[int, list[Entry]]]:
    """What was read out of each line of an article, in order of line; a range counts for each of its lines."""
    found: dict[int, dict[Key, Entry]] = {}
    for reference in links.incoming(article):
        if reference.path and reference.path[-1] == "article" and reference.source is not article:
            for line in _lines(_citation(reference).lines or ""):
                found.setdefault(line, {})[reference.source.key] = reference.source
    return [(line, list(entries.values())) for line, entries in sorted(found.items())]


def _lines(places: str) -> Iterator[int]:
    for part in filter(None, re.split(r", ?", places)):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _citation(reference: Reference) -> Citation:
    holder: Any = reference.source.record
    for step in reference.path[:-1]:
        holder = holder[step] if isinstance(step, int) else getattr(holder, str(step))
    assert isinstance(holder, Citation)
    return holder
