"""Whatever stands in docs/ is read or named at its place with a hint; nothing waits, goes round or falls over."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from generator import files, frontmatter
from generator.build import build, check
from generator.report import line_of
from generator.rules.file_names import fault
from generator.source import decode
from tests.conftest import KnowledgeBase
from tests.samples import base

TERM = base()["docs/thuat-ngu/tiet.md"].decode()
SAVE_AS_UTF8 = "(gợi ý: lưu lại tệp bằng bảng mã UTF-8)"
AFTER = TERM.count("\n") + 2
IMPORT = "(gợi ý: chuyển tệp ra ngoài thư mục nội dung rồi chạy sotay import TỆP)"
TCVN3 = "# Líp häc\n\nNghÞ quyÕt cña Trung \xad¬ng vÒ c«ng t¸c ®µo t¹o.\n"
VNI = "# Lôùp hoïc\n\nNghò quyeát cuûa Trung öông veà coâng taùc ñaøo taïo.\n"


def reported(root: Path) -> list[str]:
    return [line_of(one) for one in check(root)]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda docs: (docs / "x.md").symlink_to("khong-co.md"), "docs/x.md:1:1: TX007 link-on-disk: đây là liên kết"),
        (lambda docs: (docs / "x.md").symlink_to("x.md"), "docs/x.md:1:1: TX007 link-on-disk: đây là liên kết"),
        (
            lambda docs: (docs / "vong").symlink_to("."),
            "docs/vong:1:1: TX007 link-on-disk: đây là liên kết",
        ),
        (lambda docs: os.mkfifo(docs / "x.md"), "docs/x.md:1:1: RD001 unreadable-file: không phải tệp thường"),
        (lambda docs: os.mkfifo(docs / "x.txt"), "docs/x.txt:1:1: RD001 unreadable-file: không phải tệp thường"),
        (lambda docs: (docs / "x.md").symlink_to("/dev/zero"), "docs/x.md:1:1: TX007 link-on-disk: đây"),
        (lambda docs: (docs / "x.md").mkdir(), "docs/x.md:1:1: RD001 unreadable-file: thư mục mang tên"),
        (
            lambda docs: Path(os.fsdecode(os.fsencode(docs) + b"/x\xff.md")).write_bytes(b"# A\n"),
            "docs/x\ufffd.md:1:1: RD001 unreadable-file: tên tệp không phải UTF-8",
        ),
        (
            lambda docs: (docs / "x.md").write_bytes(b"chu\n\n" * 3_400_000),
            "docs/x.md:1:1: RD002 heavy-text: tệp lớn quá 16777216 byte (gợi ý: chia tệp, hoặc bỏ phần dán nhầm)",
        ),
        (
            lambda docs: (docs / "x.md").write_text("# A\n\n" + "chữ " * 5_001),
            "docs/x.md:3:1: RD002 heavy-text: đoạn dài 20004 ký tự, quá 20000 (gợi ý: chia đoạn bằng dòng trống)",
        ),
        (
            lambda docs: (docs / "x.md").write_text("# A\n\n" + "a\n" * 401),
            "docs/x.md:3:1: RD002 heavy-text: đoạn dài 401 dòng, quá 400 (gợi ý: chia đoạn bằng dòng trống)",
        ),
        (
            lambda docs: (docs / "x.md").write_text("# A\n\n" + "`a` " * 201),
            "docs/x.md:3:1: RD002 heavy-text: đoạn có quá 400 dấu ` mở đóng mã (gợi ý: chia đoạn, hoặc dùng khối mã)",
        ),
        (
            lambda docs: (docs / "x.md").write_text("# A\n\n" + f"{'[' * 90}\n\n" * 3),
            "docs/x.md:7:1: RD002 heavy-text: quá 200 ngoặc không đóng trong một tệp (gợi ý: đóng",
        ),
        (
            lambda docs: (docs / "x.md").write_text("# A\n\n" + "*[a]: b\n\n" * 201),
            "docs/x.md:403:1: RD002 heavy-text: quá nhiều định nghĩa chữ viết tắt (gợi ý: bỏ bớt, hoặc chia tệp)",
        ),
    ],
    ids=lambda one: one.split(": ")[-1][:40] if isinstance(one, str) else "",
)
def test_what_is_no_file_to_read_is_named(
    make: Callable[[Path], object], expected: str, knowledge_base: KnowledgeBase
) -> None:
    root = knowledge_base(base())
    make(root / "docs")
    found = reported(root)
    assert len(found) == 1
    assert found[0].startswith(expected)
    assert "(gợi ý: " in found[0]


def test_the_rest_still_gives_its_pages(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"docs/thuat-ngu/y.md/a.txt": "", "docs/thuat-ngu/z.md": "[" * 300})
    (root / "docs/x.md").symlink_to("khong-co.md")
    os.mkfifo(root / "docs/ong.txt")
    made = build(root)
    assert [one.rule.code for one in made.diagnostics] == ["RD001", "RD001", "RD002", "TX007"]
    paths = {page.path for page in made.pages}
    assert {"index.md", "thuat-ngu/tiet.md"} <= paths
    assert not {"x.md", "thuat-ngu/y.md", "thuat-ngu/z.md"} & paths


def test_file_without_the_right_to_read(knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so that the refusal is put in its place."""
    root = knowledge_base(base())

    def refuse(path: str | Path, mode: str, buffering: int) -> IO[Any]:
        if str(path).endswith("tiet.md"):
            raise PermissionError(13, "Permission denied")
        return Path(path).open(mode, buffering)

    monkeypatch.setattr(files, "open", refuse, raising=False)
    assert reported(root) == [
        "docs/thuat-ngu/tiet.md:1:1: RD001 unreadable-file: không đọc được tệp (Permission denied) "
        "(gợi ý: mở quyền đọc cho người dựng trang)"
    ], "what refers to the entry is not reported as well"


def test_names_in_vietnamese_and_with_spaces_are_fine(knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    root = knowledge_base(base() | {"docs/Tài liệu học/xin chào.md": "# Chào\n\nMột trang.\n"})
    moved = root.rename(tmp_path / "kho của tôi – bản 2")
    assert reported(moved) == []
    assert "Tài liệu học/xin chào.md" in {page.path for page in build(moved).pages}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("con", "tên thiết bị"),
        ("COM1.txt", "tên thiết bị"),
        ("console", None),
        ("a:b.md", "':'"),
        ("a\\b", "\\"),
        ("a\x07", "\\x07"),
        ("a.", "kết thúc bằng dấu chấm"),
        ("a ", "kết thúc bằng dấu chấm hoặc dấu cách"),
        ("ga\u0300", "tên “gà” viết bằng dấu tách rời"),
        ("gà", None),
        ("ữ" * 66, None),
        ("ữ" * 67, "dài 201 byte"),
        ("a" * 300, "dài 300 byte"),
    ],
)
def test_names_that_do_not_hold_everywhere(name: str, expected: str | None) -> None:
    found = fault(name)
    if expected is None:
        assert found is None
    else:
        assert found
        assert expected in found[0]
        assert found[1]


def test_name_in_decomposed_letters_is_reported_at_its_file(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"docs/ga\u0300.md": "# Gà\n\nChữ.\n", "docs/con.txt": "", "docs/a .md": "# A\n\nb"})
    assert reported(root) == [
        "docs/a .md:1:1: FN001 unportable-file-name: tên “a ” kết thúc bằng dấu chấm hoặc dấu cách "
        "(gợi ý: bỏ dấu ở cuối tên)",
        "docs/con.txt:1:1: FN001 unportable-file-name: tên “con.txt” là tên thiết bị của Windows (gợi ý: đặt tên khác)",
        "docs/ga\u0300.md:1:1: FN001 unportable-file-name: tên “gà.md” viết bằng dấu tách rời "
        "(gợi ý: đổi tên bằng Unicode dựng sẵn (NFC) hoặc chữ không dấu)",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TERM.encode(), []),
        (TERM.encode("utf-8-sig"), []),
        (TERM.replace("\n", "\r\n").encode(), []),
        (TERM.replace("\n", "\r").encode(), []),
        (
            b"\xff\xfe" + TERM.encode("utf-16-le"),
            [f"1:1: TX001 not-utf8: tệp lưu bằng UTF-16, không phải UTF-8 {SAVE_AS_UTF8}"],
        ),
        (
            b"\xfe\xff" + TERM.encode("utf-16-be"),
            [f"1:1: TX001 not-utf8: tệp lưu bằng UTF-16, không phải UTF-8 {SAVE_AS_UTF8}"],
        ),
        (TERM.encode("utf-32"), [f"1:1: TX001 not-utf8: tệp lưu bằng UTF-32, không phải UTF-8 {SAVE_AS_UTF8}"]),
        (
            TERM.encode() + b"\n\xff\n",
            [f"{AFTER}:1: TX001 not-utf8: tệp không phải văn bản UTF-8, từ đây không đọc được {SAVE_AS_UTF8}"],
        ),
        (
            TERM.encode() + b"\nA\x00b\n",
            [f"{AFTER}:2: TX003 invisible-character: có ký tự không nhìn thấy (U+0000) (gợi ý: xóa ký tự này)"],
        ),
        (
            TERM.encode() + "\nca\u0301ch\n".encode(),
            [
                f"{AFTER}:1: TX002 text-not-nfc: “cách” viết bằng dấu tách rời "
                "(gợi ý: gõ lại bằng Unicode dựng sẵn (NFC))"
            ],
        ),
        (
            b"",
            [
                "1:1: FM002 missing-front-matter: tệp không có phần đầu tệp "
                "(gợi ý: thêm phần đầu tệp giữa hai dòng ---, xem lệnh sotay new)"
            ],
        ),
        (
            b"---\nid: " + b"{a: " * 100_000 + b"\n---\n",
            ["2:401: FM001 broken-front-matter: phần đầu tệp lồng nhau quá sâu (gợi ý: bớt các cấp thụt dòng)"],
        ),
    ],
    ids="utf-8 mark crlf cr utf-16-le utf-16-be utf-32 byte nul nfd empty deep".split(),
)
def test_bytes_of_an_entry(data: bytes, expected: list[str], knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"docs/thuat-ngu/tiet.md": data})
    assert reported(root) == [f"docs/thuat-ngu/tiet.md:{one}" for one in expected]


@pytest.mark.parametrize(("text", "name"), [(TCVN3, "TCVN3 (ABC, .VnTime)"), (VNI, "VNI (VNI-Times)")])
def test_text_in_an_old_code_is_named(text: str, name: str, knowledge_base: KnowledgeBase) -> None:
    page = "docs/lop-hoc.md"
    saved_as_is = reported(knowledge_base(base() | {page: text.encode("latin-1")}))
    assert saved_as_is[0].startswith(f"{page}:1:4: TX001 not-utf8: tệp lưu bằng bảng mã cũ {name}, không phải UTF-8 ")
    assert saved_as_is[0].endswith(IMPORT)
    as_unicode = reported(knowledge_base(base() | {page: text}))
    assert as_unicode[0] == f"{page}:1:4: RD003 legacy-letters: chữ gõ bằng bảng mã cũ {name} {IMPORT}"


def test_no_text_of_the_real_base_is_taken_for_an_old_code(repository: Path) -> None:
    paths = sorted((repository / "docs").rglob("*.md"))
    assert len(paths) > 100
    for path in paths:
        source, problems = decode(path.name, path.read_bytes())
        assert problems == (), path
        assert files.heavy(source.text) is None, path


def test_what_is_read_of_utf16_is_its_text() -> None:
    source, _ = decode("docs/x.md", TERM.encode("utf-16"))
    assert frontmatter.split(source)[0].values["id"] == "tiet"


@pytest.mark.parametrize(
    ("path", "make", "expected"),
    [
        ("templates/forms/x.md.j2", Path.mkdir, "templates/forms/x.md.j2:1:1: TM002 bad-form-declaration: là thư mục"),
        ("templates/forms/x.md.j2", os.mkfifo, "templates/forms/x.md.j2:1:1: TM002 bad-form-declaration: không phải"),
        (
            "templates/forms/x.md.j2",
            lambda path: path.write_bytes(b"\xff"),
            "templates/forms/x.md.j2:1:1: TM002 bad-form-declaration: mẫu không phải văn bản UTF-8",
        ),
        ("templates/presentation/05-hd-vptw-2026.yml", Path.mkdir, "mkdocs.yml:10:5: CF001 bad-setting: bản thể thức"),
        ("templates/presentation/05-hd-vptw-2026.yml", os.mkfifo, "mkdocs.yml:10:5: CF001 bad-setting: bản thể thức"),
        (
            "templates/presentation/05-hd-vptw-2026.yml",
            lambda path: path.write_bytes(b"\xff"),
            "mkdocs.yml:10:5: CF001 bad-setting: bản thể thức",
        ),
        ("docs/nguon/.dau-van/bai-goc.json", Path.mkdir, "docs/nguon/bai-goc.md:2:5: IN006 article-without"),
        ("docs/nguon/.dau-van/bai-goc.json", os.mkfifo, "docs/nguon/bai-goc.md:2:5: IN006 article-without"),
        (
            "docs/nguon/.dau-van/bai-goc.json",
            lambda path: path.write_text("[" * 100_000),
            "docs/nguon/bai-goc.md:2:5: IN006 article-without",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_else_is_read_beside_the_content(
    path: str, make: Callable[[Path], object], expected: str, knowledge_base: KnowledgeBase
) -> None:
    root = knowledge_base({one: content for one, content in base().items() if ".dau-van" not in one})
    (root / path).parent.mkdir(parents=True)
    make(root / path)
    assert [one[: len(expected)] for one in reported(root)] == [expected]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (b'{% include "guides/bi-thu.md.j2" %}', "RecursionError"),
        (b"{% for i in range(99999999999) %}x{% endfor %}", "Range too big"),
        (b"\xff\xfe", "không phải văn bản UTF-8"),
        (b"{{ 1 / 0 }}", "ZeroDivisionError"),
        (b"{% if %}", "Expected an expression"),
        (b"{{ khong_co }}", "khong_co"),
    ],
)
def test_broken_templates_are_reported(template: bytes, said: str, knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"templates/guides/bi-thu.md.j2": template})
    found = [one for one in build(root).diagnostics if one.rule.code == "TM001"]
    assert found
    assert found[0].place.path == "templates/guides/bi-thu.md.j2"
    assert any(said in one.message for one in found)
    assert all(one.hint for one in found)


def test_a_read_only_tree_is_checked_and_built(knowledge_base: KnowledgeBase) -> None:
    """Nothing is written beside the content; the modes matter where the tests do not run as root."""
    root = knowledge_base(base())
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    for path in before:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert reported(root) == []
        assert build(root).pages
        assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
    finally:
        for path in before:
            path.chmod(0o755 if path.is_dir() else 0o644)
