"""Results in; what the project has promised itself about speed, each with the figure that was measured, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.measuring import Measured
from bench.results import Results


@dataclass(frozen=True)
class Target:
    """A figure that must not be exceeded; `measure` gives None when this run says nothing about it."""

    label: str
    most: float
    unit: str
    measure: Callable[[Results], float | None]


def _megabytes(results: Results, of: Callable[[Measured], float]) -> float | None:
    found = results.median("sotay", 10_000, of)
    return found / 1e6 if found is not None else None


TARGETS = (
    Target("1.000 tài liệu, dựng từ đầu, so với Hugo", 2.0, "lần", lambda all_: all_.ratio("sotay", "hugo", 1_000)),
    Target("1.000 tài liệu, dựng từ đầu, so với MkDocs", 0.4, "lần", lambda all_: all_.ratio("sotay", "mkdocs", 1_000)),
    Target("10.000 tài liệu, dựng từ đầu, so với Hugo", 1.3, "lần", lambda all_: all_.ratio("sotay", "hugo", 10_000)),
    Target(
        "10.000 tài liệu, dựng từ đầu, so với MkDocs", 0.35, "lần", lambda all_: all_.ratio("sotay", "mkdocs", 10_000)
    ),
    Target(
        "10.000 tài liệu, một tệp đã đổi, so với Hugo",
        0.15,
        "lần",
        lambda all_: all_.ratio("sotay-edited", "hugo-edited", 10_000),
    ),
    Target(
        "Số mũ tăng trưởng từ 1.000 đến 10.000 tài liệu", 1.05, "", lambda all_: all_.growth("sotay", 1_000, 10_000)
    ),
    Target(
        "10.000 tài liệu, bộ nhớ cao nhất, tiến trình lớn nhất",
        500,
        "MB",
        lambda all_: _megabytes(all_, lambda m: m.largest),
    ),
    Target(
        "10.000 tài liệu, bộ nhớ cao nhất, cả nhóm tiến trình",
        500,
        "MB",
        lambda all_: _megabytes(all_, lambda m: m.together),
    ),
    Target(
        "10.000 tài liệu, `sotay check` lần đầu",
        5,
        "giây",
        lambda all_: all_.median("check", 10_000, lambda m: m.seconds),
    ),
    Target(
        "10.000 tài liệu, `sotay check` lần sau",
        1,
        "giây",
        lambda all_: all_.median("check-kept", 10_000, lambda m: m.seconds),
    ),
)
