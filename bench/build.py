"""A knowledge base in; how fast `sotay` and its peers build made-up ones of several sizes out, side by side in one run.

All get the same source documents (`bench.projects`). The rounds go from builder to builder (A B C A B C ...), so that
whatever else the machine does slows all of them alike; ratios are taken within a round, and all figures are medians
over the rounds. `sotay` makes more of the same documents than the others do: checks, guides, lists, the search index,
data; so the table also says how many pages and bytes came out.

A run with the sizes 100 and 1,000 takes some minutes; for 10,000 have half an hour, 3 GB of disk and a quiet machine:
`make bench-build ARGS="--sizes 100 1000 10000 --write docs/bien-tap/toc-do.md"`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bench import hugo_theme, machine, results, table
from bench.builders import BUILDERS, TASKS, Task, Workplace, find_hugo
from bench.measuring import FailedError, Measured, Output, measure, weigh
from bench.results import Result, Results
from generator.progress import Phase, phase

RESULTS = Path(".cache/bench/results.jsonl")
WARM_UP = 60
"""Documents of a first build that is not counted: it fills the system's caches and shows what does not work."""


class Run:
    """One measurement of all: where it is done, what with, and what went wrong so far."""

    def __init__(self, options: argparse.Namespace, folder: Path, line: Phase) -> None:
        self.options, self.folder, self.line = options, folder, line
        self.builders: list[str] = list(options.builders)
        self.failures: list[str] = []
        self.started = time.monotonic()
        self.theme = folder / "theme"

    def warm_up(self) -> None:
        """Let every builder build once, and make Hugo's theme of what Material wrote."""
        if "hugo" in self.builders:
            try:
                self._make_theme(self._project(WARM_UP))
            except (FailedError, ValueError) as error:
                self._leave_out("hugo", f"theme: {error}")
        folder = self._project(WARM_UP)
        for task in TASKS:
            self._try(task, Workplace(task.builder, folder), 0, "warming up")

    def _make_theme(self, folder: Path) -> None:
        sample = folder / "mkdocs/docs" / hugo_theme.SECTION / f"{hugo_theme.TITLE}.md"
        sample.write_text(hugo_theme.SAMPLE, encoding="utf-8")
        place = Workplace("mkdocs", folder)
        self._measure(next(task for task in TASKS if task.id == "mkdocs"), place, 0, "theme for Hugo")
        hugo_theme.write_theme(place.site, self.theme)

    def _leave_out(self, builder: str, why: str) -> None:
        """Go on without a builder that has failed; the reason is said at the end."""
        self.failures.append(why)
        self.builders.remove(builder)

    def size(self, size: int, keep: Callable[[Result], None]) -> None:
        """Measure everything with so many documents, in as many rounds as were asked for."""
        site = self._project(size)
        for number in range(1, self.options.runs + 1):
            for task in TASKS:
                place = Workplace(task.builder, site)
                measured = self._try(task, place, number, f"{size:,} documents, round {number} of {self.options.runs}")
                if measured:
                    keep(Result(size, number, task.id, *measured))
        shutil.rmtree(site)

    def _project(self, size: int) -> Path:
        """Projects for all builders, in the place of those before them."""
        self.line.rename(f"{size:,} documents: writing them")
        folder = self.folder / f"{size}-{time.monotonic_ns()}"
        theme = ["--theme", self.theme] if self.theme.exists() else []
        program = [sys.executable, "-m", "bench.projects", self.options.root, folder, str(size), *theme]
        subprocess.run(program, check=True, env=os.environ | {"TERM": "dumb"})  # one line of progress, and it is ours
        return folder

    def _try(self, task: Task, place: Workplace, number: int, where: str) -> tuple[Measured, Output | None] | None:
        """Measure once, if that is asked for; a builder that fails is left out from then on, and the others go on."""
        if task.builder not in self.builders:
            return None
        try:
            return self._measure(task, place, number, where)
        except FailedError as error:
            self._leave_out(task.builder, f"{where}, {task.id}: {error}")
            return None

    def _measure(self, task: Task, place: Workplace, number: int, where: str) -> tuple[Measured, Output | None]:
        place.prepare(task, number)
        began = time.monotonic()

        def tick() -> None:
            now = time.monotonic()
            self.line.rename(f"{where}: {task.id} ({now - began:.0f} s; {(now - self.started) / 60:.0f} min in all)")

        measured = measure(place.command(task), place.project, place.environment(), self.options.limit, tick)
        return measured, weigh(place.site) if task.is_build else None


def run(options: argparse.Namespace, publish: Callable[[Results], None]) -> tuple[Results, list[str]]:
    """Measure what was asked for; returns results and failures.

    Every result goes into the file of results at once, and those so far are published after each size: a run that is
    broken off has not been for nothing.
    """
    options.results.parent.mkdir(parents=True, exist_ok=True)
    options.results.write_text("", encoding="utf-8")
    kept: list[Result] = []

    def keep(result: Result) -> None:
        kept.append(result)
        results.write(options.results, result)

    with tempfile.TemporaryDirectory(prefix="bench-") as folder, phase("measuring") as line:
        one = Run(options, Path(folder), line)
        one.warm_up()
        for size in sorted(options.sizes):
            one.size(size, keep)
            publish(results.gather(kept))
    return results.gather(kept), one.failures


def describe(found: Results, about: str) -> str:
    """What the manual shows: the tables, and below them what they were measured with."""
    return f"{table.make_tables(found)}\n\n{about}"


def _about(runs: int) -> str:
    day = f"{date.today():%d/%m/%Y}"  # noqa: DTZ011 - the day where it was measured
    return (
        f"Đo ngày {day}, mỗi dòng {runs} lượt, trên máy {machine.describe_machine()}.\n"
        f"Phiên bản: {machine.describe_versions()}."
    )


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path, nargs="?", default=Path(), help="whose entries are multiplied (default: .)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000], help="documents (default: 100 1000)")
    parser.add_argument("--runs", type=int, default=3, help="rounds (default: 3)")
    parser.add_argument("--builders", nargs="+", choices=BUILDERS, default=list(BUILDERS), help="default: all")
    parser.add_argument("--limit", type=float, default=1800, help="seconds for one build (default: 1800)")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables between the marks of this page")
    parser.add_argument("--results", type=Path, default=RESULTS, help=f"where results are kept (default: {RESULTS})")
    options = parser.parse_args(arguments)
    if "hugo" in options.builders and not find_hugo():
        parser.error("Hugo is not installed; `make bench-build` installs it, `--builders` does without")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables; returns 1 when a builder has failed, which is said with its last words."""
    options = _parse(arguments)
    about = _about(options.runs)  # before the work: it says how busy the machine was
    page = options.write.read_text(encoding="utf-8") if options.write else table.BEGIN + table.END
    table.replace_between_marks(page, "")  # what is wrong with the page is said before the work, too

    def publish(found: Results) -> None:
        if options.write:
            options.write.write_text(table.replace_between_marks(page, describe(found, about)), encoding="utf-8")

    found, failures = run(options, publish)
    print(describe(found, about))
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
