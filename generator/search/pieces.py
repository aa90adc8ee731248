"""Postings in, the texts of the pieces out that the browser loads one by one.

The terms lie in the alphabetical order of their folds, so all accents of a word lie together, the pairs that
begin with it follow, and what begins alike is near. A piece is a stretch of that order. Its text is JSON:
{first syllable: [its postings or "", {second syllable: postings of the pair}]}.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from generator.search.vietnamese import fold

TERMS_SIZE = 20_000
DOCUMENTS_SIZE = 12_000


def cut(sizes: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """Ranges of consecutive sizes, each closed before it would exceed the limit."""
    start = length = 0
    for place, size in enumerate(sizes):
        if length and length + size > limit:
            yield start, place
            start, length = place, 0
        length += size
    if sizes:
        yield start, len(sizes)


def fold_term(term: str) -> str:
    """ "nghi5 quyêt1" is found under "nghi quiet"."""
    first, space, second = term.partition(" ")
    return fold(first) + space + fold(second)


def write_terms(postings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pieces as (folded term it begins with, text); terms with the same fold stay together."""
    ordered = sorted((fold_term(term), term) for term in postings)
    groups = [list(group) for _, group in groupby(ordered, key=itemgetter(0))]
    sizes = [sum(len(term) + len(postings[term]) + 8 for _, term in group) for group in groups]
    for start, end in cut(sizes, TERMS_SIZE):
        piece: dict[str, tuple[str, dict[str, str]]] = {}
        for _, term in (one for group in groups[start:end] for one in group):
            first, _, second = term.partition(" ")
            own, pairs = piece.get(first, ("", {}))
            if second:
                pairs[second] = postings[term]
            else:
                own = postings[term]
            piece[first] = (own, pairs)
        yield groups[start][0][0], to_json(piece)


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
