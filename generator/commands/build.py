"""`sotay build`: the content checked and the site written."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import downloads
from generator.commands import Command, usage
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


def run(options: argparse.Namespace) -> int:
    if options.documents and (missing := downloads.missing_libraries()):
        return usage(missing)
    target = options.site_dir or options.root / str(raw_config(options.root).get("site_dir") or "site")
    if options.root.resolve().is_relative_to(target.resolve()):
        return usage(f"trang không thể thay chỗ của chính kho: “{target}”; chọn một thư mục khác")
    visibility = Visibility.INTERNAL if options.visibility == "internal" else Visibility.PUBLIC
    if options.engine == "zensical":
        from generator.adapters import folder

        return folder.build_site(options.root, options.site_dir, visibility, options.documents)
    from generator.adapters import mkdocs_plugin

    return mkdocs_plugin.build_site(options.root, options.site_dir, visibility, options.documents)


COMMAND = Command("kiểm tra nội dung và dựng trang", add_arguments, run)
