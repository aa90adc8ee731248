"""What a reader gets when something is missing: the page, the results, the network, scripts, storage."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from bench.readers.page_types import find_page_types
from bench.readers.weight import MOST, measure_view


def test_a_wrong_address_is_searched_for_at_once(page: Page, small_address: str, faults: list[str]) -> None:
    offered = page.locator("[data-goi-y] a[href$='nghi-quyet/21-kl-tw-2021/']").first
    for typed in ("nghi-quyet/21-kl-tw-2012/", "a/b/21-kl-tw.html", "van-ban/kl-21/zzqqxx/"):
        page.goto(small_address + typed)
        expect(offered).to_be_visible()
    offered.click()
    expect(page).to_have_url(small_address + "nghi-quyet/21-kl-tw-2021/")
    faults[:] = [one for one in faults if "404" not in one]  # the page itself


@pytest.mark.parametrize("lost", ["core.js", "engine.js"])
def test_a_piece_that_does_not_come_is_asked_for_again(
    page: Page, small_address: str, faults: list[str], lost: str
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route(f"**/{lost}*", refuse)
    page.goto(small_address + "tim-kiem/?q=tai+lieu")
    retry = page.get_by_role("button", name="Thử lại")
    expect(retry).to_be_visible()
    page.unroute(f"**/{lost}*", refuse)
    retry.click()
    expect(page.locator("[data-sotay-results] li a").first).to_be_visible()
    expect(retry).to_have_count(0)
    faults.clear()  # the piece that was refused


def test_navigation_and_lists_need_no_scripts(scriptless: Page, small_address: str) -> None:
    scriptless.set_viewport_size({"width": 360, "height": 740})
    scriptless.goto(small_address + "tim-kiem/")
    expect(scriptless.locator("article noscript, article")).not_to_have_count(0)
    scriptless.locator("article").get_by_role("link", name="Nghị quyết, văn bản").first.click()
    expect(scriptless).to_have_url(small_address + "nghi-quyet/")
    expect(scriptless.locator("form[data-loc]").first).to_be_hidden()
    scriptless.locator("article a[href*='21-kl-tw-2021']").first.click()
    expect(scriptless.locator("h1")).to_contain_text("21-KL/TW")
    scriptless.locator(".md-header label[for=__drawer]").click()
    expect(scriptless.locator(".md-sidebar--primary").get_by_role("link", name="Trang đầu")).to_be_visible()


def test_no_first_view_is_too_heavy(page: Page, small_site: Path, small_address: str) -> None:
    pages = find_page_types(small_site)
    views = {kind: measure_view(page, small_address + pages[kind]) for kind in ("home", "guide", "nghi-quyet", "pack")}
    assert all(any(path.endswith("sotay.css") for path in view.files) for view in views.values()), "nothing is kept"
    assert {kind: view.foreign for kind, view in views.items() if view.foreign} == {}
    assert {kind: view.compressed for kind, view in views.items() if view.compressed > MOST} == {}
