"""Values in, the way Vietnamese pages write them out: numbers, dates, figures, citations."""

from __future__ import annotations

from datetime import date

from generator.kinds.fields import PartialDate
from generator.kinds.parts import Comparison, Figure


def number(value: float) -> str:
    """Thousands set apart by a point, decimals by a comma: 5704 -> `5.704`, 2.5 -> `2,5`."""
    whole, _, decimals = f"{value:,.10g}".partition(".") if value % 1 else (f"{int(value):,}", "", "")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def day(value: date | PartialDate) -> str:
    """`22/11/2026`, `tháng 10/2021`, `năm 2021`."""
    return value.vietnamese if isinstance(value, PartialDate) else f"{value.day:02}/{value.month:02}/{value.year}"


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
