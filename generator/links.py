"""The catalog in, its references resolved in both directions out."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.catalog import Catalog, Document, Entry, Key
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.field_problems import closest
from generator.kinds import KINDS, Audience
from generator.kinds.fields import OneOfTopics, Part, RefTo
from generator.kinds.shape import reference_fields
from generator.markdown import Link, slugify
from generator.placed_yaml import KeyPath
from generator.settings import Settings

UNKNOWN_REFERENCE = Rule(
    "LK002",
    "unknown-reference",
    Severity.ERROR,
    """Mã được dẫn tới không có trong kho.

**Kiểm tra gì.** Mọi mã văn bản, chuyên đề, bài học, tình huống... ghi ở phần đầu tệp phải là mã của một mục có thật.

**Vì sao.** Mã sai thì trang không nối được tới tài liệu, người đọc mất đường.

**Ví dụ.** `resolutions: [21-kl-tw-2012]` trong khi mục có trong kho là `21-kl-tw-2021`.

**Cách sửa.** Dùng mã gần nhất mà thông báo gợi ý, hoặc thêm mục còn thiếu.
""",
)
UNKNOWN_AUDIENCE = Rule(
    "AU001",
    "unknown-audience",
    Severity.ERROR,
    """Đối tượng không có trong kho.

**Kiểm tra gì.** Mỗi mã trong `audiences` phải là một tệp trong `doi-tuong/`.

**Vì sao.** Đối tượng sai thì nội dung không vào hướng dẫn học tập của ai.

**Ví dụ.** `audiences: [bi-thu]`

**Cách sửa.** Chọn một mã mà thông báo liệt kê.
""",
)
UNKNOWN_TOPIC = Rule(
    "LK003",
    "unknown-topic",
    Severity.ERROR,
    """Chủ đề không có trong danh mục.

**Kiểm tra gì.** `topics` và `theme` chỉ dùng các mã ở `extra.sotay.topics` trong mkdocs.yml. Kho không đặt danh mục
này thì chủ đề không được kiểm tra.

**Vì sao.** Danh mục đóng giúp người đọc lọc theo chủ đề mà không sót.

**Ví dụ.** `theme: noi-dung`

**Cách sửa.** Dùng mã gợi ý, hoặc thêm chủ đề mới vào mkdocs.yml.
""",
)
RULES = (UNKNOWN_REFERENCE, UNKNOWN_AUDIENCE, UNKNOWN_TOPIC)

BODY = "body"
"""Name of the field of references that stand in the running text."""


@dataclass(frozen=True, eq=False, slots=True)
class Reference:
    """One entry naming another: in which field, where it stands, and how the tie reads in both directions."""

    source: Entry
    target: Entry
    field: str
    path: KeyPath
    label: str
    inverse: str | None
    note: str | None
    link: Link | None = None
    """The link itself, when it stands in the running text."""

    @property
    def place(self) -> Place:
        return self.source.source.at(self.link.offset) if self.link else self.source.place(*self.path)


@dataclass(frozen=True, eq=False)
class Links:
    """All references, in order of the entries that make them."""

    references: tuple[Reference, ...]

    @cached_property
    def _outgoing(self) -> dict[Key, list[Reference]]:
        return _grouped((reference.source.key, reference) for reference in self.references)

    @cached_property
    def _incoming(self) -> dict[Key, list[Reference]]:
        return _grouped((reference.target.key, reference) for reference in self.references)

    def outgoing(self, entry: Entry, field: str | None = None) -> list[Reference]:
        """References the entry makes, of one field or of all."""
        return [r for r in self._outgoing.get(entry.key, []) if field in (None, r.field)]

    def incoming(self, entry: Entry, field: str | None = None) -> list[Reference]:
        """References made to the entry, of one field or of all."""
        return [r for r in self._incoming.get(entry.key, []) if field in (None, r.field)]


def _grouped(pairs: Iterator[tuple[Key, Reference]]) -> dict[Key, list[Reference]]:
    groups: dict[Key, list[Reference]] = defaultdict(list)
    for key, reference in pairs:
        groups[key].append(reference)
    return dict(groups)


def resolve(catalog: Catalog, settings: Settings) -> tuple[Links, tuple[Diagnostic, ...]]:
    """Find the entry behind every id and every link to an entry's file; unknown ids are reported where they stand."""
    references: list[Reference] = []
    diagnostics: list[Diagnostic] = []
    for entry in catalog.entries:
        for field in reference_fields(type(entry.record)):
            for path, identifier in field.values(entry.record):
                if isinstance(field.marker, OneOfTopics):
                    diagnostics += _check_topic(settings, entry, path, identifier)
                elif target := catalog.by_key.get((field.marker.folder, identifier)):
                    note = _note_beside(entry, path)
                    references.append(Reference(entry, target, field.path[0], path, field.label, field.inverse, note))
                elif (field.marker.folder, identifier) not in catalog.broken:
                    diagnostics.append(_unknown(catalog, entry, field.marker, path, identifier))
        references += _body_references(catalog, entry)
    return Links(tuple(references)), tuple(diagnostics)


def dangling(catalog: Catalog) -> Iterator[tuple[Entry, RefTo, KeyPath, str]]:
    """Every id that names no entry of the catalog: who names it, of which kind, at which key path."""
    for entry in catalog.entries:
        for field in reference_fields(type(entry.record)):
            if isinstance(field.marker, OneOfTopics):
                continue
            for path, identifier in field.values(entry.record):
                if (field.marker.folder, identifier) not in catalog.by_key:
                    yield entry, field.marker, path, identifier


def _check_topic(settings: Settings, entry: Entry, path: KeyPath, topic: str) -> list[Diagnostic]:
    if topic in settings.topics or not settings.topics:
        return []
    hint = _nearest_or_all(topic, list(settings.topics))
    return [Diagnostic(UNKNOWN_TOPIC, entry.place(*path), f"không có chủ đề “{topic}”", hint)]


def _unknown(catalog: Catalog, entry: Entry, marker: RefTo, path: KeyPath, identifier: str) -> Diagnostic:
    kind = KINDS[marker.folder]
    rule = UNKNOWN_AUDIENCE if kind is Audience else UNKNOWN_REFERENCE
    hint = _nearest_or_all(identifier, catalog.ids(marker.folder))
    message = f"không có {kind.label.lower()} nào mang mã “{identifier}”"
    return Diagnostic(rule, entry.place(*path), message, hint)


def _nearest_or_all(word: str, known: list[str]) -> str:
    near = closest(slugify(word), known)
    if near:
        return f"có phải “{near}”?"
    if 0 < len(known) <= 30:
        return "các mã có thể dùng: " + ", ".join(known)
    return "kiểm tra lại mã, hoặc thêm mục này vào kho"


def _note_beside(entry: Entry, path: KeyPath) -> str | None:
    """The remark written at the reference itself, where the part that holds it has one."""
    holder: Any = entry.record
    for step in path[:-1]:
        holder = holder[step] if isinstance(step, int) and isinstance(holder, tuple) else getattr(holder, str(step))
    is_part = isinstance(holder, Part) and holder is not entry.record
    # Asked of the type first: pydantic takes long to say that there is no such attribute.
    return holder.note if is_part and "note" in type(holder).model_fields else None


def target_path(document: Document, target: str) -> str | None:
    """Path below docs/ that a relative link means; None for addresses elsewhere and for bare anchors."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not parts.path or target.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.path), unquote(parts.path)))


def _body_references(catalog: Catalog, entry: Entry) -> Iterator[Reference]:
    seen: set[Key] = set()
    for link in entry.outline.links:
        path = target_path(entry, link.target)
        folder, _, name = (path or "").partition("/")
        target = catalog.by_key.get((folder, name.removesuffix(".md")))
        if target and target.key not in seen and target is not entry:
            seen.add(target.key)
            yield Reference(entry, target, BODY, (), "Dẫn trong bài", "Được dẫn trong bài", None, link)
