"""A text in, the modules of its QR code (ISO/IEC 18004) out, as segno makes them, in a tenth of the time.

Check words are a linear function of a text: the codes of two texts of one length differ in the modules that stand for
what the texts differ in, and for the check words of that. So segno makes one code of each length, and what sets a text
apart from its is added here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, product, zip_longest
from operator import itemgetter

import segno

MASK = 3
"""Every mask can be read; choosing the one of eight that the standard likes best takes four times as long, and a site
has hundreds of codes."""

_CHECKS = {
    "L": (7, 10, 15, 20, 26, 18, 20, 24, 30),
    "M": (10, 16, 26, 18, 24, 16, 18, 22, 22),
    "Q": (13, 22, 18, 26, 18, 24, 18, 22, 20),
    "H": (17, 28, 22, 16, 22, 28, 26, 26, 24),
}
"""Check words of each block (table 9 of the standard), by level and version, from version 1 on."""

_BLOCKS = {
    "L": (1, 1, 1, 1, 1, 2, 2, 2, 2),
    "M": (1, 1, 1, 2, 2, 4, 4, 4, 5),
    "Q": (1, 1, 2, 2, 4, 4, 6, 6, 8),
    "H": (1, 1, 2, 4, 4, 4, 5, 6, 8),
}
"""Blocks of a message (table 9)."""

_SIDE_OF_FIRST, _SIDE_WITH_VERSION = 21, 45
"""Modules of a side in version 1, which has one pattern fewer, and 7, from which on a code tells its version."""

_LONGEST = 98
"""Bytes that version 9 holds at the highest level: of longer ones the number is written in more bits."""

_HEAD = 12
"""Bits before the text: what it is written in, how many bytes it has."""


def modules(text: str) -> tuple[str, ...]:
    """The rows of the code without its quiet zone, a dark module as 1, a light one as 0."""
    if not text.isascii() or text == text.upper() or len(text) > _LONGEST:  # not, or not surely, written in bytes
        return _rows(_make(text))
    return _sample(len(text)).modules(text)


def _make(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False, mask=MASK)


def _rows(code: segno.QRCode) -> tuple[str, ...]:
    return tuple("".join(map(str, row)) for row in code.matrix)


@dataclass(frozen=True)
class Sample:
    """The code of a text of x alone, and how another text of that length gives other modules."""

    text: bytes
    side: int
    message: int
    """Its modules in the order of the message, as one number."""
    length: int
    """How many these are."""
    place: Callable[[str], tuple[str, ...]]
    """From those modules, and a light and a dark one that stand for what no text changes, the modules row by row."""
    blocks: tuple[tuple[int, int], ...]
    """Where the data words of each block begin and end."""
    checks: int

    def modules(self, text: str) -> tuple[str, ...]:
        words = self.blocks[-1][1]
        said = int.from_bytes(text.encode()) ^ int.from_bytes(self.text)
        data = (said << (8 * (words - len(text)) - _HEAD)).to_bytes(words)
        blocks = [data[start:end] for start, end in self.blocks]
        table = _table(self.checks)
        row = chain(_interleave(blocks), _interleave([_check(block, table, self.checks) for block in blocks]))
        other = int.from_bytes(bytes(row)) << (self.length % 8)
        written = format(self.message ^ other, f"0{self.length}b")
        shown = "".join(self.place(written + "01"))
        return tuple(shown[start : start + self.side] for start in range(0, len(shown), self.side))


def _interleave(blocks: list[bytes]) -> Iterator[int]:
    """The first word of each block, then the second of each: a shorter block ends before."""
    return (word for words in zip_longest(*blocks) for word in words if word is not None)


@cache
def _sample(length: int) -> Sample:
    text = "x" * length
    code = _make(text)
    shown = "".join(_rows(code))
    side = len(code.matrix)
    order = list(_order(side))
    places = [len(order) + int(module) for module in shown]
    for number, place in enumerate(order):
        places[place] = number
    level, version = code.error, int(code.version)
    checks, blocks = _CHECKS[level][version - 1], _BLOCKS[level][version - 1]
    message = int("".join([shown[place] for place in order]), 2)
    return Sample(
        text.encode(),
        side,
        message,
        len(order),
        itemgetter(*places),
        tuple(_split(len(order) // 8 - checks * blocks, blocks)),
        checks,
    )


def _order(side: int) -> Iterator[int]:
    """The modules of a message in its order (7.7.3): two columns wide, from the right, up and down in turn."""
    patterns = _patterns(side)
    for count, right in enumerate([*range(side - 1, 6, -2), *range(5, 0, -2)]):
        for row in range(side) if count % 2 else reversed(range(side)):
            yield from (row * side + column for column in (right, right - 1) if (row, column) not in patterns)


def _patterns(side: int) -> set[tuple[int, int]]:
    """Row and column of each module that no message changes (figures 3 and 4), up to version 9."""
    corners = [(0, 0, 9, 9), (0, side - 8, 9, 8), (side - 8, 0, 8, 9), (6, 0, 1, side), (0, 6, side, 1)]
    if side >= _SIDE_WITH_VERSION:
        corners += [(0, side - 11, 6, 3), (side - 11, 0, 3, 6)]
    middles = [6, side - 7] if side < _SIDE_WITH_VERSION else [6, side // 2, side - 7]
    if side > _SIDE_OF_FIRST:
        in_corners = {(6, 6), (6, side - 7), (side - 7, 6)}
        corners += [(row - 2, column - 2, 5, 5) for row, column in set(product(middles, middles)) - in_corners]
    return {
        place
        for row, column, height, width in corners
        for place in product(range(row, row + height), range(column, column + width))
    }


def _split(words: int, blocks: int) -> Iterator[tuple[int, int]]:
    """Ranges of words for blocks as long as each other, but for the last ones, which are longer by a word."""
    end = 0
    for block in range(blocks):
        start, end = end, end + (words + block) // blocks
        yield start, end


def _check(block: bytes, table: list[int], checks: int) -> bytes:
    """The check words (Reed and Solomon) of a block: what is left when the generator divides it."""
    rest, shift, kept = 0, 8 * (checks - 1), (1 << 8 * checks) - 1
    for word in block:
        rest = (rest << 8 & kept) ^ table[word ^ rest >> shift]
    return rest.to_bytes(checks)


@cache
def _table(checks: int) -> list[int]:
    """Word -> its product with the generator for so many check words, less the leading word."""
    generator = [1]
    root = 1
    for _ in range(checks):
        generator = [one ^ _times(root, other) for one, other in zip([*generator, 0], [0, *generator], strict=True)]
        root = _times(root, 2)
    return [int.from_bytes(bytes(_times(word, one) for one in generator[1:])) for word in range(256)]


def _times(one: int, other: int) -> int:
    """The product in the field of 256 words of the standard."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (0x11D if one & 0x80 else 0)
        other >>= 1
    return product
