"""`sotay teach`: the pack of a module, a course or a study round, by the clock, written into a folder."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from generator import downloads, pages, report, selection
from generator.build import understand
from generator.catalog import Entry
from generator.classroom import packs, schedule, slideshow
from generator.classroom.packs import Pack, Wishes
from generator.classroom.schedule import Clash, Rules
from generator.commands import CONTENT_ERRORS, FINE, Command, usage
from generator.diagnostics import has_errors
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.settings import Settings, Weekday

T = TypeVar("T")


@dataclass(eq=False)
class WrongWish(Exception):  # noqa: N818 - it is no bug
    """What the command line asks for cannot be done; the reason, and what would do."""

    reason: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("what", metavar="WHAT", help="chuyen-de/x, khoa-hoc/x hoặc dot-hoc/x")
    add("--start", metavar="NGÀYTGIỜ", help="lúc bắt đầu, ví dụ 2027-03-01T07:30")
    add("--modules", metavar="MÃ,MÃ", help="chỉ những chuyên đề này, theo thứ tự ghi")
    add(
        "--periods",
        action="append",
        default=[],
        metavar="[MÃ=]SỐ",
        help="số tiết khi nguồn không nêu (ghi mã: luôn dùng)",
    )
    add(
        "--minutes-per-period",
        type=int,
        metavar="PHÚT",
        help="số phút một tiết (mặc định: thiết lập minutes_per_period)",
    )
    add("--periods-per-half-day", type=int, metavar="SỐ", help="số tiết một buổi")
    add("--half-days", metavar="GIỜ,GIỜ", help="giờ bắt đầu các buổi trong ngày, ví dụ 07:30,13:30,18:30")
    add("--break-every", type=int, metavar="SỐ", help="nghỉ giải lao sau mấy tiết")
    add("--break-minutes", type=int, metavar="PHÚT", help="số phút nghỉ giải lao")
    add("--weekdays", metavar="THỨ,THỨ", help="những ngày học trong tuần: t2,t3,t4,t5,t6,t7,cn")
    add("--days", type=int, metavar="SỐ", help="phải xong trong chừng này ngày học")
    add("--out", type=Path, default=Path("len-lop"), metavar="DIR", help="nơi ghi (mặc định: len-lop)")
    add("--visibility", choices=("public", "internal"), default="public", help="bản nội bộ có ghi chú cho người giảng")


def run(options: argparse.Namespace) -> int:
    if missing := downloads.missing_libraries():
        return usage(missing)
    from generator import documents

    site, knowledge, found = understand(options.root)
    if has_errors(found):
        print(report.as_text(found), file=sys.stderr)
        return CONTENT_ERRORS
    shown = selection.select(knowledge, Visibility.INTERNAL if options.visibility == "internal" else Visibility.PUBLIC)
    try:
        pack = _pack(shown, options)
    except WrongWish as wrong:
        return usage(wrong.reason)
    page, problems = pages.render_pack(site, shown, pack)
    if not page:
        print(report.as_text(problems), file=sys.stderr)
        return CONTENT_ERRORS
    written = documents.write(site, shown, [page], [page.path])
    files = {Path(path).name: content for path, content in written.items()}
    for one in pack.modules:
        files |= documents.teaching.of_module(site, one, documents.day_of(shown))
        files |= {f"trinh-chieu/{path}": content for path, content in slideshow.folder(site, one).items()}
    for path, content in files.items():
        target = options.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    print(_summary(pack))
    print(f"Đã ghi {len(files)} tệp vào {options.out}.")
    return FINE


def _summary(pack: Pack) -> str:
    """One line a half-day, so that what was asked for can be seen at once."""
    lines = []
    for one in pack.half_days:
        when = f": {one.slots[0].begins:%d/%m/%Y %H:%M}-{one.slots[-1].ends:%H:%M}" if one.slots else ""
        lines.append(f"Buổi {one.number}{when}, {float(one.periods):g} tiết")
    lines += [f"Chưa có số tiết: {one.entry.title} (thêm --periods {one.record.id}=SỐ)" for one in pack.unknown]
    return "\n".join(lines) or "Không chuyên đề nào có số tiết nên chưa xếp được buổi; thêm --periods SỐ."


def _pack(knowledge: Knowledge, options: argparse.Namespace) -> Pack:
    entry = _entry(knowledge, options.what)
    taught = {one.record.id for one in packs.modules_of(knowledge, entry)}
    chosen = options.modules.split(",") if options.modules else []
    own, otherwise = _periods(options.periods)
    for one in (*chosen, *own):
        if one not in taught:
            raise WrongWish(f"“{options.what}” không có chuyên đề “{one}”; các chuyên đề: {', '.join(sorted(taught))}")
    rules = _rules(knowledge.settings, options)
    start = None
    if options.start:
        if rules is None:
            raise WrongWish(
                "muốn có giờ thì cần số phút một tiết: thêm --minutes-per-period 45, hoặc ghi minutes_per_period"
            )
        start, rules = _start(options.start, rules)
    if rules:
        _refuse(schedule.clash(rules))
    pack = packs.build_pack(knowledge, entry, Wishes(start, rules, own, otherwise), chosen)
    if options.days and rules:
        _refuse(schedule.fits(len(pack.half_days), options.days, rules))
    return pack


def _refuse(found: Clash | None) -> None:
    if found:
        raise WrongWish(f"{found.message}; {found.hint}")


def _entry(knowledge: Knowledge, what: str) -> Entry:
    folder, _, identifier = what.strip("/").removesuffix(".md").partition("/")
    entry = knowledge.catalog.by_key.get((folder, identifier))
    if entry is None or not packs.modules_of(knowledge, entry):
        possible = [f"{one.entry.record.folder}/{one.entry.record.id}" for one in packs.build_packs(knowledge)]
        near = [one for one in possible if identifier and identifier in one] or possible
        raise WrongWish(f"không có gì để lên lớp ở “{what}”; ví dụ: {', '.join(near[:5])}")
    return entry


def _periods(written: list[str]) -> tuple[dict[str, Fraction], Fraction | None]:
    """The periods by module, and those for all modules that have none."""
    own: dict[str, Fraction] = {}
    otherwise: Fraction | None = None
    for one in written:
        name, _, number = one.rpartition("=")
        if not re.fullmatch(r"\d+([.,]\d+)?", number) or not Fraction(number.replace(",", ".")):
            raise WrongWish(f"--periods {one}: số tiết phải là số lớn hơn 0, ví dụ 4 hoặc cong-tac-dang-vien=2,5")
        if name:
            own[name] = Fraction(number.replace(",", "."))
        else:
            otherwise = Fraction(number.replace(",", "."))
    return own, otherwise


def _rules(settings: Settings, options: argparse.Namespace) -> Rules | None:
    """The rules of the settings with what the command line changes; None when a period has no minutes."""
    minutes = options.minutes_per_period or settings.minutes_per_period
    if not minutes:
        return None
    wished = {
        "periods": options.periods_per_half_day,
        "pause_every": options.break_every,
        "pause": options.break_minutes,
        "half_days": _read(options.half_days, _clock, "--half-days", "07:30,13:30"),
        "weekdays": _read(options.weekdays, _weekday, "--weekdays", "t2,t3,t4,t5,t6"),
    }
    changes = {name: value for name, value in wished.items() if value is not None}
    if "weekdays" in changes:
        changes["weekdays"] = frozenset(changes["weekdays"])
    if min(minutes, *(one for one in (changes.get("periods"), changes.get("pause_every")) if one is not None), 1) < 1:
        raise WrongWish("số tiết và số phút phải lớn hơn 0")
    return replace(packs.rules_of(settings, minutes), **changes)


def _read(written: str | None, read: Callable[[str], T], option: str, example: str) -> tuple[T, ...] | None:
    try:
        return tuple(read(one.strip()) for one in written.split(",")) if written else None
    except ValueError as error:
        raise WrongWish(f"{option} {written}: không đọc được; ví dụ {option} {example}") from error


def _clock(written: str) -> time:
    return time.fromisoformat(written)


def _weekday(written: str) -> int:
    return [one.value for one in Weekday].index(written.lower())


def _start(written: str, rules: Rules) -> tuple[datetime, Rules]:
    """The moment and the rules with the hour in them; the day must be one of the days of teaching."""
    try:
        start = datetime.fromisoformat(written)
    except ValueError as error:
        raise WrongWish(f"--start {written}: không phải ngày giờ; ví dụ 2027-03-01T07:30") from error
    if len(written) <= len("2027-03-01"):
        start = datetime.combine(start, rules.half_days[0])
    if start.weekday() not in rules.weekdays:
        names = ", ".join(str(list(Weekday)[one].value) for one in sorted(rules.weekdays))
        day = list(Weekday)[start.weekday()]
        raise WrongWish(
            f"{start:%d/%m/%Y} là {day.label}, không thuộc ngày học ({names}); đổi ngày hoặc thêm --weekdays"
        )
    return start, rules.starting_at(start.time())


COMMAND = Command("làm bộ lên lớp có chương trình theo giờ", add_arguments, run)
