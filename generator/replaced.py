"""Links in, which documents were replaced or have ended and who still refers to them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalog import Entry
from generator.kinds import Resolution
from generator.kinds.parts import LegalForce
from generator.links import Links, Reference

HISTORY = ("replaces", "amends", "continues")
"""Fields in which a document names what came before it: that is no use of an outdated document."""


@dataclass(frozen=True, eq=False)
class Replaced:
    """A document that should no longer be relied on: the documents in its place (if known) and since when."""

    document: Entry
    by: tuple[Entry, ...]
    since: date


@dataclass(frozen=True, eq=False)
class Outdated:
    """A reference to a replaced document that nobody has looked at since."""

    reference: Reference
    replaced: Replaced


def replacement(links: Links, document: Entry) -> Replaced | None:
    """What took the document's place; None when it still stands as far as the base knows.

    An ended document without a known successor counts from the day its status was checked.
    """
    record = document.record
    if not isinstance(record, Resolution):
        return None
    by = tuple(reference.source for reference in links.incoming(document, "replaces"))
    if not by and record.status.value is not LegalForce.ENDED:
        return None
    dates = [one.record.issued.latest for one in by if isinstance(one.record, Resolution) and one.record.issued]
    return Replaced(document, by, min(dates, default=record.status.checked))


def outdated_references(links: Links, entry: Entry) -> Iterator[Outdated]:
    """The entry's references to replaced documents, one for each document, unless `reviewed` is late enough."""
    seen: set[Entry] = set()
    for reference in links.outgoing(entry):
        replaced = None if reference.target in seen else replacement(links, reference.target)
        if replaced and _relies_on(entry, reference, replaced):
            seen.add(reference.target)
            yield Outdated(reference, replaced)


def _relies_on(entry: Entry, reference: Reference, replaced: Replaced) -> bool:
    """Older documents, and those that took its place, name it rightly."""
    if entry in replaced.by or reference.field in HISTORY:
        return False
    record = entry.record
    if isinstance(record, Resolution) and record.issued and record.issued.earliest < replaced.since:
        return False
    return record.reviewed is None or record.reviewed < replaced.since
