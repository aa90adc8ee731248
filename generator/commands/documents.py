"""`sotay documents`: the Word, PDF, pack and calendar files of guides and papers written into a folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from generator import downloads, pages, report, selection
from generator.build import understand
from generator.commands import CONTENT_ERRORS, FINE, Command, usage
from generator.diagnostics import has_errors
from generator.kinds.record import Visibility
from generator.staging import WriteError, staged


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="*", metavar="WHAT", help="địa chỉ trang hoặc thư mục, ví dụ huong-dan/dang-vien, dot-hoc/x"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("tai-lieu"), metavar="DIR", help="nơi ghi (mặc định: tai-lieu)"
    )
    parser.add_argument(
        "--visibility", choices=("public", "internal"), default="public", help="bản công khai hay nội bộ"
    )


def run(options: argparse.Namespace) -> int:
    if missing := downloads.missing_libraries():
        return usage(missing)
    from generator import documents

    site, knowledge, found = understand(options.root)
    shown = selection.select(knowledge, Visibility.INTERNAL if options.visibility == "internal" else Visibility.PUBLIC)
    rendered, about_templates = pages.render(site, shown)
    if has_errors(found := (*found, *about_templates)):
        print(report.as_text(found), file=sys.stderr)
        return CONTENT_ERRORS
    files = documents.write(site, shown, rendered, options.what)
    if not files:
        return usage(f"không có hướng dẫn hay giấy tờ nào ở {', '.join(options.what)}")
    try:
        write(files, options.out)
    except WriteError as error:
        print(f"sotay: {error}", file=sys.stderr)
        return CONTENT_ERRORS
    print(f"Đã ghi {len(files)} tệp vào {options.out}.")
    return FINE


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """All of the files or none; what else the folder holds stays."""
    with staged(folder, keeps=lambda name: True) as stage:
        for path, content in files.items():
            target = stage.new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


COMMAND = Command("làm tệp Word, PDF của hướng dẫn và giấy tờ", add_arguments, run)
