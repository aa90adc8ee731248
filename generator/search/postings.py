"""Numbers of documents and levels of their weights in, a string of printable characters out.

For each document stands the distance to the one before (in base 31: digits from 60 on continue, the last one is
below 60), then the level of the weight, 1 to LEVELS. generator/assets/search/data.js reads it.
"""

from collections.abc import Iterable

# Printable ASCII that JSON leaves as it is.
SYMBOLS = bytes(code for code in range(35, 127) if code != ord("\\"))
LAST, CONTINUE = 60, 31
LEVELS = 30


class PostingsWriter:
    """Postings of one term while documents are added in the order of their numbers."""

    __slots__ = ("before", "written")

    def __init__(self) -> None:
        self.before = 0
        self.written = bytearray()

    def add(self, document: int, level: int) -> None:
        self.add_number(document - self.before)
        self.written.append(SYMBOLS[level])
        self.before = document

    def add_number(self, value: int) -> None:
        while value >= LAST:
            self.written.append(SYMBOLS[LAST + value % CONTINUE])
            value //= CONTINUE
        self.written.append(SYMBOLS[value])

    def text(self) -> str:
        return self.written.decode("ascii")


def write_documents(documents: Iterable[int]) -> str:
    """A set of documents, without levels."""
    writer = PostingsWriter()
    for document in sorted(documents):
        writer.add_number(document - writer.before)
        writer.before = document
    return writer.text()
