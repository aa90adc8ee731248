"""Knowledge in, the part of it that may and can be shown out: no internal entries, no dangling references."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from generator.catalog import Catalog, Entry, last_first, visible
from generator.kinds.record import Record, Visibility
from generator.kinds.shape import field_at
from generator.knowledge import Knowledge
from generator.links import dangling, resolve
from generator.placed_yaml import KeyPath


def select(knowledge: Knowledge, visibility: Visibility) -> Knowledge:
    """What a build of this visibility renders.

    References to entries that are not shown are taken out, so that pages neither break on them nor name them.
    What they break in turn goes too, until nothing dangles.
    """
    catalog = visible(knowledge.catalog, visibility)
    while lost := _by_entry(catalog):
        kept = (_without(entry, lost[entry]) if entry in lost else entry for entry in catalog.entries)
        catalog = Catalog(tuple(entry for entry in kept if entry), catalog.pages, catalog.broken)
    if catalog is knowledge.catalog:
        return knowledge
    links, _ = resolve(catalog, knowledge.settings)
    return replace(knowledge, catalog=catalog, links=links)


def _by_entry(catalog: Catalog) -> dict[Entry, list[KeyPath]]:
    found: dict[Entry, list[KeyPath]] = {}
    for entry, _, path, _ in dangling(catalog):
        found.setdefault(entry, []).append(path)
    return found


def _without(entry: Entry, paths: list[KeyPath]) -> Entry | None:
    """The entry without the references at `paths`; None when it cannot be without them."""
    values = entry.record.model_dump(mode="json", exclude_unset=True)
    for path in last_first(paths):
        _remove(type(entry.record), values, path)
    try:
        return replace(entry, record=type(entry.record).model_validate(values))
    except ValidationError:
        return None


def _remove(kind: type[Record], values: dict[str, Any], path: KeyPath) -> None:
    """Take out what stands at `path`: an optional key alone, otherwise the list item that cannot be without it."""
    info = field_at(kind, path)
    while path and not (isinstance(path[-1], int) or (info and not info.is_required())):
        path = path[:-1]
        info = field_at(kind, path) if path else None
    holder: Any = values
    for step in path[:-1]:
        holder = holder[step]
    if path:
        del holder[path[-1]]
