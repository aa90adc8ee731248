"""A folder with a lock file of npm in, the folder of its installed packages out.

Nothing of them stands in this repository; `npm ci` brings them into the user's cache once, each held against its hash.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from generator.browser_editor.bundle import EditorUnavailableError, npm

LOCK = ("package.json", "package-lock.json")
REGISTRY_TIMEOUT = 300
"""Seconds for `npm ci`, which otherwise tries for long where there is no network."""


class PackagesUnavailableError(Exception):
    """The packages cannot be had; the message says why."""


def install(folder: Path) -> Path:
    """The `node_modules` that `folder` locks; raises PackagesUnavailableError where npm cannot bring them."""
    digest = hashlib.sha256((folder / LOCK[1]).read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sotay"
    installed = cache / f"{folder.name}-{digest}"
    if not installed.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            _run_npm(folder, Path(work) / "new")
            _keep(Path(work) / "new", installed)
    return installed / "node_modules"


def _run_npm(folder: Path, work: Path) -> None:
    work.mkdir()
    for name in LOCK:
        shutil.copyfile(folder / name, work / name)
    try:
        command = [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        ran = subprocess.run(
            command, cwd=work, capture_output=True, encoding="utf-8", check=False, timeout=REGISTRY_TIMEOUT
        )
    except (EditorUnavailableError, subprocess.TimeoutExpired) as error:
        raise PackagesUnavailableError(str(error)) from error
    if ran.returncode:
        raise PackagesUnavailableError(" / ".join((ran.stderr or ran.stdout).strip().splitlines()[-5:]))


def _keep(made: Path, installed: Path) -> None:
    """Move what was made to its place in the cache, unless another run was faster."""
    try:
        made.rename(installed)
    except OSError:
        if not installed.is_dir():
            raise
