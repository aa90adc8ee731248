"""A reader sets the size of the text once; every page is drawn in it from the first moment."""

from playwright.sync_api import Page, expect

ROOT_SIZE = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"


def test_size_is_chosen_remembered_and_there_before_the_page_is_drawn(page: Page, small_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(small_address)
    normal = page.evaluate(ROOT_SIZE)
    button = page.get_by_role("button", name="Aa: cỡ chữ")
    button.press("Enter")
    sizes = page.get_by_role("group", name="Cỡ chữ")
    expect(sizes.get_by_label("Vừa")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(sizes.get_by_label("Lớn", exact=True)).to_be_checked()
    assert page.evaluate(ROOT_SIZE) > normal * 1.1
    page.keyboard.press("Escape")
    expect(sizes).to_be_hidden()
    expect(button).to_be_focused()
    # What no later script could have done: only the script in the head has run by then.
    page.route("**/sotay.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(small_address + "nghi-quyet/21-kl-tw-2021/", wait_until="commit")
    page.wait_for_selector("h1")
    assert page.evaluate(ROOT_SIZE) > normal * 1.1


def test_what_is_kept_may_be_nonsense(page: Page, small_address: str) -> None:
    page.goto(small_address)
    for nonsense in ("null", "[1]", '{"co": "\\"><script>", "cot": 7}', "no JSON"):
        page.evaluate("(text) => localStorage.setItem('sotay-co-chu', text)", nonsense)
        page.reload()
        kept = page.evaluate("() => document.documentElement.getAttributeNames()")
        assert not [name for name in kept if "co-chu" in name or "cot" in name]
        expect(page.get_by_role("button", name="Aa: cỡ chữ")).to_be_visible()
