"""Knowledge in, diagnostics out; the table of all rules, also of those that earlier steps report."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Rule
from generator.knowledge import Knowledge
from generator.rules import (
    addresses,
    body_links,
    citations,
    dates,
    file_names,
    identity,
    integrity,
    marked,
    reach,
    references,
    self_checks,
    structure,
    text,
    visibility,
)
from generator.rules.registry import CHECKED, REPORTED_ELSEWHERE, USELESS_IGNORE, Examined, examine

__all__ = ["FAMILIES", "FOUND_BY_CHECK", "REPORTED_ELSEWHERE", "USELESS_IGNORE", "check", "examine"]

FAMILIES = (
    addresses,
    body_links,
    citations,
    dates,
    file_names,
    identity,
    integrity,
    marked,
    reach,
    references,
    self_checks,
    structure,
    text,
    visibility,
)

FOUND_BY_CHECK: tuple[Rule, ...] = tuple(checked.rule for checked in CHECKED)


def check(
    knowledge: Knowledge, skipped: frozenset[str] = frozenset(), examined: Examined | None = None
) -> tuple[Diagnostic, ...]:
    """Run every rule but those whose codes are to be skipped; what was `examined` is not looked at again."""
    wanted = [checked for checked in CHECKED if checked.rule.code not in skipped]
    return tuple(found for checked in wanted for found in checked.diagnostics(knowledge, examined))
