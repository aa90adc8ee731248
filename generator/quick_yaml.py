"""The text of front matter in, its values out where it is written in the plain way that most of it is; otherwise None.

Of YAML 1.1 this reads, line by line: block mappings and lists; plain, quoted and folded texts; flow lists and mappings
of such values on one line. Whatever is written in any other way, and so every mistake, is left to libyaml, which takes
five times as long: `placed_yaml` reads the same values wherever this reads any (tests/property/test_quick_yaml.py).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from generator.placed_yaml import YamlError, is_text, read_mapping

DEEPEST = 20
"""Levels of nesting that are read here."""

_LINE = re.compile(r"^( *)(- )?(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):(?: +|$))?(.*)$", re.MULTILINE)
"""Spaces, a dash, a key, and what stands behind them."""

_INDICATORS = frozenset(" -?:,[]{}#&*!|>'\"%@`")
"""What begins something else than a plain scalar."""

_FLOW = re.compile(
    r" *(?:(?P<mark>[\[\]{},])|(?P<key>[A-Za-z_][A-Za-z0-9_-]{0,99}): +"
    r"""|(?P<scalar>"[^"\\]*"|'[^']*'|[^-?:,\[\]{}#&*!|>'"%@` ][^:,\[\]{}#'"]*))"""
)
_END = ("mark", "")
_BLOCK_SCALARS = {">": " ", ">-": " ", "|": "\n", "|-": "\n"}
"""What stands between the lines of a text that begins on the next line."""


class _UnusualError(Exception):
    """The text has something that is not read here."""


def read(text: str) -> dict[str, Any] | None:
    """The values of a YAML mapping; None where it is not written in the plain way, or is no mapping at all."""
    if text[-1:] != "\n" or not text.replace("\n", "").isprintable():  # also other line ends: YAML has several
        return None
    reader = _Reader(text)
    try:
        values = reader.mapping(0, 0)
    except _UnusualError:
        return None
    return values if reader.indent < 0 else None


class _Reader:
    """Reads down the lines. The one in turn has `indent`, maybe a `dash` and a `key`, and a `rest`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.coming: Iterator[tuple[str, str, str, str]] = iter(_LINE.findall(text))
        self.at = -1
        self.go_on()

    @cached_property
    def raw_lines(self) -> list[str]:
        return self.text.split("\n")

    def go_on(self) -> None:
        """To the next line that says something; behind the last one `indent` is -1."""
        for spaces, dash, key, rest in self.coming:
            self.at += 1
            if key or dash or (rest and rest[0] != "#"):
                self.indent, self.dash, self.key, self.rest = len(spaces), dash, key, rest
                return
        self.indent, self.dash, self.key, self.rest = -1, "", "", ""

    def mapping(self, indent: int, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while self.indent == indent and self.key and not self.dash:
            key = sys.intern(self.key)
            if key in values:
                raise _UnusualError
            values[key] = self.scalar(self.rest, indent) if self.rest else self.below(indent, depth + 1)
        if not values or self.indent > indent:
            raise _UnusualError
        return values

    def below(self, indent: int, depth: int) -> Any:
        """What a key without a value on its line holds: a list may begin no deeper than the key itself."""
        self.go_on()
        if depth > DEEPEST or self.indent < indent + (not self.dash):
            raise _UnusualError
        return self.sequence(self.indent, depth) if self.dash else self.mapping(self.indent, depth)

    def sequence(self, indent: int, depth: int) -> list[Any]:
        values: list[Any] = []
        while self.indent == indent and self.dash:
            if self.key:
                self.indent, self.dash = indent + 2, ""
                values.append(self.mapping(indent + 2, depth + 1))
            else:
                values.append(self.scalar(self.rest, indent))
        if self.indent > indent or depth > DEEPEST:
            raise _UnusualError
        return values

    def scalar(self, written: str, indent: int) -> Any:
        """The value that stands behind a key or dash; it must not go on below unless it is a block."""
        if written in _BLOCK_SCALARS:
            return self.block(written, indent)
        self.go_on()
        if self.indent > indent or not written:
            raise _UnusualError
        if written[0] in "[{":
            return _in_brackets(written.rstrip(" "))
        return _on_a_line(written) if len(written) > LONGEST_RECURRING else _recurring(written)

    def block(self, mark: str, indent: int) -> str:
        """A text of several lines: none is empty or deeper than the first, and what comes next follows at once."""
        found: list[str] = []
        prefix = ""
        for line in self.raw_lines[self.at + 1 :]:
            if not found:
                prefix = " " * (len(line) - len(line.lstrip(" ")))
            if not line or not line.startswith(prefix):
                break
            found.append(line[len(prefix) :])
        for _ in found:
            next(self.coming, None)
        self.at += len(found)
        end = self.at + 1
        self.go_on()
        is_deeper = len(prefix) > indent >= self.indent
        if (
            not found
            or self.at != end
            or not is_deeper
            or any(not one or one[0] == " " or one[-1] == " " for one in found)
        ):
            raise _UnusualError
        return _BLOCK_SCALARS[mark].join(found) + ("" if mark[-1] == "-" else "\n")


def _on_a_line(written: str) -> Any:
    """A plain or quoted scalar."""
    if written[0] in _INDICATORS:
        return _quoted(written.rstrip(" "))
    if ":" in written and (": " in written or written[-1] == ":"):
        raise _UnusualError
    if written[-1] == " " or " #" in written:
        raise _UnusualError
    return written if is_text(written) else _typed(written)


_recurring = lru_cache(maxsize=1 << 14)(_on_a_line)
"""Ids, kinds and days stand in many files."""

LONGEST_RECURRING = 30
"""Characters."""


def _in_brackets(written: str) -> Any:
    """A flow list or mapping."""
    if sum(map(written.count, "[{")) > DEEPEST:
        raise _UnusualError
    tokens = _tokens(written)
    value = _in_flow(next(tokens), tokens)
    if next(tokens, _END) != _END:
        raise _UnusualError
    return value


def _quoted(written: str) -> str:
    inner, mark = written[1:-1], written[:1]
    if len(written) < 2 or mark not in "\"'" or written[-1] != mark or mark in inner or (mark == '"' and "\\" in inner):
        raise _UnusualError
    return inner


def _tokens(written: str) -> Iterator[tuple[str, str]]:
    """The marks, keys and scalars of a flow list or mapping."""
    at = 0
    while at < len(written):
        match = _FLOW.match(written, at)
        if not match or not match.lastgroup:
            raise _UnusualError
        at = match.end()
        yield match.lastgroup, match[match.lastgroup]


def _in_flow(token: tuple[str, str], tokens: Iterator[tuple[str, str]]) -> Any:
    match token:
        case ("mark", "["):
            return [_in_flow(one, tokens) for one in _parts("]", tokens)]
        case ("mark", "{"):
            return _flow_mapping(tokens)
        case ("scalar", written):
            written = written.rstrip(" ")
            if written[0] in "\"'":
                return _quoted(written)
            return written if is_text(written) else _typed(written)
    raise _UnusualError


def _parts(end: str, tokens: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The first token of each part up to `end`; whoever takes it reads the rest of the part."""
    token = next(tokens, _END)
    while token != ("mark", end):
        yield token
        comma = next(tokens, _END)
        token = next(tokens, _END) if comma == ("mark", ",") else comma
        if (token == ("mark", end)) is not (token is comma):  # a comma before the end, or none between two parts
            raise _UnusualError


def _flow_mapping(tokens: Iterator[tuple[str, str]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for kind, key in _parts("}", tokens):
        if kind != "key" or key in values:
            raise _UnusualError
        values[sys.intern(key)] = _in_flow(next(tokens, _END), tokens)
    return values


@lru_cache(maxsize=4096)
def _typed(written: str) -> Any:
    """A plain scalar that may be a number, a day or a truth value, as libyaml reads it."""
    try:
        return read_mapping(f"x: {written}").values["x"]
    except YamlError as error:
        raise _UnusualError from error
