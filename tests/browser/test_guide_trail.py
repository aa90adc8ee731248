"""What one reads next follows the guide that one came from, until one leaves it."""

from playwright.sync_api import Page, expect

GUIDE = "huong-dan/bi-thu-chi-bo/"


def test_reading_on_follows_the_guide_until_one_leaves_it(page: Page, address: str) -> None:
    page.goto(address + GUIDE)
    titles = page.locator(".doc h3 a:not(.headerlink)")
    second = titles.nth(1).get_attribute("href") or "no address"
    titles.nth(0).click()
    line = page.get_by_role("navigation", name="Đọc theo hướng dẫn", exact=True)
    expect(line).to_contain_text("Bạn đang đọc theo hướng dẫn cho bí thư chi bộ, mục 1/")
    page.get_by_role("navigation", name="Đọc tiếp theo hướng dẫn").get_by_role("link", name="Đọc tiếp").click()
    assert second.strip("./") in page.url
    expect(line).to_contain_text("mục 2/")
    expect(page.get_by_role("link", name="Mục trước")).to_be_visible()
    line.get_by_role("button", name="Thôi đọc theo").click()
    expect(line).to_have_count(0)
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(line).to_have_count(0)


def test_an_address_may_name_the_guide(page: Page, address: str) -> None:
    page.goto(address + "nghi-quyet/50-ct-tw-2025/?theo=cap-uy-vien")
    line = page.get_by_role("navigation", name="Đọc theo hướng dẫn", exact=True)
    expect(line.get_by_role("link", name="hướng dẫn cho cấp ủy viên")).to_be_visible()
    page.goto(address + "nghi-quyet/50-ct-tw-2025/?theo=khong-co")
    expect(page.locator("h1")).to_be_visible()
    expect(line).to_have_count(0)


def test_without_javascript_the_steps_of_all_guides_are_folded(scriptless: Page, address: str) -> None:
    scriptless.goto(address + "nghi-quyet/50-ct-tw-2025/?theo=cap-uy-vien")
    steps = scriptless.locator(".trong-huong-dan .theo-sau")
    expect(steps.first).to_be_hidden()
    scriptless.locator("summary", has_text="Đọc tiếp theo hướng dẫn của").click()
    expect(steps.first).to_be_visible()
    assert steps.count() > 1
