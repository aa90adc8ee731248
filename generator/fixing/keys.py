"""Front matter in, its top-level keys in the declared order out, each with the comments above it."""

from __future__ import annotations

import re

from generator.frontmatter import split
from generator.kinds import Record
from generator.source import Source

_LEADING = re.compile(r"(?:^[ \t]*\n|^#[^\n]*\n)*\Z", re.MULTILINE)
"""Empty lines and comments at the left edge, right above a key."""


def order_keys(text: str, kind: type[Record]) -> str:
    """Keys that the kind does not know come last, in the order in which they stood."""
    front, _ = split(Source.of("", text))
    places = sorted((offset, str(path[0])) for path, offset in front.placed.keys.items() if len(path) == 1)
    if not places or any(offset and text[offset - 1] != "\n" for offset, _ in places):
        return text
    begin = text.index("\n") + 1
    end = text.rindex("---", 0, front.body_offset)
    starts = [_start(text, begin, offset, is_first=number == 0) for number, (offset, _) in enumerate(places)]
    chunks = {name: text[start:stop] for start, stop, (_, name) in zip(starts, [*starts[1:], end], places, strict=True)}
    order = {name: position for position, name in enumerate(kind.model_fields)}
    ordered = sorted(chunks, key=lambda name: order.get(name, len(order)))
    return text[: starts[0]] + "".join(chunks[name] for name in ordered) + text[end:]


def _start(text: str, begin: int, offset: int, *, is_first: bool) -> int:
    """Where the comments of a key begin; at the top an empty line sets remarks on the whole file apart."""
    leading = _LEADING.search(text, begin, offset)
    start = leading.start() if leading else offset
    if is_first:
        gap = text.rfind("\n\n", begin, offset)
        return gap + 2 if gap >= 0 else start
    return start
