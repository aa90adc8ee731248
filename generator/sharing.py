"""A file's bytes in; that file out, the same one as an older file (a hard link) where that has these bytes already."""

from __future__ import annotations

import os
import stat


def share_or_write(old: str, new: str, content: bytes) -> None:
    """Make the file `new`; raises FileNotFoundError where its folder is missing, FileExistsError where it is there."""
    if _has(old, content):
        try:
            os.link(old, new, follow_symlinks=False)
        except (FileNotFoundError, FileExistsError):
            raise
        except (OSError, NotImplementedError):  # file systems without links; on Linux, files of others
            pass
        else:
            return
    with open(new, "xb") as file:  # noqa: PTH123 - thousands of files
        file.write(content)


def _has(path: str, content: bytes) -> bool:
    """Whether this is a file, and no link to one, with these bytes."""
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(content):
            return False
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.read() == content
    except OSError:
        return False
