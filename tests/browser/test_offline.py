"""A reader keeps a guide, loses the network and goes on reading and searching; a later build replaces what was kept."""

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import offline
from tests.conftest import LOCAL_HOST, SiteHandler, Tabs, open_tabs

GUIDE = "huong-dan/bi-thu/"
KEEP = "Giữ để đọc không có mạng"

UNTIL_CONTROLLED = """async () => {
  const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
  if (!navigator.serviceWorker.controller) await changed;
}"""
UNTIL_UNREGISTERED = """async () => {
  while (await navigator.serviceWorker.getRegistration()) await new Promise((resolve) => setTimeout(resolve, 20));
}"""


THREE_DAYS_LATER = """window.Date = class extends Date {
  constructor(...given) {
    if (given.length) super(...given);
    else super(Date.now() + 3 * 24 * 3600 * 1000);
  }
};"""
"""For one page; the browser's own clock would be set for all tabs."""


class Server(ThreadingHTTPServer):
    """Takes many connections at once: a browser that keeps a guide opens several."""

    request_queue_size = 64


class Host:
    """A web host below a path of its own that can be switched off and on again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://{LOCAL_HOST}:{self.port}/kho/"

    def start(self) -> None:
        handler = partial(SiteHandler, directory=str(self.folder))
        self.server = Server((LOCAL_HOST, self.port), handler)
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def host(site_with_news: Path, tmp_path: Path) -> Iterator[Host]:
    """Serves a site that a test may change."""
    shutil.copytree(site_with_news / "site", tmp_path / "www" / "kho")
    host = Host(tmp_path / "www")
    yield host
    host.stop()


@pytest.fixture(scope="module")
def tabs_with_worker(browser: Browser) -> Iterator[Tabs]:
    """Tabs in which the worker of a site works; each test has a site at an address of its own."""
    tabs = open_tabs(browser, has_worker=True)
    yield tabs
    tabs.context.close()


@pytest.fixture
def reader(tabs_with_worker: Tabs, host: Host) -> Iterator[Page]:
    """A page on a phone in which the site's worker is at work."""
    page = tabs_with_worker.begin()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(host.address + GUIDE)
    page.evaluate(UNTIL_CONTROLLED)
    yield page
    tabs_with_worker.context.set_offline(False)
    tabs_with_worker.end()
    assert [one for one in tabs_with_worker.faults if "ERR_" not in one] == []


def keep(page: Page) -> None:
    page.get_by_role("button", name=KEEP).click()
    expect(page.locator("[data-giu]")).to_contain_text("Đã giữ ngày")


def test_a_kept_guide_is_read_and_searched_without_a_network_and_tells_its_age(reader: Page, host: Host) -> None:
    expect(reader.locator("[data-giu]")).to_contain_text("MB")
    keep(reader)
    host.stop()
    reader.reload()
    line = reader.locator(".ban-luu")
    expect(line).to_contain_text("Bản lưu ngày")
    expect(line).to_contain_text("hôm nay")
    reader.locator("#doc-gi ~ .doc h3 a, article a[href*='/bai-hoc/']").first.evaluate("link => link.click()")
    expect(reader.locator("article h1")).to_be_visible()
    expect(line).to_contain_text("Bản lưu ngày")
    assert reader.locator("link[rel=stylesheet]").evaluate_all(
        "all => all.every((one) => one.sheet.cssRules.length > 0)"
    )
    reader.goto(host.address + "tim-kiem/?q=tai+lieu")
    reader.locator("[data-sotay-results] ol a").first.click()
    expect(reader.locator("article h1")).to_be_visible()
    reader.add_init_script(THREE_DAYS_LATER)
    reader.goto(host.address + GUIDE)
    expect(line).to_contain_text("3 ngày trước")
    reader.context.set_offline(True)
    expect(line).to_contain_text("Không có mạng. Bản lưu ngày")
    host.start()


def test_what_is_not_kept_says_so_and_names_what_is(reader: Page, host: Host) -> None:
    keep(reader)
    host.stop()
    reader.goto(host.address + "bien-tap/truong/")
    expect(reader).to_have_url(host.address + "ngoai-tuyen/?thieu=bien-tap%2Ftruong%2F")
    expect(reader.locator(".giu-thieu a")).to_have_attribute("href", host.address + "bien-tap/truong/")
    expect(reader.get_by_role("heading", name="Đã giữ")).to_be_visible()
    expect(reader.locator("[data-ban-da-giu]")).to_contain_text("chưa biết có bản mới")
    host.start()
    reader.goto(host.address + "ngoai-tuyen/")
    reader.get_by_role("button", name="Bỏ tất cả").click()
    expect(reader.locator("[data-ban-da-giu]")).to_contain_text("Chưa giữ hướng dẫn nào")
    assert (
        reader.evaluate("caches.open('sotay:/kho/:files').then((files) => files.keys()).then((keys) => keys.length)")
        == 0
    )


@pytest.mark.parametrize("asked", ["by the reader", "by itself once a day"])
def test_a_later_build_replaces_what_was_kept_and_drops_what_it_has_no_more(
    reader: Page, host: Host, asked: str
) -> None:
    keep(reader)
    site = host.folder / "kho"
    gone = next(path for path in sorted((site / "bai-hoc").glob("*/index.html")) if path.parent.name != "chu-de")
    guide = site / GUIDE / "index.html"
    text = guide.read_text(encoding="utf-8").replace("<h1", "<p>Câu mới.</p><h1", 1)
    guide.write_text(text, encoding="utf-8")
    gone.unlink()
    offline.write(site, {"bi-thu": "Bí thư"}, is_kept=True)
    if asked == "by the reader":
        reader.evaluate("localStorage.setItem('sotay-ban-luu', JSON.stringify({asked: new Date().toDateString()}))")
        reader.reload()
        expect(reader.locator("[data-giu]")).to_contain_text("đã có bản mới hơn")
        reader.get_by_role("button", name="Cập nhật bản đã giữ").click()
        expect(reader.locator("[data-giu] [role=status]")).to_have_text("Đã cập nhật.")
    else:
        reader.reload()
        expect(reader.locator("[data-giu]")).to_contain_text("Đã giữ ngày")
    host.stop()
    reader.reload()
    expect(reader.get_by_text("Câu mới.")).to_be_visible()
    reader.goto(f"{host.address}bai-hoc/{gone.parent.name}/")
    expect(reader).to_have_url(f"{host.address}ngoai-tuyen/?thieu=bai-hoc%2F{gone.parent.name}%2F")
    host.start()


def test_a_site_that_keeps_no_copies_any_more_removes_them(reader: Page, host: Host) -> None:
    keep(reader)
    offline.write(host.folder / "kho", {}, is_kept=False)
    reader.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    reader.evaluate(UNTIL_UNREGISTERED)
    assert reader.evaluate("caches.keys()") == []
