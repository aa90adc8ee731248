"""The slides of a module in, one page that shows them without a network out; its script and style stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from generator import qr
from generator.classroom.packs import Pack, Taught
from generator.classroom.slides import Deck, Look, Slide, build_deck
from generator.kinds import Module
from generator.settings import Site

ASSETS = ("assets/trinh-chieu.css", "assets/trinh-chieu.js")
"""Addresses of the style and the script that every show uses."""

_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:"
_FOLDER = Path(__file__).parents[1]


def assets() -> dict[str, bytes]:
    """The style and the script by address."""
    return {name: (_FOLDER / name).read_bytes() for name in ASSETS}


def write(site: Site, packs: Iterable[Pack]) -> dict[str, bytes]:
    """The shows of all modules that have a pack of their own, with style and script, by address."""
    decks = [build_deck(site, pack.modules[0]) for pack in packs if isinstance(pack.entry.record, Module)]
    shows = {deck.path: page(deck, "../../../", "../").encode() for deck in decks}
    return shows | (assets() if shows else {})


def folder(site: Site, taught: Taught) -> dict[str, bytes]:
    """The show of one module with style and script, to be put on a disk and opened there."""
    deck = build_deck(site, taught)
    back = deck.address if deck.address.startswith("http") else ""
    return {f"{taught.record.id}.html": page(deck, "", back).encode()} | assets()


def page(deck: Deck, to_assets: str, back: str) -> str:
    """The page; `to_assets` leads to the folder that holds `assets/`, `back` to the module's page (empty: nowhere)."""
    slides = "\n".join(_slide(deck, one, n) for n, one in enumerate(deck.slides, 1))
    style, script = (f"{to_assets}{name}" for name in ASSETS)
    notes = any(one.notes for one in deck.slides)
    toggle = '<button type="button" data-ghi-chu aria-pressed="false" title="Phím N">Ghi chú</button>' if notes else ""
    leave = f'<a href="{escape(back)}">Về trang</a>' if back else ""
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>{escape(deck.title)}: trình chiếu</title>
<link rel="stylesheet" href="{style}">
<script src="{script}" defer></script>
</head>
<body>
<main>
{slides}
</main>
<nav class="dieu-khien" aria-label="Trình chiếu">
{leave}
<button type="button" data-truoc title="Phím mũi tên trái">Trước</button>
<span role="status" data-vi-tri>{len(deck.slides)} trang chiếu</span>
<button type="button" data-sau title="Phím mũi tên phải">Sau</button>
{toggle}
<button type="button" data-in>In, lưu PDF</button>
</nav>
</body>
</html>
"""


def _slide(deck: Deck, slide: Slide, number: int) -> str:
    level = "h1" if slide.look is Look.FIRST else "h2"
    lines = "\n".join(_body(slide))
    code = qr.svg(deck.address) if slide.look is Look.LAST and deck.address.startswith("http") else ""
    notes = "".join(f"<p>{escape(one)}</p>" for one in slide.notes)
    aside = f'\n<aside class="ghi-chu" aria-label="Ghi chú cho người nói">{notes}</aside>' if notes else ""
    classes = f"trang {slide.look.value} ten-{slide.title_size} chu-{slide.size}"
    return f"""<section class="{classes}" id="trang-{number}" aria-label="Trang {number}">
<div class="khung">
<{level}>{escape(slide.title)}</{level}>
{lines}
{code}
<footer><span>{escape(slide.source)}</span> <span class="so">{number}</span></footer>
</div>{aside}
</section>"""


def _body(slide: Slide) -> Iterator[str]:
    if slide.look is Look.FIRST:
        yield from (f"<p>{escape(one)}</p>" for one in slide.bullets)
    elif slide.bullets:
        yield "<ul>"
        yield from (f"<li>{escape(one)}</li>" for one in slide.bullets)
        yield "</ul>"
