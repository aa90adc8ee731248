"""Markdown with blocks marked for audiences in, what one reader or one build gets of it out.

    ::: doi-tuong bao-cao-vien nguoi-to-chuc
    Only these audiences get what stands here.
    :::

The word after the colons decides: `doi-tuong` (only for these), `tru` (for all but these), `danh-dau` (for all, marked
as concerning these most), `noi-bo` (only in the internal build; names no audience). Blocks do not nest. A marker is one
wherever a line begins with three colons, also in code, comments, lists and quotations: what is meant to be kept back
must not get out because of a stray mark around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from generator.kinds.fields import Choice

MARKER = re.compile(r"^[ \t>*+-]*(?:\d+[.)][ \t]*)?:::+[ \t]*(?P<words>[^\n]*?)[ \t:]*$", re.MULTILINE)


class Mode(Choice):
    """Who gets a block."""

    ONLY = "doi-tuong", "Dành cho"
    EXCEPT = "tru", "Không dành cho"
    MARKED = "danh-dau", "Nhất là cho"
    INTERNAL = "noi-bo", "Chỉ có trong bản nội bộ"


@dataclass(frozen=True)
class Word:
    """A word of a marker and where it stands in the body."""

    text: str
    offset: int


@dataclass(frozen=True)
class AudienceBlock:
    """A marked part of a body: `start` to `end` with its markers, `text` between them.

    `mode` is None when the marker says none that exists; `is_closed` is false when the end of the body came first or
    another block was opened within.
    """

    mode: Mode | None
    audiences: tuple[Word, ...]
    text: str
    start: int
    end: int
    is_closed: bool

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.audiences)

    @property
    def is_sound(self) -> bool:
        """Whether the block says whom it is for and where it ends."""
        return self.mode is not None and self.names_whom_it_should and self.is_closed

    @property
    def names_whom_it_should(self) -> bool:
        """An internal block names no audience, every other one does."""
        return bool(self.audiences) is not (self.mode is Mode.INTERNAL)


@dataclass(frozen=True)
class Readers:
    """The audiences of which a public build speaks: those who learn and those who only run classes."""

    learners: frozenset[str]
    staff: frozenset[str]

    def may_read(self, audiences: Collection[str]) -> bool:
        """Whether what is for `audiences` (for everybody when there are none) is for a learner too."""
        return not audiences or not self.learners.isdisjoint(audiences)

    def may_get(self, block: AudienceBlock) -> bool:
        """Whether a block is for learners; one that is not sound or names an audience not spoken of is not."""
        is_known = self.learners | self.staff >= {*block.names}
        is_theirs = block.mode is not Mode.ONLY or self.may_read(block.names)
        return block.is_sound and block.mode is not Mode.INTERNAL and is_known and is_theirs


SIGN = ":::"
"""What a body has in which there is any block."""


def find(body: str) -> tuple[AudienceBlock, ...]:
    """The blocks of a body in order. A closing marker that closes nothing is a block without words."""
    return tuple(_find(body))


def _find(body: str) -> Iterator[AudienceBlock]:
    """Within a block further openings are counted, so that the whole of what somebody nested is one unsound block."""
    opened: re.Match[str] | None = None
    depth = nested = 0
    for marker in MARKER.finditer(body) if SIGN in body else ():
        is_opening = bool(marker["words"])
        if opened is None and not is_opening:
            yield AudienceBlock(None, (), "", marker.start(), marker.end(), is_closed=False)
            continue
        nested = nested + is_opening if opened else 0
        opened = opened or marker
        depth += 1 if is_opening else -1
        if depth == 0:
            yield _block(body, opened, marker.start(), marker.end(), is_closed=not nested)
            opened = None
    if opened:
        yield _block(body, opened, len(body), len(body), is_closed=False)


def _block(body: str, opened: re.Match[str], inner_end: int, end: int, *, is_closed: bool) -> AudienceBlock:
    words = [Word(one[0], opened.start("words") + one.start()) for one in re.finditer(r"\S+", opened["words"])]
    mode = next((mode for mode in Mode if mode.value == words[0].text), None)
    return AudienceBlock(mode, tuple(words[1:]), body[opened.end() : inner_end], opened.start(), end, is_closed)


def _replaced(body: str, shown: Callable[[AudienceBlock], str]) -> str:
    pieces: list[str] = []
    end = 0
    for block in find(body):
        pieces += [body[end : block.start], shown(block)]
        end = block.end
    return "".join([*pieces, body[end:]])


def for_the_public(body: str, readers: Readers) -> str:
    """The body with only those blocks that learners may get, still marked."""
    return _replaced(body, lambda block: body[block.start : block.end] if readers.may_get(block) else "")


def for_everybody(body: str, titles: dict[str, str]) -> str:
    """The body for a page that all audiences share: every block, each saying whom it concerns."""

    def shown(block: AudienceBlock) -> str:
        return _labelled(block, titles) if block.mode else block.text

    return _replaced(body, shown)


def for_audience(body: str, line: Collection[str], titles: dict[str, str]) -> str:
    """The body for one audience; `line` is the audience and the broader ones it inherits from."""

    def shown(block: AudienceBlock) -> str:
        if block.is_sound and block.mode is Mode.INTERNAL:
            return _labelled(block, titles)
        is_meant = any(one in line for one in block.names)
        if not block.is_sound or (is_meant if block.mode is Mode.EXCEPT else block.mode is Mode.ONLY and not is_meant):
            return ""
        return _labelled(block, titles) if block.mode is Mode.MARKED and is_meant else f"\n{block.text.strip()}\n"

    return _replaced(body, shown)


def _labelled(block: AudienceBlock, titles: dict[str, str]) -> str:
    assert block.mode
    names = ", ".join(titles.get(one, one).lower() for one in block.names)
    label = f"{block.mode.label} {names}".rstrip()
    return (
        f'\n<div class="danh-cho" markdown>\n\n<p class="danh-cho-ai">{label}</p>\n\n{block.text.strip()}\n\n</div>\n'
    )
