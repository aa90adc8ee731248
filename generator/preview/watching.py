"""Folders in, a call whenever something in them was saved out: the system tells, nobody looks again and again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Condition, Thread
from types import TracebackType
from typing import Self

from watchdog import events
from watchdog.observers import Observer

QUIET = 0.05
"""Seconds without a further event after which a save is taken to be complete: editors write, rename, delete."""

OF_CHANGES: list[type[events.FileSystemEvent]] = [
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
]
"""What the system is asked to tell. That files are opened and read is not of it: the preview does so itself."""

_PASSING = re.compile(r"~$|\.sw[a-z]$|^\.#|^#.*#$|^4913$|\.tmp$|___jb_(?:tmp|old)___$")
"""Names that editors give to files which they delete again."""

Folder = tuple[Path, bool]
"""A folder, and whether those below it count as well."""


class Watch(events.FileSystemEventHandler):
    """Calls `tell` with the paths that changed, in one thread, one call after the other, while it is entered."""

    def __init__(self, folders: Iterable[Folder], tell: Callable[[frozenset[Path]], None]) -> None:
        self._tell = tell
        self._changed: set[Path] = set()
        self._news = Condition()
        self._ends = False
        self.observer = Observer()
        self._awaited = list(folders)
        self._begin_with_those_there()
        self._worker = Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        """Raises OSError when the system does not watch so many folders."""
        self.observer.start()
        self._worker.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.observer.stop()
        self.observer.join()
        with self._news:
            self._ends = True
            self._news.notify()
        self._worker.join()

    def _begin_with_those_there(self) -> None:
        """Watch each folder as soon as there is one, such as templates/ when the first template is put into it."""
        for folder, is_deep in [one for one in self._awaited if one[0].is_dir()]:
            self.observer.schedule(self, str(folder), recursive=is_deep, event_filter=OF_CHANGES)
            self._awaited.remove((folder, is_deep))

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        named = {Path(str(name)) for name in (event.src_path, event.dest_path) if name}
        changed = {path for path in named if not _PASSING.search(path.name)}
        if changed:
            with self._news:
                self._changed |= changed
                self._news.notify()

    def _work(self) -> None:
        while changed := self._next():
            self._begin_with_those_there()
            self._tell(changed)

    def _next(self) -> frozenset[Path]:
        """Wait for changes, and on until nothing comes any more; empty at the end."""
        with self._news:
            self._news.wait_for(lambda: self._changed or self._ends)
            while not self._ends and self._news.wait(QUIET):
                pass
            changed = frozenset(() if self._ends else self._changed)
            self._changed.clear()
        return changed
