"""A course in, what one chooses it by besides what all entries have out: its length, congress term, standing."""

from __future__ import annotations

import re

from generator.catalog import Entry
from generator.facets import Value
from generator.kinds import Course, Module
from generator.kinds.training import Standing
from generator.knowledge import Knowledge
from generator.lists.ways import Way
from generator.settings import Settings

LENGTHS = ((2, "den-1-ngay", "Đến 1 ngày"), (10, "den-5-ngay", "Trên 1 đến 5 ngày"))
"""Half-days at most, slug, label; two half-days are a day."""
LONGER = ("tren-5-ngay", "Trên 5 ngày")
_YEARS = re.compile(r"\b([12]\d{3})(?:\s*[-–]\s*([12]\d{3}))?\b")


def _length(knowledge: Knowledge, entry: Entry) -> list[Value]:
    periods = entry.record.total_periods if isinstance(entry.record, Course) else None
    if periods is None:
        return []
    half_days = periods / knowledge.settings.periods_per_half_day
    return [next(((slug, label) for most, slug, label in LENGTHS if half_days <= most), LONGER)]


def _terms(knowledge: Knowledge, entry: Entry) -> list[Value]:
    """The congress terms of the years that a course names; the year in which two terms meet is the later one's."""
    period = (entry.record.period if isinstance(entry.record, Course) else None) or ""
    spans = [(int(first), int(last or first)) for first, last in _YEARS.findall(period)]
    return [
        (name.lower(), f"Khóa {name} ({begins} - {ends})")
        for name, (begins, ends) in knowledge.settings.terms.items()
        if any(first < ends and last >= begins for first, last in spans)
    ]


def newest_terms(settings: Settings) -> list[str]:
    """The slugs of the congress terms, newest first."""
    return [name.lower() for name, _ in sorted(settings.terms.items(), key=lambda one: one[1], reverse=True)]


def _standing(knowledge: Knowledge, entry: Entry) -> list[Value]:
    assert isinstance(entry.record, Course | Module)
    return [(entry.record.standing.value, entry.record.standing.label)]


LENGTH = Way("do-dai", "Thời lượng", _length, lambda knowledge: (*(slug for _, slug, _ in LENGTHS), LONGER[0]))
PERIOD = Way("nhiem-ky", "Thời kỳ", _terms, lambda knowledge: newest_terms(knowledge.settings))
STANDING = Way("tinh-chat", "Tính chất", _standing, lambda knowledge: (one.value for one in Standing))
