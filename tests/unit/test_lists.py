"""Every list is declared, its choices are those that occur, and its orders are those of the rows."""

import re
from itertools import chain
from pathlib import Path

import pytest

from generator import catalog, links, pages
from generator.addresses import generated_paths
from generator.build import understand
from generator.catalog import Entry
from generator.kinds import KINDS
from generator.knowledge import Knowledge
from generator.lists import LISTS, build_form, parts
from generator.lists.orders import BY_NUMBER, NEWEST, OLDEST
from generator.settings import Settings
from generator.source import Content, Source
from tests.conftest import KnowledgeBase
from tests.samples import golden

DOCUMENTS = {
    "09-kl-tw-2022": ("09-KL/TW", "2022-01-02"),
    "21-kl-tw-2021": ("21-KL/TW", "2021-10-25"),
    "21-ct-tw-2019": ("21-CT/TW", "2019"),
    "de-an": (None, None),
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    files = {path: text.decode() for path, text in golden("chin-doi-tuong").items() if path.startswith("docs/")}
    pattern = files.pop("docs/nghi-quyet/01-kl-tw-2021.md")
    for name, (number, day) in DOCUMENTS.items():
        text = re.sub(r"^(id|number|issued|term):.*\n", "", pattern, flags=re.MULTILINE)
        own = [f"id: {name}", *([f"number: {number}"] if number else []), *([f'issued: "{day}"'] if day else [])]
        files[f"docs/nghi-quyet/{name}.md"] = text.replace("---\n", "\n".join(["---", *own, ""]), 1)
    content = Content("docs", tuple(Source.of(path, text) for path, text in files.items()), frozenset())
    entries, _ = catalog.build_catalog(content)
    return Knowledge(Settings(), content, entries, links.resolve(entries, Settings())[0])


def documents(knowledge: Knowledge) -> list[Entry]:
    return [knowledge.catalog.by_key["nghi-quyet", name] for name in DOCUMENTS]


def test_every_kind_has_its_list_and_no_name_says_two_things() -> None:
    assert KINDS.keys() < LISTS.keys()
    for name, listed in LISTS.items():
        names = [way.name for way in listed.ways]
        assert {"loc", "xep"}.isdisjoint(names), f"{name}: these stand for what is typed and for the order"
        assert len({way.name for way in listed.ways}) == len(listed.ways), name


def test_every_list_is_on_a_page(repository: Path) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (repository / "templates/pages").glob("*.j2"))
    used = set(re.findall(r'list_form\("([\w-]+)"', pages))
    assert used | KINDS.keys() == LISTS.keys()
    assert "list_form(kind.folder" in pages


def test_orders_put_what_is_not_known_last(knowledge: Knowledge) -> None:
    rows = documents(knowledge)
    assert [one.record.id for one in NEWEST.arrange(rows)] == [
        "09-kl-tw-2022",
        "21-kl-tw-2021",
        "21-ct-tw-2019",
        "de-an",
    ]
    assert [one.record.id for one in OLDEST.arrange(rows)][-2:] == ["09-kl-tw-2022", "de-an"]
    assert [one.record.id for one in BY_NUMBER.arrange(rows)] == [
        "09-kl-tw-2022",
        "21-ct-tw-2019",
        "21-kl-tw-2021",
        "de-an",
    ], "9 before 21, of equal numbers by letters"


def test_form_offers_what_occurs_and_marks_every_row(knowledge: Knowledge) -> None:
    rows = [one for one in knowledge.catalog.entries if one.record.folder == "nghi-quyet"]
    form = build_form(knowledge, "nghi-quyet", rows)
    offered = {one.name: [slug for slug, _ in one.options] for one in form.filters}
    assert "loai" not in offered, "all are of one type"
    assert offered["nam"][0] > offered["nam"][1], "the newest year first"
    assert offered["nam"][-1] == "khong-ghi"
    mark = form.mark(knowledge.catalog.by_key["nghi-quyet", "de-an"])
    assert 'data-loc-nam="khong-ghi"' in mark
    assert "data-loc-loai" not in mark
    assert len({re.search(r'data-dong="(\d+)"', form.mark(row)).group(1) for row in rows}) == len(rows)  # type: ignore[union-attr]


def test_short_list_has_no_form(knowledge: Knowledge) -> None:
    rows = documents(knowledge)
    form = build_form(knowledge, "nghi-quyet", rows)
    assert not form
    assert form.mark(rows[0]) == ""


def test_long_list_is_cut_into_pages_that_lose_nothing(
    knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LONGEST", 2)
    site, found, _ = understand(knowledge_base(golden("chin-doi-tuong")))
    made, problems = pages.render(
        site, found, wanted=lambda path: path.startswith(("nghi-quyet/index", "nghi-quyet/phan/"))
    )
    assert problems == ()
    assert [page.path for page in made] == ["nghi-quyet/index.md", "nghi-quyet/phan/2.md", "nghi-quyet/phan/3.md"]
    link = re.compile(r"^- \[.*?\]\((?:\.\./)*(?:nghi-quyet/)?([\w-]+)\.md\)", re.MULTILINE)
    shown = [link.findall(page.text) for page in made]
    assert sorted(chain(*shown)) == sorted(found.catalog.ids("nghi-quyet"))
    assert [len(ones) for ones in shown] == [2, 2, 1]
    assert {page.path for page in made} <= generated_paths(found)
    assert "](3.md)" in made[1].text
