"""Diagnostics in, a report to learn from out: excerpts, why a rule matters, how to fix it, where to read on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Rule
from generator.excerpt import excerpt, visible
from generator.report import line_of, total

_CODES = {"bold": "1", "red": "1;31", "yellow": "1;33", "blue": "1;34", "dim": "2"}


@dataclass(frozen=True)
class Colours:
    """Terminal colours (ECMA-48 SGR), or none."""

    are_on: bool

    def paint(self, style: str, text: str) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.are_on and text else text


def as_full(diagnostics: Sequence[Diagnostic], site_url: str = "", *, colours: bool = False) -> str:
    """The findings one below the other, then the count. A rule is explained where it is first broken."""
    colour = Colours(colours)
    seen: set[str] = set()
    blocks: list[str] = []
    for one in diagnostics:
        explained = [] if one.rule.code in seen else _explanation(one.rule, site_url, colour)
        seen.add(one.rule.code)
        blocks.append("\n".join([_headline(one, colour), *_excerpt(one, colour), *explained, ""]))
    return "\n".join([*blocks, colour.paint("bold", total(diagnostics))])


def _headline(one: Diagnostic, colour: Colours) -> str:
    """The one-line form; nothing in a message can steer the terminal."""
    line = visible(line_of(one))
    label = f"{one.rule.code} {one.rule.name}"
    before, _, after = line.partition(label)
    return colour.paint("bold", before) + colour.paint("red" if one.is_error else "yellow", label) + after


def _excerpt(one: Diagnostic, colour: Colours) -> list[str]:
    if not one.place.text:
        return []
    lines = excerpt(one.place)
    width = max(len(str(line.number)) for line in lines)
    result = []
    for line in lines:
        result.append(colour.paint("blue", f" {line.number:>{width}} | ") + line.text)
        if line.marks:
            mark = colour.paint("red" if one.is_error else "yellow", line.marks)
            result.append(colour.paint("blue", f" {'':>{width}} | ") + mark)
    return result


def _explanation(rule: Rule, site_url: str, colour: Colours) -> list[str]:
    parts = [("vì sao", rule.section("Vì sao")), ("cách sửa", rule.section("Cách sửa")), ("xem", where(rule, site_url))]
    return [colour.paint("blue", f"  = {label}: ") + text for label, text in parts if text]


def where(rule: Rule, site_url: str) -> str:
    """Where the rule's page is: below `site_url`, unless that is empty, and always on the command line."""
    command = f"sotay explain {rule.code}"
    return f"{site_url.rstrip('/')}/bien-tap/quy-tac/{rule.code.lower()}/ hoặc {command}" if site_url else command
