"""Markdown text in, its headings, links and images with offsets out; no HTML is made here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What an address may begin with, besides being relative."""

# Nothing here may search to the end of a text again and again: possessive marks, and links of a limited length.
_FENCE = re.compile(r"^(?P<mark>`{3,}+|~{3,}+)[^\n]*+\n.*?(?:^(?P=mark)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"(?<!`)(`++).+?(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(
    r"^(?P<marks>#{1,6})[ \t]+(?P<text>[^\n]*?)[ \t]*#*[ \t]*(?P<attributes>\{[^}\n]*\})?[ \t]*$",
    re.MULTILINE,
)
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]{0,999}\]){0,999})\]"
    r"\(\s{0,99}<?(?P<target>[^)\s>]{0,2000})>?(?:\s{1,99}[\"'][^)]{0,999})?\)"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^*]+\]:\s*<?(?P<target>\S+?)>?(?:\s|$)", re.MULTILINE)
_ID = re.compile(r"#([\w-]+)")
BLOCKQUOTE = re.compile(r"(?:^[ ]{0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """An ATX heading; `anchor` is the id its page gives it, `is_named` whether that id is written there."""

    level: int
    text: str
    anchor: str
    offset: int
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image; `offset` points at the target's first character, `text_offset` at the construct."""

    target: str
    text: str
    is_image: bool
    offset: int
    text_offset: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What a body consists of, as far as rules and pages need it. Offsets count from the file's start."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]

    def behind(self, offset: int) -> Outline:
        """The same of a file that begins at `offset` of this one."""
        headings = (replace(one, offset=one.offset - offset) for one in self.headings)
        links = (replace(one, offset=one.offset - offset, text_offset=one.text_offset - offset) for one in self.links)
        return Outline(tuple(headings), tuple(links)) if offset and (self.headings or self.links) else self


def fences(text: str) -> list[tuple[int, int]]:
    """Where the fenced code blocks stand, from the opening to behind the closing line."""
    return [match.span() for match in _FENCE.finditer(text)]


def without_code(text: str, *, keep_comments: bool = False) -> str:
    """The text with code (and, unless they are wanted, comments) replaced by spaces, so that offsets stay."""
    if "`" not in text and "~~~" not in text and "<!--" not in text:
        return text
    for pattern in (_FENCE, _CODE) if keep_comments else (_FENCE, _COMMENT, _CODE):
        text = pattern.sub(blank, text)
    return text


def blank(match: re.Match[str]) -> str:
    """Spaces in the place of what was matched; its line ends stay."""
    text = match[0]
    return "\n".join([" " * len(line) for line in text.split("\n")]) if "\n" in text else " " * len(text)


@lru_cache(maxsize=1 << 14)  # headings, places and issuers recur
def slugify(text: str) -> str:
    """A heading or name as an ASCII slug: `Điểm chính` -> `diem-chinh`."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def outline(body: str, body_offset: int = 0) -> Outline:
    """Headings and links of a Markdown body; code blocks and comments do not count."""
    text = without_code(body)
    return Outline(tuple(_headings(text, body_offset)), tuple(_links(text, body_offset)))


def _headings(text: str, base: int) -> Iterator[Heading]:
    used: dict[str, int] = {}
    for match in _heading_lines(text):
        chosen = _ID.search(match["attributes"] or "")
        anchor = chosen.group(1) if chosen else slugify(_plain_heading(match["text"])) or "muc"
        used[anchor] = used.get(anchor, 0) + 1
        if used[anchor] > 1 and not chosen:
            anchor = f"{anchor}-{used[anchor]}"
        yield Heading(len(match["marks"]), match["text"], anchor, base + match.start(), bool(chosen))


def _heading_lines(text: str) -> Iterator[re.Match[str]]:
    """All matches of `_HEADING`; only lines that begin with its sign are looked at."""
    end = -1 if text.startswith("#") else text.find("\n#")
    while end >= 0 or text.startswith("#"):
        if line := _HEADING.match(text, end + 1):
            yield line
        end = text.find("\n#", end + 1)
        if end < 0:
            return


def _links(text: str, base: int) -> Iterator[Link]:
    for match in _LINK.finditer(text) if "](" in text else ():
        yield Link(
            match["target"],
            match["text"],
            bool(match["image"]),
            base + match.start("target"),
            base + match.start(),
        )
        for inner in _LINK.finditer(match["text"]):
            start = base + match.start("text")
            yield Link(
                inner["target"],
                inner["text"],
                bool(inner["image"]),
                start + inner.start("target"),
                start + inner.start(),
            )
    for match in _DEFINITION.finditer(text) if "]:" in text else ():
        yield Link(match["target"], "", False, base + match.start("target"), base + match.start())


def with_anchors(body: str) -> str:
    """The body with every heading's id written out, so that each engine gives the same anchors."""
    pieces: list[str] = []
    end = 0
    masked = without_code(body)
    for heading, match in zip(_headings(masked, 0), _heading_lines(masked), strict=True):
        pieces += [
            body[end : match.start()],
            "#" * heading.level,
            f" {body[match.start('text') : match.end('text')]}",
        ]
        pieces.append(f" {{{_attributes(heading.anchor, match['attributes'] or '')}}}")
        end = match.end()
    return "".join(pieces) + body[end:]


def _attributes(anchor: str, given: str) -> str:
    """A heading's id, followed by the classes that stand beside it."""
    others = [one for one in given.strip("{}").removeprefix(":").split() if not one.startswith("#")]
    return " ".join([f"#{anchor}", *others])


_WORDS = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]{0,999}\]){0,999})\]\([^)]{0,3000}\)")
_ATTRIBUTES = re.compile(r"\{[:#.][^}\n]{0,999}\}")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]{0,3000}>")
_SYLLABLE = re.compile(r"\w+")
_MARK = re.compile(r"\n[ \t]*(?:#{1,6}|[-*+]|\d+\.|>)[ \t]+")
"""With the line end before it, so that the engine skips to where a line begins."""


def plain(text: str) -> str:
    """Markdown as plain text: links keep their words, marks and tags go, paragraphs become one line each."""
    lines = _unmarked(text).splitlines()
    return "\n".join([" ".join(words) for line in lines if (words := line.split())])


def _unmarked(text: str) -> str:
    """The words of a text, spaced as before. A pattern is tried only where the sign stands that its matches have."""
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    if "](" in text:
        text = _WORDS.sub(r"\1", text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "<" in text:
        text = _TAG.sub("", text)
    return _MARK.sub("\n", f"\n{text}").replace("__", "").replace("*", "").replace("`", "")


_plain_heading = lru_cache(maxsize=1 << 14)(plain)


def count_syllables(text: str) -> int:
    """Vietnamese is written in syllables set apart by spaces: the unit of reading time."""
    return len(_SYLLABLE.findall(_unmarked(text)))
