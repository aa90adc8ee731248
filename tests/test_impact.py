"""`sotay impact`: what a change between two revisions does to readers."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import main
from generator.impact import Range, measure, parse_range, reports
from generator.impact.comparison import Impact, What
from tests.samples import base

CONCLUSION = "docs/nghi-quyet/21-kl-tw-2021.md"
LESSON = """\
---
id: gui-truoc
title: Gửi tài liệu trước
summary: Người học nhận tài liệu trước buổi học.
audiences: [bi-thu]
sources: [{article: bai-goc, lines: "2"}]
kind: bai-hoc
theme: noi-dung
---
"""


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=thu", "-c", "user.email=thu@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def change(root: Path) -> None:
    """A pull request: a status ends, a lesson comes, a term goes."""
    path = root / CONCLUSION
    path.write_text(path.read_text(encoding="utf-8").replace("con-hieu-luc", "het-hieu-luc"), encoding="utf-8")
    (root / "docs/bai-hoc/gui-truoc.md").write_text(LESSON, encoding="utf-8")
    (root / "docs/thuat-ngu/tiet.md").unlink()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a branch that changes something; read it, never write into it."""
    root = tmp_path_factory.mktemp("impact")
    for path, content in base().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "đầu")
    git(root, "checkout", "-b", "nhanh")
    change(root)
    git(root, "add", "-A")
    git(root, "commit", "-m", "sửa")
    return root


@pytest.fixture
def repository_of_two(original: Path, tmp_path: Path) -> Path:
    """A copy of the same repository to work in."""
    return Path(shutil.copytree(original, tmp_path / "kho"))


@pytest.fixture(scope="module")
def impact(original: Path) -> Impact:
    return measure(original, Range("main", "nhanh"))


def test_names_entries_with_what_changed_in_them(impact: Impact) -> None:
    assert [(one.what, one.url, one.fields) for one in impact.entries] == [
        (What.ADDED, "bai-hoc/gui-truoc/", ()),
        (What.CHANGED, "nghi-quyet/21-kl-tw-2021/", ("Tình trạng hiệu lực",)),
        (What.REMOVED, "thuat-ngu/tiet/", ()),
    ]
    assert impact.entries[0].audiences == ("bi-thu",)
    assert set(impact.entries[1].audiences) == {"bi-thu", "dang-vien"}, "a narrower audience inherits"


def test_names_lost_addresses_apart(impact: Impact) -> None:
    assert "thuat-ngu/tiet/" in [one.url for one in impact.lost_addresses]
    assert "bai-hoc/gui-truoc/" in [one.url for one in impact.addresses if one.what is What.ADDED]


def test_follows_a_changed_status_to_what_cites_the_document(impact: Impact) -> None:
    (status,) = impact.statuses
    assert (status.title, status.before, status.after) == ("Kết luận 21-KL/TW", "Còn hiệu lực", "Hết hiệu lực")
    texts = {Path(path).stem: content.decode() for path, content in base().items()}
    citing = {name for name, text in texts.items() if "21-kl-tw-2021" in text and name != "21-kl-tw-2021"}
    assert {url.split("/")[1] for _, url in status.cited_by} == citing
    assert citing


def test_shows_how_guides_read_differently(impact: Impact) -> None:
    guides = {one.audience: one for one in impact.guides}
    assert set(guides) == {"bi-thu", "dang-vien"}
    added = [line for line in guides["bi-thu"].diff if line.startswith("+") and "gui-truoc" in line]
    removed = [line for line in guides["bi-thu"].diff if line.startswith("-") and "21-kl-tw-2021" in line]
    assert added, "a new lesson enters the secretary's guide"
    assert removed, "a document that ended leaves it"
    assert not [line for line in guides["dang-vien"].diff if "gui-truoc" in line and line.startswith("+")]


def test_names_new_and_resolved_findings(repository_of_two: Path) -> None:
    page = repository_of_two / "docs/gioi-thieu.md"
    sound = page.read_text(encoding="utf-8")
    page.write_text(f"{sound}\n[hỏng](khong-co.md)\n", encoding="utf-8")
    found = measure(repository_of_two, Range("HEAD", None))
    assert [line.split(": ")[1] for line in found.new_findings] == ["LK001 broken-link"]
    git(repository_of_two, "commit", "-am", "hỏng")
    page.write_text(f"\n\n{sound}", encoding="utf-8")
    found = measure(repository_of_two, Range("HEAD", None))
    assert (found.new_findings, len(found.resolved_findings)) == ((), 1)


def test_nothing_changes_between_a_revision_and_itself(repository_of_two: Path) -> None:
    found = measure(repository_of_two, Range("nhanh", None))
    assert [*found.entries, *found.addresses, *found.guides, *found.statuses, *found.new_findings] == []
    for report in (reports.as_text, reports.as_markdown):
        assert reports.NOTHING in report(found)


def test_a_knowledge_base_may_be_new_or_in_a_subfolder(repository_of_two: Path) -> None:
    outer = repository_of_two / "kho con"
    (outer / "docs").mkdir(parents=True)
    (outer / "mkdocs.yml").write_text("site_name: Khác\n", encoding="utf-8")
    (outer / "docs/trang.md").write_text("# Trang\n\nChữ.\n", encoding="utf-8")
    assert "trang/" in [one.url for one in measure(outer, Range("main", None)).addresses if one.what is What.ADDED]
    git(repository_of_two, "add", ".")
    git(repository_of_two, "commit", "-m", "kho con")
    (outer / "docs/trang.md").write_text("# Trang\n\nChữ mới.\n", encoding="utf-8")
    assert [one.url for one in measure(outer, Range("HEAD", None)).addresses] == ["trang/"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("main..nhanh", ("main", "nhanh")),
        ("main..", ("main", "HEAD")),
        ("main", ("main", None)),
    ],
)
def test_reads_ranges_as_git_does(repository_of_two: Path, words: str, expected: tuple[str, str | None]) -> None:
    assert parse_range(repository_of_two, words) == Range(*expected)


def test_three_dots_start_where_the_branch_left(repository_of_two: Path) -> None:
    start = git(repository_of_two, "rev-parse", "main")
    git(repository_of_two, "checkout", "main")
    git(repository_of_two, "commit", "--allow-empty", "-m", "việc khác")
    assert parse_range(repository_of_two, "main...nhanh") == Range(start, "nhanh")


@pytest.mark.parametrize("form", reports.REPORTS)
def test_every_form_tells_what_matters(impact: Impact, form: str) -> None:
    report = reports.REPORTS[form](impact)
    for wanted in ("Gửi tài liệu trước", "Còn hiệu lực", "Hết hiệu lực", "thuat-ngu/tiet/"):
        assert wanted in report


def test_json_has_the_declared_fields(impact: Impact) -> None:
    found = json.loads(reports.as_json(impact))
    assert found["entries"][0]["what"] == "added"
    assert found["statuses"][0]["cited_by"]


def test_comment_is_sound_markdown(impact: Impact) -> None:
    comment = reports.as_markdown(impact)
    assert comment.count("<details>") == comment.count("</details>") > 0
    assert len([line for line in comment.splitlines() if line.startswith("```")]) % 2 == 0


def test_command_prints_the_report(original: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "-C", str(original), "main..nhanh", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("### Tác động của thay đổi `main` → `nhanh`\n")


def test_content_cannot_break_out_of_a_comment(repository_of_two: Path) -> None:
    page = repository_of_two / "docs/bai-hoc/gui-truoc.md"
    hostile = LESSON.replace("Gửi tài liệu trước", "'</summary> | <img src=x> ```'")
    page.write_text(hostile, encoding="utf-8")
    comment = reports.as_markdown(measure(repository_of_two, Range("nhanh", None)))
    outside = "".join(part for number, part in enumerate(comment.split("```")) if number % 2 == 0)
    assert "<img" not in outside
    assert comment.count("</summary>") == comment.count("<summary>")


def test_unknown_revision_is_wrong_usage(repository_of_two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "-C", str(repository_of_two), "khong-co..nhanh"]) == 2
    assert "khong-co" in capsys.readouterr().err
    assert main(["impact", "-C", str(repository_of_two), "--", "--output=x..nhanh"]) == 2
