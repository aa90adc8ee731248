"""`sotay new`: a kind and an id in, a new entry's file out."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from generator import settings, skeleton
from generator.commands import FINE, Command, usage
from generator.kinds import KINDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="loại mục: " + ", ".join(KINDS))
    parser.add_argument("id", metavar="ID", help="mã của mục, cũng là tên tệp")


def run(options: argparse.Namespace) -> int:
    kind = skeleton.find_kind(options.kind)
    if kind is None:
        return usage(f"không có loại mục “{options.kind}”; các loại: {', '.join(KINDS)}")
    site, _ = settings.load(options.root)
    path: Path = options.root / site.docs / kind.folder / f"{options.id}.md"
    if not skeleton.is_identifier(options.id):
        return usage(f"mã “{options.id}” chỉ gồm chữ thường không dấu, chữ số và gạch nối, ví dụ 21-kl-tw-2021")
    if path.exists():
        return usage(f"đã có tệp {path}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(skeleton.skeleton(kind, options.id, date.today()), encoding="utf-8")  # noqa: DTZ011
    print(f"Đã tạo {path}. Điền các chỗ có chữ CẦN ĐIỀN rồi chạy sotay check.")
    return FINE


COMMAND = Command("tạo một mục mới", add_arguments, run)
