"""Text on its way into and out of the parser in, what the library makes of it out; only what is there is looked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown import Markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import MarkdownInHTMLPostprocessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.serializers import RE_AMP, to_xhtml_string
from markdown.util import ETX, HTML_PLACEHOLDER, STX

from generator.quick.disguise import Disguise
from generator.quick.library import replace

_BLANK_LINES = re.compile(r"\n +(?=\n)")
_PREFIX = HTML_PLACEHOLDER.partition("%s")[0]


class QuickWhitespace(NormalizeWhitespace):
    """Ends of lines, tabs and blank lines as the library wants them."""

    def __init__(self, md: Markdown, disguise: Disguise) -> None:
        super().__init__(md)
        self.disguise = disguise

    def run(self, lines: list[str]) -> list[str]:
        assert self.md
        text = "\n".join(lines)
        self.disguise.look(text)
        if STX in text or ETX in text or "\r" in text:
            return super().run(lines)
        text = (text + "\n\n").expandtabs(self.md.tab_length) if "\t" in text else text + "\n\n"
        return _BLANK_LINES.sub("\n", text).split("\n")


class QuickFences(FencedBlockPreprocessor):
    """Code between fences, where a fence stands."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return super().run(lines) if "```" in text or "~~~" in text else text.split("\n")


class QuickRawHtml(MarkdownInHTMLPostprocessor):
    """Pieces of HTML put back in their places."""

    def __init__(self, md: Markdown, disguise: Disguise) -> None:
        super().__init__(md)
        self.disguise = disguise

    def run(self, text: str) -> str:
        assert self.md
        return self.disguise.lift(self._restored(text) if self.md.htmlStash.html_counter and STX in text else text)

    def _restored(self, text: str) -> str:
        """A paragraph that is but a block of HTML gives way to it."""
        assert self.md
        stash = self.md.htmlStash
        before, *pieces = text.split(_PREFIX)
        restored = [before]
        for piece in pieces:
            number, end, after = piece.partition(ETX)
            if not (end and number.isdecimal() and number.isascii() and int(number) < stash.html_counter):
                restored.append(_PREFIX + piece)
                before = piece
                continue
            html = self.stash_to_string(stash.rawHtmlBlocks[int(number)])
            if before.endswith("<p>") and after.startswith("</p>") and self.isblocklevel(html):
                restored[-1] = restored[-1][:-3]
                after = after[4:]
            restored += (self._restored(html) if STX in html else html, after)
            before = after
        return "".join(restored)


def serialize(element: Element) -> str:
    """HTML as the library writes it."""
    written: list[str] = []
    try:
        _write(element, written.append)
    except (TypeError, AttributeError, RecursionError):  # what is no plain element, or too deep: the library knows
        return to_xhtml_string(element)
    return "".join(written)


def _write(element: Element, add: Callable[[str], None]) -> None:
    tag, text, tail, attributes = element.tag, element.text or "", element.tail or "", element.items()
    start = f"<{tag}{''.join([_attribute(*one) for one in sorted(attributes)])}" if attributes else f"<{tag}"
    if "&" in tail or "<" in tail or ">" in tail:
        tail = _escaped(tail)
    kind = _KINDS[tag]
    if kind == _EMPTY:
        add(f"{start} />{tail}")
        return
    if kind == _PLAIN and ("&" in text or "<" in text or ">" in text):
        text = _escaped(text)
    if not len(element):
        add(f"{start}>{text}</{tag}>{tail}")
        return
    add(f"{start}>{text}")
    for one in element:
        _write(one, add)
    add(f"</{tag}>{tail}")


_PLAIN, _EMPTY, _RAW = range(3)


class _Kinds(dict[str, int]):
    def __missing__(self, tag: str) -> int:
        name = tag.lower()
        self[tag] = _EMPTY if name in HTML_EMPTY else _RAW if name in ("script", "style") else _PLAIN
        return self[tag]


_KINDS = _Kinds()


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return f" {name}"
    if "&" in value or "<" in value or ">" in value or '"' in value:
        value = _escaped(value).replace('"', "&quot;")
    return f' {name}="{value}"'


def _escaped(text: str) -> str:
    """Signs of HTML as entities; an entity stays."""
    return RE_AMP.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def quicken(md: Markdown) -> None:
    """Let text be handled so, where nothing else has taken the place of what does it."""
    disguise = Disguise(md)
    if type(md.preprocessors["normalize_whitespace"]) is NormalizeWhitespace:
        replace(md.preprocessors, "normalize_whitespace", QuickWhitespace(md, disguise))
    if "fenced_code_block" in md.preprocessors:
        fences = md.preprocessors["fenced_code_block"]
        if type(fences) is FencedBlockPreprocessor:
            fences.__class__ = QuickFences
    if type(md.postprocessors["raw_html"]) is MarkdownInHTMLPostprocessor:
        replace(md.postprocessors, "raw_html", QuickRawHtml(md, disguise))
    if md.serializer is to_xhtml_string:
        md.serializer = serialize
