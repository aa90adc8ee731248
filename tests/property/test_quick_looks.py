"""What a quick look tells of a text is what a thorough one tells."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from generator import files, source

LETTERS = "aà¡ÿĂđươạếềỹỺỿ“—\u1e00\u1ebf\u00a0\U0001f600\n"
vietnamese = st.text(LETTERS) | st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]))


@given(vietnamese)
@example("NghÞ quyÕt cña Trung ¬ng")
@example("ỺỺỺààà")
def test_text_taken_for_vietnamese_is_in_no_old_code(text: str) -> None:
    if source._is_vietnamese(text.encode()):
        assert source._legacy(text) is None


def test_vietnamese_needs_no_thorough_look() -> None:
    assert source._is_vietnamese("Học tập, quán triệt, triển khai thực hiện nghị quyết của Đảng".encode())


@given(st.lists(st.sampled_from(["---", "--- \t", "--", "-", "\n", "x", " ", "\r", "\t"])).map("".join))
@example("---\n---")
@example("---\n--- x\n---")
def test_front_matter_ends_where_the_pattern_says(text: str) -> None:
    first = text.partition("\n")[0]
    expected = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, len(first))
    found = files.closing_line(text, len(first))
    assert (found and found.span()) == (expected and expected.span() if first != text else None)
