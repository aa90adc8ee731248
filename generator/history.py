"""The knowledge and its recordings in, what was added, changed and removed between them and since the last one out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from generator.catalog import Entry
from generator.content_parts import NOTE, REPLACED, key_of, note_name, parts_of, title_of
from generator.kinds import KINDS
from generator.kinds.parts import ChangeNote
from generator.knowledge import Knowledge
from generator.recordings import Parts, Snapshot, State, replay


class What(StrEnum):
    """What happened to an entry, in the order in which readers want to know it."""

    ADDED = "added"
    REPLACED = "replaced"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, eq=False)
class Change:
    """What happened to one entry; `entry` is None when it is not in the base any more.

    `parts` are the names of the parts that differ (see content_parts), `notes` what editors said about the change.
    """

    key: str
    what: What
    title: str
    audiences_before: tuple[str, ...]
    audiences: tuple[str, ...]
    entry: Entry | None
    parts: tuple[str, ...] = ()
    notes: tuple[ChangeNote, ...] = ()

    @property
    def folder(self) -> str:
        return self.key.partition("/")[0]


@dataclass(frozen=True, eq=False)
class Step:
    """All changes that one recording found; `day` is None for what nobody has recorded yet."""

    name: str
    title: str
    day: date | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, eq=False)
class History:
    """The state of the content when it was first recorded, then each later step, in order of time."""

    first: Step
    later: tuple[Step, ...]

    @property
    def last_day(self) -> date:
        """The day of the last recording."""
        days = [step.day for step in (self.first, *self.later) if step.day]
        return max(days)


UNRECORDED = "chua-ghi-nhan"
"""Name of the step from the last recording until now."""


def build_history(knowledge: Knowledge) -> History | None:
    """The history of what this build shows; None where nothing was ever recorded."""
    if not knowledge.recordings:
        return None
    entries = {key_of(entry): entry for entry in knowledge.catalog.entries}
    moved = {address: key for key, entry in entries.items() for address in entry.record.formerly}
    steps: list[Step] = []
    before: State = {}
    for recording, recorded in replay(knowledge.recordings):
        # An entry that has another address now is the same entry, not one that went and one that came.
        after = {moved.get(key, key): one for key, one in recorded.items()}
        changes = changes_between(before, after, entries)
        steps.append(Step(recording.name, recording.title, recording.day, changes))
        before = after
    now = {key: Snapshot(title_of(e), e.record.audiences, parts_of(knowledge, e)) for key, e in entries.items()}
    unrecorded = changes_between(before, now, entries)
    later = [step for step in steps[1:] if step.changes]
    return History(steps[0], (*later, *([Step(UNRECORDED, "", None, unrecorded)] if unrecorded else [])))


def changes_between(before: State, after: State, entries: Mapping[str, Entry]) -> tuple[Change, ...]:
    """What leads from one state to the other, in order of key; `entries` are those of now."""
    found = []
    for key in sorted(before.keys() | after.keys()):
        if key.partition("/")[0] not in KINDS:
            continue  # recorded when there was such a kind
        change = _change(key, before.get(key), after.get(key), entries.get(key))
        if change:
            found.append(change)
    return tuple(found)


def _change(key: str, old: Snapshot | None, new: Snapshot | None, entry: Entry | None) -> Change | None:
    was, is_ = (old.audiences if old else ()), (new.audiences if new else ())
    if new is None:
        assert old is not None
        return Change(key, What.REMOVED, old.title, was, is_, entry)
    if old is None:
        return Change(key, What.ADDED, new.title, was, is_, entry)
    parts, notes = _differing(old.all_parts, new.all_parts), _new_notes(old.all_parts, new.all_parts, entry)
    if not parts and not notes and set(was) == set(is_):
        return None
    what = What.REPLACED if REPLACED in parts and REPLACED not in old.all_parts else What.CHANGED
    return Change(key, what, new.title, was, is_, entry, parts, notes)


def _differing(old: Parts, new: Parts) -> tuple[str, ...]:
    names = dict.fromkeys((*new, *old))
    return tuple(name for name in names if not name.startswith(NOTE) and old.get(name) != new.get(name))


def _new_notes(old: Parts, new: Parts, entry: Entry | None) -> tuple[ChangeNote, ...]:
    """The remarks that came with a change, as they are worded now."""
    names = {name for name in new if name.startswith(NOTE) and name not in old}
    return tuple(note for note in (entry.record.changes if entry else ()) if note_name(note) in names)


def for_audience(changes: Iterable[Change], audience: str, line: Collection[str]) -> tuple[Change, ...]:
    """The changes as one audience sees them; `line` is the audience and the broader ones it inherits from.

    What is meant for it from now on is new to it, what is not any more is gone; parts that are only for others go.
    """
    found = (_narrowed(change, f"doi-tuong/{audience}", line) for change in changes)
    return tuple(change for change in found if change)


def _narrowed(change: Change, own: str, line: Collection[str]) -> Change | None:
    reached_before = change.what is not What.ADDED and _reaches(change.audiences_before, change.key, own, line)
    reaches_now = change.what is not What.REMOVED and _reaches(change.audiences, change.key, own, line)
    if not reached_before and not reaches_now:
        return None
    if not reached_before:
        return replace(change, what=What.ADDED, parts=(), notes=())
    if not reaches_now:
        return replace(change, what=What.REMOVED, parts=(), notes=())
    parts = tuple(part for part in change.parts if concerns(part, line))
    notes = tuple(note for note in change.notes if concerns(note_name(note), line))
    return replace(change, parts=parts, notes=notes) if parts or notes else None


def _reaches(audiences: Iterable[str], key: str, own: str, line: Collection[str]) -> bool:
    """An audience's own page is about it, every other entry names whom it is for."""
    return key == own or any(one in line for one in audiences)


def concerns(part: str, line: Collection[str]) -> bool:
    """Whether an audience gets a part of an entry that reaches it."""
    _, _, marks = part.partition("@")
    named = any(one in line for one in marks.removeprefix("!").split(","))
    return not marks or (not named if marks.startswith("!") else named)
