"""Bytes in, handles out that read them again: what is large and seldom wanted waits in a temporary file, not in memory.

The file has no name, so nothing is left of it however the program ends. Forked processes write into the same one.
"""

from __future__ import annotations

import os
import sys
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

if sys.platform != "win32":
    import fcntl


class Store:
    """A temporary file, which is there as long as this or something in it is."""

    def __init__(self) -> None:
        file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed when nobody can read from it any more
        self._descriptor = file.fileno()
        self._number = next(_numbers)
        _open[self._number] = self
        weakref.finalize(self, file.close)

    def put(self, content: bytes) -> Stored:
        """Keep `content`; raises OSError, with the folder for temporary files, when its disk is full."""
        with _alone(self._descriptor):
            start = os.lseek(self._descriptor, 0, os.SEEK_END)
            rest = memoryview(content)
            try:
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
            except OSError as error:  # the file has no name
                raise OSError(error.errno, error.strerror, tempfile.gettempdir()) from error
        return Stored(self, start, len(content))

    def put_text(self, text: str) -> Stored:
        return self.put(text.encode(errors="surrogatepass"))

    def read(self, start: int, size: int) -> bytes:
        if sys.platform == "win32":
            os.lseek(self._descriptor, start, os.SEEK_SET)
            return os.read(self._descriptor, size)
        return os.pread(self._descriptor, size, start)  # leaves the place that other processes write at alone

    def __reduce__(self) -> Any:
        return _find, (self._number,)


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes of a store; those of one process are known to others that were forked from it or from which it was."""

    store: Store
    start: int
    size: int

    def read(self) -> bytes:
        return self.store.read(self.start, self.size)

    def text(self) -> str:
        return self.read().decode(errors="surrogatepass")


class StoredFiles(Mapping[str, bytes]):
    """Files by address, whose bytes are read when they are asked for; only handles travel between processes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._files: dict[str, Stored] = {}

    def add(self, files: Mapping[str, bytes]) -> None:
        """Put files into the store, in the place of those with the same addresses."""
        self._files |= {address: self._store.put(content) for address, content in files.items()}

    def take(self, files: Mapping[str, Stored]) -> None:
        """Add what is in the store already."""
        self._files |= files

    def merge(self, others: StoredFiles) -> None:
        """Add those of another process that has the same store."""
        self.take(others._files)

    def __getitem__(self, address: str) -> bytes:
        return self._files[address].read()

    def __contains__(self, address: object) -> bool:
        return address in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


_numbers = count()
_open: weakref.WeakValueDictionary[int, Store] = weakref.WeakValueDictionary()
"""The stores of this process by number, under which a forked process knows the same ones."""


def _find(number: int) -> Store:
    return _open[number]


@contextmanager
def _alone(descriptor: int) -> Iterator[None]:
    """While the block runs no other process writes at the end of the file."""
    if sys.platform == "win32":  # nothing is forked there
        yield
        return
    fcntl.lockf(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.lockf(descriptor, fcntl.LOCK_UN)
