"""Elements of a page in, the same with attributes, line breaks and a table of contents; each step looks at few of them.

Python-Markdown walks through all elements in each step and asks much about each; what a step can change has a sign:
a brace, a placeholder, a place among blocks.
"""

from __future__ import annotations

from typing import Any, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import STX

from generator.quick.library import is_from_known, replace


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
            or (len(one) and (one.tag == "li" or "{" in (one[-1].tail or "")))
        )
        super().run(chosen)  # type: ignore[arg-type]


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
    """Builds the list of contents only for a page that asks for it; the tokens, which MkDocs reads, for every page."""

    def run(self, doc: Element) -> None:
        self.page = doc
        chosen = Chosen(one for one in doc.iter() if str(one.tag)[0] in "Hh" or "id" in one.keys())  # noqa: SIM118
        super().run(chosen)  # type: ignore[arg-type]

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        self.listed = toc_list
        return Element(cast(str, None))  # without a tag nothing is written

    def replace_marker(self, root: Element, elem: Element) -> None:
        if any(one.text and self.marker in one.text for one in self.page.iter()):
            built = super().build_toc_div(self.listed)
            elem.attrib.update(built.attrib)
            elem.tag, elem.text, elem.tail = built.tag, built.text, built.tail
            elem.extend(built)
            super().replace_marker(self.page, elem)


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
