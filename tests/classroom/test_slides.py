"""Slides: measured, divided and complete; as a page in a browser and as a PowerPoint file that is drawn."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from pypdf import PdfReader

from generator import selection
from generator.build import understand
from generator.classroom import measure, slideshow
from generator.classroom.packs import build_packs
from generator.classroom.slides import BODY, GAP, SIZES, TITLE, Deck, Look, Slide, body_width, build_deck, divided
from generator.documents import slides
from generator.kinds.record import Visibility
from tests.conftest import Serve

MADE = datetime(2026, 11, 22, tzinfo=UTC)
LONG = "Một ý dài để xem chữ có được chia đều ra nhiều trang chiếu hay không. " * 12


@dataclass(frozen=True)
class Decks:
    public: Deck
    internal: Deck


@pytest.fixture(scope="module")
def decks(school: Path) -> Decks:
    site, knowledge, _ = understand(school)
    found = []
    for visibility in (Visibility.PUBLIC, Visibility.INTERNAL):
        packs = build_packs(selection.select(knowledge, visibility))
        module = next(one.modules[0] for one in packs if one.entry.record.id == "mo-dau")
        found.append(build_deck(site, module))
    return Decks(*found)


texts = st.lists(st.text("aăâ êếW lmơ.", min_size=1, max_size=900), max_size=6)


@given(texts)
@settings(deadline=None, max_examples=40)
def test_divided_text_fits_and_loses_no_word(found: list[str]) -> None:
    wide = body_width(Look.TEXT)
    groups = list(measure.divide(found, SIZES[-1], wide, BODY.height, GAP))
    words = [word for text in found for word in text.split()]
    assert [word for group in groups for text in group for word in text.split()] == words
    for group in groups:
        longest = max((measure.width_of(word, SIZES[-1]) for text in group for word in text.split()), default=0)
        if longest < wide * 10:  # a single word that fills a slide is nobody's text
            assert measure.height_of(group, SIZES[-1], wide, GAP) <= BODY.height


def test_what_does_not_fit_goes_on_over_even_slides() -> None:
    parts = list(divided(Slide("Tên", (LONG, LONG), ("lời dặn",))))
    assert [one.title for one in parts] == ["Tên", *["Tên (tiếp)"] * (len(parts) - 1)]
    assert len(parts) > 2
    assert all(one.fits for one in parts)
    heights = [measure.height_of(one.bullets, SIZES[-1], body_width(one.look), GAP) for one in parts]
    assert min(heights) > max(heights) / 3
    assert [one.notes for one in parts] == [("lời dặn",), *[()] * (len(parts) - 1)]
    assert " ".join(text for one in parts for text in one.bullets).split() == (LONG + LONG).split()


def test_a_deck_has_all_that_the_module_says(decks: Decks) -> None:
    titles = [one.title for one in decks.public.slides]
    assert titles[:3] == ["Mở đầu", "Mục tiêu", "Kết cấu"]
    assert titles[-6:] == [
        "Câu hỏi thảo luận",
        "Tự kiểm tra 1",
        "Tự kiểm tra 1: đáp án A",
        "Tự kiểm tra 2",
        "Tự kiểm tra 2: đáp án A, B",
        "Sau buổi học",
    ]
    assert "Vì sao học (1 tiết; thuyết trình)" in decks.public.slides[2].bullets
    assert all(one.fits for one in decks.public.slides)
    assert "https://example.org/kho/chuyen-de/mo-dau/" in decks.public.slides[-1].bullets[-1]


def test_only_internal_slides_have_notes_for_the_lecturer(decks: Decks) -> None:
    def said(deck: Deck) -> str:
        return slideshow.page(deck, "", "") + zipped_text(slides.write(deck, "Kho", MADE))

    for secret in ("Lời dặn kín", "Gợi ý kín"):
        assert secret in said(decks.internal)
        assert secret not in said(decks.public)
        assert not any(secret in text for one in decks.internal.slides for text in (one.title, *one.bullets))


def zipped_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_powerpoint_has_layouts_placeholders_numbers_and_notes(decks: Decks) -> None:
    content = slides.write(decks.internal, "Kho", MADE)
    assert content == slides.write(decks.internal, "Kho", MADE)
    show = pptx.Presentation(io.BytesIO(content))
    assert show.slide_width
    assert show.slide_height
    assert show.slide_width * 9 == show.slide_height * 16
    assert [one.name for one in show.slide_layouts] == ["Title Slide", "Title and Content"]
    assert len(show.slides) == len(decks.internal.slides)
    for made, slide in zip(show.slides, decks.internal.slides, strict=True):
        assert made.shapes.title
        assert made.shapes.title.text_frame.text == slide.title
        assert [p.text for p in made.placeholders[1].text_frame.paragraphs] == list(slide.bullets)
        numbers = [one for one in made.placeholders if "SLIDE_NUMBER" in str(one.placeholder_format.type)]
        assert len(numbers) == (slide.look is not Look.FIRST)
        notes = made.notes_slide.notes_text_frame if made.has_notes_slide else None
        assert (notes.text if notes else "") == "\n".join(slide.notes)


@pytest.mark.slow
def test_powerpoint_is_drawn_inside_its_boxes(decks: Decks, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "bai.pptx").write_bytes(slides.write(decks.internal, "Kho", MADE))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), f"{tmp_path}/bai.pptx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    if not (tmp_path / "bai.pdf").is_file():
        pytest.skip("LibreOffice has no Impress")
    drawn = PdfReader(tmp_path / "bai.pdf").pages
    assert len(drawn) == len(decks.internal.slides)
    for page, slide in zip(drawn, decks.internal.slides, strict=True):
        height = float(page.mediabox.height)
        unit = height / 540
        lowest: list[float] = []

        def note(text: str, matrix: list[float], base: list[float], font: object, size: float, /) -> None:
            if text.strip() and slide.look is not Look.FIRST:  # noqa: B023 - read before the next page
                at = matrix[5] * base[3] + base[5]
                if at > 60 * unit:  # noqa: B023
                    lowest.append(at)  # noqa: B023

        words = " ".join(page.extract_text(visitor_text=note).split())
        for text in slide.bullets:
            assert text.split()[0] in words
        assert all(at >= height - (BODY.top + BODY.height) * unit for at in lowest), slide.title
        assert TITLE.height < BODY.height


@pytest.fixture(scope="module")
def shown(decks: Decks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trinh-chieu")
    files = {"cong-khai.html": slideshow.page(decks.public, "", "").encode()}
    files |= {"noi-bo.html": slideshow.page(decks.internal, "", "../").encode()} | slideshow.assets()
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_slides_go_by_keys_and_show_notes_only_when_asked(page: Page, serve: Serve, shown: Path, decks: Decks) -> None:
    page.goto(f"{serve(shown)}/noi-bo.html")
    place = page.get_by_role("status")
    count = len(decks.internal.slides)
    assert place.inner_text() == f"1/{count}"
    page.keyboard.press("ArrowRight")
    assert page.locator(".trang:visible").count() == 1
    assert page.get_by_role("heading", name="Mục tiêu").is_visible()
    page.keyboard.press("End")
    assert place.inner_text() == f"{count}/{count}"
    page.keyboard.press("Home")
    assert not page.get_by_text("Lời dặn kín").is_visible()
    page.keyboard.press("n")
    assert page.get_by_text("Lời dặn kín").is_visible()
    assert page.get_by_role("button", name="Ghi chú").get_attribute("aria-pressed") == "true"
    page.goto(f"{serve(shown)}/noi-bo.html#trang-3")
    assert page.get_by_role("heading", name="Kết cấu").is_visible()
    page.goto(f"{serve(shown)}/cong-khai.html")
    assert page.get_by_role("button", name="Ghi chú").count() == 0


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)])
def test_no_slide_is_wider_than_the_window_and_no_text_is_cut(
    page: Page, serve: Serve, shown: Path, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{serve(shown)}/noi-bo.html")
    script = """() => {
      document.documentElement.classList.remove("co-kich-ban");
      const cut = Array.from(document.querySelectorAll(".khung, .khung ul, .khung h2")).filter(
        (one) => one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2);
      return [document.documentElement.scrollWidth <= innerWidth, cut.map((one) => one.innerText)];
    }"""
    assert page.evaluate(script) == [True, []]
