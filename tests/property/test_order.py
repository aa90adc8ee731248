"""The order in which files are found decides nothing, and what a guide lists comes after what it builds on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import catalog, links
from generator.build import Build, build
from generator.guides import build_guides
from generator.knowledge import Knowledge
from generator.settings import Settings
from generator.source import Content, Source
from tests.conftest import KnowledgeBase
from tests.samples import base

AUDIENCE = base()["docs/doi-tuong/dang-vien.md"].decode()
COUNT = 7
NUMBERS = st.integers(0, COUNT - 1)


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_files_on_disk_changes_nothing(
    seed: int, knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = knowledge_base(base())
    expected = read_whole(build(root))
    find = Path.rglob

    def shuffled(folder: Path, pattern: str) -> Iterator[Path]:
        paths = list(find(folder, pattern))
        Random(seed).shuffle(paths)
        return iter(paths)

    monkeypatch.setattr(Path, "rglob", shuffled)
    assert read_whole(build(root)) == expected


def read_whole(made: Build) -> Build:
    """A build whose texts and files are in memory, so that two of them can be compared."""
    pages = tuple(replace(page, content=page.text) for page in made.pages)
    return replace(made, pages=pages, files=dict(made.files))


def module(number: int, prerequisites: list[int]) -> Source:
    names = ", ".join(f"m{one}" for one in prerequisites)
    text = (
        f"---\nid: m{number}\ntitle: M\nsummary: M\naudiences: [dang-vien]\nstanding: chuan\n"
        f"objectives: [Một]\nprerequisites: [{names}]\n---\n"
    )
    return Source.of(f"docs/chuyen-de/m{number}.md", text)


def knowledge_of(sources: list[Source]) -> Knowledge:
    content = Content("docs", tuple(sources), frozenset())
    entries, problems = catalog.build_catalog(content)
    assert problems == ()
    tied, _ = links.resolve(entries, Settings())
    return Knowledge(Settings(), content, entries, tied)


def modules_in_order(sources: list[Source]) -> list[str]:
    (guide,) = build_guides(knowledge_of([*sources, Source.of("docs/doi-tuong/dang-vien.md", AUDIENCE)]))
    return [reading.entry.record.id for reading in guide.modules.own]


@given(st.sets(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] != pair[1])), st.permutations(range(COUNT)))
def test_prerequisites_come_first_whatever_the_order_of_files(pairs: set[tuple[int, int]], order: list[int]) -> None:
    rank = {number: place for place, number in enumerate(order)}
    needs = {number: [b for a, b in sorted(pairs) if a == number and rank[b] < rank[a]] for number in range(COUNT)}
    found = modules_in_order([module(number, needs[number]) for number in range(COUNT)])
    assert sorted(found) == [f"m{number}" for number in range(COUNT)]
    for number, before in needs.items():
        assert all(found.index(f"m{one}") < found.index(f"m{number}") for one in before)
    assert modules_in_order([module(number, needs[number]) for number in order]) == found


@settings(max_examples=30)
@given(st.sets(st.tuples(NUMBERS, NUMBERS)))
def test_circles_lose_nothing(pairs: set[tuple[int, int]]) -> None:
    found = modules_in_order([module(n, [b for a, b in sorted(pairs) if a == n]) for n in range(COUNT)])
    assert sorted(found) == [f"m{number}" for number in range(COUNT)]
