"""An address in, its QR code (ISO/IEC 18004) as a drawing or picture out."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import cache
from html import escape

import segno

from generator.qr_modules import modules

BORDER = 4
"""Modules of quiet zone that the standard asks for around a code."""


def address(site_url: str, url: str) -> str:
    """The address of a page as people pass it on; below the site's root when the site has no address of its own."""
    return f"{site_url.rstrip('/')}/{url}" if site_url else url


_RUN = re.compile("0+1+")


class _Steps(dict[str, str]):
    """Light modules and dark ones behind them -> how a pen that stands before them draws the dark ones."""

    def __missing__(self, run: str) -> str:
        light = run.count("0")
        self[run] = step = f"m{light} 0h{len(run) - light}"
        return step


_STEPS = _Steps()


def _path(rows: Sequence[str]) -> str:
    """What draws the dark modules row by row, each step from where the one before ended."""
    drawn: list[str] = []
    end = below = 0
    for row in rows:
        dark = row.strip("0")
        start = len(row) - len(row.lstrip("0"))
        first = len(dark) - len(dark.lstrip("1"))
        if first:
            drawn.append(
                f"m{start - end} {below}h{first}" if drawn else f"M{start + BORDER} {below + BORDER}.5h{first}"
            )
            drawn += map(_STEPS.__getitem__, _RUN.findall(dark, first))
            end, below = start + len(dark), 0
        below += 1
    return "".join(drawn)


def _drawing(target: str) -> tuple[int, str]:
    """Modules of a side with the quiet zone, and the element that draws them."""
    rows = modules(target)
    return len(rows) + 2 * BORDER, f'<path stroke="#000" d="{_path(rows)}"/>'


@cache
def svg(target: str) -> str:
    """An inline drawing in one line; it takes the size that a style sheet gives it and says what it leads to."""
    side, path = _drawing(target)
    shown = escape(target)
    head = f'<svg class="ma-qr" role="img" aria-label="Mã QR: {shown}" data-qr="{shown}" viewBox="0 0 {side} {side}">'
    return f"{head}{path}</svg>"


def png(target: str, scale: int = 8) -> bytes:
    """A picture of `scale` pixels a module, black on white."""
    buffer = io.BytesIO()
    segno.make(target, error="m", micro=False).save(buffer, kind="png", scale=scale, border=BORDER)
    return buffer.getvalue()


def svg_file(target: str, scale: int = 4) -> bytes:
    """A drawing as a file of its own, black on white."""
    side, path = _drawing(target)
    shown = f"{scale * side} {scale * side}"
    ground = f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
    drawing = f'<g transform="scale({scale})">{ground}{path}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shown}">{drawing}</svg>\n'.encode()
