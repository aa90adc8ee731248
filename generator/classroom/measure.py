"""Text, a type size and a box in, whether it fits and how it is divided when it does not out; no font is needed.

Widths are those of Helvetica (Adobe Font Metrics), which Arial and Liberation Sans share; letters with marks have the
width of their base letter, and those with a horn (ơ, ư) a little more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WIDTHS = {
    191: "'",
    222: "ijl",
    278: " \u00a0!,./:;Ift",
    333: "()-r",
    355: '"',
    500: "cksvxyzJ",
    556: "abdeghnopquL0123456789$#?đ_",
    584: "+<=>~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUwĐ",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1015: "@",
}
WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
WIDEST = 1015
HORN, HORN_WIDTH = "\u031b", 110
LINE = 1.2
"""Height of a line, in type sizes: the fonts take 1.15."""


def width_of(text: str, size: float) -> float:
    """Points that a text takes on one line."""
    return _width_of(text) * size / 1000


@lru_cache(maxsize=16384)  # Vietnamese has some seven thousand syllables, and a text is measured again and again
def _width_of(text: str) -> int:
    """Thousandths of the type size."""
    total = 0
    for letter in unicodedata.normalize("NFD", text):
        if letter == HORN:
            total += HORN_WIDTH
        elif not unicodedata.combining(letter):
            total += WIDTH.get(letter, WIDEST)
    return total


@lru_cache(maxsize=4096)  # a paragraph is measured anew with each one that is to stand below it
def lines_of(text: str, size: float, width: float) -> int:
    """Lines that a text takes in a box `width` points wide, broken at spaces as programs do."""
    lines, used = 1, 0.0
    space = width_of(" ", size)
    for word in text.split(" "):
        needed = width_of(word, size)
        if used and used + space + needed > width:
            lines, used = lines + 1, needed
        else:
            used += (space if used else 0) + needed
        while used > width:  # one word longer than the line
            lines, used = lines + 1, used - width
    return lines


def height_of(texts: Iterable[str], size: float, width: float, gap: float) -> float:
    """Points that paragraphs take, `gap` points behind each."""
    return sum(lines_of(one, size, width) * size * LINE + gap for one in texts)


def divide(texts: Iterable[str], size: float, width: float, height: float, gap: float) -> Iterator[tuple[str, ...]]:
    """The texts in order, in groups that fit; a text higher than the box is divided at sentences, else at words."""
    group: list[str] = []
    for whole in texts:
        for text in _pieces(whole, size, width, height - gap):
            if group and height_of([*group, text], size, width, gap) > height:
                yield tuple(group)
                group = []
            group.append(text)
    if group:
        yield tuple(group)


def _pieces(text: str, size: float, width: float, height: float) -> Iterator[str]:
    if lines_of(text, size, width) * size * LINE <= height:
        yield text
        return
    parts = re.split(r"(?<=[.;:?!]) ", text)
    parts = parts if len(parts) > 1 else text.split(" ")
    piece = ""
    for part in parts:
        longer = f"{piece} {part}".strip()
        if piece and lines_of(longer, size, width) * size * LINE > height:
            yield from _pieces(piece, size, width, height) if len(parts) < text.count(" ") + 1 else (piece,)
            longer = part
        piece = longer
    yield from _pieces(piece, size, width, height) if piece != text else (piece,)
