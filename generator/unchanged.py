"""A knowledge base's root in, a digest that changes whenever any file is touched that a check reads, out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from generator import settings
from generator.knowledge import current_day

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again surely bears another time, whatever keeps the files."""


def signature(root: Path) -> bytes | None:
    """From the names, sizes and times of all files, the settings and the day; None where that would tell nothing.

    As git does, it goes by the times that the system keeps and nobody can set (`st_ctime_ns`), so contents need not be
    read. What was touched a moment ago could be touched again without showing it, so it gives none then.
    """
    if sys.platform == "win32":  # st_ctime is when a file was made there
        return None
    site, problems = settings.load(root)
    if problems:
        return None
    try:
        files = sorted(_below(root, ("mkdocs.yml", site.docs, "templates")))
    except OSError:  # what cannot be looked at is reported by the check
        return None
    digest = blake2b(repr((site, current_day())).encode(), digest_size=16)
    for path, found in files:
        numbers = (found.st_mode, found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
        digest.update(f"{path}\0{numbers}\n".encode("utf-8", "surrogateescape"))
    newest = max(found.st_ctime_ns for _, found in files)
    return digest.digest() if newest < time.time_ns() - SETTLED else None


def _below(root: Path, tops: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    """The paths of all there is, and what the system knows of it, also of hidden files; links are not followed."""
    folders = [root / top for top in tops if (root / top).is_dir()]
    yield from ((str(root / top), os.lstat(root / top)) for top in tops if (root / top).exists())
    while folders:
        with os.scandir(folders.pop()) as listed:
            for one in listed:
                yield one.path, one.stat(follow_symlinks=False)
                if one.is_dir(follow_symlinks=False):
                    folders.append(Path(one.path))
