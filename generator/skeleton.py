"""A kind, an id and what is known already in, the text of a new entry out, with a mark where an author must write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic.fields import FieldInfo

from generator.catalog import Catalog
from generator.field_problems import one_line
from generator.kinds import KINDS, Article, Audience, Record
from generator.kinds.fields import SLUG_PATTERN, Choice, OneOfTopics, Part, RefTo
from generator.kinds.shape import bare_type, is_list, markers
from generator.rules.structure import SKELETON
from generator.settings import Settings

OFFERED = ("topics", "audiences", "sources", "added")
"""Optional fields that nearly every entry needs."""

_PLAIN = re.compile(r"[\w./-]+")


@dataclass(frozen=True)
class Known:
    """What a new entry can be filled with: given values by field, the day, and the first existing id of each kind."""

    today: str
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first_ids: Mapping[str, str] = field(default_factory=dict)


def known(catalog: Catalog, settings: Settings, today: str, given: Mapping[str, Sequence[str]]) -> Known:
    """What a knowledge base offers to a new entry."""
    ids = {folder: catalog.ids(folder) for folder in KINDS} | {"topics": list(settings.topics)}
    return Known(today, given, {name: found[0] for name, found in ids.items() if found})


def find_kind(word: str) -> type[Record] | None:
    """A kind by its folder (`nghi-quyet`) or English name (`resolution`)."""
    return next((kind for folder, kind in KINDS.items() if word.lower() in (folder, kind.__name__.lower())), None)


def is_identifier(word: str) -> bool:
    """Whether a word can be an entry's id and file name."""
    return re.fullmatch(SLUG_PATTERN, word) is not None


def skeleton(kind: type[Record], identifier: str, known: Known, templates: Sequence[Path]) -> str:
    """The text of a new entry's file."""
    return "\n".join([*skeleton_lines(kind, identifier, known), *body_of(kind, templates)]) + "\n"


def skeleton_lines(kind: type[Record], identifier: str, known: Known) -> list[str]:
    """The front matter, line by line."""
    lines = ["---", f"id: {identifier}"]
    for name, info in wanted(kind, known.given).items():
        value = given_value(info, known.given[name]) if known.given.get(name) else _value(name, info, known)
        gap = "" if value.startswith("\n") else " "
        lines += [f"# {info.title}: {info.description}", *f"{name}:{gap}{value}".split("\n")]
    return [*lines, "---"]


def wanted(kind: type[Record], given: Mapping[str, Sequence[str]]) -> dict[str, FieldInfo]:
    """The fields that a new entry shows: required ones, those nearly every entry needs, those with a given value."""
    offered = {Audience: ("sources", "added", "broader"), Article: ("added",)}.get(kind, OFFERED)
    fields = kind.model_fields.items()
    return {n: info for n, info in fields if n != "id" and (info.is_required() or n in offered or given.get(n))}


def body_of(kind: type[Record], templates: Sequence[Path]) -> list[str]:
    """The text that an entry of this kind begins with (`new/<folder>.md` in the first template folder that has it)."""
    found = [folder / "new" / f"{kind.folder}.md" for folder in templates]
    path = next((one for one in found if one.is_file()), None)
    return ["", *path.read_text(encoding="utf-8", errors="replace").rstrip("\n").split("\n")] if path else []


def given_value(info: FieldInfo, given: Sequence[str]) -> str:
    """What an author gave, as YAML: ids may be separated by commas, parts are written as YAML."""
    type_ = bare_type(info)
    if isinstance(type_, type) and issubclass(type_, Part):
        parts = [yaml.safe_load(one) for one in given]
        return json.dumps(parts if is_list(info) else parts[-1], ensure_ascii=False, default=str)
    if not is_list(info):
        return _scalar(given[-1], type_)
    items = [part.strip() for one in given for part in one.split(",")] if _ids_of(info) else list(given)
    return "[" + ", ".join(_scalar(item, type_) for item in items if item) + "]"


def _scalar(text: str, type_: Any) -> str:
    return text if type_ is not str and _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _ids_of(info: FieldInfo) -> str | None:
    """Whose ids a field takes: a folder, or `topics`."""
    for marker in markers(info):
        if isinstance(marker, RefTo):
            return marker.folder
        if isinstance(marker, OneOfTopics):
            return "topics"
    return None


def _value(name: str, info: FieldInfo, known: Known) -> str:
    """A choice keeps its example, a date is today's, an id is an existing one to think over, a text gets the mark."""
    example: Any = (info.examples or [""])[0]
    type_ = bare_type(info)
    ids_of = _ids_of(info)
    if name == "added":
        return known.today
    if name == "sources":
        return _source(known)
    if ids_of:
        return _first_id(info, known.first_ids.get(ids_of), example)
    if isinstance(type_, type) and issubclass(type_, Choice):
        return one_line(example)
    return _marked(example, known.today)


def _source(known: Known) -> str:
    article = known.first_ids.get(Article.folder)
    place = f'article: {article}, lines: "1"' if article else "url: https://example.org/"
    return f"\n  - {{{place}}}  # {SKELETON}: nơi đọc được dữ kiện của mục này"


def _first_id(info: FieldInfo, identifier: str | None, example: Any) -> str:
    if identifier is None:
        return "[]" if not info.is_required() and is_list(info) else _marked(example, "")
    return f"{f'[{identifier}]' if is_list(info) else identifier}  # {SKELETON}: chọn lại cho đúng"


def _marked(example: Any, today: str) -> str:
    """An example as YAML with its texts marked; days become today."""
    if isinstance(example, list) and all(isinstance(item, str) for item in example):
        return "".join(f'\n  - "{SKELETON}: {item}"' for item in example)
    if isinstance(example, dict):
        return "".join(f"\n  {key}: {_inner(item, today)}" for key, item in example.items())
    return f'"{SKELETON}: {example}"' if isinstance(example, str) else one_line(example)


def _inner(value: Any, today: str) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(f'"{SKELETON}: {item}"' for item in value) + "]"
    is_day = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    return today if is_day else one_line(value)
