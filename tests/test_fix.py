"""`sotay check --fix`: what it repairs, and that it loses nothing of any file."""

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.fixing import fix
from generator.fixing.tones import Tone, place_tones
from generator.kinds import KINDS, Lesson, Resolution
from generator.written_dates import iso
from tests.conftest import KnowledgeBase
from tests.samples import base

HIDDEN = "\u200b\u00ad\ufeff"


def entry(front: str, body: str = "Thân bài.\n") -> str:
    return f"---\n{front}---\n{body}"


def test_puts_keys_into_the_declared_order_with_their_comments() -> None:
    before = entry("number: 21-KL/TW  # đúng như trên văn bản\n\n# tên đầy đủ\ntitle: A\nla: 1\nid: a\n")
    after = entry("id: a\n\n# tên đầy đủ\ntitle: A\nnumber: 21-KL/TW  # đúng như trên văn bản\nla: 1\n")
    assert fix(before, Resolution) == after


def test_keeps_a_heading_comment_at_the_top() -> None:
    before = entry("# Bản nháp, xem lại sau.\n\n# tên\ntitle: A\nid: a\n")
    assert fix(before, Resolution) == entry("# Bản nháp, xem lại sau.\n\nid: a\n# tên\ntitle: A\n")


def test_writes_dates_as_year_month_day_in_date_fields_only() -> None:
    before = entry('title: 25/10/2021\nissued: 25/10/2021\nstatus: {value: chua-ro, checked: "1.2.2022"}  # xem\n')
    after = entry("title: 25/10/2021\nissued: 2021-10-25\nstatus: {value: chua-ro, checked: 2022-02-01}  # xem\n")
    assert fix(before, Resolution) == after


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("25/10/2021", "2021-10-25"),
        ("5-3-2021", "2021-03-05"),
        ("ngày 5 tháng 3 năm 2021", "2021-03-05"),
        ("10/2021", "2021-10"),
        ("tháng 10 năm 2021", "2021-10"),
        ("31/02/2021", None),
        ("10/25/2021", None),
        ("25/10.2021", None),
        ("25/10/21", None),
    ],
)
def test_reads_the_forms_of_vietnamese_documents(written: str, expected: str | None) -> None:
    assert iso(written) == expected


def test_a_month_is_no_day() -> None:
    before = entry("status: {value: chua-ro, checked: 10/2021}\n")
    assert fix(before, Resolution) == before


def test_composes_letters_and_drops_what_nobody_sees() -> None:
    before = entry(f"title: {unicodedata.normalize('NFD', 'Nghị quyết')}\n", "hòa\u200b bình\u00ad\u2028và\n")
    assert fix(before, Resolution) == entry("title: Nghị quyết\n", "hòa bình và\n")


def test_trims_lines_but_keeps_line_breaks_code_and_blocks() -> None:
    before = entry("title: A   \nnote: |\n  giữ   \n  nguyên\n", "một   \nhai \n\n```\nmã   \n```\nba\t\n\n\n")
    after = entry("title: A\nnote: |\n  giữ   \n  nguyên\n", "một  \nhai\n\n```\nmã   \n```\nba\n")
    assert fix(before, Resolution) == after


def test_leaves_a_file_with_broken_front_matter_alone() -> None:
    before = entry("title: A: B   \nid: a\n", "chữ\u200b   \n")
    assert fix(before, Resolution) == before


def test_leaves_out_a_step_that_would_change_a_value() -> None:
    """Without the hidden character the text would become a number."""
    before = entry("title: \u200b5\nid: a\n", "hết  \n")
    assert fix(before, Resolution) == entry("id: a\ntitle: \u200b5\n", "hết\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("Thúy Ủy ban", "Thuý Uỷ ban"),
        ("khỏe, tòa", "khoẻ, toà"),
        ("quý quỳ quả", "quý quỳ quả"),
        ("hoàn thuyền", "hoàn thuyền"),
    ],
)
def test_places_tones_in_either_style(old: str, new: str) -> None:
    assert place_tones(old, Tone.NEW) == new
    assert place_tones(new, Tone.OLD) == old


def test_tone_style_spares_code_and_addresses() -> None:
    before = entry("title: A\n", "hoà `hoà` [hoà](hoà.md) https://a.vn/hoà\n")
    assert fix(before, tone=Tone.OLD) == entry("title: A\n", "hòa `hoà` [hòa](hoà.md) https://a.vn/hoà\n")


def test_command_repairs_files_and_reports_the_rest(
    knowledge_base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "docs/nghi-quyet/21-kl-tw-2021.md"
    broken = base()[path].decode().replace("2021-10-25", "25/10/2021").replace("\n", "\r\n")
    root = knowledge_base(base() | {path: broken})
    assert main(["check", "-C", str(root)]) == 1
    assert main(["check", "-C", str(root), "--fix"]) == 0
    assert f"Đã sửa {path}\n" in capsys.readouterr().err
    assert (root / path).read_bytes() == base()[path]


def test_command_touches_only_the_named_files(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base({"docs/mot.md": "một \n", "docs/hai.md": "hai \n"})
    main(["check", "-C", str(root), "--fix", "docs/mot.md"])
    assert (root / "docs/mot.md").read_text() == "một\n"
    assert (root / "docs/hai.md").read_text() == "hai \n"


def test_content_of_this_repository_needs_no_repair(repository: Path) -> None:
    paths = sorted((repository / "docs").rglob("*.md"))
    assert len(paths) > 100
    for path in paths:
        text = path.read_text(encoding="utf-8")
        kind = KINDS.get(path.relative_to(repository / "docs").parts[0]) if path.name != "index.md" else None
        assert fix(text, kind) == text, path


# Random files, compared with PyYAML's own loader rather than with what the repair believes it did.

words = st.sampled_from(
    ["Đảng", "nghị quyết", "hoà", "số 21: mới", "# không", "5", "true", "2021-10-25", "- a", "a\u0301"]
)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join)
hidden_texts = st.tuples(texts, st.sampled_from(["", *HIDDEN])).map("".join)
dates = st.sampled_from(["25/10/2021", "2021-10-25", '"5.3.2021"', "tháng 3 năm 2022", "10/2021", "31/02/2021"])
blanks = st.sampled_from(["", "", " ", "   ", "\t"])
comments = st.sampled_from(["", "", "# ghi chú", "#  hoà\u200b  ", "# sotay: ignore LK001"])


@st.composite
def values(draw: st.DrawFn) -> str:
    """A value as authors write it: plain, quoted, a list, a block; with blanks at the ends of its lines."""
    quoted = draw(hidden_texts).replace('"', "")
    form = draw(st.sampled_from(["quoted", "single", "list", "flow", "literal", "folded", "mapping"]))
    blank, remark = draw(blanks), draw(comments)
    tail = f" {remark}" if remark else blank
    match form:
        case "quoted":
            return f'"{quoted}"{tail}'
        case "single":
            return "'" + quoted.replace("'", "''") + f"'{tail}"
        case "list":
            return f'{tail}\n  - "{quoted}"{tail}\n  # trong danh sách\n  - "{draw(texts)}"'
        case "flow":
            return f'["{quoted}", 5,{blank} true]{tail}'
        case "mapping":
            return f'{tail}\n  text: "{quoted}"{tail}\n  checked: {draw(dates)}'
    mark = "|" if form == "literal" else ">-"
    return f"{mark}\n  {quoted}{blank}\n\n  # trong khối\n  {draw(texts)}{blank}"


@st.composite
def files(draw: st.DrawFn) -> str:
    names = draw(st.permutations(["id", "title", "summary", "note", "keywords", "issued", "status", "la"]))
    lines: list[str] = []
    for name in names[: draw(st.integers(1, len(names)))]:
        if remark := draw(comments):
            lines += draw(st.sampled_from([[remark], ["", remark], [remark, ""]]))
        lines.append(f"{name}: {draw(dates) + draw(blanks) if name == 'issued' else draw(values())}")
    body = "\n".join(draw(st.lists(st.tuples(hidden_texts, blanks).map("".join) | st.just("```") | st.just(""))))
    return "---\n" + "\n".join(lines) + "\n---\n" + body


def plain(value: Any) -> Any:
    """A value without the differences that a repair is for: hidden characters, composition, the form of a date."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return unicodedata.normalize("NFC", re.sub(f"[{HIDDEN}]", "", value))
    return value


def with_iso_dates(values: dict[str, Any]) -> dict[str, Any]:
    """The declared date fields of the generated files, in ISO form where that is possible."""
    result = dict(values)
    if isinstance(issued := result.get("issued"), str):
        result["issued"] = iso(issued) or issued
    status = result.get("status")
    if isinstance(status, dict) and isinstance(status.get("checked"), str):
        result["status"] = {**status, "checked": iso(status["checked"], needs_day=True) or status["checked"]}
    return result


def front_of(text: str) -> str:
    return text.split("\n---\n")[0].removeprefix("---\n") + "\n"


def remarks(text: str) -> Counter[str]:
    """Every `#` of the front matter with what follows: comments, and whatever else could get lost."""
    return Counter(plain(found).rstrip() for found in re.findall(r"#[^\n]*", front_of(text)))


@settings(max_examples=120, deadline=None)
@given(files(), st.sampled_from([Resolution, Lesson, None]))
def test_loses_no_value_and_no_comment(text: str, kind: Any) -> None:
    try:
        before = yaml.load(front_of(text), yaml.CSafeLoader)
    except yaml.YAMLError:
        assert fix(text, kind) == text
        return
    fixed = fix(text, kind)
    after = yaml.load(front_of(fixed), yaml.CSafeLoader)
    expected = with_iso_dates(before) if kind is Resolution else before
    assert plain(with_iso_dates(after) if kind is Resolution else after) == plain(expected)
    assert remarks(fixed) == remarks(text)
    assert plain(fixed.split("\n---\n", 1)[1]).split() == plain(text.split("\n---\n", 1)[1]).split()
    assert fix(fixed, kind) == fixed


@settings(max_examples=40, deadline=None)
@given(files(), st.sampled_from(list(Tone)))
def test_tone_style_moves_marks_and_nothing_else(text: str, tone: Tone) -> None:
    fixed = fix(text, Resolution, tone)
    assert fix(fixed, Resolution, tone) == fixed

    def letters(value: str) -> Counter[str]:
        return Counter(c for c in unicodedata.normalize("NFD", value) if not c.isspace() and c not in HIDDEN)

    def without_dates(value: str) -> str:
        return re.sub(r"^( *(?:issued|checked):).*", r"\1", value, flags=re.MULTILINE)

    assert letters(without_dates(fixed)) == letters(without_dates(text))
