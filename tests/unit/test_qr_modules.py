"""Codes made by difference are those that segno makes, and the drawing has their dark modules."""

import re

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.qr import BORDER, svg, svg_file
from generator.qr_modules import MASK, modules


def made_by_segno(text: str) -> tuple[str, ...]:
    code = segno.make(text, error="m", micro=False, mask=MASK)
    return tuple("".join(map(str, row)) for row in code.matrix)


ASCII = st.characters(max_codepoint=127)


@pytest.mark.parametrize("length", [1, 10, 26, 46, 60, 74, 86, 98, 99])
def test_each_version_and_level(length: int) -> None:
    text = ("https://a.example/nghi-quyet/21-kl-tw-2021/" * 3)[:length]
    assert modules(text) == made_by_segno(text)


@settings(max_examples=25)
@given(st.text(ASCII, min_size=1, max_size=120) | st.text(min_size=1, max_size=20))
def test_any_text(text: str) -> None:
    assert modules(text) == made_by_segno(text)


def test_a_code_is_drawn_from_its_modules() -> None:
    target = "https://a.example/nghi-quyet/21-kl-tw-2021/"
    drawing = svg(target)
    step = re.search(r' d="M(\d+) (\d+)\.5(h[^"]*)"', drawing)
    assert step
    x, y = int(step[1]) - BORDER, int(step[2]) - BORDER
    rows = [["0"] * len(modules(target)) for _ in modules(target)]
    for right, down, dark in re.findall(r"(?:m(-?\d+) (\d+))?h(\d+)", step[3]):
        x, y = x + int(right or 0), y + int(down or 0)
        rows[y][x : x + int(dark)] = "1" * int(dark)
        x += int(dark)
    assert tuple(map("".join, rows)) == modules(target)
    assert step[0].encode() in svg_file(target)
