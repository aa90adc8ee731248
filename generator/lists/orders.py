"""The rows of a list in, the orders in which readers may have them out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from generator import vietnamese
from generator.catalog import Entry
from generator.kinds import Article, Case, Course, Lesson, Module, Resolution, Round

Rows = Sequence[Any]


@dataclass(frozen=True)
class Order:
    """One order: its name in the address, its label, the key to sort by; None as a key puts a row last either way."""

    name: str
    label: str
    key: Callable[[Any], Any]
    reverse: bool = False

    def arrange(self, rows: Rows) -> list[Any]:
        """The rows in this order; equal ones, and those without a key, as they came."""
        keyed = [(self.key(row), row) for row in rows]
        known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=self.reverse)
        return [row for _, row in known] + [row for key, row in keyed if key is None]


def _title(entry: Entry) -> Any:
    return vietnamese.sort_key(entry.title)


def day_of(entry: Entry) -> str | None:
    """When a document was issued, a round began, an article appeared."""
    match entry.record:
        case Resolution(issued=day) | Round(start=day) | Article(published=day):
            return str(day) if day else None
    return None


def number_of(entry: Entry) -> tuple[int, str, str] | None:
    """A document's number as people count: 9-KL before 21-KL, of equal ones the letters, then the older one."""
    number = entry.record.number if isinstance(entry.record, Resolution) else None
    found = re.match(r"\d+", number or "")
    return (int(found.group()), number or "", day_of(entry) or "") if found else None


def _place(entry: Entry) -> Any:
    place = entry.record.place if isinstance(entry.record, Lesson | Course | Round) else None
    return vietnamese.sort_key(place) if place else None


def _duration(entry: Entry) -> float | None:
    match entry.record:
        case Course(total_periods=periods):
            return periods
        case Module(time=time):
            return time.total if time else None
        case Case(minutes=minutes):
            return minutes
    return None


NEWEST = Order("moi", "Mới nhất trước", day_of, reverse=True)
OLDEST = Order("cu", "Cũ nhất trước", day_of)
BY_NUMBER = Order("so", "Theo số hiệu", number_of)
BY_TITLE = Order("ten", "Theo tên", _title)
BY_PLACE = Order("noi", "Theo nơi", _place)
SHORTEST = Order("ngan", "Ngắn nhất trước", _duration)
LONGEST = Order("dai", "Dài nhất trước", _duration, reverse=True)
