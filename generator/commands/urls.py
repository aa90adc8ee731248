"""`sotay urls`: every address of the site; with `--against`, those of an earlier one that no longer lead anywhere."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from generator import git, impact, report
from generator.api import MANIFEST
from generator.build import build
from generator.commands import CONTENT_ERRORS, FINE, Command, usage
from generator.diagnostics import Diagnostic
from generator.kinds.record import Visibility
from generator.permalinks import Address, read_manifest, unresolved


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng danh sách; json: như manifest")
    parser.add_argument(
        "--against",
        metavar="EARLIER",
        help="danh mục địa chỉ trước đây: tệp manifest.json, thư mục của trang đã dựng, hoặc nhánh, commit của kho git",
    )
    parser.add_argument(
        "--visibility", choices=("public", "internal"), default="public", help="bản công khai hay nội bộ"
    )


def run(options: argparse.Namespace) -> int:
    visibility = Visibility.INTERNAL if options.visibility == "internal" else Visibility.PUBLIC
    made = build(options.root, visibility)
    if made.has_errors:
        return _complain(made.diagnostics)
    if options.against is None:
        print(_listed(made.addresses, options.format))
        return FINE
    try:
        earlier = _earlier(options.root, options.against, visibility)
    except (git.GitError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return usage(f"“{options.against}” không phải tệp manifest.json, trang đã dựng, nhánh hay commit: {error}")
    lost = list(unresolved(earlier, made.addresses))
    for address, remedy in lost:
        print(f"{address}: không còn dẫn tới đâu (gợi ý: {remedy})")
    count = sum(1 + len(one.anchors) for one in earlier)
    print(
        f"{len(lost)} trong {count} địa chỉ trước đây không còn." if lost else f"Cả {count} địa chỉ trước đây vẫn còn."
    )
    return CONTENT_ERRORS if lost else FINE


def _complain(diagnostics: tuple[Diagnostic, ...]) -> int:
    print(report.as_text(diagnostics))
    return CONTENT_ERRORS


def _listed(addresses: tuple[Address, ...], form: str) -> str:
    if form == "json":
        return json.dumps([one.as_json() for one in addresses], ensure_ascii=False, indent=1)
    return "\n".join("/" + line for one in addresses for line in (one.url, *(f"{one.url}#{a}" for a in one.anchors)))


def _earlier(root: Path, name: str, visibility: Visibility) -> list[Address]:
    """The addresses that were: of a file, of a built site, or of a revision rendered anew."""
    path = Path(name)
    if path.is_dir():
        path /= MANIFEST
    if path.is_file():
        return read_manifest(json.loads(path.read_text(encoding="utf-8")))
    with impact.tree(root, name) as folder:
        # A revision from before there was a knowledge base has no addresses to keep.
        return list(build(folder, visibility).addresses) if (folder / "mkdocs.yml").is_file() else []


COMMAND = Command("liệt kê mọi địa chỉ của trang, hoặc báo địa chỉ trước đây đã mất", add_arguments, run)
