"""Work in, its results out, worked out by as many processes as there are processors.

Processes are forked (Linux): they see all that this one has in memory, and only results travel between them. Where that
is not to be had or not safe (another system, other threads) or the work is little, everything happens in this process.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")

LEAST = 64
"""Things below which processes cost more than they save."""

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

    Each forked process calls `finish` when it has done its share. `step` is called in this process with the number of
    items that are done since, as far as one can tell from here. Raises what `work` raises, and ChildProcessError when
    a process was killed.
    """

    def work_here(item: Item) -> Result:
        result = work(item)
        step(count)
        return result

    count = max(1, min(_processes(), len(items) // (LEAST // 2)))
    if count == 1:
        return [work_here(item) for item in items]
    gc.freeze()  # else the collector of each process writes on every page of memory that they share
    try:
        children = [_start(work, items[share::count], finish) for share in range(1, count)]
        try:
            shares = [[work_here(item) for item in items[::count]]]
        finally:
            received = [_receive(*child) for child in children]
    finally:
        gc.unfreeze()
    shares += [_results(one) for one in received]
    return [shares[place % count][place // count] for place in range(len(items))]


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
        return _receive(*child)

    try:
        yield lambda: cast(Result, _results(receive())[0])
    finally:
        receive()


def _processes() -> int:
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    asked = os.environ.get(SWITCH, "")
    return int(asked) if asked.isdecimal() else len(os.sched_getaffinity(0))


def _start(work: Callable[[Item], Any], share: Sequence[Item], finish: Callable[[], object] | None) -> tuple[int, int]:
    """Begin a process; its number, and where its results can be read."""
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


def _receive(child: int, reading: int) -> bytes:
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise ChildProcessError(f"process {child} ended with status {os.waitstatus_to_exitcode(status)}")
    return content


def _results(content: bytes) -> list[Any]:
    results = pickle.loads(content)
    if isinstance(results, BaseException):
        raise results
    assert isinstance(results, list)
    return results
