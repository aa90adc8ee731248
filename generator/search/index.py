"""Documents as counted terms in, postings out: for each term the documents that hold it, with their weights.

A weight is the one lunr.py gives (lunr/builder.py: BM25), without the inverse document frequency, which the browser
multiplies in. lunr.py's builder spends its time on keeping vectors in order that would be taken apart again here.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.search.postings import LEVELS, Steps
from generator.search.terms import Counted

K1, B = 1.2, 0.5
HIGHEST = K1 + 1


@dataclass(frozen=True)
class Entry:
    """A counted document in little space: numbers of terms, their frequencies, the length, the rank."""

    terms: array[int]
    frequencies: array[float]
    length: float
    rank: float


def weigh(frequency: float, length: float, average: float) -> float:
    """lunr's weight of a term in a document: 0 to K1 + 1."""
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))


class Levels(dict[float, int]):
    """Frequency -> the level of its weight in one document."""

    def __init__(self, length: float, average: float, rank: float) -> None:
        super().__init__()
        self.length, self.average, self.rank = length, average, rank

    def __missing__(self, frequency: float) -> int:
        weight = weigh(frequency, self.length, self.average) * self.rank
        self[frequency] = level = max(1, min(LEVELS, round(weight / HIGHEST * LEVELS)))
        return level


def write_postings(documents: Iterable[tuple[Counted, float]]) -> dict[str, str]:
    """Term -> postings of documents given as (counted, rank), numbered in this order."""
    places: defaultdict[str, int] = defaultdict()
    places.default_factory = places.__len__
    entries = [
        Entry(
            array("L", [places[term] for term in counted.frequencies]),
            array("f", counted.frequencies.values()),
            counted.length,
            rank,
        )
        for counted, rank in documents
    ]
    average = sum(entry.length for entry in entries) / max(1, len(entries)) or 1.0
    written: list[list[str]] = [[] for _ in places]
    before = [0] * len(places)
    steps = Steps()
    for document, entry in enumerate(entries):
        levels = Levels(entry.length, average, entry.rank)
        for place, frequency in zip(entry.terms, entry.frequencies, strict=True):
            step = (document - before[place]) * (LEVELS + 1) + levels[frequency]
            written[place].append(steps[step])
            before[place] = document
    return {term: "".join(written[place]) for term, place in places.items()}
