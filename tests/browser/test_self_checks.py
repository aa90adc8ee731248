"""A reader answers self-check questions, sees why, comes back later; paper gets the answers apart."""

from playwright.sync_api import Page, expect

QUESTIONS = "nghi-quyet/42-hd-btctw-2025/"


def test_a_reader_answers_and_is_told_why(page: Page, address: str) -> None:
    page.goto(address + QUESTIONS)
    question = page.locator("#thoi-luong-toi-thieu")
    expect(question.get_by_role("group", name="kéo dài ít nhất bao lâu?")).to_be_visible()
    result = question.get_by_role("status")
    question.get_by_role("button", name="Kiểm tra").click()
    expect(result).to_contain_text("Chọn một phương án")
    question.get_by_role("radio", name="120 phút").check()
    expect(result).to_be_empty()
    question.get_by_role("button", name="Kiểm tra").click()
    expect(result).to_contain_text("Chưa đúng.")
    expect(result).to_contain_text("khi gộp sinh hoạt thường kỳ")
    expect(page.locator(".tu-kiem-tra > .danh-muc-dem")).to_contain_text("Đã trả lời 1/3 câu, đúng 0.")
    question.get_by_role("radio", name="90 phút").check()
    question.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator(".tu-kiem-tra > .danh-muc-dem")).to_contain_text("đúng 1.")


def test_several_right_answers_and_what_the_browser_remembers(page: Page, address: str) -> None:
    page.goto(address + QUESTIONS)
    question = page.locator("#viec-chuan-bi")
    boxes = question.get_by_role("checkbox")
    boxes.nth(0).check()
    question.get_by_role("button", name="Kiểm tra").click()
    expect(question.get_by_role("status")).to_contain_text("Còn phương án đúng chưa chọn.")
    for n in (1, 2):
        boxes.nth(n).check()
    question.get_by_role("button", name="Kiểm tra").click()
    page.goto(address + "huong-dan/bi-thu-chi-bo/#42-hd-btctw-2025--viec-chuan-bi")
    again = page.locator('[id="42-hd-btctw-2025--viec-chuan-bi"]')
    expect(again).to_be_visible()
    expect(again.get_by_role("checkbox").nth(2)).to_be_checked()
    page.get_by_role("button", name="Làm lại").click()
    page.reload()
    expect(again.get_by_role("checkbox").nth(2)).not_to_be_checked()


def test_paper_gets_the_answers_after_everything_else(page: Page, address: str) -> None:
    page.goto(address + QUESTIONS)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".dap-an-in")).to_contain_text("Câu 3.")
    expect(page.locator(".tu-kiem-dap").first).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".dap-an-in")).to_have_count(0)


def test_questions_can_be_used_without_javascript(scriptless: Page, address: str) -> None:
    scriptless.goto(address + QUESTIONS)
    question = scriptless.locator("#thoi-luong-toi-thieu")
    expect(question.locator("> ol > li")).to_have_count(4)
    answers = question.locator("details li").nth(1)
    expect(answers).to_be_hidden()
    question.locator("summary").click()
    expect(answers).to_contain_text("Đúng.")
