"""What is left of an entry when something in it is wrong or must not be shown."""

import pytest

from generator import catalog, links
from generator.kinds import Course, Resolution
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.placed_yaml import KeyPath, last_first
from generator.selection import select
from generator.settings import Settings
from generator.source import Content, Source
from tests.samples import base

DOCUMENT = base()["docs/nghi-quyet/21-kl-tw-2021.md"].decode()
COURSE = base()["docs/khoa-hoc/khoa-mau.md"].decode()


def know(files: dict[str, str]) -> Knowledge:
    content = Content("docs", tuple(Source.of(f"docs/{path}", text) for path, text in files.items()), frozenset())
    entries, _ = catalog.build_catalog(content)
    tied, _ = links.resolve(entries, Settings())
    return Knowledge(Settings(), content, entries, tied)


def test_last_items_of_lists_go_first() -> None:
    paths: list[KeyPath] = [
        ("modules", 9),
        ("modules", 10),
        ("sources", 0, "lines"),
        ("sources", 0),
        ("id",),
        ("modules", 2),
    ]
    assert last_first(paths) == [
        ("sources", 0, "lines"),
        ("sources", 0),
        ("modules", 10),
        ("modules", 9),
        ("modules", 2),
        ("id",),
    ]


@pytest.mark.parametrize(
    ("given", "wrong", "left"),
    [
        ("sources: [{article: bai-goc, lines: 3}]", "lines", {"sources": [{"article": "bai-goc"}]}),
        ("topics: [noi-dung]", "topics: noi-dung", {"topics": []}),
        ("issued: 2021-10-25", "issued: hôm qua", {"issued": None}),
        ("keywords: [một]", "keywords: [một, 2, ba, 4]", {"keywords": ["một", "ba"]}),
        ("key_points: [Một.]", "key_points: [Một., {texxt: Hai.}, Ba.]", {"key_points": ["Một.", "Ba."]}),
        ("continues: [a]", "continues: [{target: a, note: 3}]", {"continues": ["a"]}),
    ],
)
def test_only_what_is_wrong_is_left_out(given: str, wrong: str, left: dict[str, object]) -> None:
    bad = wrong if ":" in wrong else given
    name = bad.partition(":")[0]
    lines = [line for line in DOCUMENT.split("\n") if not line.startswith(f"{name}:")]
    (entry,) = know({"nghi-quyet/21-kl-tw-2021.md": "\n".join([lines[0], bad, *lines[1:]])}).catalog.of(Resolution)
    assert not entry.is_whole
    record = entry.record.model_dump(mode="json", exclude_none=True)
    found = record.get(name)
    if name in ("key_points", "continues"):
        found = [item.get("text") or item.get("target") for item in record[name]]
    if name == "sources":
        found = [{key: value for key, value in item.items() if value} for item in record[name]]
    assert found == left[name]


@pytest.mark.parametrize("line", ["title: [Tên]", "kind: la", "status: {value: la, checked: 2026-11-22}", "id: Mã sai"])
def test_entry_without_what_it_needs_is_broken(line: str) -> None:
    name = line.partition(":")[0]
    text = "\n".join(line if old.startswith(f"{name}:") else old for old in DOCUMENT.split("\n"))
    knowledge = know({"nghi-quyet/21-kl-tw-2021.md": text})
    assert knowledge.catalog.entries == ()
    assert knowledge.catalog.broken == {("nghi-quyet", "21-kl-tw-2021")}


def test_file_called_by_an_id_is_its_entry() -> None:
    twice = {"nghi-quyet/a.md": DOCUMENT, "nghi-quyet/21-kl-tw-2021.md": DOCUMENT, "nghi-quyet/b.md": DOCUMENT}
    catalog_ = know(twice).catalog
    assert catalog_.by_key[("nghi-quyet", "21-kl-tw-2021")].path == "nghi-quyet/21-kl-tw-2021.md"
    assert catalog_.broken == {("nghi-quyet", "a"), ("nghi-quyet", "b")}


def test_many_dangling_references_go_without_their_neighbours() -> None:
    names = [f"m{number}" for number in range(14)]
    text = COURSE.replace("[mo-dau, van-dung]", f"[{', '.join(names)}]")
    module = base()["docs/chuyen-de/mo-dau.md"].decode().replace("resolutions: [21-kl-tw-2021]\n", "")
    kept = [name for number, name in enumerate(names) if number not in (1, 9, 10, 12)]
    files = {f"chuyen-de/{name}.md": module.replace("mo-dau", name) for name in kept}
    shown = select(know({"khoa-hoc/khoa-mau.md": text} | files), Visibility.PUBLIC)
    (course,) = (record for _, record in shown.catalog.records(Course))
    assert [item.module for item in course.modules] == kept
