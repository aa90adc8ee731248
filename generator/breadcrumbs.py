"""A page's Markdown in, the steps of its breadcrumbs, by which programs know its place, out.

They are read from the page, where the macro `crumbs` has put them: what people and programs see is the same.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import unescape

from generator.catalog import page_url
from generator.markdown import plain

Step = tuple[str, str]
"""What a step is called, and its address below the site's."""

_NAV = re.compile(r'^<nav class="duong-dan"[^>\n]*>(.*)</nav>$', re.MULTILINE)
_LINK = re.compile(r"\[((?:[^\[\]\\\n]|\\.)*)\]\(([^()\s]+)\)")
_HERE = re.compile(r'<span aria-current="page">(.*?)</span>')


def read(path: str, text: str) -> tuple[Step, ...]:
    """The steps from the front page to the page at `path` itself; empty for a page without breadcrumbs."""
    nav = _NAV.search(text)
    if not nav:
        return ()
    folder = posixpath.dirname(path)
    steps = [(_name(label), _address(folder, target)) for label, target in _LINK.findall(nav[1])]
    here = _HERE.search(nav[1])
    return (*steps, (_name(here[1]), page_url(path))) if here else tuple(steps)


@lru_cache(maxsize=1024)  # the pages of a folder have the same steps above them
def _name(written: str) -> str:
    return plain(unescape(written)).replace("\\", "")


@lru_cache(maxsize=1024)
def _address(folder: str, target: str) -> str:
    page, hash_, anchor = target.partition("#")
    return page_url(posixpath.normpath(posixpath.join(folder, page))) + hash_ + anchor
