"""A record in, the same with what it has in common with others shared with them, in half of the memory, out."""

from __future__ import annotations

from sys import intern
from typing import Any, TypeVar

from generator.kinds.fields import Part

P = TypeVar("P", bound=Part)

LONGEST = 60
"""Characters of a text that may well recur: ids, places, dates, units."""

_FIELD_SETS: dict[frozenset[str], set[str]] = {}
"""Which fields were written: pydantic gives every part a set of its own, and copies it before it changes one."""


def share(part: P) -> P:
    """The part itself, once its texts are those that equal ones stand for already."""
    values = part.__dict__
    for name, value in values.items():
        if type(value) is str:
            values[name] = _shared(value)
        elif type(value) is tuple and value:
            values[name] = tuple([_shared_item(one) for one in value])
        elif isinstance(value, Part):
            share(value)
    written = part.model_fields_set
    object.__setattr__(part, "__pydantic_fields_set__", _FIELD_SETS.setdefault(frozenset(written), written))
    return part


def _shared_item(value: Any) -> Any:
    if isinstance(value, Part):
        return share(value)
    return _shared(value) if type(value) is str else value


def _shared(text: str) -> str:
    return intern(text) if len(text) <= LONGEST else text
