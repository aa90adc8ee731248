"""Text typed with an 8-bit Vietnamese font in, Unicode out: TCVN3 (ABC, `.VnTime`) and VNI (`VNI-Times`).

Such text reaches us as Latin-1 letters (`NghÞ quyÕt`). Which code it is shows in how many words become Vietnamese.
Sources: TCVN 5712:1993, table VN3; the character table of the VNI fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from generator.search.vietnamese import is_syllable

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"

_TCVN3_TONES = (GRAVE, HOOK, TILDE, ACUTE, DOT)
_TCVN3_ROWS = (
    ("a", "µ¶·¸¹"),
    ("ă", "»¼½¾Æ"),
    ("â", "ÇÈÉÊË"),
    ("e", "ÌÎÏÐÑ"),
    ("ê", "ÒÓÔÕÖ"),
    ("i", "×ØÜÝÞ"),
    ("o", "ßáâãä"),
    ("ô", "åæçèé"),
    ("ơ", "êëìíî"),
    ("u", "ïñòóô"),
    ("ư", "õö÷øù"),
    ("y", "úûüýþ"),
)
_TCVN3_PLAIN = dict(zip("¡¢£¤¥¦§¨©ª«¬\u00ad®", "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))
TCVN3 = _TCVN3_PLAIN | {
    code: unicodedata.normalize("NFC", letter + tone)
    for letter, codes in _TCVN3_ROWS
    for code, tone in zip(codes, _TCVN3_TONES, strict=True)
}

_VNI_TONES = {"ù": ACUTE, "ø": GRAVE, "û": HOOK, "õ": TILDE, "ï": DOT}
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_CIRCUMFLEX = {"â": "", "á": ACUTE, "à": GRAVE, "å": HOOK, "ã": TILDE, "ä": DOT}
_VNI_BREVE = {"ê": "", "é": ACUTE, "è": GRAVE, "ú": HOOK, "ü": TILDE, "ë": DOT}
_VNI_MARKS = (
    _VNI_TONES
    | {mark: _CIRCUMFLEX + tone for mark, tone in _VNI_CIRCUMFLEX.items()}
    | {mark: _BREVE + tone for mark, tone in _VNI_BREVE.items()}
)
_VNI_LETTERS = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
_VNI_PAIR = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.IGNORECASE)


FEWEST_LETTERS = 3
"""Fewer marked letters than these say nothing about how a text was typed."""

_LATIN_1 = re.compile("[\u00a1-\u00ff]")
_BEYOND = re.compile("[\u0102-\u01b0\u1ea0-\u1ef9]")
_ASCII = bytes(range(128))
_SURELY_BEYOND = tuple(one.encode() for one in "đơưạảấầậẩắằế")
_LAST_SIX = "ỺỻỼỽỾỿ"


def from_tcvn3(text: str) -> str:
    """TCVN3 has one code a letter; accented capitals exist only as a font (`.VnTimeH`), so they come out small."""
    return "".join(TCVN3.get(char, char) for char in text)


def from_vni(text: str) -> str:
    """VNI writes a letter and a code for its marks."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))


def _vni_letter(match: re.Match[str]) -> str:
    letter, mark, single = match.groups()
    if single:
        found = _VNI_LETTERS[single.lower()]
        return found.upper() if single.isupper() else found
    base = _VNI_LETTERS.get(letter.lower(), letter.lower())
    return (base.upper() if letter.isupper() else base) + _VNI_MARKS[mark.lower()]


@dataclass(frozen=True)
class Encoding:
    """A legacy code and how its text becomes Unicode."""

    name: str
    decode: Callable[[str], str]


ENCODINGS = (Encoding("TCVN3 (ABC, .VnTime)", from_tcvn3), Encoding("VNI (VNI-Times)", from_vni))


def detect(text: str) -> Encoding | None:
    """The code in which clearly more words are Vietnamese than as the text stands; None for Unicode."""
    words = _marked_words(text)
    best = max(ENCODINGS, key=lambda one: _vietnamese(_marked_words(one.decode(text))))
    gained = _vietnamese(_marked_words(best.decode(text)))
    return best if words and gained > 2 * _vietnamese(words) and gained * 2 > len(words) else None


def convert(text: str) -> tuple[str, Encoding | None]:
    """Unicode text and the code it came from; lines that are Unicode already stay as they are."""
    encoding = detect(text)
    if encoding is None:
        return text, None
    lines = text.split("\n")
    return "\n".join(_better(line, encoding.decode(line)) for line in lines), encoding


def _better(before: str, after: str) -> str:
    return before if _vietnamese(_marked_words(before)) > _vietnamese(_marked_words(after)) else after


def _marked_words(text: str) -> list[str]:
    """The words that an encoding makes a difference to."""
    return [word for word in re.findall(r"[^\s\d.,;:!?()\[\]|*\"'/“”-]+", text) if not word.isascii()]


def _vietnamese(words: list[str]) -> int:
    return sum(is_syllable(word.lower()) for word in words)


def is_surely_none(text: str, data: bytes) -> bool:
    """Whether `suspect` surely finds nothing in a text, of which `data` is the UTF-8.

    Counting bytes is far faster than counting letters. C2 and C3 begin the letters up to U+00FF; E1 BB begins those
    from U+1EC0 on, of which only the last six are others than `_BEYOND`. Without ASCII no letter begins in another.
    """
    letters = data.translate(None, _ASCII)
    marked = letters.count(b"\xc2") + letters.count(b"\xc3")
    if marked < FEWEST_LETTERS:
        return True
    marked -= letters.count(b"\xe1\xbb") - sum(text.count(letter) for letter in _LAST_SIX if letter in text)
    for letter in _SURELY_BEYOND:
        if marked <= 0:
            break
        marked -= letters.count(letter)
    return marked <= 0


def suspect(text: str) -> Encoding | None:
    """The 8-bit code of a text. All its marked letters come from Latin-1, most of those of Vietnamese lie beyond it."""
    marked = len(_LATIN_1.findall(text))
    if marked < FEWEST_LETTERS or marked <= len(_BEYOND.findall(text)):
        return None
    return detect(text)
