"""One expression for many phrases finds what trying them one by one finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.phrase_pattern import JOINED, pattern_of

WORDS = ["a", "an", "ăn", "b", "bà", "a,", "(1)", "a-b", "b/a", "", "*"]
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
texts = st.lists(st.sampled_from([*WORDS, " ", " ", " ", "_", "\n", "["]), max_size=40).map("".join)


def standing(text: str, known: set[str]) -> list[tuple[int, str]]:
    """The longest phrase at each place, one after the other, found the slow way."""
    found, end = [], 0
    for start in range(len(text)):
        at_start = sorted((one for one in known if one and text.startswith(one, start)), key=len, reverse=True)
        for one in at_start if start >= end and not re.match(JOINED, text[max(0, start - 1) : start]) else ():
            if one[0].isalnum() and not re.match(JOINED, text[start + len(one) :]):
                found.append((start, one))
                end = start + len(one)
                break
    return found


@given(st.sets(phrases, max_size=12), texts)
def test_any_phrases_are_found_in_any_text(known: set[str], text: str) -> None:
    assert [(one.start(), one.group()) for one in pattern_of(known).finditer(text)] == standing(text, known)
