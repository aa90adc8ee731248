"""The pages in; every address of the site with its anchors, and the pages that lead from old addresses to new, out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from generator import anchors
from generator.catalog import REMOVED, Document, Entry, page_url
from generator.diagnostics import Diagnostic
from generator.field_problems import closest
from generator.knowledge import Knowledge
from generator.pages import Page
from generator.settings import BAD_REDIRECT, Site, place_of

_POLICY = "default-src 'none'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""Of a page that forwards: its one script, and the icon of the site that browsers ask for."""


@dataclass(frozen=True)
class Address:
    """A page's address below the site's root, and what can be linked on it; `leads_to` is set where it forwards."""

    url: str
    title: str
    kind: str
    anchors: tuple[str, ...] = ()
    leads_to: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As the manifest has it."""
        told: dict[str, Any] = {"url": self.url, "title": self.title, "kind": self.kind}
        if self.anchors:
            told["anchors"] = list(self.anchors)
        return told | ({"leads_to": self.leads_to} if self.leads_to is not None else {})


def collect(site: Site, knowledge: Knowledge, pages: Sequence[Page]) -> tuple[list[Address], tuple[Diagnostic, ...]]:
    """Every address of the site: its pages in their order, then those that forward."""
    documents = {one.path: one for one in (*knowledge.catalog.entries, *knowledge.catalog.pages)}
    named = {path: _anchors(document) for path, document in documents.items()}
    addresses = [Address(page_url(one.path), one.title, one.kind, named.get(one.path, ())) for one in pages]
    titles = {one.url: one.title for one in addresses}
    moved = {f"{old}/": entry.url for entry in knowledge.catalog.entries for old in entry.record.formerly}
    settled, problems = _from_settings(site, titles)
    known = {old: new for old, new in {**settled, **moved}.items() if old not in titles}
    forwarding = [Address(old, titles[new], "redirect", (), new) for old, new in sorted(known.items()) if new in titles]
    return [*addresses, *forwarding], problems


def _anchors(document: Document) -> tuple[str, ...]:
    """What authors gave an address of its own: headings, questions, figures, needs, and what stood there before."""
    found = [heading.anchor for heading in document.outline.headings]
    if isinstance(document, Entry):
        found += [identifier for _, identifier in anchors.of_items(document.record)]
        found += document.record.former_anchors
    return tuple(dict.fromkeys(found))


def _from_settings(site: Site, titles: dict[str, str]) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    kept: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for old, new in site.settings.redirects.items():
        place = place_of(site.root, "redirects", old)
        former, present = _folder(old), _folder(new)
        if former in titles:
            problems.append(Diagnostic(BAD_REDIRECT, place, f"“{old}” là trang đang có", "xóa dòng này"))
        elif present not in titles:
            near = closest(present, titles)
            hint = f"có phải “{near}”?" if near else "ghi địa chỉ của một trang đang có"
            problems.append(Diagnostic(BAD_REDIRECT, place, f"không có trang “{new}”", hint))
        else:
            kept[former] = present
    return kept, tuple(problems)


def _folder(address: str) -> str:
    """An address as the manifest writes it: no slash before, one behind; nothing that leaves the site."""
    parts = [part for part in address.split("/") if part not in ("", ".", "..")]
    return "".join(f"{part}/" for part in parts)


def write_redirects(site: Site, addresses: Iterable[Address]) -> dict[str, bytes]:
    """The pages that forward, by address: without JavaScript, and with what follows `#` where a script runs."""
    return {
        f"{one.url}index.html": _redirect(site, one.url, one.leads_to, one.title).encode()
        for one in addresses
        if one.leads_to is not None
    }


def _redirect(site: Site, old: str, new: str, title: str) -> str:
    target = posixpath.relpath(new or ".", old) + "/"
    root = posixpath.relpath(".", old)
    canonical = f'\n<link rel="canonical" href="{escape(site.url + new)}">' if site.url else ""
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title)}</title>
<meta name="robots" content="noindex">{canonical}
<script src="{root}/assets/doi-dia-chi.js" data-toi="{escape(target)}"></script>
<meta http-equiv="refresh" content="0; url={escape(target)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
</head>
<body>
<p>Trang này đã dời sang địa chỉ mới: <a href="{escape(target)}">{escape(title)}</a>.</p>
</body>
</html>
"""


def unresolved(earlier: Iterable[Address], now: Iterable[Address]) -> Iterator[tuple[str, str]]:
    """Addresses that once led somewhere and no longer do, each with how to repair it."""
    present = {one.url: one for one in now}
    for old in earlier:
        found = present.get(old.url)
        if found is None:
            yield "/" + old.url, _remedy(old)
            continue
        page = present[found.leads_to] if found.leads_to is not None else found
        if page.kind == REMOVED:
            continue
        for anchor in old.anchors:
            if anchor not in page.anchors:
                where = f"trang /{page.url}"
                yield (
                    f"/{old.url}#{anchor}",
                    (
                        f"ghi {{#{anchor}}} hoặc id: {anchor} ở chỗ thay nó trên {where}, "
                        f"hoặc ghi former_anchors: {{{anchor}: mã-chỗ-thay}} ở phần đầu tệp của trang ấy"
                    ),
                )


def _remedy(old: Address) -> str:
    address = old.url.rstrip("/")
    if address.count("/") == 1 and old.kind == address.partition("/")[0]:
        return f"ghi formerly: [{address}] ở mục thay nó, hoặc để lại tệp {address}.md có removed, reason, successor"
    return f"ghi “{old.url}: địa chỉ mới” vào extra.sotay.redirects trong mkdocs.yml"


def read_manifest(listed: Any) -> list[Address]:
    """The addresses of a manifest. Raises ValueError, KeyError or TypeError when it is none."""
    if not isinstance(listed, list):
        raise TypeError("a manifest is a list")
    return [
        Address(str(one["url"]), str(one.get("title", "")), str(one.get("kind", "")), tuple(one.get("anchors", ())))
        for one in listed
    ]
