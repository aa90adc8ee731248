"""An entry in, the values under which readers browse for it out (issuer, term, type, topic, place, year...)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.catalog import Catalog, Entry
from generator.kinds import Course, Lesson, Module, Resolution, Round
from generator.kinds.record import Record
from generator.markdown import slugify
from generator.settings import Settings

Value = tuple[str, str]
"""Slug and label."""


@dataclass(frozen=True)
class Facet:
    """A way to browse. `smallest` is the least number of entries for which a value gets a page."""

    name: str
    label: str
    blurb: str
    values: Callable[[Record, Settings], Iterable[Value]]
    newest_first: bool = False
    smallest: int = 1


def _by_label(label: str | None) -> list[Value]:
    return [(slugify(label), label)] if label and slugify(label) else []


def _kind(record: Record, settings: Settings) -> list[Value]:
    match record:
        case Resolution() | Lesson() | Round():
            return [(record.kind.value, record.kind.label)]
        case Course() | Module():
            return [(record.standing.value, record.standing.label)]
    return []


def _issuer(record: Record, settings: Settings) -> list[Value]:
    return _by_label(record.issuer) if isinstance(record, Resolution) else []


def _term(record: Record, settings: Settings) -> list[Value]:
    if isinstance(record, Resolution) and record.term:
        return [(record.term.lower(), f"Khóa {record.term}")]
    return []


def _year(record: Record, settings: Settings) -> list[Value]:
    date = record.issued if isinstance(record, Resolution) else record.start if isinstance(record, Round) else None
    return [(str(date.year), str(date.year))] if date else []


def _topics(record: Record, settings: Settings) -> list[Value]:
    own = (record.theme, *record.topics) if isinstance(record, Lesson) else record.topics
    names = settings.topics or {topic: topic for topic in own}
    return [(topic, names[topic]) for topic in dict.fromkeys(own) if topic in names]


def _place(record: Record, settings: Settings) -> list[Value]:
    return _by_label(record.place) if isinstance(record, Lesson | Course | Round) else []


def _status(record: Record, settings: Settings) -> list[Value]:
    return [(record.status.value.value, record.status.value.label)] if isinstance(record, Resolution) else []


def _number(record: Record, settings: Settings) -> list[Value]:
    return _by_label(record.number) if isinstance(record, Resolution) else []


FACETS = (
    Facet("loai", "Loại", "Văn bản, bài học, khóa bồi dưỡng, đợt học theo loại.", _kind),
    Facet("co-quan", "Cơ quan ban hành", "Văn bản theo cơ quan ban hành.", _issuer),
    Facet("khoa", "Khóa", "Văn bản theo khóa đại hội.", _term),
    Facet("nam", "Năm", "Văn bản theo năm ban hành, đợt học theo năm tổ chức.", _year, newest_first=True),
    Facet("chu-de", "Chủ đề", "Mọi loại mục theo chủ đề.", _topics),
    Facet("dia-phuong", "Nơi", "Bài học, khóa bồi dưỡng, đợt học theo địa phương hoặc cấp.", _place),
    Facet("tinh-trang", "Tình trạng hiệu lực", "Văn bản theo tình trạng hiệu lực đã biết.", _status),
    Facet(
        "so-hieu",
        "Số hiệu trùng nhau",
        "Số văn bản đánh lại từ đầu mỗi nhiệm kỳ nên một số có thể thuộc nhiều văn bản.",
        _number,
        smallest=2,
    ),
)


NUMBERS = "duyet/so-hieu/index.md"
"""Path of the page that has every document by its number."""


@dataclass(frozen=True)
class Group:
    """The entries that share one value of a facet."""

    facet: Facet
    slug: str
    label: str
    entries: tuple[Entry, ...]

    @property
    def path(self) -> str:
        """Path of the group's page below docs/."""
        return f"duyet/{self.facet.name}/{self.slug}.md"


def group(catalog: Catalog, settings: Settings) -> dict[str, tuple[Group, ...]]:
    """For every facet its groups, in order of label (terms and years as numbers, topics as in the settings)."""
    return {facet.name: _groups(catalog, settings, facet) for facet in FACETS}


def _groups(catalog: Catalog, settings: Settings, facet: Facet) -> tuple[Group, ...]:
    members: dict[Value, list[Entry]] = defaultdict(list)
    for entry in catalog.entries:
        for value in facet.values(entry.record, settings):
            members[value].append(entry)
    groups = [
        Group(facet, slug, label, tuple(entries))
        for (slug, label), entries in members.items()
        if len(entries) >= facet.smallest
    ]
    groups.sort(key=lambda one: _order(one, settings), reverse=facet.newest_first)
    return tuple(groups)


def _order(one: Group, settings: Settings) -> tuple[int, str]:
    if one.facet.name == "chu-de" and settings.topics:
        return list(settings.topics).index(one.slug), ""
    if one.facet.name == "khoa":
        years = settings.terms.get(one.slug.upper())
        return -(years[0] if years else 0), one.slug
    return 0, one.slug
