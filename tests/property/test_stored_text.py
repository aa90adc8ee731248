"""A kept text is the text that was put in, and so is each part of it."""

from hypothesis import given
from hypothesis import strategies as st

from generator.stored_text import StoredText, store

TEXTS = st.text() | st.text("aăế\U0001f600\ud800\n")


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_a_part_is_the_part(text: str, offset: int, further: int) -> None:
    stored = store(text)
    part = stored.behind(offset)
    assert stored.text == text
    assert part.text == text[offset:]
    assert stored.from_byte(part.start).text == text[offset:]
    assert part.behind(further).text == text[offset:][further:]
    assert (part == stored) is (text[offset:] == text)
    assert part == store(text[offset:])
    assert hash(part) == hash(store(text[offset:]))


@given(TEXTS, st.integers(0, 20), st.sampled_from(["a", "ế", "ăa", "\n"]))
def test_signs_are_found_in_the_part_alone(text: str, offset: int, sign: str) -> None:
    part: StoredText = store(text).behind(offset)
    assert part.has(sign) is (sign in text[offset:])
    assert part.has_any_of(b"a\n") is bool({"a", "\n"} & set(text[offset:]))
