"""Nobody is kept out: what axe-core finds on every type of page, and the frame by keyboard alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.readers import axe
from bench.readers.page_types import find_page_types
from generator.browser_editor.npm import PackagesUnavailableError
from tests.browser.test_page_types import PHONE, PROBLEMS
from tests.conftest import IS_LONG

ON_TOP = """() => {
    const focused = document.activeElement;
    const {x, y, width, height} = focused.getBoundingClientRect();
    const hit = document.elementFromPoint(x + Math.min(width / 2, 20), y + height / 2);
    const style = getComputedStyle(focused);
    return {
        name: (focused.getAttribute("aria-label") || focused.innerText || focused.name).replace(/\\s+/g, " ").trim(),
        isSeen: hit !== null && (focused === hit || focused.contains(hit) || hit.contains(focused)),
        isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""
"""What has the focus: its name, whether nothing lies over it, whether an outline marks it."""

OTHERWISE_ON_A_DESK = {"home", "guide", "nghi-quyet", "list nghi-quyet", "search, results"}
"""The types of page whose layout changes with the width; the others only get longer lines, in a frame seen before."""


@pytest.fixture(scope="module")
def checked(browser: Browser) -> Iterator[BrowserContext]:
    """A context whose pages have axe-core; without npm the test is skipped, and says so."""
    context = browser.new_context(locale="vi-VN")
    try:
        axe.prepare(context)
    except PackagesUnavailableError as error:
        pytest.skip(f"axe-core is not to be had: {error}")
    yield context
    context.close()


def test_every_type_of_page_fits_a_phone_and_axe_finds_nothing(
    checked: BrowserContext, small_site: Path, small_address: str
) -> None:
    page = checked.new_page()
    violations = []
    page_types = find_page_types(small_site)
    assert page_types.keys() >= OTHERWISE_ON_A_DESK
    for kind, address in page_types.items():
        if page.viewport_size != PHONE:
            page.set_viewport_size(PHONE)
        page.goto(small_address + address)
        violations += [f"{kind}: {one}" for one in page.evaluate(PROBLEMS)]
        if kind in OTHERWISE_ON_A_DESK:
            found = axe.find_violations(page, [*axe.BRIEF, axe.WIDE])
        else:
            # In the dark only the colours differ; tests/repo/test_styles.py holds each of them against each ground.
            found = axe.find_violations(page, axe.BRIEF if IS_LONG else axe.BRIEF[:1], left_out=axe.FRAME)
        violations += [f"{kind}: {one}" for one in found]
    assert violations == []


def test_axe_sees_what_it_is_meant_to_see(checked: BrowserContext, small_address: str) -> None:
    page = checked.new_page()
    page.goto(small_address)
    page.evaluate(
        "() => { const made = document.createElement('p'); made.textContent = 'mờ'; made.style.color = '#888';"
        " document.querySelector('article').append(made, document.createElement('button')); }"
    )
    assert {one.rule for one in axe.find_violations(page)} >= {"button-name", "color-contrast"}


@pytest.mark.parametrize("width", [360, 1440])
def test_the_tab_key_reaches_the_page_in_order_and_is_seen(page: Page, small_address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(small_address + "nghi-quyet/21-kl-tw-2021/")
    names: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen = page.evaluate(ON_TOP)
        assert seen["name"], names
        assert seen["isSeen"], seen
        assert seen["isMarked"], seen
        names.append(seen["name"])
    assert names[0] == "Chuyển tới nội dung"
    assert names.index("Nền tối") < names.index("Tìm kiếm") < names.index("Nghị quyết, văn bản")
    assert ("Điều hướng" in names) == (width == 360)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(ON_TOP)["isSeen"]


def test_the_skip_link_leads_past_the_navigation(page: Page, small_address: str) -> None:
    for address in ("", "nghi-quyet/21-kl-tw-2021/"):
        page.goto(small_address + address)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('article') !== null"), address


def test_the_drawer_by_keyboard(page: Page, small_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(small_address + "nghi-quyet/21-kl-tw-2021/")
    opener = page.get_by_role("button", name="Điều hướng", exact=True)
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("link", name="Trang đầu", exact=True).first).to_be_focused()
    page.get_by_role("button", name="Mục con của Hướng dẫn học tập").press("Enter")
    inner = page.get_by_role("navigation", name="Mục con: Hướng dẫn học tập")
    expect(inner.get_by_role("link", name="Bí thư chi bộ")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.locator(".md-sidebar--primary")).not_to_be_visible()


def test_colours_by_keyboard_are_kept(page: Page, small_address: str) -> None:
    page.goto(small_address)
    page.get_by_role("button", name="Nền tối").press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name="Nền sáng")).to_be_focused()
    page.goto(small_address + "nghi-quyet/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_system_s_colours_until_others_are_chosen(page: Page, small_address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(small_address)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name="Nền sáng")).to_be_visible()


def test_contents_follow_the_reader(page: Page, small_address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 500})
    page.goto(small_address + "huong-dan/bi-thu/")
    page.locator("#muc-luc, article h2").nth(2).scroll_into_view_if_needed()
    page.mouse.wheel(0, 900)
    expect(page.locator(".md-sidebar--secondary .md-nav__link--active")).to_have_count(1)
    expect(page.locator(".md-header__title")).to_have_class(re.compile("md-header__title--active"))
