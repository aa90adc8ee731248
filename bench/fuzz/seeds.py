"""The files of the tests in, a first corpus and a dictionary of words that matter out."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.samples import RULES

WORDS = (
    "---\\x0a",
    "id: ",
    "sources: [{article: ",
    "visibility: noi-bo",
    "audiences: [",
    "::: doi-tuong ",
    "::: noi-bo",
    ":::",
    "](",
    "![",
    "```",
    "~~~",
    "<!--",
    "-->",
    "<!-- sotay: ignore ",
    "# sotay: ignore ",
    "{#",
    "{{",
    "{%",
    "!ENV ",
    "!!python/name:",
    "&a ",
    "*a",
    "<<: ",
    "\\x00",
    "\\xff\\xfe",
    "\\xef\\xbb\\xbf",
    "\\xe2\\x80\\xa8",
    "\\xcc\\x81",
    "../",
    "javascript:",
    "2021-02-30",
    "extra:\\x0a  sotay:\\x0a    ",
    "rules: {",
)


def write(folder: Path, targets: int) -> None:
    """Put every test file into `folder` once for each target; nothing is written twice."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(RULES.rglob("*")):
        if path.is_file() and path.stat().st_size < 4000:
            for target in range(targets):
                data = bytes([target]) + path.read_bytes()
                (folder / hashlib.blake2b(data, digest_size=10).hexdigest()).write_bytes(data)


def dictionary() -> str:
    """The words in libFuzzer's form, one a line."""
    return "".join(f'"{word}"\n' for word in WORDS)
