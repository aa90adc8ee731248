"""Text of contributors in; what in it could act, spy or mislead, and the same text with that made harmless, out.

Nothing is taken away: a tag becomes visible text, a link its words and address, a picture from elsewhere a link to it.
What counts as code is read more narrowly than Python-Markdown does: where the two could differ, it is no code.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from generator import blocks
from generator.markdown import SCHEMES
from generator.stored_text import StoredText

INLINE_TAGS = frozenset("abbr b br del em i ins kbd mark s small strong sub sup u".split())
"""Elements that may be written as HTML, bare; `abbr` may have a title."""

ATTRIBUTE_NAMES = frozenset({"class", "id", "lang", "title", "width", "height", "start"})
"""What an attribute list `{: ... }` may set."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FENCE_MARK = re.compile(r"^(?:`{3,}|~{3,})", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_SPAN = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")
_TAG_START = re.compile(r"<\ufffd*[A-Za-z/!?]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HARMLESS = re.compile(
    rf"</?(?:{'|'.join(sorted(INLINE_TAGS))}) ?/?>|<abbr title=\"[^\"<>\n]*\">"
    r"|<https?://[^<>\s\"'`]+>|<(?:mailto:)?[\w.+-]+@[\w.-]+>"
)
_DEFINITION = re.compile(r"(?<!\*)\[(?P<id>[^\[\]^\n][^\[\]\n]*)\]:[ ]*\n?[ >]*<?(?P<target>[^\s>]*)")
_IMAGE = re.compile(r"!\[(?P<alt>(?:[^\[\]]|\[[^\[\]]*\])*)\](?:\(\s*<?(?P<target>[^)\s>]*)|\s?\[(?P<id>[^\[\]]*)\])?")
_BRACES = re.compile(r"\{[^\n]*\}")
_ASSIGNED = re.compile(r"([^\s={}\"':]+)=")
_NAMED = re.compile(
    r"(?:(?<=[\s{:])#|\bid=[\"']?)(?P<id>[^\s{}\"'#][^\s{}\"']*)|(?:(?<=[\s{:])\.|\bclass=[\"']?)(?P<class>[\w-]+)"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\ufffd-]*):")
_MEANINGLESS = re.compile(r"[\s\ufffd\x00-\x1f]+")


_SIGNS = re.compile(r"[\]{`~\x00-\x08\x0b-\x1f\x7f]")
"""What a value has that `find_in_value` finds anything in, or that is to be replaced: most have none of it."""

_SIGNS_IN_BODY = ("<", "]", "{", "```", "~~~")
"""The same for a body, as texts: looking for one of them is faster than any pattern."""


_SIGNS_IN_VALUE = ("](", "]:", "![", "{", "```", "~~~")
"""What a value has in which anything is found, as texts."""

_BYTES_IN_BODY = b"<]{" + bytes({*range(32), 127} - {9, 10})
"""The same for a body as UTF-8, without fences, and with what is to be replaced."""


@dataclass(frozen=True)
class Danger:
    """Something in a text, which is harmless once `replacement` stands in the place of `start` to `end`.

    `kind` says what it is ("" for a part of what is named elsewhere), `what` is the tag, address or attribute, which
    stands at offset `at`.
    """

    kind: str
    what: str
    at: int
    start: int
    end: int
    replacement: str


def find(body: str) -> list[Danger]:
    """What is dangerous in a Markdown body, in order. Parts for audiences are judged each on its own."""
    found: list[Danger] = []
    begin = 0
    for marker in [*(blocks.MARKER.finditer(body) if ":::" in body else ()), None]:
        end = marker.start() if marker else len(body)
        found += _find_in(body[begin:end], begin)
        begin = marker.end() if marker else end
    return found


def may_be_unsafe(body: StoredText) -> bool:
    """Whether anything in a body could be changed by `defuse`: a quick look, for most have nothing of the kind."""
    return body.has_any_of(_BYTES_IN_BODY) or body.has("```") or body.has("~~~")


def may_be_unsafe_values(values: dict[str, Any]) -> bool:
    """The same for the front matter, of which `find_in_value` and `defuse_values` leave most as it is."""
    texts: list[str] = []
    _collect(values.values(), texts)
    written = "\n".join(texts)
    return any(sign in written for sign in _SIGNS_IN_VALUE) or not written.replace("\n", "").isprintable()


def _collect(values: Iterable[Any], texts: list[str]) -> None:
    for value in values:
        kind = type(value)
        if kind is str:
            texts.append(value)
        elif kind is list:
            _collect(value, texts)
        elif kind is dict:
            _collect(value.values(), texts)


def find_in_value(value: str) -> list[Danger]:
    """The same for a value of the front matter: HTML in it is escaped where it is printed, Markdown is not."""
    if not _SIGNS.search(value):
        return []
    text = _plain_signs(value)
    found = [*_fence_marks(text), *_links(text), *_images(text), *_attributes(text, "(")]
    return sorted(found, key=lambda one: one.start)


def defuse(body: str) -> str:
    """The body with everything dangerous made harmless, and without comments, which are for editors."""
    return _replace(body, find(body))


def defuse_values(value: Any) -> Any:
    """Front matter as plain values with everything dangerous in its texts made harmless."""
    if isinstance(value, str):
        return _replace(value, find_in_value(value)) if _SIGNS.search(value) else value
    if isinstance(value, list):
        return [defuse_values(one) for one in value]
    if isinstance(value, dict):
        return {key: defuse_values(one) for key, one in value.items()}
    return value


def _replace(text: str, found: Iterable[Danger]) -> str:
    pieces: list[str] = []
    end = 0
    for one in found:
        if one.start >= end:
            pieces += [text[end : one.start], one.replacement]
            end = one.end
    return _CONTROL.sub("\ufffd", "".join([*pieces, text[end:]]))


def _plain_signs(text: str) -> str:
    """Of the same length: control characters, which engines drop, are visible signs; tabs are spaces."""
    return _CONTROL.sub("\ufffd", text.replace("\t", " "))


def _find_in(part: str, base: int) -> Iterator[Danger]:
    if not any(sign in part for sign in _SIGNS_IN_BODY):
        return
    text = _plain_signs(part)
    masked = _without_code(text)
    found = [*_fence_options(text), *_fence_marks(masked), *_tags(masked)]
    masked = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), masked)
    found += [*_links(masked), *_images(masked), *_attributes(masked, "&#123;")]
    for one in sorted(found, key=lambda danger: danger.start):
        yield replace(one, at=base + one.at, start=base + one.start, end=base + one.end)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without_code(text: str) -> str:
    """Of the same length: what is code for certain is blank. A paragraph with a loose backtick has no code."""
    if _may_have_fences(text):
        text = _fenced_block().sub(lambda match: _blank(match.group()), text)
    return _PARAGRAPH.sub(_without_spans, text) if "`" in text else text


def _may_have_fences(text: str) -> bool:
    return "```" in text or "~~~" in text


def _fenced_block() -> re.Pattern[str]:
    """The engine's own pattern of a fenced code block; importing it takes long, and most content has none."""
    from markdown.extensions.fenced_code import FencedBlockPreprocessor

    return FencedBlockPreprocessor.FENCED_BLOCK_RE


def _without_spans(paragraph: re.Match[str]) -> str:
    text = paragraph.group()
    bare = _SPAN.sub(lambda match: " " * len(match.group()), text)
    return text if "`" in bare else bare


def _fence_options(text: str) -> Iterator[Danger]:
    """Options in braces behind the opening of a code block become attributes of its element."""
    for fence in _fenced_block().finditer(text) if _may_have_fences(text) else ():
        if fence["attrs"] is not None and list(_attributes("{" + fence["attrs"] + "}", "")):
            start, end = fence.start("attrs") - 1, fence.end("attrs") + 1
            yield Danger("attribute", _short(fence["attrs"]), start, start, end, "")


def _fence_marks(text: str) -> Iterator[Danger]:
    """A fence that opens no block here could open one together with what follows on the page."""
    for mark in _FENCE_MARK.finditer(text):
        shown = f"&#{ord(mark.group()[0])};" * len(mark.group())
        yield Danger("fence", mark.group(), mark.start(), mark.start(), mark.end(), shown)


def _tags(text: str) -> Iterator[Danger]:
    end = 0
    for tag in _TAG_START.finditer(text):
        if tag.start() < end or _HARMLESS.match(text, tag.start()):
            continue
        if comment := _COMMENT.match(text, tag.start()):
            end = comment.end()
            yield Danger("", "", comment.start(), comment.start(), end, " ")
            continue
        name = re.match(r"<[/!?\ufffd]*[\w-]*", text[tag.start() : tag.start() + 40])
        yield Danger("tag", name.group() if name else "<", tag.start(), tag.start(), tag.start() + 1, "&lt;")


def _links(text: str) -> Iterator[Danger]:
    """`](` leads somewhere whatever stands before it; a definition gives an address to links elsewhere in the text."""
    for opening in re.finditer(r"\]\(", text):
        target = re.match(r"[^)]{0,2000}", text[opening.end() : opening.end() + 2000])
        assert target
        if not is_safe(target.group()):
            between = opening.start() + 1
            yield Danger("link", _short(target.group()), opening.end(), between, between, " ")
    for definition in _DEFINITION.finditer(text):
        if not is_safe(definition["target"]):
            colon = definition.end("id") + 1
            yield Danger("link", _short(definition["target"]), definition.start("target"), colon, colon, " ")


def is_safe(target: str) -> bool:
    """Whether an address, as a browser reads it, is relative or begins with a scheme that only leads somewhere."""
    return _scheme(target) in {"", *SCHEMES}


def _scheme(target: str) -> str:
    """What an address begins with, in small letters: `https`, `//` for another host without a scheme, or nothing."""
    bare = _MEANINGLESS.sub("", html.unescape(html.unescape(target)).replace("\\", "/")).lstrip("<")
    scheme = _SCHEME.match(bare)
    return "//" if bare.startswith("//") else scheme[1].lower() if scheme else ""


def _images(text: str) -> Iterator[Danger]:
    defined = {one["id"].lower(): one["target"] for one in _DEFINITION.finditer(text)}
    for image in _IMAGE.finditer(text):
        target = (
            image["target"] if image["target"] is not None else defined.get((image["id"] or image["alt"]).lower(), "")
        )
        if is_safe(target) and _scheme(target):
            yield Danger("image", _short(target), image.start(), image.start(), image.start() + 1, "")


def _attributes(text: str, brace: str) -> Iterator[Danger]:
    """An attribute list may stand behind anything; every brace of a line with a bad one becomes visible text."""
    for line in _BRACES.finditer(text):
        bad = list(_bad_attributes(line.group()))
        for opening in re.finditer(r"\{", line.group()) if bad else ():
            start = line.start() + opening.start()
            yield Danger("", "", start, start, start + 1, brace)
        for name in bad:
            at = line.start() + name.start()
            yield Danger("attribute", _short(name.group()), at, at, at, "")


def _bad_attributes(braces: str) -> Iterator[re.Match[str]]:
    for key in _ASSIGNED.finditer(braces):
        if key[1].lower() not in ATTRIBUTE_NAMES:
            yield key
    for name in _NAMED.finditer(braces):
        # Names that the theme's own parts go by: with them content could pass for the theme or lie over the page.
        if re.match(r"__|md-(?!button)", name["id"] or name["class"]):
            yield name


def _short(text: str) -> str:
    line = " ".join(text.split("\n", 1)[0].split())
    return line if len(line) <= 40 else line[:39] + "…"
