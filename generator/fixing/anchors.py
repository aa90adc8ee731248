"""A content file's text in, the same with an id at every heading and question that has none out."""

from __future__ import annotations

import json
import re
from typing import Any

from generator import anchors, frontmatter
from generator.kinds import Record
from generator.source import Source

_ITEM = re.compile(r"^[ \t]*-[ \t]+$")


def name_anchors(text: str, kind: type[Record]) -> str:
    """Ids written down where they were only worked out: from now on rewording keeps the address."""
    front, _ = frontmatter.split(Source.of("", text))
    body = anchors.name_headings(kind, front.values, front.body)
    head = text[: front.body_offset]
    for one in reversed(anchors.unnamed(kind, front.values, front.body)):
        offset = front.placed.offset_of(one.path) if one.path else None
        if one.path and offset is not None:
            value = front.values[str(one.path[0])][one.path[1]]
            end = front.placed.ends.get(offset, offset)
            head = head[:offset] + _with_id(head, offset, end, one.identifier, value) + head[end:]
    return head + body


def _with_id(head: str, offset: int, end: int, identifier: str, value: Any) -> str:
    """One question with its id before everything else, in the style in which it is written."""
    written = head[offset:end]
    before = head[head.rfind("\n", 0, offset) + 1 : offset]
    if isinstance(value, dict):
        if written.startswith("{"):
            return f"{{id: {identifier}, {written[1:].lstrip()}"
        return f"id: {identifier}\n{' ' * len(before)}{written}"
    if _ITEM.match(before):
        # What follows on lines of its own has to stand further right than its new key.
        deeper = re.sub(r"\n(?=[^\n])", "\n  ", written)
        return f"id: {identifier}\n{' ' * len(before)}text: {deeper}"
    return f"{{id: {identifier}, text: {json.dumps(value, ensure_ascii=False)}}}"


def named_values(values: dict[str, Any], kind: type[Record], body: str) -> dict[str, Any]:
    """The values of a file once the ids are written."""
    named = dict(values)
    for one in anchors.unnamed(kind, values, body):
        if one.path:
            name, index = str(one.path[0]), int(one.path[1])
            item = named[name][index]
            whole = item if isinstance(item, dict) else {"text": item}
            named[name] = [*named[name][:index], {"id": one.identifier, **whole}, *named[name][index + 1 :]]
    return named
