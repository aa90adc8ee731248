"""How a rule is declared: one function, whose docstring is its manual page; the rules that other steps report."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

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
from generator.catalog import Document, Removed
from generator.diagnostics import Diagnostic, Finding, Rule, Severity
from generator.knowledge import Knowledge
from generator.source import Source

Check = Callable[[Knowledge], Iterator[Finding]]
File = tuple[Source, Document | None]
"""A file, and what it is where that can be told."""

Examined = Mapping[str, Mapping[str, tuple[Finding, ...]]]
"""By path of a file, by code, what rules that look at one file alone found there."""

S = TypeVar("S", bound=Source | Document)


@dataclass(frozen=True)
class CheckedRule:
    """A rule with the function that finds its violations.

    A rule that looks at each file alone also says at which files, in order, and what it finds in one.
    """

    rule: Rule
    find: Check
    files: Callable[[Knowledge], Iterator[File]] | None = None
    find_in: Callable[[Source, Document | None], Iterator[Finding]] | None = None

    def diagnostics(self, knowledge: Knowledge, examined: Examined | None = None) -> Iterator[Diagnostic]:
        """All violations as diagnostics; files that were `examined` already are not looked at again."""
        found = self.find(knowledge)
        if self.files and examined is not None:
            paths = (source.path for source, _ in self.files(knowledge)) if self._is_in(examined) else ()
            found = (one for path in paths for one in examined.get(path, {}).get(self.rule.code, ()))
        for place, message, hint in found:
            yield Diagnostic(self.rule, place, message, hint)

    def _is_in(self, examined: Examined) -> bool:
        return any(self.rule.code in found for found in examined.values())


CHECKED: list[CheckedRule] = []
"""Every declared rule, in order of import."""


def rule(code: str, name: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Declare a rule. `name` says the bad thing in kebab case; a code is never used twice."""

    def declare(find: Check) -> Check:
        CHECKED.append(CheckedRule(_rule(code, name, severity, find), find))
        return find

    return declare


def rule_of_one(code: str, name: str, kind: type[S]) -> Callable[[Callable[[S], Iterator[Finding]]], Check]:
    """Declare a rule that looks at each file alone: at its text (Source), at a page or entry (Document), or an Entry.

    What it finds is kept with the file, so it must depend on nothing else, not on the settings nor on the day.
    """

    def declare(find_in: Callable[[S], Iterator[Finding]]) -> Check:
        def find_in_file(source: Source, document: Document | None) -> Iterator[Finding]:
            subject: object = source if issubclass(kind, Source) else document
            return find_in(subject) if isinstance(subject, kind) else iter(())

        def files(knowledge: Knowledge) -> Iterator[File]:
            if issubclass(kind, Source):
                yield from ((source, None) for source in knowledge.content.sources)
            else:
                documents = (*knowledge.catalog.entries, *knowledge.catalog.pages)
                yield from ((one.source, one) for one in documents if isinstance(one, kind))

        def find(knowledge: Knowledge) -> Iterator[Finding]:
            return (found for file in files(knowledge) for found in find_in_file(*file))

        declared = _rule(code, name, Severity.ERROR, find_in)
        CHECKED.append(CheckedRule(declared, find, files, find_in_file))
        return find

    return declare


def _rule(code: str, name: str, severity: Severity, find: Callable[..., object]) -> Rule:
    return Rule(code, name, severity, inspect.cleandoc(find.__doc__ or "") + "\n")


def examine(source: Source, document: Document | None) -> dict[str, tuple[Finding, ...]]:
    """By code, what the rules that look at each file alone find in this one.

    Of what an entry left behind when it was removed only the text is looked at.
    """
    document = None if isinstance(document, Removed) else document
    looking = ((one.rule.code, one.find_in) for one in CHECKED if one.find_in)
    found = ((code, tuple(find_in(source, document))) for code, find_in in looking)
    return {code: findings for code, findings in found if findings}


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
