"""Results in; Markdown tables in Vietnamese out, and a page of the manual with them between its two marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from bench.builders import TASKS, Task
from bench.results import Results
from bench.targets import TARGETS, Target

BEGIN, END = "<!-- số đo: bắt đầu -->", "<!-- số đo: hết -->"
"""What `make bench` writes stands between them; what is around it people write."""

HEAD = (
    "Cách dựng",
    "Thời gian (giây)",
    "So với Hugo (lần)",
    "So với MkDocs (lần)",
    "Bộ xử lý (giây)",
    "Bộ nhớ (MiB)",
    "Trang",
    "Tệp",
    "MB",
)


def make_tables(results: Results) -> str:
    """A table for each size, one of the growth, one of the targets that this run says something about."""
    parts = [_table_of(results, size) for size in results.sizes]
    if len(results.sizes) > 1:
        parts.append(_growth(results))
    reached = list(_targets(results))
    if reached:
        parts.append(f"### Mức đặt ra\n\n{_table(('Mức', 'Nhiều nhất', 'Đo được', 'Kết quả'), reached)}")
    return "\n\n".join(parts)


def replace_between_marks(page: str, text: str) -> str:
    """The page with `text` between its marks; raises ValueError when it has not both, in this order."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def number(value: float | None, digits: int | None = None) -> str:
    """As Vietnamese writes it, three significant digits unless told: `0,95`, `37,4`, `1.220`; `–` for none."""
    if value is None:
        return "–"
    if digits is None:
        rounded = float(f"{value:.3g}")
        digits = 2 if rounded < 10 else 1 if rounded < 100 else 0
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def _table_of(results: Results, size: int) -> str:
    measured = [task for task in TASKS if results.of(task.id, size)]
    rows = [_row(results, task, size) for task in measured]
    return f"### {number(size, 0)} tài liệu\n\n{_table(HEAD, rows)}"


def _row(results: Results, task: Task, size: int) -> list[str]:
    seconds = results.seconds(task.id, size)
    spread = f" [{number(min(seconds))}–{number(max(seconds))}]" if len(seconds) > 1 else ""
    largest = results.median(task.id, size, lambda one: one.largest / 2**20)
    together = results.median(task.id, size, lambda one: one.together / 2**20)
    output = results.of(task.id, size)[-1].output
    made = [number(output.pages, 0), number(output.files, 0), number(output.size / 1e6, 1)] if output else ["–"] * 3
    return [
        task.label,
        number(median(seconds)) + spread,
        number(results.ratio(task.id, "hugo-edited" if task.id.endswith("-edited") else "hugo", size)),
        number(results.ratio(task.id, "mkdocs", size)),
        number(results.median(task.id, size, lambda one: one.processor_seconds)),
        f"{number(largest, 0)} / {number(together, 0)}",
        *made,
    ]


def _growth(results: Results) -> str:
    steps = list(pairwise(results.sizes))
    head = ("Cách dựng", *(f"{number(small, 0)} → {number(large, 0)}" for small, large in steps))
    measured = [task for task in TASKS if any(results.of(task.id, size) for size in results.sizes)]
    rows = [[task.label, *(number(results.growth(task.id, *step)) for step in steps)] for task in measured]
    return f"### Số mũ tăng trưởng\n\n{_table(head, rows)}"


def _targets(results: Results) -> Iterator[list[str]]:
    for target in TARGETS:
        found = target.measure(results)
        if found is not None:
            verdict = "đạt" if found <= target.most else "chưa đạt"
            yield [target.label, _with_unit(target.most, target), _with_unit(found, target), verdict]


def _with_unit(value: float, target: Target) -> str:
    return f"{number(value)} {target.unit}".strip()


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruler = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruler, *rows))
