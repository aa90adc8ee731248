"""A small knowledge base built by every way there is: the same pages come out, and errors stop each of them."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from fnmatch import fnmatch
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from generator.cli import main
from tests.adapters.page_content import content_of
from tests.conftest import KnowledgeBase
from tests.samples import base, files_below, write_files

BIN = Path(sys.executable).parent
BROKEN = {"docs/thuat-ngu/tiet.md": base()["docs/thuat-ngu/tiet.md"].replace(b"bai-goc", b"bai-got")}
CONFIG = base()["mkdocs.yml"].decode()
ADDRESS = "https://example.org/so-tay/"
REMOVED = "---\nid: cu\ntitle: Cũ\nremoved: 2026-11-22\nreason: Không còn dùng.\n---\n".encode()
CONTENT = base() | {
    "mkdocs.yml": f"site_url: {ADDRESS.rstrip('/')}\n{CONFIG}    redirects: {{ve: gioi-thieu}}\n".encode(),
    "docs/thuat-ngu/cu.md": REMOVED,
}
"""The base at an address of its own, with an old address and a removed entry."""

HAS_ZENSICAL = importlib.util.find_spec("zensical") is not None
ENGINES = ("mkdocs", *(["zensical"] if HAS_ZENSICAL else []))


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


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The base built by MkDocs itself and by our command with Zensical, each as its users call it."""
    root = write_files(tmp_path_factory.mktemp("base"), CONTENT)
    # A clean base gives no warning: nothing is said, and --strict does not mind.
    assert call("mkdocs", "build", "--strict", "-q", "-d", root / "by-mkdocs", cwd=root) == (0, "")
    if HAS_ZENSICAL:
        code, said = call("sotay", "build", "-C", root, "--site-dir", root / "by-zensical", "--engine", "zensical")
        assert code == 0, said
    return {name: root / f"by-{name}" for name in ("mkdocs", "zensical")}


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
    root = write_files(tmp_path_factory.mktemp("elsewhere") / name, dict(reversed(CONTENT.items())))
    for path in [root, *root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return root


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_same_bytes_wherever_and_whenever_our_command_builds(
    engine: str, elsewhere: Path, sites: dict[str, Path], tmp_path: Path
) -> None:
    site = tmp_path / "trang đã dựng"
    code, said = call_elsewhere("sotay", "build", "-C", elsewhere, "--engine", engine, "--site-dir", site)
    assert code == 0, said
    there, here = files_below(site), files_below(sites[engine])
    assert len(here) > 100
    assert there.keys() == here.keys()
    assert [path for path in there if there[path] != here[path]] == []
    assert files_below(elsewhere) == CONTENT, "nothing is written into a base that may only be read"


@pytest.mark.slow
def test_same_documents_wherever_and_whenever_they_are_made(elsewhere: Path, tmp_path: Path) -> None:
    here = write_files(tmp_path / "base", CONTENT)
    assert main(["documents", "huong-dan/bi-thu", "-C", str(here), "--out", str(tmp_path / "a")]) == 0
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


def test_every_entry_and_guide_has_its_permanent_address(sites: dict[str, Path]) -> None:
    entries = [path for path in base() if path.count("/") == 2]
    assert len(entries) > 10
    for path in entries:
        address = path.removeprefix("docs/").removesuffix(".md")
        assert (sites["mkdocs"] / address / "index.html").is_file()
    for audience in ("dang-vien", "bi-thu"):
        assert (sites["mkdocs"] / "huong-dan" / audience / "index.html").is_file()
    assert (sites["mkdocs"] / "tim-kiem/index.html").is_file()


DIFFERENCES = {
    "assets/javascripts/*": "the theme's scripts and their maps, of another version under a name of their own",
    "assets/stylesheets/*": "the theme's styles; Zensical brings two looks, of which our pages ask for one",
    "offline/*": "the lists of what readers may keep have hashes of pages and theme",
    "sw.js": "the worker's list has them, too",
    "search.json": "Zensical writes this file with its own search off, too; then it is empty",
}
"""All that is not the same with both engines beside the frame around the pages; the manual lists it for maintainers."""


def is_expected(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in DIFFERENCES)


Both = tuple[dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def by_both(sites: dict[str, Path]) -> Both:
    """Every file of the base as MkDocs built it and as Zensical did."""
    if not HAS_ZENSICAL:
        pytest.skip("zensical is not installed; the development lock has it")
    return files_below(sites["mkdocs"]), files_below(sites["zensical"])


def test_zensical_gives_the_same_addresses(by_both: Both) -> None:
    by_mkdocs, by_zensical = by_both
    assert len([path for path in by_mkdocs if path.endswith("/index.html")]) > 60
    assert [path for path in sorted(by_mkdocs.keys() ^ by_zensical.keys()) if not is_expected(path)] == []


def assert_same_pages(by_mkdocs: dict[str, bytes], by_zensical: dict[str, bytes]) -> int:
    """The words, ids and links of every article; what the head tells programs. Gives how many were compared so."""
    compared = 0
    for path in (path for path in by_mkdocs if path.endswith(".html")):
        if by_mkdocs[path] == by_zensical[path]:
            continue
        address = ADDRESS + path.removesuffix("index.html")
        expected, found = (content_of(files[path], address) for files in (by_mkdocs, by_zensical))
        assert len(expected.text) > 20, f"{path} has no article and other bytes"
        assert (found.text, found.ids, found.links, found.head) == (
            expected.text,
            expected.ids,
            expected.links,
            expected.head,
        ), path
        compared += 1
    return compared


def test_zensical_gives_the_same_pages(by_both: Both) -> None:
    """Slides and pages that forward are the same bytes."""
    assert by_both[0][FORMERLY] == by_both[1][FORMERLY]
    assert assert_same_pages(*by_both) > 60


def test_zensical_tells_machines_about_a_page(by_both: Both) -> None:
    term, removed = (
        str(content_of(by_both[1][f"thuat-ngu/{name}/index.html"], ADDRESS).head) for name in ("tiet", "cu")
    )
    for one in ("DefinedTerm", "og:image", f"{ADDRESS}assets/chia-se.png", "nhung.js", "data-goc"):
        assert one in term
    assert "noindex" in removed


def test_zensical_gives_the_same_data(by_both: Both) -> None:
    """The API, the search index, feeds, citations, pictures and our own styles and scripts, byte by byte."""
    by_mkdocs, by_zensical = by_both
    data = [path for path in by_mkdocs if not path.endswith(".html") and not is_expected(path)]
    assert {"api/v1/index.json", "assets/search/core.js", "assets/sotay.css"} <= set(data)
    assert [path for path in data if by_mkdocs[path] != by_zensical[path]] == []
    assert json.loads(by_zensical["search.json"])["items"] == [], "no second index, that nobody reads"


FORMERLY = "ve/index.html"
FIRST_IN_HEAD = re.compile(
    r"""<head>\s*(<meta charset="utf-8">\s*)?<meta http-equiv="Content-Security-Policy" content="default-src 'none'; """
)


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_every_page_begins_with_its_policy(engine: str, by_both: Both) -> None:
    files = by_both[engine == "zensical"]
    pages = {path: content.decode() for path, content in files.items() if path.endswith(".html")}
    assert {"index.html", "404.html", "chuyen-de/mo-dau/trinh-chieu/index.html", FORMERLY} <= pages.keys()
    assert [path for path, text in pages.items() if not FIRST_IN_HEAD.search(text)] == []
    assert [path for path, text in pages.items() if "'unsafe-" in text] == []


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_no_link_is_dead_in_a_site_without_the_manual(engine: str, by_both: Both) -> None:
    files = by_both[engine == "zensical"]
    assert b"manual: false" in CONTENT["mkdocs.yml"]
    assert [path for path in files if path.startswith("bien-tap/")] == []
    dead, alive = set(), 0
    for path, content in files.items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', content.decode() if path.endswith(".html") else ""):
            address = urljoin(ADDRESS + path, unescape(link)).partition("#")[0].partition("?")[0]
            if address.startswith(ADDRESS):
                target = unquote(address.removeprefix(ADDRESS))
                alive += target in files or f"{target}index.html" in files
                dead |= set() if target in files or f"{target}index.html" in files else {(path, link)}
    assert dead == set()
    assert alive > 1000


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
    assert main(["build", "-C", str(root)]) == 0
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


@pytest.fixture(scope="module")
def with_name_only(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Every file of a base whose configuration is its name, by each engine; so it has the generated manual, too."""
    root = write_files(tmp_path_factory.mktemp("name"), base() | {"mkdocs.yml": "site_name: Kho chỉ có tên\n".encode()})
    for engine in ENGINES:
        assert main(["build", "-C", str(root), "--engine", engine, "--site-dir", str(root / engine)]) == 0
    return {engine: files_below(root / engine) for engine in ENGINES}


def test_site_name_is_configuration_enough(with_name_only: dict[str, dict[str, bytes]]) -> None:
    files = with_name_only["mkdocs"]
    page = files["huong-dan/bi-thu/index.html"].decode()
    assert "Kho chỉ có tên" in page
    assert 'lang="vi"' in page
    assert "assets/sotay.css" in page
    assert "api/v1/index.json" in files


def test_zensical_gives_the_same_manual(with_name_only: dict[str, dict[str, bytes]], by_both: Both) -> None:
    by_mkdocs, by_zensical = (
        {path: content for path, content in files.items() if path.startswith("bien-tap/")}
        for files in with_name_only.values()
    )
    assert by_mkdocs.keys() == by_zensical.keys()
    assert assert_same_pages(by_mkdocs, by_zensical) > 60


def test_internal_build_needs_no_other_configuration(knowledge_base: KnowledgeBase) -> None:
    path = "docs/thuat-ngu/tiet.md"
    root = knowledge_base(base() | {path: base()[path].replace(b"title: ", b"visibility: noi-bo\ntitle: ")})
    assert main(["build", "-C", str(root), "--site-dir", str(root / "public")]) == 0
    assert main(["build", "-C", str(root), "--site-dir", str(root / "internal"), "--visibility", "internal"]) == 0
    assert not (root / "public/thuat-ngu/tiet").exists()
    assert (root / "internal/thuat-ngu/tiet/index.html").is_file()
