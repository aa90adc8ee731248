"""Knowledge in, the part of it that may and can be shown out: no internal entries, no dangling references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from generator import blocks, markdown
from generator.catalog import Catalog, Document, Entry, last_first, visible
from generator.frontmatter import FrontMatter
from generator.kinds import Audience, Case
from generator.kinds.parts import Question
from generator.kinds.record import Record, Visibility
from generator.kinds.shape import field_at
from generator.knowledge import Knowledge
from generator.links import dangling, resolve
from generator.placed_yaml import KeyPath, PlacedValues

D = TypeVar("D", bound=Document)

STAFF_FIELDS: dict[type[Record], tuple[str, ...]] = {Case: ("facilitator_notes",)}
"""Lists that only those who run classes may get; a public build has them empty."""


def select(knowledge: Knowledge, visibility: Visibility) -> Knowledge:
    """What a build of this visibility renders.

    References to entries that are not shown are taken out, so that pages neither break on them nor name them.
    What they break in turn goes too, until nothing dangles. A public build has nothing that is meant only for those who
    run classes. Bodies are as everybody gets them; `marked` keeps those with audience blocks for the guides.
    """
    catalog = visible(knowledge.catalog, visibility)
    recordings = knowledge.recordings
    while lost := _by_entry(catalog):
        kept = (_without(entry, lost[entry]) if entry in lost else entry for entry in catalog.entries)
        catalog = replace(catalog, entries=tuple(entry for entry in kept if entry))
    staff = {record.id for _, record in knowledge.catalog.records(Audience) if record.staff}
    if visibility is Visibility.PUBLIC:
        catalog = _for_learners(catalog, staff)
        recordings = tuple(one.for_the_public() for one in recordings)
    titles = {record.id: record.title for _, record in catalog.records(Audience)}
    marked = {entry.key: entry.front.body for entry in catalog.entries if blocks.find(entry.front.body)}
    catalog = _with_bodies(catalog, lambda body: blocks.for_everybody(body, titles))
    links, _ = resolve(catalog, knowledge.settings)
    content = replace(knowledge.content, sources=(), recordings={})
    return replace(knowledge, catalog=catalog, links=links, content=content, recordings=recordings, marked=marked)


def _with_bodies(catalog: Catalog, change: Callable[[str], str]) -> Catalog:
    entries = tuple(_with_body(entry, change(entry.front.body)) for entry in catalog.entries)
    pages = tuple(_with_body(page, change(page.front.body)) for page in catalog.pages)
    return replace(catalog, entries=entries, pages=pages)


def _for_learners(catalog: Catalog, staff: set[str]) -> Catalog:
    """The catalog without what only those who run classes may get: blocks, facilitators' notes, kept-back answers.

    Files and front matter as written go too, so that no later step can print them.
    """
    bare = replace(catalog, entries=tuple(_without_notes(entry, staff) for entry in catalog.entries))
    return _with_bodies(bare, lambda body: blocks.without_staff(body, staff))


def _with_body(document: D, body: str) -> D:
    """The document with another body and nothing left of the one in its file."""
    if body == document.front.body:
        return document
    head = document.source.text[: document.front.body_offset]
    return replace(
        document,
        source=replace(document.source, text=head + body),
        front=replace(document.front, body=body),
        outline=markdown.outline(body, document.front.body_offset),
    )


def _without_notes(entry: Entry, staff: set[str]) -> Entry:
    record: Record = entry.record
    changed: dict[str, Any] = dict.fromkeys(STAFF_FIELDS.get(type(record), ()), ())
    changed["changes"] = tuple(one for one in record.changes if not _is_for_staff(one.audiences, staff))
    questions = getattr(record, "questions", ())
    if any(_is_kept_back(question, staff) for question in questions):
        changed["questions"] = tuple(
            question.model_copy(update={"answer": None}) if _is_kept_back(question, staff) else question
            for question in questions
        )
    # The front matter as written repeats what the record has lost.
    front = FrontMatter({}, PlacedValues(), entry.front.body, 0)
    source = replace(entry.source, text=entry.front.body)
    outline = markdown.outline(entry.front.body)
    return replace(entry, record=record.model_copy(update=changed), front=front, source=source, outline=outline)


def _is_kept_back(question: Question, staff: set[str]) -> bool:
    return _is_for_staff(question.answer_for, staff)


def _is_for_staff(audiences: tuple[str, ...], staff: set[str]) -> bool:
    return bool(audiences) and all(one in staff for one in audiences)


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
