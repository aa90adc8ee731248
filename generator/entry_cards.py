"""The knowledge in, for each entry a small script that tells a page what a card or a comparison shows of it, out.

They are scripts and no JSON because a page opened from a folder (`file://`) may load scripts but fetch nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel

from generator import relations, vietnamese
from generator.catalog import Entry
from generator.kinds import Lesson, Resolution
from generator.kinds.fields import Choice, PartialDate
from generator.kinds.parts import LegalStatus, Point, Step, TimeSplit
from generator.knowledge import Knowledge
from generator.markdown import plain
from generator.reading_time import minutes_to_read
from generator.views import called, status_mark

FOLDER = "assets/muc"

COMPARED = (
    "kind",
    "standing",
    "number",
    "issuer",
    "signer",
    "issued",
    "term",
    "status",
    "organisation",
    "organiser",
    "place",
    "participants",
    "start",
    "end",
    "period",
    "theme",
    "time",
    "minutes",
    "outcome",
    "abbreviations",
    "objectives",
    "outline",
    "key_points",
    "orientation",
    "methods",
    "assessment",
    "proposals",
)
"""Fields that two entries are compared by, in the order in which they are shown; a kind has some of them."""


def write(knowledge: Knowledge) -> dict[str, bytes]:
    """The scripts by address: `assets/muc/nghi-quyet/21-kl-tw-2021.js`."""
    return {f"{FOLDER}/{_key(entry)}.js": _script(knowledge, entry) for entry in knowledge.catalog.entries}


def _key(entry: Entry) -> str:
    return "/".join(entry.key)


def _script(knowledge: Knowledge, entry: Entry) -> bytes:
    told = json.dumps(describe(knowledge, entry), ensure_ascii=False, separators=(",", ":"))
    return f'sotay.entryData("{_key(entry)}",{told});\n'.encode()


def describe(knowledge: Knowledge, entry: Entry) -> dict[str, Any]:
    """What a card shows (`kind`, `title`, `name`, `about`, `mark`, `summary`, `minutes`) and `rows` to compare by.

    A row is [key, label, texts]; equal keys of two entries stand beside each other. All texts are plain; one that names
    another entry is [title, "folder/id"].
    """
    record = entry.record
    is_numbered = isinstance(record, Resolution) and record.number
    rows = [*_fields(knowledge, record), *_figures(entry), *_relations(knowledge, entry)]
    return {
        "kind": _kind(entry),
        "title": called(knowledge, entry),
        "name": record.title if is_numbered else "",
        "about": " · ".join(_about(entry)),
        "mark": status_mark(entry),
        "summary": _line(record.summary),
        "minutes": minutes_to_read(entry, knowledge.settings.reading_speed),
        "rows": rows,
    }


def _kind(entry: Entry) -> str:
    record = entry.record
    return record.kind.label if isinstance(record, Resolution | Lesson) else record.label


def _about(entry: Entry) -> Iterable[str]:
    """What tells a document from others of its kind."""
    record = entry.record
    if isinstance(record, Resolution):
        status = record.status.value
        yield from filter(None, (record.issuer, vietnamese.day(record.issued) if record.issued else None))
        yield f"{status.label} hiệu lực" if status.value == "chua-ro" else status.label
    elif isinstance(record, Lesson) and record.place:
        yield record.place


Row = tuple[str, str, list[Any]]


def _fields(knowledge: Knowledge, record: BaseModel) -> Iterable[Row]:
    for name in COMPARED:
        value = getattr(record, name, None)
        if value:
            texts = [knowledge.settings.topics.get(value, value)] if name == "theme" else list(_texts(value))
            yield name, type(record).model_fields[name].title or name, texts


def _texts(value: object) -> Iterable[str]:
    """A value of a field as lines to read."""
    match value:
        case Choice():
            yield value.label
        case LegalStatus():
            yield f"{value.value.label}, xem lại ngày {vietnamese.day(value.checked)}"
        case Point():
            yield _line(value.text)
        case Step():
            yield _line(value.title)
        case TimeSplit():
            yield vietnamese.periods(value.total)
        case tuple():
            for one in value:
                yield from _texts(one)
        case date() | PartialDate():
            yield vietnamese.day(value)
        case int():
            yield vietnamese.number(value)
        case _:
            yield _line(str(value))


def _figures(entry: Entry) -> Iterable[Row]:
    figures = entry.record.figures
    if figures:
        lines = [f"{_line(one.label)}: {vietnamese.amount(one)}" for one in figures]
        yield "figures", type(entry.record).model_fields["figures"].title or "", lines


def _relations(knowledge: Knowledge, entry: Entry) -> Iterable[Row]:
    """Other entries by how they are tied to this one; what merely mentions it is left to its page."""
    found = relations.related(knowledge.links, entry)
    for group in (*found.documents, *found.others):
        named = [[called(knowledge, other), _key(other)] for other, _ in group.items]
        yield f"lien-quan: {group.label}", group.label, named


def _line(text: str) -> str:
    return " ".join(plain(text).split())
