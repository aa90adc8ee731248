"""`sotay explain`: a rule's page of the manual in the terminal."""

from __future__ import annotations

import argparse

from generator import manual
from generator.commands import FINE, Command, usage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="mã hoặc tên quy tắc, ví dụ LK001")


def run(options: argparse.Namespace) -> int:
    rule = manual.find_rule(options.code)
    if rule is None:
        return usage(f"không có quy tắc “{options.code}”; các mã: {', '.join(r.code for r in manual.ALL_RULES)}")
    print(manual.rule_page(rule))
    return FINE


COMMAND = Command("giải thích một quy tắc kiểm tra", add_arguments, run, needs_root=False)
