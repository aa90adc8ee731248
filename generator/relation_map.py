"""The ties between documents in, a picture of them as places on a plane out: years down, unrelated groups side by side.

A row is a year, the newest on top; where a document is tied to one of the same year, the year has a row for each. A
lane keeps a document straight under one that it is tied to, as far as the way between is free. Lengths are pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
BOX = (126, 32)
STEP = (146, 68)
LEFT, TOP = 72, 20
AROUND = STEP[0] - BOX[0]
LONGEST = 17
"""Characters that a box holds."""

Cell = tuple[int, int]
"""Lane and row."""

Pair = tuple[Entry, Entry]
"""The document that acts and the one it acts on."""


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
        title = record.title if len(record.title) <= LONGEST else record.title[: LONGEST - 1].rstrip() + "…"
        return number or title


@dataclass(frozen=True, eq=False)
class Tie:
    """A relation in the picture.

    A second one between the same documents stands `shift` pixels beside the first; one whose straight way leads
    through the box of another document goes round it (`is_round`).
    """

    reference: Reference
    source: Node
    target: Node
    shift: int
    is_round: bool

    @property
    def word(self) -> str:
        """What stands at the line."""
        return TIES[self.reference.field]

    @property
    def ends(self) -> tuple[int, int, int, int]:
        """Where the line leaves the source's box and reaches the target's: x1, y1, x2, y2."""
        (width, height), down = BOX, self.source.row < self.target.row
        if self.is_round:
            return (
                self.source.x + width,
                self.source.y + height // 2,
                self.target.x + width,
                self.target.y + height // 2,
            )
        x = width // 2 + self.shift
        y1, y2 = self.source.y + height * down, self.target.y + height * (not down)
        return self.source.x + x, y1, self.target.x + x, y2

    @property
    def line(self) -> str:
        """The line as SVG path data: straight or round a box in a lane, otherwise a curve with upright ends."""
        x1, y1, x2, y2 = self.ends
        if self.is_round:
            return f"M{x1} {y1}C{x1 + AROUND} {y1} {x2 + AROUND} {y2} {x2} {y2}"
        middle = (y1 + y2) // 2
        return f"M{x1} {y1}V{y2}" if x1 == x2 else f"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}"

    @property
    def middle(self) -> tuple[int, int]:
        """Where the word stands."""
        x1, y1, x2, y2 = self.ends
        return (x1 + x2) // 2 + AROUND * 3 // 4 * self.is_round, (y1 + y2) // 2


@dataclass(frozen=True, eq=False)
class RelationMap:
    """The picture: the year (or UNDATED) of every row, nodes and ties."""

    years: tuple[str, ...]
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """Every year with the height of the line above it and of the middle of its first row."""
        first = {year: TOP + self.years.index(year) * STEP[1] for year in self.years}
        return [(year, top - 11, top + BOX[1] // 2) for year, top in first.items()]

    @property
    def width(self) -> int:
        return LEFT + (max(node.lane for node in self.nodes) + 1) * STEP[0]

    @property
    def height(self) -> int:
        return TOP + len(self.years) * STEP[1]


def draw(knowledge: Knowledge) -> RelationMap | None:
    """The picture of all documents that are tied by a relation that is drawn; None when there is none."""
    references = [one for one in knowledge.links.references if one.field in TIES and one.source is not one.target]
    entries = list(dict.fromkeys(end for one in references for end in (one.source, one.target)))
    if not entries:
        return None
    pairs = [(one.source, one.target) for one in references]
    levels = {entry: (_year(entry), level) for entry, level in _levels(entries, pairs).items()}
    order = sorted(set(levels.values()), key=lambda one: (one[0] != UNDATED, one[0], -one[1]), reverse=True)
    cells = place({entry: order.index(level) for entry, level in levels.items()}, pairs)
    nodes = {entry: Node(entry, *cells[entry]) for entry in entries}
    return RelationMap(tuple(year for year, _ in order), tuple(nodes.values()), tuple(_ties(references, nodes)))


def _year(entry: Entry) -> str:
    record = entry.record
    return str(record.issued.year) if isinstance(record, Resolution) and record.issued else UNDATED


def _levels(entries: Sequence[Entry], pairs: Iterable[Pair]) -> dict[Entry, int]:
    """How many rows below the first of its year a document stands: under those of that year that act on it."""
    levels = dict.fromkeys(entries, 0)
    tied = [(source, target) for source, target in pairs if _year(source) == _year(target)]
    # As often as a chain can be long: a circle, which a rule reports, must not go on for ever.
    for _ in tied:
        for source, target in tied:
            levels[target] = max(levels[target], levels[source] + 1)
    return levels


def _ties(references: Iterable[Reference], nodes: dict[Entry, Node]) -> Iterable[Tie]:
    drawn: dict[frozenset[Entry], int] = defaultdict(int)
    for one in references:
        pair, source, target = frozenset((one.source, one.target)), nodes[one.source], nodes[one.target]
        yield Tie(one, source, target, 12 * drawn[pair], _is_blocked(source, target, nodes.values()))
        drawn[pair] += 1


def _is_blocked(source: Node, target: Node, nodes: Iterable[Node]) -> bool:
    """Whether another box stands on the straight way between two boxes of one lane."""
    top, bottom = sorted((source.row, target.row))
    return source.lane == target.lane and any(one.lane == source.lane and top < one.row < bottom for one in nodes)


def place(rows: dict[Entry, int], pairs: Sequence[Pair]) -> dict[Entry, Cell]:
    """A cell of its own for every entry in its row; the tallest groups come first, and no group is in another's way."""
    neighbours: dict[Entry, list[Entry]] = defaultdict(list)
    for source, target in pairs:
        neighbours[source].append(target)
        neighbours[target].append(source)
    groups = [_place_group(group, rows, neighbours) for group in _groups(rows, neighbours)]
    taken: set[Cell] = set()
    found: dict[Entry, Cell] = {}
    for cells in sorted(groups, key=lambda one: (-len(_span(one)), _span(one).start)):
        area = {cell for source, target in pairs if source in cells for cell in _between(cells[source], cells[target])}
        shift = next(lanes for lanes in range(len(rows)) if not taken & _moved(area, lanes))
        taken |= _moved(area, shift)
        found |= {entry: (lane + shift, row) for entry, (lane, row) in cells.items()}
    return found


def _groups(entries: Iterable[Entry], neighbours: dict[Entry, list[Entry]]) -> list[list[Entry]]:
    """The entries in groups that hang together."""
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
    """From the top row down, each entry under a neighbour if the way there is free, else in a lane of its own."""
    taken: set[Cell] = set()
    placed: dict[Entry, Cell] = {}
    for entry in sorted(group, key=lambda one: rows[one]):
        row = rows[entry]
        above = [placed[one] for one in neighbours[entry] if one in placed]
        ways = [{(lane, between) for between in range(top + 1, row + 1)} for lane, top in above if top < row]
        way = next((way for way in ways if not way & taken), {(_width(placed), row)})
        taken |= way
        placed[entry] = next(cell for cell in way if cell[1] == row)
    return placed


def _width(cells: dict[Entry, Cell]) -> int:
    return max((lane for lane, _ in cells.values()), default=-1) + 1


def _span(cells: dict[Entry, Cell]) -> range:
    rows = [row for _, row in cells.values()]
    return range(min(rows), max(rows) + 1)


def _between(one: Cell, other: Cell) -> set[Cell]:
    """The cells that a line between two cells may touch, with its ends."""
    lanes, rows = zip(one, other, strict=True)
    return {(lane, row) for lane in range(min(lanes), max(lanes) + 1) for row in range(min(rows), max(rows) + 1)}


def _moved(cells: set[Cell], lanes: int) -> set[Cell]:
    return {(lane + lanes, row) for lane, row in cells}
