"""What long work is doing in, one line of a terminal's stderr that says it out; nothing where nobody watches.

The line is rewritten in place and is gone when the work is done, so that what is printed next stands alone. Output
that goes into a file or a pipe never sees it, nor does a terminal that cannot go back in a line (`TERM=dumb`).
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

SECONDS_BETWEEN = 0.1
"""A line that changes more often cannot be read, and writing it costs more than a page."""

CLEAR = "\r\x1b[K"
"""To the start of the line, and erase to its end (ECMA-48, CR and EL)."""


@dataclass
class Phase:
    """A part of the work: its name, how much there is of what (None: not known), how much is done."""

    name: str
    total: int | None
    unit: str
    stream: TextIO | None
    done: int = 0
    started: float = field(default_factory=time.monotonic)
    drawn: float = 0.0

    def step(self, count: int = 1) -> None:
        """Count `count` more as done. To be called in one process: forked workers would each write their own line."""
        self.done += count
        if self.stream and time.monotonic() - self.drawn >= SECONDS_BETWEEN:
            self.draw()

    def rename(self, name: str) -> None:
        """Say from now on that something else is being done."""
        self.name = name
        self.draw()

    def draw(self) -> None:
        if self.stream:
            self.drawn = time.monotonic()
            width = shutil.get_terminal_size().columns - 1  # a full line would wrap, and then not be cleared
            self.stream.write(CLEAR + describe(self, self.drawn - self.started)[:width])
            self.stream.flush()

    def clear(self) -> None:
        if self.stream:
            self.stream.write(CLEAR)
            self.stream.flush()


@contextmanager
def phase(name: str, total: int | None = None, unit: str = "trang") -> Iterator[Phase]:
    """Show `name` while the block runs; with `step()` also how many of `total`, in `unit`s, and how many a second."""
    shown = Phase(name, total, unit, sys.stderr if is_watched(sys.stderr) else None)
    shown.draw()
    try:
        yield shown
    finally:
        shown.clear()


def is_watched(stream: TextIO) -> bool:
    """Whether what is written there is seen at once, by somebody, on a terminal that can rewrite a line."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def describe(shown: Phase, seconds: float) -> str:
    """The line: `Dựng trang: 120/900 trang, 310 trang/giây`; of what is not counted only its name."""
    if not shown.done:
        return f"{shown.name}…"
    of = f"/{shown.total}" if shown.total is not None else ""
    rate = f", {shown.done / seconds:.0f} {shown.unit}/giây" if seconds > 0 else ""
    return f"{shown.name}: {shown.done}{of} {shown.unit}{rate}"
