"""The name of a new knowledge base in, its files out: settings, an example of each kind, workflows, editor settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.template_files import built_in

DOT = "dot_"
"""Stands for the dot at the start of a name: packers and search tools skip hidden files."""


def files(name: str, requirement: str, today: date) -> dict[str, str]:
    """Path below the new root -> text, without the files that `sotay schema` generates."""
    folder = built_in() / "init"
    marks = {"@NAME@": name.replace('"', "'"), "@TODAY@": today.isoformat(), "@GENERATOR@": requirement}
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[_shown(path.relative_to(folder))] = _fill(path.read_text(encoding="utf-8"), marks)
    return found


def _shown(path: Path) -> str:
    return "/".join("." + part.removeprefix(DOT) if part.startswith(DOT) else part for part in path.parts)


def _fill(text: str, marks: dict[str, str]) -> str:
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


def write(root: Path, name: str, requirement: str, today: date) -> list[str]:
    """Write a new knowledge base into `root`, which must not hold any of its files; returns their paths."""
    for path, text in files(name, requirement, today).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return list(files(name, requirement, today))
