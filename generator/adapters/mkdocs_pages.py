"""Our pages under MkDocs, with their Markdown turned to HTML all at once: one parser, several processes.

MkDocs makes a parser for every page and reads every page's front matter as YAML. What comes out is the same, down to
the warnings; `tests/adapters/test_fast_pages.py` holds whole sites against each other.

REMOVE with `mkdocs_plugin`.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as stock
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.adapters.mkdocs_links import Links, Targets
from generator.cache import Cache
from generator.parallel import map_in_processes
from generator.quick import quicken

_FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n+", re.DOTALL)
KIND = "html"
"""Of what is kept in the cache."""

_NAMES = (' id="', ' name="')


class ReadyPage(Page):
    """A page that comes with its settings and, before MkDocs asks for it, its HTML."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig) -> None:
        super().__init__(title, file, config)
        self.markdown, self.meta = read(file.content_string)

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing: it was read when it was made."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing, when `convert` was there before; else only this page."""
        if self.content is None:
            convert([self], config, files, Cache(None, b""))

    def take(self, html: Html, files: Files) -> None:
        """The results of `convert` as MkDocs keeps them."""
        self.content = html.content
        self.toc = get_toc(html.toc)
        self.present_anchor_ids = set(html.anchors)
        self.links_to_anchors = {}
        for path, anchor, link in html.links:
            target = files.get_file_from_path(path)
            assert target is not None
            self.links_to_anchors.setdefault(target, {}).setdefault(anchor, link)


@dataclass(frozen=True)
class Html:
    """What became of a page's Markdown."""

    content: str
    toc: list[Any]
    """Headings, as the parser gives them."""
    anchors: list[str]
    links: list[tuple[str, str, str]]
    """Links to places on pages: the page's path, the place, the link as written."""
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


def convert(pages: Sequence[ReadyPage], config: MkDocsConfig, files: Files, cache: Cache) -> None:
    """Give each page its HTML; what MkDocs warns of is logged here, in the order of the pages.

    A page that was converted before is not converted again, unless something it leads to has gone since.
    """
    settings = repr((config.markdown_extensions, config.mdx_configs, config.use_directory_urls)).encode()
    digests = [blake2b(settings + (page.markdown or "").encode(), digest_size=16).digest() for page in pages]
    found = [_kept(cache, page, digest, files) for page, digest in zip(pages, digests, strict=True)]
    missing = [place for place, html in enumerate(found) if html is None]
    parser = quicken(
        markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
    )
    made = map_in_processes(partial(_to_html, parser, config, files, {}), [pages[place] for place in missing])
    for place, html in zip(missing, made, strict=True):
        found[place] = html
        if not html.warnings:
            cache.put(KIND, pages[place].file.src_uri, digests[place], json.dumps([*vars(html).values()]).encode())
    log = logging.getLogger(stock.__name__)
    for page, result in zip(pages, found, strict=True):
        assert result is not None
        page.take(result, files)
        for level, message in result.warnings:
            log.log(level, message)


def _kept(cache: Cache, page: ReadyPage, digest: bytes, files: Files) -> Html | None:
    kept = cache.get(KIND, page.file.src_uri, digest)
    html = Html(*json.loads(kept)) if kept else None
    return html if html and all(files.get_file_from_path(path) for path in html.targets) else None


def _to_html(parser: markdown.Markdown, config: MkDocsConfig, files: Files, targets: Targets, page: ReadyPage) -> Html:
    relative = Links(page.file, files, config, targets)
    relative._register(parser.reset())
    assert page.markdown is not None
    with _heard(logging.getLogger(stock.__name__)) as warnings:
        content = parser.convert(page.markdown)
    links = [
        (target.src_uri, anchor, link)
        for target, places in relative.links_to_anchors.items()
        for anchor, link in places.items()
    ]
    return Html(
        content, getattr(parser, "toc_tokens", []), _anchors(content), links, sorted(relative.seen.found), warnings
    )


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
