"""Two sides in, the differences that matter to readers and reviewers out."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum

from generator.catalog import Entry, page_url
from generator.diagnostics import Diagnostic
from generator.impact.side import Side
from generator.kinds import Audience, Resolution
from generator.pages import Page
from generator.report import line_of


class What(StrEnum):
    """What happened to something."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class EntryChange:
    """An entry that came, went or changed; `fields` are the Vietnamese names of what changed in it."""

    what: What
    kind: str
    title: str
    url: str
    fields: tuple[str, ...]
    audiences: tuple[str, ...]


@dataclass(frozen=True)
class AddressChange:
    """A page or file whose content differs; `audiences` are those it concerns (empty: everybody)."""

    what: What
    url: str
    title: str
    kind: str
    audiences: tuple[str, ...]


@dataclass(frozen=True)
class GuideChange:
    """A study guide that reads differently: the lines of a unified diff of its Markdown."""

    audience: str
    title: str
    url: str
    diff: tuple[str, ...]


@dataclass(frozen=True)
class StatusChange:
    """A document whose legal status is now another one, and the titles and addresses of all that refers to it."""

    title: str
    url: str
    before: str
    after: str
    cited_by: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Impact:
    """Everything a change does, in order of address."""

    base: str
    head: str
    entries: tuple[EntryChange, ...]
    addresses: tuple[AddressChange, ...]
    guides: tuple[GuideChange, ...]
    statuses: tuple[StatusChange, ...]
    new_findings: tuple[str, ...]
    resolved_findings: tuple[str, ...]
    audience_titles: dict[str, str]

    @property
    def lost_addresses(self) -> tuple[AddressChange, ...]:
        """Addresses that answered before and do not any more: links from outside break."""
        return tuple(one for one in self.addresses if one.what is What.REMOVED)


def compare(old: Side, new: Side) -> Impact:
    """What leads from one side to the other."""
    appeared, resolved = _findings(old, new), _findings(new, old)
    return Impact(
        old.name,
        new.name,
        _entries(old, new),
        _addresses(old, new),
        _guides(old, new),
        _statuses(old, new),
        appeared,
        resolved,
        {one.record.id: one.title for side in (old, new) for one in _audiences(side)},
    )


def _audiences(side: Side) -> list[Entry]:
    return [entry for entry in side.entries.values() if isinstance(entry.record, Audience)]


def _entries(old: Side, new: Side) -> tuple[EntryChange, ...]:
    changes = []
    for key in sorted(old.entries.keys() | new.entries.keys()):
        before, after = old.entries.get(key), new.entries.get(key)
        fields = _changed_fields(before, after) if before and after else ()
        if before and after and not fields:
            continue
        what = What.CHANGED if before and after else What.ADDED if after else What.REMOVED
        side, entry = (new, after) if after else (old, before)
        assert entry is not None
        changes.append(EntryChange(what, entry.record.label, entry.title, entry.url, fields, side.audiences_of(entry)))
    return tuple(changes)


def _name(entry: Entry) -> str:
    """A document by type and number, anything else by its title."""
    return entry.record.heading if isinstance(entry.record, Resolution) else entry.title


def _changed_fields(before: Entry, after: Entry) -> tuple[str, ...]:
    """The Vietnamese names of the fields that differ, then of the running text."""
    names = [
        info.title or name
        for name, info in type(after.record).model_fields.items()
        if getattr(before.record, name) != getattr(after.record, name)
    ]
    is_rewritten = before.front.body.strip() != after.front.body.strip()
    return (*names, *(["Thân bài"] if is_rewritten else []))


def _addresses(old: Side, new: Side) -> tuple[AddressChange, ...]:
    changes = []
    for path in sorted(old.pages.keys() | new.pages.keys()):
        before, after = old.pages.get(path), new.pages.get(path)
        if before and after and before.text == after.text:
            continue
        page = after or before
        assert page is not None
        side = new if after else old
        what = What.CHANGED if before and after else What.ADDED if after else What.REMOVED
        changes.append(AddressChange(what, page_url(path), page.title, page.kind, _concerned(side, page)))
    return (*changes, *_files(old, new))


def _concerned(side: Side, page: Page) -> tuple[str, ...]:
    """Whom a page is for: a guide for its audience, an entry's page for all it reaches."""
    made_from = next((e for e in side.entries.values() if e.source.path == page.made_from), None)
    if made_from is None:
        return ()
    if isinstance(made_from.record, Audience):
        return (made_from.record.id,)
    return side.audiences_of(made_from)


def _files(old: Side, new: Side) -> list[AddressChange]:
    """Papers, slides and other files made for readers; whom a file is for shows in its page."""
    changes = []
    for path in sorted(old.files.keys() | new.files.keys()):
        before, after = old.files.get(path), new.files.get(path)
        if before != after:
            what = What.ADDED if before is None else What.REMOVED if after is None else What.CHANGED
            changes.append(AddressChange(what, path, path.rpartition("/")[2], "file", ()))
    return changes


def _guides(old: Side, new: Side) -> tuple[GuideChange, ...]:
    changes = []
    for path in sorted(old.pages.keys() | new.pages.keys()):
        page = new.pages.get(path) or old.pages[path]
        if page.kind != "guide":
            continue
        before, after = (_lines(side.pages.get(path)) for side in (old, new))
        diff = tuple(difflib.unified_diff(before, after, old.name, new.name, lineterm="", n=1))
        if diff:
            audience = (page.made_from or path).rpartition("/")[2].removesuffix(".md")
            changes.append(GuideChange(audience, page.title, page_url(path), diff))
    return tuple(changes)


def _lines(page: Page | None) -> list[str]:
    return page.text.splitlines() if page else []


def _statuses(old: Side, new: Side) -> tuple[StatusChange, ...]:
    changes = []
    for key in sorted(old.entries.keys() & new.entries.keys()):
        before, after = old.entries[key].record, new.entries[key].record
        if not isinstance(before, Resolution) or not isinstance(after, Resolution):
            continue
        if before.status.value is not after.status.value:
            citing = tuple((_name(one), one.url) for one in new.citing(key))
            labels = before.status.value.label, after.status.value.label
            changes.append(StatusChange(after.heading, new.entries[key].url, *labels, citing))
    return tuple(changes)


def _findings(old: Side, new: Side) -> tuple[str, ...]:
    """What is reported on the new side only; a finding that only moved to another line is not new."""

    def mark(one: Diagnostic) -> tuple[str, str, str]:
        return one.place.path, one.rule.code, one.message

    known = {mark(one) for one in old.findings}
    return tuple(line_of(one) for one in new.findings if mark(one) not in known)
