"""`sotay serve`: a preview that follows the files."""

from __future__ import annotations

import argparse

from generator.commands import FINE, Command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", metavar="IP:CỔNG", help="mặc định 127.0.0.1:8000")


def run(options: argparse.Namespace) -> int:
    from generator.adapters import mkdocs_plugin

    mkdocs_plugin.serve_site(options.root, options.address)
    return FINE


COMMAND = Command("xem trước trang, tự cập nhật khi sửa tệp", add_arguments, run)
