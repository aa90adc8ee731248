"""A date as Vietnamese documents write it in, its ISO 8601 form out."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(?:ngày )?(?P<day>\d{1,2})(?P<s>[/.-])(?P<month>\d{1,2})(?P=s)(?P<year>\d{4})")
_DAY_IN_WORDS = re.compile(r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})")
_MONTH = re.compile(r"(?:tháng )?(?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_MONTH_IN_WORDS = re.compile(r"tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})")
_FORMS = (_DAY, _DAY_IN_WORDS, _MONTH, _MONTH_IN_WORDS)


def iso(written: str, *, needs_day: bool = False) -> str | None:
    """A date as Vietnamese documents write it, in ISO 8601; None when it is no such date or does not exist."""
    for form in _FORMS:
        match = form.fullmatch(written.strip().lower())
        if not match:
            continue
        year, month, day = int(match["year"]), int(match["month"]), int(match.groupdict().get("day") or 0)
        try:
            date(year, month, day or 1)
        except ValueError:
            return None
        if day or not needs_day:
            return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"
    return None
