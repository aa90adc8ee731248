"""Pages with real content hold on a phone and on a desk: one title, nothing too wide, nothing fetched from elsewhere.

Every type of page of a small site is looked at in the same way where axe looks at it, in test_access. Console errors
and requests to other hosts fail these tests through the `page` fixture.
"""

from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import PAGE_TYPES

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}
OTHERWISE_ON_A_DESK = {"front", "guide", "document", "results", "figures"}

PROBLEMS = """() => {
    const article = document.querySelector("article");
    const mayScroll = ".bang, .md-typeset__scrollwrap, pre, svg";
    const outside = [...article.querySelectorAll("*")].filter((part) =>
        part.getBoundingClientRect().right > innerWidth + 1 && !part.closest(mayScroll) && part.checkVisibility());
    const found = outside.map((part) => "too wide: " + part.outerHTML.slice(0, 120));
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    if (document.querySelectorAll("h1").length !== 1) found.push("not one title");
    if (document.documentElement.lang !== "vi") found.push("not marked as Vietnamese");
    // Raw HTML hides its text from Markdown unless it asks for it.
    for (const mark of ["](", "**"]) if (article.innerText.includes(mark)) found.push("Markdown is left: " + mark);
    return found;
}"""
"""What is wrong with the open page, as sentences."""


def test_pages_fit_the_screen(page: Page, address: str) -> None:
    problems = {}
    page.set_viewport_size(PHONE)
    for kind, path in PAGE_TYPES.items():
        page.goto(address + path)
        problems[kind, "phone"] = page.evaluate(PROBLEMS)
        if kind in OTHERWISE_ON_A_DESK:
            page.set_viewport_size(DESK)
            problems[kind, "desk"] = page.evaluate(PROBLEMS)
            page.set_viewport_size(PHONE)
    assert {kind: found for kind, found in problems.items() if found} == {}


def test_what_does_not_fit_is_found(page: Page, address: str) -> None:
    """The check of the other tests sees what it is meant to see."""
    page.set_viewport_size(PHONE)
    page.goto(address)
    # The page's policy refuses style attributes, not what a script sets.
    page.evaluate(
        "() => { const made = document.createElement('p'); made.textContent = '**x**'; made.style.width = '50em';"
        " document.querySelector('article').append(made); }"
    )
    assert [found.partition(":")[0] for found in page.evaluate(PROBLEMS)] == [
        "too wide",
        "the page scrolls sideways",
        "Markdown is left",
    ]
