"""A printed document in, a Word file (Office Open XML, ISO/IEC 29500) out."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from generator import qr
from generator.documents import word_styles
from generator.documents.archive import repeatable
from generator.documents.columns import column_widths
from generator.documents.model import (
    CODE_SIDE,
    KEPT_WITH_NEXT,
    Block,
    Code,
    Heading,
    ListItem,
    Paragraph,
    PrintedDocument,
    Run,
    Runs,
    Table,
    plain,
)
from generator.documents.word_styles import A4_WIDTH, DEEPEST, Styles
from generator.presentation import Presentation

KEPT = 2
"""Rows at the head of a table that do not stand alone at the end of a page."""

BLANK_HEIGHT = 8
"""Millimetres of a row that is to be filled in by hand."""

_STYLE_NAMES = {
    "ten-loai": "Tên loại",
    "trich-yeu-giay": "Trích yếu",
    "gach-trich-yeu": "Trích yếu",
    "luu-y": "Lưu ý",
    "tom-tat": "Lưu ý",
    "phu-dong": "Dòng phụ",
    "trich-yeu-nho": "Trích yếu nhỏ",
    "ten-nhom": "Tên nhóm",
    "tu-kiem": "Câu hỏi",
}
_CENTRED = ("ten-loai", "trich-yeu-giay", "gach-trich-yeu")


def write(document: PrintedDocument, rules: Presentation, author: str, made: datetime) -> bytes:
    """The bytes of the .docx file; the same document gives the same bytes. `made` is the date it carries."""
    word = docx.Document()
    _describe(word, document, author, made)
    word_styles.lay_out(word, rules)
    Styles(word, rules, document.is_paper).apply()
    _Body(word, rules).write(document.blocks)
    buffer = io.BytesIO()
    word.save(buffer)
    return repeatable(buffer.getvalue())


def _describe(word: Document, document: PrintedDocument, author: str, made: datetime) -> None:
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, author, author
    properties.comments, properties.language, properties.revision = document.address, "vi-VN", 1
    properties.created = properties.modified = made.replace(tzinfo=None)


@dataclass
class _Body:
    """Writes blocks into a Word document, in order."""

    word: Document
    rules: Presentation
    numbering: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By depth of a list, the id of the numbering in use and the number that its next item gets."""
    bookmarks: int = 0
    style_ids: dict[str, str | None] = field(default_factory=dict)

    def write(self, blocks: tuple[Block, ...]) -> None:
        anchors = {block.anchor for block in blocks if isinstance(block, Heading) and block.anchor}
        for block in blocks:
            match block:
                case Heading():
                    self._heading(block, anchors)
                case Paragraph():
                    self._paragraph(block, anchors)
                case ListItem():
                    self._item(block, anchors)
                case Table():
                    self._table(block, anchors)
                case Code():
                    self._code(block)

    def _add_paragraph(self, style: str) -> WordParagraph:
        paragraph = self.word.add_paragraph()
        self._set_style(paragraph, style)
        return paragraph

    def _set_style(self, paragraph: WordParagraph, style: str) -> None:
        """What `paragraph.style = style` does, which looks through every style each time."""
        if style not in self.style_ids:
            part: Any = self.word.part
            self.style_ids[style] = part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        paragraph._p.style = self.style_ids[style]

    def _heading(self, block: Heading, anchors: set[str]) -> None:
        paragraph = self._add_paragraph(f"Heading {min(block.level, 4)}")
        self._bookmark(paragraph, block.anchor)
        paragraph.paragraph_format.page_break_before = block.is_on_new_page or None
        _add(paragraph, block.runs, anchors)

    def _bookmark(self, paragraph: WordParagraph, anchor: str) -> None:
        if not anchor:
            return
        self.bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            element = OxmlElement(tag)
            element.set(qn("w:id"), str(self.bookmarks))
            if tag == "w:bookmarkStart":
                element.set(qn("w:name"), _bookmark_name(anchor))
            paragraph._p.append(element)

    def _paragraph(self, block: Paragraph, anchors: set[str]) -> None:
        paragraph = self._add_paragraph(_STYLE_NAMES.get(block.style, "Normal"))
        if block.style in _CENTRED:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = block.style in KEPT_WITH_NEXT or None
        _add(paragraph, block.runs, anchors)

    def _item(self, block: ListItem, anchors: set[str]) -> None:
        depth = min(block.depth, DEEPEST)
        if block.mark:
            paragraph = self._add_paragraph("List")
            paragraph.paragraph_format.keep_with_next = block.is_kept_with_next or None
            _add(paragraph, (Run(f"{block.mark}\t"), *block.runs), anchors)
            return
        name = ("List Bullet" if block.number is None else "List Number") + (f" {depth + 1}" if depth else "")
        paragraph = self._add_paragraph(name)
        if block.number is not None:
            self._number(paragraph, name, depth, block.number)
        _add(paragraph, block.runs, anchors)

    def _number(self, paragraph: WordParagraph, style: str, depth: int, number: int) -> None:
        """Real numbering; a list that starts anew gets a numbering of its own, or it would count on from the last."""
        used, following = self.numbering.get(depth, (0, 0))
        if number != following or number == 1:
            used = self._new_numbering(style, number)
        self.numbering[depth] = (used, number + 1)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = used
        properties.get_or_add_ilvl().val = 0

    def _new_numbering(self, style: str, start: int) -> int:
        numbering: Any = self.word.part.numbering_part.element
        used: Any = self.word.styles[style].element.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(used).abstractNumId.val
        added = numbering.add_num(abstract)
        added.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(added.numId)

    def _code(self, block: Code) -> None:
        paragraph = self._add_paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(qr.png(block.address)), Mm(CODE_SIDE))
        picture._inline.docPr.set("descr", f"Mã QR: {block.address}")

    def _table(self, block: Table, anchors: set[str]) -> None:
        columns = max(len(row) for row in block.rows)
        if block.style == "ky-ten" and self.word.paragraphs:
            self.word.paragraphs[-1].paragraph_format.keep_with_next = True  # no signature alone on its page
        table = self.word.add_table(rows=0, cols=columns)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        if not block.style:
            table.style = "Table Grid"
        whole = A4_WIDTH - self.rules.margins.left - self.rules.margins.right
        widths = column_widths(block, columns, whole)
        for n, row in enumerate(block.rows):
            added = table.add_row()
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            cells = added.cells
            if not block.style and sum(1 for runs in row if not plain(runs).strip()) > 1:
                added.height = Mm(BLANK_HEIGHT)
            for cell, runs, width in zip(cells, row, widths, strict=False):
                cell.width = Mm(width)
                self._cell(cell.paragraphs[0], runs, block, is_head=n == 0 and block.has_head, anchors=anchors)
                cell.paragraphs[0].paragraph_format.keep_with_next = (n < KEPT and n < len(block.rows) - 1) or None
                if block.style and cell is cells[-1]:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        if block.has_head:
            repeat = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(repeat)
        self._add_paragraph("Trong bảng")

    def _cell(self, paragraph: WordParagraph, runs: Runs, block: Table, *, is_head: bool, anchors: set[str]) -> None:
        self._set_style(paragraph, "Thể thức" if block.style else "Trong bảng")
        if block.style == "dau-van-ban" or is_head:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if is_head:
            runs = tuple(Run(one.text, bold=True, target=one.target) for one in runs)
        _add(paragraph, runs, anchors)
        if block.style == "dau-van-ban":
            for run in paragraph.runs:
                run.font.size = Pt(self.rules.sizes.motto if run.underline else self.rules.sizes.issuer)


def _add(paragraph: WordParagraph, runs: Runs, anchors: set[str]) -> None:
    for run in runs:
        if run.target.startswith("#") and run.target[1:] not in anchors:
            _add_run(paragraph, Run(run.text, run.bold, run.italic))
        elif run.target:
            _add_link(paragraph, run)
        else:
            _add_run(paragraph, run)


def _add_run(paragraph: WordParagraph, run: Run) -> None:
    added = paragraph.add_run()
    if run.text == "\n":
        added.add_break()
        return
    added.text = run.text
    added.bold, added.italic, added.underline = run.bold or None, run.italic or run.small or None, run.underline or None


def _add_link(paragraph: WordParagraph, run: Run) -> None:
    """A hyperlink, which python-docx can read but not write (ECMA-376 part 1, 17.16.22)."""
    link = OxmlElement("w:hyperlink")
    if run.target.startswith("#"):
        link.set(qn("w:anchor"), _bookmark_name(run.target[1:]))
    else:
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link.set(qn("r:id"), paragraph.part.relate_to(run.target, relation, is_external=True))
    added = paragraph.add_run(run.text)
    added.bold, added.italic, added.underline = run.bold or None, run.italic or None, True
    link.append(added._r)
    paragraph._p.append(link)


def _bookmark_name(anchor: str) -> str:
    """Bookmarks begin with a letter and have at most 40 characters in Word."""
    return f"m_{anchor.replace('-', '_')}"[:40]
