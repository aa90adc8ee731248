"""Our pages under MkDocs, with their Markdown turned to HTML all at once: one parser, several processes.

MkDocs makes a parser for every page and reads every page's front matter as YAML. What comes out is the same, down to
the warnings; `tests/adapters/test_fast_pages.py` holds whole sites against each other.

REMOVE with `mkdocs_plugin`.
"""

from __future__ import annotations

import json
import logging
import pickle
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, cast

import markdown
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as stock
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from generator.adapters.mkdocs_links import Links, Targets
from generator.cache import Cache
from generator.pages import Page as Made
from generator.quick import quicken

_FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n+", re.DOTALL)
KIND = "html"
"""Of what is kept in the cache."""

_NAMES = (' id="', ' name="')


class ReadyPage(Page):
    """A page of ours, whose text, settings and HTML are there when they are asked for and until they are written."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, made: Made) -> None:
        super().__init__(str(escape(made.title)) if title is None else title, file, config)
        self.made = made
        self.is_named = False
        """Whether the navigation names it: then its menu is its own, and other pages read its settings."""
        self.anchors: str | None = None
        """The places on it that can be linked to, one a line."""

    def load(self) -> None:
        """Fetch text and settings."""
        self.markdown, self.meta = read(self.made.text)

    def release(self) -> None:
        """Forget what is in the file that was written."""
        self.markdown, self.content, self.toc = None, None, TableOfContents([])
        if not self.is_named:
            self.meta = {}

    @property
    def present_anchor_ids(self) -> set[str] | None:  # type: ignore[override]
        return None if self.anchors is None else set(self.anchors.split("\n"))

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing: it is read when it is written."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing: it is converted when it is written."""

    def take(self, html: Html) -> None:
        """The results of a `Converter`, but for the links, as MkDocs keeps them."""
        self.content = html.content
        self.toc = get_toc(html.toc)
        self.anchors = "\n".join(html.anchors)

    def link(self, links: Iterable[AnchorLink], files: Files) -> None:
        """Let MkDocs know of links to places, so that it can say which lead nowhere."""
        self.links_to_anchors = {}
        for path, anchor, link in links:
            target = files.get_file_from_path(path)
            assert target is not None
            self.links_to_anchors.setdefault(target, {}).setdefault(anchor, link)


AnchorLink = tuple[str, str, str]
"""A link to a place on a page: the page's path, the place, the link as written."""


@dataclass(frozen=True)
class Html:
    """What became of a page's Markdown."""

    content: str
    toc: list[Any]
    """Headings, as the parser gives them."""
    anchors: list[str]
    links: list[AnchorLink]
    targets: list[str]
    """Paths of all pages and files that it leads to."""
    warnings: list[tuple[int, str]]
    """What MkDocs said, with its level."""


def read(text: str) -> tuple[str, dict[str, Any]]:
    """Markdown and settings of one of our pages, whose front matter has a key and a JSON value on each line."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return text, {}
    pairs = (line.partition(": ") for line in match[1].split("\n") if line)
    return text[match.end() :], {key: json.loads(value) for key, _, value in pairs}


class Converter:
    """Turns the Markdown of one page after the other into HTML. A page that was converted before is not converted
    again, unless something it leads to has gone since.
    """

    def __init__(self, config: MkDocsConfig, files: Files, kept: Cache) -> None:
        self._config, self._files, self.kept = config, files, kept
        self._settings = repr((config.markdown_extensions, config.mdx_configs, config.use_directory_urls)).encode()
        self._targets: Targets = {}

    @cached_property
    def _parser(self) -> markdown.Markdown:
        config = self._config
        return quicken(
            markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        )

    def convert(self, page: ReadyPage) -> Html:
        text = (page.markdown or "").encode(errors="surrogatepass")
        digest = blake2b(self._settings + text, digest_size=16).digest()
        path = page.file.src_uri
        if (known := self.kept.get(KIND, path, digest)) and self._leads_on(html := pickle.loads(known)):
            return cast(Html, html)
        html = self._to_html(page)
        if not html.warnings:
            self.kept.put(KIND, path, digest, pickle.dumps(html, pickle.HIGHEST_PROTOCOL))
        return html

    def _leads_on(self, html: Html) -> bool:
        return all(self._files.get_file_from_path(path) for path in html.targets)

    def _to_html(self, page: ReadyPage) -> Html:
        relative = Links(page.file, self._files, self._config, self._targets)
        relative._register(self._parser.reset())
        assert page.markdown is not None
        with _heard(logging.getLogger(stock.__name__)) as warnings:
            content = self._parser.convert(page.markdown)
        links = [
            (target.src_uri, anchor, link)
            for target, places in relative.links_to_anchors.items()
            for anchor, link in places.items()
        ]
        toc = getattr(self._parser, "toc_tokens", [])
        return Html(content, toc, _anchors(content), links, sorted(relative.seen.found), warnings)


def warn(warnings: Iterable[tuple[int, str]]) -> None:
    """Let MkDocs say what it said when the page was converted."""
    log = logging.getLogger(stock.__name__)
    for level, message in warnings:
        log.log(level, message)


def _anchors(html: str) -> list[str]:
    """What the first `id` or `name` of each tag says, sorted; cleaned HTML has one space before every attribute."""
    found: set[str] = set()
    end = 0
    for place, start in sorted((one.start(), one.end()) for name in _NAMES for one in re.finditer(name, html)):
        tag, close = html.rfind("<", end, place), html.find('"', start)
        if tag >= 0 and html.find(">", tag, place) < 0 and close > start:
            found.add(html[start:close])
            end = close
    return sorted(found)


@contextmanager
def _heard(log: logging.Logger) -> Iterator[list[tuple[int, str]]]:
    """What is logged meanwhile, which goes nowhere else: in another process it would be lost to `--strict`."""
    heard: list[tuple[int, str]] = []

    def hear(record: logging.LogRecord) -> bool:
        heard.append((record.levelno, record.getMessage()))
        return False

    log.addFilter(hear)
    try:
        yield heard
    finally:
        log.removeFilter(hear)


def titles(nav: Any) -> dict[str, str | None]:
    """What the navigation, as it stands in the settings, calls the pages: path -> title, None where it gives none."""
    found: dict[str, str | None] = {}
    for item in nav or []:
        for title, value in item.items() if isinstance(item, dict) else [(None, item)]:
            for path, own in titles(value).items() if isinstance(value, list) else [(value, title)]:
                found.setdefault(path, own)
    return found
