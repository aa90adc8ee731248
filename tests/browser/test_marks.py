"""A reader marks what was read, comes back to where the reading stopped, and carries all that to another browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

ENTRY = "nghi-quyet/296-qd-tw-2025/"
GUIDE = "huong-dan/bi-thu/"


def test_what_was_read_shows_in_guides_and_lists(page: Page, small_address: str) -> None:
    page.goto(small_address + GUIDE)
    progress = page.locator(".tien-do-dem")
    expect(progress).to_contain_text("Đã đọc 0/")
    page.goto(small_address + ENTRY)
    expect(page.locator(".phut-doc")).to_contain_text("Đọc khoảng 1 phút")
    button = page.locator(".danh-dau").get_by_role("button", name="Đã đọc: Quy định 296-QĐ/TW")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".danh-dau").get_by_role("status")).to_contain_text("Đã đánh dấu")
    page.goto(small_address + "nghi-quyet/")
    expect(page.locator(".da-doc")).to_have_count(1)
    page.goto(small_address + GUIDE)
    expect(progress).to_contain_text("Đã đọc 1/")
    expect(progress).to_contain_text("còn khoảng")
    page.get_by_role("button", name="Đã đọc: Quy định 296-QĐ/TW").click()
    expect(progress).to_contain_text("Đã đọc 0/")


def test_the_front_page_leads_back_to_where_the_reading_stopped(page_of_its_own: Page, small_address: str) -> None:
    page = page_of_its_own
    page.clock.install()
    page.goto(small_address)
    expect(page.get_by_text("Đọc tiếp chỗ đã dừng")).to_have_count(0)
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(small_address + ENTRY)
    page.evaluate("() => document.querySelector('#lien-quan').scrollIntoView()")
    page.wait_for_function("() => scrollY > 0")
    page.clock.run_for(1000)
    page.wait_for_function("() => (localStorage.getItem('sotay-cho-doc') || '').includes('lien-quan')")
    page.goto(small_address)
    page.get_by_role("link", name="Quy định 296-QĐ/TW, mục “Liên quan”").click()
    expect(page).to_have_url(small_address + ENTRY + "#lien-quan")
    page.locator(".danh-dau").get_by_role("button").click()
    page.goto(small_address)
    expect(page.get_by_text("Đọc tiếp chỗ đã dừng")).to_have_count(0)


def mark(page: Page, small_address: str) -> None:
    page.goto(small_address + ENTRY)
    page.locator(".danh-dau").get_by_role("button").click()
    page.goto(small_address + "cua-toi/")


def test_marks_leave_as_a_file_and_come_back(page: Page, small_address: str, tmp_path: Path) -> None:
    mark(page, small_address)
    with page.expect_download() as download:
        page.get_by_role("button", name="Xuất ra tệp").click()
    file = tmp_path / "mine.json"
    download.value.save_as(file)
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["version"] == 1
    assert kept["stores"]["sotay-da-doc"].keys() == {"nghi-quyet/296-qd-tw-2025"}
    page.get_by_role("button", name="Xóa tất cả…").click()
    page.get_by_role("button", name="Xóa thật").click()
    expect(page.locator(".cua-toi-bao")).to_have_text("Đã xóa tất cả.")
    expect(page.get_by_text("Đã đọc (1)")).to_have_count(0)
    page.get_by_label("Nhập từ tệp").set_input_files(file)
    expect(page.get_by_text("Tệp có mục đã đọc: 1")).to_be_visible()
    page.get_by_role("button", name="Gộp vào").click()
    expect(page.get_by_role("link", name="Quy định 296-QĐ/TW")).to_be_visible()
    assert page.evaluate("() => sotay.stores.pack().stores") == kept["stores"]


def file_with(**stores: Any) -> dict[str, Any]:
    return {"format": "sotay-cua-toi", "version": 1, "stores": stores}


READ = {"ten": "X", "ngay": "2026-11-22"}
HOSTILE: dict[str, Any] = {
    "no JSON": "{",
    "another program's": {"stores": {}},
    "another version": {"format": "sotay-cua-toi", "version": 2, "stores": {}},
    "an unknown part": {**file_with(), "more": 1},
    "an unknown store": file_with(**{"sotay-khac": {}}),
    "another site's storage": file_with(**{"/.__palette": {"color": {}}}),
    "no table": file_with(**{"sotay-da-doc": ["nghi-quyet/x"]}),
    "an address that runs": file_with(**{"sotay-da-doc": {"javascript:alert(1)": READ}}),
    "an address elsewhere": file_with(**{"sotay-da-doc": {"//example.org/x": READ}}),
    "an unknown field": file_with(**{"sotay-da-doc": {"nghi-quyet/x": {**READ, "href": "x"}}}),
    "a title that is no text": file_with(**{"sotay-da-doc": {"nghi-quyet/x": {"ten": {}, "ngay": "2026-11-22"}}}),
    "an endless title": file_with(**{"sotay-da-doc": {"nghi-quyet/x": {"ten": "x" * 1001, "ngay": "2026-11-22"}}}),
    "too many": file_with(**{"sotay-da-doc": {f"nghi-quyet/x{n}": READ for n in range(5001)}}),
    "a prototype": '{"format": "sotay-cua-toi", "version": 1, "stores": {"sotay-viec": {"__proto__": ["x"]}}}',
    "an anchor with markup": file_with(
        **{
            "sotay-cho-doc": {
                "nghi-quyet/x": {"ten": "X", "muc": '"><b>', "tenMuc": "", "luc": "2026-11-22T00:00:00.000Z"}
            }
        }
    ),
    "a size that is none": file_with(**{"sotay-co-chu": {"co": "khong-lo"}}),
}


def test_hostile_files_are_refused_whole_and_change_nothing(page: Page, small_address: str) -> None:
    mark(page, small_address)
    before = page.evaluate("() => JSON.stringify(localStorage)")
    taken = []
    for name, given in HOSTILE.items():
        text = given if isinstance(given, str) else json.dumps(given)
        if not page.evaluate("(text) => sotay.stores.unpack(text).fault", text):
            taken.append(name)
    assert taken == []
    assert page.evaluate("(text) => sotay.stores.unpack(text).fault || ''", json.dumps(file_with())) == ""
    page.get_by_label("Nhập từ tệp").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(HOSTILE["an unknown store"]).encode()}
    )
    expect(page.locator(".cua-toi-loi")).to_contain_text("có phần lạ “sotay-khac”")
    large: FilePayload = {"name": "x.json", "mimeType": "application/json", "buffer": b" " * (1024 * 1024 + 1)}
    page.get_by_label("Nhập từ tệp").set_input_files(large)
    expect(page.locator(".cua-toi-loi")).to_contain_text("lớn hơn 1 MB")
    assert page.evaluate("() => JSON.stringify(localStorage)") == before


def test_merging_keeps_what_is_here_and_the_later_place(page: Page, small_address: str) -> None:
    page.goto(small_address + "cua-toi/")

    def at(anchor: str, day: int) -> dict[str, str]:
        return {"ten": "X", "muc": anchor, "tenMuc": "", "luc": f"2026-11-{day}T00:00:00.000Z"}

    own = {"sotay-viec": {"dang-vien": ["một"]}, "sotay-cho-doc": {"nghi-quyet/x": at("cu", 10)}}
    given = {"sotay-viec": {"dang-vien": ["hai"], "bi-thu": ["ba"]}, "sotay-cho-doc": {"nghi-quyet/x": at("moi", 12)}}
    page.evaluate("(stores) => sotay.stores.take(stores, false)", own)
    page.evaluate("(stores) => sotay.stores.take(stores, true)", given)
    kept = page.evaluate("() => sotay.stores.pack().stores")
    assert kept["sotay-viec"] == {"dang-vien": ["một", "hai"], "bi-thu": ["ba"]}
    assert kept["sotay-cho-doc"]["nghi-quyet/x"]["muc"] == "moi"
    page.evaluate("(stores) => sotay.stores.take(stores, false)", own)
    assert page.evaluate("() => sotay.stores.pack().stores") == own


@pytest.mark.parametrize(
    "closing",
    ["Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('closed', 'SecurityError') }})",
     "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"],
    ids=["closed", "full"],
)  # fmt: skip
def test_storage_that_is_closed_or_full_breaks_nothing(page: Page, small_address: str, closing: str) -> None:
    page.add_init_script(closing)
    page.goto(small_address + ENTRY)
    button = page.locator(".danh-dau").get_by_role("button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Aa: cỡ chữ").click()
    page.get_by_role("group", name="Cỡ chữ").get_by_label("Rất lớn").check()
    expect(page.locator("html")).to_have_attribute("data-co-chu", "rat-lon")
    page.goto(small_address + "cua-toi/")
    expect(page.get_by_text("Chưa có gì được nhớ")).to_be_visible()


def test_two_entries_stand_side_by_side(page: Page, small_address: str) -> None:
    page.goto(small_address + ENTRY)
    page.get_by_role("link", name="So sánh với…").click()
    page.get_by_label("Mục thứ hai").fill("22 qd")
    page.get_by_role("button", name="Quy định 22-QĐ/TW").press("Enter")
    expect(page).to_have_url(f"{small_address}so-sanh/?a=nghi-quyet%2F296-qd-tw-2025&b=nghi-quyet%2F22-qd-tw-2021")
    row = page.locator(".so-sanh-dong").filter(has=page.get_by_role("heading", name="Số, ký hiệu"))
    expect(row.locator(".so-sanh-hai > div")).to_contain_text(["296-QĐ/TW", "22-QĐ/TW"])
    expect(page.get_by_role("heading", name="Thay thế", exact=True)).to_be_visible()
    same = page.get_by_role("heading", name="Loại văn bản giống nhau")
    expect(same).to_be_visible()
    page.get_by_label("Chỉ xem chỗ khác nhau").check()
    expect(same).to_be_hidden()


def test_what_cannot_be_compared_is_said(page: Page, small_address: str, faults: list[str]) -> None:
    page.goto(small_address + "so-sanh/?a=nghi-quyet/296-qd-tw-2025&b=nghi-quyet/khong-co")
    expect(page.get_by_text("Không tải được: nghi-quyet/khong-co")).to_be_visible()
    assert [fault for fault in faults if "404" not in fault] == []
    faults.clear()
    page.goto(small_address + "so-sanh/?a=../../x&b=javascript:alert(1)")
    expect(page.get_by_text("Chọn mục thứ nhất và mục thứ hai.")).to_be_visible()


def test_the_pages_of_the_browser_say_what_they_are_for_without_it(scriptless: Page, small_address: str) -> None:
    for path in ("cua-toi/", "so-sanh/"):
        scriptless.goto(small_address + path)
        expect(scriptless.get_by_text("đang tắt JavaScript")).to_be_visible()
