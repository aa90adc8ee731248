"""Knowledge in, the part of it that may and can be shown out: no internal entries, no dangling references."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from generator import blocks, markdown
from generator.audiences import public_readers
from generator.blocks import Readers
from generator.catalog import Catalog, Document, Entry, visible
from generator.frontmatter import FrontMatter
from generator.kinds import Audience, Case
from generator.kinds.parts import Question
from generator.kinds.record import Record, Visibility
from generator.kinds.shape import field_at
from generator.knowledge import Knowledge
from generator.links import dangling, resolve, target_path
from generator.markdown import Link
from generator.placed_yaml import KeyPath, PlacedYaml, last_first
from generator.source import Source

D = TypeVar("D", bound=Document)

STAFF_FIELDS: dict[type[Record], tuple[str, ...]] = {Case: ("facilitator_notes",)}
"""Lists that only those who run classes may get; a public build has them empty."""

NO_FRONT_MATTER = PlacedYaml()


def select(knowledge: Knowledge, visibility: Visibility) -> Knowledge:
    """What a build of this visibility renders.

    References to entries that are not shown are taken out, so that pages neither break on them nor name them.
    What they break in turn goes too, until nothing dangles. A public build has nothing that is meant only for those who
    run classes or for the internal build. Bodies are as everybody gets them; `marked` keeps those with audience blocks
    for the guides.
    """
    catalog = visible(knowledge.catalog, visibility)
    readers = public_readers(knowledge.catalog)
    recordings = knowledge.recordings
    if visibility is Visibility.PUBLIC:
        # Before references go: an answer that is for an internal audience alone would then be for everybody.
        catalog = replace(catalog, entries=tuple(_without_kept_back(entry, readers) for entry in catalog.entries))
    while lost := _by_entry(catalog):
        kept = (_without(entry, lost[entry]) if entry in lost else entry for entry in catalog.entries)
        catalog = replace(catalog, entries=tuple(entry for entry in kept if entry))
    if visibility is Visibility.PUBLIC:
        catalog = _for_learners(catalog, readers)
        recordings = tuple(one.for_the_public() for one in recordings)
    titles = {record.id: record.title for _, record in catalog.records(Audience)}
    marked = {entry.key: entry.front.body for entry in catalog.entries if entry.front.stored.has(blocks.SIGN)}
    marked = {key: body for key, body in marked.items() if blocks.find(body)}
    catalog = _with_bodies(catalog, lambda body: blocks.for_everybody(body, titles))
    links, _ = resolve(catalog, knowledge.settings)
    others = knowledge.content.other_files - _withheld(knowledge, catalog)
    content = replace(knowledge.content, sources=(), recordings={}, other_files=others)
    return replace(knowledge, catalog=catalog, links=links, content=content, recordings=recordings, marked=marked)


def select_one(entry: Entry, knowledge: Knowledge, shown: Knowledge) -> Entry | None:
    """An entry as `select` shows it to the public, beside what was `shown` of the same knowledge before it was changed.

    None where it refers to what is not shown.
    """
    catalog = replace(shown.catalog, entries=(entry,))
    if entry.record.visibility is not Visibility.PUBLIC or any(
        (kind.folder, identifier) not in shown.catalog.by_key for _, kind, _, identifier in dangling(catalog)
    ):
        return None
    readers = public_readers(knowledge.catalog)
    kept = replace(catalog, entries=(_without_kept_back(entry, readers),), pages=())
    titles = {record.id: record.title for _, record in shown.catalog.records(Audience)}
    return _with_bodies(_for_learners(kept, readers), lambda body: blocks.for_everybody(body, titles)).entries[0]


def _with_bodies(catalog: Catalog, change: Callable[[str], str]) -> Catalog:
    """The catalog with the blocks of its bodies changed; what has none stays as it is."""

    def changed(document: D) -> D:
        return document.with_body(change(document.front.body)) if document.front.stored.has(blocks.SIGN) else document

    return replace(catalog, entries=tuple(map(changed, catalog.entries)), pages=tuple(map(changed, catalog.pages)))


def _for_learners(catalog: Catalog, readers: Readers) -> Catalog:
    """The catalog without what only those who run classes may get: blocks and facilitators' notes.

    Files and front matter as written go too, so that no later step can print them.
    """
    bare = replace(catalog, entries=tuple(map(_without_notes, catalog.entries)))
    return _with_bodies(bare, lambda body: blocks.for_the_public(body, readers))


def _withheld(knowledge: Knowledge, shown: Catalog) -> set[str]:
    """The files (pictures, attachments) that are used only where this build shows nothing."""
    all_shown = {one.path: one for one in (*shown.entries, *shown.pages)}
    documents = (*knowledge.catalog.entries, *knowledge.catalog.pages)
    changed = [one for one in documents if not _is_as_it_was(one, all_shown.get(one.path))]
    lost = _used_files(changed) & knowledge.content.other_files
    return lost - _used_files(all_shown.values()) if lost else lost


def _is_as_it_was(document: Document, shown: Document | None) -> bool:
    """Whether what is shown surely uses the same files: most is shown as it was written."""
    if shown is None or shown.front.stored is not document.front.stored:
        return False
    return not isinstance(document, Entry) or (isinstance(shown, Entry) and shown.record is document.record)


def _used_files(documents: Iterable[Document]) -> set[str]:
    used: set[str | None] = set()
    for document in documents:
        links = (*document.outline.links, *_links_in_values(document))
        used |= {target_path(document, link.target) for link in links}
    return {path for path in used if path}


def _links_in_values(document: Document) -> tuple[Link, ...]:
    if not isinstance(document, Entry) or "](" not in document.record.model_dump_json():
        return ()
    values = json.dumps(document.record.model_dump(mode="json"), ensure_ascii=False)
    return markdown.outline(values).links


def _without_kept_back(entry: Entry, readers: Readers) -> Entry:
    """The entry without the remarks and answers that no learner is to read."""
    record: Record = entry.record
    changed: dict[str, Any] = {}
    if not all(readers.may_read(one.audiences) for one in record.changes):
        changed["changes"] = tuple(one for one in record.changes if readers.may_read(one.audiences))
    questions: tuple[Question, ...] = getattr(record, "questions", ())
    if not all(readers.may_read(question.answer_for) for question in questions):
        changed["questions"] = tuple(
            question if readers.may_read(question.answer_for) else question.model_copy(update={"answer": None})
            for question in questions
        )
    return replace(entry, record=record.model_copy(update=changed)) if changed else entry


def _without_notes(entry: Entry) -> Entry:
    record: Record = entry.record
    kept_back = [field for field in STAFF_FIELDS.get(type(record), ()) if getattr(record, field)]
    if kept_back:
        record = record.model_copy(update=dict.fromkeys(kept_back, ()))
    # The front matter as written repeats what the record has lost.
    front = FrontMatter({}, NO_FRONT_MATTER, entry.front.stored, 0)
    source = Source(entry.source.path, entry.front.stored)
    return replace(
        entry, record=record, front=front, source=source, outline=entry.outline.behind(entry.front.body_offset)
    )


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
