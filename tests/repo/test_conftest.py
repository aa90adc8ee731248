"""The watched page reports what readers must never meet: every browser test relies on that."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import KnowledgeBase, Serve

SCRIPTS = {
    "console": "console.error('hỏng')",
    "error": "setTimeout(() => { throw new Error('hỏng') })",
    "request": "fetch('https://example.org/theo-doi').catch(() => 0)",
}


def write_site(folder: Path, script: str) -> Path:
    (folder / "a").mkdir()
    icon = "<!doctype html><link rel=icon href=data:,>"  # else the browser asks for one, at a time of its own
    (folder / "404.html").write_text(f"{icon}<h1>Không có trang này</h1>", encoding="utf-8")
    (folder / "a/index.html").write_text(f"{icon}<h1>Trang</h1><script>{script}</script>", encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", SCRIPTS)
def test_fault_is_seen(kind: str, page: Page, faults: list[str], serve: Serve, tmp_path: Path) -> None:
    page.goto(serve(write_site(tmp_path, SCRIPTS[kind])) + "/a/", wait_until="networkidle")
    assert any(fault.startswith(kind) for fault in faults), faults
    faults.clear()


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page that is the same for the tests of this module, and so of one origin."""
    return serve(write_site(tmp_path_factory.mktemp("www"), "")) + "/a/"


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_page_knows_nothing_of_the_test_before(turn: str, page: Page, address: str) -> None:
    page.goto(address)
    kept = page.evaluate("async () => [localStorage.length, document.cookie, (await caches.keys()).length]")
    assert kept == [0, "", 0], turn
    page.evaluate("async () => { localStorage.a = document.cookie = 'a=b'; await caches.open('a'); }")


def test_good_page_has_no_faults(page: Page, faults: list[str], serve: Serve, tmp_path: Path) -> None:
    page.goto(serve(write_site(tmp_path, "console.log('ổn')")) + "/a/", wait_until="networkidle")
    assert page.text_content("h1") == "Trang"
    assert faults == []


def test_unknown_address_shows_the_sites_own_page(page: Page, faults: list[str], serve: Serve, tmp_path: Path) -> None:
    response = page.goto(serve(write_site(tmp_path, "")) + "/khong-co/", wait_until="networkidle")
    assert response is not None
    assert response.status == 404
    assert page.text_content("h1") == "Không có trang này"
    faults.clear()  # the browser itself logs the 404


def test_knowledge_base_keeps_bytes(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base({"docs/a.md": "một\r\n", "docs/b/c.md": b"\xff"})
    assert (root / "docs/a.md").read_bytes() == "một\r\n".encode()
    assert (root / "docs/b/c.md").read_bytes() == b"\xff"
    assert "sotay" in (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert knowledge_base({}) != root
