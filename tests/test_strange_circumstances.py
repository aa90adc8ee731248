"""Every command in circumstances nobody wishes for: a message and exit code 0, 1 or 2, never a traceback."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import cli
from generator.commands import CONTENT_ERRORS, FINE, WRONG_USAGE
from tests.conftest import KnowledgeBase
from tests.samples import base

SOTAY = Path(sys.executable).with_name("sotay")
PLACES: dict[str, dict[str, str | bytes] | None] = {
    "missing": None,
    "empty": {},
    "settings empty": {"mkdocs.yml": "", "docs/x.md": "# X\n"},
    "settings a list": {"mkdocs.yml": "- a\n", "docs/x.md": "# X\n"},
    "settings in UTF-16": {"mkdocs.yml": "site_name: x\n".encode("utf-16"), "docs/x.md": "# X\n"},
    "settings of wrong types": {"mkdocs.yml": "site_name: x\nplugins: 3\nnav: x\ntheme: 1\n", "docs/x.md": "# X\n"},
    "settings from nowhere": {"mkdocs.yml": "INHERIT: khong.yml\nsite_name: x\n", "docs/x.md": "# X\n"},
    "unknown plugin": {"mkdocs.yml": "site_name: x\nplugins: [khong-co]\n", "docs/x.md": "# X\n"},
    "settings a folder": {"mkdocs.yml/x": "", "docs/x.md": "# X\n"},
    "no docs": {"mkdocs.yml": "site_name: x\n"},
    "docs a file": {"mkdocs.yml": "site_name: x\n", "docs": "x"},
    "broken content": {"mkdocs.yml": "site_name: x\n", "docs/thuat-ngu/a.md": b"---\nid: [\xff\n", "docs/b.md/c": ""},
}
COMMANDS: dict[str, list[str]] = {
    "build": ["--site-dir", "{out}"],
    "check": [],
    "documents": ["--out", "{out}", "huong-dan"],
    "teach": ["--out", "{out}", "khong-co"],
    "serve": ["--address", "127.0.0.1:99999"],
    "init": ["/proc/khong-duoc/x"],
    "import": ["{root}/khong-co.html"],
    "new": ["khong-co", "x"],
    "explain": ["LK999"],
    "fingerprint": ["x", "{root}/khong-co.txt"],
    "impact": ["khong-co"],
    "schema": ["--check"],
}
READERS = ("check", *(name for name in cli.COMMANDS if name not in COMMANDS))
"""They may find nothing wrong: a plugin that is missing, say, is nothing to them."""
SPEAKING_THROUGH_A_LOG = ("build", "serve")
ENGINES = [["build", "--engine", "zensical", "--site-dir", "{out}"]]
REPORTS = [["check", "--format", "full"], ["check", "--fix"]]


def put(root: Path, place: str) -> Path:
    files = PLACES[place]
    if files is not None:
        root.mkdir()
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.mark.parametrize("place", PLACES)
def test_every_command_on_a_base_that_is_none(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process an exception would come out as itself."""
    root = put(tmp_path / "kho", place)
    monkeypatch.chdir(tmp_path)
    tried = [[name, *COMMANDS.get(name, [])] for name in cli.COMMANDS]
    tried += [*ENGINES, *REPORTS]
    for command in tried:
        name, *rest = [one.format(root=root, out=tmp_path / "out") for one in command]
        try:
            code = cli.main([name, *rest] + ([] if name in ("init", "explain") else ["-C", str(root)]))
        except SystemExit as stop:  # argparse
            code = int(stop.code or 0)
        said = capsys.readouterr()
        assert code in (CONTENT_ERRORS, WRONG_USAGE) or (code == FINE and name in READERS), (name, said)
        assert (said.out + said.err).strip() or name in SPEAKING_THROUGH_A_LOG, name


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    shell: str | None = None,
) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = ["sh", "-c", shell, "sh", SOTAY, *arguments] if shell else [SOTAY, *arguments]
    result = subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": os.defpath} | dict(environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert "Traceback" not in result.stderr + result.stdout, result.stderr
    return result


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"HOME": "/khong-co", "TERM": "dumb", "COLUMNS": "x"},
    ],
    ids=["C", "ascii file names", "ascii output", "no home"],
)
def test_output_is_utf8_whatever_the_locale(environment: dict[str, str], knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"docs/tài liệu/xin chào.md": "# Chào\n\n[hỏng](không-có.md)\n"})
    result = run("check", "-C", root, environment=environment)
    assert result.returncode == 1
    assert result.stdout.startswith("docs/tài liệu/xin chào.md:3:8: LK001 broken-link: không có tệp")
    result = run("new", "thuat-ngu", "chi-bo", "--title", "Chi bộ", "-C", root, environment=environment)
    assert result.returncode == 0
    assert "Chi bộ" in (root / "docs/thuat-ngu/chi-bo.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("shell", "code"),
    [
        ('"$@" | head -n 1', 0),
        ('"$@" >&-', 0),
        ('"$@" <&- >/dev/null 2>&-', 0),
        ('"$@" >/dev/full', 2),
    ],
)
def test_streams_that_are_closed_or_full(shell: str, code: int) -> None:
    result = run("explain", "LK001", shell=shell)
    assert result.returncode == code
    assert ("không đọc hoặc ghi được" in result.stderr) == (code == 2)


def test_working_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    result = run("init", "x", cwd=gone, shell=f'rmdir {gone}; exec "$@"')
    assert result.returncode == 2
    assert "không đọc hoặc ghi được" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--site-dir", "/proc/x"],
        ["build", "--site-dir", "{root}/mkdocs.yml"],
        ["build", "--engine", "zensical", "--site-dir", "/proc/x"],
        ["check", "a" * 5000],
        ["new", "thuat-ngu", "a" * 300],
        ["serve", "--address", "khong-co"],
        ["serve", "--address", "127.0.0.1:99999"],
        ["import", "{root}/mkdocs.yml"],
        ["import", "{root}/sai.docx"],
        ["import", "{root}/sau.html"],
        ["fingerprint", "bai-goc", "{root}/sai.docx"],
    ],
    ids=lambda one: " ".join(one)[:50],
)
def test_places_and_files_that_cannot_be_used(
    arguments: list[str], knowledge_base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    root = knowledge_base(base() | {"sai.docx": b"PK\x03\x04\xff", "sau.html": "<div>" * 20_000})
    code = cli.main([*(one.format(root=root) for one in arguments), "-C", str(root)])
    said = capsys.readouterr()
    assert code in (CONTENT_ERRORS, WRONG_USAGE)
    assert said.err.strip() or arguments[0] == "build"


def test_a_day_that_is_none_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hôm qua")
    assert cli.main(["explain", "LK001"]) == WRONG_USAGE
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err


def test_plain_text_in_an_old_code_is_imported(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base())
    text = "---\ntitle: cò\n---\n\n# NghÞ quyÕt\n\nNghÞ quyÕt cña Trung \xad¬ng vÒ c«ng t¸c ®µo t¹o.\n"
    (root / "cu.md").write_bytes(text.encode("latin-1"))
    assert cli.main(["import", str(root / "cu.md"), "-C", str(root)]) == FINE
    draft = (root / "docs/nghi-quyet/cu.md").read_text(encoding="utf-8")
    assert "Nghị quyết của Trung ương về công tác đào tạo." in draft
    assert "```yaml\ntitle: cũ\n```" in draft, "front matter is kept to be read"


def test_installed_command_has_no_home(tmp_path: Path) -> None:
    assert shutil.which("sh")
    result = run("init", tmp_path / "kho", environment={"LC_ALL": "C"})
    assert result.returncode == 0
    assert run("check", "-C", tmp_path / "kho").returncode == 0
