"""How a rule is declared: one function, whose docstring is its manual page; the rules that other steps report."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator import (
    field_problems,
    form_declarations,
    frontmatter,
    limits,
    links,
    recordings,
    settings,
    shapes,
    source,
    template_files,
    unsafe_content,
)
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


USELESS_IGNORE = Rule(
    "IG001",
    "useless-ignore",
    Severity.ERROR,
    """Ghi chú bỏ qua không bỏ qua điều gì.

**Kiểm tra gì.** Mỗi tên quy tắc trong ghi chú `sotay: ignore` phải che một lỗi có thật ở ngay dòng, đoạn hoặc trường
đứng dưới nó. Lỗi làm mục không đọc được thì không bỏ qua được.

**Vì sao.** Ghi chú còn lại sau khi lỗi đã sửa sẽ che luôn lỗi mới về sau.

**Ví dụ.** `<!-- sotay: ignore broken-link -->` đứng trên một đoạn mà mọi đường dẫn đều đúng.

**Cách sửa.** Xóa tên quy tắc thừa, hoặc cả ghi chú.
""",
)

REPORTED_ELSEWHERE: tuple[Rule, ...] = (
    settings.BAD_REDIRECT,
    settings.BAD_SETTING,
    shapes.INCLUDING_EXTENSION,
    *source.RULES,
    limits.TOO_MUCH,
    frontmatter.BROKEN,
    frontmatter.MISSING,
    *field_problems.RULES,
    *links.RULES,
    template_files.TEMPLATE_ERROR,
    form_declarations.BAD_FORM,
    recordings.BAD_RECORDING,
    *unsafe_content.RULES,
)
"""Rules whose violations other steps find: reading, typing, linking, rendering."""


def page_of(rule: Rule) -> str:
    """Where the manual explains a rule."""
    return f"bien-tap/quy-tac/{rule.code.lower()}.md"


def pages() -> frozenset[str]:
    """The pages of all rules."""
    return frozenset(map(page_of, (*(one.rule for one in CHECKED), *REPORTED_ELSEWHERE, USELESS_IGNORE)))
