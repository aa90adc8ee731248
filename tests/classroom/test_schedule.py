"""Run sheets: random courses and rules of the day in; times that add up, keep order, pauses and limits out."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.classroom.schedule import Activity, HalfDay, Rules, arrange, clash, fits, put_on_days

WORKDAYS = frozenset(range(5))
USUAL = Rules((time(7, 30), time(13, 30)), 5, 45, 2, 10, 60, WORKDAYS)
MONDAY = datetime.fromisoformat("2027-03-01T07:30")

quarters = st.integers(1, 48).map(lambda n: Fraction(n, 4))
activities = st.lists(
    st.builds(Activity, st.sampled_from("abc"), st.text("xyz", min_size=1, max_size=3), st.none() | quarters),
    min_size=1,
    max_size=12,
)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Rules under which the half-days of a day do not come into each other's way."""
    clocks = draw(st.sampled_from(((time(7),), (time(7, 30), time(13, 30)), (time(7), time(12, 30), time(18, 15)))))
    found = Rules(
        clocks,
        draw(st.integers(1, 6)),
        draw(st.integers(20, 50)),
        draw(st.integers(1, 4)),
        draw(st.integers(0, 15)),
        draw(st.integers(0, 60)),
        draw(st.sets(st.integers(0, 6), min_size=1).map(frozenset)),
    )
    return found if clash(found) is None else Rules(clocks, 5, 45, 2, 5, 30, found.weekdays)


def first_moment(own: Rules) -> datetime:
    day = MONDAY.date()
    while day.weekday() not in own.weekdays:
        day += timedelta(days=1)
    return datetime.combine(day, own.half_days[0])


def run_sheet(found: list[Activity], own: Rules) -> tuple[HalfDay, ...]:
    return put_on_days(arrange(found, own.periods, own.pause_every), own, first_moment(own))


@given(activities, rules())
@settings(deadline=None, max_examples=60)
def test_a_run_sheet_adds_up(found: list[Activity], own: Rules) -> None:
    half_days = run_sheet(found, own)
    stretches = [one for half_day in half_days for one in half_day.stretches]
    order = list(dict.fromkeys(id(one.activity) for one in stretches))
    assert order == [id(one) for one in found], "nothing is lost and the order is kept"
    for activity in found:
        own_parts = [one for one in stretches if one.activity is activity]
        assert sum(one.periods for one in own_parts) == (activity.periods or own.periods)
        assert [one.is_continued for one in own_parts] == [False] + [True] * (len(own_parts) - 1)
    assert sum(one.periods for one in half_days) == sum(one.periods for one in found if one.periods)
    moment = MONDAY - timedelta(days=1)
    for half_day in half_days:
        assert half_day.day
        assert half_day.day.weekday() in own.weekdays
        taught = sum(one.minutes for one in half_day.slots if one.stretch)
        length = half_day.stretches[-1].ends
        assert length <= own.periods, "no half-day is longer than its limit"
        assert taught == round(length * own.period), "minutes are those of the periods"
        assert half_day.slots[0].begins.time() in own.half_days
        for slot in half_day.slots:
            assert slot.begins >= moment, "nothing overlaps"
            assert slot.begins == moment or slot is half_day.slots[0], "no gap without a name"
            assert slot.ends >= slot.begins
            moment = slot.ends
        assert half_day.slots[-1].stretch, "no half-day ends with a pause"
        for before, pause, after in zip(half_day.slots, half_day.slots[1:], half_day.slots[2:], strict=False):
            if pause.stretch is None:
                assert pause.minutes == own.pause
                assert before.stretch
                assert after.stretch
                assert after.stretch.begins % own.pause_every == 0
        pauses = sum(one.stretch is None for one in half_day.slots)
        expected = (-(-length // own.pause_every) - 1) if own.pause else 0
        assert pauses == expected, "every pause is kept"


@given(st.lists(quarters, min_size=1, max_size=8), rules())
@settings(deadline=None, max_examples=20)
def test_halves_of_a_day_keep_their_distance(lengths: list[Fraction], own: Rules) -> None:
    half_days = run_sheet([Activity("a", "A", one) for one in lengths], own)
    for one, after in pairwise(half_days):
        if one.day == after.day:
            assert after.slots[0].begins - one.slots[-1].ends >= timedelta(minutes=own.between)


def lines(half_day: HalfDay) -> list[str]:
    return [
        f"{one.begins:%H:%M}-{one.ends:%H:%M} {one.stretch.activity.title if one.stretch else 'nghỉ'}"
        for one in half_day.slots
    ]


def test_the_standard_course_takes_five_days() -> None:
    """50 periods in 10 half-days of five: Hướng dẫn 61-HD/BTGTW."""
    parts = [5, 10, 5, 5, 5, 5, 5, 5, 5]
    half_days = run_sheet([Activity(f"b{n}", f"Bài {n}", Fraction(p)) for n, p in enumerate(parts, 1)], USUAL)
    assert len(half_days) == 10
    assert [one.periods for one in half_days] == [5] * 10
    assert [f"{one.day:%d/%m}" for one in half_days] == [f"0{n}/03" for n in (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)]
    assert lines(half_days[1]) == [
        "13:30-15:00 Bài 2",
        "15:00-15:10 nghỉ",
        "15:10-16:40 Bài 2",
        "16:40-16:50 nghỉ",
        "16:50-17:35 Bài 2",
    ]
    assert lines(half_days[3])[0] == "13:30-15:00 Bài 3"


def test_a_module_goes_on_after_the_weekend() -> None:
    friday = datetime.fromisoformat("2027-03-05T13:30")
    own = [Activity("a", "A", Fraction(3)), Activity("b", "B", Fraction(4))]
    first, second = put_on_days(arrange(own, 5, 2), USUAL, friday)
    assert (first.day, second.day) == (friday.date(), date(2027, 3, 8))
    assert lines(first) == [
        "13:30-15:00 A",
        "15:00-15:10 nghỉ",
        "15:10-15:55 A",
        "15:55-16:40 B",
        "16:40-16:50 nghỉ",
        "16:50-17:35 B",
    ]
    assert [one.is_continued for one in second.stretches] == [True]
    assert lines(second) == ["07:30-09:00 B"]


def test_what_has_no_length_gets_a_half_day_that_does_not_count() -> None:
    own = [Activity("a", "A", Fraction(2)), Activity("b", "B", None), Activity("c", "C", Fraction(1))]
    half_days = run_sheet(own, USUAL)
    assert [[one.activity.title for one in half_day.whole] for half_day in half_days] == [["A"], ["B"], ["C"]]
    assert [one.periods for one in half_days] == [2, 0, 1]


def test_ten_half_days_do_not_fit_into_three_days() -> None:
    found = fits(10, 3, USUAL)
    assert found
    assert found.message == "10 buổi không xếp được vào 3 ngày: mỗi ngày 2 buổi (sáng, chiều)"
    assert found.hint == "cần 5 ngày; thêm buổi tối thì cần 4 ngày"
    evenings = Rules((*USUAL.half_days, time(18, 45)), 5, 45, 2, 10, 60, WORKDAYS)
    assert clash(evenings) is None
    again = fits(10, 3, evenings)
    assert again
    assert again.hint == "cần 4 ngày"
    assert fits(10, 4, evenings) is None
    assert fits(9, 3, evenings) is None
    # 50 periods in half-days of six are nine half-days: with evenings these are three days.
    longer = Rules((time(7), time(13), time(18)), 6, 40, 3, 10, 30, WORKDAYS)
    assert clash(longer) is None
    half_days = put_on_days(arrange([Activity("a", "A", Fraction(50))], 6, 3), longer, MONDAY.replace(minute=0))
    assert (len(half_days), len({one.day for one in half_days})) == (9, 3)


@pytest.mark.parametrize(
    ("clocks", "periods", "said"),
    [
        ((time(7, 30), time(12)), 5, "buổi sáng từ 07:30 dài 245 phút, tới 11:35; buổi chiều bắt đầu lúc 12:00"),
        ((time(13, 30), time(7, 30)), 5, "giờ các buổi không theo thứ tự trong ngày: 13:30, 07:30"),
        ((time(21),), 5, "buổi tối từ 21:00 dài 245 phút, tới 01:05; ngày đã hết"),
    ],
)
def test_half_days_that_clash_are_refused(clocks: tuple[time, ...], periods: int, said: str) -> None:
    found = clash(Rules(clocks, periods, 45, 2, 10, 60, WORKDAYS))
    assert found
    assert found.message == said


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (time(7), (time(7), time(13, 30))),
        (time(8), (time(8), time(13, 30))),
        (time(13), (time(7, 30), time(13))),
        (time(14), (time(7, 30), time(14))),
    ],
)
def test_the_start_moves_the_half_day_it_falls_into(start: time, expected: tuple[time, ...]) -> None:
    assert USUAL.starting_at(start).half_days == expected
