"""`sotay import`: Word files and saved pages become drafts, old encodings become Unicode, none publishes itself."""

from pathlib import Path

import docx
import pytest
import yaml

from generator.build import build, check
from generator.cli import main
from generator.importing.hints import find_hints
from generator.importing.reading import read_file, tidy
from generator.legacy import TCVN3, convert, detect, from_tcvn3, from_vni
from tests.conftest import KnowledgeBase
from tests.samples import base

UNICODE = "Nghị quyết của Đảng bộ tỉnh về đẩy mạnh học tập, người đứng đầu phải gương mẫu."
AS_TCVN3 = "NghÞ quyÕt cña §¶ng bé tØnh vÒ ®Èy m¹nh häc tËp, ng\u00adêi ®øng ®Çu ph¶i g\u00ad¬ng mÉu."
AS_VNI = "Nghò quyeát cuûa Ñaûng boä tænh veà ñaåy maïnh hoïc taäp, ngöôøi ñöùng ñaàu phaûi göông maãu."


@pytest.fixture
def root(knowledge_base: KnowledgeBase) -> Path:
    return knowledge_base(base())


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """A plan as a Word file: title, headings that skip a level, a list, a table, a picture's place."""
    document = docx.Document()
    document.add_heading("Kế hoạch học tập", 1)
    document.add_paragraph("Thực hiện Hướng dẫn số 12-HD/ĐU ngày 5 tháng 3 năm 2026, mở 02 lớp.")
    document.add_heading("Yêu cầu", 3)
    document.add_paragraph("Đúng giờ", style="List Bullet")
    document.add_paragraph("Đủ 90 phút", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Việc", "Hạn", "Gửi tài liệu", "01/03/2026"], strict=True):
        cell.text = text
    path = tmp_path / "Kế hoạch Đảng uỷ.docx"
    document.save(str(path))
    return path


def entry(root: Path, path: str) -> tuple[str, str]:
    front, _, body = (root / path).read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    return front, body


def test_word_file_keeps_its_structure(root: Path, word_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "-C", str(root), str(word_file)]) == 0
    front, body = entry(root, "docs/nghi-quyet/ke-hoach-dang-uy.md")
    assert yaml.safe_load(front)["title"] == "Kế hoạch học tập"
    assert "## Yêu cầu\n\n- Đúng giờ\n- Đủ 90 phút" in body
    assert "| Việc | Hạn |\n| --- | --- |\n| Gửi tài liệu | 01/03/2026 |" in body
    assert "# Kế hoạch" not in body, "the title is not said twice"
    assert "bản nháp" in capsys.readouterr().out


def test_numbers_and_dates_are_suggestions_in_comments(root: Path, word_file: Path) -> None:
    main(["import", "-C", str(root), str(word_file), "--id", "nhap"])
    front, _ = entry(root, "docs/nghi-quyet/nhap.md")
    assert "#   số, ký hiệu: 12-HD/ĐU\n" in front
    assert "#   ngày: 2026-03-05 (“ngày 5 tháng 3 năm 2026”)\n" in front
    assert {"number", "issued"}.isdisjoint(yaml.safe_load(front))


def test_a_draft_never_publishes_itself(root: Path, word_file: Path) -> None:
    assert main(["import", "-C", str(root), str(word_file), "--id", "nhap"]) == 0
    assert {one.rule.code for one in check(root)} == {"ST004"}
    assert build(root).has_errors
    assert "CẦN ĐIỀN: bản nháp lấy từ tệp “Kế hoạch Đảng uỷ.docx”." in entry(root, "docs/nghi-quyet/nhap.md")[1]


PAGE = """\
<!doctype html><html><head><title>Trang tin</title><script>alert(1)</script></head>
<body><nav><a href="/">Trang chủ</a></nav>
<h1>Hướng dẫn   sinh hoạt</h1><p>Xem <a href="https://example.org/">trang khác</a>, {{ không_phải_khuôn_mẫu }}.</p>
<h4>Thời gian</h4><p>Ít nhất <b>90 phút</b>.<img src="https://example.org/x.png" alt="ảnh"></p></body></html>
"""


def test_saved_page_loses_what_is_not_text(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    page.write_text(PAGE, encoding="utf-8")
    assert main(["import", "-C", str(root), str(page), "--kind", "thuat-ngu", "--id", "nhap"]) == 0
    front, body = entry(root, "docs/thuat-ngu/nhap.md")
    assert yaml.safe_load(front)["title"] == "Hướng dẫn sinh hoạt"
    assert "## Thời gian\n\nÍt nhất **90 phút**." in body
    assert not [word for word in ("alert", "Trang chủ", "https://", "<", "ảnh") if word in body]
    assert {one.rule.code for one in check(root)} == {"ST004"}


@pytest.mark.parametrize(("written", "name"), [(AS_TCVN3, "TCVN3"), (AS_VNI, "VNI")])
def test_legacy_text_becomes_unicode(root: Path, tmp_path: Path, written: str, name: str) -> None:
    document = docx.Document()
    document.add_heading(written, 1)
    document.add_paragraph(f"{written} 123")
    document.add_paragraph(f"{UNICODE} 456")
    document.save(str(tmp_path / "cu.docx"))
    assert main(["import", "-C", str(root), str(tmp_path / "cu.docx")]) == 0
    front, body = entry(root, "docs/nghi-quyet/cu.md")
    assert yaml.safe_load(front)["title"] == UNICODE
    assert f"{UNICODE} 123" in body
    assert f"{UNICODE} 456" in body, "what is Unicode already stays"
    assert f"bảng mã: đã đổi từ {name}" in front


def test_page_in_an_eight_bit_font(tmp_path: Path) -> None:
    page = tmp_path / "cu.htm"
    page.write_bytes(f"<html><body><p>{AS_TCVN3}</p></body></html>".encode("latin-1"))
    assert UNICODE in read_file(page).body


def test_every_lower_case_letter_has_its_tcvn3_code() -> None:
    letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    assert sorted(letters + "ĂÂÊÔƠƯĐ") == sorted(TCVN3.values())
    assert from_tcvn3("".join(TCVN3)) == "".join(TCVN3.values())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HOÄI NGHÒ", "HỘI NGHỊ"),
        ("Öông, thôøi, nhöõng", "Ương, thời, những"),
        ("aêm, baèng, baét, maët", "ăm, bằng, bắt, mặt"),
        ("kyõ, lyù, kyø, tyû, tî", "kỹ, lý, kỳ, tỷ, tỵ"),
    ],
)
def test_vni_letters(written: str, expected: str) -> None:
    assert from_vni(written) == expected


@pytest.mark.parametrize("text", [UNICODE, "plain text", "", "Le café est déjà prêt à Orléans, où Zoë naît.", "à ù"])
def test_what_is_no_legacy_text_stays(text: str) -> None:
    assert detect(text) is None
    assert convert(text) == (text, None)


def test_headings_begin_at_level_two_without_gaps() -> None:
    body = "# Tên\n\n### A\n\n##### B\n\n#\n\n#### C\n\n# D"
    assert tidy(body, "Tên") == "## A\n\n### B\n\n### C\n\n## D"


def test_hints_are_found_once() -> None:
    text = "Quy định 296-QĐ/TW, 296-QĐ/TW ngày 31/02/2025; 1.200 lượt, 75% đảng viên, 16 đảng viên, điện thoại 0123-456"
    assert find_hints(text) == [
        ("số, ký hiệu", "296-QĐ/TW"),
        ("con số", "1.200 lượt"),
        ("con số", "75%"),
        ("con số", "16 đảng viên"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [("a.pdf", b"x", "không phải một tệp"), ("a.docx", b"not a zip", "không đọc được"), ("!.html", b"", "ghi --id")],
)
def test_wrong_files_are_wrong_usage(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["import", "-C", str(root), str(tmp_path / name)]) == 2
    assert message in capsys.readouterr().err


def test_never_overwrites_an_entry(root: Path, word_file: Path) -> None:
    assert main(["import", "-C", str(root), str(word_file), "--id", "21-kl-tw-2021"]) == 2
    assert (root / "docs/nghi-quyet/21-kl-tw-2021.md").read_bytes() == base()["docs/nghi-quyet/21-kl-tw-2021.md"]
