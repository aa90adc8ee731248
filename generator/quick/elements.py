"""Elements of a page in, the same with attributes, line breaks and a table of contents; each step looks at few of them.

Python-Markdown walks through all elements in each step and asks much about each; what a step can change has a sign:
a brace, a placeholder, a place among blocks.
"""

from __future__ import annotations

from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import (
    TocTreeprocessor,
    nest_toc_tokens,
    remove_fnrefs,
    render_inner_html,
    strip_tags,
    unique,
)
from markdown.extensions.toc import unescape as unescape_text
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import STX

from generator.quick.disguise import Disguise, make_room
from generator.quick.library import is_from_known, replace
from generator.quick.strings import QuickRawHtml


class Levels(dict[Any, bool]):
    """Whether a tag stands for a block, as the parser says."""

    def __init__(self, md: Markdown) -> None:
        super().__init__()
        self.md = md

    def __missing__(self, tag: Any) -> bool:
        self[tag] = self.md.is_block_level(tag)
        return self[tag]


class Chosen(list[Element]):
    """Elements in place of a page that has more of them."""

    iter = list.__iter__


class QuickAttributes(AttrListTreeprocessor):
    """Looks only at elements that a brace stands in or behind."""

    def run(self, doc: Element) -> None:
        chosen = Chosen(
            one
            for one in doc.iter()
            if (one.text and "{" in one.text)
            or (one.tail and "{" in one.tail)
            or (len(one) and ("{" in (one[-1].tail or "") or (one.tag == "li" and _has_brace_within(one))))
        )
        super().run(chosen)  # type: ignore[arg-type]


def _has_brace_within(item: Element) -> bool:
    """Whether a list of attributes may stand before a list in an item."""
    return any("{" in (one.tail or "") for one in item)


class QuickLineBreaks(PrettifyTreeprocessor):
    """Asks once for each tag whether it stands for a block."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.levels = Levels(md)

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802 - the library's name
        levels, waiting = self.levels, [elem]
        while waiting:
            element = waiting.pop()
            if levels[element.tag] and element.tag not in ("code", "pre"):
                inside = [one for one in element if levels[one.tag]]
                if inside and inside[0] is element[0] and not (element.text and element.text.strip()):
                    element.text = "\n"
                waiting += inside
            if not element.tail or not element.tail.strip():
                element.tail = "\n"


class QuickUnescape(UnescapeTreeprocessor):
    """Looks only at text in which something is escaped."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and STX in text and element.tag != "code":
                element.text = self.unescape(text)
            if tail and STX in tail:
                element.tail = self.unescape(tail)
            for name, value in element.items():
                if value and STX in value:
                    element.set(name, self.unescape(value))


class QuickContents(TocTreeprocessor):
    """Makes the tokens, which MkDocs reads; the list of contents only for a page that asks for it."""

    known: dict[str, tuple[str, str]]
    """The text of a heading without elements and placeholders -> its HTML and its name, which are the same anywhere."""
    disguise: Disguise | None

    def run(self, doc: Element) -> None:
        elements = list(doc.iter())
        headings = [one for one in elements if str(one.tag)[0] in "Hh" and self.header_rgx.match(one.tag)]
        is_listed = any(one.text and self.marker in one.text for one in elements) if self.marker else False
        if is_listed or self.use_anchors or any("data-toc-label" in one.keys() for one in headings):  # noqa: SIM118
            super().run(doc)
            return
        used = {one.attrib["id"] for one in elements if "id" in one.keys()}  # noqa: SIM118
        counters: dict[str, int] = {}
        tokens: list[Any] = []
        for heading in headings:
            self.set_level(heading)
            html, name = self._shown(heading)
            if "id" not in heading.attrib:
                heading.set("id", unique(self.slugify(unescape(name), self.sep), used, counters))  # type: ignore[call-arg]
            level, place = int(heading.tag[-1]), heading.attrib["id"]
            if self.toc_top <= level <= self.toc_bottom:
                found = {"level": level, "id": unescape_text(place), "name": name, "html": html, "data-toc-label": ""}
                tokens.append(found)
            if self.use_permalinks not in (False, None):
                self.add_permalink(heading, place)
        self.md.toc_tokens = nest_toc_tokens(tokens)  # type: ignore[attr-defined]
        self.md.toc = ""  # type: ignore[attr-defined]

    def _shown(self, heading: Element) -> tuple[str, str]:
        """What stands in a heading as HTML, and without tags."""
        text = heading.text
        is_strange = self.disguise is not None and not self.disguise.is_free
        if text is None or len(heading) or STX in text or is_strange:
            html = render_inner_html(remove_fnrefs(heading), self.md)
            return html, strip_tags(html)
        if text not in self.known:
            make_room(self.known)
            html = render_inner_html(heading, self.md)
            self.known[text] = html, strip_tags(html)
        return self.known[text]


def quicken(md: Markdown) -> None:
    """Let the steps over all elements be made so, where nothing else has taken their place."""
    known = {
        "attr_list": (AttrListTreeprocessor, QuickAttributes),
        "prettify": (PrettifyTreeprocessor, QuickLineBreaks),
    }
    known["unescape"] = (UnescapeTreeprocessor, QuickUnescape)
    for name, (stock, quick) in known.items():
        if name in md.treeprocessors and type(md.treeprocessors[name]) is stock:
            replace(md.treeprocessors, name, quick(md))
    if "toc" in md.treeprocessors and all(map(is_from_known, (*md.treeprocessors, *md.postprocessors))):
        contents = md.treeprocessors["toc"]
        if type(contents) is TocTreeprocessor:
            contents.__class__ = QuickContents
            assert isinstance(contents, QuickContents)
            contents.known = {}
            raw_html = md.postprocessors["raw_html"]
            contents.disguise = raw_html.disguise if isinstance(raw_html, QuickRawHtml) else None
