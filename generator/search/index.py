"""Documents as counted terms in, postings out: for each term the documents that hold it, with their weights.

A weight is the one lunr.py gives (lunr/builder.py: BM25), without the inverse document frequency, which the browser
multiplies in. lunr.py itself needs some ten seconds for 1,000 documents, most of it to keep vectors in order
that are then taken apart into postings; a test compares the weights with lunr.py's own.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.search.postings import LEVELS, PostingsWriter
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
    writers = [PostingsWriter() for _ in places]
    for document, entry in enumerate(entries):
        levels: dict[float, int] = {}
        for place, frequency in zip(entry.terms, entry.frequencies, strict=True):
            level = levels.get(frequency)
            if level is None:
                weight = weigh(frequency, entry.length, average) * entry.rank
                level = levels[frequency] = max(1, min(LEVELS, round(weight / HIGHEST * LEVELS)))
            writers[place].add(document, level)
    return {term: writers[place].text() for term, place in places.items()}
