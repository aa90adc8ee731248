"""A reader narrows and sorts lists; what is chosen stands in the address, so that it can be shared and taken back."""

from playwright.sync_api import Page, expect

CHOSEN = "khoa-hoc/?doi-tuong=doi-tuong-ket-nap&do-dai=den-5-ngay"
COURSE = "Chương trình bồi dưỡng nhận thức về Đảng"


def test_a_shared_address_shows_what_was_chosen(page: Page, address: str) -> None:
    page.goto(address + CHOSEN + "&chu-de=khong-co#danh-sach")
    courses = page.locator(".khoa")
    expect(courses.filter(visible=True)).to_have_count(1)
    expect(page.get_by_role("link", name=COURSE)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(f"1 trong {courses.count()} khóa")
    expect(page.get_by_label("Đối tượng")).to_have_value("doi-tuong-ket-nap")
    expect(page.get_by_label("Chủ đề")).to_have_value("")


def test_choosing_going_back_and_clearing_change_list_and_address(page: Page, address: str) -> None:
    page.goto(address + "nghi-quyet/")
    rows = page.locator("#danh-sach li")
    total = rows.count()
    clear = page.get_by_role("button", name="Xóa lọc")
    expect(page.get_by_role("status")).to_have_text(f"{total} văn bản")
    expect(clear).to_be_hidden()
    page.locator("select[name=loai]").select_option("chi-thi")
    expect(page).to_have_url(address + "nghi-quyet/?loai=chi-thi")
    directives = rows.filter(visible=True).count()
    assert 0 < directives < total
    expect(page.get_by_role("status")).to_have_text(f"{directives} trong {total} văn bản")
    expect(page.locator("select[name=loai]").locator("option:checked")).to_have_text(f"Chỉ thị ({directives})")
    expect(page.get_by_label("Cơ quan ban hành").locator("option[disabled]").first).to_be_attached()
    page.locator("select[name=xep]").select_option("cu")
    days = rows.filter(visible=True).locator(".phu").all_text_contents()
    years = [int(day[-4:]) for day in days if day[-4:].isdigit()]
    assert len(years) > 3
    assert years == sorted(years)
    page.go_back()
    expect(page.locator("select[name=xep]")).to_have_value("")
    expect(page.get_by_role("heading", level=2).filter(visible=True).first).to_be_visible()
    page.go_back()
    expect(rows.filter(visible=True)).to_have_count(total)
    page.go_forward()
    clear.click()
    expect(page).to_have_url(address + "nghi-quyet/")
    expect(rows.filter(visible=True)).to_have_count(total)
    expect(page.get_by_label("Gõ để lọc")).to_be_focused()


def test_typing_asks_for_no_marks_and_no_place_of_the_tone(page: Page, address: str) -> None:
    page.goto(address + "thuat-ngu/")
    page.evaluate("""() => {
        const word = document.querySelector("#danh-sach dt a");
        word.textContent = "Xoà thuỷ";
    }""")
    shown = page.locator("#danh-sach dt").filter(visible=True)
    for typed in ("xoà thuỷ", "xòa thủy", "XOA THUY"):
        page.get_by_label("Gõ để lọc").fill(typed)
        expect(shown).to_have_count(1)
        expect(page.locator("#danh-sach dd").filter(visible=True)).to_have_count(1)
        page.get_by_label("Gõ để lọc").fill("")
        expect(shown).not_to_have_count(1)


def test_on_a_phone_one_line_says_how_many_are_chosen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + "bai-hoc/?loai=han-che&xep=ten")
    expect(page.locator("select[name=dia-phuong]")).to_be_hidden()
    line = page.locator("summary", has_text="Lọc và sắp xếp")
    expect(line).to_contain_text("(2 đã chọn)")
    line.press("Enter")
    expect(page.locator("select[name=dia-phuong]")).to_be_visible()


def test_a_row_in_several_parts_of_a_list_is_one(page: Page, address: str) -> None:
    page.goto(address + "chuyen-de/?xep=ten")
    names = page.locator("#danh-sach li").filter(visible=True).locator("a:first-of-type").all_text_contents()
    expect(page.get_by_role("status")).to_have_text(f"{len(names)} chuyên đề")
    assert len(set(names)) == len(names)


def test_without_javascript_the_list_is_whole(scriptless: Page, address: str) -> None:
    scriptless.goto(address + CHOSEN)
    expect(scriptless.get_by_label("Đối tượng")).to_be_hidden()
    expect(scriptless.locator(".khoa").filter(visible=True)).to_have_count(scriptless.locator(".khoa").count())
