"""A knowledge base's folder in, what a comparison needs of it out: entries, pages, other files, findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator import selection
from generator.build import build, understand
from generator.catalog import Entry, Key
from generator.diagnostics import Diagnostic
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.pages import Page

NOT_FOR_READERS = ("api/", "assets/", "search/")
"""Files that follow from the pages and need no mention of their own."""


@dataclass(frozen=True, eq=False)
class Side:
    """One revision: its entries by key, its pages and readers' files by path, and what is wrong with it."""

    name: str
    entries: dict[Key, Entry]
    pages: dict[str, Page]
    files: dict[str, bytes]
    findings: tuple[Diagnostic, ...]
    knowledge: Knowledge | None

    @classmethod
    def empty(cls, name: str) -> Side:
        """A revision from before there was a knowledge base."""
        return cls(name, {}, {}, {}, (), None)

    def citing(self, key: Key) -> tuple[Entry, ...]:
        """The entries that refer to an entry, each once, in order of path."""
        entry = self.entries.get(key)
        if entry is None or self.knowledge is None:
            return ()
        found = {r.source.key: r.source for r in self.knowledge.links.incoming(entry) if r.source is not entry}
        return tuple(found[one] for one in sorted(found))

    def audiences_of(self, entry: Entry) -> tuple[str, ...]:
        """The audiences whose reading an entry is, with those that inherit it."""
        if self.knowledge is None:
            return ()
        reach = self.knowledge.reach
        named = entry.record.audiences
        return tuple(one for one in self.knowledge.catalog.ids("doi-tuong") if reach.closeness(one, named) is not None)


def read_side(root: Path, name: str, visibility: Visibility) -> Side:
    """Check and render a folder as a build would, without an engine."""
    made = build(root, visibility)
    _, knowledge, _ = understand(root)
    shown = selection.select(knowledge, visibility)
    files = {path: data for path, data in made.files.items() if not path.startswith(NOT_FOR_READERS)}
    pages = {page.path: page for page in made.pages}
    return Side(name, dict(shown.catalog.by_key), pages, files, made.diagnostics, shown)
