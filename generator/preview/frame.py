"""What an engine does for a preview: a page in, what the browser gets out."""

from __future__ import annotations

from typing import Protocol

from generator.pages import Page


class UnusableSettingsError(Exception):
    """The engine does not take mkdocs.yml; the text says why, in Vietnamese."""


class Frame(Protocol):
    """The theme round the pages of one edition, and the files that only need to be read."""

    def page_at(self, address: str) -> str | None:
        """The path below docs/ of the page whose file in the site is `address` (`a/b/index.html`)."""

    def finish(self, page: Page) -> str:
        """The page as a whole HTML document."""

    def not_found(self) -> str:
        """The page for unknown addresses, with links from the site's root."""

    def file(self, address: str) -> bytes | None:
        """A file of the theme or of docs/."""
