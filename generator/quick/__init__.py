"""A Python-Markdown parser in; the same parser, that makes the same of any text in less time, out."""

from __future__ import annotations

from markdown import Markdown

from generator.quick import blocks, elements, html_blocks, inline, strings
from generator.quick.library import is_known

PARTS = (strings.quicken, html_blocks.quicken, blocks.quicken, inline.quicken, elements.quicken)


def quicken(md: Markdown) -> Markdown:
    """The parser, quicker where Python-Markdown is as these modules know it; every extension must be in it already."""
    if is_known():
        for part in PARTS:
            part(md)
    return md
