"""Python-Markdown in, as it was found; whether it is as the modules beside this one know it, and its parts replaced."""

from __future__ import annotations

from typing import Any

import markdown
from markdown.util import HtmlStash, Registry
from pymdownx import __meta__ as pymdownx

RELEASES = {"markdown": "3.11.3", "pymdownx": "12.3"}
"""Another release may work in another way and goes the general way; `make lock` that brings one ends with a failing
test, then: read what changed, compare (tests/unit/test_quick.py), write the new number here."""


def is_known() -> bool:
    """Whether the libraries are those that the shortcuts were compared with."""
    return {"markdown": markdown.__version__, "pymdownx": pymdownx.__version__} == RELEASES


def replace(registry: Registry[Any], name: str, item: Any) -> None:
    """Put something in the place of what has a name; registering it anew could move it behind another of its rank."""
    vars(registry)["_data"][name] = item


def forget(stash: HtmlStash, count: int) -> None:
    """Take back what was stored behind the first `count` pieces."""
    del stash.rawHtmlBlocks[count:]
    stash.html_counter = count


def is_from_known(part: object) -> bool:
    """Whether a part of a parser comes from a package that these modules know, so reads nothing that they leave out."""
    return type(part).__module__.partition(".")[0] in {"generator", "markdown"}
