"""The documents in, groups by congress term, newest first, out; documents without a date stand apart."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog import Entry
from generator.kinds import Resolution
from generator.knowledge import Knowledge


@dataclass(frozen=True, eq=False)
class Term:
    """The documents of one term, newest first; `name` is None for dated documents whose term is not stated."""

    name: str | None
    years: tuple[int, int] | None
    documents: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Timeline:
    """All documents: the dated ones by term, and those whose date is not known."""

    terms: tuple[Term, ...]
    undated: tuple[Entry, ...]


def build_timeline(knowledge: Knowledge) -> Timeline:
    """Group the documents; terms of the settings come newest first, then unknown terms, then no term."""
    years = knowledge.settings.terms
    by_term: dict[str | None, list[tuple[str, Entry]]] = {}
    undated: list[Entry] = []
    for entry, record in knowledge.catalog.records(Resolution):
        if record.issued:
            by_term.setdefault(record.term, []).append((str(record.issued), entry))
        else:
            undated.append(entry)
    names = sorted(by_term, key=lambda name: (name is None, -years[name][0] if name in years else 0, name or ""))
    return Timeline(tuple(_term(name, by_term[name], years) for name in names), tuple(undated))


def _term(name: str | None, dated: list[tuple[str, Entry]], years: dict[str, tuple[int, int]]) -> Term:
    newest_first = sorted(dated, key=lambda pair: pair[0], reverse=True)
    return Term(name, years.get(name or ""), tuple(entry for _, entry in newest_first))
