"""Values in, the way Vietnamese pages write them out: numbers, dates, figures, order of names."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from generator.kinds.fields import PartialDate
from generator.kinds.parts import Comparison, Figure


def number(value: float | Fraction) -> str:
    """Thousands set apart by a point, decimals by a comma: 5704 -> `5.704`, 2.5 -> `2,5`."""
    value = float(value) if isinstance(value, Fraction) else value
    whole, _, decimals = f"{value:,.10g}".partition(".") if value % 1 else (f"{int(value):,}", "", "")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def day(value: date | PartialDate) -> str:
    """`22/11/2026`, `tháng 10/2021`, `năm 2021`."""
    return value.vietnamese if isinstance(value, PartialDate) else f"{value.day:02}/{value.month:02}/{value.year}"


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def half_day(moment: datetime) -> str:
    """The half-day that a moment belongs to: `sáng thứ Hai`; the afternoon begins at noon, the evening at five."""
    part = "sáng" if moment.hour < 12 else "chiều" if moment.hour < 17 else "tối"
    return f"{part} {WEEKDAYS[moment.weekday()]}"


def clock(value: str) -> str:
    """A time of day as people write it: `7 giờ 30`, `8 giờ`."""
    hours, _, minutes = value.partition(":")
    return f"{int(hours)} giờ {minutes}" if int(minutes) else f"{int(hours)} giờ"


def amount(figure: Figure) -> str:
    """A figure with its comparison and unit: `trên 90% cấp ủy viên`, `từ 6 đến 10 lớp/năm`, `5.704 lượt`."""
    unit = figure.unit if figure.unit.startswith("%") else f" {figure.unit}"
    if figure.comparison is Comparison.BETWEEN and figure.value_to is not None:
        text = f"từ {number(figure.value)} đến {number(figure.value_to)}{unit}"
    else:
        prefix = "" if figure.comparison is Comparison.EQUAL else f"{figure.comparison.label} "
        text = f"{prefix}{number(figure.value)}{unit}"
    return f"{text} {figure.of}" if figure.of else text


def periods(value: float) -> str:
    """Teaching periods: `5 tiết`."""
    return f"{number(value)} tiết"


ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Tone marks as combining characters, in the order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng."""


@lru_cache(maxsize=8192)
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Dictionary order: letters first (đ after d, ă and â after a), tones only between equal letters."""
    letters: list[str] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFD", text.lower()):
        if char in TONES:
            tones.append(TONES.index(char) + 1)
        elif unicodedata.combining(char) and letters:
            whole = unicodedata.normalize("NFC", letters.pop() + char)
            letters.append(whole)
        else:
            letters.append(char)
    places = (ALPHABET.find(letter) if letter in ALPHABET else ord(letter[0]) - 1000 for letter in letters)
    return tuple(places), tuple(tones)


def initial(text: str) -> str:
    """The letter under which a name stands in an index: Đ apart from D, ă and â under A."""
    first = text.strip()[:1].upper()
    return first if first == "Đ" else unicodedata.normalize("NFD", first)[:1]
