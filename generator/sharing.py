"""Files' bytes in; those files out, the same ones as older files (hard links) where these have the bytes already."""

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


def share_below(old: str, new: str) -> None:
    """Let the files below a folder that have the same bytes as those at the same place in an older one be these."""
    for folder, _, names in os.walk(new):
        for name in names:
            path = f"{folder}/{name}"
            other = old + path[len(new) :]
            if _may_be_same(other, path):
                with open(path, "rb") as file:  # noqa: PTH123
                    content = file.read()
                if _has(other, content):
                    os.unlink(path)  # noqa: PTH108
                    share_or_write(other, path, content)


def _may_be_same(old: str, new: str) -> bool:
    """Whether both are files of one size, and not one and the same."""
    try:
        one, other = os.lstat(old), os.lstat(new)
    except OSError:
        return False
    are_files = stat.S_ISREG(one.st_mode) and stat.S_ISREG(other.st_mode)
    return are_files and one.st_size == other.st_size and not os.path.samestat(one, other)


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
