"""`sotay schema`: the files that editors use, written or compared."""

from __future__ import annotations

import argparse
import sys

from generator import build, schema
from generator.commands import CONTENT_ERRORS, FINE, Command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra các tệp này có còn đúng không")


def run(options: argparse.Namespace) -> int:
    if not options.check:
        _, knowledge, _ = build.understand(options.root)
        print("\n".join(schema.write(options.root, knowledge.catalog, knowledge.settings)))
        return FINE
    stale = schema.stale(options.root)
    for path in stale:
        print(f"{path} không còn đúng với khai báo; chạy: sotay schema", file=sys.stderr)
    return CONTENT_ERRORS if stale else FINE


COMMAND = Command("ghi các tệp giúp trình soạn thảo gợi ý và kiểm tra phần đầu tệp", add_arguments, run)
