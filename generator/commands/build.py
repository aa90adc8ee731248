"""`sotay build`: the content checked and the site written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from generator import downloads, template_files
from generator.browser_editor.bundle import EditorUnavailableError
from generator.bundle import PathTooLongError
from generator.cache import open_for
from generator.commands import CONTENT_ERRORS, Command, usage
from generator.commands.admin import editor_files
from generator.kinds.record import Visibility
from generator.settings import raw_config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--site-dir", type=Path, metavar="DIR", help="nơi ghi trang (mặc định: site_dir trong mkdocs.yml)"
    )
    parser.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs", help="bộ máy dựng trang")
    parser.add_argument(
        "--visibility", choices=("public", "internal"), default="public", help="bản công khai hay nội bộ"
    )
    parser.add_argument(
        "--documents", action="store_true", help="kèm tệp Word, PDF của hướng dẫn và giấy tờ (chậm hơn nhiều lần)"
    )
    parser.add_argument(
        "--bundle", type=Path, metavar="TỆP.zip", help="kèm một tệp .zip để chép vào thẻ nhớ USB, mở bằng bấm đúp"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="làm lại tất cả, không dùng và không ghi kết quả của lần chạy trước"
    )
    parser.add_argument("--admin", action="store_true", help="kèm trang biên tập /admin/ (thiết lập extra.sotay.admin)")


def run(options: argparse.Namespace) -> int:
    if options.documents and (missing := downloads.missing_libraries()):
        return usage(missing)
    if options.site_dir:  # said from where the command runs; MkDocs would take it from the base
        options.site_dir = options.site_dir.absolute()
    target = options.site_dir or options.root / str(raw_config(options.root).get("site_dir") or "site")
    if options.root.resolve().is_relative_to(target.resolve()):
        return usage(f"trang không thể thay chỗ của chính kho: “{target}”; chọn một thư mục khác")
    if options.bundle and (wrong := _cannot_hold(options.bundle, target)):
        return usage(wrong)
    try:
        editor = editor_files(options.root) if options.admin else None
        return _build(options, editor)
    except EditorUnavailableError as error:
        return usage(str(error))
    except PathTooLongError as error:
        sys.stderr.write(f"sotay: {error}\n")
        return CONTENT_ERRORS


def _cannot_hold(archive: Path, target: Path) -> str:
    """Why the archive cannot be written there; empty when it can."""
    if archive.suffix.lower() != ".zip":
        return f"--bundle cần tên tệp có đuôi .zip; không dùng được “{archive}”"
    if archive.resolve().is_relative_to(target.resolve()):
        return f"tệp .zip không thể nằm trong chính trang: “{archive}”; chọn một nơi khác"
    return ""


def _build(options: argparse.Namespace, editor: Mapping[str, bytes] | None) -> int:
    visibility = Visibility.INTERNAL if options.visibility == "internal" else Visibility.PUBLIC
    if options.engine == "zensical":
        from generator.adapters.folder import build_site
    else:
        from generator.adapters.mkdocs_plugin import build_site
    with open_for(options.root, template_files.built_in(), is_wanted=not options.no_cache) as kept:
        return build_site(options.root, options.site_dir, visibility, options.documents, editor, options.bundle, kept)


COMMAND = Command("kiểm tra nội dung và dựng trang", add_arguments, run)
