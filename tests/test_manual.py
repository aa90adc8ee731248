"""The editors' manual, done literally: every command, file and expected output in docs/bien-tap/, from an empty folder.

A fence after a line that ends in "Tệp `path`:" is a file. A `sh` fence is run where the one before it ended. A `text`
fence holds lines that the commands before it must have printed. Other fences only show something.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import shell
from generator.build import build, understand
from generator.cli import main
from generator.kinds import ORDER
from generator.manual import ALL_RULES, pages
from tests.conftest import KnowledgeBase
from tests.samples import base

MANUAL = Path(__file__).parent.parent / "docs/bien-tap"
ORDER_OF_PAGES = (
    "bat-dau",
    "them-muc",
    "kiem-tra",
    "nhap-tai-lieu",
    "xet-duyet",
    "ghi-nhan",
    "len-lop",
    "dia-chi",
    "du-lieu-mo",
    "khuon-mau",
    "an-toan",
    "dang-trang",
    "sua-trong-trinh-duyet",
    "bo-may",
    "xem-truoc",
    "toc-do",
    "nhieu-may",
)
FENCE = re.compile(r"(?P<before>(?:[^\n]+\n)*)\n```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
END = "--- end of the fence in: "
FILE = re.compile(r"Tệp\s+`([^`]+)`:\s*\Z")


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, its text, and the file it is (None: it is no file)."""

    language: str
    text: str
    file: str | None


def fences(page: str) -> Iterator[Fence]:
    for match in FENCE.finditer((MANUAL / f"{page}.md").read_text(encoding="utf-8")):
        named = FILE.search(match["before"])
        yield Fence(match["language"], match["text"], named[1] if named else None)


class Reader:
    """Somebody who does what the manual says, in a folder that is empty at first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = [Path(sys.executable).parent]
        self.output = ""
        self.commands = 0
        self.files = 0

    def follow(self, fence: Fence) -> None:
        if fence.file:
            path = self.folder / fence.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fence.text, encoding="utf-8")
            self.files += 1
        elif fence.language == "sh":
            self.run(fence.text)
        elif fence.language == "text":
            missing = [line for line in fence.text.splitlines() if line not in self.output.splitlines()]
            assert not missing, f"not printed:\n{chr(10).join(missing)}\nbut:\n{self.output}"

    def run(self, script: str) -> None:
        """Run a fence as one script; the next one begins where it ended."""
        places = os.pathsep.join([*map(str, self.programs), os.environ["PATH"]])
        people = [f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
        identity = dict.fromkeys(people, "thu@example.org")
        shell = ["bash", "-euo", "pipefail", "-c", f"{script}\necho {END}$PWD"]
        env = {**os.environ, **identity, "PATH": places, "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(shell, cwd=self.folder, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
        self.output, _, folder = done.stdout.rpartition(END)
        self.folder = Path(folder.strip())
        self.commands += script.count("\n")


def test_fences_are_found() -> None:
    found = [fence for page in ORDER_OF_PAGES for fence in fences(page)]
    text = "".join((MANUAL / f"{page}.md").read_text(encoding="utf-8") for page in ORDER_OF_PAGES)
    assert len(found) * 2 == len(re.findall(r"^```", text, re.MULTILINE))
    assert {fence.language for fence in found} == {"sh", "text", "markdown", "jinja", "html", "nginx", "python"}
    unnamed = {fence.language for fence in found if not fence.file}
    assert unnamed == {"sh", "text", "nginx"}, "every example is a file or a command"


def test_every_page_is_read_in_order() -> None:
    index = (MANUAL / "index.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\d+\. \[[^\]]+\]\(([\w-]+)\.md\)", index, re.MULTILINE)) == ORDER_OF_PAGES
    assert {path.stem for path in MANUAL.glob("*.md")} == {"index", *ORDER_OF_PAGES}


@pytest.mark.slow
def test_following_the_manual_gives_a_site_with_one_entry_of_each_kind(tmp_path: Path, loaded_sotay: Path) -> None:
    """The first page with the installed command, the others with the same one loaded once, without generated pages."""
    reader = Reader(tmp_path)
    for page in ORDER_OF_PAGES:
        for fence in fences(page):
            reader.follow(fence)
        if page == ORDER_OF_PAGES[0]:
            assert (reader.folder / "site/bien-tap/quy-tac/lk001/index.html").is_file()
            config = reader.folder / "mkdocs.yml"
            text = config.read_text(encoding="utf-8")
            config.write_text(text.replace("  sotay:\n", "  sotay:\n    manual: false\n"), encoding="utf-8")
            reader.programs = [loaded_sotay, Path(sys.executable).parent]
    _, knowledge, found = understand(reader.folder)
    assert found == ()
    assert [len(knowledge.catalog.of(kind)) for kind in ORDER] == [1] * len(ORDER)
    for entry in knowledge.catalog.entries:
        assert (reader.folder / "site" / entry.url / "index.html").is_file()
    assert reader.commands > 40
    assert reader.files > 12


def test_nginx_example_is_balanced_and_serves_folders() -> None:
    (example,) = [fence.text for fence in fences("dang-trang") if fence.language == "nginx"]
    lines = [line.strip() for line in example.strip().splitlines()]
    assert all(line.endswith((";", "{", "}")) for line in lines)
    assert example.count("{") == example.count("}")
    assert "try_files $uri $uri/ =404;" in lines


def test_generated_pages_cover_every_rule() -> None:
    paths = {page.path for page in pages()}
    assert {f"bien-tap/quy-tac/{rule.code.lower()}.md" for rule in ALL_RULES} < paths
    assert "bien-tap/truong.md" in paths


def test_a_base_may_leave_the_generated_pages_out(knowledge_base: KnowledgeBase) -> None:
    files = base() | {"mkdocs.yml": b"site_url: https://example.org/kho/\n" + base()["mkdocs.yml"]}
    complete = build(knowledge_base(files | {"mkdocs.yml": files["mkdocs.yml"].replace(b"    manual: false\n", b"")}))
    reduced = build(knowledge_base(files))
    everywhere, here = ({page.path for page in made.pages} for made in (complete, reduced))
    assert everywhere - here == {page.path for page in pages()}
    assert here < everywhere
    assert "Biên tập" in str(shell.navigation(complete.pages))
    assert "Biên tập" not in str(shell.navigation(reduced.pages)), "no empty section"
    assert [page.path for page in reduced.pages if "bien-tap" in page.text] == []
    assert [path for path, content in reduced.files.items() if b"bien-tap" in content or b"LK001" in content] == []
    assert b"bien-tap" in complete.files["sitemap.xml"]


def test_reports_lead_to_the_generated_pages_only_where_they_are(
    knowledge_base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    config = b"site_url: https://example.org/kho/\n" + base()["mkdocs.yml"]
    broken = base() | {"docs/trang.md": b"# Trang\n\n[Xem](khong-co.md)\n"}
    check = ["check", "--format", "full", "-C"]
    assert main([*check, str(knowledge_base(broken | {"mkdocs.yml": config}))]) == 1
    assert "= xem: sotay explain LK001" in capsys.readouterr().out
    config = config.replace(b"    manual: false\n", b"")
    assert main([*check, str(knowledge_base(broken | {"mkdocs.yml": config}))]) == 1
    assert "= xem: https://example.org/kho/bien-tap/quy-tac/lk001/ hoặc sotay explain LK001" in capsys.readouterr().out
