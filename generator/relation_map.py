"""The ties between documents in, a picture of them as places on a plane out: years down, unrelated groups side by side.

A document's row is its year, the newest on top; its lane keeps it straight above or below a document that it is tied
to, where the way between is free. Lengths are pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.catalog import Entry
from generator.kinds import Resolution
from generator.knowledge import Knowledge
from generator.links import Reference

TIES = {
    "implements": "thi hành",
    "continues": "tiếp nối",
    "amends": "sửa đổi",
    "based_on": "căn cứ",
    "replaces": "thay thế",
}
"""Fields that are drawn, each with the word that stands at its line."""

UNDATED = "không rõ"
BOX = (124, 34)
STEP = (150, 78)
LEFT, TOP = 76, 20

Cell = tuple[int, int]
"""Lane and row."""


@dataclass(frozen=True, eq=False)
class Node:
    """A document in the picture: `x`, `y` are the upper left corner of its box."""

    entry: Entry
    lane: int
    row: int
    size: tuple[int, int] = BOX

    @property
    def x(self) -> int:
        return LEFT + self.lane * STEP[0]

    @property
    def y(self) -> int:
        return TOP + self.row * STEP[1]

    @property
    def label(self) -> str:
        """The number, or the title cut to what a box holds."""
        record = self.entry.record
        number = record.number if isinstance(record, Resolution) else None
        title = record.title if len(record.title) <= 18 else record.title[:17].rstrip() + "…"
        return number or title


@dataclass(frozen=True, eq=False)
class Tie:
    """A relation in the picture, from the document that acts to the one it acts on."""

    reference: Reference
    source: Node
    target: Node
    shift: int

    @property
    def word(self) -> str:
        """What stands at the line."""
        return TIES[self.reference.field]

    @cached_property
    def _ends(self) -> tuple[int, int, int, int]:
        (width, height), (a, b) = BOX, (self.source, self.target)
        if a.row == b.row:
            right = a.lane < b.lane
            y = height // 2 + self.shift
            return a.x + width * right, a.y + y, b.x + width * (not right), b.y + y
        down = a.row < b.row
        x = width // 2 + self.shift
        return a.x + x, a.y + height * down, b.x + x, b.y + height * (not down)

    @property
    def line(self) -> str:
        """The line as SVG path data: straight in a lane or a row, otherwise a curve that leaves and arrives upright."""
        x1, y1, x2, y2 = self._ends
        if x1 == x2 or y1 == y2:
            return f"M{x1} {y1}L{x2} {y2}"
        middle = (y1 + y2) // 2
        return f"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}"

    @property
    def middle(self) -> tuple[int, int]:
        """Where the word stands."""
        x1, y1, x2, y2 = self._ends
        return (x1 + x2) // 2, (y1 + y2) // 2


@dataclass(frozen=True, eq=False)
class RelationMap:
    """The picture: years (or UNDATED) by row, nodes and ties."""

    years: tuple[str, ...]
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """Every year with the height of the line above its row and of the middle of its boxes."""
        tops = range(TOP, self.height, STEP[1])
        return [(year, top - 11, top + BOX[1] // 2) for year, top in zip(self.years, tops, strict=True)]

    @property
    def width(self) -> int:
        return LEFT + (max(node.lane for node in self.nodes) + 1) * STEP[0]

    @property
    def height(self) -> int:
        return TOP + len(self.years) * STEP[1]


def draw(knowledge: Knowledge) -> RelationMap | None:
    """The picture of all documents that are tied by a relation that is drawn; None when there is none."""
    references = [one for one in knowledge.links.references if one.field in TIES]
    entries = list(dict.fromkeys(end for one in references for end in (one.source, one.target)))
    if not entries:
        return None
    years = sorted({_year(entry) for entry in entries}, key=lambda year: (year != UNDATED, year), reverse=True)
    rows = {entry: years.index(_year(entry)) for entry in entries}
    places = place(rows, [(one.source, one.target) for one in references])
    nodes = {entry: Node(entry, *places[entry]) for entry in entries}
    return RelationMap(tuple(years), tuple(nodes.values()), tuple(_ties(references, nodes)))


def _year(entry: Entry) -> str:
    record = entry.record
    return str(record.issued.year) if isinstance(record, Resolution) and record.issued else UNDATED


def _ties(references: Iterable[Reference], nodes: dict[Entry, Node]) -> Iterable[Tie]:
    drawn: dict[frozenset[Entry], int] = defaultdict(int)
    for one in references:
        pair = frozenset((one.source, one.target))
        yield Tie(one, nodes[one.source], nodes[one.target], 12 * drawn[pair])
        drawn[pair] += 1


def place(rows: dict[Entry, int], pairs: Sequence[tuple[Entry, Entry]]) -> dict[Entry, Cell]:
    """A cell of its own for every entry in its row; groups that are not tied together do not mix."""
    neighbours: dict[Entry, list[Entry]] = defaultdict(list)
    for source, target in pairs:
        neighbours[source].append(target)
        neighbours[target].append(source)
    taken: set[Cell] = set()
    found: dict[Entry, Cell] = {}
    for group in sorted(_groups(rows, neighbours), key=lambda one: min(rows[entry] for entry in one)):
        inside = _place_group(group, rows, neighbours)
        area = {(lane, row) for lane in range(_width(inside)) for row in _span(inside.values())}
        shift = next(n for n in range(len(rows) + 1) if not taken & _moved(area, n))
        taken |= _moved(area, shift)
        found |= {entry: (lane + shift, row) for entry, (lane, row) in inside.items()}
    return found


def _groups(entries: Iterable[Entry], neighbours: dict[Entry, list[Entry]]) -> list[list[Entry]]:
    seen: set[Entry] = set()
    groups = []
    for start in entries:
        waiting, group = [start], []
        while waiting:
            entry = waiting.pop()
            if entry not in seen:
                seen.add(entry)
                group.append(entry)
                waiting += neighbours[entry]
        if group:
            groups.append(group)
    return groups


def _place_group(group: list[Entry], rows: dict[Entry, int], neighbours: dict[Entry, list[Entry]]) -> dict[Entry, Cell]:
    """From the top row down, each entry under a neighbour if the way there is free, else in the first free lane."""
    taken: set[Cell] = set()
    placed: dict[Entry, Cell] = {}
    for entry in sorted(group, key=lambda one: rows[one]):
        row = rows[entry]
        above = [placed[one] for one in neighbours[entry] if one in placed]
        ways = [{(lane, between) for between in range(top + 1, row + 1)} for lane, top in above if top < row]
        ways += [{(lane, row)} for lane in range(len(group))]
        way = next(way for way in ways if not way & taken)
        taken |= way
        placed[entry] = next(cell for cell in way if cell[1] == row)
    return placed


def _width(cells: dict[Entry, Cell]) -> int:
    return max(lane for lane, _ in cells.values()) + 1


def _span(cells: Iterable[Cell]) -> range:
    rows = [row for _, row in cells]
    return range(min(rows), max(rows) + 1)


def _moved(cells: set[Cell], lanes: int) -> set[Cell]:
    return {(lane + lanes, row) for lane, row in cells}
