"""The knowledge in, the courses with what one chooses them by and the choices that occur out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.catalog import Key
from generator.kinds import Audience, Course
from generator.kinds.training import Standing
from generator.knowledge import Knowledge
from generator.settings import Settings

NOT_STATED = ("khong-ghi", "Nguồn không ghi")
LENGTHS = ((2, "den-1-ngay", "Đến 1 ngày"), (10, "den-5-ngay", "Trên 1 đến 5 ngày"))
"""Half-days at most, slug, label; two half-days are a day."""
LONGER = ("tren-5-ngay", "Trên 5 ngày")
_YEARS = re.compile(r"\b([12]\d{3})(?:\s*[-–]\s*([12]\d{3}))?\b")

Value = tuple[str, str]
"""Slug and label."""


@dataclass(frozen=True)
class Filter:
    """One thing to choose courses by: its name in the address, its label, the values that occur."""

    name: str
    label: str
    options: tuple[Value, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The filters that tell some courses from others; by course its slugs by name of a filter."""

    filters: tuple[Filter, ...]
    slugs: Mapping[Key, Mapping[str, tuple[str, ...]]]


def build_catalogue(knowledge: Knowledge) -> Catalogue:
    """Filters with the values that occur, in a fixed order, unknown last."""
    found = {entry.key: _values(knowledge, record) for entry, record in knowledge.catalog.records(Course)}
    filters = []
    for name, (label, order) in _filters(knowledge).items():
        used = {slug for values in found.values() for slug in values[name]}
        options = tuple(one for one in (*order, NOT_STATED) if one[0] in used)
        if len(options) > 1:
            filters.append(Filter(name, label, options))
    return Catalogue(tuple(filters), found)


def _filters(knowledge: Knowledge) -> dict[str, tuple[str, list[Value]]]:
    """By name in the address: label and all values in the order to list them."""
    settings = knowledge.settings
    audiences = sorted((one for _, one in knowledge.catalog.records(Audience)), key=lambda one: (one.order, one.id))
    topics = {topic: topic for _, course in knowledge.catalog.records(Course) for topic in course.topics}
    terms = sorted(settings.terms.items(), key=lambda one: one[1], reverse=True)
    return {
        "doi-tuong": ("Đối tượng", [(one.id, one.title) for one in audiences]),
        "do-dai": ("Thời lượng", [*((slug, label) for _, slug, label in LENGTHS), LONGER]),
        "chu-de": ("Chủ đề", list((topics | settings.topics).items())),
        "nhiem-ky": ("Thời kỳ", [(name.lower(), f"Khóa {name} ({a} - {b})") for name, (a, b) in terms]),
        "tinh-chat": ("Tính chất", [(one.value, one.label) for one in Standing]),
    }


def _values(knowledge: Knowledge, course: Course) -> dict[str, tuple[str, ...]]:
    """What a course is found under. Content for a broader audience reaches the narrower one, as in the guides."""
    audiences = (one.record.id for one in knowledge.catalog.of(Audience))
    found = {
        "doi-tuong": tuple(one for one in audiences if knowledge.reach.closeness(one, course.audiences) is not None),
        "do-dai": _length(course, knowledge.settings),
        "chu-de": course.topics,
        "nhiem-ky": _terms(course.period or "", knowledge.settings),
        "tinh-chat": (course.standing.value,),
    }
    return {name: slugs or (NOT_STATED[0],) for name, slugs in found.items()}


def _length(course: Course, settings: Settings) -> tuple[str, ...]:
    if course.total_periods is None:
        return ()
    half_days = course.total_periods / settings.periods_per_half_day
    return (next((slug for most, slug, _ in LENGTHS if half_days <= most), LONGER[0]),)


def _terms(period: str, settings: Settings) -> tuple[str, ...]:
    """The congress terms of the years that a text names; the year in which two terms meet belongs to the later one."""
    spans = [(int(first), int(last or first)) for first, last in _YEARS.findall(period)]
    return tuple(
        name.lower()
        for name, (begins, ends) in settings.terms.items()
        if any(first < ends and last >= begins for first, last in spans)
    )
