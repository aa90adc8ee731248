"""A document in, its counted terms out, and all documents in, the search's files out: made now, or kept from an earlier
build in which they said the same.
"""

import json
from collections.abc import Mapping
from hashlib import blake2b

from generator.cache import Cache
from generator.search.document import SearchDocument
from generator.search.terms import Counted, Numbers, TermCounter
from generator.temporary_store import Store, StoredFiles

KIND, FILES = "search-terms", "search-files"
"""Of what is kept in the cache."""

LIST = ""
"""What the list of the files is kept under."""


def stamp(abbreviations: object) -> bytes:
    """A digest of what decides how any document is counted."""
    return blake2b(repr(abbreviations).encode(), digest_size=16).digest()


def digest(document: SearchDocument, stamp: bytes) -> bytes:
    """What decides how a document is counted."""
    one = document
    said = [one.title, one.number, one.headings, one.kind, one.facets, one.summary, one.body]
    return blake2b(stamp + json.dumps(said, ensure_ascii=False).encode(), digest_size=16).digest()


def count_once(counter: TermCounter, document: SearchDocument, digest: bytes, kept: Cache) -> Counted:
    if found := kept.get(KIND, document.url, digest):
        return read(found, counter.numbers)
    counted = counter.count(document)
    kept.put(KIND, document.url, digest, write(counted, counter.numbers))
    return counted


def find_files(digest: bytes, kept: Cache, store: Store) -> StoredFiles | None:
    """The files as they were kept; None where one is not there any more."""
    files = StoredFiles(store)
    for path in json.loads(kept.get(FILES, LIST, digest) or b"[]"):
        content = kept.get(FILES, path, digest)
        if content is None:
            return None
        files.add({path: content})
    return files or None


def keep_files(files: Mapping[str, bytes], digest: bytes, kept: Cache) -> None:
    kept.keep_only(FILES, frozenset([LIST, *files]))
    kept.put(FILES, LIST, digest, json.dumps([*files]).encode())
    for path, content in files.items():
        kept.put(FILES, path, digest, content)


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
