"""The search in a real browser: what is found, the box by keyboard alone, the results page, and from file://."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.search.sample import write_site

Find = Callable[[str], list[str]]
BOX = "main form[data-sotay-search]"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def base(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture(scope="module")
def find(browser: Browser, base: str) -> Iterator[Find]:
    """The addresses that window.sotay.search gives, relative to the site; one page answers all queries."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/")

    def ask(query: str) -> list[str]:
        found = page.evaluate("async query => (await sotay.search(query)).map((one) => one.url)", query)
        return [url.removeprefix(f"{base}/") for url in found]

    yield ask
    context.close()


@pytest.mark.parametrize(
    "query",
    [
        "21-KL/TW",
        "21/KL-TW",
        "21-KL/TƯ",
        "kl 21",
        "KL21",
        "21 kl tw",
        "21kltw",
        "kết luận số 21",
        "ket luan 21",
        "kl21",
    ],
)
def test_a_document_number_in_any_spelling(find: Find, query: str) -> None:
    assert find(query)[0] == "nghi-quyet/21-kl-tw-2021/"


def test_a_bare_number_lists_all_its_years_first(find: Find) -> None:
    assert find("01-CT/TW")[:2] == ["nghi-quyet/01-ct-tw-2021/", "nghi-quyet/01-ct-tw-2016/"], "the newest first"
    assert find("01-CT/TW 2016")[0] == "nghi-quyet/01-ct-tw-2016/"


def test_the_current_document_comes_before_the_one_it_replaced(find: Find) -> None:
    assert find("công tác kiểm tra giám sát")[:2] == ["nghi-quyet/296-qd-tw-2025/", "nghi-quyet/22-qd-tw-2021/"]


@pytest.mark.parametrize(
    "query",
    [
        "bài thu hoạch",
        "bai thu hoach",
        "BÀI THU HOẠCH",
        "ba\u0300i thu hoa\u0323ch",
        "baif thu hoachj",
        "bai2 thu hoach5",
        "bài thu hoạc",
        "bai thu hoahc",
        "bài thu\u200b hoạch",
    ],
)
def test_words_in_any_spelling(find: Find, query: str) -> None:
    assert find(query)[0] == "bai-hoc/thu-hoach/"


@pytest.mark.parametrize("query", ["LLCT", "llct", "lý luận chính trị", "lí luận chính trị", "lý luận chính trị là gì"])
def test_abbreviations_and_questions(find: Find, query: str) -> None:
    assert find(query)[0] == "thuat-ngu/ly-luan/"


@pytest.mark.parametrize("query", ["đại hội XIII", "đại hội 13", "dai hoi xiii", "dai hoi 13"])
def test_roman_and_arabic_terms(find: Find, query: str) -> None:
    assert find(query)[0] == "nghi-quyet/01-ct-tw-2021/"


def test_accents_that_were_typed_are_preferred(find: Find) -> None:
    assert find("thứ năm")[0] == "bai-hoc/thu-nam/"
    assert find("họp tổ")[0] in {"bai-hoc/hop-dinh-ky/", "bai-hoc/hop-bat-thuong/"}


def test_a_section_is_shown_under_its_page(page: Page, base: str, find: Find) -> None:
    assert find("chuẩn bị buổi sinh hoạt") == ["huong-dan/bi-thu/"]
    page.goto(f"{base}/tim-kiem/?q=thiết bị phòng họp")
    section = page.get_by_role("link", name="Chuẩn bị buổi sinh hoạt")
    expect(section).to_have_attribute("href", f"{base}/huong-dan/bi-thu/#chuan-bi")
    expect(page.get_by_role("link", name="Sau buổi học")).to_have_count(0)


def test_words_in_quotation_marks_stand_side_by_side(find: Find) -> None:
    assert "bai-hoc/hop-bat-thuong/" in find("tổ họp mỗi tháng")
    for quoted in ('"tổ họp mỗi tháng"', "“to hop moi thang”"):
        assert find(quoted) == ["bai-hoc/hop-dinh-ky/"]
    assert find('"tháng mỗi họp tổ"') == []
    assert find('họp "bất thường"') == ["bai-hoc/hop-bat-thuong/"]


@pytest.mark.parametrize(
    "query", ["", "   ", "xyzzy", "!!!", "-/-", "<b>", "*", "~9999", "+ -", "\u0301", "🙂", "title:x"]
)
def test_queries_without_an_answer(find: Find, query: str) -> None:
    assert find(query) == []


def test_results_carry_what_is_shown(page: Page, base: str) -> None:
    page.goto(f"{base}/")
    first = page.evaluate("async () => (await sotay.search('ket luan 21', {limit: 1}))[0]")
    assert (first["kind"], first["number"], first["mark"]) == ("Văn bản", "21-KL/TW", "cần kiểm tra")
    assert first["title"] == "Kết luận 21-KL/TW: Về đẩy mạnh xây dựng, chỉnh đốn Đảng"
    excerpt = page.evaluate("async () => (await sotay.search('viet thu hoach'))[0].excerpt")
    assert excerpt == "Người viết thu hoạch liên hệ với nhiệm vụ của mình."


def test_facets_narrow_and_an_audience_is_preferred(page: Page, base: str) -> None:
    page.goto(f"{base}/")
    ask = "async facets => (await sotay.search('họp của tổ', {facets})).map((one) => new URL(one.url).pathname)"
    year = (
        "async facets => (await sotay.search('nghị quyết đại hội', {facets})).map((one) => new URL(one.url).pathname)"
    )
    assert page.evaluate(year, {"nam": ["2016"]}) == ["/nghi-quyet/01-ct-tw-2016/"]
    assert page.evaluate(year, {"nam": ["1930"]}) == []
    secretary = page.evaluate(ask, {"doi-tuong": ["bi-thu-chi-bo"]})
    member = page.evaluate(ask, {"doi-tuong": ["Đảng viên"]})
    assert (secretary[0], member[0]) == ("/bai-hoc/hop-dinh-ky/", "/bai-hoc/hop-bat-thuong/")
    assert set(secretary) == set(member)


def test_nothing_is_loaded_before_it_is_needed(page: Page, base: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}/", wait_until="networkidle")
    assert not [url for url in asked if "core.js" in url or "lunr.js" in url]
    with page.expect_response("**/lunr.js"), page.expect_response("**/core.js"):
        page.locator(f"{BOX} input").focus()


def test_the_box_by_keyboard_alone(page: Page, base: str) -> None:
    page.goto(f"{base}/")
    page.keyboard.press("/")
    box = page.locator("header form[data-sotay-search] input")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("thu hoach")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Bài thu hoạch gắn với việc của người viết")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(first.locator("mark").first).to_have_text("thu hoạch")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/bai-hoc/thu-hoach/")


def test_the_box_groups_by_kind_and_shows_the_mark(page: Page, base: str) -> None:
    page.goto(f"{base}/")
    page.locator(f"{BOX} input").fill("kl 21")
    group = page.get_by_role("group", name="Văn bản")
    expect(group.get_by_role("option").first).to_contain_text("cần kiểm tra")
    expect(page.get_by_role("status")).to_contain_text("kết quả")


def test_enter_leads_to_the_results_page(page: Page, base: str) -> None:
    page.goto(f"{base}/bai-hoc/thu-nam/")
    page.keyboard.press("/")
    page.keyboard.type("bai thu hoahc")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/tim-kiem/?q=bai+thu+hoahc")
    expect(page.get_by_role("link", name="bài thu hoạch", exact=True)).to_be_visible()
    expect(page.locator("[data-sotay-results] [role=status]")).to_contain_text("kết quả cho “bai thu hoahc”")
    expect(page.get_by_role("heading", name="Bài học")).to_be_visible()
    page.get_by_role("link", name="bài thu hoạch", exact=True).click()
    page.wait_for_url("**/tim-kiem/?q=b%C3%A0i+thu+ho%E1%BA%A1ch")


def test_facets_on_the_results_page(page: Page, base: str) -> None:
    page.goto(f"{base}/tim-kiem/?q=học tập nghị quyết")
    year = page.get_by_text("Năm", exact=True)
    year.click()
    page.get_by_role("checkbox", name="2016").check()
    page.wait_for_url("**nam=2016")
    expect(page.get_by_role("checkbox", name="2016")).to_be_checked()
    results = page.locator(".sotay-search-results__item")
    expect(results).to_have_count(1)
    expect(results).to_contain_text("Đại hội XII")
    page.go_back()
    expect(results).not_to_have_count(1)


def test_a_search_without_an_answer_says_so_and_helps(page: Page, base: str) -> None:
    page.goto(f"{base}/tim-kiem/?q=xyzzy")
    expect(page.locator("[data-sotay-results] [role=status]")).to_have_text("Không có kết quả cho “xyzzy”.")
    expect(page.locator(".sotay-search-results__empty li")).not_to_have_count(0)


def test_recent_searches_stay_in_the_browser_and_can_be_cleared(page: Page, base: str) -> None:
    page.goto(f"{base}/tim-kiem/?q=thu hoạch")
    expect(page.locator(".sotay-search-results__item").first).to_be_visible()
    page.goto(f"{base}/tim-kiem/")
    expect(page.get_by_role("link", name="thu hoạch")).to_be_visible()
    page.get_by_role("button", name="Xóa danh sách này").click()
    expect(page.get_by_role("link", name="thu hoạch")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_a_document_number_is_marked_as_one(page: Page, base: str) -> None:
    page.goto(f"{base}/tim-kiem/?q=21-KL/TW")
    expect(page.locator(".sotay-search-results__link mark").first).to_have_text(re.compile("21-KL/TW$"))


def test_markup_in_a_query_stays_text(page: Page, base: str) -> None:
    page.goto(f"{base}/tim-kiem/?q=<img src=x onerror=alert(1)>")
    expect(page.locator("[data-sotay-results] [role=status]")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("[data-sotay-results] img").count() == 0


def test_a_core_of_an_older_build_is_renewed(page: Page, base: str, site: Path, faults: list[str]) -> None:
    core = (site / "assets/search/core.js").read_text("utf-8")
    old = re.sub(r'"version":"\w+"', '"version":"0000000000"', core)
    page.route(re.compile(r"/core\.js$"), lambda route: route.fulfill(body=old, content_type="text/javascript"))
    page.goto(f"{base}/")
    found = page.evaluate("async () => (await sotay.search('thu hoạch'))[0].url")
    assert found == f"{base}/bai-hoc/thu-hoach/"
    faults.clear()  # the missing pieces of the older build


def test_it_works_from_a_folder_on_disk(browser: Browser, site: Path) -> None:
    folder = write_site(site.parent / "on-disk", origin="file:")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.locator(f"{BOX} input").fill("thu hoach")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/bai-hoc/thu-hoach/index.html")
    page.keyboard.press("/")
    page.keyboard.type("kl 21")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/index.html?q=kl+21")
    expect(page.locator(".sotay-search-results__item").first).to_contain_text("21-KL/TW")
    context.close()


def test_it_works_below_any_path(page: Page, site: Path, serve: Callable[[Path], str]) -> None:
    root = site.parent / "hosted"
    write_site(root / "tinh" / "so-tay")
    base = f"{serve(root)}/tinh/so-tay"
    page.goto(f"{base}/bai-hoc/thu-nam/")
    found = page.evaluate("async () => (await sotay.search('thu hoạch'))[0].url")
    assert found == f"{base}/bai-hoc/thu-hoach/"
