"""Knowledge in, diagnostics out; the table of all rules, also of those that earlier steps report."""

from __future__ import annotations

from generator import (
    field_problems,
    form_declarations,
    frontmatter,
    links,
    recordings,
    settings,
    source,
    templating,
    unsafe_content,
)
from generator.diagnostics import Diagnostic, Rule
from generator.knowledge import Knowledge
from generator.rules import (
    body_links,
    citations,
    dates,
    identity,
    integrity,
    marked,
    reach,
    references,
    self_checks,
    structure,
    text,
)
from generator.rules.registry import CHECKED

FAMILIES = (body_links, citations, dates, identity, integrity, marked, reach, references, self_checks, structure, text)

REPORTED_ELSEWHERE: tuple[Rule, ...] = (
    settings.BAD_SETTING,
    source.NOT_UTF8,
    frontmatter.BROKEN,
    frontmatter.MISSING,
    *field_problems.RULES,
    *links.RULES,
    templating.TEMPLATE_ERROR,
    form_declarations.BAD_FORM,
    recordings.BAD_RECORDING,
    *unsafe_content.RULES,
)
"""Rules whose violations other steps find: reading, typing, linking, rendering."""

FOUND_BY_CHECK: tuple[Rule, ...] = tuple(checked.rule for checked in CHECKED)


def check(knowledge: Knowledge) -> tuple[Diagnostic, ...]:
    """Run every rule."""
    return tuple(found for checked in CHECKED for found in checked.diagnostics(knowledge))
