"""A Python-Markdown parser in; the same one, that tries an inline pattern only on text that has a sign it needs, out.

Python-Markdown tries some twenty patterns one by one on every piece of text, which is a third of its time on our pages;
most pieces have no sign of any. `tests/unit/test_quick_inline.py` compares both on any text.
"""

from __future__ import annotations

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NEEDED = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "!",
    "image_reference": "!",
    "short_reference": "[",
    "short_image_ref": "!",
    "footnote": "[",
    "autolink": "<",
    "automail": "<",
    "html": "<",
    "linebreak": "\n",
    "entity": "&",
}
"""The sign without which a pattern of this name (markdown.inlinepatterns, extensions.footnotes) finds nothing.

Others are always tried.
"""


class QuickInline(InlineProcessor):
    """Overrides the loop over patterns, which the parent keeps to itself; `quicken` looks whether it is still there."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = list(md.inlinePatterns)
        names = {id(md.inlinePatterns[name]): name for name in NEEDED if name in md.inlinePatterns}
        self._tried = [(pattern, NEEDED.get(names.get(id(pattern), ""), "")) for pattern in patterns]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply = super().__getattribute__("_InlineProcessor__applyPattern")
        start, count = 0, len(self._tried)
        while patternIndex < count:
            pattern, needed = self._tried[patternIndex]
            if needed in data:
                data, matched, start = apply(pattern, data, patternIndex, start)
                if matched:
                    continue
            start = 0
            patternIndex += 1  # noqa: N806
        return data


def quicken(md: Markdown) -> Markdown:
    """The parser, quicker, where Python-Markdown is as this module knows it; every extension must be in it already."""
    known = all(hasattr(InlineProcessor, f"_InlineProcessor__{name}") for name in ("handleInline", "applyPattern"))
    if known and type(md.treeprocessors["inline"]) is InlineProcessor:
        md.treeprocessors.register(QuickInline(md), "inline", 20)
    return md
