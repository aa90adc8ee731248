"""The streams of this process in, streams that take Vietnamese and a closed other end out."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def prepare() -> None:
    """Let every stream be there and take any character, whatever the locale says (`LC_ALL=C`, `sotay check >&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open as long as we run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def restart_in_utf8(module: str) -> None:
    """Run `module` again with the same arguments in Python's UTF-8 mode, where the locale cannot name our files.

    Does nothing, and returns, where it can.
    """
    if sys.getfilesystemencoding() != "utf-8":
        again = [sys.executable, "-X", "utf8", "-m", module, *sys.argv[1:]]
        os.execv(sys.executable, [os.fsencode(one) for one in again])


def give_up_output() -> None:
    """Send what is still to be written nowhere: whoever read it is gone, and exit would only complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):  # no such descriptor: a stream of a test, or one already closed
            continue
