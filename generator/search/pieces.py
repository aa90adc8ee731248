"""Postings in, the texts of the pieces out that the browser loads one by one.

There are two rows of pieces: words, each with how it begins and ends titles, and pairs of words. Both lie in the
alphabetical order of their folds, so all accents of a word lie together and what begins alike is near: the words that
an unfinished one may become, the pairs that may follow a word. A piece is a stretch of that order. Its text is JSON:
{first syllable: [its postings or "", {second syllable: postings of the pair}]}.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from generator.search.terms import END, START
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


def split_rows(postings: Mapping[str, bytearray]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Words and pairs as sorted (folded term, term); the ends of titles stand with the words that they are."""
    words, pairs = [], []
    for term in postings:
        first, _, second = term.partition(" ")
        if not second or second == END:
            words.append((fold(first), term))
        elif first == START:
            words.append((fold(second), term))
        else:
            pairs.append((fold_term(term), term))
    return sorted(words), sorted(pairs)


def write_terms(ordered: Sequence[tuple[str, str]], postings: Mapping[str, bytearray]) -> Iterator[tuple[str, bytes]]:
    """The pieces of a row as (folded term it begins with, text); terms with the same fold stay together."""
    groups = [list(group) for _, group in groupby(ordered, key=itemgetter(0))]
    sizes = [sum(len(term) + len(postings[term]) + 8 for _, term in group) for group in groups]
    for start, end in cut(sizes, TERMS_SIZE):
        piece: dict[str, tuple[str, dict[str, str]]] = {}
        for _, term in (one for group in groups[start:end] for one in group):
            first, _, second = term.partition(" ")
            own, pairs = piece.get(first, ("", {}))
            if second:
                pairs[second] = postings[term].decode()
            else:
                own = postings[term].decode()
            piece[first] = (own, pairs)
        yield groups[start][0][0], to_json(piece).encode()


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
