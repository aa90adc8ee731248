"""A field's declaration in, the limits of its values out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from generator.kinds.shape import bare_type, is_list, markers


@dataclass(frozen=True)
class Limits:
    """What a value must keep to; for a list the lengths are numbers of items, and `pattern` is that of an item."""

    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    least: float | None = None


def limits_of(info: FieldInfo) -> Limits:
    """The limits in a field's annotation, however deep they stand; a whole number above 0 is one of at least 1."""
    own = list(_flat(info.metadata))
    deep = list(_flat(markers(info)))
    counted = own if is_list(info) else [*own, *deep]
    above = _first(deep, "gt")
    least = _first(deep, "ge")
    if least is None and above is not None:
        least = above + 1 if bare_type(info) is int else above
    return Limits(
        pattern=_first(deep, "pattern"),
        min_length=_first(counted, "min_length"),
        max_length=_first(counted, "max_length"),
        least=least,
    )


def _flat(annotations: Any) -> Iterator[Any]:
    for one in annotations:
        if isinstance(one, FieldInfo):
            yield from _flat(one.metadata)
        else:
            yield one


def _first(annotations: list[Any], name: str) -> Any:
    return next((value for one in annotations if (value := getattr(one, name, None)) is not None), None)
