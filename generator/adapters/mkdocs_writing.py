"""Pages and files of a build in, their files in the site's folder out, each made, written and forgotten in one go.

MkDocs converts all pages before it writes the first, and holds every file in memory. Here each process takes one page
after the other from its Markdown to its file, and what this process gets of it is only what it needs to know for the
links of other pages.

REMOVE with `mkdocs_plugin`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator import progress
from generator.adapters.mkdocs_pages import AnchorLink, Converter, ReadyPage, warn
from generator.adapters.mkdocs_shells import Shells
from generator.parallel import map_in_processes


class SiteFiles(Files):
    """MkDocs' files, and those that links may lead to and MkDocs does not write: pages that are set apart, and others
    that are known by name alone and come into being when something leads to them.
    """

    def __init__(self, files: Iterable[File], config: MkDocsConfig, has: Callable[[str], bool]) -> None:
        """`has` tells whether the site has a file at a path."""
        super().__init__(files)
        self._config = config
        self._has = has
        self._apart: dict[str, File] = {}
        self._named: dict[str, File] = {}

    def set_apart(self, file: File) -> None:
        self.remove(file)
        self._apart[file.src_uri] = file

    def get_file_from_path(self, path: str) -> File | None:
        known = self.src_uris.get(path) or self._apart.get(path) or super().get_file_from_path(path)
        if known is None and self._has(path):
            known = self._named.get(path) or File.generated(self._config, path, content=b"")
            self._named[path] = known
        return known


@dataclass(frozen=True)
class Told:
    """What is left to know of a page that was written."""

    anchors: str
    links: list[AnchorLink]
    warnings: list[tuple[int, str]]


Put = Callable[[str, bytes], object]
"""Writes a file to an address of the site."""


def write_pages(pages: Sequence[ReadyPage], converter: Converter, shells: Shells, files: Files, put: Put) -> None:
    """Write pages, and log what MkDocs warns of in their order."""

    def write(page: ReadyPage) -> Told:
        page.load()
        html = converter.convert(page)
        page.take(html)
        if (text := shells.finish(page)).strip():
            put(page.file.dest_uri, text.encode(errors="xmlcharrefreplace"))
        page.release()
        return Told(page.anchors or "", html.links, html.warnings)

    with progress.phase("Ghi trang", len(pages)) as shown:
        told = map_in_processes(write, pages, finish=converter.kept.write, step=shown.step)
    for page, one in zip(pages, told, strict=True):
        page.anchors = one.anchors
        warn(one.warnings)
    _link(pages, told, files)


def _link(pages: Sequence[ReadyPage], told: Sequence[Told], files: Files) -> None:
    """Give each page those of its links to places that lead to none."""

    @cache
    def places(path: str) -> frozenset[str] | None:
        file = files.get_file_from_path(path)
        found = file.page.present_anchor_ids if file and file.page else None
        return None if found is None else frozenset(found)

    def is_dead(link: AnchorLink) -> bool:
        known = places(link[0])
        return known is not None and link[1] not in known

    for page, one in zip(pages, told, strict=True):
        page.link(filter(is_dead, one.links), files)


def write_files(made: Mapping[str, bytes], put: Put) -> None:
    """Write files that are no pages, by address."""
    map_in_processes(lambda address: put(address, made[address]), [*made])


def put_in(folder: Path) -> Put:
    """What writes into a folder that MkDocs serves from."""

    def put(address: str, content: bytes) -> None:
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return put
