"""One small base built by each engine: a reader finds, reads, ticks off, answers and changes colours in the same way.

Console errors, among them what the content security policy refuses, and requests to other hosts fail these tests.
"""

import importlib.util
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.cli import main
from tests.conftest import Serve
from tests.samples import base, write_files

PALETTE = """\
  palette:
    - {scheme: default, primary: custom, toggle: {icon: material/weather-night, name: Nền tối}}
    - {scheme: slate, primary: custom, toggle: {icon: material/weather-sunny, name: Nền sáng}}
plugins:
"""
QUESTION = """\
self_checks:
  - id: bao-lau
    text: Một buổi kéo dài bao lâu?
    choices:
      - {text: Bốn mươi phút, why: Ngắn hơn mức tối thiểu.}
      - {text: Chín mươi phút, why: Đúng mức tối thiểu., correct: true}
---
Bàn về BTH của từng người.
"""
TERM = """\
---
id: bai-thu-hoach
title: Bài thu hoạch
summary: Bài viết sau buổi học.
abbreviations: [BTH]
sources: [{article: bai-goc, lines: "12"}]
---
"""
MODULE = "docs/chuyen-de/mo-dau.md"


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """Where the base built by one engine is served, with a slash at the end."""
    if importlib.util.find_spec(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    root: Path = tmp_path_factory.mktemp(request.param)
    files = base()
    files["mkdocs.yml"] = files["mkdocs.yml"].replace(b"plugins:\n", PALETTE.encode())
    files[MODULE] = files[MODULE].replace(b"[21-kl-tw-2021]\n---\n", b"[21-kl-tw-2021]\n" + QUESTION.encode())
    files["docs/thuat-ngu/bai-thu-hoach.md"] = TERM.encode()
    write_files(root, files)
    assert main(["build", "-C", str(root), "--engine", request.param, "--site-dir", str(root / "site")]) == 0
    return serve(root / "site") + "/"


def test_search_from_the_header_and_on_the_results_page(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site + "gioi-thieu/")
    box = page.locator(".md-header input[name=q]")
    box.fill("bai thu hoach")
    expect(page.locator(".md-header [role=option]").first).to_contain_text("Bài thu hoạch")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(site + "thuat-ngu/bai-thu-hoach/")
    page.goto(site + "tim-kiem/?q=kl+21")
    expect(page.locator("[data-sotay-results] a[href*='21-kl-tw-2021']").first).to_be_visible()


def test_the_guide_of_a_role_and_its_check_list(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site)
    page.locator(".cac-vai a").get_by_text("Bí thư chi bộ", exact=True).click()
    expect(page).to_have_url(site + "huong-dan/bi-thu/")
    page.locator(".danh-muc label").first.click()
    expect(page.locator(".danh-muc [role=status]").first).to_contain_text("Đã xong 1/")
    page.reload()
    expect(page.locator(".danh-muc input").first).to_be_checked()


def test_a_question_and_an_abbreviation_are_explained(page: Page, site: str) -> None:
    page.goto(site + "chuyen-de/mo-dau/")
    question = page.locator("#bao-lau")
    question.get_by_role("radio", name="Bốn mươi phút").check()
    question.get_by_role("button", name="Kiểm tra").click()
    expect(question.get_by_role("status")).to_contain_text("Chưa đúng.")
    expect(question.get_by_role("status")).to_contain_text("Ngắn hơn mức tối thiểu.")
    expect(page.locator("article abbr", has_text="BTH")).to_have_attribute("data-giai-thich", "Bài thu hoạch")


def test_colours_are_kept_from_page_to_page(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator(".md-header [title='Nền tối']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(site + "chuyen-de/mo-dau/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_an_address_that_leads_nowhere_offers_the_search(page: Page, site: str, faults: list[str]) -> None:
    page.goto(site + "bai-thu-hoach/")
    expect(page.locator("h1")).to_have_text("Không có trang này")
    expect(page.locator("article input[name=q]")).to_be_visible()
    faults[:] = [one for one in faults if "404" not in one]  # the page itself
