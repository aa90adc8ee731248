"""Names and what they were made of in, bytes kept from an earlier run out; whatever is kept can be lost at any time.

Kept data stands in for checks and cleaning that are not done again, so it must not come from where content comes from:
with a cache inside the knowledge base, a pull request could bring a file that says there is nothing unsafe in it. It
lies in the user's own cache folder, which no other user may write to.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

FOLDER_VARIABLE = "SOTAY_CACHE"
"""Environment variable that names another folder for all caches; `off` does without."""

FILE = "cache-1.sqlite3"
"""The number is that of the table's form."""

WAITING, LARGEST_WAITING = 500, 4_000_000
"""Values and bytes that are kept back at most, so that writing one by one costs no transaction each."""

Waiting = dict[tuple[str, str], tuple[bytes, bytes]]
"""Kind and name -> digest and value."""

_TABLE = """CREATE TABLE IF NOT EXISTS kept (
    kind TEXT, name TEXT, stamp BLOB, checksum INTEGER, value BLOB, PRIMARY KEY (kind, name)
) WITHOUT ROWID"""


def folder_of(root: Path) -> Path | None:
    """Where the cache of the knowledge base at `root` lies; None where there is to be none.

    In $SOTAY_CACHE, else as the XDG Base Directory Specification says, in $XDG_CACHE_HOME or ~/.cache.
    """
    chosen = os.environ.get(FOLDER_VARIABLE, "")
    if chosen == "off":
        return None
    try:
        above = Path(chosen or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sotay")
        resolved = str(root.resolve())
    except (RuntimeError, OSError):  # nobody's home; a root that cannot be resolved
        return None
    return above.absolute() / blake2b(os.fsencode(resolved), digest_size=12).hexdigest()


def open_for(root: Path, *program: Path, is_wanted: bool = True) -> Cache:
    """The cache of the knowledge base at `root`; one that keeps nothing where none is wanted or can be had.

    `program` are folders that belong to the program besides this package, such as the templates that come with it.
    """
    folder = folder_of(root) if is_wanted else None
    return Cache(folder, version_of_program(*program) if folder else b"")


def version_of_program(*further: Path) -> bytes:
    """A digest of what turns content into anything: Python, the installed packages, this package's files.

    `further` are folders that belong to the program as well, such as the templates that come with it.
    """
    digest = blake2b(sys.version.encode(), digest_size=16)
    for folder in sys.path:
        installed = [name for name in _names(folder) if name.endswith((".dist-info", ".egg-info"))]
        digest.update("\n".join(sorted(installed)).encode())
    for top in (Path(__file__).parent, *further):
        for name in sorted(_files_below(str(top))):
            digest.update(name.encode() + Path(name).read_bytes())
    return digest.digest()


def _names(folder: str) -> list[str]:
    try:
        return [one.name for one in Path(folder or ".").iterdir()]
    except OSError:  # also what else stands on the path, such as a zip file
        return []


def _files_below(top: str) -> Iterator[str]:
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{folder}/{name}" for name in names)


class Cache:
    """Bytes by kind and name, each with the digest of everything it was made of; a newer one takes the older's place.

    So it grows with the site and not with its history. Whoever uses it must be able to do without: what cannot be
    read is not there, what cannot be written is left out. Two processes may use one at a time; a killed one leaves
    what it had written. A forked process has a connection of its own (SQLite forbids to use what was opened before
    the fork) and must `write` before it ends.
    """

    def __init__(self, folder: Path | None, version: bytes) -> None:
        """`version` stands for the program: another one finds nothing of this one's. None keeps nothing."""
        self._version = version
        self._process = os.getpid()
        self._is_forked = False
        self._of_parents: list[sqlite3.Connection | None] = []
        """Kept from being closed in forked processes: the parents go on with them."""
        self.waiting: Waiting = {}
        self._size = 0
        """Bytes of the values that wait."""
        self._inherited: Waiting = {}
        """What waited in the parent when this process was forked."""
        self._folder = folder
        self._database = _open(folder) if folder else None

    def get(self, kind: str, name: str, digest: bytes) -> bytes | None:
        """What was put under this name, if it was made of the same; None otherwise."""
        self._follow_fork()
        if waiting := self.waiting.get((kind, name)) or self._inherited.get((kind, name)):
            return waiting[1] if waiting[0] == digest else None
        if self._database is None:
            return None
        try:
            row = self._database.execute(
                "SELECT checksum, value FROM kept WHERE kind = ? AND name = ? AND stamp = ?",
                (kind, name, self._version + digest),
            ).fetchone()
        except sqlite3.OperationalError:  # another process does not let go of it
            return None
        except sqlite3.Error:
            self._give_up()
            return None
        return row[1] if row and row[0] == zlib.crc32(row[1]) else None

    def each(self, kind: str) -> Iterator[tuple[str, bytes, bytes]]:
        """Name, digest and value of all of one kind that this version of the program wrote, in order of name.

        One question for all takes a fraction of the time of one for each.
        """
        self.write()
        self._follow_fork()
        if self._database is None:
            return
        asked = "SELECT name, stamp, checksum, value FROM kept WHERE kind = ? ORDER BY name"
        try:
            for name, stamp, checksum, value in self._database.execute(asked, (kind,)):
                if stamp.startswith(self._version) and checksum == zlib.crc32(value):
                    yield name, stamp.removeprefix(self._version), value
        except sqlite3.OperationalError:
            return
        except sqlite3.Error:
            self._give_up()

    def _follow_fork(self) -> None:
        if self._process != os.getpid():
            self._process, self._is_forked = os.getpid(), True
            self._of_parents.append(self._database)
            self._inherited, self.waiting, self._size = self.waiting, {}, 0
            self._database = _open(self._folder) if self._folder and self._database else None

    def put(self, kind: str, name: str, digest: bytes, value: bytes) -> None:
        """Keep a value, at the latest when the cache is closed."""
        self._follow_fork()
        if self._database is None:
            return
        self.waiting[kind, name] = digest, value
        self._size += len(value)
        if len(self.waiting) >= WAITING or self._size >= LARGEST_WAITING:
            self.write()

    def write(self) -> None:
        """Write what is still kept back by this process, in one transaction."""
        self._follow_fork()
        rows = [
            (kind, name, self._version + digest, zlib.crc32(value), value)
            for (kind, name), (digest, value) in self.waiting.items()
        ]
        self.waiting.clear()
        self._size = 0
        self._change("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", rows)

    def names(self, kind: str) -> frozenset[str]:
        """The names of this kind under which anything was written, made of whatever."""
        if self._database is None:
            return frozenset()
        try:
            return frozenset(
                name for (name,) in self._database.execute("SELECT name FROM kept WHERE kind = ?", (kind,))
            )
        except sqlite3.OperationalError:
            return frozenset()
        except sqlite3.Error:
            self._give_up()
            return frozenset()

    def keep_only(self, kind: str, names: frozenset[str]) -> None:
        """Drop what was written under other names of this kind."""
        self._follow_fork()
        gone = self.names(kind) - names
        self._change("DELETE FROM kept WHERE kind = ? AND name = ?", [(kind, name) for name in gone])

    def _change(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if self._database is None or not rows:
            return
        try:
            with self._database:
                self._database.executemany(statement, rows)
        except sqlite3.OperationalError:  # another process writes for long, the disk is full: it is kept next time
            return
        except sqlite3.Error:
            self._give_up()

    def _give_up(self) -> None:
        """The file is damaged: go on without, and let the next run begin a new one."""
        if self._database is not None and self._folder is not None:
            self._database.close()
            self._database = None
            if not self._is_forked:
                _remove(self._folder / FILE)

    def close(self) -> None:
        """Write what is kept back; afterwards nothing is found and nothing kept."""
        self.write()
        if self._database is not None:
            self._database.close()
            self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open(folder: Path) -> sqlite3.Connection | None:
    """The folder's database, a new one in the place of a damaged one; None where none can be had."""
    path = folder / FILE
    for _ in range(2):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _connect(path) if _is_private(folder) else None
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            _remove(path)
        except OSError:
            return None
    return None


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=2)
    try:
        database.execute("PRAGMA page_size = 16384")  # most values are larger than the usual page
        database.execute("PRAGMA journal_mode = WAL")
        # With a write-ahead log this loses the last writes when the power fails, and never damages the file.
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(_TABLE)
        database.execute("SELECT kind, name, stamp, checksum, value FROM kept LIMIT 1").fetchone()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _is_private(folder: Path) -> bool:
    """Whether only the user of this process can have written there; where there are no such rights, it is assumed."""
    if sys.platform == "win32":
        return True
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _remove(path: Path) -> None:
    for one in (path, path.with_name(f"{FILE}-wal"), path.with_name(f"{FILE}-shm")):
        try:
            one.unlink(missing_ok=True)
        except OSError:  # in use by another process: it, too, will find the damage
            return
