"""A reader asks what is new since a day, since a study round, since the last visit; the browser alone remembers it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Serve, Tabs, open_tabs

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


@pytest.fixture(scope="module")
def tabs_with_clock(browser: Browser) -> Iterator[Tabs]:
    """Their clock stands where a test sets it; that is of the whole context, so that other tests have another one."""
    tabs = open_tabs(browser)
    yield tabs
    tabs.context.close()


@pytest.fixture
def on_a_day(tabs_with_clock: Tabs) -> Iterator[Page]:
    """A page whose test sets the clock before all else."""
    yield tabs_with_clock.begin()
    tabs_with_clock.end()
    assert tabs_with_clock.faults == []


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


def test_a_study_round_is_a_starting_point(on_a_day: Page, news: str) -> None:
    on_a_day.clock.set_fixed_time("2026-12-01T08:00:00")
    on_a_day.goto(news + PAGE)
    expect(on_a_day.locator(FIRST)).to_be_visible()
    on_a_day.get_by_label("hoặc từ đợt học").select_option("Sinh hoạt chuyên đề quý ba (15/10/2026)")
    expect(on_a_day).to_have_url(news + PAGE + "?tu=2026-10-15")
    expect(on_a_day.locator(FIRST)).to_be_hidden()
    expect(on_a_day.locator(SECOND)).to_be_visible()
    on_a_day.get_by_label("Xem từ ngày").fill("2026-12-01")
    expect(on_a_day.locator(SECOND)).to_be_hidden()
    expect(on_a_day.locator(UNRECORDED)).to_be_visible()


def test_a_round_to_come_is_none(on_a_day: Page, news: str) -> None:
    on_a_day.clock.set_fixed_time("2026-10-01T08:00:00")
    on_a_day.goto(news + PAGE)
    expect(on_a_day.get_by_label("Xem từ ngày")).to_be_visible()
    expect(on_a_day.get_by_label("hoặc từ đợt học")).to_have_count(0)


def test_the_last_visit_and_the_day_of_studying_are_remembered_until_cleared(on_a_day: Page, news: str) -> None:
    on_a_day.clock.set_fixed_time("2026-10-20T08:00:00")
    on_a_day.goto(news + PAGE)
    expect(on_a_day.get_by_role("button", name="Xóa ngày đã nhớ")).to_have_count(0)
    on_a_day.clock.set_fixed_time("2026-11-20T08:00:00")
    on_a_day.reload()
    on_a_day.get_by_role("button", name="Từ lần xem trước (20/10/2026)").click()
    expect(on_a_day.locator(FIRST)).to_be_hidden()
    expect(on_a_day.locator(SECOND)).to_be_visible()
    on_a_day.get_by_role("button", name="Đánh dấu đã học đến hôm nay").click()
    on_a_day.clock.set_fixed_time("2026-12-05T08:00:00")
    on_a_day.goto(news + PAGE)
    on_a_day.get_by_role("button", name="Từ lần học trước (20/11/2026)").click()
    expect(on_a_day.locator(SECOND)).to_be_hidden()
    on_a_day.get_by_role("button", name="Xóa ngày đã nhớ").click()
    assert on_a_day.evaluate("localStorage.getItem('sotay-moi')") == "{}"
    expect(on_a_day.get_by_role("button", name="Từ lần học trước")).to_have_count(0)


def test_what_is_remembered_by_one_page_is_not_told_by_another(page: Page, news: str) -> None:
    page.goto(news + PAGE)
    page.get_by_role("button", name="Đánh dấu đã học đến hôm nay").click()
    page.goto(news + "moi/")
    expect(page.get_by_role("button", name="Đánh dấu đã học đến hôm nay")).to_be_visible()


def test_without_javascript_everything_is_there(scriptless: Page, news: str) -> None:
    scriptless.goto(news + PAGE + "?tu=2026-12-31")
    for heading in (FIRST, SECOND, UNRECORDED):
        expect(scriptless.locator(heading)).to_be_visible()
    expect(scriptless.locator("[data-dot-hoc]")).to_be_hidden()
    scriptless.goto(news + "moi/")
    expect(scriptless.get_by_text("Tài liệu phát muộn")).to_be_visible()


def test_programs_find_the_feed_of_a_guide(page: Page, news: str) -> None:
    for path, feed in (("huong-dan/bi-thu/", "huong-dan/bi-thu/moi.xml"), ("", "moi.xml"), (PAGE, PAGE[:-1] + ".xml")):
        page.goto(news + path)
        link = page.locator('link[rel~="alternate"][type="application/atom+xml"]')
        address = link.evaluate("link => link.href")
        assert address == news + feed
        assert page.request.get(address).ok
