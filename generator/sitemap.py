"""Every address of the site and the knowledge in, its sitemap out (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import escape

from generator.catalog import REMOVED, Entry
from generator.kinds import Resolution
from generator.knowledge import Knowledge
from generator.permalinks import Address
from generator.settings import Site

PATH = "sitemap.xml"


def write(site: Site, knowledge: Knowledge, addresses: Iterable[Address]) -> dict[str, bytes]:
    """The pages that are to be found, each once, in order; none where the site has no address, which is part of each.

    What forwards or says that an entry was removed is not to be found. A page has a day where its entry tells one.
    """
    if not site.url:
        return {}
    days = {entry.url: _last_changed(entry) for entry in knowledge.catalog.entries}
    shown = (one for one in addresses if one.leads_to is None and one.kind != REMOVED)
    lines = [_line(f"{site.url}{one.url}", days.get(one.url)) for one in shown]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return {PATH: "\n".join([head, *lines, "</urlset>", ""]).encode()}


def _line(address: str, day: date | None) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>"


def _last_changed(entry: Entry) -> date | None:
    """The newest day that its page tells: put in, reviewed, changed, status checked."""
    record = entry.record
    days = [record.added, record.reviewed, *(note.date for note in record.changes)]
    if isinstance(record, Resolution):
        days.append(record.status.checked)
    return max((day for day in days if day), default=None)
