"""A lecturer's pack in, the files that belong to it besides its pages out, by name: slides, questions, a cartridge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from generator import downloads, markdown, qr
from generator.classroom.packs import Pack, Taught
from generator.classroom.slides import build_deck
from generator.documents import slides
from generator.documents.archive import zipped
from generator.exchange import cartridge, moodle
from generator.exchange.cartridge import Unit
from generator.exchange.quiz import Question, questions_of
from generator.kinds import Course, Module
from generator.settings import Site


def of_pack(site: Site, pack: Pack, made: datetime) -> dict[str, bytes]:
    """The files that stand beside the pack's page."""
    files = _questions(pack)
    if isinstance(pack.entry.record, Module):
        files |= of_module(site, pack.modules[0], made)
    if isinstance(pack.entry.record, Course):
        files[f"{pack.entry.record.id}-{downloads.CARTRIDGE}.imscc"] = _cartridge(site, pack, made)
    return files


def of_module(site: Site, taught: Taught, made: datetime) -> dict[str, bytes]:
    """The slides of one module."""
    name = f"{taught.record.id}-{downloads.SLIDES}.pptx"
    return {name: slides.write(build_deck(site, taught), site.name, made)}


def _questions(pack: Pack) -> dict[str, bytes]:
    asked = [one for module in pack.modules for one in _asked(module)]
    if not asked:
        return {}
    name, category = f"{pack.entry.record.id}-{downloads.QUESTIONS}", pack.entry.title.replace("/", "//")
    return {f"{name}.gift": moodle.as_gift(category, asked).encode(), f"{name}.xml": moodle.as_xml(category, asked)}


def _asked(taught: Taught) -> tuple[Question, ...]:
    return tuple(questions_of(taught.record.id, taught.record.self_checks))


def _cartridge(site: Site, pack: Pack, made: datetime) -> bytes:
    record = pack.entry.record
    units = (
        Unit(one.record.id, one.entry.title, qr.address(site.url, one.entry.url), _handout(site, one), _asked(one))
        for one in pack.modules
    )
    summary = " ".join(markdown.plain(record.summary).split())
    return zipped(cartridge.files(record.id, pack.entry.title, summary, made.date(), units))


def _handout(site: Site, taught: Taught) -> str:
    """What learners get as a page of its own: aims, steps, questions, where to read; no answers."""
    body = "\n".join(_parts(site, taught))
    title = escape(taught.entry.title)
    return f"""<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def _parts(site: Site, taught: Taught) -> Iterator[str]:
    record = taught.record
    yield from _list("Mục tiêu", record.objectives, "ul")
    yield from _list("Nội dung", (one.title for one in record.outline), "ol")
    yield from _list("Đọc trước", (one.record.title for one in taught.documents), "ul")
    yield from _list("Câu hỏi thảo luận", (one.text for one in record.questions), "ol")
    address = qr.address(site.url, taught.entry.url)
    if address.startswith("http"):
        yield f'<p>Trang của chuyên đề: <a href="{escape(address)}">{escape(address)}</a></p>'


def _list(title: str, texts: Iterable[str], tag: str) -> Iterator[str]:
    items = [f"<li>{escape(' '.join(markdown.plain(one).split()))}</li>" for one in texts]
    if items:
        yield f"<h2>{title}</h2>\n<{tag}>\n" + "\n".join(items) + f"\n</{tag}>"
