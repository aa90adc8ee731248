"""What can be wrong with content, and where: the shared leaf types that every step returns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Severity(StrEnum):
    """How bad a finding is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """A span in a file: `offset` counts characters (code points) of `text` from 0.

    `length` is 0 where whoever reports knows only the point.
    """

    path: str
    text: str
    offset: int
    length: int = 0

    @cached_property
    def line(self) -> int:
        """1-based line; only U+000A ends a line, as editors count."""
        return self.text.count("\n", 0, self.offset) + 1

    @cached_property
    def column(self) -> int:
        """1-based column in characters."""
        return self.offset - (self.text.rfind("\n", 0, self.offset) + 1) + 1

    @cached_property
    def end(self) -> int:
        """Offset behind the span's last character on its first line; a bare point covers the word it stands on."""
        line_end = self.text.find("\n", self.offset)
        line_end = len(self.text) if line_end < 0 else line_end
        if self.length:
            return max(min(self.offset + self.length, line_end), min(self.offset + 1, line_end))
        word = re.match(r"\S+", self.text[self.offset : line_end])
        return self.offset + (word.end() if word else min(1, line_end - self.offset))


@dataclass(frozen=True)
class Rule:
    """A kind of problem. `manual` is Markdown in Vietnamese and becomes the rule's page."""

    code: str
    name: str
    severity: Severity
    manual: str

    @property
    def headline(self) -> str:
        """The first line of the manual: what the rule finds."""
        return self.manual.strip().splitlines()[0]

    def section(self, name: str) -> str:
        """A part of the manual as one line, such as `Vì sao`; empty when the manual has no such part."""
        found = re.search(rf"\*\*{name}\.\*\*\s+(.*?)(?=\n\n\*\*|\Z)", self.manual.strip(), re.DOTALL)
        return " ".join(found[1].split()) if found else ""


Finding = tuple[Place, str, str]
"""What a rule finds: where, what is wrong, what to do."""


@dataclass(frozen=True)
class Diagnostic:
    """One finding: which rule, where, what is wrong and what to do (message and hint in Vietnamese)."""

    rule: Rule
    place: Place
    message: str
    hint: str

    @property
    def is_error(self) -> bool:
        return self.rule.severity is Severity.ERROR


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, position and code, each finding once."""
    unique = {(d.place.path, d.place.offset, d.rule.code, d.message): d for d in diagnostics}
    return tuple(unique[key] for key in sorted(unique))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether at least one finding must stop a build."""
    return any(diagnostic.is_error for diagnostic in diagnostics)
