"""The lines of a page in, the same with blocks of HTML taken out into the stash; tags are found in one pass.

Python-Markdown walks through a page with Python's own HTML parser, some twenty microseconds a tag. Here one expression
finds well-formed tags; what is a matter of blocks goes to the library's handlers, all else is passed over as text. A
page with anything else that begins like a tag (a comment, a script, an attribute without quotation marks) goes the
library's own way as a whole.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from xml.etree.ElementTree import TreeBuilder

from markdown import Markdown
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra

from generator.quick.library import forget, replace

MARKS = re.compile(
    r"""
    [<&](?:
    (?<=<)(?: ([a-zA-Z][a-zA-Z0-9-]*+)                                  # 1: a tag
              ((?:[ \n]++[a-zA-Z_:][-a-zA-Z0-9_.:]*+(?:="[^"]*+")?+)*+)  # 2: its attributes
              [ \n]*+(/)?>                                              # 3: closed at once
            | /([a-zA-Z][a-zA-Z0-9-]*+)> )                              # 4: an end
    | (?<=&)[a-zA-Z][-.a-zA-Z0-9]*+(;)                                  # 5: an entity
    | )
    """,
    re.VERBOSE,
)
"""Whatever a tag or an entity can begin with, and the rest where it is well-formed."""

_ATTRIBUTE = re.compile(r'([^ \n=]+)(?:="([^"]*)")?')
_SLASH, _END, _ENTITY = 3, 4, 5
_PARSED_OTHERWISE = frozenset(
    name
    for kind in ("CDATA_CONTENT_ELEMENTS", "RCDATA_CONTENT_ELEMENTS")
    for name in getattr(HTMLExtractorExtra, kind, ())
) | {"plaintext"}


class Extractor(HTMLExtractorExtra):
    """Keeps the place in the text as one number, `offset`, and knows no comments, so it need not count open tags."""

    mdstack: list[str]
    mdstate: list[str | None]
    mdstarted: list[bool]
    treebuilder: TreeBuilder
    _cache: list[str]

    line_offset = 0

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.blocks = frozenset(md.block_level_elements)
        self.within = self.blocks - self.span_tags - self.raw_tags - self.empty_tags
        self.parsed = self.within | self.span_tags
        self.text = ""

    block_level_tags = property(lambda self: self.blocks)
    block_tags = property(lambda self: self.within)
    span_and_blocks_tags = property(lambda self: self.parsed)

    def is_read(self, source: str) -> bool:
        """Take the blocks out of all of a text; False, with something in the stash, where the library must do it."""
        self.rawdata = source
        place = 0
        for match in MARKS.finditer(source):
            kind = match.lastindex
            if kind is None:
                if _is_text(source, match.end()):
                    continue
                return False
            tag = "" if kind == _ENTITY else match[4 if kind == _END else 1].lower()
            if self._is_passed(kind, tag):
                continue
            if tag in _PARSED_OTHERWISE:
                return False
            self.offset = match.start()
            if self.offset > place:
                self.handle_data(source[place : self.offset])
            place = match.end()
            self._handle(kind, tag, match)
        if place < len(source):
            self.handle_data(source[place:])
        return not (self.inraw or self.mdstack or self._cache)

    def _is_passed(self, kind: int, tag: str) -> bool:
        """Whether a tag is but text of what it stands in."""
        if self.intail or tag in _PARSED_OTHERWISE:
            return False
        if not self.inraw:
            return tag not in self.blocks and not (self.mdstate and self.mdstate[-1] == "off")
        if tag in self.empty_tags:
            return False
        if kind == _END:
            if len(self.stack) < 2 or self.stack[-1] != tag:
                return False
            self.stack.pop()
        elif kind < _SLASH:
            self.stack.append(tag)
        return True

    def _handle(self, kind: int, tag: str, match: re.Match[str]) -> None:
        if kind == _ENTITY:
            self.handle_entityref(match[0][1:-1])
        elif kind == _END:
            self.handle_endtag(tag)
        else:
            self.text = match[0]
            attributes = [
                (one[1].lower(), unescape(one[2]) if one[2] else one[2]) for one in _ATTRIBUTE.finditer(match[2])
            ]
            (self.handle_startendtag if kind == _SLASH else self.handle_starttag)(tag, attributes)

    def get_starttag_text(self) -> str:
        return self.text

    def at_line_start(self) -> bool:
        start = self.rawdata.rfind("\n", 0, self.offset) + 1
        return self.offset - start <= 3 and not self.rawdata[start : self.offset].strip()

    def handle_data(self, data: str) -> None:
        if self.intail and "\n" in data:
            self.intail = False
        if self.inraw:
            self._cache.append(data)
        elif self.mdstack:
            self.mdstarted[-1] = False
            self.treebuilder.data(data)
        else:
            self.cleandoc.append(data)

    def open_inline_tag(self, tag: str) -> None:
        """Nothing: only comments ask."""

    close_inline_tag = open_inline_tag


def _is_text(source: str, end: int) -> bool:
    """Whether what ends here, a sign that begins nothing known, begins nothing at all."""
    following = source[end : end + 1]
    sign = source[end - 1]
    return following != "" and (following != "#" if sign == "&" else not (following.isalpha() or following in "/!?"))


class QuickHtmlBlocks(HtmlBlockPreprocessor):
    """Reads quickly what it can."""

    def run(self, lines: list[str]) -> list[str]:
        assert self.md
        source = "\n".join(lines)
        stash, extractor = self.md.htmlStash, Extractor(self.md)
        before = stash.html_counter
        if extractor.is_read(source):
            return "".join(extractor.cleandoc).split("\n")
        forget(stash, before)
        return super().run(lines)


def quicken(md: Markdown) -> None:
    """Let blocks of HTML be taken out so, where nothing else has taken their place."""
    known: Any = md.preprocessors["html_block"]
    if type(known) is HtmlBlockPreprocessor:
        replace(md.preprocessors, "html_block", QuickHtmlBlocks(md))
