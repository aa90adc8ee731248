"""Nothing in; as drafts the pages that a reader's browser fills out: what it remembers, keeps, puts side by side."""

from __future__ import annotations

from collections.abc import Iterator

from generator.drafts import Draft

MINE = "cua-toi.md"
COMPARING = "so-sanh.md"
OFFLINE = "ngoai-tuyen.md"
PATHS = frozenset({MINE, COMPARING, OFFLINE})

KIND = "tool"
"""A page with nothing to search for or to explain."""


def browser_drafts() -> Iterator[Draft]:
    """The pages, which say without a script what they would be for."""
    yield Draft(MINE, "Của tôi", "pages/mine.md.j2", {}, hide=("toc",), kind=KIND)
    yield Draft(OFFLINE, "Đọc khi không có mạng", "pages/offline.md.j2", {}, hide=("toc",), kind=KIND)
    yield Draft(COMPARING, "So sánh hai mục", "pages/comparing.md.j2", {}, hide=("navigation", "toc"), kind=KIND)
