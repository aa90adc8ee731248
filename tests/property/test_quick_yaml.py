"""What reads plain front matter fast gives what libyaml gives, or nothing."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import files, quick_yaml
from generator.placed_yaml import YamlError, read_mapping
from tests.samples import base

TEXTS = [data.decode() for path, data in base().items() if path.endswith(".md")]
CLOSINGS = {text: files.closing_line(text, 0) for text in TEXTS if text.startswith("---\n")}
SAMPLES = sorted(text[3 : line.start()] for text, line in CLOSINGS.items() if line)
PLAIN = """
id: x
title: >-
  Về việc học
  trong hai dòng
note: |
  Một.
  Hai.
topics: [a, b c, 'd, e', "f"]
sources:
- {article: x, lines: "9-11, 14"}
  # ghi chú
- url: https://example.org/#a
  seen: 2021-10-25
status:
  checked: 2021-02-30
  value: 'x: #y'
time: {theory: 3, practice: 1.5}
empty: []
"""
PIECES = (
    *(
        "\n",
        "\n\n",
        " ",
        "  ",
        "- ",
        "-",
        ": ",
        ":",
        "#",
        " #",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "\t",
        "\\",
        "--",
    ),
    *(
        "&a ",
        "*a",
        "!x ",
        ">-",
        ">",
        "|",
        "|-",
        "|2",
        ">+",
        "? ",
        "?",
        "%",
        "@",
        "`",
        "---",
        "...",
        "<<",
        "=",
        "~",
        "é",
    ),
    *(
        "true",
        "no",
        "y",
        "Off",
        "null",
        "012",
        "0x1F",
        "1_000",
        "+1",
        ".5",
        "1e5",
        ".inf",
        "1:30",
        "2021-01-02",
        "a: b",
    ),
    *("\u00a0", "\u2028", "\x85", "\ufeff", "\U0001f600", "''", '""', "'a''b'", '"a\\n"', "[a, b]", "{a: b}", "[a,]"),
    *("\n  a: b", "\n- x", "\n  - y", "\nkey:", "\n# c", "\n  # c", "\n    z", "\n   ", "  \n", "\nkey: value\n"),
)

edits = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES), st.integers(0, 3)), max_size=4)


def edited(text: str, changes: list[tuple[float, str, int]]) -> str:
    for where, piece, gone in changes:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + gone :]
    return text


def slowly(text: str) -> Any:
    try:
        return read_mapping(text).values
    except YamlError as error:
        return error


@given(st.sampled_from([PLAIN, *SAMPLES]), edits)
@example("\na: >-\n  x\n\n  # y\nb: 1\n", [])
@example("\na: |\n  x", [])
@example("\na:\n-  x\n", [])
def test_same_values_or_none(text: str, changes: list[tuple[float, str, int]]) -> None:
    text = edited(text, changes)
    found = quick_yaml.read(text)
    assert found is None or repr(found) == repr(slowly(text))


@given(st.lists(st.sampled_from([*PIECES, "a:", "b: ", "x", "\na: ", "\n- ", "\n  "]), max_size=12))
def test_same_values_of_any_text(pieces: list[str]) -> None:
    text = f"\na: x{''.join(pieces)}\n"
    found = quick_yaml.read(text)
    assert found is None or repr(found) == repr(slowly(text))


@pytest.mark.parametrize("text", [PLAIN, *SAMPLES])
def test_what_is_written_plainly_is_read(text: str) -> None:
    assert repr(quick_yaml.read(text)) == repr(slowly(text))
