"""A reader comes in by role, sees what to do first, ticks off the list and prints the guide."""

from playwright.sync_api import Page, expect

GUIDE = "huong-dan/bi-thu-chi-bo/"


def test_guide_opens_with_what_to_do_first_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + GUIDE)
    expect(page.locator(".lam-truoc")).to_be_in_viewport()
    expect(page.locator(".lam-truoc li").first).to_contain_text("Chỉ thị 50-CT/TW")


def test_documents_of_the_role_come_first_and_inherited_ones_are_marked(page: Page, address: str) -> None:
    page.goto(address + GUIDE)
    links = page.locator("#doc-gi ~ .doc h3 a:first-child, #doc-gi ~ details.doc-tiep li > a:first-of-type")
    addresses = links.evaluate_all("all => all.map((link) => link.getAttribute('href'))")
    order = [str(one).rstrip("/").rpartition("/")[2] for one in addresses]
    assert order[:2] == ["50-ct-tw-2025", "42-hd-btctw-2025"]
    assert order.index("42-hd-btctw-2025") < order.index("366-qd-tw-2025") < order.index("399-qd-tw-2026")
    inherited = page.locator("details.ke-thua").filter(has_text="Nền chung, kế thừa từ đảng viên")
    inherited.locator("summary").click()
    expect(inherited.get_by_role("link", name="Nghị quyết 04-NQ/TW")).to_be_visible()


def test_guide_without_lessons_says_so(page: Page, address: str) -> None:
    page.goto(address + "huong-dan/doi-tuong-ket-nap/")
    expect(page.locator("#bai-hoc + p")).to_contain_text("chưa ghi lại kinh nghiệm nào")


def test_ticks_are_remembered_in_this_browser_and_can_be_cleared(page: Page, address: str) -> None:
    page.goto(address + GUIDE)
    boxes = page.locator(".danh-muc input")
    count = page.locator(".danh-muc [role=status]")
    total = boxes.count()
    page.locator(".danh-muc label").first.click()
    page.locator(".danh-muc label").nth(2).click()
    expect(count).to_contain_text(f"Đã xong 2/{total} việc")
    page.reload()
    expect(boxes.first).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    page.goto(address + "huong-dan/cap-uy-vien/")
    expect(count).to_contain_text("Đã xong 0/")
    page.goto(address + GUIDE)
    page.get_by_role("button", name="Bỏ hết dấu").click()
    expect(count).to_contain_text(f"Đã xong 0/{total} việc")
    page.reload()
    expect(boxes.first).not_to_be_checked()


def test_paper_shows_what_is_collapsed_and_hides_the_frame(page: Page, address: str) -> None:
    page.goto(address + GUIDE)
    closed = page.locator("details:not([open])")
    before = closed.count()
    assert before > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(closed).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(closed).to_have_count(before)

    hidden = page.locator("details.doc-tiep li").first
    expect(hidden).to_be_hidden()
    page.emulate_media(media="print")
    expect(hidden).to_be_visible()
    assert (hidden.bounding_box() or {"height": 0})["height"] > 0
    for frame in (".md-header", ".md-footer", ".nhay", ".headerlink", ".danh-muc button"):
        expect(page.locator(frame).first).to_be_hidden()


def test_guide_is_readable_without_javascript(scriptless: Page, address: str) -> None:
    scriptless.goto(address)
    scriptless.locator(".cac-vai a").get_by_text("Đảng viên mới", exact=True).click()
    expect(scriptless.locator("h1")).to_contain_text("Đảng viên mới")
    expect(scriptless.locator(".danh-muc li").first).to_be_visible()
    expect(scriptless.locator(".danh-muc input")).to_have_count(0)
    scriptless.locator("details.ke-thua summary").first.click()
    expect(scriptless.locator("details.ke-thua li").first).to_be_visible()
