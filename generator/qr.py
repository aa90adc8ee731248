"""An address in, its QR code (ISO/IEC 18004) as a drawing or picture out."""

from __future__ import annotations

import io
from functools import cache
from html import escape

import segno

BORDER = 4
"""Modules of quiet zone that the standard asks for around a code."""


def address(site_url: str, url: str) -> str:
    """The address of a page as people pass it on; below the site's root when the site has no address of its own."""
    return f"{site_url.rstrip('/')}/{url}" if site_url else url


@cache
def _code(target: str) -> segno.QRCode:
    """The code that is drawn on pages and in files alike.

    Every mask can be read; choosing the one of eight that the standard likes best takes four times as long, and a site
    has hundreds of codes.
    """
    return segno.make(target, error="m", micro=False, mask=3)


@cache
def svg(target: str) -> str:
    """An inline drawing in one line; it takes the size that a style sheet gives it and says what it leads to."""
    code = _code(target)
    width, _ = code.symbol_size(border=BORDER)
    buffer = io.BytesIO()
    code.save(
        buffer,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        border=BORDER,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    drawing = buffer.getvalue().decode()
    shown = escape(target)
    head = f'<svg class="ma-qr" role="img" aria-label="Mã QR: {shown}" data-qr="{shown}" viewBox="0 0 {width} {width}"'
    return head + drawing[drawing.index(">") :]


def png(target: str, scale: int = 8) -> bytes:
    """A picture of `scale` pixels a module, black on white."""
    buffer = io.BytesIO()
    segno.make(target, error="m", micro=False).save(buffer, kind="png", scale=scale, border=BORDER)
    return buffer.getvalue()


@cache
def svg_file(target: str) -> bytes:
    """A drawing as a file of its own, black on white."""
    buffer = io.BytesIO()
    _code(target).save(
        buffer,
        kind="svg",
        xmldecl=False,
        border=BORDER,
        scale=4,
        light="#fff",
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return buffer.getvalue()
