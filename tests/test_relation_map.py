"""The picture of relations: places on a plane, the lines between them, and the page they are drawn on."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build, understand
from generator.catalog import Entry
from generator.frontmatter import FrontMatter
from generator.kinds import Term
from generator.markdown import Outline
from generator.placed_yaml import PlacedYaml
from generator.relation_map import BOX, TIES, Node, RelationMap, draw, place
from generator.source import Source
from generator.stored_text import EMPTY
from tests.conftest import KnowledgeBase
from tests.samples import base

SVG = "{http://www.w3.org/2000/svg}"


def entry(name: str) -> Entry:
    """An entry of which only its identity matters."""
    front = FrontMatter({}, PlacedYaml(), EMPTY, 0)
    return Entry(name, Source(name, EMPTY), front, Outline((), ()), Term(id=name, title=name, summary=name))


ENTRIES = [entry(f"muc-{number}") for number in range(12)]


@given(
    st.lists(st.integers(0, 5), min_size=12, max_size=12),
    st.lists(st.tuples(st.sampled_from(ENTRIES), st.sampled_from(ENTRIES)), max_size=20),
)
def test_no_two_entries_share_a_cell(rows: list[int], pairs: list[tuple[Entry, Entry]]) -> None:
    kept = [(one, other) for one, other in pairs if one is not other]
    ends = {end for pair in kept for end in pair}
    wanted = {one: row for one, row in zip(ENTRIES, rows, strict=True) if one in ends}
    cells = place(wanted, kept)
    assert set(cells) == ends
    assert len(set(cells.values())) == len(cells)
    assert all(cells[one][1] == wanted[one] for one in cells)


def test_a_chain_stands_in_one_lane_and_strangers_beside_it() -> None:
    a, b, c, d, e = ENTRIES[:5]
    cells = place({a: 0, b: 1, c: 3, d: 1, e: 2}, [(a, b), (b, c), (d, e)])
    assert [cells[one][0] for one in (a, b, c)] == [0, 0, 0]
    assert [cells[one][0] for one in (d, e)] == [1, 1]


def test_an_entry_without_anything_above_leaves_the_way_of_others_free() -> None:
    newest, other, old = ENTRIES[:3]
    cells = place({newest: 0, other: 1, old: 2}, [(newest, old), (other, old)])
    assert cells[newest][0] == cells[old][0] != cells[other][0]


def boxes_overlap(one: Node, other: Node) -> bool:
    return abs(one.x - other.x) < BOX[0] and abs(one.y - other.y) < BOX[1]


def picture_of(root: Path) -> tuple[RelationMap, int]:
    """The picture of a knowledge base, and how many references it should draw."""
    _, knowledge, _ = understand(root)
    found = draw(knowledge)
    assert found is not None
    return found, sum(reference.field in TIES for reference in knowledge.links.references)


def test_real_documents_do_not_overlap_and_every_relation_is_drawn_once(repository: Path) -> None:
    picture, wanted = picture_of(repository)
    assert len(picture.nodes) > 20
    assert not any(boxes_overlap(one, other) for one, other in combinations(picture.nodes, 2))
    assert len(picture.ties) == wanted
    assert len({id(tie.reference) for tie in picture.ties}) == wanted
    assert all(0 <= node.x <= picture.width - BOX[0] for node in picture.nodes)
    assert all(0 <= node.y <= picture.height - BOX[1] for node in picture.nodes)


def test_no_straight_line_of_the_real_picture_leads_through_a_box(repository: Path) -> None:
    picture, _ = picture_of(repository)
    for tie in picture.ties:
        if re.fullmatch(r"M\d+ \d+V\d+", tie.line):
            x, top, _, bottom = tie.ends
            low, high = sorted((top, bottom))
            others = [node for node in picture.nodes if node not in (tie.source, tie.target)]
            assert not any(node.x < x < node.x + BOX[0] and low < node.y < high for node in others), tie.word


def test_newer_documents_stand_above_older_ones(repository: Path) -> None:
    picture, _ = picture_of(repository)
    dated = [year for year in picture.years if year.isdigit()]
    assert dated == sorted(dated, reverse=True)
    assert [year for year, _, _ in picture.rows] == list(dict.fromkeys(picture.years))


def documents(*ties: str) -> dict[str, str | bytes]:
    """The base with three documents of 2020 to 2022; `ties` are the relation lines of the newest, middle, oldest."""
    files: dict[str, str | bytes] = {**base()}
    for year, tie in zip((2022, 2021, 2020), ties, strict=True):
        files[f"docs/nghi-quyet/van-ban-{year}.md"] = f"""\
---
id: van-ban-{year}
title: Văn bản <b>{year}</b> & tên rất dài
summary: Văn bản của kho thử.
audiences: [dang-vien]
sources: [{{article: bai-goc, lines: "2"}}]
kind: ke-hoach
title_form: tu-dat
issued: {year}
status: {{value: chua-ro, checked: 2026-11-22}}
{tie}
---
"""
    return files


def test_a_line_goes_round_a_box_in_its_way(knowledge_base: KnowledgeBase) -> None:
    ties = ("implements: [van-ban-2021, van-ban-2020]", "implements: [van-ban-2020]", "")
    picture, _ = picture_of(knowledge_base(documents(*ties)))
    shape = {(tie.source.entry.record.id, tie.target.entry.record.id): tie.is_round for tie in picture.ties}
    assert shape["van-ban-2022", "van-ban-2020"]
    assert not shape["van-ban-2022", "van-ban-2021"]


def test_two_relations_of_one_pair_stand_beside_each_other(knowledge_base: KnowledgeBase) -> None:
    ties = ("implements: [van-ban-2021]\nbased_on: [van-ban-2021]", "", "")
    picture, _ = picture_of(knowledge_base(documents(*ties)))
    assert Counter(tie.line for tie in picture.ties).most_common(1)[0][1] == 1


def test_a_circle_of_one_year_ends(knowledge_base: KnowledgeBase) -> None:
    files = documents("implements: [van-ban-2021]", "implements: [van-ban-2022]", "")
    same_year = {
        path: bytes_or_text(content).replace("issued: 2022", "issued: 2021") for path, content in files.items()
    }
    picture, wanted = picture_of(knowledge_base(same_year))
    assert len(picture.ties) == wanted
    assert not any(boxes_overlap(one, other) for one, other in combinations(picture.nodes, 2))


def bytes_or_text(content: str | bytes) -> str:
    return content.decode() if isinstance(content, bytes) else content


@pytest.fixture
def page(knowledge_base: KnowledgeBase) -> str:
    made = build(knowledge_base(documents("replaces: [van-ban-2020]", "continues: [van-ban-2020]", "")))
    return next(page.text for page in made.pages if page.path == "quan-he.md")


def test_page_holds_a_well_formed_picture_with_name_and_description(page: str) -> None:
    svg = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + len("</svg>")])
    assert svg.get("role") == "group"
    named = {svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")}
    labels = (svg.get("aria-labelledby") or "").split()
    assert {one.get("id") for one in named if one is not None} == set(labels)
    links = [link.get("{http://www.w3.org/1999/xlink}href") for link in svg.iter(f"{SVG}a")]
    assert "../nghi-quyet/van-ban-2022/" in links
    assert len(list(svg.iter(f"{SVG}rect"))) == len(links) == 5
    titles = [title.text or "" for title in svg.iter(f"{SVG}title")]
    assert any("Văn bản <b>2022</b> & tên" in title for title in titles), "titles are escaped, not lost"


def test_page_says_the_same_in_a_table(page: str) -> None:
    table = page[page.index("{#bang}") :]
    rows = [line for line in table.splitlines() if line.startswith("| [")]
    assert len(rows) == len(re.findall('class="quan-he"', page)) == 3
    assert sum("thay thế" in row for row in rows) == 1
    assert "nghi-quyet/van-ban-2020.md" in table


def test_page_without_relations_says_so(knowledge_base: KnowledgeBase) -> None:
    files = base()
    path = "docs/nghi-quyet/21-kl-tw-2021.md"
    files[path] = files[path].replace(b"continues: [05-ct-tw-2016]\n", b"")
    made = build(knowledge_base(files))
    text = next(page.text for page in made.pages if page.path == "quan-he.md")
    assert "<svg" not in text
    assert "Chưa có văn bản nào" in text
