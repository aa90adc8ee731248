"""What is kept together at a line's end; `~` stands for a space that does not break."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import line_breaks
from generator.line_breaks import bind


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("trong 90 phút, 10 buổi, 6 chi bộ", "trong 90~phút, 10~buổi, 6~chi bộ"),
        ("trên 90 % và 95%", "trên 90~% và 95%"),
        ("ngày 16/6/2022, tháng 10/2021", "ngày~16/6/2022, tháng~10/2021"),
        ("ngày 16 tháng 6 năm 2022", "ngày~16~tháng~6 năm~2022"),
        ("trong 5 năm qua", "trong 5~năm qua"),
        ("Điều 3, khoản 2, Chương II, Mục 1, chuyên đề 4", "Điều~3, khoản~2, Chương~II, Mục~1, chuyên đề~4"),
        ("khóa XIII, lần thứ XIV, Đại hội XIII", "khóa~XIII, lần thứ~XIV, Đại hội~XIII"),
        ("Nghị quyết Trung ương 5 khóa XII", "Nghị quyết Trung ương~5 khóa~XII"),
        ("kinh tế - xã hội", "kinh tế~- xã hội"),
        ("Ban Bí thư · 23/07/2025", "Ban Bí thư~· 23/07/2025"),
        ("dòng [10](a.md#dong-10)", "dòng~[10](a.md#dong-10)"),
        ("của đồng chí Nguyễn Phú Trọng", "của đồng~chí~Nguyễn~Phú~Trọng"),
        ("tư tưởng Hồ Chí Minh ở Việt Nam", "tư tưởng Hồ~Chí~Minh ở Việt~Nam"),
        ("tỉnh Phú Thọ, Long An, Thừa Thiên Huế", "tỉnh Phú~Thọ, Long~An, Thừa~Thiên~Huế"),
    ],
)
def test_pieces_hold_together(written: str, bound: str) -> None:
    assert bind(written).replace("\u00a0", "~") == bound


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("số 21-NQ/TW ngày", 'số <span class="so-hieu">21-NQ/TW</span> ngày'),
        ("Nghị quyết số 21-NQ/TW", '<span class="so-hieu">Nghị quyết số <span>21-NQ/TW</span></span>'),
        ("[Kết luận 21-KL/TW](../a.md)", '[<span class="so-hieu">Kết luận <span>21-KL/TW</span></span>](../a.md)'),
        ("theo 61-HD/BTGTW.", 'theo <span class="so-hieu">61-HD/BTGTW</span>.'),
        ("Nghị định 24/2022/NĐ-CP", '<span class="so-hieu">Nghị định <span>24/2022/NĐ-CP</span></span>'),
        ("giai đoạn 2016 - 2020", 'giai đoạn <span class="so-hieu">2016 - 2020</span>'),
        ("| 07:30 - 08:15 |", '| <span class="so-hieu">07:30 - 08:15</span> |'),
        ("Luật số 12/2017/QH14", 'Luật số <span class="so-hieu">12/2017/QH14</span>'),
    ],
)
def test_numbers_and_ranges_are_one_piece(written: str, bound: str) -> None:
    assert bind(written).replace("\u00a0", " ") == bound


@pytest.mark.parametrize(
    "text",
    [
        "`sotay new 90 phút`",
        "```yaml\nissued: ngày 16/6/2022\nnumber: 21-NQ/TW\n```",
        '<a title="khóa XIII" href="x">',
        "## Điểm chính {#dieu 3}",
        "](nghi-quyet/khóa XIII.md)",
        "- một\n- hai\n    - ba",
        "| --- | --- |",
        "Lý luận chính trị, việc chung, điều đã học",
        "https://example.org/21-NQ/TW",
    ],
)
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert bind(text) == text


def test_words_stay_the_same() -> None:
    text = "Ngày 16 tháng 6 năm 2022, đồng chí Trần Văn A nói về Nghị quyết 21-NQ/TW - 90 % đảng viên."
    bound = bind(text).replace("\u00a0", " ").replace('<span class="so-hieu">', "").replace("<span>", "")
    assert bound.replace("</span>", "") == text


TOKENS = re.compile(r"((?s:```.*?```)|(?s:<svg\b.*?</svg>)|<[^>\n]*>|`[^`\n]*`|\]\([^)\n]*\)|\{[:#.][^}\n]*\})")
COUNTED = re.compile(r"(?<!\w)" + line_breaks._any_of(line_breaks._COUNTED) + r"\Z")
WORDS = """ngày, tháng 10, khóa XIII, Đại hội, chuyên đề 4, điều [7](a), Bình Dương, Lê Văn Tám, ồng chí Mai, 21-NQ/TW,
Kết luận, số, 2016 - 2020, IV - V, 07:30, Nghị quyết số 12-NQ/TW, 90 phút, %, 24/2022/NĐ-CP, 1/5/2020, việc·, - , ·,
`mã 5 phút`, <b>, </b>, <svg>ngày 5</svg>, {#neo}, ](dich.md), [, |, ```lần 3```, <, `, 5, X, -, /, ."""
SPACES = ["", " ", " ", "  ", "\n", "\n\n", "\u00a0", "\t"]
PARTS = st.sampled_from(re.split(r",\s", WORDS)) | st.sampled_from(SPACES)


def bound_step_by_step(text: str) -> str:
    """The same without the shorter ways: every pattern tried on all that stands between two tokens."""
    pieces = TOKENS.split(text)
    return "".join([piece if place % 2 else one_piece_bound(piece) for place, piece in enumerate(pieces)])


def one_piece_bound(text: str) -> str:
    def counted(space: re.Match[str]) -> str:
        return "\u00a0" if COUNTED.search(space.string[: space.start()]) else " "

    text = line_breaks._UNIT.sub("\u00a0", text)
    text = re.sub(r" (?=\[?(?:\d|[IVX]+\b))", counted, text)
    text = line_breaks._RANGE.sub(line_breaks._MARKED, text)
    text = line_breaks._DASH.sub("\u00a0\\1", text)
    text = line_breaks._PERSON.sub(line_breaks._in_one_piece, text)
    text = line_breaks._COMRADE.sub("ồng\u00a0chí\u00a0", text)
    text = line_breaks._PLACE.sub(line_breaks._in_one_piece, text)
    text = line_breaks._NUMBER.sub(line_breaks._MARKED, text)
    return line_breaks._TYPED.sub(line_breaks._MARKED_WITH_TYPE, text)


@given(st.lists(PARTS, max_size=16))
def test_shorter_ways_bind_the_same(parts: list[str]) -> None:
    text = "".join(parts)
    assert bind(text) == bound_step_by_step(text)
