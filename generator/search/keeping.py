"""A document in, its counted terms out: counted now, or kept from an earlier build in which it said the same."""

from hashlib import blake2b

from generator.cache import Cache
from generator.search.document import SearchDocument
from generator.search.terms import Counted, Numbers, TermCounter

KIND = "search-terms"
"""Of what is kept in the cache."""


def stamp(abbreviations: object) -> bytes:
    """A digest of what decides how any document is counted."""
    return blake2b(repr(abbreviations).encode(), digest_size=16).digest()


def count_once(counter: TermCounter, document: SearchDocument, stamp: bytes, kept: Cache) -> Counted:
    one = document
    said = repr((one.title, one.number, one.headings, one.kind, one.facets, one.summary, one.body))
    digest = blake2b(stamp + said.encode(), digest_size=16).digest()
    if found := kept.get(KIND, document.url, digest):
        return read(found, counter.numbers)
    counted = counter.count(document)
    kept.put(KIND, document.url, digest, write(counted, counter.numbers))
    return counted


def write(counted: Counted, numbers: Numbers) -> bytes:
    """The length, then for each frequency a line of terms; no term has a tab or a line's end."""
    name = numbers.names.__getitem__
    lines = ("\t".join([repr(frequency), *map(name, terms)]) for frequency, terms in counted.terms.items())
    return "\n".join([repr(counted.length), *lines]).encode()


def read(content: bytes, numbers: Numbers) -> Counted:
    """What `write` wrote, with the numbers that terms have now."""
    length, *lines = content.decode().split("\n")
    rows = (line.split("\t") for line in lines)
    return Counted({float(row[0]): list(map(numbers.__getitem__, row[1:])) for row in rows}, float(length))
