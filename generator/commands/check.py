"""`sotay check`: everything wrong with the content, as a report; with `--fix` what is safe is repaired first."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import git, report, settings, source, template_files, understanding
from generator.cache import open_for
from generator.commands import CONTENT_ERRORS, FINE, Command, usage
from generator.diagnostics import Diagnostic, has_errors
from generator.fixing.tones import Tone
from generator.kinds import KINDS
from generator.kinds.record import Record
from generator.teaching import as_full


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="chỉ báo lỗi ở các tệp, thư mục này")
    parser.add_argument("--only", metavar="BASE", help="chỉ báo lỗi ở các tệp đã đổi so với nhánh hoặc commit này")
    parser.add_argument(
        "--format",
        choices=(*report.REPORTS, "full"),
        help="dạng báo cáo; mặc định: full (có trích đoạn) khi xem trên màn hình, text khi ghi ra tệp",
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="sửa những gì sửa được chắc chắn: ký tự, khoảng trắng, ngày, thứ tự trường; ghi mã của đề mục, câu hỏi",
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="đọc lại mọi tệp, không dùng và không ghi kết quả của lần chạy trước",
    )
    parser.add_argument(
        "--tone-style",
        choices=tuple(Tone),
        help="cùng với --fix: đặt dấu thanh kiểu cũ (hòa, thúy) hay mới (hoà, thuý)",
    )


def run(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not _is_inside(options.root, path)]
    if missing:
        return usage(f"trong kho không có tệp hay thư mục “{missing[0]}”")
    if options.tone_style and not options.fix:
        return usage("--tone-style chỉ dùng cùng với --fix")
    try:
        changed = git.changed_since(options.root, options.only) if options.only else None
    except git.GitError as error:
        return usage(f"--only cần một kho git và một nhánh hoặc commit có thật: {error}")
    scope = Scope(options.root, options.paths, changed)
    if options.fix:
        _fix(options.root, scope, options.tone_style)
    with open_for(options.root, template_files.built_in(), is_wanted=not options.no_cache) as kept:
        everything = understanding.check(options.root, kept)
    found = [one for one in everything if scope.holds(one.place.path)]
    print(_report(found, options))
    _mention_hidden(everything, found)
    return CONTENT_ERRORS if has_errors(found) else FINE


class Scope:
    """The files that were asked for: named paths (from the working folder or the root), changed files, or all."""

    def __init__(self, root: Path, paths: Sequence[str], changed: frozenset[Path] | None) -> None:
        self.root = root.resolve()
        self.wanted = [_resolve(root, path) for path in paths]
        self.changed = changed

    def holds(self, path: str) -> bool:
        """Whether a file (its path relative to the root) is asked for."""
        file = (self.root / path).resolve()
        is_named = not self.wanted or any(file.is_relative_to(one) for one in self.wanted)
        return is_named and (self.changed is None or file in self.changed)


def _resolve(root: Path, path: str) -> Path:
    """A path as named from the working folder when that lies in the knowledge base, otherwise from the root."""
    named = Path(path).resolve()
    return named if named.is_relative_to(root.resolve()) and named.exists() else (root / path).resolve()


def _is_inside(root: Path, path: str) -> bool:
    file = _resolve(root, path)
    return file.exists() and file.is_relative_to(root.resolve())


def _report(found: Sequence[Diagnostic], options: argparse.Namespace) -> str:
    is_terminal = sys.stdout.isatty()
    if (options.format or ("full" if is_terminal else "text")) != "full":
        return report.REPORTS[options.format or "text"](found)
    site, _ = settings.load(options.root)
    # https://no-color.org: any value but an empty one turns colours off.
    colours = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return as_full(found, site.url if site.settings.manual else "", colours=colours)


def _mention_hidden(everything: Sequence[Diagnostic], found: Sequence[Diagnostic]) -> None:
    """A change can break files that it does not touch, so what is not shown is at least counted."""
    hidden = len(everything) - len(found)
    if hidden:
        print(f"Còn {hidden} lỗi, cảnh báo ở các tệp khác; chạy sotay check để xem tất cả.", file=sys.stderr)


def _fix(root: Path, scope: Scope, tone: Tone | None) -> None:
    """Repair the files asked for, and say which changed."""
    from generator import fixing, triage  # a check that repairs nothing starts faster without
    from generator.rules.addresses import UNNAMED_ANCHOR

    site, _ = settings.load(root)
    content, unreadable = source.read(root, site.docs)
    with_anchors = triage.is_asked_for(site, UNNAMED_ANCHOR)
    left_alone = {one.place.path for one in unreadable}
    for one in content.sources:
        if one.path in left_alone or not scope.holds(one.path):
            continue
        file = root / one.path
        kind = _kind_of(content.page_path(one))
        fixed = fixing.fix(one.text, kind, Tone(tone) if tone else None, with_anchors=with_anchors)
        repaired = fixed.encode()
        if repaired != file.read_bytes():
            file.write_bytes(repaired)
            print(f"Đã sửa {one.path}", file=sys.stderr)


def _kind_of(path: str) -> type[Record] | None:
    folder, _, name = path.partition("/")
    return None if name in ("", "index.md") else KINDS.get(folder)


COMMAND = Command("kiểm tra nội dung, không dựng trang", add_arguments, run)
