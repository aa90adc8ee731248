"""A study round in, its calendar file (iCalendar, RFC 5545) out: the round itself and what is due after it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Todo

from generator.forms import Facts, Task

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def write(facts: Facts, address: str, made: datetime) -> bytes | None:
    """The bytes of the .ics file; None when the round has no exact first day. `made` is the date it carries."""
    record = facts.record
    if record is None or not record.is_dated:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//sotay//dot hoc//VI")
    calendar.add("version", "2.0")
    calendar.add_component(_event(facts, address, made))
    for n, task in enumerate(facts.tasks, 1):
        if task.due:
            calendar.add_component(_todo(task, f"{record.id}-viec-{n}", address, made))
    return bytes(calendar.to_ical())


def _event(facts: Facts, address: str, made: datetime) -> Event:
    record = facts.record
    assert record
    assert record.start
    first, last = record.start.earliest, (record.end or record.start).latest
    event = Event()
    event.add("uid", f"{record.id}@sotay")
    event.add("dtstamp", made)
    event.add("summary", record.title)
    event.add("dtstart", _moment(first, record.start_time))
    event.add("dtend", _end(facts, last))
    if record.venue or record.place:
        event.add("location", record.venue or record.place)
    event.add("description", "\n".join([record.summary, *(f"- {one.title}" for one in facts.materials)]))
    if address:
        event.add("url", address)
    return event


def _moment(day: date, clock: str | None) -> date | datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE) if clock else day


def _end(facts: Facts, last: date) -> date | datetime:
    """The end of the last session; a round without clock times ends with its last day (RFC 5545, 3.6.1: exclusive)."""
    record = facts.record
    assert record
    if not record.start_time:
        return last + timedelta(days=1)
    ends = [slot.ends for slot in facts.slots if slot.ends]
    return _moment(last, ends[-1] if ends else record.start_time)


def _todo(task: Task, identifier: str, address: str, made: datetime) -> Todo:
    todo = Todo()
    todo.add("uid", f"{identifier}@sotay")
    todo.add("dtstamp", made)
    todo.add("summary", f"{task.what.what} ({task.what.who})" if task.what.who else task.what.what)
    todo.add("due", task.due)
    if address:
        todo.add("url", address)
    return todo
