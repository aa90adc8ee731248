"""The knowledge in, the drafts of all pages that show it as a whole or in groups out: lists, time line, figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator import news
from generator.coverage import build_matrix
from generator.drafts import Draft
from generator.facets import FACETS, NUMBERS, Group
from generator.guides import Guide
from generator.kinds import ORDER, Course, Record, Resolution
from generator.knowledge import Knowledge
from generator.lists.orders import BY_NUMBER
from generator.relation_map import draw
from generator.themes import Themes, compare, count_kinds, place_anchor, place_of
from generator.timeline import build_timeline


def drafts(knowledge: Knowledge, every_guide: tuple[Guide, ...]) -> Iterator[Draft]:
    """The front page, the list of every kind and group, and what reads the lessons or the documents as a whole."""
    for kind in ORDER:
        yield _index_draft(knowledge, kind)
    for groups in knowledge.groups.values():
        yield from (_group_draft(group) for group in groups)
    yield from _single_drafts(knowledge, every_guide)
    yield from _overview_drafts(knowledge)


def _index_draft(knowledge: Knowledge, kind: type[Record]) -> Draft:
    values: dict[str, Any] = {"kind": kind, "entries": knowledge.catalog.of(kind)}
    template = "pages/courses.md.j2" if kind is Course else "pages/kind.md.j2"
    return Draft(f"{kind.folder}/index.md", kind.plural, template, values, kind.blurb, kind="index")


def _group_draft(group: Group) -> Draft:
    title = f"{group.facet.label}: {group.label}"
    return Draft(group.path, title, "pages/group.md.j2", {"group": group}, group.facet.blurb, kind="index")


def _single_drafts(knowledge: Knowledge, every_guide: tuple[Guide, ...]) -> Iterator[Draft]:
    yield Draft(
        "index.md",
        "Trang đầu",
        "pages/home.md.j2",
        {"guides": every_guide},
        hide=("navigation", "toc"),
        kind="home",
        feed=news.feed_for("") if knowledge.recordings else "",
    )
    yield Draft("huong-dan/index.md", "Hướng dẫn học tập", "pages/guides.md.j2", {"guides": every_guide}, kind="index")
    yield Draft("duyet/index.md", "Duyệt kho tư liệu", "pages/browse.md.j2", {"facets": FACETS}, kind="index")
    yield _numbers_draft(knowledge)
    yield Draft("tim-kiem.md", "Tìm kiếm", "pages/search.md.j2", {}, hide=("navigation", "toc"), kind="search")
    yield Draft("so-lieu.md", "Số liệu, chỉ tiêu", "pages/figures.md.j2", {}, hide=("toc",), kind="index")


def _numbers_draft(knowledge: Knowledge) -> Draft:
    values = {"entries": BY_NUMBER.arrange(knowledge.catalog.of(Resolution))}
    return Draft(NUMBERS, "Văn bản theo số hiệu", "pages/numbers.md.j2", values, kind="index")


def _overview_drafts(knowledge: Knowledge) -> Iterator[Draft]:
    """Pages that read the lessons or the documents as a whole."""
    found = Themes(knowledge)
    values = {"themes": found, "place_of": place_of, "place_anchor": place_anchor, "count_kinds": count_kinds}
    for theme in found.all:
        title = f"{theme.label}: từ hạn chế đến cách khắc phục"
        yield Draft(theme.path, title, "pages/theme.md.j2", values | {"theme": theme}, kind="index")
    yield Draft("bai-hoc/ma-tran.md", "Ma trận chủ đề và nơi", "pages/matrix.md.j2", values, kind="index")
    title = "Các bài nguồn gặp nhau và khác nhau ở đâu"
    agreement = values | {"agreement": compare(found)}
    yield Draft("bai-hoc/diem-chung.md", title, "pages/agreement.md.j2", agreement, kind="index")
    timeline = {"timeline": build_timeline(knowledge)}
    yield Draft("thoi-gian.md", "Văn bản theo dòng thời gian", "pages/timeline.md.j2", timeline, kind="index")
    picture = {"picture": draw(knowledge)}
    covered = {"matrix": build_matrix(knowledge)}
    yield Draft("do-phu.md", "Độ phủ theo đối tượng", "pages/coverage.md.j2", covered, kind="index", hide=("toc",))
    yield Draft("quan-he.md", "Quan hệ giữa các văn bản", "pages/relations.md.j2", picture, kind="index", hide=("toc",))
