"""A record in; its sources as numbered notes, each with the places on its page that rely on it, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.catalog import Catalog
from generator.kinds import Record
from generator.kinds.parts import Citation
from generator.relations import Cited, cited

FIELDS = ("needs", "orientation", "key_points", "named_as", "also_called", "proposals", "figures")
"""Fields whose items name their own sources, in the order in which pages show them."""

Source = tuple[str, str]
"""What makes two citations one note: the article with its lines, or the public page."""


@dataclass(frozen=True)
class Mark:
    """A note's number beside a statement; `anchor` is where the note leads back to."""

    number: int
    anchor: str


@dataclass(frozen=True)
class Note:
    """A source with its number, counted from 1, and the anchors of the statements that rely on it."""

    number: int
    source: Cited
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Notes:
    """All notes of a page: those of single statements first, then what the page as a whole relies on."""

    all: tuple[Note, ...]
    marks: tuple[tuple[object, tuple[Mark, ...]], ...]
    """The record's own items, each with its marks."""

    def at(self, item: object) -> tuple[Mark, ...]:
        """The marks of one of the record's own items, empty where it names no source of its own."""
        return next((marks for one, marks in self.marks if one is item), ())


def read_notes(catalog: Catalog, record: Record) -> Notes:
    """Number the sources in the order in which the page relies on them."""
    citations: dict[Source, list[Citation]] = {}
    anchors: dict[Source, list[str]] = {}
    marks = tuple((item, tuple(_mark(one, citations, anchors) for one in item.sources)) for item in _items(record))
    placed = [
        Note(number, cited(catalog, found)[0], tuple(anchors[source]))
        for number, (source, found) in enumerate(citations.items(), start=1)
    ]
    rest = cited(catalog, _without(record.sources, citations))
    return Notes((*placed, *(Note(n, one, ()) for n, one in enumerate(rest, start=len(placed) + 1))), marks)


def _items(record: Record) -> Iterator[Any]:
    for name in _fields_of(type(record)):
        yield from getattr(record, name)


@cache  # asking a record for a field that its kind lacks takes far longer
def _fields_of(kind: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if name in kind.model_fields)


def _mark(one: Citation, citations: dict[Source, list[Citation]], anchors: dict[Source, list[str]]) -> Mark:
    source = _source(one)
    citations.setdefault(source, []).append(one)
    number = list(citations).index(source) + 1
    places = anchors.setdefault(source, [])
    places.append(f"dan-{number}-{len(places) + 1}")
    return Mark(number, places[-1])


def _source(one: Citation) -> Source:
    return (one.article or "", ",".join(_lines(one))) if one.article else ("", one.url or "")


def _lines(one: Citation) -> list[str]:
    return re.findall(r"[\d-]+", one.lines or "")


def _without(sources: Iterable[Citation], citations: dict[Source, list[Citation]]) -> Iterator[Citation]:
    """The sources of a whole page without the lines and pages that are notes of single statements already."""
    told = {(article, line) for article, lines in citations for line in lines.split(",")}
    for one in sources:
        if not one.article and ("", one.url or "") in citations:
            continue
        left = [line for line in _lines(one) if (one.article, line) not in told]
        if one.article and one.lines and not left:
            continue
        yield one.model_copy(update={"lines": ", ".join(left)}) if one.article and one.lines else one
