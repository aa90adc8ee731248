"""The news in, Atom feeds (RFC 4287) of it out: one for the whole site, one for each audience.

A feed has what was recorded, since only that has a day. Its ids are tag URIs (RFC 4151): they stay the same for ever
and name the site's host and the day of the recording; two changes of one entry are two ids, so that readers see both.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin, urlsplit

from generator import vietnamese
from generator.catalog import page_url
from generator.history import What
from generator.knowledge import Knowledge
from generator.markdown import plain
from generator.news import Edition, Item, News, build_news
from generator.settings import Site

ATOM = "http://www.w3.org/2005/Atom"

LONGEST = 200
"""Changes that a feed has at most, the newest ones; a program that asks daily never misses one."""


def write(site: Site, knowledge: Knowledge) -> dict[str, bytes]:
    """The feeds by address; none without `site_url`, since a feed is read far from its site."""
    return {news.feed: _feed(site, news) for news in build_news(knowledge)} if site.url else {}


def _feed(site: Site, news: News) -> bytes:
    ET.register_namespace("", ATOM)
    page, own = _absolute(site, page_url(news.page)), _absolute(site, news.feed)
    feed = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _add(feed, "id", _tag(site, news.start.day, page_url(news.page)))
    _add(feed, "title", f"{site.name}: {title_of(news)}")
    _add(feed, "updated", _moment(_updated(news)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=own)
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    _add(_add(feed, "author"), "name", site.name)
    told = [(edition, edition.day, item) for edition in news.editions if edition.day for item in edition.items]
    for edition, day, item in told[:LONGEST]:
        _entry(site, feed, news, edition, day, item)
    if len(told) < LONGEST:
        _start(site, feed, news)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'.encode()


def title_of(news: News) -> str:
    """What a page and a feed of news are called."""
    return f"có gì mới cho {news.audience.title.lower()}" if news.audience else "có gì mới"


def _updated(news: News) -> date:
    return max((edition.day for edition in news.editions if edition.day), default=news.start.day)


def _entry(site: Site, feed: ET.Element, news: News, edition: Edition, day: date, item: Item) -> None:
    entry = _add(feed, "entry")
    place = page_url(f"{item.change.key}.md")
    _add(entry, "id", _tag(site, day, f"{page_url(news.page)}{edition.name}/{item.change.key}"))
    _add(entry, "title", f"{item.label}: {item.title}")
    _add(entry, "updated", _moment(day))
    target = place if item.entry else f"{page_url(news.page)}#{edition.anchor}"
    _add(entry, "link", rel="alternate", type="text/html", href=_absolute(site, target))
    _add(entry, "category", term=item.what.value, label=item.label)
    _add(entry, "category", term=item.change.folder, label=item.kind.label)
    _add(entry, "summary", " ".join(_summary(item)))


def _summary(item: Item) -> Iterator[str]:
    """What changed, in the editors' words where they said it, and what the entry is."""
    yield from (f"{vietnamese.day(note.date)}: {plain(note.text)}" for note in item.notes)
    if item.touched and not item.notes:
        yield f"Đã sửa: {', '.join(item.touched)}."
    if item.by:
        yield f"Văn bản thay thế: {', '.join(one.title for one in item.by)}."
    if item.entry and item.what is not What.REMOVED:
        yield plain(item.entry.record.summary)
    else:
        yield f"{item.kind.label} này không còn ở danh sách."


def _start(site: Site, feed: ET.Element, news: News) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _tag(site, news.start.day, f"{page_url(news.page)}{news.start.name}"))
    _add(entry, "title", news.start.title or "Lần ghi nhận đầu tiên")
    _add(entry, "updated", _moment(news.start.day))
    target = f"{page_url(news.page)}#{news.start.anchor}"
    _add(entry, "link", rel="alternate", type="text/html", href=_absolute(site, target))
    kinds = ", ".join(f"{count} {kind.label.lower()}" for kind, count in news.start.kinds)
    _add(entry, "summary", f"Ban đầu có {news.start.count} mục: {kinds}.")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, _name(name), attributes)
    made.text = _allowed(text) or None
    return made


def _allowed(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))


def _name(local: str) -> str:
    return f"{{{ATOM}}}{local}"


def _moment(day: date) -> str:
    """Midnight in Việt Nam, as RFC 3339 writes it."""
    return f"{day}T00:00:00+07:00"


def _absolute(site: Site, address: str) -> str:
    return urljoin(f"{site.url.rstrip('/')}/", address)


def _tag(site: Site, day: date, specific: str) -> str:
    parts = urlsplit(site.url)
    return f"tag:{parts.hostname},{day}:{parts.path.rstrip('/')}/{specific}"
