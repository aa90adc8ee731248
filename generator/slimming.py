"""Our own styles or scripts in, the same without comments and indentation out: a third less to load.

Nothing is renamed or joined, so what an error message names is still found. Only comments that stand on lines of their
own are left out, so no string is ever read; no script of ours has text over several lines, a test says so.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_BLOCK = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENTATION = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


def slim(source: bytes, *, is_script: bool) -> bytes:
    """The file without comments on lines of their own, without indentation and empty lines."""
    text = _BLOCK.sub("", source.decode())
    if is_script:
        text = _LINE.sub("", text)
    return _INDENTATION.sub("", text).encode()


def join_scripts(paths: Iterable[Path]) -> bytes:
    """One script of these, in order."""
    return b"\n".join(slim(path.read_bytes(), is_script=True) for path in paths)
