"""Nothing in; as drafts those pages that a reader's browser fills, what it remembers, two entries side by side, out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.drafts import Draft

MINE = "cua-toi.md"
COMPARING = "so-sanh.md"
PATHS = frozenset({MINE, COMPARING})

KIND = "tool"
"""A page with nothing to search for or to explain."""


def browser_drafts() -> Iterator[Draft]:
    """The pages, which say without a script what they would be for."""
    yield Draft(MINE, "Của tôi", "pages/mine.md.j2", {}, hide=("toc",), kind=KIND)
    yield Draft(COMPARING, "So sánh hai mục", "pages/comparing.md.j2", {}, hide=("navigation", "toc"), kind=KIND)
