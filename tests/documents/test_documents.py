"""Word, PDF, pack and calendar files: real structure, correct Vietnamese, the same bytes for the same content."""

import io
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.shared import Mm
from icalendar import Calendar
from pypdf import PdfReader

from generator import documents, downloads, presentation
from generator.build import Build, build
from generator.cli import main
from generator.documents import pdf, reading, word
from generator.documents.model import Code, Heading, ListItem, Paragraph, PrintedDocument, Table, plain
from generator.pages import Page
from tests.samples import base, write_files

RULES = presentation.load(presentation.BUILT_IN / "05-hd-vptw-2026.yml")
MADE = datetime(2026, 11, 22, tzinfo=UTC)
SITE = "https://example.org/so-tay/"
TEXT = """---
title: "Trang thử"
---

<nav class="duong-dan">Trang đầu</nav>

# Nghị quyết ở cơ sở

Đoạn **đậm**, *nghiêng*, <span class="nhan">cần kiểm tra</span> và [văn bản](../nghi-quyet/x.md#muc).

## Việc cần làm {#viec}

1. Một
2. Hai

    - con

## Việc khác {#khac}

1. Lại từ một, xem [trên](#viec)

??? them "Phần thu gọn"

    Chữ trong phần thu gọn.

- **7.** Tiếp theo
- **8.** Sau đó

<div class="danh-muc" markdown>

- Đọc trước
</div>

<div class="bang" markdown>

| TT | Nội dung |
| --- | --- |
| 1 | Ữ ặ ễ ợ đ |
| 2 | |

</div>

<p class="khong-in">Chỉ trên màn hình</p>
"""
PAGE = Page("huong-dan/thu.md", "Trang thử", TEXT, None, "guide")


def test_the_walk_keeps_structure_and_leaves_the_screen_behind() -> None:
    document = reading.read(PAGE, SITE)
    headings = [
        (block.level, plain(block.runs), block.anchor) for block in document.blocks if isinstance(block, Heading)
    ]
    assert headings == [
        (1, "Nghị quyết ở cơ sở", "nghi-quyet-o-co-so"),
        (2, "Việc cần làm", "viec"),
        (2, "Việc khác", "khac"),
        (4, "Phần thu gọn", ""),
    ]
    items = [(plain(b.runs), b.depth, b.number, b.is_box) for b in document.blocks if isinstance(b, ListItem)]
    assert items == [
        ("Một", 0, 1, False),
        ("Hai", 0, 2, False),
        ("con", 1, None, False),
        ("Lại từ một, xem trên", 0, 1, False),
        ("Tiếp theo", 0, 7, False),
        ("Sau đó", 0, 8, False),
        ("Đọc trước", 0, None, True),
    ]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[plain(cell) for cell in row] for row in table.rows] == [["TT", "Nội dung"], ["1", "Ữ ặ ễ ợ đ"], ["2", ""]]
    paragraph = next(block for block in document.blocks if isinstance(block, Paragraph))
    assert plain(paragraph.runs) == "Đoạn đậm, nghiêng, (cần kiểm tra) và văn bản."
    assert {run.target for run in paragraph.runs if run.target} == {f"{SITE}nghi-quyet/x/#muc"}
    whole = "".join(plain(block.runs) for block in document.blocks if not isinstance(block, Table | Code))
    assert "Trang đầu" not in whole
    assert "màn hình" not in whole


def test_links_within_the_site_are_text_when_it_has_no_address() -> None:
    document = reading.read(PAGE, "")
    runs = [run for block in document.blocks if not isinstance(block, Table | Code) for run in block.runs]
    assert {run.target for run in runs if run.target} == {"#viec"}


@pytest.fixture(scope="module")
def as_word() -> Document:
    return docx.Document(io.BytesIO(word.write(reading.read(PAGE, SITE), RULES, "Sổ tay", MADE)))


def test_word_has_real_styles_numbering_and_tables(as_word: Document) -> None:
    styles = {p.text: p.style.name for p in as_word.paragraphs if p.text and p.style}
    assert styles["Nghị quyết ở cơ sở"] == "Heading 1"
    assert styles["Việc cần làm"] == "Heading 2"
    assert styles["Một"] == "List Number"
    assert styles["con"] == "List Bullet 2"
    (table,) = as_word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1] == ["1", "Ữ ặ ễ ợ đ"]
    assert table.style
    assert table.style.name == "Table Grid"
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_each_numbered_list_in_word_starts_at_one(as_word: Document) -> None:
    items = [p for p in as_word.paragraphs if p.style and p.style.name == "List Number"]
    numbers = {item.text: re.search(r'w:numId w:val="(\d+)"', item._p.xml) for item in items}
    found = [numbers[text] for text in ("Một", "Hai", "Lại từ một, xem trên", "Tiếp theo", "Sau đó")]
    one, two, again, seventh, eighth = (match[1] if match else "" for match in found)
    assert one == two
    assert seventh == eighth
    assert len({one, again, seventh}) == 3
    starts = re.findall(r'w:startOverride w:val="(\d+)"', as_word.part.numbering_part.element.xml)
    assert starts == ["1", "1", "7"]


def test_word_is_laid_out_by_the_rules(as_word: Document) -> None:
    (section,) = as_word.sections
    lengths = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
    for length, wanted in zip(lengths, (210, 297, 20, 30, 15), strict=True):
        assert length == pytest.approx(Mm(wanted), abs=Mm(0.1))
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    for name in ("Normal", "Heading 1", "List Number"):
        fonts = as_word.styles[name].element.rPr.rFonts.attrib
        assert set(fonts.values()) == {"Times New Roman"}


def test_a_number_of_two_digits_has_room_before_its_item(as_word: Document) -> None:
    numbering: Any = as_word.part.numbering_part.element
    for item in (p for p in as_word.paragraphs if p.style and p.style.name == "List Number"):
        used = re.search(r'w:numId w:val="(\d+)"', item._p.xml)
        assert used
        abstract = numbering.num_having_numId(int(used[1])).abstractNumId.val
        (room,) = numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{abstract}']//w:ind/@w:hanging")
        assert int(room) / 20 > 1.6 * RULES.sizes.body, "points of `10.` and a space"


def test_other_rules_give_another_layout() -> None:
    wide = RULES.model_copy(update={"margins": RULES.margins.model_copy(update={"left": 35.0})})
    found = docx.Document(io.BytesIO(word.write(reading.read(PAGE, SITE), wide, "Sổ tay", MADE)))
    assert found.sections[0].left_margin == pytest.approx(Mm(35), abs=Mm(0.1))


def test_links_and_bookmarks_in_word(as_word: Document) -> None:
    xml = as_word.element.xml
    assert 'w:anchor="m_viec"' in xml
    assert 'w:name="m_viec"' in xml
    targets = {relation.target_ref for relation in as_word.part.rels.values() if relation.is_external}
    assert targets == {f"{SITE}nghi-quyet/x/#muc"}


def test_pdf_is_tagged_and_has_text_bookmarks_and_links() -> None:
    reader = PdfReader(io.BytesIO(pdf.write(reading.read(PAGE, SITE), RULES, "Sổ tay", MADE)))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "vi"
    assert "/StructTreeRoot" in catalog
    assert reader.metadata
    assert reader.metadata.title == "Trang thử"
    text = unicodedata.normalize("NFC", "".join(page.extract_text() for page in reader.pages))
    for wanted in ("Nghị quyết ở cơ sở", "Ữ ặ ễ ợ đ", "Chữ trong phần thu gọn."):
        assert wanted in text
    assert [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)] == ["Nghị quyết ở cơ sở"]
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert f"{SITE}nghi-quyet/x/#muc" in {link.get("/A", {}).get("/URI") for link in links}


@pytest.mark.parametrize("writer", [word.write, pdf.write])
def test_the_same_document_gives_the_same_bytes(writer: documents.Writer) -> None:
    document = reading.read(PAGE, SITE)
    assert writer(document, RULES, "Sổ tay", MADE) == writer(document, RULES, "Sổ tay", MADE)


ROUND = "docs/dot-hoc/quy-mot.md"
DATED = """start: 2027-01-15
start_time: '13:30'
venue: Hội trường
programme: [{title: Một, minutes: 45}]
follow_up: [{what: Nộp thu hoạch, who: Đảng viên, due_days: 7}]
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base whose round has a day; its documents are made once and then come from its cache."""
    folder = write_files(tmp_path_factory.mktemp("documents") / "kho", base())
    text = (folder / ROUND).read_text(encoding="utf-8")
    (folder / ROUND).write_text(text.replace("start: 2022-01\nend: 2022-03\n", DATED), encoding="utf-8")
    return folder


def name_only(document: PrintedDocument, rules: presentation.Presentation, site: str, made: datetime) -> bytes:
    """Stands for the writer of PDF files, which takes ten times as long as all the rest."""
    return f"{document.title} {site} {made}".encode()


@pytest.fixture(scope="module")
def whole(root: Path) -> Iterator[Build]:
    """Everything there is; the other tests of this module and those of leaks look into real PDF files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "WRITERS", {"docx": word.write, "pdf": name_only})
        yield build(root, with_documents=True)


@pytest.fixture
def made(whole: Build) -> Mapping[str, bytes]:
    return whole.files


def changed(root: Path, folder: Path, old: str, new: str) -> Build:
    """The build of a copy of the base, its cache included, in which the round has other words."""
    shutil.copytree(root, folder)
    text = (folder / ROUND).read_text(encoding="utf-8")
    assert old in text
    (folder / ROUND).write_text(text.replace(old, new), encoding="utf-8")
    return build(folder, with_documents=True)


def test_a_round_has_one_pack_with_all_its_papers(made: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made["dot-hoc/quy-mot/quy-mot.zip"])) as archive:
        names = set(archive.namelist())
    below = [path for path in made if path.startswith("dot-hoc/quy-mot/") and path.count("/") == 3]
    papers = {path.rpartition("/")[2] for path in below if "/len-lop/" not in path}
    assert len(papers) == 20
    assert names == papers | {"quy-mot.ics"}


def test_a_rounds_calendar(made: Mapping[str, bytes]) -> None:
    calendar = Calendar.from_ical(made["dot-hoc/quy-mot/quy-mot.ics"])
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2027-01-15T13:30:00+07:00"
    assert event.decoded("dtend").isoformat() == "2027-01-15T14:15:00+07:00"
    assert event["location"] == "Hội trường"
    (todo,) = calendar.walk("VTODO")
    assert todo["summary"] == "Nộp thu hoạch (Đảng viên)"
    assert todo.decoded("due").isoformat() == "2027-01-22"


def test_pages_link_to_files_only_when_they_are_made(root: Path, whole: Build) -> None:
    for found in (whole, build(root)):
        with_documents = found is whole
        pages = {page.path: page.text for page in found.pages}
        assert ("(ke-hoach/quy-mot-ke-hoach.docx)" in pages["dot-hoc/quy-mot/ke-hoach.md"]) is with_documents
        assert ("(quy-mot/quy-mot.zip)" in pages["dot-hoc/quy-mot.md"]) is with_documents
        assert ("(quy-mot/quy-mot.ics)" in pages["dot-hoc/quy-mot.md"]) is with_documents
        assert ("(bi-thu/huong-dan-bi-thu.docx)" in pages["huong-dan/bi-thu.md"]) is with_documents
        assert any(path.endswith(".docx") for path in found.files) is with_documents


def test_every_file_that_a_page_offers_is_made(whole: Build) -> None:
    offered = {path for page in whole.pages for _, path in downloads.of_page(page.path, ["dot-hoc/quy-mot.md"])}
    assert offered <= whole.files.keys()
    assert len(offered) > 40


def test_what_has_not_changed_is_taken_from_the_cache(
    root: Path, whole: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "WRITERS", {})
    assert build(root, with_documents=True).files == whole.files


def test_a_change_of_content_makes_its_documents_anew(root: Path, whole: Build, tmp_path: Path) -> None:
    after = changed(root, tmp_path / "kho", "Hội trường", "Nhà văn hóa").files
    different = {path for path in whole.files if path.endswith(".docx") and whole.files[path] != after[path]}
    assert "dot-hoc/quy-mot/ke-hoach/quy-mot-ke-hoach.docx" in different
    assert "bieu-mau/ke-hoach/bieu-mau-ke-hoach.docx" not in different


def test_the_command_writes_what_is_asked_for(
    root: Path, whole: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ra"
    assert main(["documents", "-C", str(root), "--out", str(out), "huong-dan/bi-thu"]) == 0
    names = {path.name for path in out.rglob("*") if path.is_file()}
    assert {"huong-dan-bi-thu.docx", "huong-dan-bi-thu.pdf"} <= names
    assert all(name.startswith("huong-dan-bi-thu") for name in names)
    assert main(["documents", "-C", str(root), "--out", str(out), "khong-co"]) == 2
    assert "không có hướng dẫn hay giấy tờ nào ở khong-co" in capsys.readouterr().err


def test_a_round_without_an_exact_day_has_no_calendar(root: Path, whole: Build, tmp_path: Path) -> None:
    found = changed(root, tmp_path / "kho", "start: 2027-01-15", "start: 2027-01")
    assert [path for path in found.files if path.endswith(".ics")] == []
    page = next(page.text for page in found.pages if page.path == "dot-hoc/quy-mot.md")
    assert ".ics" not in page


def test_a_page_that_is_a_paper_prints_only_the_sheet() -> None:
    text = 'Ngoài tờ giấy.\n\n<div class="giay" markdown>\n\nTrong tờ giấy.\n\n</div>\n'
    document = reading.read(replace(PAGE, content=text), SITE)
    assert document.is_paper
    assert [plain(block.runs) for block in document.blocks if isinstance(block, Paragraph)] == ["Trong tờ giấy."]


ASKED = """---
title: Tự kiểm tra
---

<div class="tu-kiem" id="x" markdown>

<p class="tu-kiem-hoi" markdown="span"><b>Câu 1.</b> Bao lâu?</p>

1. 60 phút
2. 90 phút

<details class="tu-kiem-dap" markdown>
<summary>Đáp án và giải thích</summary>

1. <b class="sai">Chưa đúng.</b> Ngắn quá.
2. <b class="dung">Đúng.</b> Mức tối thiểu.

<p class="tu-kiem-nguon" markdown="span">Nguồn: báo</p>

</details>

</div>

## Phần sau {#sau}

- ☐ Văn bản muốn bàn <small class="phu">5 tiết</small> <small class="phut">2 phút</small>
- Vì sao? <small class="phu">theo [Chỉ thị 01 (2026)](x.md)</small>
"""


def test_answers_to_self_checks_stand_on_a_sheet_of_their_own_at_the_end() -> None:
    document = reading.read(replace(PAGE, content=ASKED), SITE)
    found = [
        (type(b).__name__, getattr(b, "mark", ""), plain(b.runs))
        for b in document.blocks
        if not isinstance(b, Table | Code)
    ]
    assert found == [
        ("Paragraph", "", "Câu 1. Bao lâu?"),
        ("ListItem", "A.", "60 phút"),
        ("ListItem", "B.", "90 phút"),
        ("Heading", "", "Phần sau"),
        ("ListItem", "☐", "Văn bản muốn bàn (5 tiết, 2 phút)"),
        ("ListItem", "", "Vì sao? (theo Chỉ thị 01, 2026)"),
        ("Heading", "", "Đáp án và giải thích"),
        ("Paragraph", "", "Câu 1. Đáp án: B"),
        ("ListItem", "A.", "Chưa đúng. Ngắn quá."),
        ("ListItem", "B.", "Đúng. Mức tối thiểu."),
        ("Paragraph", "", "Nguồn: báo"),
    ]
    kept = {plain(b.runs) for b in document.blocks if isinstance(b, ListItem) and b.is_kept_with_next}
    wanted = {"60 phút", "Chưa đúng. Ngắn quá.", "Đúng. Mức tối thiểu."}
    assert kept == wanted, "a question is not cut between its choices, nor before the source of its answer"
    pages = PdfReader(io.BytesIO(pdf.write(document, RULES, "Sổ tay", MADE))).pages
    assert ["Đáp án" in page.extract_text() for page in pages] == [False, True]
    asked = docx.Document(io.BytesIO(word.write(document, RULES, "Sổ tay", MADE)))
    assert [p.text for p in asked.paragraphs][1:3] == ["A.\t60 phút", "B.\t90 phút"]
    assert [p.text for p in asked.paragraphs if p.paragraph_format.page_break_before] == ["Đáp án và giải thích"]


def test_numbers_in_pdf_go_on_where_the_text_says() -> None:
    text = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(pdf.write(reading.read(PAGE, SITE), RULES, "", MADE))).pages
    )
    assert re.findall(r"^(\d+)\. *$", text, re.MULTILINE) == ["1", "2", "1", "7", "8"]


def test_a_line_in_pdf_does_not_break_the_number_of_a_document() -> None:
    paragraphs = "\n\n".join(f"{'a' * length} 144-QĐ/TW, 08-QĐi/TW" for length in range(50, 75, 3))
    pages = PdfReader(
        io.BytesIO(pdf.write(reading.read(replace(PAGE, content=paragraphs), SITE), RULES, "", MADE))
    ).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert text.count("144-QĐ/TW") == text.count("08-QĐi/TW") == 9
