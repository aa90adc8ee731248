"""Vietnamese text: the shared vectors in Python and in the browser, and what holds for every syllable."""

import json
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from generator.search import vietnamese, words

VECTORS: dict[str, list[tuple[str, Any]]] = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
SCRIPT = Path(__file__).parents[2] / "generator" / "assets" / "search" / "vietnamese.js"
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "clean": vietnamese.clean,
    "fold": vietnamese.fold,
    "key": vietnamese.key,
    "spell": vietnamese.spell,
    "isSyllable": vietnamese.is_syllable,
    "roman": vietnamese.roman,
    "split": vietnamese.split,
    "term": vietnamese.term,
    "decode": vietnamese.decode,
}


def all_syllables() -> list[str]:
    """Every syllable that the tables allow, with every tone it can have."""
    found = []
    for onset in sorted(vietnamese.ONSETS):
        for rime in sorted(vietnamese.RIMES):
            tones = "15" if rime.endswith(("c", "ch", "p", "t")) else ["", *"12345"]
            letters = onset + rime
            if vietnamese.onset_and_rime(letters, vietnamese.RIMES):
                found += [vietnamese.spell(vietnamese.key(letters) + tone) for tone in tones]
    return found


syllables = st.sampled_from(all_syllables())


@pytest.mark.parametrize("name", VECTORS)
def test_vectors_in_python(name: str) -> None:
    found = [[text, FUNCTIONS[name](text)] for text, _ in VECTORS[name]]
    assert found == [[text, expected] for text, expected in VECTORS[name]]


def test_vectors_cover_every_function() -> None:
    assert set(VECTORS) == set(FUNCTIONS)


def test_vectors_in_the_browser(page: Page) -> None:
    page.add_script_tag(path=SCRIPT)
    wrong = page.evaluate(
        """vectors => {
            const wrong = [];
            for (const [name, cases] of Object.entries(vectors)) {
                for (const [text, expected] of cases) {
                    const found = sotay.vietnamese[name](text);
                    if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push([name, text, expected, found]);
                }
            }
            return wrong;
        }""",
        VECTORS,
    )
    assert wrong == []


def test_both_languages_agree_on_every_syllable(page: Page) -> None:
    page.add_script_tag(path=SCRIPT)
    words = sorted({*all_syllables(), *map(vietnamese.fold, all_syllables())})
    typed = [telex(word) for word in words[::7]] + [vni(word) for word in words[::11]]
    in_browser = page.evaluate(
        """([words, typed]) => {
            const { key, fold, spell, decode } = sotay.vietnamese;
            return [words.map((word) => [key(word), fold(word), spell(key(word))]), typed.map(decode)];
        }""",
        [words, typed],
    )
    in_python = [[vietnamese.key(w), vietnamese.fold(w), vietnamese.spell(vietnamese.key(w))] for w in words]
    assert in_browser == [in_python, [vietnamese.decode(word) for word in typed]]


def test_text_is_folded_in_place_in_the_browser(page: Page) -> None:
    page.add_script_tag(path=SCRIPT)
    text = "Đồng chí Nguyễn Văn A: “học tập”, ưu tiên… 𝔸 ß"
    folded = page.evaluate("text => sotay.vietnamese.foldInPlace(text)", text)
    assert folded.startswith("dong chi nguyen van a: “hoc tap”, uu tien…")
    assert page.evaluate("text => text.length", folded) == page.evaluate("text => text.length", text)


@given(syllables)
def test_a_key_says_how_the_syllable_sounds_not_how_it_is_stored(word: str) -> None:
    assert vietnamese.key(unicodedata.normalize("NFD", word)) == vietnamese.key(word)
    assert vietnamese.key(word.upper()) == vietnamese.key(word)
    assert vietnamese.key(vietnamese.spell(vietnamese.key(word))) == vietnamese.key(word)


@given(syllables)
def test_the_fold_of_the_key_is_the_key_of_the_fold(word: str) -> None:
    assert vietnamese.fold(vietnamese.key(word)) == vietnamese.key(vietnamese.fold(word))


def test_keystrokes_mean_the_word() -> None:
    # "oo" means ô: the few words like "oóc" cannot be told from it.
    words = [word for word in all_syllables() if "oo" not in vietnamese.fold(word)]
    typed = [(keys, word) for word in words for keys in (telex(word), vni(word))]
    unclear = [(keys, word) for keys, word in typed if not vietnamese.is_syllable(keys)]
    assert len(unclear) > len(words)
    assert [(k, word) for k, word in unclear if vietnamese.key(vietnamese.decode(k)) != vietnamese.key(word)] == []


pieces = ["a", "bà", "TW5", "-", " ", " ", "  ", "\n", "\n\n", ",", "/", "\u2013", "_", "\t", "\u00a0", "."]


@given(st.text(max_size=60) | st.lists(st.sampled_from(pieces), max_size=30).map("".join))
def test_any_text_is_split_the_same_by_pieces(text: str) -> None:
    cleaned = vietnamese.clean(text)
    found, expected = (["", *split(cleaned), ""] for split in (words.split, vietnamese.split))
    assert ends_once(found) == ends_once(expected)


def ends_once(found: list[str]) -> list[str]:
    """The words with one "" where there are several."""
    return [word for before, word in pairwise(found) if word or before]


@given(st.text(max_size=60))
def test_any_text_is_split_into_words_that_it_contains(text: str) -> None:
    cleaned = vietnamese.clean(text)
    found = vietnamese.split(cleaned)
    assert all(word in cleaned for word in found)
    assert "".join(found) == "".join(c for c in cleaned if c.isalnum())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kết luận số 21-KL/TW ngày 25/10/2021", ["21kltw", "21kl"]),
        ("21/KL-TW; 21 - KL / TƯ", ["21kltw", "21kl"]),
        ("01-CT/TW", ["1cttw", "1ct"]),
        ("152-HD/BTGTW", ["152hdbtgtw", "152hd"]),
        ("08-QĐi/TW", ["8qditw", "8qdi", "8qdtw", "8qd"]),
        ("ngày 25/10/2021, 3-4 buổi", []),
    ],
)
def test_document_numbers(text: str, expected: list[str]) -> None:
    assert vietnamese.numbers(text) == expected


def keystrokes(word: str, tones: dict[str, str], marks: dict[str, str]) -> str:
    letters, tone = vietnamese.tone_apart(word)
    return "".join(marks.get(letter, letter) for letter in letters) + tones.get(tone, "")


def telex(word: str) -> str:
    marks = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
    return keystrokes(word, {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}, marks)


def vni(word: str) -> str:
    marks = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
    return keystrokes(word, {tone: tone for tone in "12345"}, marks)
