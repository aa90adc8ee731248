"""The catalog in, who inherits from whom and which entries reach an audience out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.blocks import Readers
from generator.catalog import Catalog, Entry
from generator.kinds import Audience, Record
from generator.kinds.record import Visibility


@dataclass(frozen=True, eq=False)
class Reach:
    """The hierarchy of audiences of one catalog."""

    catalog: Catalog

    @cached_property
    def _lines(self) -> dict[str, tuple[str, ...]]:
        broader = {record.id: record.broader for _, record in self.catalog.records(Audience)}
        return {start: _line(start, broader) for start in broader}

    def line(self, audience: str) -> tuple[str, ...]:
        """The audience and the ever broader ones it inherits from, narrowest first."""
        return self._lines.get(audience, (audience,))

    def closeness(self, audience: str, audiences: tuple[str, ...]) -> int | None:
        """0 when meant for this very audience, 1 for the next broader one, ...; None when not meant for it."""
        return next((step for step, one in enumerate(self.line(audience)) if one in audiences), None)

    @cached_property
    def _reached(self) -> dict[tuple[str, ...], tuple[Audience, ...]]:
        return {}

    def reached(self, audiences: tuple[str, ...]) -> tuple[Audience, ...]:
        """Whom content for these audiences reaches, in catalog order."""
        if audiences not in self._reached:  # few combinations, of which lists ask for every entry
            every = (record for _, record in self.catalog.records(Audience))
            self._reached[audiences] = tuple(one for one in every if self.closeness(one.id, audiences) is not None)
        return self._reached[audiences]

    def entries_for(self, audience: str, kind: type[Record]) -> list[Entry]:
        """The entries of a kind that reach an audience, its own and the inherited ones, in catalog order."""
        line = frozenset(self.line(audience))
        return [entry for entry in self.catalog.of(kind) if not line.isdisjoint(entry.record.audiences)]


def public_readers(catalog: Catalog) -> Readers:
    """The audiences that are themselves public."""
    public = [record for _, record in catalog.records(Audience) if record.visibility is Visibility.PUBLIC]
    staff = frozenset(record.id for record in public if record.staff)
    return Readers(frozenset(record.id for record in public) - staff, staff)


def _line(start: str, broader: dict[str, str | None]) -> tuple[str, ...]:
    line: list[str] = []
    current: str | None = start
    while current is not None and current not in line:
        line.append(current)
        current = broader.get(current)
    return tuple(line)
