"""A tag or entity in a text in, the same in disguise out, which no step takes for anything before it is shown as HTML.

Python-Markdown numbers tags, keeps them in a stash and puts each back in its place. With other signs for `<`, `>` and
`&` a tag can stand in its text, the same text gives the same anywhere, and all are put back at once.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX

from generator.quick.library import is_from_known

SIGNS = {"<": "\x0e", ">": "\x0f", "&": "\x10"}
"""What stands for the signs of HTML: control characters that are not white space. No entity can stand for them."""

_TABLE = str.maketrans(SIGNS)
_NAME = re.compile(r"</?([^ />]+)")
_HARMLESS = frozenset({"attr_list", "footnotes", "toc"})
"""Extensions whose steps over elements do not look for anything in texts, or only braces."""


class Disguise(dict[str, str]):
    """A tag or entity -> itself in disguise; empty where it is to go into the stash."""

    def __init__(self, md: Markdown) -> None:
        super().__init__()
        self.md = md
        self.is_free = False
        """Whether the signs stand nowhere on this page."""

    def __missing__(self, found: str) -> str:
        make_room(self)
        name = _NAME.match(found)
        is_stashed = STX in found or "{" in found or "}" in found or (name and self.md.is_block_level(name[1]))
        self[found] = hidden = "" if is_stashed else found.translate(_TABLE)
        return hidden

    def look(self, page: str) -> None:
        """Learn whether a page leaves the signs to us."""
        self.is_free = not any(sign in page for sign in SIGNS.values())

    def is_safe(self) -> bool:
        """Whether nothing that this page goes through reads what the tags in its texts consist of."""
        return (
            self.is_free
            and all(map(_is_harmless, self.md.treeprocessors))
            and all(map(is_from_known, self.md.postprocessors))
        )

    def lift(self, html: str) -> str:
        """HTML with the signs as they are."""
        if self.is_free:
            for sign, hidden in SIGNS.items():
                html = html.replace(hidden, sign)
        return html


MOST = 1 << 13
"""Texts that are remembered at most, so that memory does not grow with the site."""


def make_room(known: dict[str, Any]) -> None:
    """Forget all where too much is known."""
    if len(known) >= MOST:
        known.clear()


def _is_harmless(step: object) -> bool:
    """Whether a step over all elements is one of these modules, or of the library's that finds nothing in a tag."""
    package, _, module = type(step).__module__.rpartition(".")
    if isinstance(step, AbbrTreeprocessor):
        return not step.abbrs
    if package == "markdown.extensions":
        return module in _HARMLESS
    return type(step) is not InlineProcessor and is_from_known(step)
