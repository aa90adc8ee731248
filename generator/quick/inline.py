"""Elements with Markdown in their text in, the same with links, stress and raw tags made of it out.

Python-Markdown tries some twenty patterns one by one on every piece of text, and puts what it finds back in passes.
Most pieces have no sign of any pattern; most others are made of tags, entities, links and stress alone, which one
expression finds in one pass. Everything else goes the library's own way, piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, HtmlStash, code_escape

from generator.quick.disguise import Disguise, make_room
from generator.quick.library import forget, replace
from generator.quick.strings import QuickRawHtml

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

_ADDRESS = r"\(([^][()\s<>\"'`\\]+)\)"

SIGNS = re.compile(
    rf"""
    [<[&*!`_\\](?:
    (?<=<)(/?[a-zA-Z][a-zA-Z0-9-]*(?:[ ]+[a-zA-Z_:][-\w.:]*(?:="[^"`\\[<\n]*")?)*[ ]*/?>)  # 1: a tag without traps
    | (?<=&)((?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)                                 # 2: an entity
    | (?<=(?<!!)\[)(?!\^)([^][`\\]*)\]{_ADDRESS}                                         # 3, 4: a link
    | (?<=!)\[(?!\^)([^][`\\]*)\]{_ADDRESS}                                             # 5, 6: a picture
    | (?<=`)([^`\\]+)`(?!`)                                                             # 7: code
    | (?<=\*)(\**)                                                                     # 8: stress
    | )
    """,
    re.VERBOSE,
)
"""What a pattern of the library can begin with, and the rest where it is surely what it looks like.

A set of characters comes first since that is what an expression is searched by quickly.
"""

_TAG, _ENTITY, _LINK, _PICTURE, _CODE, _STRESS = 1, 2, 4, 6, 7, 8
_STRESSED = {"*": "em", "**": "strong"}
_BREAK = "  \n"


class _Nothing(dict[str, str]):
    """A disguise of nothing."""

    def __missing__(self, found: str) -> str:
        return ""


_NOTHING = _Nothing()


class Filling:
    """An empty element, to be filled from the left with what the library makes of a text."""

    def __init__(self, owner: Element, stash: HtmlStash, disguise: Mapping[str, str]) -> None:
        self.owner, self.stash, self.disguise = owner, stash, disguise
        self.outer: Element | None = None
        self.last: Element | None = None
        self.opened = ""
        self.pieces: list[str] = []

    def is_done(self, text: str) -> bool:
        """Fill it; False, with the element as it may be, where only the library can say what becomes of the text."""
        place = 0
        disguise = _NOTHING if "{" in text else self.disguise  # lists of attributes are read with what stands in them
        for match in SIGNS.finditer(text):
            kind, found = match.lastindex, match[0]
            start, end = match.span()
            if kind is None:
                if found == "&" or (found == "!" and not text.startswith("[", end)):
                    continue
                return False
            if start > place:
                self.pieces.append(text[place:start])
            place = end
            if kind <= _ENTITY:
                self.pieces.append(disguise[found] or self.stash.store(found))
            elif not (self._is_stressed(found, text, match) if kind == _STRESS else self._is_put(kind, match)):
                return False
        if place < len(text):
            self.pieces.append(text[place:])
        self._put_text()
        return self.outer is None and _BREAK not in text

    def _is_put(self, kind: int, match: re.Match[str]) -> bool:
        """What stands alone among text."""
        self._put_text()
        if kind == _LINK:
            new = Element("a", {"href": match[4]})
        elif kind == _PICTURE:
            new = Element("img", {"src": match[6], "alt": match[5]})
        else:
            new = Element("code")
            new.text = AtomicString(code_escape(match[7].strip()))
        self.owner.append(new)
        self.last = new
        if kind != _LINK:
            return True
        if _has_sign(match[3]):
            return Filling(new, self.stash, self.disguise).is_done(match[3])
        new.text = match[3]
        return True

    def _is_stressed(self, found: str, text: str, match: re.Match[str]) -> bool:
        """Open or close what is stressed: only in pairs of the same stars, each close to what stands inside."""
        self._put_text()
        if self.outer is None:
            new = Element(_STRESSED.get(found, ""))
            self.owner.append(new)
            self.owner, self.outer, self.last, self.opened = new, self.owner, None, found
            return found in _STRESSED and text[match.end() : match.end() + 1].strip() != ""
        self.owner, self.outer, self.last = self.outer, None, self.owner
        return found == self.opened and not text[match.start() - 1].isspace()

    def _put_text(self) -> None:
        if self.pieces:
            if self.last is None:
                self.owner.text = "".join(self.pieces)
            else:
                self.last.tail = "".join(self.pieces)
            self.pieces.clear()


_SIGN = re.compile(r"[<[&*!`_\\]")


def _has_sign(text: str) -> bool:
    """Whether any pattern can find anything."""
    return _SIGN.search(text) is not None or _BREAK in text


class QuickInline(InlineProcessor):
    """Overrides the loops over elements and patterns, which the parent keeps to itself."""

    def __init__(self, md: Markdown, disguise: Disguise | None) -> None:
        super().__init__(md)
        self._disguise = disguise
        self._known: dict[str, str] = {}
        """Texts in which tags and entities alone stand -> the same with these in disguise."""
        patterns = list(md.inlinePatterns)
        names = {id(md.inlinePatterns[name]): name for name in NEEDED if name in md.inlinePatterns}
        self._tried = [(pattern, NEEDED.get(names.get(id(pattern), ""), "")) for pattern in patterns]
        self._is_plain = _patterns(md) in (_patterns(Markdown(extensions=one)) for one in ([], ["footnotes"]))

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        made = self._made(tree) if self._is_plain else None
        if made is None:
            return super().run(tree, ancestors)
        for element, new in made:
            element.text = new.text
            element[:0] = new
        return tree

    def _made(self, tree: Element) -> list[tuple[Element, Element]] | None:
        """Elements and what is to be in them; None where the order counts in which the library reads a page."""
        made: list[tuple[Element, Element]] = []
        stash = self.md.htmlStash
        disguise = self._disguise if self._disguise is not None and self._disguise.is_safe() else _NOTHING
        known = {} if disguise is _NOTHING else self._known
        for element in tree.iter():
            text = element.text
            if text and (text in known or _has_sign(text)) and not (isinstance(text, AtomicString) or element is tree):
                before = stash.html_counter
                new = Element(element.tag)
                if text in known:
                    new.text = known[text]
                elif not Filling(new, stash, disguise).is_done(text):
                    forget(stash, before)
                    if len(element) or not self._is_alone(new := Element(element.tag), text):
                        return None
                elif not len(new) and new.text and stash.html_counter == before:
                    make_room(known)
                    known[text] = new.text
                made.append((element, new))
            if element.tail and _has_sign(element.tail):
                return None
        return made

    def _is_alone(self, new: Element, text: str) -> bool:
        """Whether the library could make of a text by itself, in an element to be filled, what it makes on its page.

        Not where notes are counted, or where unpaired stress waits for the next text.
        """
        if "[^" in text:
            return False
        new.text, holder = text, Element("div")
        holder.append(new)
        super().run(holder)
        delimiters = self.md.delimiters
        assert delimiters
        waiting = delimiters.regions or delimiters.stack or any(one.stack for one in delimiters.delimiters.values())
        if waiting:
            delimiters.reset()
        return not waiting

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


def _patterns(md: Markdown) -> dict[str, Any]:
    """The patterns of a parser, comparable, and what stress it knows."""
    priorities: dict[str, float] = dict(vars(md.inlinePatterns)["_priority"])
    patterns: dict[str, Any] = {name: md.inlinePatterns[name] for name in priorities}
    found: dict[str, Any] = {name: (type(one), one.pattern, priorities[name]) for name, one in patterns.items()}
    stress = md.delimiters.delimiters.values() if md.delimiters else ()
    return found | {"stress": tuple((one.token, one.tags, one.smart, one.single, one.double) for one in stress)}


def quicken(md: Markdown) -> None:
    """Let the parser's texts be read so, where nothing else has taken their place."""
    if type(md.treeprocessors["inline"]) is InlineProcessor:
        raw_html = md.postprocessors["raw_html"]
        disguise = raw_html.disguise if isinstance(raw_html, QuickRawHtml) else None
        replace(md.treeprocessors, "inline", QuickInline(md, disguise))
