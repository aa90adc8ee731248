"""Pages with their HTML in, the finished pages of the site out: what surrounds a page is rendered once for many pages.

The theme's templates run in Jinja for some milliseconds a page, and what they print round two pages of the same shape
differs only in a few values. A shell is what they print for a page whose values are marks; another page is that with
its own values in the places of the marks. A shell is used only after it gave, for the first pages of its shape, the
same as the templates; where it does not, or where a value would be written in another way than the marks were (a
quotation mark in a title), the templates run.

REMOVE with `mkdocs_plugin`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jinja2
from jinja2.utils import htmlsafe_json_dumps
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.adapters.mkdocs_pages import ReadyPage
from generator.cache import Cache

PROOFS = 2
"""Pages of a shape whose shell is compared with what the templates make."""

KIND = "shell"
"""Of what is kept in the cache."""

_TEXTS = ("title", "description")
_KNOWN = frozenset({*_TEXTS, "linked_data", "hide", "robots"})
"""Settings of a page that a shell can vary or is made for; pages with others are left to the templates."""

_MARK = re.compile(r"@sotay-([a-z_]+)@")
_UNSAFE = re.compile(r'["<>]|@sotay-')
_LOOP = re.compile(r"{% for toc_item in toc %}.*?{% endfor %}", re.DOTALL)
"""How the theme prints the items of a table of contents (partials/toc.html)."""

Shape = tuple[Any, ...]


@dataclass(frozen=True)
class Theme:
    """What MkDocs renders pages with."""

    env: jinja2.Environment
    config: MkDocsConfig
    nav: Navigation
    files: Sequence[File]

    def render(self, page: Any) -> str:
        """A page as MkDocs makes it, without the events of plugins."""
        template = self.env.get_template(str(page.meta.get("template", "main.html")))
        page.active = True
        try:
            return template.render(get_context(self.nav, self.files, self.config, page))
        finally:
            page.active = False

    def load_templates(self, page: ReadyPage) -> None:
        """Load what is needed for a page like this, so that processes forked later have it."""
        page.content = ""
        self.render(page)
        page.release()

    @cached_property
    def _contents(self) -> jinja2.Template | None:
        try:
            source = self.env.loader.get_source(self.env, "partials/toc.html")[0] if self.env.loader else ""
        except jinja2.TemplateNotFound:
            return None
        loop = _LOOP.search(source)
        return self.env.from_string(loop[0]) if loop else None

    def contents(self, items: Sequence[AnchorLink]) -> str:
        """The items of a table of contents, as the theme prints them; empty where it does that in another way."""
        return self._contents.render(toc=items, config=self.config) if items and self._contents else ""


@dataclass(frozen=True)
class Shell:
    """What stands before, between and after the values: text, name of a value, text, ..."""

    pieces: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        pieces = list(self.pieces)
        pieces[1::2] = [values[name] for name in self.pieces[1::2]]
        return "".join(pieces)


class Shells:
    """Finishes one page after the other, with shells that it proves on the first pages of each shape.

    One that an earlier build has `kept` needs one page to prove that the theme has not changed. The menu of a page that
    the navigation names is like no other's, so for these the templates run.
    """

    def __init__(self, theme: Theme, kept: Cache) -> None:
        self._theme = theme
        self._kept = kept
        self._targets = _folders(theme.nav)
        self._proofs: dict[Shape, list[tuple[Mapping[str, str], str]]] = defaultdict(list)
        """Pages that the templates made: their values, and what came out."""
        self._shells: dict[Shape, Shell | None] = {}

    def finish(self, page: ReadyPage) -> str:
        """What the theme makes of a page."""
        if page.is_named or any(_UNSAFE.search(str(page.meta.get(name, ""))) for name in _TEXTS):
            return self._theme.render(page)
        shape = shape_of(page, self._targets)
        if shell := self._shells.get(shape):
            return shell.fill(_values(self._theme, page))
        html = self._theme.render(page)
        if shape not in self._shells:
            self._prove(shape, page, html)
        return html

    def _prove(self, shape: Shape, page: ReadyPage, html: str) -> None:
        proofs, values = self._proofs[shape], _values(self._theme, page)
        proofs.append((values, html))
        known = self._kept.get(KIND, repr(shape), b"")
        if known and (shell := Shell(tuple(json.loads(known)))).fill(values) == html:
            self._shells[shape] = shell
        elif len(proofs) == PROOFS:
            self._shells[shape] = made = self._made(page, proofs)
            if made:
                self._kept.put(KIND, repr(shape), b"", json.dumps(made.pieces).encode())

    def _made(self, page: ReadyPage, proofs: Sequence[tuple[Mapping[str, str], str]]) -> Shell | None:
        shell = _shell(self._theme, page) if {"title"} <= set(page.meta) <= _KNOWN else None
        return shell if shell and all(shell.fill(values) == html for values, html in proofs) else None


def _folders(nav: Navigation) -> frozenset[tuple[str, ...]]:
    """The folders that the navigation leads to, with those above them."""
    paths = (tuple(page.url.split("/")[:-1]) for page in nav.pages)
    return frozenset(path[:end] for path in paths for end in range(len(path) + 1))


def shape_of(page: ReadyPage, targets: frozenset[tuple[str, ...]]) -> Shape:
    """What decides, besides the values, what the theme prints round a page.

    The way to a page of the navigation begins with the last folder that both share, and goes up to it from this page.
    """
    meta = page.meta
    folders = tuple(page.url.split("/")[:-1])
    shared = next(folders[:end] for end in range(len(folders), -1, -1) if folders[:end] in targets)
    first = next(iter(page.toc), None)
    listed = first.children if first and first.level == 1 else list(page.toc)
    return (
        shared,
        len(folders),
        tuple(sorted(meta)),
        tuple(meta.get("hide", ())),
        meta.get("robots"),
        page.canonical_url is None,
        page.edit_url is None,
        first is None,
        first is not None and first.level == 1,
        not listed,
        "<h1" in (page.content or ""),
    )


def _values(theme: Theme, page: ReadyPage) -> dict[str, str]:
    first, listed = _contents(page)
    dump = theme.env.policies
    return {
        "title": str(page.meta.get("title", "")),
        "description": str(page.meta.get("description", "")),
        "linked_data": str(
            htmlsafe_json_dumps(page.meta.get("linked_data"), dump["json.dumps_function"], **dump["json.dumps_kwargs"])
        ),
        "canonical": page.canonical_url or "",
        "edit": page.edit_url or "",
        "skip": first.id if first else "",
        "contents": theme.contents(listed),
        "content": page.content or "",
    }


def _contents(page: ReadyPage) -> tuple[AnchorLink | None, list[AnchorLink]]:
    """The first heading, and the headings that the theme lists."""
    first = next(iter(page.toc), None)
    return first, (first.children if first and first.level == 1 else list(page.toc))


def _shell(theme: Theme, page: ReadyPage) -> Shell | None:
    """What the templates print for a page like this one with marks in the places of its values."""
    marked = _marked(page)
    text = theme.render(marked)
    if items := _contents(marked)[1]:
        listed = theme.contents(items)
        if not listed or text.count(listed) != 1:
            return None
        text = text.replace(listed, _mark("contents"))
    text = text.replace(_mark("content") + "<h1", _mark("content")).replace(
        f'"{_mark("linked_data")}"', _mark("linked_data")
    )
    return Shell(tuple(_MARK.split(text)))


def _marked(page: ReadyPage) -> ReadyPage:
    """The same page with marks for values."""
    marked = copy(page)
    marked.meta = {name: value if name in ("hide", "robots") else _mark(name) for name, value in page.meta.items()}
    marked.content = _mark("content") + ("<h1" if "<h1" in (page.content or "") else "")
    marked.canonical_url = page.canonical_url and _mark("canonical")
    marked.edit_url = page.edit_url and _mark("edit")
    first, listed = _contents(page)
    if first:
        heading = AnchorLink("", _mark("skip"), first.level)
        heading.children = [AnchorLink("", "", 2)] if first.level == 1 and listed else []
        marked.toc = TableOfContents([heading])
    return marked


def _mark(name: str) -> str:
    return f"@sotay-{name}@"
