"""A knowledge base's root in, what changes whenever a file is touched that a check reads out, by file or at once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from generator import settings
from generator.knowledge import current_day

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again surely bears another time, whatever keeps the files."""


Numbers = tuple[int, ...]
"""What the system knows of a file, which changes whenever it is written."""


@dataclass(frozen=True)
class Look:
    """What can be told of a base without reading it.

    `rest` is a digest of the settings, the day, the names of all files and the numbers of those that are no content;
    None where one of these was touched a moment ago. `numbers` are those of Markdown files by path, relative to the
    root, but for what was touched a moment ago: `everything` is None then.
    """

    docs: str
    rest: bytes | None
    numbers: dict[str, Numbers]
    is_settled: bool

    @property
    def everything(self) -> bytes | None:
        if not self.rest or not self.is_settled:
            return None
        return blake2b(self.rest + repr(self.numbers).encode(errors="surrogateescape"), digest_size=16).digest()


def signature(root: Path) -> bytes | None:
    """From the names, sizes and times of all files, the settings and the day; None where that would tell nothing."""
    found = look(root)
    return found.everything if found else None


def look(root: Path) -> Look | None:
    """See what was touched, as git does: by the times that the system keeps and nobody can set (`st_ctime_ns`).

    What was touched a moment ago could be touched again without showing it. None where nothing can be told.
    """
    if sys.platform == "win32":  # st_ctime is when a file was made there
        return None
    site, problems = settings.load(root)
    if problems:
        return None
    begun = time.time_ns() - SETTLED
    try:
        files = sorted(_below(root, ("mkdocs.yml", site.docs, "templates")))
    except OSError:  # what cannot be looked at is reported by the check
        return None
    digest = blake2b(repr((site, current_day())).encode(), digest_size=16)
    numbers: dict[str, Numbers] = {}
    is_rest_settled = is_settled = True
    above, docs = len(str(root / "x")) - 1, f"{site.docs}/"
    for path, found in files:
        known: Numbers = (found.st_mode, found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
        is_new = found.st_ctime_ns >= begun
        if S_ISREG(found.st_mode) and path[-3:] == ".md" and path.startswith(docs, above) and "/." not in path[above:]:
            numbers |= {} if is_new else {path[above:]: known}
            is_settled = is_settled and not is_new
            known = known[:1]
        elif S_ISDIR(found.st_mode):
            known = known[:1]
        else:
            is_rest_settled = is_rest_settled and not is_new
        digest.update(f"{path}\0{known}\n".encode("utf-8", "surrogateescape"))
    return Look(site.docs, digest.digest() if is_rest_settled else None, numbers, is_settled)


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
