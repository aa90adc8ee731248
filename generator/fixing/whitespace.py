"""A file's text in, the same text without useless blanks at the ends of lines and with one line end at its end out."""

from __future__ import annotations

import bisect

from generator.frontmatter import split
from generator.markdown import fences
from generator.source import Source
from generator.yaml_tokens import scalars

HARD_BREAK = "  "
"""Two blanks before another line of text are a line break in Markdown, so they stay."""


def tidy(text: str) -> str:
    """Raises YamlError when the front matter is no YAML."""
    offset = split(Source.of("", text))[0].body_offset
    tidied = _tidy_front(text[:offset]) + _tidy_body(text[offset:])
    return tidied.rstrip("\n") + "\n" if tidied.strip() else tidied


def _tidy_front(front: str) -> str:
    """Blanks inside quoted and block scalars may be part of the value and stay."""
    if not front:
        return front
    head, _, rest = front.partition("\n")
    inside, mark = rest[: rest.rindex("---")], rest[rest.rindex("---") :]
    kept = [(one.start, one.end) for one in scalars(inside) if one.style != "plain"]
    return head.rstrip() + "\n" + _strip_lines(inside, kept) + mark.rstrip() + "\n"


def _strip_lines(text: str, kept: list[tuple[int, int]]) -> str:
    starts = [start for start, _ in kept]
    lines, offset = [], 0
    for line in text.split("\n"):
        end = offset + len(line)
        index = bisect.bisect_right(starts, end) - 1
        is_kept = index >= 0 and kept[index][0] < end < kept[index][1]
        lines.append(line if is_kept else line.rstrip(" \t"))
        offset = end + 1
    return "\n".join(lines)


def _tidy_body(body: str) -> str:
    code = fences(body)
    lines, offset = body.split("\n"), 0
    for number, line in enumerate(lines):
        if not any(start <= offset < end for start, end in code):
            is_last = number + 1 == len(lines) or not lines[number + 1].strip()
            lines[number] = _strip(line, is_last=is_last)
        offset += len(line) + 1
    return "\n".join(lines)


def _strip(line: str, *, is_last: bool) -> str:
    stripped = line.rstrip(" \t")
    blanks = line[len(stripped) :].expandtabs(4)
    return stripped + HARD_BREAK if stripped and not is_last and len(blanks) >= len(HARD_BREAK) else stripped
