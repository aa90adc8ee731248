"""A folder of tests/ in, its files as `{relative path: bytes}` out; such files in, a folder with them out."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
RULES = TESTS / "rules"
GOLDEN = TESTS / "golden"


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of `folder`."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    assert found, f"nothing in {folder}"
    return found


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write them below `folder`, which is made, and give it; text as UTF-8 with its line ends untouched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def base() -> dict[str, bytes]:
    """The smallest knowledge base in which every kind occurs and nothing is wrong."""
    return files_below(RULES / "_base")


def golden(case: str) -> dict[str, bytes]:
    """The knowledge base of a golden case, without what is expected of it."""
    found = files_below(GOLDEN / case)
    return {path: content for path, content in found.items() if not path.startswith("expected/")}


def count_forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that this one starts from now on."""
    started: list[int] = []
    fork = os.fork

    def counted() -> int:
        started.append(fork())
        return started[-1]

    monkeypatch.setattr("os.fork", counted)
    return started
