"""A reader finds an entry by what they remember of it, in a search box or a list, and takes its address."""

import re

from playwright.sync_api import Page, expect


def test_header_box_finds_with_and_without_diacritics(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + "gioi-thieu/")
    box, first = page.locator(".md-header input[name=q]"), page.locator(".md-header [role=option]").first
    for typed in ("bài thu hoạch", "bai thu hoach"):
        box.fill(typed)
        expect(first).to_contain_text("Bài thu hoạch")
        box.fill("")
        expect(first).to_have_count(0)
    box.fill("bai thu hoach")
    expect(first).to_contain_text("Bài thu hoạch")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + "thuat-ngu/bai-thu-hoach/")


def test_front_page_box_finds_a_document(page: Page, address: str) -> None:
    page.goto(address)
    box = page.locator("#tim-trang-dau")
    box.fill("kl 21")
    box.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(address + "tim-kiem/?q=")))
    expect(page.locator("[data-sotay-results] a[href*='21-kl-tw-2021']").first).to_be_visible()


def test_header_box_covers_the_bar_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + "gioi-thieu/")
    box = page.locator(".md-header input[name=q]")
    box.click()
    expect(box).to_be_in_viewport(ratio=1)
    assert (box.bounding_box() or {"width": 0})["width"] > 300
    box.fill("sinh hoat chi bo")
    panel = page.locator(".md-header .sotay-search__panel")
    expect(panel).to_be_visible()
    edges = panel.bounding_box()
    assert edges is not None
    assert edges["x"] >= 0
    assert edges["x"] + edges["width"] <= 360


def test_address_is_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "nghi-quyet/50-ct-tw-2025/")
    shown = page.locator("#dia-chi code").inner_text()
    assert shown.endswith("/nghi-quyet/50-ct-tw-2025/")
    page.get_by_role("button", name="Chép địa chỉ").click()
    expect(page.locator("#dia-chi [role=status]")).to_have_text("Đã chép.")
    assert page.evaluate("navigator.clipboard.readText()") == shown


def test_source_leads_to_the_line_of_its_article(page: Page, address: str) -> None:
    page.goto(address + "bai-hoc/buong-long-danh-gia-sau-hoc/")
    page.locator("#nguon ~ .nguon-cuoi a[href*='#dong-14']").first.click()
    expect(page).to_have_url(address + "nguon/khoi-cqtw/#dong-14")
    row = page.locator("tr", has=page.locator("#dong-14"))
    expect(row).to_be_in_viewport()
    expect(row.locator("a[href*='buong-long-danh-gia-sau-hoc']")).to_be_visible()


def test_long_relations_are_collapsed_with_their_count(page: Page, address: str) -> None:
    page.goto(address + "bai-hoc/buong-long-danh-gia-sau-hoc/")
    relations = page.locator(".lien-quan")
    more = relations.locator("details.them").first
    expect(more.locator("li").first).to_be_hidden()
    more.locator("summary").click()
    expect(more.locator("li").first).to_be_visible()
    links = [link.get_attribute("href") for link in relations.locator("a").all()]
    assert len(links) == len(set(links))


def test_lists_replace_the_search_without_javascript(scriptless: Page, address: str) -> None:
    scriptless.goto(address + "tim-kiem/")
    scriptless.locator("article").get_by_role("link", name="Nghị quyết, văn bản").click()
    scriptless.locator("article").get_by_role("link", name="Chỉ thị 50-CT/TW").click()
    expect(scriptless.locator("h1")).to_contain_text("Chỉ thị 50-CT/TW")
    expect(scriptless.locator("#dia-chi code")).to_be_visible()
    scriptless.locator(".duong-dan").get_by_role("link", name="Trang đầu").click()
    expect(scriptless).to_have_url(address)
