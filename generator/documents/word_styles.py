"""The rules of presentation in, a Word document's page, page numbers and named styles out."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from generator.presentation import Presentation

A4_WIDTH, A4_HEIGHT = 210, 297
"""Millimetres (ISO 216)."""

GUIDE_SIZE = 13
"""Type size in points of a guide, which no rule of the Party's documents covers."""

DEEPEST = 2
"""Lists deeper than this, counted from 0, have no style of their own in Word."""


MARK_ROOM = 8
"""Millimetres of a bullet, box or number before its item: `10.` and a space at the size of a paper's text."""


def lay_out(word: Document, rules: Presentation) -> None:
    """A4, the margins of the rules, and the page number centred at the top from the second page."""
    section = word.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(A4_WIDTH), Mm(A4_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(rules.margins.top), Mm(rules.margins.bottom)
    section.left_margin, section.right_margin = Mm(rules.margins.left), Mm(rules.margins.right)
    section.header_distance = Mm(rules.page_number.from_top)
    section.different_first_page_header_footer = rules.page_number.from_page > 1
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)  # python-docx has no fields of its own


@dataclass(frozen=True)
class Styles:
    """Sets the styles that Word and LibreOffice show by name."""

    word: Document
    rules: Presentation
    is_paper: bool

    def apply(self) -> None:
        """Change every style that documents use."""
        sizes = self.rules.sizes
        body = sizes.body if self.is_paper else GUIDE_SIZE
        normal = self._style("Normal", body)
        self._space(normal, 0, 6)
        if self.rules.line_pitch and self.is_paper:
            normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
            normal.paragraph_format.line_spacing = Pt(self.rules.line_pitch)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        normal.element.get_or_add_rPr().append(language)
        for level, size in ((1, body + 4), (2, sizes.heading), (3, body), (4, body)):
            style = self._style(f"Heading {level}", size, bold=True, italic=level == 4)
            self._space(style, 12 if level < 3 else 8, 4)
            style.paragraph_format.keep_with_next = True
        for depth in range(DEEPEST + 1):
            suffix = f" {depth + 1}" if depth else ""
            for name in ("List", "List Bullet", "List Number"):
                style = self._style(name + suffix, body)
                self._space(style, 0, 3)
                self._indent(style, depth)
        for name, before in (("Tên nhóm", 6), ("Câu hỏi", 4)):
            self.word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
            self._space(self._style(name, body), before, 4)
        self._style("Header", 13)
        self._paper_styles()

    def _indent(self, style: ParagraphStyle, depth: int) -> None:
        """The same room before every item of a depth, in the style and in the numbering that it refers to."""
        style.paragraph_format.left_indent = Mm(MARK_ROOM * (depth + 1))
        style.paragraph_format.first_line_indent = Mm(-MARK_ROOM)
        properties: Any = style.element.pPr
        if properties.numPr is None:
            return
        numbering: Any = self.word.part.numbering_part.element
        abstract = numbering.num_having_numId(properties.numPr.numId.val).abstractNumId.val
        for level in numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl/w:pPr"):
            for name in ("w:tabs", "w:ind"):
                for old in level.findall(qn(name)):
                    level.remove(old)
            level.append(deepcopy(properties.ind))

    def _paper_styles(self) -> None:
        sizes = self.rules.sizes
        for name, size, bold in (
            ("Tên loại", sizes.type, True),
            ("Trích yếu", sizes.subject, True),
            ("Lưu ý", GUIDE_SIZE, False),
            ("Dòng phụ", 12, False),
            ("Trích yếu nhỏ", GUIDE_SIZE, True),
            ("Trong bảng", 12, False),
            ("Thể thức", sizes.issuer, False),
        ):
            self.word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style = self._style(name, size, bold=bold, italic=name == "Lưu ý")
            self._space(style, 0, 2 if name in ("Trong bảng", "Thể thức") else 4)
            style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            style.paragraph_format.keep_together = name in ("Trích yếu nhỏ", "Dòng phụ") or None

    def _style(self, name: str, size: float, *, bold: bool = False, italic: bool = False) -> ParagraphStyle:
        style = self.word.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size, style.font.bold, style.font.italic = self.rules.font, Pt(size), bold, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [one for one in fonts.attrib if "heme" in one]:
            del fonts.attrib[attribute]
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), self.rules.font)
        return style

    def _space(self, style: ParagraphStyle, before: float, after: float) -> None:
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
