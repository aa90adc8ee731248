"""Two versions of a syllabus beside each other: kept, split, merged, added, dropped."""

import pytest

from generator.syllabus import Comparison, build_comparisons
from tests.samples import base
from tests.unit.test_knowledge import know

MODULE = base()["docs/chuyen-de/mo-dau.md"].decode()
COURSE = base()["docs/khoa-hoc/khoa-mau.md"].decode().partition("modules:")[0]


def comparison(old: str, new: str, **parts: str) -> Comparison:
    """Courses with these modules (`a b:5`, periods after the colon); `parts` says which is a part of which."""
    used = {one.partition(":")[0] for one in f"{old} {new}".split()} | {*parts, *parts.values()}
    files = {}
    for one in used:
        part_of = f"part_of: {parts[one]}\n" if one in parts else ""
        files[f"chuyen-de/{one}.md"] = MODULE.replace("id: mo-dau\n", f"id: {one}\n{part_of}")
    files["khoa-hoc/cu.md"] = course("cu", old)
    files["khoa-hoc/moi.md"] = course("moi", new, "revises: cu\n")
    (found,) = build_comparisons(know(files))
    return found


def course(name: str, modules: str, revises: str = "") -> str:
    items = [one.partition(":") for one in modules.split()]
    listed = "".join(f"  - module: {one}\n" + (f"    periods: {n}\n" if n else "") for one, _, n in items)
    return COURSE.replace("id: khoa-mau", f"id: {name}") + f"{revises}modules:\n{listed}---\n"


def told(found: Comparison) -> list[str]:
    def side(units: object) -> str:
        assert isinstance(units, tuple)
        return " ".join(one.module.record.id for one in units)

    return [f"{step.change.value}: {side(step.before)} > {side(step.after)}" for step in found.steps]


@pytest.mark.parametrize(
    ("old", "new", "parts", "expected"),
    [
        ("a b", "a b", {}, ["giu: a > a", "giu: b > b"]),
        ("a b", "b c", {}, ["bo: a > ", "giu: b > b", "them:  > c"]),
        ("a b", "a b c d", {"c": "a", "d": "a"}, ["tach: a > a c d", "giu: b > b"]),
        ("a b", "c b d", {"c": "a", "d": "a"}, ["tach: a > c d", "giu: b > b"]),
        ("a", "c", {"c": "b", "b": "a"}, ["tach: a > c"]),
        ("c d b", "a b", {"c": "a", "d": "a"}, ["gop: c d > a", "giu: b > b"]),
        ("a c", "a c", {"c": "a"}, ["giu: a > a", "giu: c > c"]),
        ("b", "b c d", {"c": "a", "d": "a"}, ["giu: b > b", "them:  > c", "them:  > d"]),
        ("a", "b", {"a": "b", "b": "a"}, ["bo: a > ", "them:  > b"]),
    ],
    ids=[
        "same",
        "dropped, new",
        "split off",
        "split up",
        "part of a part",
        "merged",
        "both had",
        "unrelated",
        "circle",
    ],
)
def test_changes(old: str, new: str, parts: dict[str, str], expected: list[str]) -> None:
    assert told(comparison(old, new, **parts)) == expected


def test_periods_and_places_are_those_of_each_course() -> None:
    found = comparison("a:5 b", "b:4 a:3")
    first, second = found.steps
    assert [(one.place, one.periods) for one in (*first.before, *first.after)] == [(1, 5), (2, 3)]
    assert [(one.place, one.periods) for one in (*second.before, *second.after)] == [(2, None), (1, 4)]
    assert [getattr(one.record, "total_periods", None) for one in (found.old, found.new)] == [None, 7]
    assert [(change.value, count) for change, count in found.counts] == [("giu", 2)]
    assert found.path == "khoa-hoc/moi/so-sanh.md"
