"""What a printed document consists of: blocks of runs of text, the same for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; `target` is an absolute address or `#anchor` when it is a link."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    small: bool = False
    target: str = ""


Runs = tuple[Run, ...]
"""A line break within a paragraph is a run whose text is a line feed."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (the document's name) to 6; what is handed out apart begins on a page of its own."""

    level: int
    runs: Runs
    anchor: str = ""
    is_on_new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is empty, or one of the names in STYLES."""

    runs: Runs
    style: str = ""


def letter(number: int) -> str:
    """The letter of a choice, counted from 1: A, B, C."""
    return chr(ord("A") + number - 1)


@dataclass(frozen=True)
class ListItem:
    """One item of a list: `depth` counts from 0, `number` is None for bullets.

    With `is_box` it is ticked off; with `is_letter` it is a choice, its number written as A, B, C. All choices of a
    question stand on one page.
    """

    runs: Runs
    depth: int = 0
    number: int | None = None
    is_box: bool = False
    is_letter: bool = False
    is_kept_with_next: bool = False

    @property
    def mark(self) -> str:
        """What stands before an item that is ticked off or chosen; empty for bullets and numbers."""
        if self.is_box:
            return "☐"
        return f"{letter(self.number or 1)}." if self.is_letter else ""


@dataclass(frozen=True)
class Table:
    """Rows of cells. `has_head` marks the first row; a table without lines lays blocks out side by side."""

    rows: tuple[tuple[Runs, ...], ...]
    has_head: bool = True
    style: str = ""


@dataclass(frozen=True)
class Code:
    """A QR code that leads to an address."""

    address: str


Block = Heading | Paragraph | ListItem | Table | Code

CODE_SIDE = 26
"""Millimetres of a QR code's side: read from an arm's length."""

STYLES = {
    "ten-loai": "type of a paper, such as KẾ HOẠCH",
    "trich-yeu-giay": "subject of a paper",
    "gach-trich-yeu": "mark below the subject",
    "tom-tat": "summary",
    "luu-y": "note",
    "phu-dong": "line of facts below a heading",
    "trich-yeu-nho": "subject of a document below its number",
    "ten-nhom": "name of a group of items, kept with them",
    "tu-kiem": "self-check question, kept with its choices",
}
"""Class of the Markdown's element and what it marks."""

KEPT_WITH_NEXT = ("phu-dong", "trich-yeu-nho", "ten-nhom", "tu-kiem")
"""Styles whose paragraph must not stand alone at the end of a page."""

SIDE_BY_SIDE = ("dau-van-ban", "ky-ten")
"""Classes whose table has no lines: the head of a paper and its signature."""


@dataclass(frozen=True)
class PrintedDocument:
    """A whole document with what its file says about itself; `address` is the page it was made from."""

    title: str
    blocks: tuple[Block, ...]
    address: str
    is_paper: bool


def plain(runs: Runs) -> str:
    """The text of runs without their styles."""
    return "".join(run.text for run in runs)


def in_one_bracket(runs: Runs) -> Runs:
    """Remarks that follow one another share their brackets: `(5 tiết) (2 phút)` becomes `(5 tiết, 2 phút)`."""
    kept: list[Run] = []
    for run in runs:
        blank = [kept.pop()] if run.text == "(" and kept and not kept[-1].text.strip() else []
        if run.text == "(" and kept and kept[-1].text == ")":
            kept[-1] = replace(run, text=", ")
        else:
            kept += [*blank, run]
    return tuple(kept)


def kept_together(blocks: Iterable[Block]) -> Iterator[Block]:
    """What explains one question: its choices stay with what follows them, such as the source."""
    held: Block | None = None
    for block in blocks:
        if held is not None:
            yield replace(held, is_kept_with_next=True) if isinstance(held, ListItem) else held
        held = block
    if held is not None:
        yield held


def without_brackets(run: Run) -> Run:
    """A remark that paper sets in brackets has none inside: `theo Chỉ thị 01-CT/TW (2026)` ends in `, 2026`."""
    inner = re.sub(r"\)(?= \w)", ",", re.sub(r" ?\(", ", ", run.text))
    return replace(run, text=inner.replace(")", ""))
