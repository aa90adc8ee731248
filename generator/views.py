"""Entries, texts and dates in, how pages name, link, sort and group them out, as values or Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from generator import vietnamese
from generator.catalog import Entry
from generator.forms import Task
from generator.kinds import ORDER, Audience, Course, Lesson, Record, Resolution, Round
from generator.kinds.experience import LessonKind
from generator.kinds.parts import Figure, LegalForce
from generator.knowledge import Knowledge

COLOURS = 8
"""How many role colours the style sheet has; further audiences take them in turn."""

_FOLDER: ContextVar[str] = ContextVar("folder of the page that is being made")
"""For `link`, which all pages share, so that the macros that use it can be shared."""

_MARKS = re.compile(r"([\\`*_\[\]])")
_EMPTY_LINES = re.compile(r"\n\n\n+")


@dataclass(frozen=True)
class Batch:
    """What came into the base on one day, by kind."""

    day: date
    kinds: tuple[tuple[type[Record], tuple[Entry, ...]], ...]


def heading(entry: Entry) -> str:
    """The name of an entry's page."""
    record = entry.record
    return record.heading if isinstance(record, Resolution) else record.title


def called(knowledge: Knowledge, entry: Entry) -> str:
    """The heading, with the year where another document has the same number: `Chỉ thị 01-CT/TW (2021)`."""
    record = entry.record
    if isinstance(record, Resolution) and record.issued and entry in _of_shared_number(knowledge):
        return f"{record.heading} ({record.issued.year})"
    return heading(entry)


@lru_cache(maxsize=2)  # asked for with each mention of an entry
def _of_shared_number(knowledge: Knowledge) -> frozenset[Entry]:
    return frozenset(entry for group in knowledge.groups["so-hieu"] for entry in group.entries)


def name(entry: Entry) -> str:
    """How an entry is called in lists: a document by type, number and subject."""
    record = entry.record
    if isinstance(record, Resolution) and record.number:
        return f"{record.heading}: {record.title}"
    return record.title


@lru_cache(maxsize=16384, typed=True)  # the same titles stand on many pages; a Markup is escaped already
def text(value: str) -> Markup:
    """A text that must not act as Markdown, such as a title inside a link or a table."""
    plain = str(escape(" ".join(value.split())))
    return Markup(_MARKS.sub(r"\\\1", plain).replace("|", "&#124;"))


@contextmanager
def links_from(path: str) -> Iterator[None]:
    """Meanwhile `link` writes links from the page at `path`."""
    token = _FOLDER.set(posixpath.dirname(path))
    try:
        yield
    finally:
        _FOLDER.reset(token)


def link(target: object) -> str:
    """The relative link from the page that is being made to a page, entry or group."""
    wanted = target if isinstance(target, str) else getattr(target, "path")  # noqa: B009
    page, hash_, anchor = str(wanted).partition("#")
    way = relative(page, _FOLDER.get())
    return f"{way}#{anchor}" if hash_ else way


@lru_cache(maxsize=65536)  # the pages of a folder link to the same ones over and over
def relative(page: str, folder: str) -> str:
    """The way from a folder of docs/ (empty: docs/ itself) to a page, both given from there.

    `posixpath.relpath` does the same for any path, but asks the system twice where the process stands.
    """
    there, here = page.split("/"), folder.split("/") if folder else []
    if not {"", ".", ".."}.isdisjoint(there):
        return posixpath.relpath(page, folder or ".")
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


def tidy(rendered: str) -> str:
    """Rendered Markdown without the runs of empty lines that template tags leave."""
    lines = "\n".join([line.rstrip(" \t") for line in rendered.split("\n")])
    return _EMPTY_LINES.sub("\n\n", lines).strip() + "\n"


def status_mark(entry: Entry) -> str:
    """A short warning for lists and search results, with the day of the last check where somebody must check again.

    Empty when there is nothing to warn of.
    """
    record = entry.record
    if not isinstance(record, Resolution):
        return "ví dụ" if isinstance(record, Round) and record.is_example else ""
    marks = {
        LegalForce.TO_CHECK: f"cần kiểm tra từ {vietnamese.day(record.status.checked)}",
        LegalForce.ENDED: "hết hiệu lực",
        LegalForce.PARTLY: "còn hiệu lực một phần",
        LegalForce.NOT_ISSUED: "chưa ban hành",
    }
    return marks.get(record.status.value, "")


def all_figures(knowledge: Knowledge) -> list[tuple[Entry, Figure]]:
    """Every figure of the base with the entry it belongs to, in order of its id."""
    found = [(entry, figure) for entry in knowledge.catalog.entries for figure in entry.record.figures]
    return sorted(found, key=lambda pair: pair[1].id)


def issued(entry: Entry) -> str:
    """The date of a document for sorting, `2021-10-25`; empty when it is not known."""
    record = entry.record
    return str(record.issued) if isinstance(record, Resolution) and record.issued else ""


def newest_documents(knowledge: Knowledge) -> list[Entry]:
    """The documents issued last, as many as the settings say."""
    dated = [entry for entry in knowledge.catalog.of(Resolution) if issued(entry)]
    return sorted(dated, key=issued, reverse=True)[: knowledge.settings.newest]


def batches(knowledge: Knowledge) -> list[Batch]:
    """The last days on which entries came into the base, newest first, three at most."""
    days: dict[date, list[Entry]] = {}
    for entry in knowledge.catalog.entries:
        if entry.record.added:
            days.setdefault(entry.record.added, []).append(entry)
    newest = sorted(days, reverse=True)[:3]
    return [Batch(day, tuple((kind, tuple(found)) for kind, found in by_kind(days[day]))) for day in newest]


def by_year(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Documents by year of issue, newest first; those without a date last, under `Chưa rõ năm`."""
    ordered = sorted(entries, key=issued, reverse=True)
    return [(year or "Chưa rõ năm", list(group)) for year, group in groupby(ordered, lambda one: issued(one)[:4])]


def by_kind(entries: Iterable[Entry]) -> list[tuple[type[Record], list[Entry]]]:
    """Entries by content kind in the order of the kinds: documents newest first, all others by title."""
    groups: dict[type[Record], list[Entry]] = {kind: [] for kind in ORDER}
    for entry in entries:
        groups[type(entry.record)].append(entry)
    return [(kind, in_list_order(found)) for kind, found in groups.items() if found]


def in_list_order(entries: Iterable[Entry]) -> list[Entry]:
    """Documents newest first, lessons by what they record, audiences as on the front page, all others by title."""
    by_title = sorted(entries, key=lambda one: vietnamese.sort_key(one.title))
    in_order = sorted(by_title, key=_rank)
    return sorted(in_order, key=issued, reverse=True)


def _rank(entry: Entry) -> int:
    match entry.record:
        case Lesson(kind=kind):
            return LESSON_ORDER.index(kind)
        case Audience(order=order):
            return order
        case Course(standing=standing):
            return list(type(standing)).index(standing)
        case Round(is_example=is_example):
            return int(is_example)
    return 0


LESSON_ORDER = (
    LessonKind.LIMITATION,
    LessonKind.CAUSE,
    LessonKind.SOLUTION,
    LessonKind.LESSON,
    LessonKind.RESULT,
)
"""A list of lessons reads from what went wrong to what came of it."""


def by_initial(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries by the first letter of their title, in dictionary order."""
    ordered = sorted(entries, key=lambda one: vietnamese.sort_key(one.title))
    return [(letter, list(group)) for letter, group in groupby(ordered, lambda one: vietnamese.initial(one.title))]


def by_theme(entries: Iterable[Entry], topics: dict[str, str]) -> list[tuple[str, list[Entry]]]:
    """Lessons by theme, in the order of the settings."""
    groups: dict[str, list[Entry]] = {topic: [] for topic in topics}
    for entry in entries:
        if isinstance(entry.record, Lesson):
            groups.setdefault(entry.record.theme, []).append(entry)
    return [(topic, in_list_order(found)) for topic, found in groups.items() if found]


def course_places(knowledge: Knowledge, module: Entry) -> list[tuple[Entry, int, Entry | None, Entry | None]]:
    """The courses that a module belongs to: course, place counted from 1, module before, module after."""
    by_key = knowledge.catalog.by_key
    found = []
    for reference in knowledge.links.incoming(module, "modules"):
        course, place = reference.source.record, reference.path[1]
        if isinstance(course, Course) and isinstance(place, int):
            modules = [by_key.get(("chuyen-de", one.module)) for one in course.modules]
            before = modules[place - 1] if place else None
            after = modules[place + 1] if place + 1 < len(modules) else None
            found.append((reference.source, place + 1, before, after))
    return found


def colour(audience: Record) -> int:
    """The number of an audience's colour, from its place on the front page."""
    assert isinstance(audience, Audience)
    return (audience.order - 1) % COLOURS + 1


def host(url: str) -> str:
    """The site that an address belongs to: `vneconomy.vn`."""
    return urlsplit(url).netloc.removeprefix("www.")


def quoted(value: str) -> Markup:
    """A text as the title of a collapsible block, between double quotes."""
    return text(value.replace('"', "”"))


def cell(value: object) -> Markup:
    """A value inside a table: on one line, its bars harmless."""
    return Markup(" ".join(str(escape(value)).split()).replace("|", "&#124;"))


def due(task: Task) -> str:
    """When something is to be done after a round: the day where it is known, otherwise so many days later."""
    if task.due:
        return vietnamese.day(task.due)
    days = task.what.due_days
    return "" if days is None else "ngay khi kết thúc" if days == 0 else f"sau {days} ngày"
