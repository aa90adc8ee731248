"""The knowledge in, which audience has what in every document and module out: required against covered."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog import Entry
from generator.kinds import Audience, Module, Record, Resolution
from generator.kinds.fields import Choice
from generator.kinds.parts import Point, Question
from generator.knowledge import Knowledge

COVERED_KINDS: tuple[type[Record], ...] = (Resolution, Module)
"""Kinds that the matrix has a row for."""


class Cover(Choice):
    """What an audience has in an entry."""

    OWN = "rieng", "có phần riêng"
    SHARED = "chung", "có phần chung"
    MISSING = "thieu", "bắt buộc mà thiếu"
    NONE = "khong", "không đặt ra"


@dataclass(frozen=True)
class Cell:
    """One audience in one entry."""

    audience: str
    cover: Cover
    is_required: bool


@dataclass(frozen=True, eq=False)
class Row:
    """One entry with a cell for each audience, in the order of the columns."""

    entry: Entry
    cells: tuple[Cell, ...]


@dataclass(frozen=True, eq=False)
class Matrix:
    """Everything: the audiences as columns, the entries by kind."""

    audiences: tuple[Audience, ...]
    kinds: tuple[tuple[type[Record], tuple[Row, ...]], ...]

    @property
    def missing(self) -> list[tuple[Entry, str]]:
        """Entry and audience wherever something required is not there."""
        rows = (row for _, rows in self.kinds for row in rows)
        return [(row.entry, cell.audience) for row in rows for cell in row.cells if cell.cover is Cover.MISSING]


def build_matrix(knowledge: Knowledge) -> Matrix:
    """Look at every document and module with the eyes of every audience."""
    audiences = sorted(
        (record for _, record in knowledge.catalog.records(Audience)), key=lambda one: (one.order, one.id)
    )
    kinds = []
    for kind in COVERED_KINDS:
        rows = (_row(knowledge, entry, audiences) for entry in knowledge.catalog.of(kind))
        kinds.append((kind, tuple(rows)))
    return Matrix(tuple(audiences), tuple(kinds))


def _row(knowledge: Knowledge, entry: Entry, audiences: list[Audience]) -> Row:
    return Row(entry, tuple(_cell(knowledge, entry, one.id) for one in audiences))


def _cell(knowledge: Knowledge, entry: Entry, audience: str) -> Cell:
    is_required = audience in required_for(entry)
    cover = cover_of(knowledge, entry, audience)
    return Cell(audience, Cover.MISSING if is_required and cover is Cover.NONE else cover, is_required)


def required_for(entry: Entry) -> tuple[str, ...]:
    """The audiences that must find something in an entry."""
    return tuple(getattr(entry.record, "required_for", ()))


def cover_of(knowledge: Knowledge, entry: Entry, audience: str) -> Cover:
    """What an audience has in an entry that is meant for it: something to learn, or to discuss."""
    line = knowledge.reach.line(audience)
    if knowledge.reach.closeness(audience, entry.record.audiences) is None:
        return Cover.NONE
    points: tuple[Point, ...] = getattr(entry.record, "key_points", ())
    questions: tuple[Question, ...] = getattr(entry.record, "questions", ())
    parts: tuple[Point | Question, ...] = (*points, *questions)
    if any(audience in part.audiences for part in parts):
        return Cover.OWN
    concerns = any(not part.audiences or any(one in line for one in part.audiences) for part in parts)
    has_outline = isinstance(entry.record, Module) and bool(entry.record.outline)
    return Cover.SHARED if concerns or has_outline else Cover.NONE
