"""Numbers, amounts and days as Vietnamese pages write them; slugs, plain text and syllables."""

from datetime import date
from typing import Any

import pytest

from generator import vietnamese
from generator.kinds.fields import PartialDate
from generator.kinds.parts import Figure
from generator.markdown import count_syllables, plain, slugify
from generator.search.vietnamese import roman


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (5, "5"),
        (56.0, "56"),
        (999, "999"),
        (1000, "1.000"),
        (5704, "5.704"),
        (1234567, "1.234.567"),
        (2.5, "2,5"),
        (0.1, "0,1"),
        (1234.5, "1.234,5"),
        (97.25, "97,25"),
        (-1200, "-1.200"),
    ],
)
def test_number(value: float, written: str) -> None:
    assert vietnamese.number(value) == written


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ({"value": 5704, "unit": "lượt"}, "5.704 lượt"),
        ({"value": 90, "unit": "%", "comparison": "tren", "of": "cấp ủy viên"}, "trên 90% cấp ủy viên"),
        ({"value": 100, "unit": "%"}, "100%"),
        ({"value": 2, "unit": "lớp/năm", "comparison": "it-nhat"}, "ít nhất 2 lớp/năm"),
        ({"value": 6, "value_to": 10, "unit": "lớp/năm", "comparison": "tu-den"}, "từ 6 đến 10 lớp/năm"),
        ({"value": 1.5, "value_to": 2.5, "unit": "%", "comparison": "tu-den"}, "từ 1,5 đến 2,5%"),
    ],
)
def test_amount(values: dict[str, Any], written: str) -> None:
    source = {"article": "bai-goc", "lines": "1"}
    figure = Figure.model_validate({"id": "f", "label": "Một", "kind": "so-lieu", "sources": [source], **values})
    assert vietnamese.amount(figure) == written


def test_day() -> None:
    assert vietnamese.day(date(2026, 1, 2)) == "02/01/2026"
    assert vietnamese.day(PartialDate(2021, 10)) == "tháng 10/2021"
    assert vietnamese.periods(2.5) == "2,5 tiết"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Điểm chính", "diem-chinh"),
        ("Ủy ban Kiểm tra Trung ương", "uy-ban-kiem-tra-trung-uong"),
        ("21-KL/TW", "21-kl-tw"),
        ("101-QĐ/TW", "101-qd-tw"),
        ("  “Vì sao?”  ", "vi-sao"),
        ("nguyễn thị Hoà", "nguyen-thi-hoa"),
        ("đề án số 01 - Bắc Giang", "de-an-so-01-bac-giang"),
        ("……", ""),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Xem **[Kết luận 21](../x.md)** và `mã`.", "Xem Kết luận 21 và mã."),
        ("## Đề mục {#x}\n\n- một\n2. hai\n> ba", "Đề mục\nmột\nhai\nba"),
        ("![Sơ đồ](a.svg) <!-- giấu -->sau", "Sơ đồ sau"),
        ("<b>đậm</b> 3 < 4", "đậm 3 < 4"),
    ],
)
def test_plain_text(markdown: str, words: str) -> None:
    assert plain(markdown) == words


def test_syllables_are_counted_as_written() -> None:
    assert count_syllables("Chi bộ sinh hoạt **chuyên đề** [mỗi quý](x.md) một lần.") == 10
    assert count_syllables("") == 0


def test_dictionary_order() -> None:
    words = ["Ăn", "An", "Dân", "Đảng", "dang", "Án", "q\u0306", "İ", "🙂", ""]
    ordered = sorted(words, key=vietnamese.sort_key)
    assert [word for word in ordered if word.isascii() or word[0] in "ĂÁDĐ"] == [
        "",
        "An",
        "Án",
        "Ăn",
        "dang",
        "Dân",
        "Đảng",
    ]


@pytest.mark.parametrize(("word", "value"), [("XIII", "13"), ("iv", "4"), ("İ", ""), ("ⅳ", ""), ("", "")])
def test_roman_numbers(word: str, value: str) -> None:
    assert roman(word) == value
