"""Sources in, typed entries out; what does not fit the declared types becomes diagnostics."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any, Self, TypeVar

from pydantic import ValidationError

from generator import frontmatter, markdown, untrusted
from generator.diagnostics import Diagnostic, Place
from generator.field_problems import describe, means_visibility
from generator.frontmatter import FrontMatter
from generator.kinds import KINDS, Record, Removal
from generator.kinds.fields import Part
from generator.kinds.record import Visibility
from generator.kinds.sharing import share
from generator.markdown import Outline
from generator.placed_yaml import KeyPath, last_first
from generator.source import Content, Source

Key = tuple[str, str]
"""Folder and id: what identifies an entry."""

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Part)

PUBLIC = Visibility.PUBLIC.value
REMOVED = "removed"
"""The key that tells what a removed entry left behind from an entry."""


@dataclass(frozen=True, eq=False)
class Document:
    """Any Markdown file of docs/ after parsing; `path` is relative to docs/."""

    path: str
    source: Source
    front: FrontMatter
    outline: Outline

    def with_body(self, body: str) -> Self:
        """The document with another body, and nothing left of the one in its file."""
        offset = self.front.body_offset
        if body == self.front.body:
            return self
        source = Source.of(self.source.path, self.source.text[:offset] + body)
        front = replace(self.front, stored=source.stored.behind(offset))
        return replace(self, source=source, front=front, outline=markdown.outline(body, offset))

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Where a front-matter value (or its key) stands."""
        return self.front.place(self.source, path, key=key)

    @property
    def url(self) -> str:
        """Address below the site's root: `nghi-quyet/x/`; the front page's is empty."""
        return page_url(self.path)


@dataclass(frozen=True, eq=False)
class Entry(Document):
    """A document of one of the declared kinds, with its validated record.

    `is_whole` is false when values had to be left out, so that what is missing may only be misspelt.
    """

    record: Record
    is_whole: bool = True

    @property
    def key(self) -> Key:
        return self.record.folder, self.record.id

    @property
    def is_called_by_its_id(self) -> bool:
        """Whether the file has the name that the entry's address promises."""
        return self.record.id == self.source.stem

    @property
    def title(self) -> str:
        return self.record.title


@dataclass(frozen=True, eq=False)
class Removed(Document):
    """The file that an entry left behind when it was removed."""

    folder: str
    record: Removal


@dataclass(frozen=True, eq=False)
class Catalog:
    """All entries in reading order of path, the ordinary pages, and what files are called whose entry is not to be had.

    `broken` has the names of files too broken to read, and of those whose entry has another id.
    """

    entries: tuple[Entry, ...]
    pages: tuple[Document, ...]
    broken: frozenset[Key]
    removed: tuple[Removed, ...] = ()

    @cached_property
    def by_key(self) -> dict[Key, Entry]:
        """The entry with each id; of several (which a rule reports) the one whose file is called so."""
        found: dict[Key, Entry] = {}
        for entry in self.entries:
            if entry.key not in found or entry.is_called_by_its_id:
                found[entry.key] = entry
        return found

    @cached_property
    def _by_folder(self) -> dict[str, tuple[Entry, ...]]:
        return {folder: tuple(entry for entry in self.entries if entry.record.folder == folder) for folder in KINDS}

    def of(self, kind: type[Record]) -> tuple[Entry, ...]:
        """The entries of one kind."""
        return self._by_folder[kind.folder]

    def records(self, kind: type[R]) -> Iterator[tuple[Entry, R]]:
        """The entries of one kind with their records typed."""
        for entry in self.of(kind):
            assert isinstance(entry.record, kind)
            yield entry, entry.record

    def ids(self, folder: str) -> list[str]:
        return [entry.record.id for entry in self._by_folder[folder]]


@lru_cache(maxsize=65536)  # every mention of a page asks for it
def page_url(path: str) -> str:
    """The address of a page from its path below docs/, with directory addresses."""
    pure = PurePosixPath(path)
    parts = pure.parent.parts if pure.stem == "index" else (*pure.parent.parts, pure.stem)
    return "".join(f"{part}/" for part in parts)


@dataclass(frozen=True, eq=False)
class Parsed:
    """What one source is: an entry, a page, what a removed entry left behind; None where that cannot be told.

    `broken` is the key that the file's name promises and no entry has.
    """

    document: Document | None
    broken: Key | None = None
    problems: tuple[Diagnostic, ...] = ()


def build_catalog(content: Content) -> tuple[Catalog, tuple[Diagnostic, ...]]:
    """Parse and validate every source; invalid entries keep what is valid of them where that is enough."""
    found = [parse(source, content.page_path(source)) for source in content.sources]
    return gather(content, found), tuple(problem for one in found for problem in one.problems)


def gather(content: Content, parsed: Sequence[Parsed]) -> Catalog:
    """The catalog, from what each source is."""
    found = [one.document for one in parsed if one.document]
    broken = {(kind.folder, PurePosixPath(path).stem) for path, kind in _unread(content)}
    return Catalog(
        tuple(one for one in found if isinstance(one, Entry)),
        tuple(one for one in found if not isinstance(one, Entry | Removed)),
        frozenset(broken | {one.broken for one in parsed if one.broken}),
        tuple(one for one in found if isinstance(one, Removed)),
    )


def parse(source: Source, path: str) -> Parsed:
    """What a file at `path` below docs/ is, and what is wrong with its front matter."""
    front, problems = frontmatter.split(source)
    document = Document(path, source, front, markdown.outline(front.body, front.body_offset))
    kind = _kind_of(path)
    if kind is None:
        return Parsed(document, problems=problems)
    if REMOVED in front.values:
        gone, more = _read(Removal, document)
        left = Removed(path, source, front, document.outline, kind.folder, gone) if gone else None
        return Parsed(left, problems=(*problems, *more))
    record, more = (None, ()) if problems else _read_record(kind, document)
    entry = Entry(path, source, front, document.outline, record, is_whole=not more) if record else None
    broken = (kind.folder, source.stem) if record is None or record.id != source.stem else None
    return Parsed(entry, broken, (*problems, *more))


def _unread(content: Content) -> Iterator[tuple[str, type[Record]]]:
    """Files that gave no source although their name promises an entry, with its kind."""
    for path in content.unreadable:
        if path.endswith(".md") and (kind := _kind_of(path.removeprefix(content.docs + "/"))):
            yield path, kind


def _kind_of(path: str) -> type[Record] | None:
    """The kind that the folder decides; a folder's own index.md is an ordinary page."""
    folder, _, name = path.partition("/")
    return None if name in ("", "index.md") else KINDS.get(folder)


def _read_record(kind: type[Record], document: Document) -> tuple[Record | None, tuple[Diagnostic, ...]]:
    if not frontmatter.has_front_matter(document.source):
        message, hint = "tệp không có phần đầu tệp", "thêm phần đầu tệp giữa hai dòng ---, xem lệnh sotay new"
        return None, (Diagnostic(frontmatter.MISSING, document.source.at(0), message, hint),)
    return _read(kind, document)


def _read(kind: type[P], document: Document) -> tuple[P | None, tuple[Diagnostic, ...]]:
    try:
        return typed(kind, document.front.values), ()
    except ValidationError as error:
        problems = error.errors(include_url=False)
    found = tuple(
        Diagnostic(rule, document.place(*path, key=key), message, hint)
        for rule, path, key, message, hint in (describe(kind, problem) for problem in problems)
    )
    return _salvage(kind, untrusted.defuse_values(document.front.values)), found


def typed(kind: type[P], values: dict[str, Any]) -> P:
    """The record that the values of a front matter make, harmless; raises ValidationError where they make none."""
    harmless = untrusted.defuse_values(values) if untrusted.may_be_unsafe_values(values) else values
    return share(kind.model_validate(harmless))


def _salvage(kind: type[P], values: dict[str, Any]) -> P | None:
    """The record without its bad values, so that rules still see the rest; None when it cannot be without them.

    Where a bad value was to keep something back, that stays kept back.
    """
    kept = copy.deepcopy(values)
    while True:
        try:
            return kind.model_validate(kept)
        except ValidationError as error:
            problems = error.errors(include_url=False)
        paths = {_bad_part(problem["loc"], problem["type"] == "missing") for problem in problems}
        if () in paths:
            return None
        for path in last_first(paths):
            _remove(kept, path)
        if any(path == ("staff",) for path in paths):
            kept["staff"] = True
        if any(means_visibility(str(path[0]), values.get(str(path[0]))) for path in paths):
            kept["visibility"] = Visibility.INTERNAL.value  # who may get it is unclear: nobody, until that is said


def _bad_part(path: KeyPath, is_missing: bool) -> KeyPath:
    """What has to go: of a question or remark all, for without what is wrong in it more readers might get it."""
    if path[0] in ("questions", "changes"):
        return path[:2]
    return path[: -1 if is_missing else None]


def _remove(values: Any, path: KeyPath) -> None:
    """Take out what stands at `path`, or the nearest above it that is written there (a part may be a plain text)."""
    for step in path[:-1]:
        inner = values[step]
        if not isinstance(inner, dict | list):
            break
        values = inner
    else:
        step = path[-1]
    del values[step]


def visible(catalog: Catalog, visibility: Visibility) -> Catalog:
    """What a build may show: everything for the internal one, public entries for the public one."""
    if visibility is Visibility.INTERNAL:
        return catalog
    shown = tuple(entry for entry in catalog.entries if entry.record.visibility is Visibility.PUBLIC)
    removed = tuple(one for one in catalog.removed if one.record.visibility is Visibility.PUBLIC)
    pages = tuple(one for one in catalog.pages if is_public_page(one))
    return replace(catalog, entries=shown, pages=pages, removed=removed)


def is_public_page(page: Document) -> bool:
    """Whether a hand-written page is for everybody: it says so, or says nothing that could mean something else."""
    said = {key: value for key, value in page.front.values.items() if key not in ("title", "description")}
    return said.pop("visibility", PUBLIC) == PUBLIC and not any(means_visibility(*one) for one in said.items())


__all__ = [
    "Catalog",
    "Document",
    "Entry",
    "Key",
    "Parsed",
    "Removed",
    "build_catalog",
    "gather",
    "is_public_page",
    "page_url",
    "parse",
    "visible",
]
