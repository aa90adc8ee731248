"""Two revisions of a knowledge base in, what the change between them does to readers out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import git
from generator.impact.comparison import Impact, compare
from generator.impact.side import Side, read_side
from generator.kinds.record import Visibility
from generator.template_files import built_in

WORKING_TREE = "bản đang sửa"


@dataclass(frozen=True)
class Range:
    """Two revisions; `head` is None for the files as they lie in the folder."""

    base: str
    head: str | None


def parse_range(root: Path, words: str) -> Range:
    """`A..B`, `A...B` (from where B left A) or `A` (up to the files in the folder). Raises GitError."""
    base, dots, head = words.partition("...")
    if dots:
        return Range(git.merge_base(root, base or "HEAD", head or "HEAD"), head or "HEAD")
    base, dots, head = words.partition("..")
    return Range(base or "HEAD", (head or "HEAD") if dots else None)


def measure(root: Path, between: Range, visibility: Visibility = Visibility.PUBLIC) -> Impact:
    """Render both sides as Markdown and compare them. Raises GitError for a revision that does not exist."""
    with tree(root, between.base) as old, tree(root, between.head) as new:
        return compare(_side(old, between.base, visibility), _side(new, between.head or WORKING_TREE, visibility))


def _side(root: Path, name: str, visibility: Visibility) -> Side:
    return read_side(root, name, visibility) if (root / "mkdocs.yml").is_file() else Side.empty(name)


@contextmanager
def tree(root: Path, revision: str | None) -> Iterator[Path]:
    """The files of a revision in a folder of their own."""
    if revision is None:
        yield root
        return
    with tempfile.TemporaryDirectory(prefix="sotay-") as name:
        folder = Path(name)
        git.export(root, revision, folder)
        if (root / "templates").resolve() == built_in().resolve():
            # Templates of another revision of the generator do not fit the one that is running.
            shutil.rmtree(folder / "templates", ignore_errors=True)
        yield folder
