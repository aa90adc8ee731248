"""`sotay import`: a Word file, saved page or plain text in, a draft entry out."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from generator import build, markdown, skeleton
from generator.commands import FINE, Command, usage
from generator.importing.draft import draft
from generator.importing.reading import SUFFIXES, UnreadableFileError, read_file
from generator.kinds import KINDS

LONGEST_ID = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="tệp .docx, .html, .txt hoặc .md")
    parser.add_argument("--kind", default="nghi-quyet", metavar="KIND", help="loại mục: " + ", ".join(KINDS))
    parser.add_argument("--id", metavar="ID", help="mã của mục; mặc định lấy từ tên tệp")


def run(options: argparse.Namespace) -> int:
    kind = skeleton.find_kind(options.kind)
    if kind is None:
        return usage(f"không có loại mục “{options.kind}”; các loại: {', '.join(KINDS)}")
    if options.file.suffix.lower() not in SUFFIXES or not options.file.is_file():
        return usage(f"“{options.file}” không phải một tệp {', '.join(SUFFIXES)} có thật")
    identifier = options.id or markdown.slugify(options.file.stem)[:LONGEST_ID].strip("-")
    if not skeleton.is_identifier(identifier):
        return usage(f"mã “{identifier}” chỉ gồm chữ thường không dấu, chữ số và gạch nối; ghi --id")
    site, knowledge, _ = build.understand(options.root)
    path: Path = options.root / site.docs / kind.folder / f"{identifier}.md"
    if path.exists():
        return usage(f"đã có tệp {path}; ghi --id khác")
    try:
        reading = read_file(options.file)
    except UnreadableFileError as error:
        return usage(f"không đọc được “{options.file}”: {error}")
    today = date.today().isoformat()  # noqa: DTZ011 - the author's own day
    known = skeleton.known(knowledge.catalog, knowledge.settings, today, {})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft(kind, identifier, reading, options.file.name, known), encoding="utf-8", newline="\n")
    print(f"Đã tạo bản nháp {path}. Sửa các chỗ có chữ CẦN ĐIỀN; trang không dựng được cho tới khi sửa xong.")
    if reading.encoding:
        print(f"Văn bản gõ bằng bảng mã {reading.encoding.name}, đã đổi sang Unicode; đọc lại kỹ.")
    return FINE


COMMAND = Command("tạo bản nháp của một mục từ tệp Word, trang web hoặc văn bản", add_arguments, run)
