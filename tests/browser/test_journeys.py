"""Eight readers, one per audience, on a phone or on a desk: from the front page through an entry to a printed guide.

By turns one audience has the phone and the next the desk; with SOTAY_LONG each of them has both.

Console errors and requests to other hosts fail these tests through the `page` fixture. Parts are found by their class,
which on pages as long as guides takes less than by role and name.
"""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pypdf import PdfReader

from tests.conftest import IS_LONG, ROOT

AUDIENCES = sorted(path.stem for path in Path(ROOT, "docs", "doi-tuong").glob("*.md") if path.stem != "index")
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}
SCREENS = {"phone": PHONE, "desk": DESK}
JOURNEYS = [
    (audience, screen)
    for number, audience in enumerate(AUDIENCES)
    for turn, screen in enumerate(SCREENS)
    if IS_LONG or turn == number % len(SCREENS)
]

NOT_FOR_PAPER = """() => [...document.querySelectorAll("header, footer, nav, button, .md-sidebar, [type=search]")]
    .filter((part) => part.checkVisibility({visibilityProperty: true})).map((part) => part.outerHTML.slice(0, 120))"""
"""What of the frame and of the controls would be printed."""

TOO_WIDE = """() => [...document.querySelectorAll("article *")]
    .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth + 1)
    .map((part) => part.outerHTML.slice(0, 120))"""
"""What would be cut off at the edge of the paper."""


@pytest.mark.parametrize(("audience", "screen"), JOURNEYS)
def test_from_the_front_page_to_a_printed_guide(page: Page, address: str, audience: str, screen: str) -> None:
    page.set_viewport_size(SCREENS[screen])
    guide = f"{address}huong-dan/{audience}/"
    name = open_guide(page, address, audience)
    expect(page).to_have_url(guide)
    expect(page.locator("h1")).to_contain_text(name)
    tick_first_job(page)

    title = open_first_entry(page)
    answered = answer_first_question(page)
    mark_as_read(page)
    read_on(page)
    page.locator(".theo-tren a").click()

    expect(page).to_have_url(guide)
    expect(page.locator(".tien-do-dem")).to_contain_text("Đã đọc 1/")
    expect(page.locator(f".doc [aria-label='Đã đọc: {title}']")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".danh-muc input").first).to_be_checked()
    if answered:
        expect(page.locator(".tu-kiem-tra .danh-muc-dem")).to_contain_text("Đã trả lời 1/")

    page.emulate_media(media="print")
    expect_a_guide_on_paper(page, name)


def open_guide(page: Page, address: str, audience: str) -> str:
    """Follow the card of the audience on the front page; gives the name that stands on it."""
    page.goto(address)
    expect(page.locator(".cac-vai a")).to_have_count(len(AUDIENCES))
    card = page.locator(f".cac-vai a[href='huong-dan/{audience}/']")
    name = card.inner_text()
    card.click()
    return name


def tick_first_job(page: Page) -> None:
    page.locator(".danh-muc label").first.click()
    expect(page.locator(".danh-muc [role=status]")).to_contain_text("Đã xong 1/")


def open_first_entry(page: Page) -> str:
    """Follow the first step of the guide's reading path; gives the entry's title there."""
    link = page.locator(".doc h3 a:not(.headerlink)").first
    title = link.inner_text()
    link.click()
    # A guide adds the year where two documents have one number.
    expect(page.locator("h1")).to_contain_text(title.partition(" (")[0])
    expect(page.locator(".theo-tren")).to_contain_text("mục 1/")
    return title


def answer_first_question(page: Page) -> bool:
    """Answer the entry's first self-check; whether it has one."""
    question = page.locator(".tu-kiem").first
    if not question.count():
        return False
    question.locator("input").first.check()
    question.locator("button", has_text="Kiểm tra").click()
    expect(question.locator("[role=status]")).to_contain_text(re.compile("Đúng|Chưa đúng|Còn phương án"))
    return True


def mark_as_read(page: Page) -> None:
    button = page.locator(".danh-dau button", has_text="Đã đọc")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def read_on(page: Page) -> None:
    """Follow the guide to its second step."""
    page.locator(".theo-cuoi .theo-toi", has_text="Đọc tiếp").click()
    expect(page.locator(".theo-tren")).to_contain_text("mục 2/")


def expect_a_guide_on_paper(page: Page, name: str) -> None:
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("#cau-hoi ~ ul > li, #cau-hoi ~ ol > li").first).to_be_visible()
    expect(page.locator(".doc li").first).to_be_visible()
    assert page.evaluate(NOT_FOR_PAPER) == []
    assert page.evaluate(TOO_WIDE) == []


def test_a_guide_becomes_a_document_on_paper(page: Page, address: str) -> None:
    name = open_guide(page, address, AUDIENCES[0])
    page.wait_for_url(f"{address}huong-dan/{AUDIENCES[0]}/")
    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    assert len(pages) > 1
    assert name in pages[0].extract_text()
    assert "Đã đọc" not in pages[0].extract_text()
