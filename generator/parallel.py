"""Work in, its results out, worked out by as many processes as there are processors.

Processes are forked (Linux): they see all that this one has in memory, and only results travel between them. Where that
is not to be had or not safe (another system, other threads) or the work is little, everything happens in this process.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")

Child = tuple[int, int]
"""A process: its number, and where its results can be read."""

LEAST = 64
"""Things below which processes cost more than they save."""

SECONDS_BETWEEN = 0.1
"""For how long at most this process waits without telling how far the others are."""

PART = 1 << 20
"""Bytes that are taken from another process at once."""

SWITCH = "SOTAY_PROCESSES"
"""Environment variable: how many processes to use in place of one for each processor."""


def map_in_processes(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    finish: Callable[[], object] | None = None,
    step: Callable[[int], object] = lambda count: None,
) -> list[Result]:
    """`[work(item) for item in items]`; results must be fit for pickle, and what `work` changes in memory is lost.

    This process only waits, so that what the work takes in memory is given back. Each of the others calls `finish`
    when it has done its share; `step` is called here with the number of items done since. Raises what `work` raises,
    and ChildProcessError when a process was killed.
    """
    count = min(_processes(), len(items) // (LEAST // 2))
    if count < 2:
        return [_counted(work, item, step) for item in items]
    done = memoryview(mmap.mmap(-1, count * 8)).cast("Q")  # seen by all of them
    told = 0

    def watch() -> None:
        nonlocal told
        if (now := sum(done)) > told:
            step(now - told)
            told = now

    def begin(share: int) -> Child:
        def count_one(number: int) -> None:
            done[share] += number

        return _start(lambda item: _counted(work, item, count_one), items[share::count], finish)

    gc.freeze()  # else the collector of each process writes on every page of memory that they share
    try:
        received = _receive([begin(share) for share in range(count)], watch)
    finally:
        gc.unfreeze()
    shares = [_results(one) for one in received]
    return [shares[place % count][place // count] for place in range(len(items))]


def _counted(work: Callable[[Item], Result], item: Item, step: Callable[[int], object]) -> Result:
    result = work(item)
    step(1)
    return result


@contextmanager
def beside(
    work: Callable[[], Result], *, pays: bool, finish: Callable[[], object] | None = None
) -> Iterator[Callable[[], Result]]:
    """Have something done by another process while the block runs, if that `pays`; what is given returns the result.

    A forked process calls `finish` at its end.
    """
    if not pays or _processes() < 2:
        yield work
        return
    child = _start(lambda _: work(), [None], finish)

    @cache
    def receive() -> bytes:
        return _receive([child])[0]

    try:
        yield lambda: cast(Result, _results(receive())[0])
    finally:
        receive()


def _processes() -> int:
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    asked = os.environ.get(SWITCH, "")
    return int(asked) if asked.isdecimal() else len(os.sched_getaffinity(0))


def _start(work: Callable[[Item], Any], share: Sequence[Item], finish: Callable[[], object] | None) -> Child:
    """Begin a process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(_attempt(work, share), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        if finish:
            finish()
        code = 0
    finally:
        os._exit(code)  # nothing of the parent's is to be ended or written twice


def _attempt(work: Callable[[Item], Any], share: Sequence[Item]) -> list[Any] | BaseException:
    try:
        return [work(item) for item in share]
    except Exception as error:  # noqa: BLE001 - raised again in the parent
        return error


def _receive(children: Sequence[Child], watch: Callable[[], object] = lambda: None) -> list[bytes]:
    """What each process has written when all have ended; `watch` is called now and then meanwhile."""
    received = {reading: bytearray() for _, reading in children}
    try:
        reading = [*received]
        while reading:
            for one in select.select(reading, [], [], SECONDS_BETWEEN)[0]:
                if part := os.read(one, PART):
                    received[one] += part
                else:
                    reading.remove(one)
            watch()
    except BaseException:
        for child, _ in children:
            os.kill(child, signal.SIGKILL)
        raise
    finally:
        for one in received:
            os.close(one)
        ended = [os.waitpid(child, 0) for child, _ in children]
    for child, status in ended:
        if status:
            raise ChildProcessError(f"process {child} ended with status {os.waitstatus_to_exitcode(status)}")
    return [bytes(one) for one in received.values()]


def _results(content: bytes) -> list[Any]:
    results = pickle.loads(content)
    if isinstance(results, BaseException):
        raise results
    assert isinstance(results, list)
    return results
