"""Every content type is declared in the author's words: titles, descriptions and examples that are true."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter

from generator.kinds import KINDS, ORDER, Record
from generator.kinds.fields import Choice, OneOfTopics, Part, RefTo
from generator.kinds.shape import bare_type, markers, part_at, reference_fields
from generator.settings import Settings

VIETNAMESE = re.compile(r"[^\x00-\x7f]")


def parts_of(kind: type[Part]) -> Iterator[type[Part]]:
    """A type and all parts in it, however deep."""
    yield kind
    for info in kind.model_fields.values():
        inner = bare_type(info)
        if isinstance(inner, type) and issubclass(inner, Part):
            yield from parts_of(inner)


WHOLES: tuple[type[Part], ...] = (*ORDER, Settings)
PARTS = list(dict.fromkeys(part for whole in WHOLES for part in parts_of(whole)))
CHOICES = list(
    dict.fromkeys(
        inner
        for part in PARTS
        for inner in map(bare_type, part.model_fields.values())
        if isinstance(inner, type) and issubclass(inner, StrEnum)
    )
)


def test_there_is_something_to_look_at() -> None:
    assert len(PARTS) > 15
    assert sum(len(part.model_fields) for part in PARTS) > 100
    assert len(CHOICES) > 8


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_no_two_fields_of_a_form_have_one_name(part: type[Part]) -> None:
    titles = [info.title for info in part.model_fields.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_fields_are_explained(part: type[Part]) -> None:
    for name, info in part.model_fields.items():
        assert info.title, name
        assert info.title[0].isupper(), name
        assert info.description, name
        assert info.description.endswith((".", ")")), name
        assert VIETNAMESE.search(f"{info.title} {info.description}"), f"{name}: in Vietnamese"
        assert name not in info.description.split(), "in the author's words, not by its key"
        assert info.examples, name
        assert re.fullmatch(r"[a-z][a-z_]*", name)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_examples_are_valid(part: type[Part]) -> None:
    for info in part.model_fields.values():
        type_: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        for example in info.examples or ():
            TypeAdapter(type_).validate_python(example)


@pytest.mark.parametrize("kind", ORDER, ids=lambda kind: kind.__name__)
def test_kind_is_named_in_vietnamese(kind: type[Record]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.folder)
    for text in (kind.label, kind.plural, kind.blurb, kind.__doc__ or ""):
        assert VIETNAMESE.search(text)
    assert (kind.__doc__ or "").endswith(".")
    assert kind.blurb.endswith(".")


def test_folder_decides_the_kind() -> None:
    assert [kind.folder for kind in ORDER] == list(KINDS)
    assert len(KINDS) == len(ORDER)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.__name__)
def test_closed_values_are_slugs_with_labels(choice: type[StrEnum]) -> None:
    assert len(choice) > 1
    for member in choice:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z]+)*", member.value)
        if isinstance(member, Choice):
            assert VIETNAMESE.search("".join(one.label for one in type(member)))


@pytest.mark.parametrize("kind", ORDER, ids=lambda kind: kind.__name__)
def test_every_reference_is_found_by_its_annotation(kind: type[Record]) -> None:
    """What links.resolve walks is everything that is annotated, counted another way."""
    annotated = 0
    for part in parts_of(kind):
        found = [
            info
            for info in part.model_fields.values()
            if any(isinstance(m, RefTo | OneOfTopics) for m in markers(info))
        ]
        annotated += len(found)
    walked = reference_fields(kind)
    assert len(walked) == annotated > 0
    assert all(isinstance(field.marker, OneOfTopics) or field.marker.folder in KINDS for field in walked)


def test_part_is_found_at_a_path() -> None:
    assert part_at(KINDS["nghi-quyet"], ("status",)) is not None
    assert part_at(KINDS["nghi-quyet"], ("key_points", 3, "sources", 0)) is not None
    assert part_at(KINDS["nghi-quyet"], ("key_points", 3, "text")) is None
    assert part_at(KINDS["nghi-quyet"], ("khong-co",)) is None
