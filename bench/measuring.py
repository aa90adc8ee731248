"""A command in; how long it took, on how many processors, in how much memory, and what it wrote out (Linux).

Whoever measures must be a small process: a new one begins as a copy of it, and its peak counts from there.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

SECONDS_BETWEEN_LOOKS = 0.1
LINES_OF_A_FAILURE = 12


class FailedError(Exception):
    """A command that ended with an error or ran too long; says the end of what it printed."""


@dataclass(frozen=True)
class Measured:
    """A process and all it started: seconds on the clock and of processors, peak memory in bytes."""

    seconds: float
    processor_seconds: float
    largest: int
    """Peak of the largest single process."""
    together: int
    """Peak of all processes at one moment, what they share counted once; seen in looks every tenth of a second."""


@dataclass(frozen=True)
class Output:
    """What a folder holds: files, those that are HTML, bytes of all."""

    files: int
    pages: int
    size: int


def measure(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str],
    limit: float,
    tick: Callable[[], None] = lambda: None,
) -> Measured:
    """Run a command in `folder`, for at most `limit` seconds; `tick` is called now and then while it runs."""
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=printed, stderr=printed, start_new_session=True
        )
        watch = _Watch(process.pid, limit, tick)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:  # which only this process has got
            os.killpg(process.pid, signal.SIGKILL)
            raise
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        if process.returncode:
            raise FailedError(_describe(command, process.returncode, watch, _end(printed.fileno())))
    largest = usage.ru_maxrss * 1024  # getrusage(2): KiB
    return Measured(seconds, usage.ru_utime + usage.ru_stime, largest, max(largest, watch.together))


def weigh(folder: Path) -> Output:
    """What a built site consists of."""
    sizes = {entry.path: entry.stat().st_size for entry in _files(folder)}
    return Output(len(sizes), sum(path.endswith(".html") for path in sizes), sum(sizes.values()))


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                yield entry


class _Watch(Thread):
    """Looks at a process and what it started until it is told to stop; ends them when the time is over."""

    def __init__(self, process: int, limit: float, tick: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.process, self.limit, self.tick = process, limit, tick
        self.together = 0
        self.has_ended_it = False
        self._is_over = Event()

    def run(self) -> None:
        start = time.monotonic()
        while not self._is_over.wait(SECONDS_BETWEEN_LOOKS):
            self.tick()
            self.together = max(self.together, add_up(self.process))
            if time.monotonic() - start > self.limit and not self.has_ended_it:
                self.has_ended_it = True
                os.killpg(self.process, signal.SIGKILL)

    def stop(self) -> None:
        self._is_over.set()
        self.join()


def add_up(process: int) -> int:
    """Bytes that a process and those it started take now; 0 for one alone.

    That one is known better when it has ended, and looking closely at it takes of its time.
    """
    family = list(_family(process))
    return sum(map(_share, family)) if len(family) > 1 else 0


def _family(process: int) -> Iterator[int]:
    """A process and what it started, as far as it still runs (proc_pid_task(5): children)."""
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:  # it has just ended
        return


def _share(process: int) -> int:
    """Bytes of a process in memory, shared ones divided among those who share them (proc_pid_smaps(5): Pss)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _end(file: int) -> str:
    os.lseek(file, max(0, os.fstat(file).st_size - 4000), os.SEEK_SET)
    return "\n".join(os.read(file, 4000).decode(errors="replace").splitlines()[-LINES_OF_A_FAILURE:])


def _describe(command: Sequence[str | Path], code: int, watch: _Watch, printed: str) -> str:
    why = f"took more than {watch.limit:.0f} s" if watch.has_ended_it else f"exit code {code}"
    return f"{' '.join(map(str, command))}: {why}\n{printed}"
