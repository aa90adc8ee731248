"""A Python-Markdown parser in; the same parser, that makes the same of any text in less time, out."""

from __future__ import annotations

from markdown import Markdown

from generator.quick import blocks, inline
from generator.quick.known import is_known

PARTS = (blocks.quicken, inline.quicken)


def quicken(md: Markdown) -> Markdown:
    """The parser, quicker where Python-Markdown is as these modules know it; every extension must be in it already."""
    if is_known():
        for part in PARTS:
            part(md)
    return md
