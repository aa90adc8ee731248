"""Commands and exit codes: 0 fine, 1 the content has errors, 2 wrong usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from generator import build, fingerprints, manual, report, schema, settings, skeleton, source
from generator.diagnostics import Diagnostic, has_errors
from generator.kinds import KINDS
from generator.kinds.record import Visibility

FINE, CONTENT_ERRORS, WRONG_USAGE = 0, 1, 2

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    options.root = Path(options.root)
    if options.needs_root and not (options.root / "mkdocs.yml").is_file():
        return _usage(f"thư mục “{options.root}” không có tệp mkdocs.yml; dùng -C để chỉ thư mục gốc của kho")
    command: Command = options.command
    return command(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sotay", description="Dựng trang và hướng dẫn học tập từ kho Markdown.")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")

    def add(name: str, command: Command, help_: str, *, needs_root: bool = True) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=help_, description=help_)
        one.add_argument("-C", dest="root", default=".", metavar="DIR", help="thư mục gốc của kho (có mkdocs.yml)")
        one.set_defaults(command=command, needs_root=needs_root)
        return one

    one = add("build", _build, "kiểm tra nội dung và dựng trang")
    one.add_argument("--site-dir", type=Path, metavar="DIR", help="nơi ghi trang (mặc định: site_dir trong mkdocs.yml)")
    one.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs", help="bộ máy dựng trang")
    one.add_argument("--visibility", choices=("public", "internal"), default="public", help="bản công khai hay nội bộ")
    one = add("check", _check, "kiểm tra nội dung, không dựng trang")
    one.add_argument("paths", nargs="*", metavar="PATH", help="chỉ báo lỗi ở các tệp, thư mục này")
    one.add_argument("--format", choices=tuple(report.REPORTS), default="text", help="dạng báo cáo")
    one = add("serve", _serve, "xem trước trang, tự cập nhật khi sửa tệp")
    one.add_argument("--address", metavar="IP:CỔNG", help="mặc định 127.0.0.1:8000")
    one = add("new", _new, "tạo một mục mới")
    one.add_argument("kind", metavar="KIND", help="loại mục: " + ", ".join(KINDS))
    one.add_argument("id", metavar="ID", help="mã của mục, cũng là tên tệp")
    one = add("explain", _explain, "giải thích một quy tắc kiểm tra", needs_root=False)
    one.add_argument("code", metavar="CODE", help="mã hoặc tên quy tắc, ví dụ LK001")
    one = add("fingerprint", _fingerprint, "lưu dấu vân của một bài nguồn để đối chiếu con số và lời trích")
    one.add_argument("id", metavar="ID", help="mã của bài nguồn")
    one.add_argument("file", type=Path, metavar="FILE", help="tệp văn bản toàn văn của bài, mỗi dòng là một đoạn")
    one = add("schema", _schema, "ghi lược đồ JSON của các loại mục")
    one.add_argument("--check", action="store_true", help="chỉ kiểm tra lược đồ có còn đúng không")
    return parser


def _usage(message: str) -> int:
    print(f"sotay: {message}", file=sys.stderr)
    return WRONG_USAGE


def _build(options: argparse.Namespace) -> int:
    visibility = Visibility.INTERNAL if options.visibility == "internal" else Visibility.PUBLIC
    if options.engine == "zensical":
        from generator.adapters import folder

        return folder.build_site(options.root, options.site_dir, visibility)
    from generator.adapters import mkdocs_plugin

    return mkdocs_plugin.build_site(options.root, options.site_dir, visibility)


def _check(options: argparse.Namespace) -> int:
    missing = [path for path in options.paths if not (options.root / path).exists() and not Path(path).exists()]
    if missing:
        return _usage(f"không có tệp hay thư mục “{missing[0]}”")
    found = _only(build.check(options.root), options.root, options.paths)
    print(report.REPORTS[options.format](found))
    return CONTENT_ERRORS if has_errors(found) else FINE


def _only(found: tuple[Diagnostic, ...], root: Path, paths: list[str]) -> tuple[Diagnostic, ...]:
    """The findings in the named files and folders; paths count from the working folder or from the root."""
    if not paths:
        return found
    wanted = [(Path(path) if Path(path).exists() else root / path).resolve() for path in paths]
    files = {path: (root / path).resolve() for path in {d.place.path for d in found}}
    return tuple(d for d in found if any(files[d.place.path].is_relative_to(one) for one in wanted))


def _serve(options: argparse.Namespace) -> int:
    from generator.adapters import mkdocs_plugin

    mkdocs_plugin.serve_site(options.root, options.address)
    return FINE


def _new(options: argparse.Namespace) -> int:
    kind = skeleton.find_kind(options.kind)
    if kind is None:
        return _usage(f"không có loại mục “{options.kind}”; các loại: {', '.join(KINDS)}")
    site, _ = settings.load(options.root)
    path: Path = options.root / site.docs / kind.folder / f"{options.id}.md"
    if not skeleton.is_identifier(options.id):
        return _usage(f"mã “{options.id}” chỉ gồm chữ thường không dấu, chữ số và gạch nối, ví dụ 21-kl-tw-2021")
    if path.exists():
        return _usage(f"đã có tệp {path}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(skeleton.skeleton(kind, options.id, date.today()), encoding="utf-8")  # noqa: DTZ011
    print(f"Đã tạo {path}. Điền các chỗ có chữ CẦN ĐIỀN rồi chạy sotay check.")
    return FINE


def _explain(options: argparse.Namespace) -> int:
    rule = manual.find_rule(options.code)
    if rule is None:
        return _usage(f"không có quy tắc “{options.code}”; các mã: {', '.join(r.code for r in manual.ALL_RULES)}")
    print(manual.rule_page(rule))
    return FINE


def _fingerprint(options: argparse.Namespace) -> int:
    if not skeleton.is_identifier(options.id) or not options.file.is_file():
        return _usage(f"cần mã của bài nguồn và tệp toàn văn; không dùng được “{options.id}”, “{options.file}”")
    site, _ = settings.load(options.root)
    path = source.fingerprint_path(options.root / site.docs, options.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fingerprints.write(fingerprints.take(options.file.read_text(encoding="utf-8"))), encoding="utf-8")
    print(f"Đã ghi {path}.")
    return FINE


def _schema(options: argparse.Namespace) -> int:
    if not options.check:
        print("\n".join(schema.write(options.root)))
        return FINE
    stale = schema.stale(options.root)
    for path in stale:
        print(f"{path} không còn đúng với khai báo; chạy: sotay schema", file=sys.stderr)
    return CONTENT_ERRORS if stale else FINE


if __name__ == "__main__":
    sys.exit(main())
