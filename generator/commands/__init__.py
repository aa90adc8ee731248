"""One module a command: its arguments, and what it does with them; the exit code comes out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

FINE, CONTENT_ERRORS, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Command:
    """What a command is for, the arguments it declares, and what it does; `options.root` is the knowledge base."""

    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    needs_root: bool = True


def usage(message: str) -> int:
    """Say what was wrong with the command line."""
    print(f"sotay: {message}", file=sys.stderr)
    return WRONG_USAGE
