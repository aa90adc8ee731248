"""Front matter in, its dates written as year-month-day out (`25/10/2021` becomes `2021-10-25`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from generator.frontmatter import split
from generator.kinds import Record
from generator.kinds.fields import PartialDate
from generator.kinds.shape import bare_type, field_at
from generator.placed_yaml import KeyPath
from generator.source import Source
from generator.written_dates import iso


def rewrite_dates(text: str, kind: type[Record]) -> str:
    """The text with the dates in the kind's date fields rewritten; everything else stays as it is."""
    front, _ = split(Source.of("", text))
    changes = []
    for path, written in _dates(front.values, kind, ()):
        start = front.placed.values_at[path]
        changes.append((start, front.placed.ends[start], written))
    for start, end, written in sorted(changes, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def iso_values(values: Any, kind: type[Record], path: KeyPath = ()) -> Any:
    """Front-matter values with the same dates as `rewrite_dates` leaves them, as YAML reads them."""
    if isinstance(values, dict):
        return {key: iso_values(item, kind, (*path, key)) for key, item in values.items()}
    if isinstance(values, list):
        return [iso_values(item, kind, (*path, index)) for index, item in enumerate(values)]
    written = _rewritten(values, kind, path)
    return yaml.safe_load(written) if written else values


def _dates(values: Any, kind: type[Record], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    items = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for step, item in items:
        yield from _dates(item, kind, (*path, step))
    if written := _rewritten(values, kind, path):
        yield path, written


def _rewritten(value: Any, kind: type[Record], path: KeyPath) -> str | None:
    info = field_at(kind, path) if isinstance(value, str) else None
    type_ = bare_type(info) if info else None
    return iso(value, needs_day=type_ is date) if type_ in (date, PartialDate) else None
