"""A printed document in, a tagged PDF file with bookmarks and page numbers out."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import datetime
from html import escape
from itertools import groupby

from generator import qr
from generator.documents.columns import column_widths
from generator.documents.model import (
    CODE_SIDE,
    Block,
    Code,
    Heading,
    ListItem,
    Paragraph,
    PrintedDocument,
    Run,
    Runs,
    Table,
)
from generator.documents.word_styles import A4_WIDTH, GUIDE_SIZE
from generator.presentation import Presentation

FALLBACKS = "'Liberation Serif', 'Tinos', 'Noto Serif', 'DejaVu Sans', serif"
"""What stands in for Times New Roman where it is not installed; the first has the same widths."""

NUMBER = re.compile(r"\b\d+-[A-ZĐ]\w*/[A-ZĐ]\w*")
"""A document's number and symbol, such as `144-QĐ/TW`, which a line does not break."""


def write(document: PrintedDocument, rules: Presentation, author: str, made: datetime) -> bytes:
    """The bytes of the .pdf file (PDF/UA-1, ISO 14289-1); the same document gives the same bytes."""
    from weasyprint import HTML

    html = _page(document, rules, author, made)
    name = hashlib.sha256(html.encode()).digest()[:16]
    result = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=name)
    assert isinstance(result, bytes)
    return result


def _page(document: PrintedDocument, rules: Presentation, author: str, made: datetime) -> str:
    width = A4_WIDTH - rules.margins.left - rules.margins.right
    body = "\n".join(_blocks(document.blocks, width))
    day = made.strftime("%Y-%m-%d")
    return f"""<!doctype html><html lang="vi"><head><meta charset="utf-8">
<title>{escape(document.title)}</title><meta name="author" content="{escape(author)}">
<meta name="dcterms.created" content="{day}"><meta name="dcterms.modified" content="{day}">
<style>{_style(rules, rules.sizes.body if document.is_paper else GUIDE_SIZE)}</style></head>
<body>{body}</body></html>"""


def _style(rules: Presentation, size: float) -> str:
    margins, sizes, number = rules.margins, rules.sizes, rules.page_number
    pitch = f"{rules.line_pitch}pt" if rules.line_pitch else "1.3"
    first = "@page :first { @top-center { content: none } }" if number.from_page > 1 else ""
    return f"""
@page {{ size: A4; margin: {margins.top}mm {margins.right}mm {margins.bottom}mm {margins.left}mm;
  @top-center {{ content: counter(page); font: 13pt '{rules.font}', {FALLBACKS}; vertical-align: top;
    padding-top: {number.from_top}mm }} }}
{first}
html {{ font-family: '{rules.font}', {FALLBACKS}; font-size: {size}pt; line-height: {pitch} }}
body {{ margin: 0; overflow-wrap: anywhere }} p {{ margin: 0 0 6pt }} a {{ color: inherit }}
h1 {{ font-size: {size + 4}pt }} h2 {{ font-size: {sizes.heading}pt }} h3, h4 {{ font-size: {size}pt }}
h4 {{ font-style: italic }} h1, h2, h3, h4 {{ margin: 10pt 0 4pt; break-after: avoid; line-height: 1.3 }}
ul, ol {{ margin: 0 0 6pt; padding-left: 8mm }} li {{ margin-bottom: 2pt }}
.o-danh-dau {{ list-style: "☐  " }} .phuong-an {{ list-style: upper-alpha }}
.lien {{ break-after: avoid }} .phuong-an {{ break-inside: avoid }}
.trang-moi {{ break-before: page }} .tu-kiem, .ten-nhom, .phu-dong, .trich-yeu-nho {{ break-after: avoid }}
.trich-yeu-nho {{ font-weight: bold }} .phu-dong {{ font-size: .9em }}
table {{ width: 100%; border-collapse: collapse; margin: 4pt 0 10pt; font-size: 12pt; line-height: 1.25 }}
.luoi th, .luoi td {{ border: .5pt solid #000; padding: 2pt 4pt; vertical-align: top; text-align: left }}
.luoi {{ table-layout: fixed }} .luoi th {{ text-align: center }}
tr {{ break-inside: avoid }} td:empty {{ height: 6mm }}
.dau-van-ban td, .ky-ten td {{ width: 50%; vertical-align: top; padding: 0 2mm 4mm 0; font-size: {sizes.issuer}pt }}
.dau-van-ban td, .ky-ten td:last-child {{ text-align: center }} .ky-ten {{ break-inside: avoid; break-before: avoid }}
.dau-van-ban u {{ font-size: {sizes.motto}pt; text-underline-offset: 3pt; white-space: nowrap }}
.ten-loai {{ text-align: center; font-weight: bold; font-size: {sizes.type}pt; margin: 8pt 0 2pt; line-height: 1.3 }}
.trich-yeu-giay, .gach-trich-yeu {{ text-align: center; font-weight: bold; font-size: {sizes.subject}pt }}
.ma-qr {{ break-after: avoid }} .ma-qr img {{ width: {CODE_SIDE}mm; height: {CODE_SIDE}mm }}
.so-hieu {{ white-space: nowrap }}
.luu-y, .tom-tat {{ font-style: italic }} small {{ font-size: .9em; font-style: italic }}
"""


def _blocks(blocks: tuple[Block, ...], width: float) -> list[str]:
    anchors = {block.anchor for block in blocks if isinstance(block, Heading)}
    result: list[str] = []
    for is_list, group in groupby(blocks, lambda block: isinstance(block, ListItem)):
        if is_list:
            items = [block for block in group if isinstance(block, ListItem)]
            result.append(_list(items, anchors))
        else:
            result += [_block(block, anchors, width) for block in group]
    return result


def _block(block: Block, anchors: set[str], width: float) -> str:
    match block:
        case Heading(level, runs, anchor, is_on_new_page):
            name = (f' id="{escape(anchor)}"' if anchor else "") + (' class="trang-moi"' if is_on_new_page else "")
            return f"<h{level}{name}>{_runs(runs, anchors)}</h{level}>"
        case Paragraph(runs, style):
            name = f' class="{style}"' if style else ""
            return f"<p{name}>{_runs(runs, anchors)}</p>"
        case Table():
            return _table(block, anchors, width)
        case Code(address):
            picture = b64encode(qr.png(address)).decode()
            return f'<p class="ma-qr"><img src="data:image/png;base64,{picture}" alt="Mã QR: {escape(address)}"></p>'
        case _:
            return ""


def _table(block: Table, anchors: set[str], width: float) -> str:
    rows = list(block.rows)
    head = ""
    if block.has_head and rows:
        cells = "".join(f'<th scope="col">{_runs(cell, anchors)}</th>' for cell in rows.pop(0))
        head = f"<thead><tr>{cells}</tr></thead>"
    widths = [] if block.style else column_widths(block, max(map(len, block.rows)), width)
    columns = "".join(f'<col style="width: {one / width:.1%}">' for one in widths)
    lines = ("".join(f"<td>{_runs(cell, anchors)}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table class="{block.style or "luoi"}"><colgroup>{columns}</colgroup>{head}<tbody>{body}</tbody></table>'


def _list(items: list[ListItem], anchors: set[str]) -> str:
    """Nested lists of items that stand one after the other; numbers are kept as they are."""
    html: list[str] = []
    open_tags: list[str] = []
    for item in items:
        while len(open_tags) > item.depth + 1 or (len(open_tags) == item.depth + 1 and open_tags[-1] != _tag(item)):
            html.append(f"</li></{open_tags.pop()}>")
        if len(open_tags) == item.depth + 1:
            html.append("</li>")
        while len(open_tags) < item.depth + 1:
            open_tags.append(_tag(item))
            html.append(_opened(item) if len(open_tags) == item.depth + 1 else f"<{_tag(item)}><li>")
        name = "o-danh-dau" if item.is_box else "phuong-an" if item.is_letter else ""
        box = f' class="{name}{" lien" if item.is_kept_with_next else ""}"' if name else ""
        html.append(f"<li{box}>{_runs(item.runs, anchors)}")
    while open_tags:
        html.append(f"</li></{open_tags.pop()}>")
    return "".join(html)


def _opened(item: ListItem) -> str:
    """The opening tag of a list that begins with this item; WeasyPrint knows neither `start` nor `value`."""
    start = f' style="counter-reset: list-item {item.number - 1}"' if item.number else ""
    return f"<{_tag(item)}{start}>"


def _tag(item: ListItem) -> str:
    return "ul" if item.number is None else "ol"


def _runs(runs: Runs, anchors: set[str]) -> str:
    return "".join(_run(run, anchors) for run in runs)


def _run(run: Run, anchors: set[str]) -> str:
    if run.text == "\n":
        return "<br>"
    html = NUMBER.sub(r'<span class="so-hieu">\g<0></span>', escape(run.text))
    tags = (("strong", run.bold), ("em", run.italic), ("u", run.underline), ("small", run.small))
    for tag in (tag for tag, is_set in tags if is_set):
        html = f"<{tag}>{html}</{tag}>"
    if run.target and (not run.target.startswith("#") or run.target[1:] in anchors):
        html = f'<a href="{escape(run.target)}">{html}</a>'
    return html
