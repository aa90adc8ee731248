"""An entry as a build shows it in, a short hash of each of its parts out: what a recording keeps of it.

The hashes are of what readers get: they stay the same when a file is laid out anew, its keys change places, diacritics
are composed in another way or tone marks move (hòa, hoà). A part is a front-matter field (`key_points`), a section of
the body (`#chuan-bi`; `#` is what stands before the first), that the document was replaced (`replaced`), or that an
editor remarked on a change (`changes:2026-12-20`). What concerns some audiences only is a part of its own:
`questions@dang-vien`, and `#@!dang-vien` for a block that all but these get.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from generator import blocks, markdown
from generator.blocks import AudienceBlock, Mode
from generator.catalog import Entry
from generator.kinds import Resolution
from generator.kinds.parts import ChangeNote
from generator.knowledge import Knowledge
from generator.recordings import Snapshot, State
from generator.replaced import replacement
from generator.vietnamese import TONES

NOT_READ = frozenset(
    {
        "id",
        "audiences",
        "keywords",
        "sources",
        "added",
        "reviewed",
        "changes",
        "formerly",
        "former_anchors",
        "visibility",
        "order",
    }
)
"""Fields that say nothing to be studied: a corrected source or keyword makes nobody read an entry again."""

ALSO_NOT_READ = frozenset({"id", "sources", "checked"})
"""The same inside of other fields: that a status was looked at again and is as it was is no news."""

_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^}\n]*\}")
"""Ids and classes in a body: a heading that gets its id written out reads as before."""

REPLACED, NOTE, BODY = "replaced", "changes:", "#"

SIZE = 3
"""Bytes of a hash: of sixteen million changes one would go unseen."""


_TONE = re.compile(rf"([{TONES}])((?:[^\W\d_]|[\u0300-\u036f])+)")


def title_of(entry: Entry) -> str:
    """The name by which an entry is remembered once it is gone."""
    record = entry.record
    return record.heading if isinstance(record, Resolution) else record.title


def key_of(entry: Entry) -> str:
    """An entry's key as recordings write it."""
    return "/".join(entry.key)


def take(public: Knowledge, internal: Knowledge) -> State:
    """Both builds' view of every entry, as it is recorded."""
    shown = {key_of(entry): parts_of(public, entry) for entry in public.catalog.entries}
    state: State = {}
    for entry in internal.catalog.entries:
        key, parts = key_of(entry), parts_of(internal, entry)
        for_all = shown.get(key)
        state[key] = Snapshot(title_of(entry), entry.record.audiences, for_all, None if parts == for_all else parts)
    return state


def parts_of(knowledge: Knowledge, entry: Entry) -> dict[str, str]:
    """The hash of each part of an entry as the build of `knowledge` shows it."""
    texts = [*_fields(entry), *_sections(knowledge, entry)]
    replaced = replacement(knowledge.links, entry)
    if replaced:
        texts.append((REPLACED, " ".join(sorted(one.record.id for one in replaced.by))))
    found: dict[str, list[str]] = defaultdict(list)
    for name, text in texts:
        if text.strip():
            found[name].append(text)
    return {name: _hash("\n".join(one)) for name, one in found.items()} | dict.fromkeys(
        map(note_name, entry.record.changes), ""
    )


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    values = entry.record.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    for name, value in values.items():
        if name in NOT_READ:
            continue
        for item in value if isinstance(value, list) else [value]:
            audiences = item.get("audiences", ()) if isinstance(item, dict) else ()
            yield name + _mark(audiences), _text(item)


def _text(value: Any) -> str:
    return json.dumps(_read_only(value), ensure_ascii=False, sort_keys=True)


def _read_only(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _read_only(inner) for key, inner in value.items() if key not in ALSO_NOT_READ}
    return [_read_only(inner) for inner in value] if isinstance(value, list) else value


def _sections(knowledge: Knowledge, entry: Entry) -> Iterator[tuple[str, str]]:
    """The sections of a body, then the blocks that some audiences get and others do not."""
    body = knowledge.marked.get(entry.key, entry.front.body)
    apart = [block for block in blocks.find(body) if block.mode is not Mode.MARKED]
    for block in reversed(apart):
        body = body[: block.start] + body[block.end :]
    start, anchor = 0, ""
    for heading in markdown.outline(body).headings:
        yield BODY + anchor, _ATTRIBUTES.sub("", body[start : heading.offset])
        start, anchor = heading.offset, heading.anchor
    yield BODY + anchor, _ATTRIBUTES.sub("", body[start:])
    yield from ((BODY + _of_block(block), _ATTRIBUTES.sub("", block.text)) for block in apart)


def _of_block(block: AudienceBlock) -> str:
    return _mark(block.names).replace("@", "@!") if block.mode is Mode.EXCEPT else _mark(block.names)


def _mark(audiences: tuple[str, ...] | list[str]) -> str:
    return "@" + ",".join(sorted(audiences)) if audiences else ""


def note_name(note: ChangeNote) -> str:
    """The name of the part that an editor's remark is: its presence counts, not its wording."""
    return f"{NOTE}{note.date}{_mark(note.audiences)}"


def _hash(text: str) -> str:
    digest = hashlib.blake2b(_plain(text).encode(), digest_size=SIZE).digest()
    return base64.urlsafe_b64encode(digest).decode()


def _plain(text: str) -> str:
    """Decomposed, white space as one space, the tone mark of each word behind it."""
    return _TONE.sub(r"\2\1", " ".join(unicodedata.normalize("NFD", text).split()))
