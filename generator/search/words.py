"""A cleaned text in, its words out as `vietnamese.split` gives them, in half the time.

A text is made of the same few thousand pieces again and again: what stands between two spaces is taken apart once.
"""

import re
from collections.abc import Iterator
from itertools import chain

from generator.search.vietnamese import GLUE, PART, RUN

EMPTY_LINE = re.compile(r"\n\s*\n")
MAYBE = "-"
"""Stands where one hyphen or slash does: two of them part phrases, one does not."""


class Pieces(dict[str, tuple[str, ...]]):
    """What stands between two spaces -> its words, "" where a phrase ends, MAYBE where one may."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        self[piece] = words = tuple(self._take_apart(piece))
        return words

    def _take_apart(self, piece: str) -> Iterator[str]:
        before, *others = RUN.split(piece)
        yield from _gap(before)
        for word, gap in zip(others[::2], others[1::2], strict=True):
            yield from PART.findall(word)
            yield from _gap(gap)


def _gap(gap: str) -> tuple[str, ...]:
    return (MAYBE if GLUE.fullmatch(gap) else "",) if gap else ()


PIECES = Pieces()


def split(text: str) -> list[str]:
    """The words as they are written, one "" or more where a phrase ends."""
    words = list(chain.from_iterable(map(PIECES.__getitem__, EMPTY_LINE.sub(" . ", text).split())))
    place = 0
    for _ in range(words.count(MAYBE)):
        place = words.index(MAYBE, place)
        if words[place + 1 : place + 2] == [MAYBE]:
            words[place] = ""
        else:
            del words[place]
    return words
