"""`sotay serve`: a preview that follows the files."""

from __future__ import annotations

import argparse
import re

from generator.browser_editor.bundle import EditorUnavailableError
from generator.commands import Command, usage
from generator.commands.admin import editor_files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", metavar="IP:CỔNG", help="mặc định 127.0.0.1:8000")
    parser.add_argument("--admin", action="store_true", help="kèm trang biên tập /admin/, sửa tệp ngay trên máy này")


def run(options: argparse.Namespace) -> int:
    if options.address and not _is_address(options.address):
        return usage(f"--address cần dạng IP:CỔNG, cổng từ 0 đến 65535; không dùng được “{options.address}”")
    try:
        editor = editor_files(options.root) if options.admin else None
    except EditorUnavailableError as error:
        return usage(str(error))
    from generator.adapters import mkdocs_preview

    return mkdocs_preview.serve_site(options.root, options.address, editor)


def _is_address(text: str) -> bool:
    host, _, port = text.rpartition(":")
    return bool(host) and re.fullmatch(r"\d{1,5}", port, re.ASCII) is not None and int(port) <= 65535


COMMAND = Command("xem trước trang, tự cập nhật khi sửa tệp", add_arguments, run)
