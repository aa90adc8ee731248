"""A reader sets the size of the text once, in every page from the first moment; and spaces it as the reader likes."""

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


SPACED = """() => {
    const wanted = new CSSStyleSheet();
    wanted.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        + " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets.push(wanted);
}"""
"""The spacing that text has to bear (https://www.w3.org/TR/WCAG22/#text-spacing)."""

CUT = """() => [...document.querySelectorAll("article *")].filter((part) => {
    if (!part.checkVisibility({visibilityProperty: true}) || !part.innerText?.trim()) return false;
    if (part.closest(".bang, .md-typeset__scrollwrap, pre, svg")) return false;
    const {right, width, height} = part.getBoundingClientRect();
    if (width < 3 || height < 3) return false;
    const {overflowX, overflowY} = getComputedStyle(part), hides = ["hidden", "clip"];
    return right > innerWidth + 1 || (hides.includes(overflowX) && part.scrollWidth > part.clientWidth + 2)
        || (hides.includes(overflowY) && part.scrollHeight > part.clientHeight + 2);
}).map((part) => part.outerHTML.slice(0, 120))"""
"""What of the page's text is cut off or leaves the screen; tables may be scrolled, what is drawn small is for ears."""


def test_text_bears_more_space(page: Page, small_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("huong-dan/bi-thu/", "nghi-quyet/21-kl-tw-2021/", "tim-kiem/?q=tai+lieu"):
        page.goto(small_address + address)
        if "?" in address:
            expect(page.locator("[data-sotay-results] ol a").first).to_be_visible()
        page.evaluate(SPACED)
        assert page.evaluate(CUT) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_text_that_is_cut_off_is_seen(page: Page, small_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(small_address)
    styles = ("height: 1.2em; overflow: hidden", "width: 5em; overflow: clip; white-space: nowrap", "width: 40em")
    for number, style in enumerate(styles):
        # The page's policy refuses style attributes, not what a script sets.
        page.evaluate(
            "(style) => { const made = document.createElement('p'); made.textContent = 'Một_dòng_dài '.repeat(20);"
            " made.style.cssText = style; document.querySelector('article').append(made); }",
            style,
        )
        assert len(page.evaluate(CUT)) == number + 1, style
