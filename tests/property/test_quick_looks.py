"""What a quick look tells of a text is what a thorough one tells."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from generator import files, legacy, untrusted
from generator.stored_text import store

LETTERS = "aà¡ÿĂđươạếềỹỺỿ“—\u1e00\u1ebf\u00a0\U0001f600\n"
vietnamese = st.text(LETTERS) | st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]))


@given(vietnamese)
@example("NghÞ quyÕt cña Trung ¬ng")
@example("ỺỺỺààà")
def test_text_taken_for_vietnamese_is_in_no_old_code(text: str) -> None:
    if legacy.is_surely_none(text.encode()):
        assert legacy.suspect(text) is None


def test_vietnamese_needs_no_thorough_look() -> None:
    assert legacy.is_surely_none("Học tập, quán triệt, triển khai thực hiện nghị quyết của Đảng".encode())


@given(st.lists(st.sampled_from(["---", "--- \t", "--", "-", "\n", "x", " ", "\r", "\t"])).map("".join))
@example("---\n---")
@example("---\n--- x\n---")
def test_front_matter_ends_where_the_pattern_says(text: str) -> None:
    first = text.partition("\n")[0]
    expected = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, len(first))
    found = files.closing_line(text, len(first))
    assert (found and found.span()) == (expected and expected.span() if first != text else None)


@given(st.text("ăx<]{`~\n\x0b\x7f ", max_size=12))
def test_a_body_without_signs_is_left_as_it_is(text: str) -> None:
    if not untrusted.may_be_unsafe(store(text)):
        assert untrusted.defuse(text) == text


def test_a_plain_body_is_not_looked_at_closely() -> None:
    assert not untrusted.may_be_unsafe(store("Học `tập`, (quán triệt)\n\n## Triển khai > thực hiện"))
