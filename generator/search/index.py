"""Documents as counted terms in, postings out: for each term the documents that hold it, with their weights.

A weight is the one lunr.py gives (lunr/builder.py: BM25), without the inverse document frequency, which the browser
multiplies in. lunr.py's builder spends its time on keeping vectors in order that would be taken apart again here.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from generator.search.postings import LEVELS, Steps
from generator.search.terms import Counted

K1, B = 1.2, 0.5
HIGHEST = K1 + 1


@dataclass(frozen=True)
class Entry:
    """A counted document in little space: the numbers of its terms by their frequency, the length, the rank."""

    terms: tuple[tuple[float, array[int]], ...]
    length: float
    rank: float


def weigh(frequency: float, length: float, average: float) -> float:
    """lunr's weight of a term in a document: 0 to K1 + 1."""
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))


class Index:
    """Counted documents, of which hardly more is held than goes into the postings."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, counted: Counted, rank: float) -> None:
        terms = ((frequency, array("I", terms)) for frequency, terms in counted.terms.items())
        self.entries.append(Entry(tuple(terms), counted.length, rank))

    def write_postings(self, order: Sequence[int], names: Sequence[str]) -> dict[str, str]:
        """Term -> postings of the documents, which are numbered in this order of those that were added.

        `names` are the terms by their numbers.
        """
        entries = [self.entries[place] for place in order]
        average = sum(entry.length for entry in entries) / max(1, len(entries)) or 1.0
        written: list[list[str]] = [[] for _ in names]
        before = [0] * len(written)
        steps = Steps()
        for document, entry in enumerate(entries):
            start = document * (LEVELS + 1)
            for frequency, terms in entry.terms:
                level = to_level(weigh(frequency, entry.length, average) * entry.rank)
                for term in terms:
                    written[term].append(steps[start + level - before[term]])
                    before[term] = start
        return {term: "".join(found) for term, found in zip(names, written, strict=True) if found}


def to_level(weight: float) -> int:
    return max(1, min(LEVELS, round(weight / HIGHEST * LEVELS)))
