"""A content type in, the shape of its fields out: which hold references, which part sits where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.kinds.fields import OneOfTopics, Part, RefTo

EACH = "*"


@dataclass(frozen=True)
class ReferenceField:
    """A place in a record where ids stand: `path` is a key path in which EACH stands for every item of a list."""

    path: tuple[str, ...]
    marker: RefTo | OneOfTopics
    label: str
    inverse: str | None

    def values(self, record: BaseModel) -> Sequence[tuple[tuple[str | int, ...], str]]:
        """Every id the record holds here, with its key path."""
        held = getattr(record, self.path[0])
        if held is None or held == ():  # most fields of most records: nothing to walk through
            return ()
        found: list[tuple[tuple[str | int, ...], Any]] = [((self.path[0],), held)]
        for step in self.path[1:]:
            if step == EACH:
                found = [((*done, index), item) for done, value in found for index, item in enumerate(value)]
            else:
                found = [((*done, step), getattr(value, step)) for done, value in found]
            found = [one for one in found if one[1] is not None]
        return [(done, str(value)) for done, value in found]


@cache
def reference_fields(kind: type[Part]) -> tuple[ReferenceField, ...]:
    """All reference fields of a type, in order of declaration, however deep."""
    return tuple(
        found
        for name, info in kind.model_fields.items()
        for found in _references(info.annotation, tuple(info.metadata), (name,), info)
    )


def _references(
    annotation: Any, metadata: tuple[Any, ...], path: tuple[str, ...], top: FieldInfo
) -> Iterator[ReferenceField]:
    annotation, metadata = _unwrap(annotation, metadata)
    for marker in metadata:
        if isinstance(marker, RefTo | OneOfTopics):
            extra = top.json_schema_extra if isinstance(top.json_schema_extra, dict) else {}
            inverse = extra.get("inverse")
            yield ReferenceField(path, marker, top.title or path[0], str(inverse) if inverse else None)
    if get_origin(annotation) is tuple:
        yield from _references(get_args(annotation)[0], (), (*path, EACH), top)
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        for name, info in annotation.model_fields.items():
            yield from _references(info.annotation, tuple(info.metadata), (*path, name), top)


def _unwrap(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """Peel `Annotated[...]` and `... | None` off an annotation, collecting metadata."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = (*metadata, *more)
        elif type(None) in get_args(annotation):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation, metadata


def part_at(kind: type[Part], path: tuple[str | int, ...]) -> type[Part] | None:
    """The part whose fields stand at `path` of a record of type `kind`; None when there is none."""
    annotation: Any = kind
    for step in path:
        annotation, _ = _unwrap(annotation)
        if isinstance(step, int) and get_origin(annotation) is tuple:
            annotation = get_args(annotation)[0]
        elif isinstance(annotation, type) and issubclass(annotation, Part) and step in annotation.model_fields:
            annotation = annotation.model_fields[str(step)].annotation
        else:
            return None
    annotation, _ = _unwrap(annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, Part) else None


def field_at(kind: type[Part], path: tuple[str | int, ...]) -> FieldInfo | None:
    """The declaration of the field at `path` (list positions at the end are ignored)."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    parent = part_at(kind, path[:-1]) if path else None
    return parent.model_fields.get(str(path[-1])) if parent else None


def bare_type(info: FieldInfo) -> Any:
    """The bare type of a field without list, optional and annotation wrappings."""
    annotation, _ = _unwrap(info.annotation)
    while get_origin(annotation) is tuple:
        annotation, _ = _unwrap(get_args(annotation)[0])
    return annotation


def markers(info: FieldInfo) -> tuple[Any, ...]:
    """The annotations that stand beside a field's bare type, such as what its ids refer to."""
    annotation, metadata = _unwrap(info.annotation, tuple(info.metadata))
    while get_origin(annotation) is tuple:
        annotation, metadata = _unwrap(get_args(annotation)[0], metadata)
    return metadata


def is_list(info: FieldInfo) -> bool:
    """Whether a field takes several values."""
    annotation, _ = _unwrap(info.annotation)
    return get_origin(annotation) is tuple
