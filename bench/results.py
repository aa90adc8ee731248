"""What was measured, one line of JSON each, in; medians, paired ratios and growth out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import log
from pathlib import Path
from statistics import median

from bench.measuring import Measured, Output


@dataclass(frozen=True)
class Result:
    """One run of a task (`builders.Task.id`) with `size` documents in the round `number`; no output: a check."""

    size: int
    number: int
    task: str
    measured: Measured
    output: Output | None


def write(path: Path, result: Result) -> None:
    """Add a result to a file, so that nothing is lost when a later one fails."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(result)) + "\n")


def read(path: Path) -> list[Result]:
    """The results of a file that `write` has filled."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_from_json(json.loads(line)) for line in lines]


def _from_json(given: dict[str, dict[str, int]]) -> Result:
    output = Output(**given["output"]) if given["output"] else None
    return Result(**given | {"measured": Measured(**given["measured"]), "output": output})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Results:
    """All results of a run; every question about a task and size that was not measured is answered by None."""

    every: Sequence[Result]

    @cached_property
    def sizes(self) -> list[int]:
        return sorted({one.size for one in self.every})

    def of(self, task: str, size: int) -> list[Result]:
        """The runs of a task, by round."""
        return sorted((one for one in self.every if (one.task, one.size) == (task, size)), key=lambda one: one.number)

    def seconds(self, task: str, size: int) -> list[float]:
        return [one.measured.seconds for one in self.of(task, size)]

    def median(self, task: str, size: int, value: Callable[[Measured], float]) -> float | None:
        values = [value(one.measured) for one in self.of(task, size)]
        return median(values) if values else None

    def ratio(self, task: str, other: str, size: int) -> float | None:
        """The median of seconds of `task` / seconds of `other`, taken within each round.

        What else the machine does changes slowly: within a round it slows both alike.
        """
        others = {one.number: one.measured.seconds for one in self.of(other, size)}
        runs = [one for one in self.of(task, size) if one.number in others]
        return median(one.measured.seconds / others[one.number] for one in runs) if runs else None

    def growth(self, task: str, small: int, large: int) -> float | None:
        """The exponent k of seconds ~ documents^k between two sizes: 1 is linear, 2 square."""
        before, after = self.seconds(task, small), self.seconds(task, large)
        return log(median(after) / median(before)) / log(large / small) if before and after else None


def gather(results: Iterable[Result]) -> Results:
    return Results(tuple(results))
