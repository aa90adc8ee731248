"""A type annotation in, what a template may ask of its values out: attributes, elements, what calling it gives."""

from __future__ import annotations

import collections.abc
import dataclasses
import functools
import inspect
import types
import typing
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from pydantic import BaseModel

Type = Any
"""A type annotation; None where nothing is known of a value."""

_SEVERAL: tuple[Any, ...] = (
    tuple,
    list,
    frozenset,
    set,
    collections.abc.Iterable,
    collections.abc.Sequence,
    collections.abc.Iterator,
)
_HIDDEN = frozenset(dir(BaseModel))
_OPEN: tuple[Any, ...] = (dict, collections.abc.Mapping, collections.abc.Callable, type)
"""What may have any attribute as far as can be told here."""


def classes_of(annotation: Type) -> tuple[type, ...]:
    """The classes an annotation stands for, without None; empty when it may be anything."""
    origin: Any = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        parts = [classes_of(one) for one in typing.get_args(annotation) if one is not type(None)]
        return tuple(one for part in parts for one in part) if all(parts) else ()
    if origin is typing.Annotated:
        return classes_of(typing.get_args(annotation)[0])
    kind = origin or annotation
    if not isinstance(kind, type) or kind is object or issubclass(kind, _OPEN):
        return ()
    return () if kind in _SEVERAL and kind is not tuple else (kind, *_below(kind))


def _below(kind: type) -> Iterator[type]:
    """The classes of ours that a value of this class may really have."""
    if kind.__module__.startswith("generator."):
        one: type
        for one in kind.__subclasses__():
            yield one
            yield from _below(one)


@functools.cache
def attributes_of(kind: type) -> dict[str, Type]:
    """Attribute and type (None: not known) of everything public that a class has."""
    found: dict[str, Type] = {
        name: _returned(kind, name) for name in dir(kind) if name not in _HIDDEN and name[0] != "_"
    }
    if issubclass(kind, BaseModel):
        found |= {name: info.annotation for name, info in kind.model_fields.items()}
    elif issubclass(kind, Enum):
        found |= {"name": str, "value": None, **typing.get_type_hints(kind)}
    elif dataclasses.is_dataclass(kind):
        found |= typing.get_type_hints(kind)
    return found


def _returned(kind: type, name: str) -> Type:
    """The type of a property; that of methods is what they return."""
    member = inspect.getattr_static(kind, name)
    function = member.fget if isinstance(member, property) else getattr(member, "func", member)
    if not inspect.isfunction(function) or not function.__module__.startswith("generator."):
        return None
    return typing.get_type_hints(function).get("return")


def attribute(annotation: Type, name: str) -> tuple[bool, Type]:
    """Whether values of this type may have the attribute, and the attribute's type."""
    classes = classes_of(annotation)
    if not classes:
        return True, None
    found = [attributes_of(one)[name] for one in classes if name in attributes_of(one)]
    return bool(found), found[0] if found and all(one == found[0] for one in found) else None


def element_of(annotation: Type) -> Type:
    """What one gets of a value in a loop: the item of a list, of a tuple of any length."""
    origin: Any = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        kept = {element_of(one) for one in arguments if one is not type(None)}
        return kept.pop() if len(kept) == 1 else None
    if origin is tuple:
        return arguments[0] if len(arguments) == 2 and arguments[1] is Ellipsis else None
    return arguments[0] if origin in _SEVERAL and arguments else None


def parts_of(annotation: Type, count: int) -> list[Type]:
    """The types of the names that one value is spread over, as in `for label, items in ...`."""
    arguments = typing.get_args(annotation)
    origin: Any = typing.get_origin(annotation)
    is_pair = origin is tuple and len(arguments) == count and Ellipsis not in arguments
    return list(arguments) if is_pair else [None] * count


def every_attribute(annotations: Iterable[Type]) -> set[str]:
    """The names of all attributes of these types and of all that can be reached from them."""
    waiting, seen, names = list(annotations), set[type](), set[str]()
    while waiting:
        annotation = waiting.pop()
        waiting += [one for one in typing.get_args(annotation) if one is not Ellipsis]
        for kind in classes_of(annotation):
            if kind not in seen:
                seen.add(kind)
                names |= attributes_of(kind).keys()
                waiting += attributes_of(kind).values()
    return names
