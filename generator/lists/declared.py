"""A list's name in, what its rows are chosen and sorted by out: every list of the site, declared once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from generator import vietnamese
from generator.catalog import Entry
from generator.facets import Value
from generator.forms import Paper
from generator.kinds import Article, Audience, Case, Course, Lesson, Module, Resolution, Round, Term
from generator.kinds.parts import Figure, FigureKind
from generator.knowledge import Knowledge
from generator.lists import course_ways, orders, ways
from generator.lists.orders import Order
from generator.lists.ways import Way

FigureRow = tuple[Entry, Figure]


@dataclass(frozen=True)
class Listed:
    """What one list offers: what its rows are called, ways to choose, how the page itself is sorted, other orders."""

    noun: str
    ways: tuple[Way, ...]
    own_order: str
    orders: tuple[Order, ...]
    key: Callable[[Any], Hashable] = lambda entry: entry.key


def _figure_kind(knowledge: Knowledge, row: FigureRow) -> list[Value]:
    return [(row[1].kind.value, row[1].kind.label)]


def _figure_home(knowledge: Knowledge, row: FigureRow) -> list[Value]:
    return [(row[0].record.folder, type(row[0].record).plural)]


def _figure_unit(knowledge: Knowledge, row: FigureRow) -> list[Value]:
    is_share = row[1].unit.startswith("%")
    return [("ty-le", "Tỷ lệ phần trăm") if is_share else ("so-luong", "Số lượng")]


def _figure_source(knowledge: Knowledge, row: FigureRow) -> list[Value]:
    named = dict.fromkeys(one.article for one in row[1].sources if one.article)
    found = (knowledge.catalog.by_key.get((Article.folder, one)) for one in named)
    return [(one.record.id, one.title) for one in found if one]


def _paper_audiences(knowledge: Knowledge, paper: Paper) -> list[Value]:
    titles = {one.id: one.title for _, one in knowledge.catalog.records(Audience)}
    return [(one, titles[one]) for one in paper.form.declared.audiences if one in titles]


def _paper_use(knowledge: Knowledge, paper: Paper) -> list[Value]:
    rounds = paper.form.declared.rounds
    return [(one.value, one.label) for one in rounds] or [("moi-dot", "Mọi đợt học")]


DOCUMENTS = (ways.TYPE, ways.ISSUER, ways.TERM, ways.YEAR, ways.FORCE, ways.TOPIC, ways.AUDIENCE)
BY_DAY = (orders.OLDEST, orders.BY_NUMBER, orders.BY_TITLE)

LISTS: dict[str, Listed] = {
    Resolution.folder: Listed("văn bản", DOCUMENTS, orders.NEWEST.label, BY_DAY),
    Course.folder: Listed(
        "khóa",
        (ways.AUDIENCE, course_ways.LENGTH, ways.TOPIC, course_ways.PERIOD, course_ways.STANDING),
        "Theo tính chất",
        (orders.BY_TITLE, orders.SHORTEST, orders.LONGEST),
    ),
    Module.folder: Listed(
        "chuyên đề",
        (ways.COURSE, course_ways.STANDING, ways.TOPIC, ways.AUDIENCE),
        "Theo khóa bồi dưỡng",
        (orders.BY_TITLE, orders.SHORTEST, orders.LONGEST),
    ),
    Lesson.folder: Listed(
        "bài học",
        (ways.TYPE, ways.TOPIC, ways.PLACE, ways.AUDIENCE, ways.REMEDY),
        "Theo chủ đề",
        (orders.BY_TITLE, orders.BY_PLACE),
    ),
    Case.folder: Listed(
        "tình huống",
        (ways.TOPIC, ways.AUDIENCE, ways.MODULE),
        orders.BY_TITLE.label,
        (orders.SHORTEST, orders.LONGEST),
    ),
    Round.folder: Listed(
        "đợt học",
        (ways.TYPE, ways.IS_REAL, ways.YEAR, ways.PLACE, ways.AUDIENCE, ways.TOPIC),
        "Đợt thật trước",
        (orders.NEWEST, orders.BY_TITLE),
    ),
    Audience.folder: Listed("đối tượng", (), "Như trang đầu", (orders.BY_TITLE,)),
    Term.folder: Listed("thuật ngữ", (ways.LETTER, ways.ABBREVIATED, ways.TOPIC), orders.BY_TITLE.label, ()),
    Article.folder: Listed(
        "bài", (ways.TOLD_OF, ways.PUBLISHED, ways.TOPIC), orders.BY_TITLE.label, (orders.NEWEST, orders.OLDEST)
    ),
    "so-lieu": Listed(
        "con số",
        (
            Way("loai", "Loại", _figure_kind, lambda knowledge: (one.value for one in FigureKind)),
            Way("don-vi", "Đơn vị", _figure_unit),
            Way("muc", "Thuộc", _figure_home, ways.KIND.order),
            Way("nguon", "Bài nguồn", _figure_source),
        ),
        "Theo mã",
        (
            Order("ten", "Theo nội dung", lambda row: vietnamese.sort_key(row[1].label)),
            Order("cu", "Thời kỳ cũ trước", lambda row: row[1].period),
            Order("moi", "Thời kỳ mới trước", lambda row: row[1].period, reverse=True),
        ),
        key=lambda row: (row[0].key, row[1].id),
    ),
    "bieu-mau": Listed(
        "biểu mẫu",
        (Way("dot", "Hình thức đợt học", _paper_use), Way("doi-tuong", "Ai dùng", _paper_audiences)),
        "Theo trình tự đợt học",
        (Order("ten", "Theo tên", lambda paper: vietnamese.sort_key(paper.title)),),
        key=lambda paper: paper.path,
    ),
    "thoi-gian": Listed("văn bản", DOCUMENTS, orders.NEWEST.label, BY_DAY),
    "so-hieu": Listed("văn bản", DOCUMENTS, orders.BY_NUMBER.label, (orders.NEWEST, orders.OLDEST, orders.BY_TITLE)),
    "duyet": Listed(
        "mục",
        (ways.KIND, ways.TYPE, ways.TOPIC, ways.YEAR, ways.PLACE, ways.AUDIENCE),
        "Theo loại mục",
        (orders.NEWEST, orders.OLDEST, orders.BY_TITLE),
    ),
}
"""By name: the folder of a kind, or the page that has the list."""
