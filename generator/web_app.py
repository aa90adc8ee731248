"""A site's name in; its web app manifest (w3.org/TR/appmanifest) and icons, drawn here like the share picture, out."""

from __future__ import annotations

import json
import struct
import zlib
from functools import cache

PATH = "manifest.webmanifest"
SMALL, LARGE, MASKABLE = (f"assets/bieu-tuong-{name}.png" for name in ("192", "512", "tron"))

GROUND, PAPER = "#16475a", "#fbfaf7"
LONGEST_SHORT_NAME = 12
"""Characters under an icon before phones cut the name (developer.chrome.com, web app manifest)."""

_PALETTE = bytes.fromhex("16475a fbfaf7 dad8d0 0b5a70".replace(" ", ""))
_GROUND, _PAPER, _LINE, _SPINE = range(4)
_UNITS = 64
_BOOK = (14, 50)
"""The square of the book in a picture of 64 units a side; a maskable icon keeps what lies in the inner 40 per cent
around the centre (w3.org/TR/appmanifest, icon masks), so all fits into every mask."""


def write(name: str) -> dict[str, bytes]:
    """The manifest and its icons by address."""
    return {PATH: _manifest(name).encode(), SMALL: icon(192), LARGE: icon(512), MASKABLE: icon(512)}


def _manifest(name: str) -> str:
    """Addresses are relative to the file, so the site may lie below any path.

    No `id`: it would be read from the host's root, where several sites may lie; without one it is the start's address.
    """
    icons = ((SMALL, 192, "any"), (LARGE, 512, "any"), (MASKABLE, 512, "maskable"))
    values = {
        "name": name,
        "short_name": short_name(name),
        "lang": "vi",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": GROUND,
        "background_color": PAPER,
        "icons": [
            {"src": path, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for path, size, purpose in icons
        ],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def short_name(name: str) -> str:
    """As many first words as fit under an icon; `Sổ tay học tập nghị quyết` -> `Sổ tay học`."""
    words = name.split()
    kept = words[:1]
    for word in words[1:]:
        if len(" ".join([*kept, word])) > LONGEST_SHORT_NAME:
            break
        kept.append(word)
    return " ".join(kept)


@cache
def icon(size: int) -> bytes:
    """An open handbook on a square of `size` pixels a side, in four colours (PNG, W3C Recommendation)."""
    rows = b"".join(b"\0" + _row(y * _UNITS // size, size) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", _PALETTE), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


@cache
def _row(y: int, size: int) -> bytes:
    return bytes(_colour(x * _UNITS // size, y) for x in range(size))


def _colour(x: int, y: int) -> int:
    """The colour at a place in units; the two leaves mirror each other, the spine is two units wide."""
    begin, end = _BOOK
    inwards = min(x, _UNITS - 1 - x)
    if not (begin + 4 <= y < end - 4 and begin <= inwards):
        return _GROUND
    if inwards >= _UNITS // 2 - 1:
        return _SPINE
    is_line = begin + 3 <= inwards < _UNITS // 2 - 4 and (y - begin - 8) % 5 < 2 and begin + 8 <= y < end - 8
    return _LINE if is_line else _PAPER


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
