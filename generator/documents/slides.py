"""The slides of a module in, a PowerPoint file (Office Open XML, ISO/IEC 29500) out: layouts, notes, editable text."""

from __future__ import annotations

import copy
import io
from datetime import datetime
from typing import Any

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from generator import qr
from generator.classroom.slides import (
    BODY,
    CODE,
    FIRST_BODY,
    FIRST_TITLE,
    FONT,
    FOOT,
    FOOT_SIZE,
    GAP,
    INDENT,
    NUMBER,
    SIZES,
    SLIDE_HEIGHT,
    SLIDE_WIDTH,
    TITLE,
    Box,
    Deck,
    Look,
    Slide,
)
from generator.documents.archive import repeatable

BRAND, WHITE, INK, MUTED = "16475A", "FFFFFF", "1C2528", "56646A"
FIRST_LAYOUT, TEXT_LAYOUT = 0, 1
"""The two of the library's layouts that are kept: title slide, title and content."""

DATE_ID, FOOT_ID, NUMBER_ID = 10, 11, 12
"""Ids of the placeholders at the foot of the library's layouts."""


def write(deck: Deck, author: str, made: datetime) -> bytes:
    """The bytes of the .pptx file; the same deck gives the same bytes. `made` is the date it carries."""
    show = pptx.Presentation()
    _lay_out(show)
    for slide in deck.slides:
        _add(show, deck, slide)
    properties = show.core_properties
    properties.title, properties.author, properties.last_modified_by = deck.title, author, author
    properties.comments, properties.language, properties.revision = deck.address, "vi-VN", 1
    properties.created = properties.modified = made.replace(tzinfo=None)
    buffer = io.BytesIO()
    show.save(buffer)
    return repeatable(buffer.getvalue())


def _lay_out(show: Any) -> None:
    """16:9, our fonts, sizes and places in the master and in the two layouts; the other layouts go."""
    show.slide_width, show.slide_height = Pt(SLIDE_WIDTH), Pt(SLIDE_HEIGHT)
    master = show.slide_master
    _set_fonts(master)
    for layout in list(show.slide_layouts)[2:]:
        show.slide_layouts.remove(layout)
    _place_all(master.placeholders, TITLE, BODY)
    _place_all(show.slide_layouts[FIRST_LAYOUT].placeholders, FIRST_TITLE, FIRST_BODY)
    _place_all(show.slide_layouts[TEXT_LAYOUT].placeholders, TITLE, BODY)
    show.slide_layouts[TEXT_LAYOUT].shapes._spTree.insert(2, _bar())
    first = show.slide_layouts[FIRST_LAYOUT]
    first.background.fill.solid()
    first.background.fill.fore_color.rgb = _colour(BRAND)


def _bar() -> Any:
    """A bar of colour along the upper edge, which the library cannot draw on a layout."""
    return parse_xml(
        f"""<p:sp {nsdecls("p", "a")}>
<p:nvSpPr><p:cNvPr id="90" name="Vạch màu"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{Pt(SLIDE_WIDTH)}" cy="{Pt(8)}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{BRAND}"/></a:solidFill>
<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""
    )


def _set_fonts(master: Any) -> None:
    theme = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
    theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
    styles = master.element.find(qn("p:txStyles"))
    title, body = styles.find(qn("p:titleStyle")), styles.find(qn("p:bodyStyle"))
    _style(title.find(qn("a:lvl1pPr")), 30, BRAND, is_bold=True)
    _style(body.find(qn("a:lvl1pPr")), SIZES[-1], INK)
    for style, gap, indent in ((title, 0.0, 0.0), (body, GAP, INDENT)):
        level = style.find(qn("a:lvl1pPr"))
        level.set("algn", "l")
        level.set("marL", str(Pt(indent)))
        level.set("indent", str(-Pt(indent)))
        _space(level, gap)


def _child(parent: Any, name: str) -> Any:
    child = OxmlElement(name)
    parent.append(child)
    return child


def _style(level: Any, size: float, colour: str, *, is_bold: bool = False) -> None:
    text = level.find(qn("a:defRPr"))
    text.set("sz", str(round(size * 100)))
    text.set("b", str(int(is_bold)))
    text.set("lang", "vi-VN")
    for old in text.findall(qn("a:solidFill")):
        text.remove(old)
    fill = OxmlElement("a:solidFill")
    _child(fill, "a:srgbClr").set("val", colour)
    text.insert(0, fill)  # before the fonts, as the schema wants


def _space(level: Any, gap: float) -> None:
    """Nothing before a paragraph, `gap` points behind it."""
    for name in ("a:spcBef", "a:spcAft"):
        for old in level.findall(qn(name)):
            level.remove(old)
    for name, points in (("a:spcAft", gap), ("a:spcBef", 0)):
        space = OxmlElement(name)
        _child(space, "a:spcPts").set("val", str(round(points * 100)))
        level.insert(0, space)


def _place_all(placeholders: Any, title: Box, body: Box) -> None:
    for shape in list(placeholders):
        number = shape.placeholder_format.idx
        kind = shape.placeholder_format.type
        if "DATE" in str(kind):
            shape._element.getparent().remove(shape._element)
            continue
        is_foot, is_number = "FOOTER" in str(kind), "SLIDE_NUMBER" in str(kind)
        _place(shape, FOOT if is_foot else NUMBER if is_number else title if number == 0 else body)
        if is_foot or is_number:
            _small(shape, "l" if is_foot else "r")


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Pt(one) for one in (box.left, box.top, box.width, box.height))
    frame = shape.text_frame
    frame.auto_size, frame.word_wrap = MSO_AUTO_SIZE.NONE, True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = {TITLE: MSO_ANCHOR.MIDDLE, FIRST_TITLE: MSO_ANCHOR.BOTTOM}.get(box, MSO_ANCHOR.TOP)


def _small(shape: Any, alignment: str) -> None:
    """The list style of a placeholder at the foot: small and muted."""
    style = shape._element.txBody.find(qn("a:lstStyle"))
    for old in list(style):
        style.remove(old)
    level = _child(style, "a:lvl1pPr")
    level.set("algn", alignment)
    text = _child(level, "a:defRPr")
    text.set("sz", str(FOOT_SIZE * 100))
    fill = _child(text, "a:solidFill")
    _child(fill, "a:srgbClr").set("val", MUTED)


def _add(show: Any, deck: Deck, slide: Slide) -> None:
    is_first = slide.look is Look.FIRST
    layout = show.slide_layouts[FIRST_LAYOUT if is_first else TEXT_LAYOUT]
    made = show.slides.add_slide(layout)
    _write(made.shapes.title, (slide.title,), slide.title_size, WHITE if is_first else None)
    body = made.placeholders[1]
    _write(body, slide.bullets, slide.size, WHITE if is_first else None)
    if is_first:
        body.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    if slide.look is Look.LAST and deck.address.startswith("http"):
        _place(body, Box(BODY.left, BODY.top, CODE.left - BODY.left - 24, BODY.height))
        sides = (Pt(one) for one in (CODE.left, CODE.top, CODE.width, CODE.height))
        picture = made.shapes.add_picture(io.BytesIO(qr.png(deck.address)), *sides)
        picture._element.nvPicPr.cNvPr.set("descr", f"Mã QR: {deck.address}")
    if not is_first:
        _add_foot(made, layout, slide.source)
    if slide.notes:
        made.notes_slide.notes_text_frame.text = "\n".join(slide.notes)


def _write(shape: Any, texts: tuple[str, ...], size: int | None, colour: str | None) -> None:
    frame = shape.text_frame
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE
        if size:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = _colour(colour)


def _colour(written: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(written))  # type: ignore[no-untyped-call]


def _add_foot(made: Any, layout: Any, source: str) -> None:
    """The placeholders at the foot, which the library leaves to the layout: the source and the slide's number."""
    for shape in layout.placeholders:
        number = shape.placeholder_format.idx
        if number == NUMBER_ID or (number == FOOT_ID and source):
            element = copy.deepcopy(shape._element)
            made.shapes._spTree.append(element)
            if number == FOOT_ID:
                placed = next(one for one in made.placeholders if one.placeholder_format.idx == FOOT_ID)
                placed.text_frame.text = source
