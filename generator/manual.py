"""Rules and content types in, the generated pages of the editors' manual out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic.fields import FieldInfo

from generator.diagnostics import Rule, Severity
from generator.field_problems import one_line
from generator.kinds import ORDER, Record
from generator.kinds.fields import Choice, OneOfTopics, Part, RefTo
from generator.kinds.shape import bare_type, markers
from generator.rules import FOUND_BY_CHECK, REPORTED_ELSEWHERE, USELESS_IGNORE
from generator.rules.registry import page_of

SEVERITIES = {Severity.ERROR: "lỗi, dừng việc dựng trang", Severity.WARNING: "cảnh báo"}

ALL_RULES: tuple[Rule, ...] = tuple(
    sorted((*REPORTED_ELSEWHERE, *FOUND_BY_CHECK, USELESS_IGNORE), key=lambda rule: rule.code)
)


@dataclass(frozen=True)
class ManualPage:
    """A generated page of the manual."""

    path: str
    title: str
    text: str


def find_rule(word: str) -> Rule | None:
    """The rule with this code (any case) or name."""
    wanted = word.strip().lower()
    return next((rule for rule in ALL_RULES if wanted in (rule.code.lower(), rule.name)), None)


def rule_page(rule: Rule) -> str:
    """A rule's page in the manual, as Markdown."""
    rest = rule.manual.strip().partition("\n")[2].strip()
    return f"# {rule.code} `{rule.name}`\n\n{rule.headline}\n\n*Mức độ: {SEVERITIES[rule.severity]}.*\n\n{rest}\n"


def pages() -> Iterator[ManualPage]:
    """The list of rules, a page for each, and the field reference."""
    rows = [f"| [{rule.code}]({rule.code.lower()}.md) | `{rule.name}` | {rule.headline} |" for rule in ALL_RULES]
    intro = "# Quy tắc kiểm tra\n\nMỗi lỗi mà `sotay check` báo có mã, tên và một trang giải thích.\n\n"
    table = "\n".join(["| Mã | Tên | Báo khi |", "| --- | --- | --- |", *rows])
    yield ManualPage("bien-tap/quy-tac/index.md", "Quy tắc kiểm tra", intro + table + "\n")
    for rule in ALL_RULES:
        yield ManualPage(page_of(rule), f"{rule.code} {rule.name}", rule_page(rule))
    yield ManualPage("bien-tap/truong.md", "Các trường của từng loại mục", field_reference())


@cache
def field_reference() -> str:
    """What every field of every kind means, from the declarations."""
    parts = [
        "# Các trường của từng loại mục\n",
        "Thư mục chứa tệp quyết định loại mục. Trường có dấu \\* là bắt buộc.\n",
    ]
    for kind in ORDER:
        parts += [
            f"## {kind.plural} (`{kind.folder}/`) {{#{kind.folder}}}\n",
            f"{(kind.__doc__ or '').strip()}\n",
            *_rows(kind),
        ]
    return "\n".join(parts)


def _rows(kind: type[Record]) -> Iterator[str]:
    yield "| Trường | Tên | Ghi gì | Ví dụ |\n| --- | --- | --- | --- |"
    for name, info in kind.model_fields.items():
        star = "\\*" if info.is_required() else ""
        example = one_line((info.examples or [""])[0]).replace("|", "\\|")
        description = " ".join(filter(None, [info.description, _allowed(info)])).replace("|", "\\|")
        yield f"| `{name}`{star} | {info.title} | {description} | `{example}` |"
    yield ""


def _allowed(info: FieldInfo) -> str:
    """The closed list, the kind of entry or the parts that a field takes."""
    type_: Any = bare_type(info)
    for marker in markers(info):
        if isinstance(marker, RefTo):
            return f"Mã trong `{marker.folder}/`."
        if isinstance(marker, OneOfTopics):
            return "Mã chủ đề."
    if isinstance(type_, type) and issubclass(type_, Choice):
        return "Giá trị: " + ", ".join(f"`{choice.value}` ({choice.label})" for choice in type_) + "."
    if isinstance(type_, type) and issubclass(type_, Part):
        return "Gồm: " + ", ".join(f"`{name}`" for name in type_.model_fields) + "."
    return ""
