"""A `.docx` or `.html` file in, its title and its text as Markdown out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from generator.legacy import Encoding, convert

SUFFIXES = (".docx", ".html", ".htm", ".txt", ".md")
PLAIN = (".txt", ".md")


class UnreadableFileError(Exception):
    """The file is not what its name says."""


@dataclass(frozen=True)
class Reading:
    """What a file holds: `encoding` is the legacy code it was converted from."""

    title: str
    body: str
    encoding: Encoding | None


def read_file(path: Path) -> Reading:
    """Read a file by its suffix. Raises UnreadableFileError."""
    try:
        title, markdown = _from_text(path) if path.suffix.lower() in PLAIN else _markdown(_html(path))
    except RecursionError as error:
        raise UnreadableFileError("các phần lồng nhau quá sâu") from error
    text, encoding = convert(f"{title}\n{markdown}")
    title, _, body = text.partition("\n")
    return Reading(" ".join(title.split()), tidy(body, title), encoding)


def _html(path: Path) -> str:
    return _from_word(path) if path.suffix.lower() == ".docx" else _decode(path.read_bytes())


def _from_text(path: Path) -> tuple[str, str]:
    """The first line as title, the rest as it is; front matter stays to be read, as a block of code."""
    text = _decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    if front := re.match(r"---[ \t]*\n(.*?)^---[ \t]*$", text, re.MULTILINE | re.DOTALL):
        text = f"{text[front.end() :].strip()}\n\n```yaml\n{front[1].strip()}\n```\n"
    title, _, body = text.strip().partition("\n")
    return title.lstrip("# ").strip(), body


def _from_word(path: Path) -> str:
    """Structure and text; pictures stay in the file."""
    import mammoth
    from mammoth.images import img_element

    try:
        with path.open("rb") as file:
            result = mammoth.convert_to_html(file, convert_image=img_element(lambda _: {"src": ""}))
    except (BadZipFile, KeyError, ValueError, OSError, ExpatError) as error:
        raise UnreadableFileError(str(error)) from error
    return str(result.value)


def _decode(data: bytes) -> str:
    """A saved page is UTF-8, UTF-16 with its mark or, when it was typed with an 8-bit font, Latin-1 letters."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _markdown(html: str) -> tuple[str, str]:
    """The page's title and its running text; navigation, scripts and pictures are left out."""
    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    soup: Any = BeautifulSoup(html, "html.parser")
    title = soup.find("h1") or soup.find("title") or soup.find(["h2", "p"])
    for unwanted in soup.find_all(["script", "style", "nav", "header", "footer", "form", "title", "img", "iframe"]):
        unwanted.decompose()
    body = soup.find("main") or soup.find("article") or soup.body or soup
    converter = MarkdownConverter(heading_style="ATX", bullets="-", table_infer_header=True, strip=["a"])
    return title.get_text(" ", strip=True) if title and title.name else "", str(converter.convert_soup(body))


def tidy(body: str, title: str) -> str:
    """Headings begin at level two without gaps, the title is not said twice, runs of empty lines go."""
    lines: list[str] = []
    levels: list[int] = []
    for line in body.replace("\xa0", " ").split("\n"):
        heading = re.match(r"(#{1,6})(?:\s+(.*)|$)", line)
        if not heading:
            lines.append(line.rstrip())
        elif (text := " ".join((heading[2] or "").split())) and text != " ".join(title.split()):
            while levels and levels[-1] >= len(heading[1]):
                levels.pop()
            levels.append(len(heading[1]))
            lines.append(f"{'#' * min(len(levels) + 1, 6)} {text}")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
