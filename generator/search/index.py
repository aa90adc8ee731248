"""Documents as counted terms in, postings out: for each term the documents that hold it, with their weights.

A weight is the one lunr.py gives (lunr/builder.py: BM25), without the inverse document frequency, which the browser
multiplies in. lunr.py's builder spends its time on keeping vectors in order that would be taken apart again here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from generator.search.postings import LEVELS, Steps
from generator.search.terms import Counted

K1, B = 1.2, 0.5
HIGHEST = K1 + 1


@dataclass(frozen=True)
class Entry:
    """A counted document in little space: the numbers of its terms by their frequency, the length, the rank."""

    terms: array[int]
    frequencies: array[float]
    ends: array[int]
    """Where the terms of each frequency end."""
    length: float
    rank: float

    def by_frequency(self) -> Iterator[tuple[float, array[int]]]:
        start = 0
        for frequency, end in zip(self.frequencies, self.ends, strict=True):
            yield frequency, self.terms[start:end]
            start = end


def weigh(frequency: float, length: float, average: float) -> float:
    """lunr's weight of a term in a document: 0 to K1 + 1."""
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))


class Index:
    """Counted documents, of which hardly more is held than goes into the postings."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, counted: Counted, rank: float) -> None:
        terms = array("I", chain.from_iterable(counted.terms.values()))
        ends = array("I", accumulate(map(len, counted.terms.values())))
        self.entries.append(Entry(terms, array("d", counted.terms), ends, counted.length, rank))

    def write_postings(self, order: Sequence[int], names: Sequence[str]) -> dict[str, bytearray]:
        """Term -> postings of the documents, which are numbered in this order of those that were added.

        `names` are the terms by their numbers. The documents are let go as their postings are written.
        """
        average = sum(entry.length for entry in self.entries) / max(1, len(self.entries)) or 1.0
        waiting = [self.entries[place] for place in reversed(order)]
        self.entries.clear()
        written = [bytearray() for _ in names]
        before = [0] * len(written)
        steps = Steps()
        for document in range(len(waiting)):
            entry = waiting.pop()
            start = document * (LEVELS + 1)
            for frequency, terms in entry.by_frequency():
                end = start + to_level(weigh(frequency, entry.length, average) * entry.rank)
                for term in terms:
                    written[term] += steps[end - before[term]]
                    before[term] = start
        return {term: found for term, found in zip(names, written, strict=True) if found}


def to_level(weight: float) -> int:
    return max(1, min(LEVELS, round(weight / HIGHEST * LEVELS)))
