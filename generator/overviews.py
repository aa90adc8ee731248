"""The knowledge in, the drafts of all pages that show it as a whole or in groups out: lists, time line, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator import news, views
from generator.catalog import Entry
from generator.coverage import build_matrix
from generator.drafts import Draft
from generator.facets import FACETS, NUMBERS, Group
from generator.guides import Guide
from generator.kinds import ORDER, Course, Lesson, Record, Resolution
from generator.knowledge import Knowledge
from generator.lists import parts
from generator.lists.orders import BY_NUMBER
from generator.lists.parts import Part
from generator.relation_map import draw
from generator.themes import Themes, compare, count_kinds, place_anchor, place_of
from generator.timeline import build_timeline


def drafts(knowledge: Knowledge, every_guide: tuple[Guide, ...]) -> Iterator[Draft]:
    """The front page, the list of every kind and group, and what reads the lessons or the documents as a whole."""
    for kind in ORDER:
        yield from _index_drafts(knowledge, kind)
    for groups in knowledge.groups.values():
        for group in groups:
            yield from _group_drafts(group)
    yield from _single_drafts(knowledge, every_guide)
    yield from _overview_drafts(knowledge)


def _index_drafts(knowledge: Knowledge, kind: type[Record]) -> Iterator[Draft]:
    template = "pages/courses.md.j2" if kind is Course else "pages/kind.md.j2"
    for part, rows in parts.split(f"{kind.folder}/index.md", _as_listed(knowledge, kind)):
        values: dict[str, Any] = {"kind": kind, "entries": rows, "part": part}
        yield Draft(part.path, kind.plural + _which(part), template, values, kind.blurb, kind="index")


def _as_listed(knowledge: Knowledge, kind: type[Record]) -> tuple[Entry, ...]:
    """The entries of a kind so that what stands together in the list comes into the same part."""
    entries = knowledge.catalog.of(kind)
    if kind is Lesson:
        return tuple(one for _, found in views.by_theme(entries, knowledge.settings.topics) for one in found)
    return tuple(views.in_list_order(entries))


def _group_drafts(group: Group) -> Iterator[Draft]:
    title = f"{group.facet.label}: {group.label}"
    rows = tuple(one for _, found in views.by_kind(group.entries) for one in found)
    for part, shown in parts.split(group.path, rows):
        values: dict[str, Any] = {"group": replace(group, entries=tuple(shown)), "part": part}
        yield Draft(part.path, title + _which(part), "pages/group.md.j2", values, group.facet.blurb, kind="index")


def _which(part: Part) -> str:
    return f" (phần {part.number})" if part.number > 1 else ""


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
    yield from _number_drafts(knowledge)
    yield Draft("tim-kiem.md", "Tìm kiếm", "pages/search.md.j2", {}, hide=("navigation", "toc"), kind="search")
    yield Draft("so-lieu.md", "Số liệu, chỉ tiêu", "pages/figures.md.j2", {}, hide=("toc",), kind="index")


def _number_drafts(knowledge: Knowledge) -> Iterator[Draft]:
    for part, rows in parts.split(NUMBERS, BY_NUMBER.arrange(knowledge.catalog.of(Resolution))):
        title = "Văn bản theo số hiệu" + _which(part)
        yield Draft(part.path, title, "pages/numbers.md.j2", {"entries": rows, "part": part}, kind="index")


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
