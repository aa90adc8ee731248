"""What templates may call: links, citations, relations, lists, all returning values or Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from generator import vietnamese
from generator.catalog import Entry
from generator.facets import FACETS, Group
from generator.kinds import Article, Lesson, Record, Resolution
from generator.kinds.experience import LessonKind
from generator.kinds.parts import Citation, Figure, LegalForce
from generator.knowledge import Knowledge
from generator.links import Links, Reference
from generator.replaced import outdated_references, replacement
from generator.settings import Site

HIDDEN_FIELDS = (
    "audiences",
    "sources",
    "needs",
    "key_points",
    "questions",
    "figures",
    "named_as",
    "also_called",
)
"""Fields whose references are shown in another way than as relations."""

_MARKS = re.compile(r"([\\`*_\[\]])")


@dataclass(frozen=True)
class Relations:
    """References of one meaning: its label and the entries at the other end, with remarks."""

    label: str
    items: tuple[tuple[Entry, str | None], ...]


def heading(entry: Entry) -> str:
    """The name of an entry's page."""
    record = entry.record
    return record.heading if isinstance(record, Resolution) else record.title


def name(entry: Entry) -> str:
    """How an entry is called in lists: a document by type, number and subject."""
    record = entry.record
    if isinstance(record, Resolution) and record.number:
        return f"{record.heading}: {record.title}"
    return record.title


def text(value: str) -> Markup:
    """A text that must not act as Markdown, such as a title inside a link."""
    return Markup(_MARKS.sub(r"\\\1", str(escape(" ".join(value.split())))))


def linker(path: str) -> Callable[[object], str]:
    """A function that writes the relative link from the page at `path` to a page, entry or group."""
    folder = posixpath.dirname(path) or "."

    def link(target: object) -> str:
        wanted = target if isinstance(target, str) else getattr(target, "path")  # noqa: B009
        page, hash_, anchor = str(wanted).partition("#")
        return posixpath.relpath(page, folder) + hash_ + anchor

    return link


def tidy(rendered: str) -> str:
    """Rendered Markdown without the runs of empty lines that template tags leave."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", rendered, flags=re.MULTILINE)).strip() + "\n"


def status_mark(entry: Entry) -> str:
    """A short warning for lists and search results, with the day of the last check where somebody must check again.

    Empty when there is nothing to warn of.
    """
    record = entry.record
    if not isinstance(record, Resolution):
        return "ví dụ" if getattr(record, "is_example", False) else ""
    marks = {
        LegalForce.TO_CHECK: f"cần kiểm tra ({vietnamese.day(record.status.checked)})",
        LegalForce.ENDED: "hết hiệu lực",
        LegalForce.PARTLY: "còn hiệu lực một phần",
        LegalForce.NOT_ISSUED: "chưa ban hành",
    }
    return marks.get(record.status.value, "")


def outgoing(links: Links, entry: Entry) -> list[Relations]:
    """What an entry refers to, by meaning."""
    shown = [r for r in links.outgoing(entry) if r.field not in HIDDEN_FIELDS]
    return _relations(shown, lambda r: r.label, lambda r: r.target)


def incoming(links: Links, entry: Entry) -> list[Relations]:
    """What refers to an entry, by meaning."""
    shown = [r for r in links.incoming(entry) if r.inverse and r.field not in HIDDEN_FIELDS]
    return _relations(shown, lambda r: r.inverse or "", lambda r: r.source)


def _relations(
    references: list[Reference], label: Callable[[Reference], str], end: Callable[[Reference], Entry]
) -> list[Relations]:
    groups: dict[str, dict[Entry, str | None]] = {}
    for reference in references:
        groups.setdefault(label(reference), {}).setdefault(end(reference), reference.note)
    return [Relations(name, tuple(items.items())) for name, items in groups.items()]


def drawn_from(links: Links, article: Entry) -> list[tuple[str, list[Entry]]]:
    """What was read out of an article, by line: (lines, entries), in order of line."""
    found: dict[str, dict[Entry, None]] = {}
    for reference in links.incoming(article):
        if reference.path and reference.path[-1] == "article":
            found.setdefault(_citation(reference).lines or "", {})[reference.source] = None
    return [(lines, list(entries)) for lines, entries in sorted(found.items(), key=lambda item: _line_order(item[0]))]


def _citation(reference: Reference) -> Citation:
    holder: Any = reference.source.record
    for step in reference.path[:-1]:
        holder = holder[step] if isinstance(step, int) else getattr(holder, str(step))
    assert isinstance(holder, Citation)
    return holder


def _line_order(lines: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", lines)]


def all_figures(knowledge: Knowledge) -> list[tuple[Entry, Figure]]:
    """Every figure of the base with the entry it belongs to, in order of its id."""
    found = [(entry, figure) for entry in knowledge.catalog.entries for figure in entry.record.figures]
    return sorted(found, key=lambda pair: pair[1].id)


def newest(knowledge: Knowledge) -> list[Entry]:
    """What came into the base last; among entries of one day the newest documents."""

    def when(entry: Entry) -> tuple[str, str]:
        record = entry.record
        issued = str(record.issued or "") if isinstance(record, Resolution) else ""
        return str(record.added or ""), issued

    return sorted(knowledge.catalog.entries, key=when, reverse=True)[: knowledge.settings.newest]


def by_year(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Documents by year of issue, newest first; those without a date last, under `Chưa rõ năm`."""

    def date(entry: Entry) -> str:
        record = entry.record
        return str(record.issued) if isinstance(record, Resolution) and record.issued else ""

    ordered = sorted(entries, key=date, reverse=True)
    return [(year or "Chưa rõ năm", list(group)) for year, group in groupby(ordered, lambda e: date(e)[:4])]


def by_kind(entries: Iterable[Entry]) -> list[tuple[type[Record], list[Entry]]]:
    """Entries by content kind, in the order in which they come."""
    groups: dict[type[Record], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(type(entry.record), []).append(entry)
    return list(groups.items())


def by_theme(entries: Iterable[Entry], topics: dict[str, str]) -> list[tuple[str, list[Entry]]]:
    """Lessons by theme, in the order of the settings."""
    groups: dict[str, list[Entry]] = {topic: [] for topic in topics}
    for entry in entries:
        if isinstance(entry.record, Lesson):
            groups.setdefault(entry.record.theme, []).append(entry)
    return [(topic, found) for topic, found in groups.items() if found]


def of_lesson_kind(entries: Iterable[Entry], kind: str) -> list[Entry]:
    """The lessons of one kind, by its value (`han-che`)."""
    return [e for e in entries if isinstance(e.record, Lesson) and e.record.kind is LessonKind(kind)]  # type: ignore[call-arg]


def groups_of(knowledge: Knowledge, entry: Entry) -> list[Group]:
    """The browsing groups an entry belongs to."""
    return [group for facet in FACETS for group in knowledge.groups[facet.name] if entry in group.entries]


FILTERS: dict[str, Any] = {
    "text": text,
    "number": vietnamese.number,
    "day": vietnamese.day,
    "amount": vietnamese.amount,
    "periods": vietnamese.periods,
    "mark": status_mark,
}


def names(site: Site, knowledge: Knowledge) -> dict[str, Any]:
    """The functions and values that every template may use."""
    catalog, links = knowledge.catalog, knowledge.links
    return {
        "site": site,
        "settings": knowledge.settings,
        "catalog": catalog,
        "groups": knowledge.groups,
        "heading": heading,
        "name": name,
        "outgoing": lambda entry: outgoing(links, entry),
        "incoming": lambda entry: incoming(links, entry),
        "drawn_from": lambda article: drawn_from(links, article),
        "replacement": lambda entry: replacement(links, entry),
        "outdated_references": lambda entry: list(outdated_references(links, entry)),
        "answers_to": lambda entry: [r.source for r in links.incoming(entry, "answers")],
        "all_figures": lambda: all_figures(knowledge),
        "newest": lambda: newest(knowledge),
        "groups_of": lambda entry: groups_of(knowledge, entry),
        "article": lambda identifier: catalog.by_key.get((Article.folder, identifier)),
        "find": lambda folder, identifier: catalog.by_key[(folder, identifier)],
        "of": lambda folder: [entry for entry in catalog.entries if entry.record.folder == folder],
        "by_year": by_year,
        "by_kind": by_kind,
        "by_theme": lambda entries: by_theme(entries, knowledge.settings.topics),
        "of_lesson_kind": of_lesson_kind,
        "topic": lambda identifier: knowledge.settings.topics.get(identifier, identifier),
        "escape": escape,
    }
