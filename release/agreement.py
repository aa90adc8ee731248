"""A checkout in; out, what must be put right before it can be released, and what the changelog says of the release."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.parts import Part, read_lock


@dataclass(frozen=True)
class Notes:
    """The newest section of the changelog; no day while it is unreleased."""

    version: str
    day: date | None
    text: str


def read_notes(root: Path) -> Notes:
    """Raises ValueError when the changelog does not begin with a section `## 1.2.3 (2026-11-22)`."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## (\S+) \((\S+)\)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise ValueError("CHANGELOG.md has no section with a version and a day")
    day = None if found[2] == "unreleased" else date.fromisoformat(found[2])
    return Notes(found[1], day, found[3].strip() + "\n")


def read_project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def disagreements(root: Path, notes: Notes, parts: tuple[Part, ...]) -> Iterator[str]:
    """One line for each thing that does not agree; nothing when the checkout can be released."""
    project = read_project(root)
    version = project["project"]["version"]
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        yield f"pyproject.toml: version {version} is not of the form 1.2.3"
    if notes.version != version:
        yield f"CHANGELOG.md begins with {notes.version}, pyproject.toml says {version}"
    if notes.day is None:
        yield f"CHANGELOG.md: {notes.version} has no day yet"
    yield from _unlocked(root, project)
    for part in parts:
        if not part.is_permitted:
            yield f"licence of {part.name} {part.version}: {part.licence or 'unknown'} (release/parts.py)"
    yield from _uncommitted(root, version)


def _unlocked(root: Path, project: dict[str, Any]) -> Iterator[str]:
    needed = project["project"]["dependencies"]
    extras = [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    for lock, requirements in (("requirements.lock", needed), ("requirements-dev.lock", [*needed, *extras])):
        locked = read_lock(root / lock)
        for one in map(Requirement, requirements):
            version, hashes = locked.get(canonicalize_name(one.name), ("nothing", ()))
            if not hashes or not one.specifier.contains(version):
                yield f"{lock}: {one} but locked is {version}; run make lock"


def _uncommitted(root: Path, version: str) -> Iterator[str]:
    if _git(root, "status", "--porcelain"):
        yield "there are changes that are not committed"
    if _git(root, "tag", "--list", f"v{version}") and _git(root, "rev-list", "-1", f"v{version}") != _git(
        root, "rev-parse", "HEAD"
    ):
        yield f"v{version} is released already, as another commit"


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *arguments], check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()
