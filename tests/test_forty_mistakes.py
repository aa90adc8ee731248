"""Forty different mistakes in a copy of the real content: one run of `sotay check` reports each where it stands."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

SOTAY = Path(sys.executable).with_name("sotay")
HERE = "▮"
"""Stands in a replacement where the finding is expected."""


@dataclass(frozen=True)
class Mistake:
    """The first match of `pattern` in a file is replaced; without a pattern the file is new and `text` is all of it."""

    code: str
    path: str
    pattern: str | None
    text: str


@dataclass(frozen=True, order=True)
class Spot:
    path: str
    line: int
    column: int
    code: str


LESSON = """\
---
id: {name}
title: Bài học thêm
summary: Một mục thêm vào bản sao.
audiences: [dang-vien]
sources: [{{article: khoi-cqtw, lines: "13"}}]
kind: {kind}
theme: nhan-thuc
{more}---
"""
TERM = """\
---
id: {id}
title: Thuật ngữ thêm
summary: Một mục thêm vào bản sao.
{more}---
"""
SOURCED = 'sources: [{article: khoi-cqtw, lines: "13"}]\n'

MISTAKES = [
    Mistake("FM001", "docs/thuat-ngu/tiet.md", "^title: .*", f"title: Tiết{HERE}: đơn vị thời gian"),
    Mistake("FM001", "docs/thuat-ngu/buoi.md", "^topics:", f"{HERE}title: Nửa ngày\ntopics:"),
    Mistake("FM001", "docs/thuat-ngu/doi-thoai.md", r"(?s)\A---\n(.*?)\n---\n", rf"{HERE}---\n\1\n"),
    Mistake("FM002", "docs/thuat-ngu/so-ket.md", r"(?s)\A---\n.*?\n---\n", f"{HERE}Xem lại một việc khi chưa xong.\n"),
    Mistake("FD001", "docs/bai-hoc/tang-noi-dung-dia-phuong.md", "^organisation:", f"{HERE}organization:"),
    Mistake("FD001", "docs/nghi-quyet/185-qd-tw-2008.md", "^    seen: ngày", f"    {HERE}sen: ngày"),
    Mistake("FD002", "docs/tinh-huong/mot-bai-cho-ba-lop.md", "^audiences: .*", f"audiences: {HERE}bao-cao-vien"),
    Mistake("FD002", "docs/tinh-huong/hoc-cho-du-thu-tuc.md", "^minutes: .*", f"minutes: {HERE}ba mươi"),
    Mistake("FD003", "docs/khoa-hoc/so-cap-ly-luan-chinh-tri.md", "^standing: .*", f"standing: {HERE}chuẩn"),
    Mistake("FD004", "docs/bai-hoc/lop-mo-chua-kip-thoi.md", r"(?s)\A---(.*?)\ntheme: [^\n]*", rf"{HERE}---\1"),
    Mistake("FD005", "docs/nghi-quyet/32-nq-tw-2014.md", "^issued: .*", f"issued: {HERE}26/5/2014"),
    Mistake("FD005", "docs/thuat-ngu/bo-tieu-chi.md", 'lines: "', f'lines: {HERE}"dòng '),
    Mistake("TX001", "docs/thuat-ngu/dang-bo.md", r"\Z", f"\nMô hình: C{HERE}\udce0 Mau.\n"),
    Mistake("TX002", "docs/chuyen-de/danh-gia-can-bo.md", r"\Z", f"\nHọc {HERE}vie\u0323\u0302c.\n"),
    Mistake("TX003", "docs/thuat-ngu/chi-bo.md", "^summary: ", f"summary: Tổ{HERE}\u200b chức - "),
    Mistake("TX004", "docs/dot-hoc/vi-du-lop-dang-vien-moi.md", r"\Z", f"\nLớp {HERE}đ\u0430ng mở.\n"),
    Mistake("TX005", "docs/gioi-thieu.md", r"\Z", f"\nTheo {HERE}![](so-do.svg)\n"),
    Mistake("LK001", "docs/chuyen-de/cong-tac-can-bo.md", r"\]\(danh-gia", f"]({HERE}danhgia"),
    Mistake(
        "LK001", "docs/thuat-ngu/giao-trinh.md", r"\Z", f"\nXem [nghị quyết]({HERE}../nghi-quyet/21-nq-tw-2020.md).\n"
    ),
    Mistake(
        "LK002", "docs/chuyen-de/nhan-thuc-cuong-linh.md", "^resolutions: .*", f"resolutions: [{HERE}61-hd-btgtw-2202]"
    ),
    Mistake("LK003", "docs/bai-hoc/giang-vien-chua-tam-huyet.md", "^theme: .*", f"theme: {HERE}giang-vien-bao-cao"),
    Mistake("LK004", "docs/thuat-ngu/hoc-vien.md", r"\Z", f"\nXem [trên]({HERE}#khong-co-muc-nay).\n"),
    Mistake(
        "LK005",
        "docs/thuat-ngu/buoi-hoc.md",
        None,
        TERM.format(id="buoi-hoc", more=SOURCED) + f"\n![Sơ đồ]({HERE}so-do.png)\n",
    ),
    Mistake(
        "LK006",
        "docs/thuat-ngu/tong-ket.md",
        "^see_also: .*|^added: (.*)",
        f"added: 2026-11-22\nsee_also: [{HERE}tong-ket]",
    ),
    Mistake(
        "LK008",
        "docs/chuyen-de/cong-tac-dang-vien.md",
        "^audiences: .*",
        f"audiences: [can-bo-to-chuc, {HERE}can-bo-to-chuc]",
    ),
    Mistake(
        "AU001", "docs/bai-hoc/thong-bao-ket-qua-cho-cap-uy.md", r"^audiences:\n", f"audiences:\n  - {HERE}bi-thu\n"
    ),
    Mistake(
        "AU002",
        "docs/bai-hoc/them-mot.md",
        None,
        LESSON.format(name=f"{HERE}them-mot", kind="han-che", more="").replace("audiences: [dang-vien]\n", ""),
    ),
    Mistake("ID001", "docs/thuat-ngu/ban-sao.md", None, TERM.format(id=f"{HERE}quan-triet", more=SOURCED)),
    Mistake("ID002", "docs/thuat-ngu/khoan-trang.md", "^id: .*", f"id: {HERE}khoan-trang-viec"),
    Mistake("ID003", "docs/nghi-quyet/34-kl-tw-2022.md", "^number: .*", f"number: {HERE}43-KL/TW"),
    Mistake("ID004", "docs/nguon/bac-giang-2021.md", "- id: f01", f"- id: {HERE}f07"),
    Mistake(
        "SC001", "docs/thuat-ngu/noi-nhan.md", r"(?s)^id: (\S+)(.*?)\nsources:\n(?:  [^\n]*\n)+", rf"id: {HERE}\1\2\n"
    ),
    Mistake("SC003", "docs/bai-hoc/danh-gia-bang-bai-thu-hoach.md", 'lines: "[^"]*"', f'lines: {HERE}"112"'),
    Mistake(
        "DT001",
        "docs/dot-hoc/vi-du-chi-bo-sinh-hoat-chuyen-de-quy.md",
        r"^kind: .*",
        rf"\g<0>\nstart: 2026-03-20\nend: {HERE}2026-03-02",
    ),
    Mistake("DT002", "docs/nghi-quyet/22-qd-tw-2021.md", "^  value: .*", f"  value: {HERE}con-hieu-luc"),
    Mistake("DT003", "docs/nghi-quyet/68-nq-tw-2025.md", "^term: .*", f"term: {HERE}XI"),
    Mistake(
        "ST002", "docs/bai-hoc/them-hai.md", None, LESSON.format(name="them-hai", kind=f"{HERE}giai-phap", more="")
    ),
    Mistake(
        "ST003",
        "docs/bai-hoc/them-ba.md",
        None,
        LESSON.format(name="them-ba", kind="giai-phap", more=f"answers: [{HERE}bac-giang-mo-56-lop-boi-duong]\n"),
    ),
    Mistake("ST004", "docs/thuat-ngu/tham-luan.md", "^summary: ", f"summary: {HERE}CẦN ĐIỀN, "),
    Mistake("ST005", "docs/bai-hoc/gui-tai-lieu-truoc-cho-hoc-vien.md", "^## Vận dụng", f"{HERE}#### Vận dụng"),
]


def make(mistake: Mistake, root: Path) -> Spot:
    """Put a mistake into the copy; its place is found by counting in the edited text."""
    path = root / mistake.path
    if mistake.pattern is None:
        assert not path.exists(), mistake.path
        edited = mistake.text
    else:
        text = path.read_bytes().decode()
        assert HERE not in text
        edited, count = re.subn(mistake.pattern, mistake.text, text, count=1, flags=re.MULTILINE)
        assert count == 1, f"{mistake.path} no longer has {mistake.pattern}"
    before, mark, after = edited.partition(HERE)
    assert mark
    path.write_bytes((before + after).encode("utf-8", "surrogateescape"))
    lines = before.split("\n")
    return Spot(mistake.path, len(lines), len(lines[-1]) + 1, mistake.code)


@pytest.fixture(scope="module")
def copied(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("forty")
    shutil.copytree(repository / "docs", root / "docs")
    shutil.copy(repository / "mkdocs.yml", root)
    return root


def check(root: Path) -> tuple[int, list[Spot]]:
    """Exit code and findings of one run; a warning counts like an error."""
    command: list[str | Path] = [SOTAY, "check", "-C", root, "--format", "json"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.stderr == ""
    found = json.loads(result.stdout)
    return result.returncode, [Spot(one["path"], one["line"], one["column"], one["code"]) for one in found]


def test_real_content_is_clean(copied: Path) -> None:
    assert check(copied) == (0, [])


def test_forty_mistakes_are_all_reported_in_one_run(copied: Path, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(copied, root)
    (root / "docs/so-do.svg").write_text("<svg/>", encoding="utf-8")
    expected = [make(mistake, root) for mistake in MISTAKES]
    assert len({mistake.path for mistake in MISTAKES}) == len(MISTAKES) == 40
    assert len({mistake.code for mistake in MISTAKES}) > 30
    code, found = check(root)
    assert code == 1
    assert found == sorted(found, key=lambda spot: spot.path), "not in the order of files"
    assert sorted(found) == sorted(expected), "a mistake is missed, or something right is reported with it"
