"""The picture that other sites show beside a link to ours: an open handbook, drawn here, no text and no font needed."""

from __future__ import annotations

import struct
import zlib
from functools import cache

PATH = "assets/chia-se.png"
WIDTH, HEIGHT = 1200, 630

_PALETTE = bytes((0x16, 0x47, 0x5A, 0xFB, 0xFA, 0xF7, 0xDA, 0xD8, 0xD0, 0x0B, 0x5A, 0x70))
_GROUND, _PAPER, _LINE, _SPINE = range(4)
_LEFT, _RIGHT = (330, 592), (608, 870)
_LINES = {top + inside for top in range(205, 430, 36) for inside in range(8)}


@cache
def png() -> bytes:
    """1200 by 630 pixels in four colours (PNG, W3C Recommendation: IHDR, PLTE, IDAT, IEND)."""
    rows = b"".join(b"\0" + _row(y) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", _PALETTE), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _row(y: int) -> bytes:
    row = bytearray(WIDTH)
    if 150 <= y < 480:
        row[592:608] = bytes([_SPINE]) * 16
        for begin, end in (_LEFT, _RIGHT):
            row[begin:end] = bytes([_PAPER]) * (end - begin)
            if y in _LINES:
                row[begin + 36 : end - 36] = bytes([_LINE]) * (end - begin - 72)
    return bytes(row)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
