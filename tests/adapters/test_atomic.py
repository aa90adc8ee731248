"""Whatever happens to a build, readers have the site of before or the one after, whole."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import IS_LONG, KnowledgeBase
from tests.samples import base, files_below

BIN = Path(sys.executable).parent
PLAIN = """\
site_name: Kho thử
theme: {name: null, custom_dir: theme}
plugins: [sotay]
extra: {sotay: {manual: false}}
"""
PLAIN_THEME = {"mkdocs.yml": PLAIN, "theme/base.html": "{{ page.content }}"}
"""Pages without a frame are rendered in no time."""

QUICK_ENGINE = {"zensical/__init__.py": "", "zensical/__main__.py": "import shutil\nshutil.copytree('docs', 'site')\n"}
"""Stands for Zensical, which takes seconds: a program of its own that goes on when who started it is killed."""

KILLS = dict(zip(("mkdocs", "documents", "zensical"), (100, 10, 8) if IS_LONG else (40, 5, 4), strict=True))
"""How often a build is killed, by what it builds with; each time at another moment."""

FULL_DISK = """\
mkdir disk
mount -t tmpfs -o size={size}k none disk
cp -r site disk/
set +e
{command} --site-dir disk/site
echo "mã kết thúc $?"
ls -A disk
diff -r site disk/site
"""
SMALL_FILES_ONLY = """\
mkdir disk
cp -r site disk/
set +e
(ulimit -f 20; {command} --site-dir disk/site)
echo "mã kết thúc $?"
ls -A disk
diff -r site disk/site
"""
MAY_MOUNT = shutil.which("unshare") and not subprocess.call(
    ["unshare", "--mount", "sh", "-c", "mount -t tmpfs none /mnt"], stderr=subprocess.DEVNULL
)


@pytest.mark.slow
def test_killed_at_any_moment(knowledge_base: KnowledgeBase, repository: Path) -> None:
    root = knowledge_base(base() | PLAIN_THEME | {f"engine/{path}": text for path, text in QUICK_ENGINE.items()})
    done = subprocess.run(
        [sys.executable, "-m", "tests.adapters.interrupting", root, *(f"{way}={n}" for way, n in KILLS.items())],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(root / "engine"), "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert re.findall(r"(\w+): (\d+) kills", done.stdout) == [(way, str(count)) for way, count in KILLS.items()]


def run(script: str, root: Path, *before: str) -> str:
    """What a shell script says that runs in a knowledge base."""
    done = subprocess.run(
        [*before, "bash", "-euc", script],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_full_disk_leaves_the_old_site_and_says_why(engine: str, knowledge_base: KnowledgeBase) -> None:
    theme = PLAIN_THEME if engine == "mkdocs" else {}
    root = knowledge_base(base() | theme | {"site/index.html": "hôm qua", "site/.git/HEAD": "nhánh"})
    command = shlex.join([str(BIN / "sotay"), "build", "--engine", engine])
    size = 300 if engine == "mkdocs" else 2000
    if MAY_MOUNT:
        said = run(FULL_DISK.format(command=command, size=size), root, "unshare", "--mount")
        reason = "hết chỗ trên đĩa"
    else:
        said = run(SMALL_FILES_ONLY.format(command=command), root)
        reason = "tệp vượt kích thước cho phép"
    assert said.endswith("mã kết thúc 1\nsite\n"), said
    assert reason in said or "Zensical không dựng xong" in said, said
    assert "vẫn như trước" in said
    if engine == "mkdocs":
        assert "Traceback" not in said


HOOK = """\
from pathlib import Path

def on_config(config):
    global folder
    folder = Path(config.site_dir)

def on_post_build(config):
    (folder / "them.txt").write_text("của một phần bổ trợ khác")
"""


def test_what_other_plugins_write_is_part_of_the_site(knowledge_base: KnowledgeBase) -> None:
    """They may note the folder before they write into it, and write when every page stands."""
    root = knowledge_base(base() | PLAIN_THEME | {"mkdocs.yml": PLAIN + "hooks: [hook.py]\n", "hook.py": HOOK})
    assert main(["build", "-C", str(root)]) == 0
    assert (root / "site/them.txt").is_file()
    assert (root / "site/api/v1/index.json").is_file()


def test_refused_by_strict_leaves_the_old_site(knowledge_base: KnowledgeBase) -> None:
    page = base()["docs/gioi-thieu.md"] + "\n[đâu đó](/không/có/)\n".encode()
    strict = PLAIN + "strict: true\nvalidation: {absolute_links: warn}\n"
    root = knowledge_base(base() | PLAIN_THEME | {"mkdocs.yml": strict, "docs/gioi-thieu.md": page})
    (root / "site").mkdir()
    (root / "site/index.html").write_text("hôm qua", encoding="utf-8")
    said = run(f"{BIN}/mkdocs build || echo mã kết thúc $?", root)
    assert "in strict mode" in said
    assert said.endswith("mã kết thúc 1\n")
    assert files_below(root / "site") == {"index.html": "hôm qua".encode()}
    assert sorted(path.name for path in root.iterdir()) == ["docs", "mkdocs.yml", "site", "theme"]


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_site_never_takes_the_place_of_its_sources(
    engine: str, knowledge_base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    root = knowledge_base(base())
    arguments = ["build", "-C", str(root), "--engine", engine, "--site-dir"]
    assert main([*arguments, str(root)]) == main([*arguments, str(root.parent)]) == 2
    assert capsys.readouterr().err.count("chọn một thư mục khác") == 2
    assert files_below(root) == base()
