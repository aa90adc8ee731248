"""The .zip for a USB stick, unpacked and opened by double click: links, search and filters work from `file://`."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect


@pytest.fixture(scope="module")
def unpacked(site_with_news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, unpacked below a folder whose name has spaces and diacritics."""
    folder = tmp_path_factory.mktemp("the-nho") / "Thẻ nhớ 1"
    with zipfile.ZipFile(site_with_news / "usb.zip") as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture
def opened(page: Page, unpacked: Path, faults: list[str]) -> Page:
    """The first page, reached by the file that is double-clicked."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto((unpacked / "MO-TRANG.html").as_uri())
    page.wait_for_url("**/so-tay/index.html")
    page.on("requestfailed", lambda request: note_missing(request, faults))
    return page


def note_missing(request: Request, faults: list[str]) -> None:
    """Note a file that is not there; what a page no longer waits for when it is left (its icon) is no fault."""
    if request.failure != "net::ERR_ABORTED":
        faults.append(f"failed: {request.url} ({request.failure})")


def test_search_without_diacritics_leads_to_a_page(opened: Page) -> None:
    box = opened.locator(".md-header input[name=q]")
    box.fill("tai lieu muon")
    expect(opened.locator(".md-header [role=option]").first).to_be_visible()
    box.press("Enter")
    opened.wait_for_url("**/tim-kiem/index.html?q=*")
    opened.locator("[data-sotay-results] ol a").first.click()
    opened.wait_for_url("**/index.html")
    expect(opened.locator("article h1")).to_be_visible()


def test_a_reader_gets_from_page_to_page_and_back(opened: Page) -> None:
    opened.locator(".cac-vai a").first.click()
    opened.wait_for_url("**/huong-dan/*/index.html")
    opened.locator("article a[href*='/moi/'], article a[href^='moi']").first.click()
    opened.wait_for_url("**/moi/index.html")
    opened.get_by_label("Xem từ ngày").fill("2026-10-01")
    expect(opened).to_have_url(opened.url.partition("?")[0] + "?tu=2026-10-01")
    opened.locator(".md-header a.md-logo").click()
    opened.wait_for_url("**/so-tay/index.html")


def test_no_link_of_any_page_leads_to_a_folder(unpacked: Path, opened: Page) -> None:
    opened.goto((unpacked / "so-tay/bai-hoc/index.html").as_uri())
    links = opened.evaluate(
        "Array.from(document.querySelectorAll('a[href]'), (a) => a.href).filter((one) => one.startsWith('file:'))"
    )
    assert len(links) > 10
    assert [one for one in links if not one.partition("#")[0].partition("?")[0].endswith((".html", ".xml"))] == []
