"""A page of the site before its template has run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator import markdown
from generator.stored_text import StoredText


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
    text: str | StoredText | None = None
    """Markdown that its template gets as `body`, when it runs: with the ids of its headings it is another text."""

    def given(self) -> dict[str, Any]:
        """All values for the template."""
        if self.text is None:
            return self.values
        text = self.text if isinstance(self.text, str) else self.text.text
        return self.values | {"body": markdown.with_anchors(text).strip()}
