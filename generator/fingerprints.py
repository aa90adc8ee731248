"""An article's text in, its fingerprint out: the numbers and the hashed phrases of every line, but no sentence.

The articles themselves are not ours to publish. A fingerprint is enough to tell whether a number or a quotation
stands on a line; each hash keeps 24 bits, and they are sorted, so that no text can be read off them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass

SIZE = 3
"""Bytes of a hash: four characters of base64."""

NUMBER_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?")
_WORDS = re.compile(r"\b(một(?! (?:số|phần|cách|chiều|vài))|" + "|".join(list(NUMBER_WORDS)[1:]) + r")\b")
# "năm" is also "year": it counts as five only before what is counted, or as an ordinal.
_FIVE = re.compile(r"\bthứ năm\b|\bnăm (?:nhóm|bài|điểm|nội dung|giải pháp|hạn chế|chuyên đề|lớp|buổi|tiết)\b")


@dataclass(frozen=True)
class Line:
    """What is kept of one line: the numbers on it, the hashes of its words and of every three neighbouring words."""

    numbers: frozenset[float]
    words: frozenset[str]
    phrases: frozenset[str]

    def holds(self, phrase: str) -> bool:
        """Whether the phrase stands on the line; of a phrase of one or two words, whether each word does."""
        words = split(phrase)
        if len(words) < 3:
            return self.words.issuperset(map(_hash, words))
        return self.phrases.issuperset(_triples(words))


@dataclass(frozen=True)
class Fingerprint:
    """The lines of an article, in order; the first is line 1."""

    lines: tuple[Line, ...]

    def cited(self, lines: str) -> list[Line]:
        """The lines that a citation such as `9-11, 14` names, as far as there are such lines."""
        return [self.lines[number - 1] for number in line_numbers(lines) if 1 <= number <= len(self.lines)]


def line_numbers(lines: str) -> list[int]:
    """`9-11, 14` -> 9, 10, 11, 14."""
    pairs = re.findall(r"(\d+)(?:-(\d+))?", lines)
    return [number for first, last in pairs for number in range(int(first), int(last or first) + 1)]


def split(text: str) -> list[str]:
    """The words of a text without punctuation, in small letters and in NFC."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def numbers_in(text: str) -> set[float]:
    """Numbers of a text written in digits the Vietnamese way (`5.704`, `2,5`) or as words from one to ten."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    found = {float(digits.replace(".", "").replace(",", ".")) for digits in _DIGITS.findall(lowered)}
    found |= {float(NUMBER_WORDS[word]) for word in _WORDS.findall(lowered)}
    return found | ({5.0} if _FIVE.search(lowered) else set())


def take(text: str) -> Fingerprint:
    """The fingerprint of an article's text."""
    return Fingerprint(tuple(_line(line) for line in text.splitlines()))


def _line(text: str) -> Line:
    words = split(text)
    return Line(frozenset(numbers_in(text)), frozenset(map(_hash, words)), frozenset(_triples(words)))


def _triples(words: list[str]) -> set[str]:
    return {_hash(" ".join(three)) for three in zip(words, words[1:], words[2:], strict=False)}


def _hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.blake2b(text.encode(), digest_size=SIZE).digest()).decode()


def write(fingerprint: Fingerprint) -> str:
    """The fingerprint as JSON, one line of text for each line of the article."""
    rows = [
        json.dumps([[f"{number:g}" for number in sorted(line.numbers)], _packed(line.words), _packed(line.phrases)])
        for line in fingerprint.lines
    ]
    return "[\n" + ",\n".join(rows) + "\n]\n"


def read(text: str) -> Fingerprint | None:
    """What `write` wrote; None when it is something else."""
    try:
        rows = json.loads(text)
        return Fingerprint(
            tuple(
                Line(frozenset(map(float, numbers)), _unpacked(words), _unpacked(phrases))
                for numbers, words, phrases in rows
            )
        )
    except (ValueError, TypeError, RecursionError):
        return None


def _packed(hashes: frozenset[str]) -> str:
    return "".join(sorted(hashes))


def _unpacked(packed: str) -> frozenset[str]:
    return frozenset(packed[start : start + 4] for start in range(0, len(packed), 4))
