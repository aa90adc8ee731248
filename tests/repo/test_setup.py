"""The set-up keeps its promises: full locks, entry points that load, clear scripts."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ["requirements.lock", "requirements-dev.lock"]
BIN = Path(sys.executable).parent


def read_lock(path: Path) -> dict[str, tuple[str, int]]:
    """Give `{name: (version, number of hashes)}`; fails on any line that is not one pinned requirement."""
    entries: dict[str, tuple[str, int]] = {}
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        requirement, *hashes = line.split("--hash=")
        pin = re.fullmatch(r"([a-z0-9-]+)==([\w.+]+)(?: ; [^/]+)?", requirement.strip())
        assert pin, f"{path.name}: not one exact version from the package index: {line[:100]}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value.strip()) for value in hashes), line[:100]
        assert pin[1] not in entries, f"{path.name}: {pin[1]} twice"
        entries[pin[1]] = (pin[2], len(hashes))
    return entries


def read_project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_and_hashes_everything(name: str, repository: Path) -> None:
    entries = read_lock(repository / name)
    assert len(entries) > 20
    assert [entry for entry, (_, hashes) in entries.items() if not hashes] == []


def test_development_lock_contains_the_runtime_lock(repository: Path) -> None:
    runtime, development = (read_lock(repository / name) for name in LOCKS)
    assert runtime.items() <= development.items()


@pytest.mark.parametrize(
    ("lock", "groups", "extras"),
    [("requirements.lock", ["build"], []), ("requirements-dev.lock", ["build", "dev"], ["zensical", "documents"])],
)
def test_lock_satisfies_pyproject(lock: str, groups: list[str], extras: list[str], repository: Path) -> None:
    project = read_project(repository)
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    wanted += [entry for group in groups for entry in project["dependency-groups"][group]]
    wanted += [entry for extra in extras for entry in project["project"]["optional-dependencies"][extra]]
    locked = read_lock(repository / lock)
    for requirement in map(Requirement, wanted):
        version, _ = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{lock}: {requirement} but {version}; run make lock"


@pytest.mark.parametrize("group", ["console_scripts", "mkdocs.plugins"])
def test_entry_points_load(group: str, repository: Path) -> None:
    declared: Mapping[str, str] = {
        "console_scripts": read_project(repository)["project"]["scripts"],
        "mkdocs.plugins": read_project(repository)["project"]["entry-points"]["mkdocs.plugins"],
    }[group]
    installed = {entry.name: entry for entry in entry_points(group=group)}
    assert declared
    for name, value in declared.items():
        assert installed[name].value == value
        assert callable(installed[name].load())


@pytest.mark.parametrize(
    ("file", "banned"),
    [("generator/build.py", True), ("tests/test_x.py", True), ("generator/adapters/mkdocs_plugin.py", False)],
)
def test_only_the_adapter_may_import_mkdocs(file: str, banned: bool, repository: Path) -> None:
    result = subprocess.run(
        [BIN / "ruff", "check", "--select", "TID251", "--stdin-filename", file, "-"],
        input="from mkdocs.config import base\n",
        cwd=repository,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ("TID251" in result.stdout) is banned, result.stdout + result.stderr


def run_script(name: str, *arguments: str, root: Path, commands: Mapping[str, str], folder: Path) -> str:
    """Run a script of .ci/ that must fail, `commands` (name: shell text) first on PATH; give its stderr."""
    for command, text in commands.items():
        (folder / command).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (folder / command).chmod(0o755)
    result = subprocess.run(
        [root / ".ci" / name, *arguments],
        env={"PATH": f"{folder}:/usr/bin:/bin"},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    return result.stderr


def test_missing_packages_are_named_to_who_cannot_install(repository: Path, tmp_path: Path) -> None:
    commands = {"id": "echo 1000", "sudo": "exit 1", "apt-get": "exit 9"}
    said = run_script("debian", "chromium", "fonts", root=repository, commands=commands, folder=tmp_path)
    assert said.count("\n") == 1
    assert "apt-get install -y --no-install-recommends chromium fonts" in said


def test_failed_installation_shows_why(repository: Path, tmp_path: Path) -> None:
    commands = {"id": "echo 0", "apt-get": "echo E: no such package; exit 100"}
    said = run_script("debian", "chromium", root=repository, commands=commands, folder=tmp_path)
    assert "E: no such package" in said
    assert "could not install" in said


def test_old_python_is_named(repository: Path, tmp_path: Path) -> None:
    old = 'if [ "$1" = -V ]; then echo Python 3.9.2; else exit 1; fi'
    said = run_script("venv", "oldpython", root=repository, commands={"oldpython": old}, folder=tmp_path)
    assert said.count("\n") == 1
    assert "Python 3.11 or newer is needed" in said
    assert "Python 3.9.2" in said
    assert not (tmp_path / ".venv").exists()


def test_scripts_can_be_run(repository: Path) -> None:
    scripts = sorted((repository / ".ci").iterdir())
    assert [script.name for script in scripts] == ["chromium", "debian", "run", "venv"]
    for script in scripts:
        assert script.stat().st_mode & 0o111, f"{script.name} is not executable"
        assert script.read_text(encoding="utf-8").startswith("#!/")
