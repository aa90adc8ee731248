"""`sotay record`: the content as it is now in, a file of what differs from the recordings before it out."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from generator import build, content_parts, recordings, report, selection, source
from generator.commands import CONTENT_ERRORS, FINE, Command, usage
from generator.diagnostics import has_errors
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge, current_day
from generator.markdown import slugify
from generator.recordings import Recording, Snapshot
from generator.vietnamese import day as written

LONGEST_SLUG = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", type=date.fromisoformat, metavar="DATE", help="ngày ghi nhận (mặc định: hôm nay)")
    parser.add_argument("--title", default="", metavar="TEXT", help="tên lần ghi nhận, như “Sau đợt học quý 4”")


def run(options: argparse.Namespace) -> int:
    site, knowledge, found = build.understand(options.root)
    if has_errors(found):
        print(report.as_text(tuple(one for one in found if one.is_error)), file=sys.stderr)
        return CONTENT_ERRORS
    day = options.date or current_day()
    last = knowledge.recordings[-1].day if knowledge.recordings else day
    if day < last:
        return usage(f"ngày {written(day)} sớm hơn lần ghi nhận gần nhất ({written(last)})")
    differing = _differing(knowledge)
    if not differing:
        print("Không có gì đổi từ lần ghi nhận gần nhất.")
        return FINE
    recording = Recording(_name(knowledge, day, options.title), day, options.title, differing)
    path = source.recordings_folder(options.root / site.docs) / f"{recording.name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(recordings.write(recording), encoding="utf-8")
    print(f"Đã ghi {path}: {_counted(knowledge, differing)}.")
    return FINE


def _differing(knowledge: Knowledge) -> dict[str, Snapshot | None]:
    views = (selection.select(knowledge, visibility) for visibility in (Visibility.PUBLIC, Visibility.INTERNAL))
    return recordings.difference(recordings.last_state(knowledge.recordings), content_parts.take(*views))


def _name(knowledge: Knowledge, day: date, title: str) -> str:
    """The day, a number from the second recording of that day on, and the title as a slug."""
    number = sum(one.day == day for one in knowledge.recordings) + 1
    slug = slugify(title)[:LONGEST_SLUG].strip("-").lstrip("0123456789-")
    return "-".join([str(day), *([str(number)] if number > 1 else []), *([slug] if slug else [])])


def _counted(knowledge: Knowledge, differing: dict[str, Snapshot | None]) -> str:
    before = recordings.last_state(knowledge.recordings)
    gone = sum(one is None for one in differing.values())
    changed = sum(one is not None and key in before for key, one in differing.items())
    return f"{len(differing) - gone - changed} mục mới, {changed} mục sửa, {gone} mục bỏ"


COMMAND = Command("ghi nhận nội dung hiện có, để sau này biết điều gì mới", add_arguments, run)
