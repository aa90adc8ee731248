"""Frequencies of terms in, postings of a lunr index out: term -> documents with the weight lunr gives."""

from collections.abc import Sequence

from lunr.builder import Builder
from lunr.field_ref import FieldRef
from lunr.idf import idf
from lunr.token_set import TokenSet

from generator.search.terms import Frequencies

K1, B = 1.2, 0.4
FIELD = "text"

Postings = dict[str, list[tuple[int, float]]]


class WeightBuilder(Builder):  # type: ignore[misc]  # lunr has no annotations
    """lunr's builder without the token set: the browser makes one of the terms a query asks for."""

    def _create_token_set(self) -> None:
        self.token_set = TokenSet()


def weigh(documents: Sequence[tuple[Frequencies, float]]) -> Postings:
    """The postings of documents given as (frequencies, rank), in the order of their numbers.

    A weight is what lunr gives the term in the document, divided by the term's inverse document frequency
    (the browser multiplies by it again): from 0 to K1 + 1.
    """
    builder = WeightBuilder()
    builder.k1(K1)
    builder.b(B)
    builder.ref("id")
    builder.field(FIELD)
    for number, (frequencies, rank) in enumerate(documents):
        add(builder, number, frequencies, rank)
    builder.build()
    return take_postings(builder)


def add(builder: Builder, number: int, frequencies: Frequencies, rank: float) -> None:
    """lunr counts each token as one; ours weigh by field, so the frequencies are handed over as they are."""
    builder.add({"id": str(number), FIELD: ""}, {"boost": rank})
    reference = str(FieldRef(str(number), FIELD))
    builder.field_term_frequencies[reference] = frequencies
    builder.field_lengths[reference] = sum(part for term, part in frequencies.items() if " " not in term)
    for term in frequencies:
        posting = builder.inverted_index.setdefault(term, {"_index": len(builder.inverted_index), FIELD: {}})
        posting[FIELD][str(number)] = {}


def take_postings(builder: Builder) -> Postings:
    terms = list(builder.inverted_index)
    rarity = [idf(posting, builder.document_count) for posting in builder.inverted_index.values()]
    postings: Postings = {term: [] for term in terms}
    for number in range(builder.document_count):
        elements = builder.field_vectors[str(FieldRef(str(number), FIELD))].elements
        for place in range(0, len(elements), 2):
            index = elements[place]
            postings[terms[index]].append((number, elements[place + 1] / rarity[index]))
    return postings
