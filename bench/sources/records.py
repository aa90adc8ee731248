"""The folder of source records in, their values as plain data out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.fingerprints import line_numbers, numbers_in

ARTICLES = {
    "S0": "khoi-cqtw",
    "S1": "long-an-2023",
    "S2": "bac-giang-2021",
    "S3": "phu-tho-2022",
    "S4": "to-chuc-2012",
}
"""Id of an article in the records -> id of its entry."""

Record = dict[str, Any]

DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?")


@dataclass(frozen=True)
class Records:
    """documents.yml, articles.yml, the articles' lines by entry id, the chapters on formats, the open questions."""

    documents: tuple[Record, ...]
    articles: Record
    texts: dict[str, list[str]]
    formats: tuple[str, ...]
    unverified: tuple[str, ...]

    def numbers_on(self, article: str, lines: str) -> set[float]:
        """All numbers on the given lines of an article."""
        text = self.texts[article]
        return {number for line in line_numbers(lines) for number in numbers_in(text[line - 1])}


def load(folder: Path) -> Records:
    """Read the records below `folder`; raises FileNotFoundError when one is missing."""
    documents = yaml.safe_load((folder / "documents.yml").read_text(encoding="utf-8"))["documents"]
    articles = yaml.safe_load((folder / "articles.yml").read_text(encoding="utf-8"))
    texts = {
        ARTICLES[one["id"]]: (folder / "articles" / one["file"]).read_text(encoding="utf-8").splitlines()
        for one in articles["articles"]
    }
    formats = (folder / "formats.md").read_text(encoding="utf-8")
    unverified = (folder / "unverified.md").read_text(encoding="utf-8")
    return Records(tuple(documents), articles, texts, tuple(formats.split("\n## ")), tuple(unverified.splitlines()))


def numbers(text: str) -> list[float]:
    """The numbers written in digits, in order: `6 đến 10` -> 6, 10."""
    return [float(digits.replace(".", "").replace(",", ".")) for digits in DIGITS.findall(text)]


def lines_of(where: str) -> str:
    """`dòng 11, 16 (chú thích ảnh)` -> `11, 16`."""
    return ", ".join(re.findall(r"\d+(?:-\d+)?", where.partition("(")[0]))
