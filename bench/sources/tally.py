"""Pairs of values in, how many were compared and which differ out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What was compared so far, by subject, and one line for every mismatch."""

    counts: Counter[str] = field(default_factory=Counter)
    mismatches: list[str] = field(default_factory=list)

    def same(self, subject: str, place: str, expected: object, found: object) -> None:
        """Count one comparison of single values; `place` names the file and field."""
        self.counts[subject] += 1
        if expected != found:
            self.mismatches.append(f"{place}: nguồn ghi {expected!r}, nội dung ghi {found!r}")

    def within(self, subject: str, place: str, wanted: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Count one comparison for every wanted value, each of which must be among those found."""
        present = set(found)
        for one in wanted:
            self.counts[subject] += 1
            if one not in present:
                self.mismatches.append(f"{place}: thiếu {one!r}")
