"""A module as it is taught in, its slides as values out: made once, shown as a page and as a PowerPoint file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from generator import markdown, qr, vietnamese
from generator.catalog import Entry, page_url
from generator.classroom.measure import divide, height_of, lines_of
from generator.classroom.packs import Note, Taught
from generator.kinds import Case, Resolution
from generator.kinds.parts import LegalForce
from generator.kinds.self_checks import SelfCheck
from generator.settings import Site

FONT = "Arial"
"""On every machine that shows slides, or a font of the same widths; it has all letters of Vietnamese."""


@dataclass(frozen=True)
class Box:
    """A place on a slide of 960 by 540 points."""

    left: float
    top: float
    width: float
    height: float


SLIDE_WIDTH, SLIDE_HEIGHT = 960, 540
TITLE = Box(48, 28, 864, 84)
BODY = Box(48, 126, 864, 350)
FIRST_TITLE, FIRST_BODY = Box(72, 130, 816, 180), Box(72, 322, 816, 90)
FOOT, NUMBER = Box(48, 496, 760, 26), Box(832, 496, 80, 26)
CODE = Box(752, 160, 160, 160)
SIZES, GAP, INDENT = (28, 24), 9.0, 22.0
"""Sizes of the text, the largest in which it fits; what follows a paragraph; how far a bullet moves it in: points."""

TITLE_SIZES, FIRST_SIZES, FOOT_SIZE = (30, 26, 22, 18), (44, 38, 32, 26), 12
"""Sizes of titles: the largest in which one fits."""


class Look(Enum):
    """How a slide is laid out."""

    FIRST = "mo-dau"
    TEXT = "noi-dung"
    LAST = "ket"


@dataclass(frozen=True)
class Slide:
    """One slide; texts are plain. `source` stands at its foot, `notes` are what only the speaker sees."""

    title: str
    bullets: tuple[str, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    look: Look = Look.TEXT

    @property
    def title_size(self) -> int:
        """The largest size in which the title fits its box."""
        box, sizes = (FIRST_TITLE, FIRST_SIZES) if self.look is Look.FIRST else (TITLE, TITLE_SIZES)
        return next((one for one in sizes if height_of([self.title], one, box.width, 0) <= box.height), sizes[-1])

    @property
    def size(self) -> int:
        """The largest size in which the text fits its box."""
        wide, box = body_width(self.look), FIRST_BODY if self.look is Look.FIRST else BODY
        return next((one for one in SIZES if height_of(self.bullets, one, wide, GAP) <= box.height), SIZES[-1])

    @property
    def fits(self) -> bool:
        """Whether nothing is higher than its box, by measure."""
        title, body = (FIRST_TITLE, FIRST_BODY) if self.look is Look.FIRST else (TITLE, BODY)
        wide = body_width(self.look)
        return (
            height_of([self.title], self.title_size, title.width, 0) <= title.height
            and height_of(self.bullets, self.size, wide, GAP) <= body.height
            and lines_of(self.source, FOOT_SIZE, FOOT.width) <= 1
        )


@dataclass(frozen=True)
class Deck:
    """The slides of one module; `path` is its show's address below the site, `address` the module's own."""

    title: str
    path: str
    address: str
    slides: tuple[Slide, ...]


def body_width(look: Look) -> float:
    """Points that a line of text has: beside the code on the last slide."""
    if look is Look.FIRST:
        return FIRST_BODY.width
    return (CODE.left - BODY.left - 24 if look is Look.LAST else BODY.width) - INDENT


def path_of(module: Entry) -> str:
    """Where a module's show stands below the site."""
    return f"{page_url(module.path)}trinh-chieu/index.html"


def build_deck(site: Site, taught: Taught) -> Deck:
    """The slides of a module; what does not fit on one goes on over several."""
    slides = tuple(part for slide in _slides(site, taught) for part in divided(slide))
    return Deck(taught.entry.title, path_of(taught.entry), qr.address(site.url, taught.entry.url), slides)


def divided(slide: Slide) -> Iterator[Slide]:
    """The slide, or as many as its text takes."""
    box = FIRST_BODY if slide.look is Look.FIRST else BODY
    groups = _evenly(slide.bullets, body_width(slide.look), box.height)
    for number, group in enumerate(groups):
        title = slide.title if not number else f"{slide.title} (tiếp)"
        look = Look.TEXT if number and slide.look is Look.FIRST else slide.look
        yield replace(slide, title=title, bullets=group, notes=slide.notes if not number else (), look=look)


def _evenly(texts: tuple[str, ...], width: float, height: float) -> list[tuple[str, ...]]:
    """The texts in as few groups as fit, none of them much smaller than the others."""
    groups = list(divide(texts, SIZES[-1], width, height, GAP)) or [()]
    lowest = sum(height_of(one, SIZES[-1], width, GAP) for one in groups) / len(groups)
    for tried in range(int(lowest), int(height), 10):
        found = list(divide(texts, SIZES[-1], width, tried, GAP))
        if len(found) <= len(groups) and found:
            return found
    return groups


def _slides(site: Site, taught: Taught) -> Iterator[Slide]:
    record = taught.record
    yield Slide(record.title, (site.name,), _notes(taught.notes, taught.entry), look=Look.FIRST)
    yield Slide("Mục tiêu", _plain(record.objectives))
    if record.outline:
        yield Slide("Kết cấu", tuple(_step(one.title, one.periods, one.method) for one in record.outline))
    yield from _documents(taught)
    for case in taught.cases[:1]:
        yield from _case(taught, case)
    if record.questions:
        hints = tuple(f"Gợi ý câu {n}: {one.answer}" for n, one in enumerate(record.questions, 1) if one.answer)
        yield Slide("Câu hỏi thảo luận", _plain(one.text for one in record.questions), _plain(hints))
    for number, check in enumerate(record.self_checks, 1):
        yield from _check(check, number)
    address = qr.address(site.url, taught.entry.url)
    lines = (*_plain(record.assessment), f"Đọc lại chuyên đề, văn bản và câu hỏi ở: {address}")
    yield Slide("Sau buổi học", lines, look=Look.LAST)


def _plain(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(markdown.plain(one).split()) for one in texts)


def _step(title: str, periods: float | None, method: str | None) -> str:
    about = [vietnamese.periods(periods)] if periods else []
    about += [method] if method else []
    return _plain([title])[0] + (f" ({'; '.join(about)})" if about else "")


def _documents(taught: Taught) -> Iterator[Slide]:
    """A slide for each document that has something to hold on to; the others are named together."""
    bare = []
    for entry in taught.documents:
        record = entry.record
        assert isinstance(record, Resolution)
        points = [one.text for one in record.key_points]
        points += [f"{one.label}: {vietnamese.amount(one)}" for one in record.figures]
        if points:
            points = [record.title, *points] if record.number else points
            yield Slide(record.heading, _plain(points), _notes(taught.notes, entry), _source(record))
        else:
            bare.append(f"{record.heading}: {record.title}" if record.number else record.title)
    if bare:
        yield Slide("Văn bản cần đọc", _plain(bare))


def _source(record: Resolution) -> str:
    """What a document is, at the foot of its slide: number, issuer, date, and whether its force must be checked."""
    parts = [record.heading, record.issuer or "", vietnamese.day(record.issued) if record.issued else ""]
    if record.status.value is not LegalForce.IN_FORCE:
        parts.append(f"hiệu lực: {record.status.value.label.lower()} ({vietnamese.day(record.status.checked)})")
    source = ", ".join(one for one in parts if one)
    while lines_of(source, FOOT_SIZE, FOOT.width) > 1:
        source = source.rpartition(", ")[0] or source[: len(source) // 2]
    return source


def _case(taught: Taught, entry: Entry) -> Iterator[Slide]:
    record = entry.record
    assert isinstance(record, Case)
    story = [line for line in markdown.plain(taught.story).splitlines() if line] or [record.summary]
    yield Slide(f"Tình huống: {record.title}", _plain(story), _notes(taught.notes, entry))
    minutes = f" ({record.minutes} phút)" if record.minutes else ""
    yield Slide(f"Tình huống: hỏi gì{minutes}", _plain(one.text for one in record.questions))


def _check(check: SelfCheck, number: int) -> Iterator[Slide]:
    letters = "ABCDEF"
    choices = [f"{letters[n]}. {one.text}" for n, one in enumerate(check.choices)]
    yield Slide(f"Tự kiểm tra {number}", _plain([check.text, *choices]))
    right = ", ".join(letters[n] for n, one in enumerate(check.choices) if one.correct)
    why = [f"{letters[n]}. {one.why}" for n, one in enumerate(check.choices)]
    yield Slide(f"Tự kiểm tra {number}: đáp án {right}", _plain(why))


def _notes(notes: Iterable[Note], entry: Entry) -> tuple[str, ...]:
    return tuple(line for one in notes if one.entry is entry for line in (f"{one.label}:", *_plain(one.texts)))
