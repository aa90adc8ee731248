"""Text in, the same text with tone marks placed in one of the two styles out: `hòa, thúy` or `hoà, thuý`."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from generator.markdown import fences

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ENDS_HERE = r"(?![^\W_]|[\u0300-\u036f])"
_FIRST = re.compile(rf"(?<![qQ])(?:([oO])([{_TONES}])([aAeE])|([uU])([{_TONES}])([yY])){_ENDS_HERE}")
_SECOND = re.compile(rf"(?<![qQ])(?:([oO])([aAeE])([{_TONES}])|([uU])([yY])([{_TONES}])){_ENDS_HERE}")
_LEFT_ALONE = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>|https?://\S+")


class Tone(StrEnum):
    """Where the tone mark stands in a syllable that ends in oa, oe or uy."""

    OLD = "cu"
    NEW = "moi"


def place_tones(text: str, tone: Tone) -> str:
    """Code, link targets, tags and addresses stay as they are."""
    kept = sorted([*fences(text), *(match.span() for match in _LEFT_ALONE.finditer(text))])
    pieces, position = [], 0
    for start, end in kept:
        if start >= position:
            pieces += [_placed(text[position:start], tone), text[start:end]]
            position = end
    return "".join([*pieces, _placed(text[position:], tone)])


def _placed(text: str, tone: Tone) -> str:
    """Only words that change are composed anew, so that text which is not NFC is no concern here."""
    return re.sub(r"[^\W\d_]+", lambda match: _word(match.group(), tone), text)


def _word(word: str, tone: Tone) -> str:
    apart = unicodedata.normalize("NFD", word)
    pattern = _SECOND if tone is Tone.OLD else _FIRST
    moved = pattern.sub(_swap, apart)
    return unicodedata.normalize("NFC", moved) if moved != apart else word


def _swap(match: re.Match[str]) -> str:
    first, second, third = match.groups()[:3] if match[1] else match.groups()[3:]
    return f"{first}{third}{second}"
