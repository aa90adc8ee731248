"""A small knowledge base built by every way there is: the same pages come out, and errors stop each of them."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import KnowledgeBase
from tests.samples import base, files_below

BIN = Path(sys.executable).parent
BROKEN = {"docs/thuat-ngu/tiet.md": base()["docs/thuat-ngu/tiet.md"].replace(b"bai-goc", b"bai-got")}
CONFIG = base()["mkdocs.yml"].decode()
REMOVED = "---\nid: cu\ntitle: Cũ\nremoved: 2026-11-22\nreason: Không còn dùng.\n---\n".encode()
CONTENT = base() | {
    "mkdocs.yml": b"site_url: https://example.org/so-tay\n"
    + base()["mkdocs.yml"]
    + b"    redirects: {ve: gioi-thieu}\n",
    "docs/thuat-ngu/cu.md": REMOVED,
}
"""The base at an address of its own, with an old address and a removed entry."""

HAS_ZENSICAL = importlib.util.find_spec("zensical") is not None


def call(*arguments: str | Path, cwd: Path | None = None) -> tuple[int, str]:
    """Exit code and everything said by a command of this environment."""
    name, *rest = arguments
    result = subprocess.run(
        [BIN / name, *rest],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},  # as the Makefile does
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return result.returncode, result.stdout


def write(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The base built by MkDocs itself, by our command, and by our command with Zensical, each as its users call it."""
    root = write(tmp_path_factory.mktemp("base"), CONTENT)
    # A clean base gives no warning: nothing is said, and --strict does not mind.
    assert call("mkdocs", "build", "--strict", "-q", "-d", root / "by-mkdocs", cwd=root) == (0, "")
    assert call("sotay", "build", "-C", root, "--site-dir", root / "by-sotay")[0] == 0
    if HAS_ZENSICAL:
        code, said = call("sotay", "build", "-C", root, "--site-dir", root / "by-zensical", "--engine", "zensical")
        assert code == 0, said
    return {name: root / f"by-{name}" for name in ("mkdocs", "sotay", "zensical")}


ELSEWHERE = {
    "SOURCE_DATE_EPOCH": "1900000000",  # 2030
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "7",
    "USER": "ai-do",
}
"""Another day, time zone, language, hash seed and user."""

LOCKED_IN = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
"""Root obeys what may be written, too."""

OFFLINE = ["unshare", "--net"]
MAY_GO_OFFLINE = shutil.which("unshare") and not subprocess.call([*OFFLINE, "true"], stderr=subprocess.DEVNULL)


def call_elsewhere(*arguments: str | Path) -> tuple[int, str]:
    """`call` without a network, with the rights and in the circumstances of somebody else."""
    prefix = [*(OFFLINE if MAY_GO_OFFLINE else []), *LOCKED_IN, "sh", "-c", 'umask 077; exec "$@"', "sh"]
    name, *rest = arguments
    done = subprocess.run(
        [*prefix, BIN / name, *rest],
        env={**os.environ, **ELSEWHERE},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same base in a folder of another name, written in another order, that may only be read."""
    name = unicodedata.normalize("NFD", "nơi khác/sổ tay, bản 2")
    root = write(tmp_path_factory.mktemp("elsewhere") / name, dict(reversed(CONTENT.items())))
    for path in [root, *root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return root


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_same_bytes_wherever_and_whenever_it_is_built(
    engine: str, elsewhere: Path, sites: dict[str, Path], tmp_path: Path
) -> None:
    site = tmp_path / "trang đã dựng"
    code, said = call_elsewhere("sotay", "build", "-C", elsewhere, "--engine", engine, "--site-dir", site)
    assert code == 0, said
    there, here = files_below(site), files_below(sites["sotay" if engine == "mkdocs" else engine])
    assert there.keys() == here.keys()
    assert [path for path in there if there[path] != here[path]] == []
    assert files_below(elsewhere) == CONTENT, "nothing is written into a base that may only be read"


@pytest.mark.slow
def test_same_documents_wherever_and_whenever_they_are_made(elsewhere: Path, tmp_path: Path) -> None:
    here = write(tmp_path / "base", base())
    assert call("sotay", "documents", "huong-dan/bi-thu", "-C", here, "--out", tmp_path / "a")[0] == 0
    code, said = call_elsewhere("sotay", "documents", "huong-dan/bi-thu", "-C", elsewhere, "--out", tmp_path / "b")
    assert code == 0, said
    expected = files_below(tmp_path / "a")
    assert {Path(path).suffix for path in expected} == {".docx", ".pdf"}
    assert [path for path, content in files_below(tmp_path / "b").items() if expected.pop(path) != content] == []
    assert expected == {}


@pytest.mark.skipif(not MAY_GO_OFFLINE, reason="this machine lets nobody make a network namespace (unshare --net)")
def test_there_was_no_network_elsewhere() -> None:
    program = "import socket; socket.create_connection(('192.0.2.1', 80), 5)"
    assert "Network is unreachable" in call_elsewhere("python", "-c", program)[1]


def test_mkdocs_and_sotay_write_the_same_bytes(sites: dict[str, Path]) -> None:
    by_mkdocs, by_sotay = files_below(sites["mkdocs"]), files_below(sites["sotay"])
    assert len(by_mkdocs) > 100
    assert by_mkdocs.keys() == by_sotay.keys()
    assert [path for path in by_mkdocs if by_mkdocs[path] != by_sotay[path]] == []


def test_every_entry_and_guide_has_its_permanent_address(sites: dict[str, Path]) -> None:
    entries = [path for path in base() if path.count("/") == 2]
    assert len(entries) > 10
    for path in entries:
        address = path.removeprefix("docs/").removesuffix(".md")
        assert (sites["sotay"] / address / "index.html").is_file()
    for audience in ("dang-vien", "bi-thu"):
        assert (sites["sotay"] / "huong-dan" / audience / "index.html").is_file()
    assert (sites["sotay"] / "tim-kiem/index.html").is_file()


class Article(HTMLParser):
    """Collects the words of a page's article, without links that only serve the page itself."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        hidden = tag in ("script", "style", "svg") or {"headerlink", "md-content__button"} & set(classes)
        self.open.append((tag, bool(hidden)))

    def handle_endtag(self, tag: str) -> None:
        while tag not in self.VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if ("article", False) in self.open and not any(hidden for _, hidden in self.open):
            self.words += data.split()


def article(page: Path) -> str:
    parser = Article()
    parser.feed(page.read_text(encoding="utf-8"))
    return " ".join(parser.words)


def addresses(site: Path) -> set[str]:
    return {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}


@pytest.mark.skipif(not HAS_ZENSICAL, reason="zensical is not installed; the development lock has it")
def test_zensical_gives_the_same_addresses_and_articles(sites: dict[str, Path]) -> None:
    expected = addresses(sites["sotay"])
    assert len(expected) > 60
    assert addresses(sites["zensical"]) == expected
    manifest = json.loads((sites["sotay"] / "api/v1/manifest.json").read_text(encoding="utf-8"))
    pages = [one["url"] for one in manifest if one["kind"] not in ("manual", "redirect")]
    assert len(pages) > 50
    for address in pages:
        by_mkdocs = article(sites["sotay"] / address / "index.html")
        assert len(by_mkdocs) > 20, address
        assert article(sites["zensical"] / address / "index.html") == by_mkdocs, address


def told_to_machines(page: Path) -> list[str]:
    """What a page has for programs, other sites and our scripts: JSON-LD, OpenGraph, addresses, controls."""
    html = page.read_text(encoding="utf-8")
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    tags = re.findall(r'<meta (?:property|name)="(?:og:|twitter:|robots|description)[^>]*>', html)
    links = re.findall(r'<link rel="(?:canonical|alternate)[^>]*>', html)
    own = re.findall(r'<script src="[^"]*?([\w-]+/[\w-]+\.js)"', html)
    places = re.findall(r'\s(data-(?:toi|dia-chi|trich-dan|goc|ngay)="[^"]*")', html)
    return [*(json.dumps(json.loads(one)) for one in data), *sorted((*tags, *links, *own, *places))]


@pytest.mark.skipif(not HAS_ZENSICAL, reason="zensical is not installed; the development lock has it")
def test_zensical_tells_machines_the_same(sites: dict[str, Path]) -> None:
    for address in sorted(addresses(sites["sotay"])):
        expected = told_to_machines(sites["sotay"] / address / "index.html")
        assert told_to_machines(sites["zensical"] / address / "index.html") == expected, address
    told = " ".join(told_to_machines(sites["zensical"] / "thuat-ngu/tiet/index.html"))
    for one in (
        "DefinedTerm",
        'og:image" content="https://example.org/so-tay/assets/',
        "assets/nhung.js",
        "data-trich-dan",
    ):
        assert one in told
    assert "noindex" in " ".join(told_to_machines(sites["zensical"] / "thuat-ngu/cu/index.html"))


@pytest.mark.skipif(not HAS_ZENSICAL, reason="zensical is not installed; the development lock has it")
def test_zensical_gives_the_same_data(sites: dict[str, Path]) -> None:
    assert (sites["zensical"] / "sitemap.xml").read_bytes() == (sites["sotay"] / "sitemap.xml").read_bytes()
    for folder in ("api", "assets/search"):
        found = files_below(sites["sotay"] / folder)
        assert files_below(sites["zensical"] / folder).items() >= found.items()


def test_content_errors_stop_a_quiet_build_and_keep_the_last_good_site(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"site/index.html": "hôm qua"} | BROKEN)
    code, said = call("mkdocs", "build", "-q", cwd=root)
    assert code != 0
    assert "docs/thuat-ngu/tiet.md:5:21: LK002 unknown-reference" in said
    assert (root / "site/index.html").read_text(encoding="utf-8") == "hôm qua"


def test_edit_links_lead_to_the_true_source(knowledge_base: KnowledgeBase) -> None:
    config = CONFIG.replace("theme:\n", "theme:\n  features: [content.action.edit]\n")
    config += "repo_url: https://example.org/kho\nedit_uri: edit/main/noi-dung/kho/\ndocs_dir: noi-dung/kho\n"
    moved = {path.replace("docs/", "noi-dung/kho/"): content for path, content in base().items()}
    root = knowledge_base(moved | {"mkdocs.yml": config})
    code, said = call("sotay", "build", "-C", root)
    assert code == 0, said
    links = {
        path: re.findall(r'href="https://example\.org/kho/edit/main/noi-dung/kho/([^"]*)"', page.decode())
        for path, page in files_below(root / "site").items()
        if path.endswith("index.html")
    }
    assert links["nghi-quyet/21-kl-tw-2021/index.html"] == ["nghi-quyet/21-kl-tw-2021.md"]
    assert links["gioi-thieu/index.html"] == ["gioi-thieu.md"]
    assert links["huong-dan/bi-thu/index.html"] == ["doi-tuong/bi-thu.md"], "a guide is made from its audience"
    assert links["index.html"] == links["nghi-quyet/index.html"] == links["tim-kiem/index.html"] == []
    for one in {link for found in links.values() for link in found}:
        assert (root / "noi-dung/kho" / one).is_file()


def test_site_name_is_configuration_enough(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"mkdocs.yml": "site_name: Kho chỉ có tên\n"})
    code, said = call("sotay", "build", "-C", root)
    assert code == 0, said
    page = (root / "site/huong-dan/bi-thu/index.html").read_text(encoding="utf-8")
    assert "Kho chỉ có tên" in page
    assert 'lang="vi"' in page
    assert "assets/sotay.css" in page
    assert (root / "site/api/v1/index.json").is_file()


def test_internal_build_needs_no_other_configuration(knowledge_base: KnowledgeBase) -> None:
    path = "docs/thuat-ngu/tiet.md"
    root = knowledge_base(base() | {path: base()[path].replace(b"title: ", b"visibility: noi-bo\ntitle: ")})
    assert call("mkdocs", "build", "-q", "-d", "public", cwd=root)[0] == 0
    assert call("sotay", "build", "-C", root, "--site-dir", root / "internal", "--visibility", "internal")[0] == 0
    assert not (root / "public/thuat-ngu/tiet").exists()
    assert (root / "internal/thuat-ngu/tiet/index.html").is_file()
