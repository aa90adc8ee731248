"""What the tests of the editing page share: the editor's files, a new knowledge base and its page."""

import fcntl
from pathlib import Path

import pytest

from generator import browser_editor, settings
from generator.browser_editor import bundle
from generator.cli import main

ADMIN = "admin: {backend: github, repository: dang-uy/so-tay, branch: main}"


@pytest.fixture(scope="session")
def editor(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> dict[str, bytes]:
    """The editor's own files; the first run on a machine lets npm fetch them, one worker at a time."""
    shared = tmp_path_factory.getbasetemp()
    with ((shared if worker_id == "master" else shared.parent) / "editor.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return bundle.files()


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new knowledge base with an editing page; read it, never write into it."""
    root = tmp_path_factory.mktemp("editor") / "kho"
    assert main(["init", str(root), "--name", "Kho <thử>"]) == 0
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + f"    {ADMIN}\n", encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def page_files(starter: Path, editor: dict[str, bytes]) -> dict[str, bytes]:
    """Address -> content of the editing page of `starter`."""
    site, found = settings.load(starter)
    assert found == ()
    assert site.settings.admin is not None
    return browser_editor.write(site, site.settings.admin, editor)
