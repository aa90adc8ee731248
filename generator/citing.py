"""An entry in; how to cite it out: a line in Vietnamese style, BibTeX, CSL-JSON and a QR code of its address."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator import qr, vietnamese
from generator.cache import Cache
from generator.catalog import Catalog, Entry
from generator.kinds import Article, Resolution
from generator.kinds.fields import PartialDate
from generator.parallel import map_in_processes
from generator.settings import Site

BIBTEX, CSL_JSON, QR_CODE = "trich-dan.bib", "trich-dan.csl.json", "ma-qr.svg"
"""File names below the address of an entry."""

_BIBTEX_MARKS = str.maketrans({**{mark: f"\\{mark}" for mark in "&%$#_{}"}, "~": r"\~{}", "^": r"\^{}", "\\": "/"})


@dataclass(frozen=True)
class Work:
    """What is cited, as far as the entry tells: a document or article of others, or the page itself."""

    author: str
    title: str
    date: PartialDate | None
    number: str
    csl_type: str
    is_ours: bool


def work(site: Site, entry: Entry) -> Work:
    """Whose work an entry presents; nothing is filled in that the entry does not say."""
    record = entry.record
    if isinstance(record, Resolution):
        return Work(record.issuer or "", record.title, record.issued, record.number or "", "legislation", False)
    if isinstance(record, Article):
        return Work(record.author or "", record.title, record.published, "", "article", False)
    added = PartialDate.parse(record.added.isoformat()) if record.added else None
    return Work(site.name, record.title, added, "", "webpage", True)


def line(site: Site, entry: Entry) -> str:
    """The citation as in Vietnamese theses, up to the day of access, which only the reader knows."""
    record, cited = entry.record, work(site, entry)
    year = f" ({cited.date.year})" if cited.date else ""
    head = [f"{cited.author}{year}" if cited.author else ""]
    if isinstance(record, Resolution) and record.number:
        of_day = f" {vietnamese.day(record.issued)}" if record.issued and record.issued.day else ""
        head.append(f"{record.kind.label} số {record.number}{' ngày' if of_day else ''}{of_day}: {record.title}")
    elif isinstance(record, Resolution):
        head.append(record.title)
    else:
        head.append(f"“{record.title}”")
    if isinstance(record, Article) and record.source_as_given:
        head.append(record.source_as_given)
    place = type(record).label.lower() if cited.is_ours else f"dẫn theo {site.name}"
    return ", ".join(part for part in [*head, place, f"{site.url}{entry.url}"] if part)


def bibtex(site: Site, entry: Entry) -> str:
    """The entry for a BibTeX or BibLaTeX file; doubled braces keep names of bodies and capitals as they are."""
    cited = work(site, entry)
    fields = {
        "author": f"{{{_tex(cited.author)}}}" if cited.author else "",
        "title": f"{{{_tex(cited.title)}}}",
        "year": str(cited.date.year) if cited.date else "",
        "date": str(cited.date or ""),
        "number": _tex(cited.number),
        "note": "" if cited.is_ours else _tex(f"Dẫn theo {site.name}"),
        "url": f"{site.url}{entry.url}",
        "language": "vietnamese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{entry.record.folder}:{entry.record.id},", *lines, "}", ""])


def _tex(text: str) -> str:
    return text.translate(_BIBTEX_MARKS)


def csl(site: Site, entry: Entry) -> dict[str, Any]:
    """The item of a CSL-JSON file (citationstyles.org, schema csl-data)."""
    cited = work(site, entry)
    item: dict[str, Any] = {
        "id": f"{entry.record.folder}/{entry.record.id}",
        "type": cited.csl_type,
        "title": cited.title,
        "container-title": site.name,
        "URL": f"{site.url}{entry.url}",
        "language": "vi",
    }
    if cited.author:
        item["author"] = [{"literal": cited.author}]
    if cited.number:
        item["number"] = cited.number
    if cited.date:
        item["issued"] = {
            "date-parts": [[part for part in (cited.date.year, cited.date.month, cited.date.day) if part]]
        }
    return item


def path_of(entry: Entry, name: str) -> str:
    """Where one of an entry's files stands in the site."""
    return posixpath.join(entry.url, name)


def write(site: Site, catalog: Catalog, kept: Cache | None = None) -> dict[str, bytes]:
    """The files of every entry by address; none for a site that does not know its own. Drawings are `kept`."""
    files: dict[str, bytes] = {}
    entries = catalog.entries if site.url else ()
    drawings = _drawings([f"{site.url}{entry.url}" for entry in entries], kept or Cache(None, b""))
    for entry, drawing in zip(entries, drawings, strict=True):
        files[path_of(entry, BIBTEX)] = bibtex(site, entry).encode()
        files[path_of(entry, CSL_JSON)] = (json.dumps([csl(site, entry)], ensure_ascii=False) + "\n").encode()
        files[path_of(entry, QR_CODE)] = drawing
    return files


def _drawings(addresses: Sequence[str], kept: Cache) -> list[bytes]:
    """Their QR codes as files; drawing one takes longer than all else that is written of an entry here."""
    known = {address: kept.get(QR_CODE, address, b"") for address in addresses}
    missing = [address for address, drawing in known.items() if drawing is None]
    for address, made in zip(missing, map_in_processes(qr.svg_file, missing), strict=True):
        known[address] = made
        kept.put(QR_CODE, address, b"", made)
    return [drawing for address in addresses if (drawing := known[address])]
