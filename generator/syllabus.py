"""The knowledge in, what stays, is split, merged, added and dropped between two versions of a syllabus out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass

from generator.catalog import Catalog, Entry
from generator.kinds import Course, Module
from generator.kinds.fields import Choice
from generator.knowledge import Knowledge

PAGE = "so-sanh"


class Change(Choice):
    """What became of a piece of the older syllabus."""

    KEPT = "giu", "Giữ"
    SPLIT = "tach", "Tách"
    MERGED = "gop", "Gộp"
    NEW = "them", "Thêm"
    DROPPED = "bo", "Bỏ"


@dataclass(frozen=True, eq=False)
class Unit:
    """A module in one of the two syllabuses: its place counted from 1, its periods where the course states them."""

    module: Entry
    place: int
    periods: float | None


@dataclass(frozen=True, eq=False)
class Step:
    """Modules that belong together, as they were and as they are to be; one side is empty for new and dropped."""

    change: Change
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]


@dataclass(frozen=True, eq=False)
class Comparison:
    """A course beside the one that it revises: steps in the older order, new modules last."""

    old: Entry
    new: Entry
    steps: tuple[Step, ...]

    @property
    def path(self) -> str:
        """Path of its page below docs/."""
        return page_of(self.new)

    @property
    def counts(self) -> list[tuple[Change, int]]:
        """How many steps there are of each change that occurs."""
        found = Counter(step.change for step in self.steps)
        return [(change, found[change]) for change in Change if found[change]]


def page_of(course: Entry) -> str:
    """Path below docs/ of the page that compares a course with the one that it revises."""
    return f"{course.record.folder}/{course.record.id}/{PAGE}.md"


def build_comparisons(knowledge: Knowledge) -> list[Comparison]:
    """One for every course that revises another one."""
    return [
        Comparison(one.target, one.source, tuple(_steps(knowledge.catalog, one.target, one.source)))
        for one in knowledge.links.references
        if one.field == "revises" and one.source is not one.target
    ]


def _steps(catalog: Catalog, old: Entry, new: Entry) -> Iterator[Step]:
    before, after = _units(catalog, old), _units(catalog, new)
    both = before.keys() & after.keys()
    families: dict[str, tuple[list[Unit], list[Unit]]] = {}
    for side, units in enumerate((before, after)):
        for module, unit in units.items():
            root = module if module in both else _root(catalog, module, before.keys() | after.keys(), both)
            families.setdefault(root, ([], []))[side].append(unit)
    for root, (was, becomes) in families.items():
        if was and becomes:
            yield Step(_change(root, was, becomes), tuple(was), tuple(becomes))
        else:
            yield from (Step(Change.DROPPED, (unit,), ()) for unit in was)
            yield from (Step(Change.NEW, (), (unit,)) for unit in becomes)


def _units(catalog: Catalog, course: Entry) -> dict[str, Unit]:
    """By id of the module, in the course's order; modules that the base does not have are left out."""
    assert isinstance(course.record, Course)
    return {
        item.module: Unit(module, place, item.periods)
        for place, item in enumerate(course.record.modules, 1)
        if (module := catalog.by_key.get((Module.folder, item.module)))
    }


def _root(catalog: Catalog, module: str, known: Set[str], both: Set[str]) -> str:
    """The widest module of the two syllabuses that this one is a part of; no further than one that both have."""
    root, seen = module, {module}
    above = _whole(catalog, module)
    while above and above not in seen:
        seen.add(above)
        root = above if above in known else root
        above = None if above in both else _whole(catalog, above)
    return root


def _whole(catalog: Catalog, module: str) -> str | None:
    entry = catalog.by_key.get((Module.folder, module))
    return entry.record.part_of if entry and isinstance(entry.record, Module) else None


def _change(root: str, was: list[Unit], becomes: list[Unit]) -> Change:
    """Parts of the root on the newer side are a split, on the older side a merger."""
    if any(unit.module.record.id != root for unit in becomes):
        return Change.SPLIT
    return Change.MERGED if any(unit.module.record.id != root for unit in was) else Change.KEPT
