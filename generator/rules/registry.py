"""How a rule is declared: one function, whose docstring is its page in the manual."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.knowledge import Knowledge

Finding = tuple[Place, str, str]
"""Where, what is wrong, what to do."""

Check = Callable[[Knowledge], Iterator[Finding]]


@dataclass(frozen=True)
class CheckedRule:
    """A rule with the function that finds its violations."""

    rule: Rule
    find: Check

    def diagnostics(self, knowledge: Knowledge) -> Iterator[Diagnostic]:
        """All violations as diagnostics."""
        for place, message, hint in self.find(knowledge):
            yield Diagnostic(self.rule, place, message, hint)


CHECKED: list[CheckedRule] = []
"""Every declared rule, in order of import."""


def rule(code: str, name: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Declare a rule. `name` says the bad thing in kebab case; a code is never used twice."""

    def declare(find: Check) -> Check:
        CHECKED.append(CheckedRule(Rule(code, name, severity, inspect.cleandoc(find.__doc__ or "") + "\n"), find))
        return find

    return declare
