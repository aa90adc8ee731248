"""A folder to be replaced in; out, an empty one that takes its place as a whole once everything is in it.

Readers of the folder see the old content or the new, never something between: both are swapped in one step (renameat2
with RENAME_EXCHANGE, Linux 3.15 and later; elsewhere two renames, and the next build undoes one that was cut short).
Who fails, is killed or finds no space leaves the old content; what lies about then is removed by the next build.
A second build of the same folder waits for the first. A power cut is another matter: files are not forced to the disk.

A mount point cannot be swapped, nor a folder whose parent may not be written, nor one that comes with the image of a
container, nor the one a shell stands in: their content is replaced entry by entry at the end, which takes moments but
is no single step; the next build undoes one that was cut short.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.sharing import share_below, share_or_write

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

log = logging.getLogger(__name__)

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""From linux/fcntl.h and linux/fs.h."""

REASONS = {
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EFBIG: "tệp vượt kích thước cho phép",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "nơi này chỉ cho đọc",
    errno.ENOTDIR: "đây là tệp, không phải thư mục",
}


class WriteError(Exception):
    """The disk refuses; the text says in Vietnamese what and why, and that nothing has changed."""

    def __init__(self, target: Path, error: OSError) -> None:
        reason = REASONS.get(error.errno or 0) or error.strerror or str(error)
        super().__init__(f"không đọc hay ghi được “{error.filename or target}”: {reason}; “{target}” vẫn như trước")


def is_hidden(name: str) -> bool:
    """What MkDocs leaves alone when it empties a site's folder: `.git` of a Pages checkout, `.well-known`."""
    return name.startswith(".")


@dataclass(frozen=True, eq=False)
class Stage:
    """A build under way: fill `new`, then `publish`; or `discard`. All of `work` is removed at the end."""

    target: Path
    work: Path
    keeps: Callable[[str], bool]
    lock: IO[bytes]
    by_entry: bool
    """The target itself has to stay where it is; its entries are replaced."""

    @property
    def new(self) -> Path:
        return self.work / "new"

    @property
    def handles(self) -> tuple[int, ...]:
        """To be inherited by programs that write here: should this one be killed, the lock is theirs until they end."""
        return () if sys.platform == "win32" else (self.lock.fileno(),)

    def put(self, name: str, content: bytes) -> None:
        """Write a file of the new folder, or share the target's, if that has the same bytes under this name.

        So it costs no writing and no deleting. It must not be written to in place: that would change the target.
        """
        old, new = f"{self.target}/{name}", f"{self.new}/{name}"
        try:
            share_or_write(old, new, content)
        except FileNotFoundError:
            Path(new).parent.mkdir(parents=True, exist_ok=True)
            share_or_write(old, new, content)
        except FileExistsError:
            Path(new).unlink()
            share_or_write(old, new, content)

    def publish(self) -> None:
        """Put `new` in the place of the target, with those of its top-level entries that are kept.

        A file that stays the same keeps its time, so that tools that upload by time and size leave it alone.
        """
        share_below(str(self.target), str(self.new))
        if self.by_entry:
            self._replace_entries()
        else:
            self._swap()
        self.discard()

    def discard(self) -> None:
        """End the build; unless it is published the target stays as it was."""
        self.clear()
        with suppress(OSError):  # Windows lets nobody remove an open file; a folder is not empty when others wait in it
            (self.work / "lock").unlink()
            self.work.rmdir()
        self.lock.close()

    def clear(self) -> None:
        """Undo what a build has left half done, and remove what it has left behind."""
        old, leaving, gone = (self.work / name for name in ("old", "leaving", "gone"))
        if old.exists() and not self.target.exists():
            old.rename(self.target)
        for entry in self._entries() if gone.exists() else ():
            _remove(entry)
        for folder in (leaving, gone):
            if folder.exists():
                _move_into(folder, self.target)
        for entry in self.work.iterdir():
            if entry.name != "lock":
                shutil.rmtree(entry, ignore_errors=True)

    def _swap(self) -> None:
        made = list(self.new.iterdir())
        if self.target.exists():
            self._carry_over()
            if _exchange(self.new, self.target):
                return
            try:
                self.target.rename(self.work / "old")
            except OSError as error:
                if error.errno != errno.EXDEV:  # overlayfs says this of a folder from a lower layer
                    raise
                for carried in set(self.new.iterdir()) - set(made):
                    _remove(carried)
                self._replace_entries()
                return
        self.new.rename(self.target)

    def _carry_over(self) -> None:
        for entry in self.target.iterdir():
            if self.keeps(entry.name):
                _add(entry, self.new / entry.name)
        _take_over_access(self.target, self.new)

    def _entries(self) -> list[Path]:
        """What is in the target and does not stay."""
        return [entry for entry in self.target.iterdir() if entry != self.work and not self.keeps(entry.name)]

    def _replace_entries(self) -> None:
        """The old entries aside, then the new ones in; until it is done, `clear` knows the way back."""
        leaving = self.work / "leaving"
        leaving.mkdir()
        for entry in self._entries():
            _move(entry, leaving / entry.name)
        gone = leaving.rename(self.work / "gone")
        _move_into(self.new, self.target)
        gone.rename(self.work / "replaced")


def open_stage(target: Path, keeps: Callable[[str], bool] = is_hidden) -> Stage:
    """Wait until nobody else builds `target`, and begin; entries of it that `keeps` names stay, if not made anew."""
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
    is_fixed = os.path.ismount(target) or (target.exists() and not os.access(target.parent, os.W_OK))
    work = target / ".sotay" if is_fixed else target.with_name(f".{target.name}.sotay")
    stage = Stage(target, work, keeps, _lock(work, target), is_fixed or Path.cwd().is_relative_to(target))
    stage.clear()
    stage.new.mkdir()
    return stage


@contextmanager
def staged(target: Path, keeps: Callable[[str], bool] = is_hidden) -> Iterator[Stage]:
    """A stage that is published when the block ends well, else discarded; WriteError is what the disk refuses."""
    try:
        stage = open_stage(target, keeps)
        try:
            yield stage
            stage.publish()
        finally:
            if not stage.lock.closed:
                stage.discard()
    except OSError as error:
        raise WriteError(target, error) from error


def _lock(work: Path, target: Path) -> IO[bytes]:
    """The open lock file of a work folder, which is held until it is closed, by a kill too."""
    while True:
        work.mkdir(parents=True, exist_ok=True)  # where no folder can be, this fails as it should
        with suppress(FileNotFoundError):  # who had it has just removed its folder
            file = (work / "lock").open("ab")
            if _wait(file, work / "lock", target):
                return file
            file.close()


def _wait(file: IO[bytes], path: Path, target: Path) -> bool:
    """Lock an open file; whether it is still the one at `path` then."""
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.warning("Một lần dựng khác đang ghi vào “%s”; đợi nó xong.", target)
        fcntl.flock(file, fcntl.LOCK_EX)
    return path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat())


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system, its library or the file system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def _take_over_access(old: Path, new: Path) -> None:
    """Mode, extended attributes and owner of a folder for the one that replaces it."""
    shutil.copystat(old, new)
    if sys.platform != "win32":
        with suppress(PermissionError):  # only root can give a folder away
            os.chown(new, old.stat().st_uid, old.stat().st_gid)


def _add(old: Path, new: Path) -> None:
    """Give `new` what only `old` has; files become links to the same data where the file system has such."""
    if old.is_dir() and not old.is_symlink():
        if not new.is_dir():
            new.mkdir()
        for entry in old.iterdir():
            _add(entry, new / entry.name)
        shutil.copystat(old, new)
    elif not os.path.lexists(new):
        try:
            os.link(old, new, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(old, new, follow_symlinks=False)


def _move_into(source: Path, target: Path) -> None:
    """Move what is in one folder into another, file by file where both have a folder."""
    for entry in source.iterdir():
        if entry.is_dir() and not entry.is_symlink() and (target / entry.name).is_dir():
            _move_into(entry, target / entry.name)
        else:
            _move(entry, target / entry.name)


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.move(source, target)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
