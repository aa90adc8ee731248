"""`sotay init`: a folder in, a new knowledge base that builds at once out."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from generator import build, schema, starter
from generator.commands import FINE, Command, usage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục mới, hoặc thư mục trống")
    parser.add_argument("--name", default="Sổ tay học tập", help="tên kho, hiện ở đầu trang")
    parser.add_argument(
        "--generator",
        default="sotay",
        metavar="GÓI",
        help="dòng ghi vào requirements.txt: tên gói, tệp .whl hoặc địa chỉ git của bộ dựng",
    )


def run(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(one.name != ".git" for one in folder.iterdir())):
        return usage(f"“{folder}” đã có nội dung; chọn một thư mục mới hoặc trống")
    made = starter.write(folder, options.name, options.generator, date.today())  # noqa: DTZ011 - the author's own day
    _, knowledge, _ = build.understand(folder)
    made += schema.write(folder, knowledge.catalog, knowledge.settings)
    print(f"Đã tạo {len(made)} tệp trong {folder}. Bước tiếp theo:\n  cd {folder}\n  sotay check\n  sotay serve")
    return FINE


COMMAND = Command("tạo một kho tư liệu mới có sẵn mục mẫu", add_arguments, run, needs_root=False)
