"""The command line in, the exit code out: 0 fine, 1 the content has errors, 2 wrong usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from generator import console
from generator.commands import FINE, Command, usage
from generator.knowledge import current_day

COMMANDS: dict[str, str] = {
    "build": "build",
    "check": "check",
    "documents": "documents",
    "teach": "teach",
    "preview": "preview",
    "serve": "serve",
    "init": "init",
    "import": "import_file",
    "new": "new",
    "explain": "explain",
    "fingerprint": "fingerprint",
    "record": "record",
    "impact": "impact",
    "schema": "schema",
    "urls": "urls",
}
"""What is typed -> its module in commands/. Only what is asked for is imported: it starts twice as fast."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    if arguments is None:
        console.restart_in_utf8("generator.cli")
    console.prepare()
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(given[:1]).parse_args(given)
    options.root = Path(options.root)
    try:
        current_day()
    except (ValueError, OverflowError, OSError):
        return usage("SOURCE_DATE_EPOCH phải là số giây kể từ năm 1970")
    command: Command = options.command
    try:
        if command.needs_root and not (options.root / "mkdocs.yml").is_file():
            return usage(f"thư mục “{options.root}” không có tệp mkdocs.yml; dùng -C để chỉ thư mục gốc của kho")
        code = command.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough (`sotay check | head`); nothing is left to say at exit either.
        console.give_up_output()
        return FINE
    except OSError as error:
        code = usage(_about(error))
        console.give_up_output()
    return code


def _about(error: OSError) -> str:
    """What the disk, or whoever stands behind the output, refused."""
    what = f" “{error.filename}”" if error.filename else ""
    return f"không đọc hoặc ghi được{what}: {error.strerror or error}"


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    """A parser of the command asked for; of all of them when that is none."""
    parser = argparse.ArgumentParser(prog="sotay", description="Dựng trang và hướng dẫn học tập từ kho Markdown.")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    for name in [one for one in asked if one in COMMANDS] or COMMANDS:
        command: Command = import_module(f"generator.commands.{COMMANDS[name]}").COMMAND
        one = commands.add_parser(name, help=command.help, description=command.help)
        one.add_argument("-C", dest="root", default=".", metavar="DIR", help="thư mục gốc của kho (có mkdocs.yml)")
        one.set_defaults(command=command)
        command.add_arguments(one)
    return parser


if __name__ == "__main__":
    sys.exit(main())
