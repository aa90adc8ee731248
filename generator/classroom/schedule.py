"""What is to be taught and the rules of a teaching day in, its run sheet out; nothing else is known here.

Places are counted in periods (tiết) from the start of a half-day, exactly; clock times follow from them once somebody
has said how many minutes a period has. A pause or the end of a half-day tears an activity, which then goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

NOON, EVENING = time(12), time(17)
"""When the afternoon and the evening begin."""


@dataclass(frozen=True)
class Activity:
    """Something that is taught without a change of form; `unit` is the module it belongs to.

    `periods` is None when nobody has said how long it takes: one half-day of its own is then held free for it.
    """

    unit: str
    title: str
    periods: Fraction | None
    method: str = ""


@dataclass(frozen=True)
class Rules:
    """How a day is divided: `period` and `pause` in minutes, `pause_every` in periods, `weekdays` from Monday as 0."""

    half_days: tuple[time, ...]
    periods: int
    period: int
    pause_every: int
    pause: int
    between: int
    weekdays: frozenset[int]

    @property
    def minutes(self) -> int:
        """Length of a full half-day with its pauses."""
        return self.periods * self.period + (self.periods - 1) // self.pause_every * self.pause

    def starting_at(self, start: time) -> Rules:
        """The same rules with `start` as the start of the half-day in which it falls."""
        number = max((n for n, one in enumerate(self.half_days) if one <= start), default=0)
        if part_of_day(self.half_days[number]) != part_of_day(start):
            same = [n for n, one in enumerate(self.half_days) if part_of_day(one) == part_of_day(start)]
            number = same[0] if same else number
        times = (*self.half_days[:number], start, *self.half_days[number + 1 :])
        return Rules(times, self.periods, self.period, self.pause_every, self.pause, self.between, self.weekdays)


@dataclass(frozen=True)
class Stretch:
    """A part of an activity without a pause, from `begins` to `ends` in periods of half-day `half_day` (from 0)."""

    activity: Activity
    half_day: int
    begins: Fraction
    ends: Fraction
    is_continued: bool

    @property
    def periods(self) -> Fraction:
        return self.ends - self.begins


@dataclass(frozen=True)
class Slot:
    """A line of the run sheet by the clock; `stretch` is None for a pause."""

    begins: datetime
    ends: datetime
    stretch: Stretch | None

    @property
    def hours(self) -> str:
        """`07:30 - 08:15`, kept on one line."""
        return f"{self.begins:%H:%M}\u00a0-\u00a0{self.ends:%H:%M}"

    @property
    def minutes(self) -> int:
        return int((self.ends - self.begins).total_seconds()) // 60


@dataclass(frozen=True)
class HalfDay:
    """One half-day: its number from 1, and its lines in order; no `day` and no slots as long as no clock is known."""

    number: int
    stretches: tuple[Stretch, ...]
    day: date | None = None
    slots: tuple[Slot, ...] = ()

    @property
    def whole(self) -> tuple[Stretch, ...]:
        """The activities of the half-day, those that a pause tears put together again."""
        found: list[Stretch] = []
        for one in self.stretches:
            if found and one.is_continued:
                found[-1] = replace(found[-1], ends=one.ends)
            else:
                found.append(one)
        return tuple(found)

    @property
    def periods(self) -> Fraction:
        """What is taught of known length."""
        return sum((one.periods for one in self.stretches if one.activity.periods is not None), Fraction(0))


@dataclass(frozen=True)
class Clash:
    """Why a timetable cannot be as somebody wants it, and what would do."""

    message: str
    hint: str


def part_of_day(clock: time) -> str:
    """`sáng`, `chiều` or `tối`."""
    return "sáng" if clock < NOON else "chiều" if clock < EVENING else "tối"


def arrange(activities: Iterable[Activity], periods: int, pause_every: int) -> tuple[HalfDay, ...]:
    """The activities in order, put into half-days of so many periods; nothing is known of the clock yet."""
    stretches = list(_stretches(activities, periods, pause_every))
    count = max((one.half_day for one in stretches), default=-1) + 1
    return tuple(HalfDay(n + 1, tuple(one for one in stretches if one.half_day == n)) for n in range(count))


def _stretches(activities: Iterable[Activity], periods: int, pause_every: int) -> Iterator[Stretch]:
    at = Fraction(0)
    for activity in activities:
        left = activity.periods
        if left is None:  # held free: a half-day from its first period to its last
            at = Fraction(-(-at // periods) * periods)
            left = Fraction(periods)
        is_continued = False
        while left > 0:
            half_day, place = int(at // periods), at % periods
            until_pause = Fraction((place // pause_every + 1) * pause_every) - place
            taken = min(left, until_pause, periods - place)
            yield Stretch(activity, half_day, place, place + taken, is_continued)
            at, left, is_continued = at + taken, left - taken, True


def clash(rules: Rules) -> Clash | None:
    """Whether the half-days of a day come into each other's way."""
    ordered = sorted(rules.half_days)
    if list(rules.half_days) != ordered:
        times = ", ".join(f"{one:%H:%M}" for one in rules.half_days)
        return Clash(f"giờ các buổi không theo thứ tự trong ngày: {times}", "ghi buổi sớm trước")
    for one, after in zip(ordered, [*ordered[1:], None], strict=True):
        ends = datetime.combine(date.min, one) + timedelta(minutes=rules.minutes)
        limit = datetime.combine(date.min, after) - timedelta(minutes=rules.between) if after else _midnight()
        if ends > limit:
            following = f"buổi {part_of_day(after)} bắt đầu lúc {after:%H:%M}" if after else "ngày đã hết"
            message = f"buổi {part_of_day(one)} từ {one:%H:%M} dài {rules.minutes} phút, tới {ends:%H:%M}; {following}"
            hint = f"giữa hai buổi cần {rules.between} phút: đổi giờ bắt đầu, bớt số tiết một buổi hoặc số phút nghỉ"
            return Clash(message, hint)
    return None


def _midnight() -> datetime:
    return datetime.combine(date.min, time.min) + timedelta(days=1)


def fits(half_days: int, days: int, rules: Rules) -> Clash | None:
    """Whether so many half-days fit into so many days, and what would do when they do not."""
    per_day = len(rules.half_days)
    if half_days <= days * per_day:
        return None
    names = ", ".join(part_of_day(one) for one in rules.half_days)
    needed = -(-half_days // per_day)
    hint = f"cần {needed} ngày"
    if not any(part_of_day(one) == "tối" for one in rules.half_days):
        with_evening = -(-half_days // (per_day + 1))
        hint += f"; thêm buổi tối thì cần {with_evening} ngày" if with_evening < needed else ""
    return Clash(f"{half_days} buổi không xếp được vào {days} ngày: mỗi ngày {per_day} buổi ({names})", hint)


def put_on_days(half_days: Sequence[HalfDay], rules: Rules, start: datetime) -> tuple[HalfDay, ...]:
    """The half-days on days of the calendar and by the clock, the first one beginning at `start`.

    `start` falls on one of the weekdays and is one of the rules' half-days (see `Rules.starting_at`).
    """
    places = _places(rules, start)
    found = []
    for half_day, begins in zip(half_days, places, strict=False):
        slots = tuple(_slots(half_day.stretches, rules, begins))
        found.append(HalfDay(half_day.number, half_day.stretches, begins.date(), slots))
    return tuple(found)


def _places(rules: Rules, start: datetime) -> Iterator[datetime]:
    """The starts of one half-day after the other."""
    day = start.date()
    while True:
        if day.weekday() in rules.weekdays:
            for clock in rules.half_days:
                begins = datetime.combine(day, clock)
                if begins >= start:
                    yield begins
        day += timedelta(days=1)


def _slots(stretches: Iterable[Stretch], rules: Rules, begins: datetime) -> Iterator[Slot]:
    ended: datetime | None = None
    for stretch in stretches:
        pauses = int(stretch.begins // rules.pause_every) * rules.pause
        starts, ends = (
            begins + timedelta(minutes=round(place * rules.period) + pauses) for place in (stretch.begins, stretch.ends)
        )
        if ended and starts > ended:
            yield Slot(ended, starts, None)
        yield Slot(starts, ends, stretch)
        ended = ends
