"""A reader asks what is new since a day, since a study round, since the last visit; the browser alone remembers it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Serve

PAGE = "huong-dan/bi-thu/moi/"
FIRST, SECOND = "#lan-2026-09-01-kho-thu-duoc-lap", "#lan-2026-11-02-sau-dot-hoc-quy-ba"
UNRECORDED = "#lan-chua-ghi-nhan"


@pytest.fixture(scope="module")
def news(site_with_news: Path, serve: Serve) -> str:
    """Where the site of a small base with two recordings is served, with a slash at the end."""
    root = site_with_news
    assert not list((root / "site").rglob("*lich-su*"))
    assert not list((root / "site").rglob("2026-*.json")), "recordings are not published"
    return serve(root / "site") + "/"


def test_page_shows_what_is_new_since_a_day_in_the_address(page: Page, news: str) -> None:
    page.goto(news + PAGE + "?tu=2026-10-01")
    expect(page.locator(SECOND)).to_be_visible()
    expect(page.locator(UNRECORDED)).to_be_visible()
    expect(page.locator(FIRST)).to_be_hidden()
    expect(page.get_by_label("Xem từ ngày")).to_have_value("2026-10-01")
    expect(page.get_by_role("status")).to_have_text("Từ ngày 01/10/2026: 2 lần cập nhật.")
    page.get_by_role("button", name="Xem tất cả").click()
    expect(page.locator(FIRST)).to_be_visible()
    expect(page).to_have_url(news + PAGE)


def test_a_study_round_is_a_starting_point(page: Page, news: str) -> None:
    page.clock.set_fixed_time("2026-12-01T08:00:00")
    page.goto(news + PAGE)
    expect(page.locator(FIRST)).to_be_visible()
    page.get_by_label("hoặc từ đợt học").select_option("Sinh hoạt chuyên đề quý ba (15/10/2026)")
    expect(page).to_have_url(news + PAGE + "?tu=2026-10-15")
    expect(page.locator(FIRST)).to_be_hidden()
    expect(page.locator(SECOND)).to_be_visible()
    page.get_by_label("Xem từ ngày").fill("2026-12-01")
    expect(page.locator(SECOND)).to_be_hidden()
    expect(page.locator(UNRECORDED)).to_be_visible()


def test_a_round_to_come_is_none(page: Page, news: str) -> None:
    page.clock.set_fixed_time("2026-10-01T08:00:00")
    page.goto(news + PAGE)
    expect(page.get_by_label("Xem từ ngày")).to_be_visible()
    expect(page.get_by_label("hoặc từ đợt học")).to_have_count(0)


def test_the_last_visit_and_the_day_of_studying_are_remembered_until_cleared(page: Page, news: str) -> None:
    page.clock.set_fixed_time("2026-10-20T08:00:00")
    page.goto(news + PAGE)
    expect(page.get_by_role("button", name="Xóa ngày đã nhớ")).to_have_count(0)
    page.clock.set_fixed_time("2026-11-20T08:00:00")
    page.reload()
    page.get_by_role("button", name="Từ lần xem trước (20/10/2026)").click()
    expect(page.locator(FIRST)).to_be_hidden()
    expect(page.locator(SECOND)).to_be_visible()
    page.get_by_role("button", name="Đánh dấu đã học đến hôm nay").click()
    page.clock.set_fixed_time("2026-12-05T08:00:00")
    page.goto(news + PAGE)
    page.get_by_role("button", name="Từ lần học trước (20/11/2026)").click()
    expect(page.locator(SECOND)).to_be_hidden()
    page.get_by_role("button", name="Xóa ngày đã nhớ").click()
    assert page.evaluate("localStorage.getItem('sotay-moi')") == "{}"
    expect(page.get_by_role("button", name="Từ lần học trước")).to_have_count(0)


def test_what_is_remembered_by_one_page_is_not_told_by_another(page: Page, news: str) -> None:
    page.goto(news + PAGE)
    page.get_by_role("button", name="Đánh dấu đã học đến hôm nay").click()
    page.goto(news + "moi/")
    expect(page.get_by_role("button", name="Đánh dấu đã học đến hôm nay")).to_be_visible()


def test_without_javascript_everything_is_there(browser: Browser, news: str) -> None:
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(news + PAGE + "?tu=2026-12-31")
    for heading in (FIRST, SECOND, UNRECORDED):
        expect(page.locator(heading)).to_be_visible()
    expect(page.locator("[data-dot-hoc]")).to_be_hidden()
    page.goto(news + "moi/")
    expect(page.get_by_text("Tài liệu phát muộn")).to_be_visible()
    context.close()


def test_programs_find_the_feed_of_a_guide(page: Page, news: str) -> None:
    for path, feed in (("huong-dan/bi-thu/", "huong-dan/bi-thu/moi.xml"), ("", "moi.xml"), (PAGE, PAGE[:-1] + ".xml")):
        page.goto(news + path)
        link = page.locator('link[rel~="alternate"][type="application/atom+xml"]')
        address = link.evaluate("link => link.href")
        assert address == news + feed
        assert page.request.get(address).ok
