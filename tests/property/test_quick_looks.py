"""What a quick look tells of a text is what a thorough one tells."""

import re
import sys
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from generator import files, legacy, markdown, untrusted
from generator.rules.text import INVISIBLE, PRINTABLE
from generator.stored_text import store

LETTERS = "aà¡ÿĂđươạếềỹỺỿ“—\u1e00\u1ebf\u00a0\U0001f600\n"
vietnamese = st.text(LETTERS) | st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]))


@given(vietnamese)
@example("NghÞ quyÕt cña Trung ¬ng")
@example("ỺỺỺààà")
def test_text_taken_for_vietnamese_is_in_no_old_code(text: str) -> None:
    if legacy.is_surely_none(text, text.encode()):
        assert legacy.suspect(text) is None


def test_vietnamese_needs_no_thorough_look() -> None:
    text = "Học tập, quán triệt, triển khai thực hiện nghị quyết của Đảng"
    assert legacy.is_surely_none(text, text.encode())


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


VALUES = st.recursive(
    st.text("ăx`~]([!:{\n\t\x0b ", max_size=8) | st.none() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
)


@given(st.dictionaries(st.text("ab"), VALUES, max_size=3))
@example({"a": ["x]", {"b": "](javascript:x)"}]})
def test_values_without_signs_are_left_as_they_are(values: dict[str, Any]) -> None:
    if not untrusted.may_be_unsafe_values(values):
        assert untrusted.defuse_values(values) == values
        assert not any(untrusted.find_in_value(text) for text in _texts(values))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)


@given(st.lists(st.sampled_from(["#", "## ", "ă", "\n", "#\t", " ", "{#x}", "###### x", "\r", "\u2028"])).map("".join))
@example("# a\n## b\n\n#")
def test_headings_are_found_where_lines_begin_with_their_sign(text: str) -> None:
    found = [one.span() for one in markdown._heading_lines(text)]
    assert found == [one.span() for one in markdown._HEADING.finditer(text)]


def test_what_is_invisible_is_not_printable() -> None:
    invisible = INVISIBLE.findall("".join(map(chr, range(sys.maxunicode + 1))))
    assert "".join(filter(str.isprintable, invisible)) == PRINTABLE
