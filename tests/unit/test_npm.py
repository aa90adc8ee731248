"""Packages of npm are fetched once, for each content of their lock file, and only whole ones are kept."""

from pathlib import Path

import pytest

from generator.browser_editor import npm


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A lock file."""
    path = tmp_path / "package-lock.json"
    path.write_text("{}", encoding="utf-8")
    return path


def make(work: Path) -> Path:
    (work / "made").mkdir()
    (work / "made" / "a.js").write_text("1", encoding="utf-8")
    return work / "made"


def fail(work: Path) -> Path:
    make(work)
    raise npm.PackagesUnavailableError("không có mạng")


def test_made_once_for_each_lock_file(locked: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = npm.keep_once("admin", (locked,), make, cache)
    assert (first / "a.js").read_text(encoding="utf-8") == "1"
    assert npm.keep_once("admin", (locked,), fail, cache) == first
    locked.write_text('{"a": 1}', encoding="utf-8")
    assert npm.keep_once("admin", (locked,), make, cache) != first


def test_what_failed_is_not_kept(locked: Path, tmp_path: Path) -> None:
    with pytest.raises(npm.PackagesUnavailableError, match="không có mạng"):
        npm.keep_once("admin", (locked,), fail, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_another_run_may_be_faster(locked: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"

    def overtaken(work: Path) -> Path:
        npm.keep_once("admin", (locked,), make, cache)
        return make(work)

    kept = npm.keep_once("admin", (locked,), overtaken, cache)
    assert [path.name for path in cache.iterdir()] == [kept.name]


def test_what_npm_says_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "npm"
    script.write_text("#!/bin/sh\necho npm error ENOTFOUND >&2\nexit 1\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(npm, "find", lambda: str(script))
    with pytest.raises(npm.PackagesUnavailableError, match="ENOTFOUND"):
        npm.install(Path(npm.__file__).parents[1] / "assets" / "admin", tmp_path / "work")
