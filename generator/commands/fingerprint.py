"""`sotay fingerprint`: a source article's full text in, its fingerprint beside the article's entry out."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import fingerprints, settings, skeleton, source
from generator.commands import FINE, Command, usage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="mã của bài nguồn")
    parser.add_argument("file", type=Path, metavar="FILE", help="tệp văn bản toàn văn của bài, mỗi dòng là một đoạn")


def run(options: argparse.Namespace) -> int:
    if not skeleton.is_identifier(options.id) or not options.file.is_file():
        return usage(f"cần mã của bài nguồn và tệp toàn văn; không dùng được “{options.id}”, “{options.file}”")
    try:
        text = options.file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return usage(f"“{options.file}” không phải văn bản UTF-8")
    site, _ = settings.load(options.root)
    path = source.fingerprint_path(options.root / site.docs, options.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fingerprints.write(fingerprints.take(text)), encoding="utf-8")
    print(f"Đã ghi {path}.")
    return FINE


COMMAND = Command("lưu dấu vân của một bài nguồn để đối chiếu con số và lời trích", add_arguments, run)
