"""Text on its way into and out of the parser in, what the library makes of it out; only what is there is looked for."""

from __future__ import annotations

import re
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown import Markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import MarkdownInHTMLPostprocessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.serializers import RE_AMP, to_xhtml_string
from markdown.util import ETX, HTML_PLACEHOLDER, STX

from generator.quick.library import replace

_BLANK_LINES = re.compile(r"\n +(?=\n)")
_PREFIX = HTML_PLACEHOLDER.partition("%s")[0]


class QuickWhitespace(NormalizeWhitespace):
    """Ends of lines, tabs and blank lines as the library wants them."""

    def run(self, lines: list[str]) -> list[str]:
        assert self.md
        text = "\n".join(lines)
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

    def run(self, text: str) -> str:
        assert self.md
        return self._restored(text) if self.md.htmlStash.html_counter and STX in text else text

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
        _write(element, written)
    except (TypeError, AttributeError, RecursionError):  # what is no plain element, or too deep: the library knows
        return to_xhtml_string(element)
    return "".join(written)


def _write(element: Element, written: list[str]) -> None:
    tag = element.tag
    lower = tag.lower()
    attributes = element.items()
    if attributes:
        written.append(f"<{tag}{''.join([_attribute(*one) for one in sorted(attributes)])}")
    else:
        written.append(f"<{tag}")
    if lower in HTML_EMPTY:
        written.append(" />")
    else:
        written.append(">")
        text = element.text
        if text:
            written.append(text if lower in ("script", "style") else _escaped(text))
        for one in element:
            _write(one, written)
        written.append(f"</{tag}>")
    tail = element.tail
    if tail:
        written.append(_escaped(tail))


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return f" {name}"
    value = _escaped(value)
    return f' {name}="{value.replace(chr(34), "&quot;")}"'


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def quicken(md: Markdown) -> None:
    """Let text be handled so, where nothing else has taken the place of what does it."""
    if type(md.preprocessors["normalize_whitespace"]) is NormalizeWhitespace:
        replace(md.preprocessors, "normalize_whitespace", QuickWhitespace(md))
    if "fenced_code_block" in md.preprocessors:
        fences = md.preprocessors["fenced_code_block"]
        if type(fences) is FencedBlockPreprocessor:
            fences.__class__ = QuickFences
    if type(md.postprocessors["raw_html"]) is MarkdownInHTMLPostprocessor:
        replace(md.postprocessors, "raw_html", QuickRawHtml(md))
    if md.serializer is to_xhtml_string:
        md.serializer = serialize
