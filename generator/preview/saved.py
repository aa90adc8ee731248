"""An edition and the file of one entry that was saved since in, the draft of its page as it reads now out.

To read all content again takes longer the more there is; the page that somebody looks at after saving takes as long as
one page. Where more than that page may have changed, or something is wrong, there is no draft: all is read again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator import catalog, files, selection, source, views
from generator.catalog import Entry
from generator.drafts import Draft
from generator.preview.edition import Edition
from generator.unsafe_content import make_harmless


def draft_of(edition: Edition, file: Path) -> Draft | None:
    """The new draft; relations and lists on it are still those of the edition."""
    site = edition.site
    if not file.is_relative_to(site.root / site.docs):
        return None
    path = file.relative_to(site.root / site.docs).as_posix()
    before, draft = edition.by_file.get(path), edition.draft(path)
    entry = _read(site.root, file, path) if before and draft else None
    if before is None or draft is None or entry is None or _is_known_otherwise(before, entry):
        return None
    alone = replace(edition.knowledge, catalog=replace(edition.knowledge.catalog, entries=(entry,), pages=()))
    shown = selection.select_one(make_harmless(alone).catalog.entries[0], edition.knowledge, edition.shown)
    if shown is None:
        return None
    values = draft.values | {"entry": shown, "record": shown.record}
    return replace(draft, values=values, description=shown.record.summary, text=shown.front.stored)


def _read(root: Path, file: Path, path: str) -> Entry | None:
    """The entry, when nothing in its file is wrong."""
    try:
        text, problems = source.from_bytes(file.relative_to(root).as_posix(), files.read_bytes(file, files.LARGEST))
    except (files.UnreadableError, files.TooLargeError):  # reported when all is read
        return None
    parsed = catalog.parse(text, path) if text and not problems else None
    document = parsed.document if parsed and not parsed.problems else None
    return document if isinstance(document, Entry) else None


def _is_known_otherwise(before: Entry, now: Entry) -> bool:
    """Whether other pages name the entry in another way, or are not to name it at all."""
    was, is_ = before.record, now.record
    return (
        before.key != now.key
        or was.title != is_.title
        or was.visibility != is_.visibility
        or views.heading(before) != views.heading(now)
    )
