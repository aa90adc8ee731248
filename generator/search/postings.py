"""Numbers of documents and levels of their weights in, a string of printable characters out.

For each document stands the distance to the one before (in base 31: digits from 60 on continue, the last one is
below 60), then the level of the weight, 1 to LEVELS. generator/assets/search/data.js reads it.
"""

from collections.abc import Iterable
from itertools import pairwise

# Printable ASCII that JSON leaves as it is.
SYMBOLS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
LAST, CONTINUE = 60, 31
LEVELS = 30


def write_distance(value: int) -> str:
    symbols = []
    while value >= LAST:
        symbols.append(SYMBOLS[LAST + value % CONTINUE])
        value //= CONTINUE
    return "".join(symbols) + SYMBOLS[value]


def write_documents(documents: Iterable[int]) -> str:
    """A set of documents, without levels."""
    return "".join(write_distance(after - before) for before, after in pairwise([0, *sorted(documents)]))


class Steps(dict[int, bytes]):
    """`steps[distance * (LEVELS + 1) + level]` is one posting, made once: most of them are alike."""

    def __missing__(self, step: int) -> bytes:
        distance, level = divmod(step, LEVELS + 1)
        self[step] = text = (write_distance(distance) + SYMBOLS[level]).encode()
        return text
