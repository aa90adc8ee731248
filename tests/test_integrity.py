"""What the integrity rules stand on: fingerprints of articles, replaced documents, the day that age is counted to."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build, check, understand
from generator.catalog import Entry
from generator.cli import main
from generator.fingerprints import Fingerprint, line_numbers, numbers_in, read, take, write
from generator.kinds import Resolution, Term
from generator.knowledge import current_day
from generator.replaced import outdated_references, replacement
from generator.rules.integrity import full_months
from tests.conftest import KnowledgeBase
from tests.samples import base

TEXT = """\
Đảng bộ mở 56 lớp với 5.704 lượt người dự.

Nghị quyết Trung ương 4 (khóa XI, XII) và Kết luận số 21-KL/TW.
"""


def documents(ids: str = "", reviewed: str = "") -> dict[str, str | bytes]:
    """The base with a rule that replaces the directive of 2016 on 10 March 2024, and a term that refers to `ids`."""
    replacing = """\
id: 30-qd-tw-2024
title: Về học tập trong tình hình mới
summary: Quy định của kho thử.
audiences: [dang-vien]
sources: [{article: bai-goc, lines: "2"}]
number: 30-QĐ/TW
kind: quy-dinh
title_form: nguyen-van
issued: 2024-03-10
term: XIII
status: {value: con-hieu-luc, checked: 2026-11-22}
replaces: [05-ct-tw-2016]
cites: [05-ct-tw-2016]
"""
    term = f"""\
id: tiet
title: Tiết
summary: Đơn vị thời gian dạy và học.
sources: [{{article: bai-goc, lines: "12"}}]
resolutions: [{ids}]
{reviewed}
"""
    return base() | {
        "docs/nghi-quyet/30-qd-tw-2024.md": f"---\n{replacing}---\n",
        "docs/thuat-ngu/tiet.md": f"---\n{term}---\n",
    }


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("mở 56 lớp, 5.704 lượt, 7,5 ngày", {56, 5704, 7.5}),
        ("ngày 31/12/2020", {31, 12, 2020}),
        ("02.06.2022", {2, 6, 2022}),
        ("gồm bảy chuyên đề, mười buổi", {7, 10}),
        ("một số ý kiến, một phần", set()),
        ("năm 2012 có năm nhóm giải pháp", {2012, 5}),
        ("mỗi năm một lần", {1}),
        ("21-KL/TW", {21}),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, numbers: set[float]) -> None:
    assert numbers_in(text) == numbers


def test_a_citation_names_its_lines() -> None:
    assert line_numbers("9-11, 14") == [9, 10, 11, 14]
    fingerprint = take(TEXT)
    assert len(fingerprint.cited("1-3")) == 3
    assert fingerprint.cited("4, 9") == []


@pytest.mark.parametrize("phrase", ["nghị quyết TRUNG ƯƠNG 4, khóa XI", "Kết luận", "lượt", "số 21-KL/TW"])
def test_a_phrase_of_a_line_is_found_on_it(phrase: str) -> None:
    assert any(line.holds(phrase) for line in take(TEXT).lines)


@pytest.mark.parametrize(
    "phrase", ["Nghị quyết Trung ương 5", "khóa XII, XI", "dự Nghị quyết Trung", "5.740 lượt người"]
)
def test_a_phrase_that_differs_or_crosses_lines_is_not_found(phrase: str) -> None:
    assert not any(line.holds(phrase) for line in take(TEXT).lines)


@given(st.text())
def test_a_fingerprint_is_read_as_it_was_written(text: str) -> None:
    assert read(write(take(text))) == take(text)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[["a", "b"]]', '[[["x"], "", ""]]', "\ufffd"])
def test_another_file_is_no_fingerprint(text: str) -> None:
    assert read(text) is None or read(text) == Fingerprint(())


def test_a_fingerprint_holds_no_words() -> None:
    written = write(take(TEXT))
    assert not any(word in written for word in ("Nghị", "quyết", "khóa", "Trung"))


def test_command_stores_a_fingerprint_where_no_page_is_made_of_it(
    knowledge_base: KnowledgeBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = knowledge_base(base())
    article = tmp_path / "bai.txt"
    article.write_text(TEXT * 7, encoding="utf-8")
    assert main(["fingerprint", "-C", str(root), "bai-goc", str(article)]) == 0
    stored = root / "docs/nguon/.dau-van/bai-goc.json"
    assert read(stored.read_text(encoding="utf-8")) == take(TEXT * 7)
    made = build(root)
    assert not any(".dau-van" in path for path in [*made.files, *(page.path for page in made.pages)])
    assert [one.rule.code for one in check(root)] == ["IN006"], "the fingerprint has 21 lines, the article says 20"
    assert main(["fingerprint", "-C", str(root), "Bài Gốc", str(article)]) == 2
    assert main(["fingerprint", "-C", str(root), "bai-goc", str(tmp_path / "khong-co.txt")]) == 2
    capsys.readouterr()


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2025, 11, 22), date(2026, 11, 22), 11),
        (date(2025, 11, 22), date(2026, 11, 23), 12),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2026, 3, 1), date(2026, 1, 1), -3),
    ],
)
def test_months_count_when_they_are_over(start: date, end: date, months: int) -> None:
    assert full_months(start, end) == months


def test_the_day_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert current_day() == date(2001, 9, 9)


def entry_of(root: Path, folder: str, identifier: str) -> tuple[Entry, list[str]]:
    """An entry and the ids of the replaced documents that it relies on."""
    _, knowledge, _ = understand(root)
    entry = knowledge.catalog.by_key[(folder, identifier)]
    return entry, [one.replaced.document.record.id for one in outdated_references(knowledge.links, entry)]


def test_a_replaced_document_knows_what_took_its_place(knowledge_base: KnowledgeBase) -> None:
    _, knowledge, _ = understand(knowledge_base(documents()))
    old = knowledge.catalog.by_key[(Resolution.folder, "05-ct-tw-2016")]
    found = replacement(knowledge.links, old)
    assert found is not None
    assert [entry.record.id for entry in found.by] == ["30-qd-tw-2024"]
    assert found.since == date(2024, 3, 10)


@pytest.mark.parametrize("reviewed", ["", "reviewed: 2024-03-09"])
def test_an_entry_is_outdated_until_it_is_reviewed(knowledge_base: KnowledgeBase, reviewed: str) -> None:
    root = knowledge_base(documents("05-ct-tw-2016", reviewed))
    assert entry_of(root, Term.folder, "tiet")[1] == ["05-ct-tw-2016"]
    page = next(page for page in build(root).pages if page.path == "thuat-ngu/tiet.md")
    assert "**Cần rà soát.**" in page.text
    assert "../nghi-quyet/30-qd-tw-2024.md" in page.text


def test_a_reviewed_entry_has_no_notice(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(documents("05-ct-tw-2016", "reviewed: 2024-03-10"))
    assert entry_of(root, Term.folder, "tiet")[1] == []
    page = next(page for page in build(root).pages if page.path == "thuat-ngu/tiet.md")
    assert "Cần rà soát" not in page.text


@pytest.mark.parametrize("identifier", ["30-qd-tw-2024", "21-kl-tw-2021"])
def test_the_replacing_document_and_older_ones_are_not_outdated(knowledge_base: KnowledgeBase, identifier: str) -> None:
    root = knowledge_base(documents())
    assert entry_of(root, Resolution.folder, identifier)[1] == []
