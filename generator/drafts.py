"""A page of the site before its template has run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Draft:
    """A page still to be rendered: its template and the values it gets."""

    path: str
    title: str
    template: str
    values: dict[str, Any]
    description: str = ""
    made_from: str | None = None
    kind: str = "page"
    hide: tuple[str, ...] = ()
    order: int = 0
    feed: str = ""
    """Address of a feed that has the page's news."""
