"""A place in a file in, the lines around it with the exact span marked out, as wide as they appear in a terminal."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from generator.diagnostics import Place

CONTEXT = 1
"""Lines shown before the marked one."""

WIDTH = 100
"""Columns of a source line that are shown; a longer line is cut around the span."""

TAB = "    "


@dataclass(frozen=True)
class ExcerptLine:
    """A source line made visible; `marks` stands below it and is empty for context lines."""

    number: int
    text: str
    marks: str


def visible(text: str) -> str:
    """The text with what a terminal would hide, obey or turn around written out: `⟨U+200B⟩`."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\t":
        return TAB
    if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cn", "Cs") or char in "\u115f\u1160\u3164":
        return f"⟨U+{ord(char):04X}⟩"
    return char


def columns(text: str) -> int:
    """How many terminal columns a visible text takes: combining marks none, wide letters two."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def excerpt(place: Place) -> list[ExcerptLine]:
    """The marked line with what stands before it."""
    lines = place.text.split("\n")
    number = place.line
    first = max(1, number - CONTEXT)
    before = [ExcerptLine(n, _shorten(visible(lines[n - 1])), "") for n in range(first, number) if lines[n - 1].strip()]
    return [*before, _marked(lines[number - 1], place, number)]


def _marked(line: str, place: Place, number: int) -> ExcerptLine:
    start = place.column - 1
    end = max(start, min(len(line), start + place.end - place.offset))
    left, span, right = visible(line[:start]), visible(line[start:end]), visible(line[end:])
    left = _keep_end(left, max(WIDTH // 3, WIDTH - columns(span) - columns(right)))
    span = _shorten(span, max(WIDTH - columns(left), WIDTH // 3))
    right = _shorten(right, max(WIDTH - columns(left) - columns(span), 0))
    return ExcerptLine(number, left + span + right, " " * columns(left) + "^" * max(1, columns(span)))


def _shorten(text: str, width: int = WIDTH) -> str:
    """The beginning of a text, with an ellipsis where it does not fit."""
    if columns(text) <= width:
        return text
    kept, used = "", 1
    for char in text:
        used += _columns(char)
        if used > width:
            break
        kept += char
    return kept + "…"


def _keep_end(text: str, width: int) -> str:
    """The end of a text, with an ellipsis where it does not fit; never begins inside a letter."""
    if columns(text) <= width:
        return text
    start, used = len(text), 1
    while start and used + _columns(text[start - 1]) <= width:
        start -= 1
        used += _columns(text[start])
    while start < len(text) and _columns(text[start]) == 0:
        start += 1
    return "…" + text[start:]
