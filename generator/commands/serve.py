"""`sotay serve`: a preview that follows the files."""

from __future__ import annotations

import argparse

from generator.browser_editor.bundle import EditorUnavailableError
from generator.commands import FINE, Command, usage
from generator.commands.admin import editor_files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", metavar="IP:CỔNG", help="mặc định 127.0.0.1:8000")
    parser.add_argument("--admin", action="store_true", help="kèm trang biên tập /admin/, sửa tệp ngay trên máy này")


def run(options: argparse.Namespace) -> int:
    try:
        editor = editor_files(options.root) if options.admin else None
    except EditorUnavailableError as error:
        return usage(str(error))
    from generator.adapters import mkdocs_plugin

    mkdocs_plugin.serve_site(options.root, options.address, editor)
    return FINE


COMMAND = Command("xem trước trang, tự cập nhật khi sửa tệp", add_arguments, run)
