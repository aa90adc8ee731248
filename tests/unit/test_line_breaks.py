"""What is kept together at a line's end; `~` stands for a space that does not break."""

import pytest

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
