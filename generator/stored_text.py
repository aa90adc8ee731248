"""A text in, the same text out whenever it is asked for, meanwhile kept as UTF-8.

Python keeps a text with one Vietnamese letter at two bytes a character. As UTF-8 it takes two thirds of that, and a
part of a file shares the file's bytes.
"""

from __future__ import annotations

_LONE = "surrogatepass"
"""Half a pair of surrogates is no text, but must not stop anything either."""


class StoredText:
    """The UTF-8 of a text: `encoded` from byte `start` on."""

    __slots__ = ("_encoded", "start")

    def __init__(self, encoded: bytes, start: int = 0) -> None:
        self._encoded = encoded
        self.start = start

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoredText) and self._encoded[self.start :] == other._encoded[other.start :]

    def __hash__(self) -> int:
        return len(self._encoded) - self.start

    @property
    def text(self) -> str:
        """Made anew, unless it was the last file, or the last part of one, that was asked for."""
        held, text = _last[self.start > 0]
        if held is not self:
            text = str(memoryview(self._encoded)[self.start :], "utf-8", _LONE)
            _last[self.start > 0] = self, text
        return text

    def has(self, sign: str) -> bool:
        """Whether `sign` stands in the text, which need not be made for that."""
        signs = sign.encode()
        if self._encoded.find(signs[:1], self.start) < 0:  # of one byte it takes a tenth of the time to tell
            return False
        return self._encoded.find(signs, self.start) >= 0

    def has_any_of(self, signs: bytes) -> bool:
        """The same for some ASCII characters."""
        return len(self.without(signs)) < len(self._encoded) - self.start

    def without(self, signs: bytes) -> bytes:
        """Its bytes but for some."""
        return self._encoded[self.start :].translate(None, signs)

    def from_byte(self, start: int) -> StoredText:
        """What stands from byte `start` on, sharing the bytes."""
        return StoredText(self._encoded, start) if start != self.start else self

    def behind(self, offset: int) -> StoredText:
        """The same from a character on."""
        text = self.text
        part = self.from_byte(self.start + len(text[:offset].encode(errors=_LONE)))
        if part is not self:
            _last[True] = part, text[offset:]
        return part


def store(text: str, encoded: bytes | None = None) -> StoredText:
    """Keep a text, of which the UTF-8 may be known."""
    stored = StoredText(text.encode(errors=_LONE) if encoded is None else encoded)
    _last[False] = stored, text
    return stored


EMPTY = StoredText(b"")

_last: list[tuple[StoredText, str]] = [(EMPTY, ""), (EMPTY, "")]
"""Whoever works on a file asks for its text and its body again and again."""
