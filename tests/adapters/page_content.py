"""A page's HTML in; what its readers and other programs get of it out, the same whatever engine made the page."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNSEEN = frozenset(("script", "style", "svg"))
THEME_IDS = frozenset(("__skip",))
THEME_CLASSES = frozenset(("headerlink", "md-content__button"))
"""What a theme puts into the article by itself: where its skip link leads, links to headings, the edit button."""

Attributes = dict[str, str | None]


@dataclass
class Content:
    """A page's article; what it tells programs, with the scripts that are ours; links are whole addresses."""

    words: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    head: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the article; empty for what is no page of the theme."""
        return " ".join("".join(self.words).split())


class _Parser(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found = Content()
        self.open: list[tuple[str, bool, Attributes]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = tag in UNSEEN or bool(THEME_CLASSES & set((given.get("class") or "").split()))
        if self._is_in_article and not hidden and given.get("id") not in THEME_IDS:
            self.found.ids += [one for one in [given.get("id")] if one]
            self.found.links += [self._whole(given[key] or "") for key in ("href", "src") if key in given]
        if tag == "meta" and given.get("name") != "generator":
            self.found.head.append(given)
        if tag == "link" and given.get("rel") != "stylesheet":
            self.found.head.append((given.get("rel"), urljoin(self.address, given["href"] or "")))
        if tag == "script" and not (given.get("src") or "bundle.").rpartition("/")[2].startswith("bundle."):
            places = {key: self._whole(value or "") for key, value in given.items() if key in ("src", "data-goc")}
            self.found.head.append(given | {key: value.rstrip("/") for key, value in places.items()})
        if tag not in VOID:
            self.open.append((tag, hidden, given))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, _, given = self.open[-1] if self.open else ("", False, {})
        if given.get("type") == "application/ld+json":
            self.found.head.append(json.loads(data))
        elif tag == "title":
            self.found.head.append(data)
        elif self._is_in_article:
            self.found.words.append(data)

    def _whole(self, link: str) -> str:
        """Zensical keeps the file name in links to HTML files that are no pages, as slides; MkDocs drops it."""
        return urljoin(self.address, link).removesuffix("index.html")

    @property
    def _is_in_article(self) -> bool:
        return any(tag == "article" for tag, _, _ in self.open) and not any(hidden for _, hidden, _ in self.open)


def content_of(page: bytes, address: str) -> Content:
    """Read the UTF-8 HTML of the page that stands at `address`."""
    parser = _Parser(address)
    parser.feed(page.decode())
    return parser.found
