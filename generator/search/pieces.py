"""Postings in, the texts of the pieces out that the browser loads one by one.

A piece holds the terms whose first syllable folds into one alphabetical range, so every spelling of a word
and all pairs that begin with it arrive together, and a prefix lies in neighbouring pieces. Postings are a
string of printable characters: for each document the distance to the one before in base 31 (the digits from 60 on
continue, the last one is below 60), then the weight as one of LEVELS steps.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from generator.search.index import K1, Postings
from generator.search.vietnamese import fold

# Printable ASCII that JSON leaves as it is.
SYMBOLS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
LAST, CONTINUE = 60, 31
LEVELS = 30
PIECE_SIZE = 60_000
DOCUMENTS_SIZE = 12_000

# First syllable -> (its own postings, second syllable -> postings of the pair).
Group = dict[str, tuple[str, dict[str, str]]]


def encode_number(value: int) -> str:
    symbols = []
    while value >= LAST:
        symbols.append(SYMBOLS[LAST + value % CONTINUE])
        value //= CONTINUE
    return "".join(symbols) + SYMBOLS[value]


def encode_postings(posting: Iterable[tuple[int, float]]) -> str:
    text = []
    before = 0
    for document, weight in posting:
        level = max(1, min(LEVELS, round(weight / (K1 + 1) * LEVELS)))
        text.append(encode_number(document - before) + SYMBOLS[level])
        before = document
    return "".join(text)


def encode_documents(documents: Iterable[int]) -> str:
    """A set of documents as the distances between their numbers."""
    ordered = sorted(documents)
    steps = zip([0, *ordered], ordered, strict=False)
    return "".join(encode_number(after - before) for before, after in steps)


def group(postings: Postings) -> dict[str, Group]:
    """Folded first syllable -> its terms, in alphabetical order."""
    groups: dict[str, Group] = {}
    for term in sorted(postings):
        first, _, second = term.partition(" ")
        own = groups.setdefault(fold(first), {})
        if second:
            own[first][1][second] = encode_postings(postings[term])
        else:
            own[first] = (encode_postings(postings[term]), {})
    return dict(sorted(groups.items()))


def cut(texts: Sequence[str], size: int) -> Iterator[tuple[int, int]]:
    """Ranges of consecutive texts, each closed as soon as it holds `size` characters."""
    start = length = 0
    for place, text in enumerate(texts):
        length += len(text)
        if length >= size or place == len(texts) - 1:
            yield start, place + 1
            start, length = place + 1, 0


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
