"""A finished site's folder in; out, the worker that keeps copies of it, and for each guide the list of what it needs.

A list has every file with the hash of its bytes, so it is made after the engine has written the pages. A copy is kept
under address and hash: files that guides share are kept once, and an update fetches what has changed, then drops what
no list names any more, be it withdrawn or replaced. Pages name our styles and scripts with a stamp (`shell.stamp`), so
that a page from a copy never gets scripts of another version.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator import shell
from generator.parallel import map_in_processes

WORKER, INDEX = "sw.js", "offline/index.json"
PAGE = "ngoai-tuyen/"
SHELL_PAGES = ("", "tim-kiem/", PAGE)
"""Kept in every browser: the front page, the search, and what stands for pages that are not kept."""

SEARCH = "assets/search/"
SEARCH_CORE = ("core.js", "lunr.js")
LARGEST_INDEX = 4_000_000
"""Bytes of the search index (uncompressed) up to which a guide is kept with all of it; some 2,500 documents."""

_LATER = {
    "assets/sotay.js": ("assets/ngoai-tuyen.js", *(f"assets/{name}" for name in shell.SCRIPTS_ON_DEMAND)),
    "assets/search/search.js": ("assets/search/engine.js",),
}
"""Our scripts on every page, and those that they load where they are needed, with the same stamp."""

_SOURCES = Path(__file__).parent / "assets" / "offline"
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"#?]+)')
_LOADED = tuple(
    map(
        re.compile,
        (
            r'<script\b[^>]*?\ssrc="([^"]+)"',
            r'<img\b[^>]*?\ssrc="([^"]+)"',
            r'<link\b[^>]*?\srel="(?:stylesheet|icon)"[^>]*?\shref="([^"]+)"',
        ),
    )
)
"""Each begins with a text, which is quicker to find than one of several."""

_IN_STYLE = re.compile(r"""url\(["']?(?!data:)([^"')#]+)""")


@dataclass(frozen=True)
class Copy:
    """One file to be kept: its address below the site's root as pages name it, hash and size in bytes."""

    address: str
    hash: str
    size: int


@dataclass(frozen=True, eq=False)
class Shelf:
    """The files of a finished site by address: `bai-hoc/x/` for a page, `assets/sotay.css?v=1` for what it loads."""

    folder: Path
    copies: dict[str, Copy] = field(default_factory=dict)
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What each page that was asked for needs to be shown."""

    @cached_property
    def names(self) -> frozenset[str]:
        top = str(self.folder)
        found = (f"{folder}/{name}" for folder, _, names in os.walk(top) for name in names)
        return frozenset(path[len(top) + 1 :].replace(os.sep, "/") for path in found)

    def name(self, address: str) -> str:
        name = address.partition("?")[0]
        return f"{name}index.html" if not name or name.endswith("/") else name

    def has(self, address: str) -> bool:
        return self.name(address) in self.names

    def text(self, address: str) -> str:
        return (self.folder / self.name(address)).read_text(encoding="utf-8")

    def copy(self, address: str) -> Copy:
        if address not in self.copies:
            content = (self.folder / self.name(address)).read_bytes()
            self.copies[address] = Copy(address, hashlib.sha256(content).hexdigest()[:16], len(content))
        return self.copies[address]

    def needed(self, page: str) -> tuple[str, ...]:
        """The addresses of what is loaded to show a page; many guides lead to the same pages."""
        if page not in self.needs:
            self.needs[page] = tuple(dict.fromkeys((*_loaded(self, page), *_card(self, page))))
        return self.needs[page]

    def read(self, pages: Sequence[str]) -> None:
        """Look at pages of the site that will be asked for, all at once."""
        found = map_in_processes(lambda page: (self.needed(page), self.copy(page)), pages)
        for page, (needed, copy) in zip(pages, found, strict=True):
            self.needs[page], self.copies[page] = needed, copy


def write(folder: Path, guides: Mapping[str, str], *, is_kept: bool) -> None:
    """Put worker and lists into the finished site; `guides` gives each audience's id the title of its guide.

    Where no copies may be kept, the worker is one that removes what an earlier one has kept. That holds for every
    internal site: a copy would outlive the reader's right to see it.
    """
    files = make(Shelf(folder), guides) if is_kept else {WORKER: switched_off()}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def make(shelf: Shelf, guides: Mapping[str, str]) -> dict[str, bytes]:
    """Worker and lists by address: the same site gives the same bytes."""
    shell = _complete(shelf, SHELL_PAGES, [f"{SEARCH}{name}" for name in SEARCH_CORE])
    search = _search_pieces(shelf)
    is_searchable = sum(one.size for one in search) <= LARGEST_INDEX
    files, told = {}, []
    linked = {guide: [guide, *(one for one in _linked(shelf, guide) if one != guide)] for guide in map(_page, guides)}
    shelf.read([*{page for pages in linked.values() for page in pages if shelf.has(page)}])
    for identifier, title in guides.items():
        page = _page(identifier)
        pages = linked[page]
        copies = _merge(shell, _complete(shelf, pages, ()), search if is_searchable else ())
        about = {
            "id": identifier,
            "title": title,
            "address": page,
            "version": _hash(copies),
            "pages": len(pages),
            "bytes": sum(one.size for one in copies),
            "searchable": is_searchable,
        }
        told.append(about)
        rows = [[one.address, one.hash, one.size] for one in copies]
        files[f"offline/{identifier}.json"] = _json({**about, "files": rows})
    return {**files, INDEX: _json({"guides": told}), WORKER: _worker(shell)}


def _page(guide: str) -> str:
    return f"huong-dan/{guide}/"


def switched_off() -> bytes:
    """The worker of a site that keeps no copies: it removes what an earlier one has kept, and itself."""
    return b"\n".join((_SOURCES / name).read_bytes() for name in ("names.js", "off.js"))


def _worker(shell: Sequence[Copy]) -> bytes:
    table = [[one.address, one.hash] for one in shell]
    head = f'const VERSION = "{_hash(shell)}";\nconst SHELL = {json.dumps(table, ensure_ascii=False)};\n'
    return head.encode() + b"\n".join((_SOURCES / name).read_bytes() for name in ("names.js", "worker.js"))


def _hash(copies: Iterable[Copy]) -> str:
    return hashlib.sha256("".join(f"{one.address} {one.hash}\n" for one in copies).encode()).hexdigest()[:12]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _merge(*groups: Sequence[Copy]) -> list[Copy]:
    return sorted({one.address: one for group in groups for one in group}.values(), key=lambda one: one.address)


def _complete(shelf: Shelf, pages: Iterable[str], others: Iterable[str]) -> list[Copy]:
    """Pages and all that is loaded to show them, as far as the site has it, by address."""
    wanted = dict.fromkeys((*(one for one in pages if shelf.has(one)), *(one for one in others if shelf.has(one))))
    for page in tuple(wanted):
        if page == "" or page.endswith("/"):
            wanted |= dict.fromkeys(shelf.needed(page))
    return _merge([shelf.copy(one) for one in wanted])


def _loaded(shelf: Shelf, page: str) -> Iterator[str]:
    """What a page loads, and its style sheets in turn (fonts, pictures)."""
    text = shelf.text(page)
    for link in (one for pattern in _LOADED for one in pattern.findall(text)):
        address = _resolve(page, link)
        if address and shelf.has(address):
            yield address
            name, mark, stamp = address.partition("?")
            yield from (one + mark + stamp for one in _LATER.get(name, ()) if shelf.has(one))
            if name.endswith(".css"):
                inside = (_resolve(posixpath.dirname(address), one) for one in _IN_STYLE.findall(shelf.text(address)))
                yield from (one for one in inside if one and shelf.has(one))


def _card(shelf: Shelf, page: str) -> Iterator[str]:
    """What is shown beside links to an entry's page (`entry_cards`)."""
    card = f"assets/muc/{page.rstrip('/')}.js"
    if shelf.has(card):
        yield card


def _linked(shelf: Shelf, page: str) -> list[str]:
    """The pages of the site that the article of a page links to, each once, in its order."""
    article = _ARTICLE.search(shelf.text(page))
    found = (_resolve(page, link) for link in _LINK.findall(article[0] if article else ""))
    pages = (f"{one.rstrip('/')}/" for one in found if one and posixpath.splitext(one)[1] in ("", ".html"))
    named = (one.removesuffix("index.html/") for one in pages)
    return list(dict.fromkeys(one for one in named if one != "/" and shelf.has(one)))


@cache
def _resolve(base: str, address: str) -> str | None:
    """The address below the site's root; None where it leads elsewhere."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/", address):
        return None
    found = posixpath.normpath(posixpath.join(base, unquote(address)))
    return None if found.startswith("..") or found == "." else found


def _search_pieces(shelf: Shelf) -> list[Copy]:
    """The search index: the pieces lie in a folder that is named by their content."""
    folder = shelf.folder / SEARCH
    names = (path.relative_to(shelf.folder).as_posix() for path in folder.rglob("*.js") if path.parent != folder)
    return _merge([shelf.copy(name) for name in names])
