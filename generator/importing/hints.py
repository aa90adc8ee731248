"""Text in, what looks like a number, a date or a figure in it out: suggestions for the author, never values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.written_dates import iso

_NUMBER = re.compile(r"\b\d{1,5}\s?-\s?[A-ZĐ][A-Za-zĐđ]*(?:/[A-ZĐ][A-ZĐa-zđ.\-]*)?")
_DATE = re.compile(r"(?:ngày )?\d{1,2} tháng \d{1,2} năm \d{4}|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\b\d+(?:[.,]\d+)*\s?(?:%|(?:phút|tiết|buổi|ngày|lớp|lượt|đảng viên|học viên|chuyên đề|người|lần)\b)"
)
MOST = 8
"""Suggestions of one sort: the first in the text matter most."""


def find_hints(text: str) -> list[tuple[str, str]]:
    """(what it could be, what was read), each once, in order of the text."""
    dates = (f"{iso(found)} (“{found}”)" for found in _found(_DATE, text) if iso(found))
    return [
        *(("số, ký hiệu", found.replace(" ", "")) for found in _found(_NUMBER, text)),
        *(("ngày", found) for found in dates),
        *(("con số", found) for found in _found(_FIGURE, text)),
    ]


def _found(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    yield from list(dict.fromkeys(" ".join(match.group().split()) for match in pattern.finditer(text)))[:MOST]
