"""An entry in, what readers choose it by in a list out: values with their labels, most of them those of the facets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from generator import vietnamese
from generator.catalog import Entry
from generator.facets import FACETS, Facet, Value
from generator.kinds import KINDS, Article, Audience, Lesson, Round, Term
from generator.kinds.experience import LessonKind
from generator.kinds.parts import LegalForce
from generator.kinds.people import RoundKind
from generator.kinds.resolution import ResolutionKind
from generator.kinds.training import Standing
from generator.knowledge import Knowledge
from generator.markdown import slugify

NOT_STATED = ("khong-ghi", "Không ghi")


@dataclass(frozen=True)
class Way:
    """One thing to choose by: its name in the address, its label, the values of one row of the list.

    `order` gives the slugs whose place is fixed; the others follow by label. Rows without a value stand under
    `NOT_STATED`, where `is_for_all`; otherwise this way does not concern them.
    """

    name: str
    label: str
    values: Callable[[Knowledge, Any], Iterable[Value]]
    order: Callable[[Knowledge], Iterable[str]] = lambda knowledge: ()
    is_for_all: bool = True


def _from_facet(facet: Facet) -> Callable[[Knowledge, Entry], Iterable[Value]]:
    return lambda knowledge, entry: facet.values(entry.record, knowledge.settings)


def _facet_order(name: str) -> Callable[[Knowledge], Iterable[str]]:
    """Terms, years and topics as on the pages for browsing."""
    return lambda knowledge: (group.slug for group in knowledge.groups[name])


def _audiences(knowledge: Knowledge, entry: Entry) -> list[Value]:
    """Content for a broader audience reaches the narrower one, as in the guides."""
    return [(one.id, one.title) for one in knowledge.reach.reached(entry.record.audiences)]


def audience_order(knowledge: Knowledge) -> list[str]:
    """The audiences as the front page has them."""
    ordered = sorted((one.order, one.id) for _, one in knowledge.catalog.records(Audience))
    return [identifier for _, identifier in ordered]


def _letter(knowledge: Knowledge, entry: Entry) -> list[Value]:
    letter = vietnamese.initial(entry.title)
    return [(letter_slug(letter), letter)]


def letter_slug(letter: str) -> str:
    """A letter in addresses: Đ apart from D."""
    return "dd" if letter == "Đ" else letter.lower()


def _abbreviated(knowledge: Knowledge, entry: Entry) -> list[Value]:
    has_any = isinstance(entry.record, Term) and entry.record.abbreviations
    return [("co", "Có chữ viết tắt") if has_any else ("khong", "Không có chữ viết tắt")]


def _remedy(knowledge: Knowledge, entry: Entry) -> list[Value]:
    """Of a limitation, whether a way out of it is recorded."""
    if not isinstance(entry.record, Lesson) or entry.record.kind is not LessonKind.LIMITATION:
        return []
    has_any = any(True for _ in knowledge.links.incoming(entry, "answers"))
    return [("da-co", "Hạn chế đã có cách khắc phục") if has_any else ("chua-co", "Hạn chế chưa có cách khắc phục")]


def _courses(knowledge: Knowledge, module: Entry) -> list[Value]:
    found = [reference.source for reference in knowledge.links.incoming(module, "modules")]
    return [(one.record.id, one.title) for one in found if one.record.folder == "khoa-hoc"]


def _modules(knowledge: Knowledge, case: Entry) -> list[Value]:
    """The modules that a case is for, whichever side says so."""
    tied = [one.target for one in knowledge.links.outgoing(case) if one.field == "modules"]
    tied += [one.source for one in knowledge.links.incoming(case, "cases")]
    return [(one.record.id, one.title) for one in tied if one.record.folder == "chuyen-de"]


def _is_real(knowledge: Knowledge, entry: Entry) -> list[Value]:
    is_example = isinstance(entry.record, Round) and entry.record.is_example
    return [("vi-du", "Ví dụ dựng làm mẫu") if is_example else ("that", "Đã diễn ra, đã có kế hoạch")]


def _told_of(knowledge: Knowledge, entry: Entry) -> list[Value]:
    place = entry.record.organisation if isinstance(entry.record, Article) else None
    return [(slugify(place), place)] if place else []


def _published(knowledge: Knowledge, entry: Entry) -> list[Value]:
    day = entry.record.published if isinstance(entry.record, Article) else None
    return [(str(day.year), str(day.year))] if day else []


def _kind(knowledge: Knowledge, entry: Entry) -> list[Value]:
    return [(entry.record.folder, type(entry.record).plural)]


FACET = {facet.name: facet for facet in FACETS}
_TYPES = tuple(one.value for choice in (ResolutionKind, LessonKind, Standing, RoundKind) for one in choice)

KIND = Way("muc", "Loại mục", _kind, lambda knowledge: KINDS)
TYPE = Way("loai", "Loại", _from_facet(FACET["loai"]), lambda knowledge: _TYPES)
ISSUER = Way("co-quan", "Cơ quan ban hành", _from_facet(FACET["co-quan"]))
TERM = Way("khoa", "Khóa đại hội", _from_facet(FACET["khoa"]), _facet_order("khoa"))
YEAR = Way("nam", "Năm", _from_facet(FACET["nam"]), _facet_order("nam"))
TOPIC = Way("chu-de", "Chủ đề", _from_facet(FACET["chu-de"]), _facet_order("chu-de"))
PLACE = Way("dia-phuong", "Nơi", _from_facet(FACET["dia-phuong"]))
FORCE = Way(
    "tinh-trang",
    "Tình trạng hiệu lực",
    _from_facet(FACET["tinh-trang"]),
    lambda knowledge: (one.value for one in LegalForce),
)
AUDIENCE = Way("doi-tuong", "Đối tượng", _audiences, audience_order)
LETTER = Way("chu", "Chữ cái", _letter)
ABBREVIATED = Way("viet-tat", "Chữ viết tắt", _abbreviated)
REMEDY = Way("khac-phuc", "Cách khắc phục", _remedy, is_for_all=False)
COURSE = Way("khoa-hoc", "Khóa bồi dưỡng", _courses)
MODULE = Way("chuyen-de", "Chuyên đề", _modules, is_for_all=False)
IS_REAL = Way("thuc", "Thực tế", _is_real)
TOLD_OF = Way("noi", "Nơi được nói tới", _told_of)
PUBLISHED = Way("nam", "Năm đăng", _published, _facet_order("nam"))
