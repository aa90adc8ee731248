"""Lecturers' packs: what is in them for whom, and what `sotay teach` writes, says and refuses."""

import io
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from generator import pages, selection
from generator.build import understand
from generator.classroom.packs import Pack, Total, Wishes, build_pack, build_packs
from generator.cli import main
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.settings import Site

START = ["--start", "2027-03-01T07:30", "--minutes-per-period", "45"]


@pytest.fixture(scope="module")
def both(school: Path) -> tuple[Site, Knowledge, Knowledge]:
    site, knowledge, found = understand(school)
    assert [one for one in found if one.is_error] == []
    public, internal = (selection.select(knowledge, one) for one in (Visibility.PUBLIC, Visibility.INTERNAL))
    return site, public, internal


def pack_of(knowledge: Knowledge, path: str) -> Pack:
    return next(one for one in build_packs(knowledge) if one.path == f"{path}/len-lop.md")


def text_of(site: Site, knowledge: Knowledge, pack: Pack) -> str:
    page, problems = pages.render_pack(site, knowledge, pack)
    assert problems == ()
    assert page
    return page.text


def test_modules_courses_and_rounds_have_packs(both: tuple[Site, Knowledge, Knowledge]) -> None:
    _, public, _ = both
    paths = {one.path.removesuffix("/len-lop.md") for one in build_packs(public)}
    assert paths == {"chuyen-de/mo-dau", "chuyen-de/van-dung", "khoa-hoc/khoa-mau", "dot-hoc/quy-mot"}


def test_no_length_is_invented(both: tuple[Site, Knowledge, Knowledge]) -> None:
    site, public, _ = both
    course = pack_of(public, "khoa-hoc/khoa-mau")
    assert [one.record.id for one in course.unknown] == ["van-dung"]
    assert course.totals == (Total("Lên lớp", Fraction(3)), Total("Thảo luận", Fraction(2)))
    assert [one.periods for one in course.half_days] == [5, 0]
    assert "Nguồn không nêu số tiết của: [Vận dụng](../../chuyen-de/van-dung.md)" in text_of(site, public, course)
    alone = pack_of(public, "chuyen-de/van-dung")
    assert alone.half_days == ()
    assert "Nguồn không nêu số tiết của chuyên đề này" in text_of(site, public, alone)
    entry = course.entry
    wished = build_pack(public, entry, Wishes(periods={"van-dung": Fraction(4)}))
    assert [(one.record.id, one.periods, one.is_wish) for one in wished.modules] == [
        ("mo-dau", Fraction(5), False),
        ("van-dung", Fraction(4), True),
    ]
    assert wished.totals[-1] == Total("Không chia hình thức", Fraction(4))
    assert "do người tổ chức định, không phải của nguồn: Vận dụng (4" in text_of(site, public, wished)


def test_only_the_internal_pack_has_notes_and_no_handout_has_answers(both: tuple[Site, Knowledge, Knowledge]) -> None:
    site, public, internal = both
    secrets = ("Lời dặn kín", "Gợi ý kín", "Để nhóm tự nêu việc cụ thể trước")
    for path in ("khoa-hoc/khoa-mau", "chuyen-de/mo-dau"):
        open_text = text_of(site, public, pack_of(public, path))
        assert not any(one in open_text for one in secrets)
        assert "chỉ có trong bản nội bộ" in open_text
        closed = text_of(site, internal, pack_of(internal, path))
        kept, _, handout = closed.partition('<div class="phieu"')
        assert all(one in kept for one in secrets[:2])
        for text in (handout, open_text):
            assert "Mỗi quý một lần" in text
            assert "Đó là mức tối thiểu" not in text
        assert not any(one in handout for one in secrets)
    note = text_of(site, internal, pack_of(internal, "khoa-hoc/khoa-mau"))
    assert "Lời dặn kín, xem [văn bản](../../nghi-quyet/21-kl-tw-2021.md)" in note, "links lead to the same places"
    assert 'data-qr="https://example.org/kho/chuyen-de/mo-dau/"' in note


def test_the_command_writes_a_pack_and_a_handout(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["teach", "-C", str(school), "khoa-hoc/khoa-mau", *START, "--periods", "2,5", "--out", str(tmp_path)]
    assert main([*command, "--visibility", "internal"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Buổi 1: 01/03/2027 07:30-11:35, 5 tiết\nBuổi 2: 01/03/2027 13:30-15:32, 2.5 tiết\n")
    names = {path.name for path in tmp_path.iterdir()}
    assert {f"khoa-mau-{one}.{ending}" for one in ("len-lop", "phieu-phat-tay") for ending in ("docx", "pdf")} <= names
    pack = docx.Document(str(tmp_path / "khoa-mau-len-lop.docx"))
    rows = [[cell.text for cell in row.cells] for table in pack.tables for row in table.rows]
    assert ["07:30\u00a0-\u00a008:15", "Vì sao học", "thuyết trình", "1"] in rows
    assert ["09:00\u00a0-\u00a009:10", "Nghỉ 10\u00a0phút", "", ""] in rows
    handout = docx.Document(str(tmp_path / "khoa-mau-phieu-phat-tay.docx"))
    assert len(handout.inline_shapes) == 2, "a QR code for each module"
    assert "Lời dặn kín" in "\n".join(one.text for one in pack.paragraphs)
    printed = PdfReader(io.BytesIO((tmp_path / "khoa-mau-phieu-phat-tay.pdf").read_bytes()))
    text = "".join(one.extract_text() for one in printed.pages)
    assert "Phiếu phát tay" in text
    assert "kín" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["khoa-hoc/khong-co", *START], "không có gì để lên lớp ở “khoa-hoc/khong-co”; ví dụ: "),
        (["khoa-hoc/khoa-mau", "--start", "2027-03-01"], "cần số phút một tiết: thêm --minutes-per-period 45"),
        (["khoa-hoc/khoa-mau", *START, "--start", "2027-03-06"], "06/03/2027 là thứ Bảy, không thuộc ngày học (t2,"),
        (["khoa-hoc/khoa-mau", *START, "--start", "mai"], "--start mai: không phải ngày giờ; ví dụ 2027-03-01T07:30"),
        (["khoa-hoc/khoa-mau", *START, "--periods", "nhiều"], "--periods nhiều: số tiết phải là số lớn hơn 0"),
        (["khoa-hoc/khoa-mau", *START, "--modules", "x"], "không có chuyên đề “x”; các chuyên đề: mo-dau, van-dung"),
        (["khoa-hoc/khoa-mau", *START, "--half-days", "sáng"], "--half-days sáng: không đọc được; ví dụ"),
        (["khoa-hoc/khoa-mau", *START, "--half-days", "07:30,11"], "buổi sáng từ 07:30 dài 245 phút, tới 11:35"),
        (["khoa-hoc/khoa-mau", *START, "--periods", "45", "--days", "3"], "10 buổi không xếp được vào 3 ngày"),
    ],
)
def test_what_cannot_be_is_refused_with_a_hint(
    arguments: list[str], said: str, school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["teach", "-C", str(school), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_round_with_a_day_has_its_clock_on_its_page(school: Path, tmp_path: Path) -> None:
    for path in (school / "docs").rglob("*.md"):
        target = tmp_path / path.relative_to(school)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            path.read_text(encoding="utf-8").replace("start: 2022-01\n", 'start: 2022-01-14\nstart_time: "13:00"\n')
        )
    config = (school / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(config.replace("  sotay:\n", "  sotay:\n    minutes_per_period: 40\n"))
    site, knowledge, _ = understand(tmp_path)
    shown = selection.select(knowledge, Visibility.PUBLIC)
    pack = pack_of(shown, "dot-hoc/quy-mot")
    assert [one.day for one in pack.half_days] == [date(2022, 1, 14)]
    text = text_of(site, shown, pack)
    assert "### Buổi\u00a01: chiều thứ Sáu, 14/01/2022 {#buoi-1}" in text
    assert "| 13:00\u00a0-\u00a013:40 | Vì sao học | thuyết trình | 1 |" in text
