"""A reader chooses a course by whom it is for, how long it is, what it is about; the choice stands in the address."""

from playwright.sync_api import Browser, Page, expect

CHOSEN = "khoa-hoc/?doi-tuong=doi-tuong-ket-nap&do-dai=den-5-ngay"
COURSE = "Chương trình bồi dưỡng nhận thức về Đảng"


def test_a_shared_address_shows_what_was_chosen(page: Page, address: str) -> None:
    page.goto(address + CHOSEN + "&chu-de=khong-co#danh-muc-khoa")
    courses = page.locator("[data-loc-muc]")
    expect(courses.filter(visible=True)).to_have_count(1)
    expect(page.get_by_role("link", name=COURSE)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(f"1/{courses.count()} khóa")
    expect(page.get_by_label("Đối tượng")).to_have_value("doi-tuong-ket-nap")
    expect(page.get_by_label("Chủ đề")).to_have_value("")


def test_choosing_and_clearing_change_list_and_address(page: Page, address: str) -> None:
    page.goto(address + "khoa-hoc/")
    courses = page.locator("[data-loc-muc]")
    total = courses.count()
    clear = page.get_by_role("button", name="Xóa bộ lọc")
    expect(page.get_by_role("status")).to_have_text(f"{total}/{total} khóa")
    expect(clear).to_be_hidden()
    page.get_by_label("Thời lượng").select_option("den-5-ngay")
    expect(page).to_have_url(address + "khoa-hoc/?do-dai=den-5-ngay")
    expect(courses.filter(visible=True)).to_have_count(1)
    expect(page.get_by_label("Tính chất").locator("option[value=de-nghi]")).to_be_disabled()
    clear.click()
    expect(page).to_have_url(address + "khoa-hoc/")
    expect(courses.filter(visible=True)).to_have_count(total)
    expect(page.get_by_label("Đối tượng")).to_be_focused()


def test_without_javascript_the_list_is_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CHOSEN)
    expect(page.get_by_label("Đối tượng")).to_be_hidden()
    expect(page.locator("[data-loc-muc]").filter(visible=True)).to_have_count(page.locator("[data-loc-muc]").count())
    context.close()
