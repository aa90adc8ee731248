"""What of Python-Markdown the modules beside this one stand in for: the releases whose every step they know."""

from __future__ import annotations

import markdown
from pymdownx import __meta__ as pymdownx

RELEASES = {"markdown": "3.11.3", "pymdownx": "12.3"}
"""Another release may work in another way and goes the general way; `make lock` that brings one ends with a failing
test, then: read what changed, compare (tests/unit/test_quick.py), write the new number here."""


def is_known() -> bool:
    """Whether the libraries are those that the shortcuts were compared with."""
    return {"markdown": markdown.__version__, "pymdownx": pymdownx.__version__} == RELEASES
