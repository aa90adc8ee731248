"""An impact in, text for the terminal, Markdown for a pull request's comment, or JSON out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from generator.impact.comparison import AddressChange, EntryChange, GuideChange, Impact, StatusChange, What

SIGNS = {What.ADDED: "+", What.CHANGED: "~", What.REMOVED: "-"}
WORDS = {What.ADDED: "thêm", What.CHANGED: "sửa", What.REMOVED: "bỏ"}

LONGEST_DIFF = 120
"""Lines of a guide's difference that a comment shows; code hosts cut long comments."""

NOTHING = "Không có gì thay đổi với người đọc."


def as_text(impact: Impact) -> str:
    """Sections with one line a change; the guides' differences in full."""
    parts = [f"Thay đổi từ {impact.base} đến {impact.head}", *_text_sections(impact)]
    return "\n\n".join(parts if len(parts) > 1 else [*parts, NOTHING])


def _text_sections(impact: Impact) -> Iterator[str]:
    if impact.lost_addresses:
        yield _section("ĐỊA CHỈ MẤT ĐI (đường dẫn từ nơi khác sẽ hỏng)", [f"- {o.url}" for o in impact.lost_addresses])
    if impact.statuses:
        yield _section("Tình trạng hiệu lực", [line for one in impact.statuses for line in _status_lines(one)])
    if impact.entries:
        yield _section("Mục", [_entry_line(one) for one in impact.entries])
    if impact.addresses:
        yield _section("Theo đối tượng", list(_audience_lines(impact)))
    for guide in impact.guides:
        yield _section(f"{guide.title} (/{guide.url})", list(guide.diff))
    if impact.new_findings:
        yield _section("Lỗi, cảnh báo mới", list(impact.new_findings))
    if impact.resolved_findings:
        yield _section("Lỗi, cảnh báo không còn", list(impact.resolved_findings))


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines)])


def _entry_line(one: EntryChange) -> str:
    fields = f" ({', '.join(one.fields)})" if one.fields else ""
    return f"{SIGNS[one.what]} {one.kind}: {one.title} /{one.url}{fields}"


def _status_lines(one: StatusChange) -> Iterator[str]:
    yield f"{one.title}: {one.before} → {one.after} /{one.url}"
    for title, url in one.cited_by:
        yield f"    được dẫn ở: {title} /{url}"


def _audience_lines(impact: Impact) -> Iterator[str]:
    """How many addresses change for whom, and which: a page for everybody is counted apart."""
    for audience, title in sorted(impact.audience_titles.items(), key=lambda item: item[1]):
        concerned = [one for one in impact.addresses if audience in one.audiences]
        if concerned:
            yield f"{title}: {_count(concerned)}"
            yield from (f"    {SIGNS[one.what]} /{one.url} {one.title}" for one in concerned)
    others = [one for one in impact.addresses if not one.audiences]
    if others:
        yield f"Trang, tệp chung: {_count(others)}"
        yield from (f"    {SIGNS[one.what]} /{one.url}" for one in others)


def _count(changes: list[AddressChange]) -> str:
    counts = {what: sum(one.what is what for one in changes) for what in What}
    return ", ".join(f"{WORDS[what]} {count}" for what, count in counts.items() if count)


def as_markdown(impact: Impact) -> str:
    """A comment: what reviewers must see is open, long lists and differences are folded."""
    parts = [f"### Tác động của thay đổi `{impact.base}` → `{impact.head}`", *_markdown_sections(impact)]
    return "\n\n".join(parts if len(parts) > 1 else [*parts, NOTHING]) + "\n"


def _markdown_sections(impact: Impact) -> Iterator[str]:
    if impact.lost_addresses:
        lines = [f"- `/{one.url}` {_escape(one.title)}" for one in impact.lost_addresses]
        yield "\n".join(["> [!WARNING]", "> Địa chỉ mất đi, đường dẫn từ nơi khác sẽ hỏng:", "", *lines])
    if impact.statuses:
        yield "\n".join(["**Tình trạng hiệu lực thay đổi**", "", *(_status_item(one) for one in impact.statuses)])
    if impact.new_findings:
        yield _fenced_section("Lỗi, cảnh báo mới", impact.new_findings)
    if impact.entries:
        rows = [f"| {WORDS[o.what]} | {o.kind} | {_escape(o.title)} | {', '.join(o.fields)} |" for o in impact.entries]
        head = ["| | Loại | Mục | Phần thay đổi |", "| --- | --- | --- | --- |"]
        yield _folded(f"{len(impact.entries)} mục thay đổi", "\n".join([*head, *rows]))
    if impact.addresses:
        yield _folded(f"{len(impact.addresses)} địa chỉ thay đổi", _address_table(impact))
    for guide in impact.guides:
        yield _folded(f"{guide.title} (`/{guide.url}`)", _diff(guide))


def _status_item(one: StatusChange) -> str:
    citing = "".join(f"\n  - được dẫn ở {_escape(title)} (`/{url}`)" for title, url in one.cited_by)
    return f"- {_escape(one.title)}: {one.before} → **{one.after}**{citing}"


def _address_table(impact: Impact) -> str:
    rows = ["| | Địa chỉ | Đối tượng |", "| --- | --- | --- |"]
    for one in impact.addresses:
        whom = ", ".join(impact.audience_titles.get(audience, audience) for audience in one.audiences) or "chung"
        rows.append(f"| {WORDS[one.what]} | `/{one.url}` | {_escape(whom)} |")
    return "\n".join(rows)


def _diff(guide: GuideChange) -> str:
    shown = list(guide.diff[:LONGEST_DIFF])
    left = len(guide.diff) - len(shown)
    return _fence(shown + ([f"… còn {left} dòng; chạy sotay impact để xem hết"] if left else []), "diff")


def _fenced_section(title: str, lines: tuple[str, ...]) -> str:
    return f"**{title}**\n\n{_fence(list(lines), 'text')}"


def _fence(lines: list[str], language: str) -> str:
    """A fence longer than any run of backticks inside, so that content cannot end it."""
    text = "\n".join(lines)
    mark = "```"
    while mark in text:
        mark += "`"
    return f"{mark}{language}\n{text}\n{mark}"


def _folded(title: str, content: str) -> str:
    return f"<details><summary>{_escape(title)}</summary>\n\n{content}\n\n</details>"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("\n", " ")


def as_json(impact: Impact) -> str:
    """All of it, with the fields of the declared types."""
    return json.dumps(asdict(impact), ensure_ascii=False, indent=2)


REPORTS: dict[str, Callable[[Impact], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}
