"""Documents in, the files of the site's search out: a lunr index in pieces, and the scripts that read it.

lunr's model (BM25) gives every term its weight in every document, and lunr.js scores the documents in the browser.
lunr's own serialised index is not used: it is one file of all terms and vectors, some 4.5 MB compressed at 1,000
documents with terms like these. Instead the postings are written as pieces of 20 kB in alphabetical order, and the
browser makes a lunr index of just the terms that a query asks for. A query takes about 130 kB (gzip, scripts and
excerpts included) at 1,000 documents and 190 kB at 10,000. For the same reason two things around lunr are ours: the
weights are computed here (lunr.py's builder takes 11 s for what takes 2.7 s at 1,000 documents; a test holds them
against lunr.py's), and the browser adds up the postings before it hands the best documents to lunr.js (a key takes
9 ms at 1,000 documents with the CPU slowed four times, three times as much without). `python -m bench.search`
measures the rest.

Everything is loaded by script elements, because `fetch` does not work from `file://`. The pieces lie in a folder named
by their content, so that those of two builds never mix.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from importlib.util import find_spec
from pathlib import Path

from generator.cache import Cache
from generator.search import keeping
from generator.search.document import SearchDocument, Section
from generator.search.index import HIGHEST, Index
from generator.search.pieces import DOCUMENTS_SIZE, cut, split_rows, to_json, write_terms
from generator.search.postings import LEVELS, write_documents
from generator.search.terms import END, START, TermCounter, prepare
from generator.search.vietnamese import fold
from generator.slimming import join_scripts
from generator.temporary_store import Store, Stored, StoredFiles

__all__ = ["SearchDocument", "Section", "build_search"]

FOLDER = "assets/search/"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SCRIPTS = Path(__file__).parent.parent / "assets" / "search"
JOINED = {
    "search.js": ("load", "box", "start"),
    "engine.js": ("vietnamese", "data", "plan", "repair", "engine", "show", "results", "missing"),
}
"""The search's scripts and what they are put together from, in order; the second one comes on the first search."""


@dataclass(frozen=True)
class Shown:
    """What is held of a document besides its terms and its row in the table: what it is sorted and chosen by."""

    length: int  # of the row in characters
    url: str
    date: str
    facets: tuple[tuple[str, tuple[str, ...]], ...]


def build_search(
    documents: Iterable[SearchDocument],
    abbreviations: Mapping[str, tuple[str, ...]],
    kept: Cache | None = None,
    store: Store | None = None,
) -> StoredFiles:
    """Site-relative path -> content: the index and its pieces, the table of documents, the scripts.

    The documents are taken one after the other, and what is written waits in the `store`. `abbreviations` maps
    what is written to what it stands for, e.g. "TW" to ("Trung ương",). How often terms occur is `kept`, and the files
    for builds in which nothing that they are made of has changed.
    """
    shortened = prepare(abbreviations)
    counter, index = TermCounter(shortened), Index()
    store = store or Store()
    shown, rows = [], []
    stamp = keeping.stamp(shortened)
    of_all = blake2b(stamp, digest_size=16)
    for document in documents:
        said = keeping.digest(document, stamp)
        counted = keeping.count_once(counter, document, said, kept) if kept else counter.count(document)
        index.add(counted, document.rank)
        row = to_json(to_row(document))
        encoded = row.encode()
        rows.append(store.put(encoded))
        shown.append(show(document, len(row)))
        of_all.update(said + repr((document.rank, document.date, len(encoded))).encode() + encoded)
    if kept:
        kept.keep_only(keeping.KIND, frozenset(one.url for one in shown))
        if known := keeping.find_files(of_all.digest(), kept, store):
            return known
    by_address = sorted(range(len(shown)), key=lambda place: shown[place].url)
    order = sorted(by_address, key=lambda place: shown[place].date, reverse=True)
    pieces = Pieces([shown[place] for place in order], [rows[place] for place in order], store)
    files = pieces.write(index.write_postings(order, counter.numbers.names), shortened)
    if kept:
        keeping.keep_files(files, of_all.digest(), kept)
    return files


@dataclass(frozen=True)
class Pieces:
    """The files for documents in their order, with the rows that results are shown from; each is stored once made."""

    documents: Sequence[Shown]
    rows: Sequence[Stored]
    store: Store

    def write(self, postings: Mapping[str, bytearray], abbreviations: Mapping[str, tuple[str, ...]]) -> StoredFiles:
        """All files; the postings number the documents in that order."""
        made: dict[str, Stored] = {}
        starts: dict[str, list[str | int]] = {"words": [], "pairs": [], "documents": []}
        of_all = sha256()
        for kind, start, content in self._pieces(postings):
            of_all.update(content)
            made[f"{kind[0]}{len(starts[kind])}.js"] = self.store.put(content)
            starts[kind].append(start)
        facets = script("facets", 0, to_json(collect_facets(self.documents)).encode())
        of_all.update(facets)
        version = of_all.hexdigest()[:10]
        core = {
            "version": version,
            "count": len(self.documents),
            "scale": HIGHEST / LEVELS,
            **write_vocabulary(postings),
            "wordPieces": starts["words"],
            "pairPieces": starts["pairs"],
            "documents": starts["documents"],
            "abbreviations": abbreviations,
        }
        files = StoredFiles(self.store)
        files.add({**write_scripts(), f"{FOLDER}core.js": script("core", 0, to_json(core).encode())})
        files.take({f"{FOLDER}{version}/{name}": content for name, content in made.items()})
        files.add({f"{FOLDER}{version}/facets.js": facets})
        return files

    def _pieces(self, postings: Mapping[str, bytearray]) -> Iterator[tuple[str, str | int, bytes]]:
        """What a piece holds, what it begins with, and its script."""
        for kind, terms in zip(("words", "pairs"), split_rows(postings), strict=True):
            for place, (start, text) in enumerate(write_terms(terms, postings)):
                yield kind, start, script(kind, place, text)
        for place, (first, end) in enumerate(cut([one.length for one in self.documents], DOCUMENTS_SIZE)):
            rows = b",".join(row.read() for row in self.rows[first:end])
            yield "documents", first, script("documents", place, b"[" + rows + b"]")


def write_scripts() -> dict[str, bytes]:
    """Site-relative path -> content of the scripts, which are the same for every content."""
    return {
        **{FOLDER + name: join_scripts(paths) for name, paths in scripts().items()},
        FOLDER + "lunr.js": read_lunr(),
    }


def scripts() -> dict[str, list[Path]]:
    """Each script of the search and the files that it is put together from, in order."""
    return {name: [SCRIPTS / f"{part}.js" for part in parts] for name, parts in JOINED.items()}


def write_vocabulary(postings: Mapping[str, bytearray]) -> dict[str, str]:
    """The folded words, separated by spaces, and beside each how common it is as one digit of base 36."""
    sizes = {START: 0, END: 0}
    for term, text in postings.items():
        if " " not in term:
            sizes[fold(term)] = sizes.get(fold(term), 0) + len(text)
    words = sorted(sizes)
    return {"words": " ".join(words), "common": "".join(DIGITS[sizes[word].bit_length()] for word in words)}


def to_row(document: SearchDocument) -> list[object]:
    """A document in the table that results are shown from."""
    about = [document.url, document.title, document.kind, document.number, document.mark, document.summary]
    return [*about, [[section.anchor, section.title, section.text] for section in document.sections]]


def show(document: SearchDocument, length: int) -> Shown:
    return Shown(length, document.url, document.date, (("muc", (document.kind,)), *document.facets))


def script(name: str, place: int, value: bytes) -> bytes:
    """A script that hands a value to the search on the page."""
    return b'sotay.searchData("%s",%d,%s)\n' % (name.encode(), place, value)


def collect_facets(documents: Sequence[Shown]) -> dict[str, dict[str, str]]:
    """Facet -> value -> the documents that have it; the kind of content is the facet "muc"."""
    found: dict[str, dict[str, set[int]]] = {"muc": {}}
    for place, document in enumerate(documents):
        for name, values in document.facets:
            for value in values:
                found.setdefault(name, {}).setdefault(value, set()).add(place)
    return {
        name: {value: write_documents(places) for value, places in sorted(values.items())}
        for name, values in sorted(found.items())
    }


def read_lunr() -> bytes:
    """lunr.js 2.3.9 as the installed mkdocs package carries it; mkdocs itself is not imported."""
    specification = find_spec("mkdocs")
    if specification is None or not specification.submodule_search_locations:
        raise FileNotFoundError("mkdocs is not installed: its package carries lunr.js")
    package = Path(specification.submodule_search_locations[0])
    return (package / "contrib/search/templates/search/lunr.js").read_bytes()
