"""The building blocks of content types: described fields, references, choices, partial dates."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.config import JsonDict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class Part(BaseModel):
    """A piece of a record: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


def field(
    title: str,
    description: str,
    example: Any,
    *,
    default: Any = ...,
    inverse: str | None = None,
    **limits: Any,
) -> Any:
    """Declare a field once, in the author's words (Vietnamese).

    `title` labels it on pages and forms, `description` says what to write, `example` is a valid value.
    `inverse` labels the computed opposite of a reference ("Được thực hiện bởi" for "Thực hiện").
    Without `default` the field is required.
    """
    extra: JsonDict | None = {"inverse": inverse} if inverse else None
    return Field(default, title=title, description=description, examples=[example], json_schema_extra=extra, **limits)


IDS_OF = "x-sotay-ids-of"
"""Key of a JSON Schema that names whose ids a string may be: a kind's folder, or `topics`."""


@dataclass(frozen=True)
class RefTo:
    """Marks a string as the id of an entry of the kind kept in `folder`."""

    folder: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), IDS_OF: self.folder}


@dataclass(frozen=True)
class OneOfTopics:
    """Marks a string as an id of the topic list in the settings."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), IDS_OF: "topics"}


SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Slug = Annotated[str, Field(pattern=SLUG_PATTERN, max_length=80)]
Text = Annotated[str, Field(min_length=1)]
EntryAddress = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*$")]
"""Folder and id, as in the address of an entry's page: `bai-hoc/chon-mot-trong-tam`."""
Anchor = Annotated[str, Field(pattern=r"^[\w-]+$")]
"""What follows `#` in an address."""
WebAddress = Annotated[
    str,
    Field(pattern=r"""^https?://[^\s/?#@<>"'`()\[\]{}|\\^]+([/?#][^\s<>"'`\[\]{}|\\^]*)?$"""),
    AfterValidator(lambda url: url.replace("(", "%28").replace(")", "%29")),
]
"""The address of a public page: what RFC 3986 allows and letters of any script, no name or password before the host.

Round brackets are kept in their other form, so that one of them never ends a Markdown link.
"""
ResolutionRef = Annotated[str, RefTo("nghi-quyet")]
CourseRef = Annotated[str, RefTo("khoa-hoc")]
ModuleRef = Annotated[str, RefTo("chuyen-de")]
LessonRef = Annotated[str, RefTo("bai-hoc")]
CaseRef = Annotated[str, RefTo("tinh-huong")]
RoundRef = Annotated[str, RefTo("dot-hoc")]
AudienceRef = Annotated[str, RefTo("doi-tuong")]
TermRef = Annotated[str, RefTo("thuat-ngu")]
ArticleRef = Annotated[str, RefTo("nguon")]
TopicRef = Annotated[str, OneOfTopics()]


class Choice(StrEnum):
    """A closed list of values, each with its Vietnamese label: `NAME = "value", "Nhãn"`."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date as precisely as it is known: a day, a month or a year (ISO 8601, reduced precision)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: object) -> PartialDate:
        """Read `2021-10-25`, `2021-10`, `2021` (text, number or YAML date); ValueError when it is none of them."""
        if isinstance(value, PartialDate):
            return value
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(value))
        if not match or isinstance(value, bool):
            raise ValueError(value)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        date(year, 1 if month is None else month, 1 if day is None else day)
        return cls(year, month, day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def vietnamese(self) -> str:
        """As written in Vietnamese documents: `25/10/2021`, `tháng 10/2021`, `năm 2021`."""
        if self.day:
            return f"{self.day:02}/{self.month:02}/{self.year}"
        return f"tháng {self.month}/{self.year}" if self.month else f"năm {self.year}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _as_partial_date, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        type_: str | list[str] = "string" if handler.mode == "serialization" else ["string", "integer"]
        return {"type": type_, "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def _as_partial_date(value: object) -> PartialDate:
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        raise PydanticCustomError("partial_date", "not a date, month or year") from error


@dataclass(frozen=True)
class ShortForm:
    """Marks a part of which authors may write only the text under `key`, as a plain string."""

    key: str

    def _expand(self, value: object) -> object:
        return {self.key: value} if isinstance(value, str) else value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._expand, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Either form, so that an editor does not mark the short one; the text is what the part says it is."""
        part = handler(schema)
        if handler.mode == "serialization":
            return part
        text = handler.resolve_ref_schema(part)["properties"][self.key]
        return {"anyOf": [{key: value for key, value in text.items() if key != "title"}, part]}


def text_as(key: str) -> ShortForm:
    """Let authors write a plain string where a part has only its `key` to say."""
    return ShortForm(key)
