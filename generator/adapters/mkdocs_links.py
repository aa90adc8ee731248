"""Links of a page to files in, addresses of pages out, as MkDocs makes them; where a link from a folder leads to is
found out once.

REMOVE with `mkdocs_plugin`.
"""

from __future__ import annotations

import posixpath
import re

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as stock
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

_IS_KNOWN = mkdocs.__version__ == "1.6.1"
"""Another release may judge links in another way, so it is asked about each."""

_PLAIN = re.compile(r"(?!/)([A-Za-z0-9_./-]*)(?:#([A-Za-z0-9_.-]+))?")

Targets = dict[tuple[str, str], tuple[str, File] | None]
"""Folder and path of a link -> path and file that it leads to; None where MkDocs has something to say about it."""


class Seen(Files):
    """Files that remember which of them were asked for and there."""

    def __init__(self, files: Files) -> None:
        super().__init__([])
        self.files = files
        self.found: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        file = self.files.get_file_from_path(path)
        if file:
            self.found.add(path)
        return file


class Links(stock._RelativePathTreeprocessor):
    """Turns plain links to files that are there into addresses; MkDocs itself sees to all others."""

    def __init__(self, file: File, files: Files, config: MkDocsConfig, targets: Targets) -> None:
        self.seen = Seen(files)
        super().__init__(file, self.seen, config)
        self.folder = posixpath.dirname(file.src_uri)
        self.targets = targets

    def path_to_url(self, url: str) -> str:
        match = _PLAIN.fullmatch(url) if _IS_KNOWN else None
        if not match:
            return super().path_to_url(url)
        if not match[1]:
            if match[2]:
                self.links_to_anchors.setdefault(self.file, {}).setdefault(match[2], url)
            return url
        key = self.folder, match[1]
        if key not in self.targets:
            self.targets[key] = self._target(match[1])
        target = self.targets[key]
        if target is None:
            return super().path_to_url(url)
        path, file = target
        self.seen.found.add(path)
        address = get_relative_url(file.url, self.file.url)
        if not match[2]:
            return address
        self.links_to_anchors.setdefault(file, {}).setdefault(match[2], url)
        return f"{address}#{match[2]}"

    def _target(self, link: str) -> tuple[str, File] | None:
        path = self._target_uri(self.file.src_uri, link)
        file = self.seen.files.get_file_from_path(path)
        return (path, file) if file and not file.inclusion.is_excluded() else None  # type: ignore[no-untyped-call]
