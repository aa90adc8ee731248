"""Everything known about the content once it is read and linked: what rules and pages work on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property

from generator import blocks, fingerprints
from generator.audiences import Reach
from generator.catalog import Catalog, Entry, Key
from generator.facets import Group, group
from generator.fingerprints import Fingerprint
from generator.form_declarations import Form
from generator.kinds import Audience, Resolution
from generator.links import Links
from generator.recordings import Recording
from generator.settings import Settings
from generator.source import Content

VIETNAM = timezone(timedelta(hours=7))
"""Without daylight saving time since 1975."""


def current_day() -> date:
    """Today in Vietnam, wherever the machine is, or the day of SOURCE_DATE_EPOCH (reproducible-builds.org) in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(VIETNAM).date()


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The content of one knowledge base, parsed, typed and linked, as seen on `today`."""

    settings: Settings
    content: Content
    catalog: Catalog
    links: Links
    forms: tuple[Form, ...] = ()
    recordings: tuple[Recording, ...] = ()
    marked: Mapping[Key, str] = field(default_factory=dict)
    """Once selected for a build: the bodies in which blocks are still marked for audiences."""
    today: date = field(default_factory=current_day)

    @cached_property
    def recorded(self) -> date:
        """The newest day on which an entry says it was put in, reviewed or checked; today where none says so.

        Whatever is made of the content carries this day, so that the same content gives the same bytes on any day.
        """
        days = {day for entry in self.catalog.entries for day in (entry.record.added, entry.record.reviewed)}
        days |= {record.status.checked for _, record in self.catalog.records(Resolution) if record.status}
        return max((day for day in days if day), default=self.today)

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.catalog)

    def body_for(self, entry: Entry, audience: str) -> str:
        """What one audience gets of an entry's body."""
        if entry.key not in self.marked:
            return entry.front.body
        titles = {one.record.id: one.title for one in self.catalog.of(Audience)}
        return blocks.for_audience(self.marked[entry.key], self.reach.line(audience), titles)

    @cached_property
    def fingerprints(self) -> dict[str, Fingerprint | None]:
        """By id of an article; None where the stored fingerprint cannot be read."""
        return {article: fingerprints.read(text) for article, text in self.content.fingerprints.items()}

    @cached_property
    def groups(self) -> dict[str, tuple[Group, ...]]:
        """By facet name, what can be browsed."""
        return group(self.catalog, self.settings)
