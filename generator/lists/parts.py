"""The rows of a list in, the parts that are pages of their own out: no page grows with the site beyond one part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

LONGEST = 1000
"""Rows of one page: some 40 kB compressed, and a choice in its form is felt at once."""


@dataclass(frozen=True)
class Part:
    """One page of a list: its place from 1, the paths of all parts below docs/, the rows of the whole list."""

    number: int
    paths: tuple[str, ...]
    total: int

    @property
    def path(self) -> str:
        return self.paths[self.number - 1]


def paths(path: str, total: int) -> tuple[str, ...]:
    """Where the parts of a list of `total` rows stand whose first is the page at `path`."""
    folder = path.removesuffix("index.md") if path.endswith("/index.md") else path.removesuffix(".md") + "/"
    count = max(1, -(-total // LONGEST))
    return (path, *(f"{folder}phan/{number}.md" for number in range(2, count + 1)))


def split(path: str, rows: Sequence[T]) -> Iterator[tuple[Part, Sequence[T]]]:
    """The parts with their rows, in order; a list that is not long is one part."""
    every = paths(path, len(rows))
    for number in range(1, len(every) + 1):
        yield Part(number, every, len(rows)), rows[(number - 1) * LONGEST : number * LONGEST]
