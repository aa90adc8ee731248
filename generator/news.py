"""The history in, what is new for everybody and for each audience out, as pages and feeds tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.catalog import Entry
from generator.content_parts import BODY, REPLACED
from generator.history import Change, History, Step, What, build_history, for_audience
from generator.kinds import KINDS, ORDER, Audience, Record, Round
from generator.kinds.parts import ChangeNote
from generator.knowledge import Knowledge
from generator.links import Links
from generator.markdown import plain

LABELS = {
    What.ADDED: "Mới",
    What.REPLACED: "Vừa có văn bản thay thế hoặc hết hiệu lực",
    What.CHANGED: "Đã sửa",
    What.REMOVED: "Đã bỏ",
}

EVERYTHING = "moi.md"
"""Path of the page that tells what is new for all readers."""


def page_for(audience: str) -> str:
    """Path below docs/ of the page that tells one audience (empty: everybody) what is new."""
    return f"huong-dan/{audience}/moi.md" if audience else EVERYTHING


def feed_for(audience: str) -> str:
    """Address of the feed that tells the same."""
    return page_for(audience).removesuffix(".md") + ".xml"


@dataclass(frozen=True, eq=False)
class Item:
    """One entry in a list of news: `touched` names in Vietnamese what changed in it, `by` what took its place."""

    change: Change
    is_own: bool
    touched: tuple[str, ...]
    by: tuple[Entry, ...]

    @property
    def entry(self) -> Entry | None:
        return self.change.entry

    @property
    def title(self) -> str:
        return self.change.title

    @property
    def what(self) -> What:
        return self.change.what

    @property
    def label(self) -> str:
        """What happened, in Vietnamese."""
        return LABELS[self.change.what]

    @property
    def kind(self) -> type[Record]:
        return KINDS[self.change.folder]

    @property
    def notes(self) -> tuple[ChangeNote, ...]:
        return self.change.notes


@dataclass(frozen=True, eq=False)
class Section:
    """What happened in the same way: entries for the reader's own role, then inherited ones."""

    label: str
    own: tuple[Item, ...]
    inherited: tuple[Item, ...]


@dataclass(frozen=True, eq=False)
class Edition:
    """The news of one step. `day` is None for what is not recorded yet, `since` the day of the recording before."""

    name: str
    title: str
    day: date | None
    items: tuple[Item, ...]

    @property
    def anchor(self) -> str:
        """Id of its heading on the page."""
        return f"lan-{self.name}"

    @property
    def sections(self) -> tuple[Section, ...]:
        found = []
        for what in What:
            items = [one for one in self.items if one.what is what]
            own, inherited = (tuple(one for one in items if one.is_own is wanted) for wanted in (True, False))
            found += [Section(LABELS[what], own, inherited)] if items else []
        return tuple(found)


@dataclass(frozen=True, eq=False)
class Start:
    """What there was for a reader when the content was first recorded: how many entries of each kind."""

    name: str
    title: str
    day: date
    kinds: tuple[tuple[type[Record], int], ...]
    own: int

    @property
    def anchor(self) -> str:
        """Id of its heading on the page."""
        return f"lan-{self.name}"

    @property
    def count(self) -> int:
        return sum(count for _, count in self.kinds)


@dataclass(frozen=True, eq=False)
class News:
    """What is new for an audience (None: for everybody), newest first; `rounds` are starting points with their days."""

    audience: Entry | None
    editions: tuple[Edition, ...]
    start: Start
    last_day: date
    rounds: tuple[tuple[date, Entry], ...]

    @property
    def page(self) -> str:
        return page_for(self._reader)

    @property
    def feed(self) -> str:
        """Address of the same as a feed."""
        return feed_for(self._reader)

    @property
    def _reader(self) -> str:
        return self.audience.record.id if self.audience else ""


@lru_cache(maxsize=1)
@lru_cache(maxsize=2)  # asked for in several places of one build
def build_news(knowledge: Knowledge) -> tuple[News, ...]:
    """The news for everybody, then for each audience; none where nothing was ever recorded.

    Kept for the last knowledge asked for: pages, guides and feeds of one build tell the same news.
    """
    history = build_history(knowledge)
    if history is None:
        return ()
    audiences = sorted(knowledge.catalog.records(Audience), key=lambda pair: (pair[1].order, pair[1].id))
    return (_news(knowledge, history, None), *(_news(knowledge, history, entry) for entry, _ in audiences))


def _news(knowledge: Knowledge, history: History, audience: Entry | None) -> News:
    start = _start(history.first, _seen(knowledge, history.first.changes, audience), audience)
    editions = [_edition(knowledge, step, _seen(knowledge, step.changes, audience), audience) for step in history.later]
    told = tuple(edition for edition in reversed(editions) if edition.items)
    return News(audience, told, start, history.last_day, tuple(_rounds(knowledge, audience, start.day)))


def _seen(knowledge: Knowledge, changes: tuple[Change, ...], audience: Entry | None) -> tuple[Change, ...]:
    if audience is None:
        return changes
    return for_audience(changes, audience.record.id, knowledge.reach.line(audience.record.id))


def _start(step: Step, changes: tuple[Change, ...], audience: Entry | None) -> Start:
    assert step.day, "the first step is a recording"
    # An audience's own page is no reading for it.
    read = [change for change in changes if audience is None or change.key != "/".join(audience.key)]
    counts = Counter(change.folder for change in read)
    kinds = tuple((kind, counts[kind.folder]) for kind in ORDER if counts[kind.folder])
    return Start(step.name, step.title, step.day, kinds, sum(_is_own(change, audience) for change in read))


def _is_own(change: Change, audience: Entry | None) -> bool:
    if audience is None:
        return True
    named = change.audiences_before if change.what is What.REMOVED else change.audiences
    return audience.record.id in named or change.key == "/".join(audience.key)


def _edition(knowledge: Knowledge, step: Step, changes: tuple[Change, ...], audience: Entry | None) -> Edition:
    place = {kind.folder: number for number, kind in enumerate(ORDER)}
    ordered = sorted(changes, key=lambda change: (place[change.folder], change.title))
    items = tuple(_item(knowledge.links, change, _is_own(change, audience)) for change in ordered)
    return Edition(step.name, step.title, step.day, items)


def _item(links: Links, change: Change, is_own: bool) -> Item:
    by = [r.source for r in links.incoming(change.entry, "replaces")] if change.entry else []
    is_replaced = change.what is What.REPLACED
    return Item(change, is_own, tuple(_touched(change)), tuple(by) if is_replaced else ())


def _touched(change: Change) -> Iterable[str]:
    """The Vietnamese names of what changed in an entry, each once."""
    names = [_part_label(change, part.partition("@")[0]) for part in change.parts if part != REPLACED]
    if not names and set(change.audiences) != set(change.audiences_before) and change.what is What.CHANGED:
        names = [KINDS[change.folder].model_fields["audiences"].title or ""]
    return dict.fromkeys(names)


def _part_label(change: Change, part: str) -> str:
    if not part.startswith(BODY):
        info = KINDS[change.folder].model_fields.get(part)
        return (info.title if info else None) or part
    headings = change.entry.outline.headings if change.entry else ()
    found = (plain(one.text) for one in headings if one.anchor == part.removeprefix(BODY))
    return next((f"phần “{text}”" for text in found), "Nội dung")


def _rounds(knowledge: Knowledge, audience: Entry | None, first_day: date) -> Iterable[tuple[date, Entry]]:
    """Rounds since the content was first recorded that the audience takes part in, newest first; also those to come."""
    found = []
    for entry, record in knowledge.catalog.records(Round):
        held = record.end or record.start
        is_meant = audience is None or knowledge.reach.closeness(audience.record.id, record.audiences) is not None
        if held and is_meant and not record.is_example and first_day <= held.latest:
            found.append((held.latest, entry))
    return sorted(found, key=lambda pair: (pair[0], pair[1].record.id), reverse=True)
