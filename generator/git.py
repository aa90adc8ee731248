"""A folder under version control in; which files changed, and its content at a revision, out."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path


class GitError(Exception):
    """Git cannot answer: no repository here, or no such revision; the text is git's own."""


def _git(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    except subprocess.CalledProcessError as error:
        raise GitError(error.stderr.decode(errors="replace").strip()) from error


def changed_since(root: Path, base: str) -> frozenset[Path]:
    """Files below `root` that differ from where this branch left `base`, with those not yet added; absolute paths."""
    start = _git(root, "merge-base", "--end-of-options", base, "HEAD").decode().strip()
    tracked = _git(root, "diff", "--name-only", "--relative", "-z", "--diff-filter=d", start, "--", ".")
    added = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    names = [name for name in (tracked + added).decode().split("\0") if name]
    return frozenset((root / name).resolve() for name in names)


def merge_base(root: Path, first: str, second: str) -> str:
    """The commit where two revisions parted."""
    return _git(root, "merge-base", "--end-of-options", first, second).decode().strip()


def commit(root: Path, revision: str) -> str:
    """The full id of the commit that a name means."""
    name = f"{revision}^{{commit}}"
    return _git(root, "rev-parse", "--verify", "--end-of-options", name).decode().strip()


def export(root: Path, revision: str, folder: Path) -> None:
    """Write what `root` holds at a revision into `folder`: nothing when it was not there yet."""
    # Inside a subfolder git archive limits a whole tree to that folder, so it runs at the top.
    top = Path(_git(root, "rev-parse", "--show-toplevel").decode().strip())
    prefix = _git(root, "rev-parse", "--show-prefix").decode().strip().rstrip("/")
    tree = commit(root, revision)
    if prefix:
        if not _git(top, "ls-tree", "-d", tree, "--", prefix):
            return
        tree = f"{tree}:{prefix}"
    with zipfile.ZipFile(io.BytesIO(_git(top, "archive", "--format=zip", tree))) as archive:
        archive.extractall(folder)
