"""`sotay new`: a kind, an id and what is known of the entry in, its file out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from pydantic.fields import FieldInfo

from generator import build, schema, skeleton
from generator.commands import FINE, Command, usage
from generator.diagnostics import Diagnostic
from generator.kinds import KINDS, ORDER, Record
from generator.kinds.fields import Choice
from generator.kinds.shape import bare_type
from generator.report import line_of
from generator.template_files import folders

Given = dict[str, list[str]]

SHOWN = ("title", "summary", "topics", "audiences", "number", "issued", "kind", "theme")
"""Fields whose flags `--help` lists; there is one for every field of every kind."""

LEFT_TO_FILL = "ST004"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="loại mục: " + ", ".join(KINDS))
    parser.add_argument("id", metavar="ID", help="mã của mục, cũng là tên tệp")
    fields = {name: info for kind in ORDER for name, info in kind.model_fields.items() if name != "id"}
    for name, info in fields.items():
        help_ = f"{info.title}: {info.description}".replace("%", "%%") if name in SHOWN else argparse.SUPPRESS
        flag = "--" + name.replace("_", "-")
        parser.add_argument(flag, dest=f"field_{name}", action="append", metavar="GIÁ_TRỊ", help=help_)
    parser.epilog = "Trường nào cũng có cờ cùng tên (due_days: --due-days); danh sách: ghi cờ nhiều lần."


def run(options: argparse.Namespace) -> int:
    kind = skeleton.find_kind(options.kind)
    if kind is None:
        return usage(f"không có loại mục “{options.kind}”; các loại: {', '.join(KINDS)}")
    if not skeleton.is_identifier(options.id):
        return usage(f"mã “{options.id}” chỉ gồm chữ thường không dấu, chữ số và gạch nối, ví dụ 21-kl-tw-2021")
    given: Given = {n.removeprefix("field_"): v for n, v in vars(options).items() if n.startswith("field_") and v}
    unknown = [name for name in given if name not in kind.model_fields]
    if unknown:
        return usage(f"{kind.label.lower()} không có trường “{unknown[0]}”; có: {', '.join(kind.model_fields)}")
    return _create(options, kind, given)


def _create(options: argparse.Namespace, kind: type[Record], given: Given) -> int:
    site, knowledge, _ = build.understand(options.root)
    path: Path = options.root / site.docs / kind.folder / f"{options.id}.md"
    if path.exists():
        return usage(f"đã có tệp {path}")
    if sys.stdin.isatty():
        given = ask(kind, given, _answer)
    today = date.today().isoformat()  # noqa: DTZ011 - the author's own day
    known = skeleton.known(knowledge.catalog, knowledge.settings, today, given)
    try:
        text = skeleton.skeleton(kind, options.id, known, folders(options.root))
    except (yaml.YAMLError, RecursionError):
        return usage("giá trị của trường gồm nhiều phần phải viết theo YAML, ví dụ --time '{lecture: 3}'")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    _tell(options.root, path)
    return FINE


def _tell(root: Path, path: Path) -> None:
    """Say what is left to do: texts to fill in, and whatever else the check finds in the new file."""
    _, knowledge, found = build.understand(root)
    schema.write_ids(root, knowledge.catalog, knowledge.settings)
    own: list[Diagnostic] = [one for one in found if (root / one.place.path).resolve() == path.resolve()]
    marks = sum(one.rule.code == LEFT_TO_FILL for one in own)
    print(f"Đã tạo {path}." + (f" Điền {marks} chỗ có chữ CẦN ĐIỀN rồi chạy sotay check." if marks else ""))
    for one in own:
        if one.rule.code != LEFT_TO_FILL:
            print(line_of(one))


def ask(kind: type[Record], given: Given, read: Callable[[str], str]) -> Given:
    """Ask for every field shown that has no value yet; an empty answer leaves it for later."""
    answers = dict(given)
    for name, info in skeleton.wanted(kind, given).items():
        if name in ("added", "sources") or name in given:
            continue
        answer = read(_question(info)).strip()
        if answer:
            answers[name] = [answer]
    return answers


def _answer(question: str) -> str:
    """What is typed; the end of input (Ctrl+D) leaves this and all further fields for later."""
    try:
        return input(question)
    except EOFError:
        return ""


def _question(info: FieldInfo) -> str:
    type_ = bare_type(info)
    if isinstance(type_, type) and issubclass(type_, Choice):
        hint = ", ".join(f"{choice.value} ({choice.label})" for choice in type_)
    else:
        hint = f"ví dụ: {(info.examples or [''])[0]}"
    return f"{info.title}. {info.description}\n  {hint}\n> "


COMMAND = Command("tạo một mục mới", add_arguments, run)
