"""A reader sees what stands behind a word or a link without leaving the page: by mouse, by keyboard, by touch."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from generator.kinds import ORDER
from generator.shell import ASSETS
from tests.conftest import watch

LINK = '#lien-quan ~ .lien-quan a[href*="296-qd-tw-2025"]'
LONGER_THAN_ANY_PATIENCE = 1000


def test_the_card_of_a_link_stays_under_the_pointer_and_closes_with_escape(
    page_of_its_own: Page, small_address: str
) -> None:
    page = page_of_its_own
    page.clock.install()
    page.goto(small_address + "nghi-quyet/22-qd-tw-2021/")
    link, card = page.locator(LINK), page.get_by_role("tooltip")
    link.hover()
    page.clock.run_for(LONGER_THAN_ANY_PATIENCE)
    for told in ("Quy định 296-QĐ/TW", "Về kiểm tra, giám sát", "Bộ Chính trị · 30/05/2025", "1 phút đọc"):
        expect(card).to_contain_text(told)
    expect(link).to_have_attribute("aria-describedby", "the-noi")
    card.hover()
    page.clock.run_for(LONGER_THAN_ANY_PATIENCE)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_the_card_of_a_link_follows_the_focus(page: Page, small_address: str) -> None:
    page.goto(small_address + "nghi-quyet/22-qd-tw-2021/")
    page.locator(LINK).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip")).to_contain_text("Quy định 296-QĐ/TW")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Bộ Chính trị · 30/05/2025 · ")).to_have_count(0)


def test_a_word_is_explained_to_the_keyboard_and_leads_to_its_page(page: Page, small_address: str) -> None:
    page.goto(small_address + "thuat-ngu/tiet/")
    word = page.get_by_role("button", name="B.")
    page.keyboard.press("Shift")  # from now on the browser shows where the focus is
    word.focus()
    expect(word).to_have_attribute("aria-expanded", "true")
    expect(word).to_have_accessible_description("Buổi")
    page.keyboard.press("Tab")
    lead = page.get_by_role("link", name="Xem trang thuật ngữ")
    expect(lead).to_be_focused()
    page.keyboard.press("Escape")
    expect(word).to_be_focused()
    expect(lead).to_have_count(0)
    word.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(small_address + "thuat-ngu/buoi/")


def test_touch_explains_a_word_and_follows_a_link_at_once(
    browser: Browser, small_address: str, faults: list[str]
) -> None:
    context = browser.new_context(locale="vi-VN", has_touch=True, viewport={"width": 360, "height": 740})
    watch(context, faults)
    page = context.new_page()
    page.goto(small_address + "thuat-ngu/tiet/")
    word = page.get_by_role("button", name="B.")
    word.tap()
    expect(page.locator(".the-noi")).to_contain_text("Buổi")
    word.tap()
    expect(page.locator(".the-noi")).to_have_count(0)
    page.goto(small_address + "nghi-quyet/22-qd-tw-2021/")
    page.locator(LINK).tap()
    expect(page).to_have_url(small_address + "nghi-quyet/296-qd-tw-2025/")
    context.close()
    assert faults == []


def test_cards_come_from_a_folder_too(page: Page, small_site: Path, faults: list[str]) -> None:
    page.goto((small_site / "nghi-quyet/22-qd-tw-2021/index.html").as_uri())
    page.evaluate("() => sotay.entry('nghi-quyet/296-qd-tw-2025')")
    assert (
        page.evaluate("() => sotay.addressOf('thuat-ngu/buoi/')") == (small_site / "thuat-ngu/buoi/index.html").as_uri()
    )
    assert all(fault.startswith("request: file:") for fault in faults)
    faults.clear()


def test_the_scripts_know_every_kind() -> None:
    known = (ASSETS / "scripts" / "entries.js").read_text(encoding="utf-8")
    assert [kind.folder for kind in ORDER if f'"{kind.folder}"' not in known] == []
