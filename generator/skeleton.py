"""A kind and an id in, the text of a new entry out, with a mark wherever an author must write."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pydantic.fields import FieldInfo

from generator.field_problems import one_line
from generator.kinds import KINDS, Record
from generator.kinds.fields import SLUG_PATTERN, Choice
from generator.kinds.shape import bare_type
from generator.rules.structure import SKELETON

OFFERED = ("topics", "audiences", "sources", "added")
"""Optional fields that nearly every entry needs."""


def find_kind(word: str) -> type[Record] | None:
    """A kind by its folder (`nghi-quyet`) or English name (`resolution`)."""
    return next((kind for folder, kind in KINDS.items() if word.lower() in (folder, kind.__name__.lower())), None)


def is_identifier(word: str) -> bool:
    """Whether a word can be an entry's id and file name."""
    return re.fullmatch(SLUG_PATTERN, word) is not None


def skeleton(kind: type[Record], identifier: str, today: date) -> str:
    """The text of a new entry's file."""
    lines = ["---", f"id: {identifier}"]
    for name, info in kind.model_fields.items():
        if name != "id" and (info.is_required() or name in OFFERED):
            lines += [f"# {info.title}: {info.description}", f"{name}: {_value(name, info, today)}"]
    return "\n".join([*lines, "---", "", ""])


def _value(name: str, info: FieldInfo, today: date) -> str:
    """A choice keeps its example, a date is today's, a text gets the mark."""
    example: Any = (info.examples or [""])[0]
    type_ = bare_type(info)
    if name == "added":
        return today.isoformat()
    if name in ("topics", "audiences", "sources"):
        return "[]"
    if isinstance(type_, type) and issubclass(type_, Choice):
        return one_line(example)
    if isinstance(example, str):
        return f'"{SKELETON}: {example}"'
    if isinstance(example, list) and all(isinstance(item, str) for item in example):
        return "".join(f'\n  - "{SKELETON}: {item}"' for item in example)
    return one_line(example)
