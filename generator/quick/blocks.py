"""Blocks of Markdown in, the same elements out; a block processor is asked only about blocks with a sign that it needs.

Python-Markdown asks some twenty processors one by one about every block, most of them with a regular expression over
all of it; most blocks are a paragraph or an item of a list and have no sign of anything.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown import Markdown, blockprocessors
from markdown.blockparser import BlockParser
from markdown.extensions import abbr, admonition, def_list, footnotes, md_in_html, tables
from markdown.util import STX
from pymdownx import details

EMPTY, INDENTED, STASHED, HASH, UNDERLINED, NOTE, DETAILS, PIPE, RULE, DIGIT, BULLET, QUOTE, COLON, DEFINED, SHORT = (
    1 << place for place in range(15)
)
ALWAYS = -1

NEEDED: dict[type, int] = {
    admonition.AdmonitionProcessor: NOTE | INDENTED,
    details.DetailsProcessor: DETAILS | INDENTED,
    md_in_html.MarkdownInHtmlProcessor: STASHED,
    blockprocessors.EmptyBlockProcessor: EMPTY,
    blockprocessors.ListIndentProcessor: INDENTED,
    def_list.DefListIndentProcessor: INDENTED,
    blockprocessors.CodeBlockProcessor: INDENTED,
    tables.TableProcessor: PIPE,
    blockprocessors.HashHeaderProcessor: HASH,
    blockprocessors.SetextHeaderProcessor: UNDERLINED,
    blockprocessors.HRProcessor: RULE,
    blockprocessors.OListProcessor: DIGIT,
    blockprocessors.UListProcessor: BULLET,
    def_list.DefListProcessor: COLON,
    blockprocessors.BlockQuoteProcessor: QUOTE,
    footnotes.FootnoteBlockProcessor: DEFINED,
    abbr.AbbrBlockprocessor: SHORT,
    blockprocessors.ReferenceProcessor: DEFINED,
    blockprocessors.ParagraphProcessor: ALWAYS,
}
"""Signs, one of which a block must have for a processor of exactly this type to take it."""


def signs(block: str, tab: str) -> int:
    """What stands in a block that a processor may look for; more than there is does no harm."""
    lead = block[:1]
    if lead.isalpha() and "\n" not in block and "]:" not in block:
        return 0
    lead = block.lstrip(" ")[:1]
    if not lead:
        return EMPTY | INDENTED if block else EMPTY
    if lead == "\n":
        return ALWAYS if block[0] == " " else EMPTY | ("!!!" in block and NOTE) | ("???" in block and DETAILS)
    found = _of_lead(lead)
    if block.startswith(tab):
        found |= INDENTED
    if "\n" in block:
        found |= RULE | _of_lines(block)
    if "]:" in block:
        found |= DEFINED
    return found


def _of_lines(block: str) -> int:
    """What stands in a block of several lines."""
    return (
        (("\n#" in block or block[0] == "#") and HASH)
        | (("\n-" in block or "\n=" in block) and UNDERLINED)
        | ("|" in block and PIPE)
        | (">" in block and QUOTE)
        | (":" in block and COLON)
        | ("*[" in block and SHORT)
        | ("!!!" in block and NOTE)
        | ("???" in block and DETAILS)
    )


@cache
def _of_lead(lead: str) -> int:
    """What the first letter of a block tells."""
    known = {STX: STASHED, "#": HASH, "!": NOTE, "?": DETAILS, ">": QUOTE, ":": COLON, "*": SHORT}
    found = known.get(lead, DIGIT if lead.isdecimal() else 0)
    return found | (lead in "*+-" and BULLET) | (lead in "-_*" and RULE)


class QuickBlocks(BlockParser):
    """Asks fewer processors; `quicken` makes a parser one of this class."""

    def prepare(self) -> None:
        """Learn the processors; what stands behind one of a strange type is always asked, as that may change blocks."""
        processors = list(self.blockprocessors)
        is_known = blockprocessors.EmptyBlockProcessor in map(type, processors)  # takes what begins with a blank line
        known = NEEDED if is_known else ()
        strange = next((place for place, one in enumerate(processors) if type(one) not in known), len(processors))
        needed = [NEEDED[type(one)] for one in processors[:strange]] + [ALWAYS] * (len(processors) - strange)
        self._tab = " " * self.md.tab_length

        @cache
        def asked(found: int) -> tuple[Any, ...]:
            return tuple(one for one, need in zip(processors, needed, strict=True) if need & found or need == ALWAYS)

        self._asked = asked

    def parseBlocks(self, parent: Any, blocks: list[str]) -> None:  # noqa: N802 - the library's name
        while blocks:
            for processor in self._asked(signs(blocks[0], self._tab)):
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


def quicken(md: Markdown) -> None:
    """Let the parser's blocks be parsed so, where nothing else has taken their place."""
    if type(md.parser) is BlockParser:
        md.parser.__class__ = QuickBlocks
        assert isinstance(md.parser, QuickBlocks)
        md.parser.prepare()
