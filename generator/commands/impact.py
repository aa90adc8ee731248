"""`sotay impact`: two revisions in, what the change does to guides, addresses and statuses out."""

from __future__ import annotations

import argparse

from generator import git, impact
from generator.commands import FINE, Command, usage
from generator.impact import reports
from generator.kinds.record import Visibility


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "range",
        metavar="BASE..HEAD",
        help="hai nhánh hoặc commit; chỉ ghi BASE để so với các tệp đang có trong thư mục",
    )
    parser.add_argument("--format", choices=tuple(reports.REPORTS), default="text", help="dạng báo cáo")
    parser.add_argument(
        "--visibility", choices=("public", "internal"), default="public", help="bản công khai hay nội bộ"
    )


def run(options: argparse.Namespace) -> int:
    visibility = Visibility.INTERNAL if options.visibility == "internal" else Visibility.PUBLIC
    try:
        found = impact.measure(options.root, impact.parse_range(options.root, options.range), visibility)
    except git.GitError as error:
        return usage(f"“{options.range}” không phải hai nhánh hoặc commit có thật trong kho git: {error}")
    print(reports.REPORTS[options.format](found))
    return FINE


COMMAND = Command("cho biết một thay đổi tác động tới ai, trang nào, hướng dẫn nào", add_arguments, run)
