"""A page's Markdown in, its printed document out: one walk over the parsed Markdown serves every format."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from xml.etree.ElementTree import Element

import markdown
import tinyhtml5

from generator import frontmatter
from generator.catalog import page_url
from generator.documents.model import (
    SIDE_BY_SIDE,
    STYLES,
    Block,
    Code,
    Heading,
    ListItem,
    Paragraph,
    PrintedDocument,
    Run,
    Runs,
    Table,
    in_one_bracket,
    kept_together,
    letter,
    without_brackets,
)
from generator.pages import Page
from generator.shell import EXTENSIONS
from generator.source import Source

NOT_PRINTED = frozenset(
    {"khong-in", "tu-kiem-dap", "duong-dan", "nhay", "dia-chi", "tai-ve", "truoc-sau", "headerlink"}
)
"""Classes of what only helps on a screen."""

PAPER = "giay"
"""Class of the part of a page that is a paper; a page without it is printed whole."""

HANDOUT = "phieu"
"""Class of the part of a page that learners get: a document of its own, and in no other."""

SVG = "{http://www.w3.org/2000/svg}svg"
"""How the parser names a drawing."""

QR = "ma-qr"
"""Class of a drawing that is a QR code; its `data-qr` is the address."""

ASIDE = frozenset({"nhan", "phu", "phut", "cho-ai"})
"""Classes of short remarks that a screen sets apart by their look, and paper by brackets."""

LABEL = "nhan"
"""Class of a remark that is a label: before what it is about it ends with a colon."""

CHOICES, ANSWERS = "tu-kiem", "tu-kiem-dap"
"""Classes of a self-check question and of its answers, which paper gets after everything else."""

BOX = "☐"
"""How a form writes a box that is ticked by hand."""

TICKED = "danh-muc"
"""Class of the lists whose items are ticked off."""

_NUMBER = re.compile(r"(\d+)\. ?")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HOLDERS = frozenset({"div", "section", "blockquote", "details", "body", "html", "nav", "dl", "article", "aside"})
_SKIPPED = frozenset({"script", "style", "nav", "head", "button", "input"})


def read(page: Page, site_url: str, *, is_handout: bool = False) -> PrintedDocument:
    """Parse the Markdown of a page as the site's engine does and keep what belongs on paper.

    With `is_handout` only the part for learners is kept, otherwise all but that.
    """
    front, _ = frontmatter.split(Source.of(page.path, page.text))
    html = markdown.markdown(front.body, extensions=list(EXTENSIONS), output_format="html")
    tree: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    walk = _Walk(page.path, site_url)
    wanted = HANDOUT if is_handout else PAPER
    paper = next((one for one in tree.iter() if wanted in _classes(one)), None)
    printed = tree if paper is None else paper
    blocks = walk.blocks(printed) if is_handout else chain(walk.blocks(printed), walk.answers(printed))
    address = site_url.rstrip("/") + "/" + page_url(page.path) if site_url else ""
    is_paper = paper is not None and not is_handout
    return PrintedDocument(page.title, tuple(_without_empty(blocks)), address, is_paper)


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _without_empty(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table | Code) or any(run.text.strip() for run in block.runs):
            yield block


@dataclass(frozen=True)
class _Walk:
    """Where the page stands, to make its links absolute."""

    path: str
    site_url: str

    def blocks(self, element: Element, style: str = "", depth: int = 0) -> Iterator[Block]:
        """The blocks of an element, inline content between them gathered into paragraphs."""
        loose: list[Run] = list(_text(element.text))
        for child in element:
            if _is_block(child) and _is_printed(child):
                yield from _paragraph(loose, style)
                loose = []
                yield from self._block(child, style, depth)
            else:
                loose += self._inline(child, Run(""), loose)
            loose += _text(child.tail)
        yield from _paragraph(loose, style)

    def _block(self, element: Element, style: str, depth: int) -> Iterator[Block]:
        own = next((name for name in (*STYLES, TICKED) if name in _classes(element)), style)
        if element.tag in _HEADINGS:
            yield Heading(_HEADINGS[element.tag], tidy(self._inside(element)), element.get("id") or "")
        elif element.tag in ("ul", "ol"):
            yield from self._list(element, depth, style)
        elif element.tag == "table":
            yield self._table(element, style)
        elif element.tag == SVG:
            yield Code(element.get("data-qr") or "")
        elif element.tag == "summary":
            yield Heading(4, tidy(self._inside(element)))
        elif element.tag in ("p", "pre"):
            runs = tidy(self._inside(element))
            yield Paragraph(runs, own or ("ten-nhom" if runs and all(run.bold for run in runs) else ""))
        elif element.tag == "dt":
            yield Paragraph(tidy(self._inside(element, Run("", bold=True))), own)
        else:
            side = next((name for name in SIDE_BY_SIDE if name in _classes(element)), own)
            yield from self.blocks(element, side, depth)

    def _list(self, element: Element, depth: int, style: str) -> Iterator[Block]:
        number = int(element.get("start") or 1) if element.tag == "ol" else None
        items = element.findall("li")
        for item in items:
            first = True
            for block in self.blocks(item, depth=depth + 1):
                if first and isinstance(block, Paragraph):
                    kept = style == CHOICES and item is not items[-1]
                    yield replace(_item(block.runs, depth, number, style), is_kept_with_next=kept)
                else:
                    yield block
                first = False
            number = None if number is None else number + 1

    def answers(self, tree: Element) -> Iterator[Block]:
        """The explanations of all self-check questions, on a sheet that can be kept back or handed out apart."""
        questions = [one for one in tree.iter() if CHOICES in _classes(one)]
        if questions:
            yield Heading(2, (Run("Đáp án và giải thích"),), "dap-an", is_on_new_page=True)
        for question in questions:
            name, explained = question.find("p/b"), question.findall("details/ol/li")
            right = [letter(n) for n, one in enumerate(explained, 1) if one.find("b[@class='dung']") is not None]
            text = f"{'' if name is None else name.text} Đáp án: {', '.join(right)}"
            yield Paragraph((Run(text, bold=True),), CHOICES)
            yield from kept_together(
                block
                for child in question.findall("details/*")
                if child.tag != "summary"
                for block in self._block(child, CHOICES, 0)
            )

    def _table(self, element: Element, style: str) -> Table:
        rows = tuple(
            tuple(tidy(self._inside(cell)) for cell in row if cell.tag in ("th", "td")) for row in element.iter("tr")
        )
        kept = tuple(row for row in rows if any(run.text.strip() for cell in row for run in cell) or style == "")
        return Table(kept, style not in SIDE_BY_SIDE, style if style in SIDE_BY_SIDE else "")

    def _inside(self, element: Element, style: Run = Run("")) -> Runs:  # noqa: B008 - frozen
        runs = list(_text(element.text, style))
        for child in element:
            runs += self._inline(child, style, runs)
            runs += _text(child.tail, style)
        return tuple(runs)

    def _inline(self, element: Element, style: Run, before: list[Run]) -> Runs:
        """The runs of an inline element within a style, after those that stand before it in its paragraph."""
        if not _is_printed(element):
            return ()
        if element.tag == "br":
            return (replace(style, text="\n"),)
        inner = self._inside(element, self._styled(element, style))
        if not _classes(element) & ASIDE or not tidy(inner):
            return inner
        inner = tidy(inner)
        if not any(run.text.strip() for run in before):
            return (*inner, replace(style, text=":")) if LABEL in _classes(element) else inner
        return (replace(style, text="("), *(without_brackets(run) for run in inner), replace(style, text=")"))

    def _styled(self, element: Element, style: Run) -> Run:
        match element.tag:
            case "strong" | "b":
                return replace(style, bold=True)
            case "em" | "i":
                return replace(style, italic=True)
            case "u":
                return replace(style, underline=True)
            case "small":
                return replace(style, small=True)
            case "a":
                return replace(style, target=self._target(element.get("href") or ""))
        return style

    def _target(self, href: str) -> str:
        """A link as it works away from the site; one within the site is only text when the site has no address."""
        if href.startswith(("http://", "https://", "mailto:", "#")):
            return href
        if not href or not self.site_url:
            return ""
        page, hash_, anchor = href.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), page))
        address = page_url(path) if path.endswith(".md") else path
        return f"{self.site_url.rstrip('/')}/{address}{hash_}{anchor}"


def _item(runs: Runs, depth: int, number: int | None, style: str) -> ListItem:
    """An item; one that a page marks with a dot and numbers in bold, as its list goes on elsewhere, is numbered."""
    if runs and runs[0].text.startswith(BOX):
        return ListItem(tidy((replace(runs[0], text=runs[0].text.removeprefix(BOX)), *runs[1:])), depth, is_box=True)
    written = _NUMBER.fullmatch(runs[0].text) if runs and runs[0].bold else None
    if written and number is None:
        return ListItem(tidy(runs[1:]), depth, int(written[1]))
    return ListItem(runs, depth, number, is_box=style == TICKED, is_letter=style == CHOICES)


def _is_printed(element: Element) -> bool:
    if element.tag == SVG:
        return QR in _classes(element)
    return element.tag not in _SKIPPED and not _classes(element) & (NOT_PRINTED | {HANDOUT})


def _is_block(element: Element) -> bool:
    return element.tag in _HEADINGS or element.tag in _HOLDERS | {
        "p",
        "pre",
        "ul",
        "ol",
        "table",
        "summary",
        "dt",
        "dd",
        SVG,
    }


def _text(text: str | None, style: Run = Run("")) -> Runs:  # noqa: B008 - frozen
    return (replace(style, text=text),) if text else ()


def _paragraph(loose: list[Run], style: str) -> Iterator[Paragraph]:
    runs = tidy(tuple(loose))
    if any(run.text.strip() for run in runs):
        yield Paragraph(runs, style if style in STYLES else "")


def tidy(runs: Runs) -> Runs:
    """Runs with the white space that a browser would show, and neighbours of one style joined."""
    kept: list[Run] = []
    for run in in_one_bracket(runs):
        text = run.text if run.text == "\n" else re.sub(r"[ \t\r\n]+", " ", run.text)
        if not kept or kept[-1].text.endswith(("\n", " ")):
            text = text if text == "\n" else text.lstrip(" ")
        if kept and text.startswith(",") and kept[-1].text != "\n":
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        if (
            text
            and kept
            and text != "\n"
            and kept[-1].text != "\n"
            and replace(kept[-1], text="") == replace(run, text="")
        ):
            kept[-1] = replace(run, text=kept[-1].text + text)
        elif text:
            kept.append(replace(run, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
    return tuple(kept)
