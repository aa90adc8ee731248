"""Self-check questions: where they are asked, of whom, and what the search knows of them."""

from pathlib import Path

import pytest

from generator import selection
from generator.build import Build, build, understand
from generator.guides import build_guides
from generator.kinds.record import Visibility
from generator.reading_time import running_text
from generator.search_documents import cut_sections
from tests.samples import base, write_files

MODULE = "docs/chuyen-de/mo-dau.md"
CHECKS = """self_checks:
  - id: bao-lau
    text: Một buổi kéo dài bao lâu?
    choices:
      - {text: Bốn mươi phút, why: Ngắn hơn mức tối thiểu.}
      - {text: Chín mươi phút, why: Đúng mức tối thiểu., correct: true}
  - id: viec-cua-bi-thu
    text: Bí thư làm gì trước buổi học?
    audiences: [bi-thu]
    choices:
      - {text: Phân công chuẩn bị, why: Nguồn nêu việc này., correct: true}
      - {text: Gửi tài liệu, why: Nguồn cũng nêu việc này., correct: true}
      - {text: Chấm bài thu hoạch, why: Việc này làm sau buổi học.}
---
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = base()
    files[MODULE] = files[MODULE].replace(b"[21-kl-tw-2021]\n---\n", b"[21-kl-tw-2021]\n" + CHECKS.encode())
    assert b"bao-lau" in files[MODULE]
    return write_files(tmp_path_factory.mktemp("self-checks"), files)


@pytest.fixture(scope="module")
def made(root: Path) -> Build:
    return build(root)


def text_of(made: Build, path: str) -> str:
    return next(page.text for page in made.pages if page.path == path)


def test_page_of_an_entry_asks_all_its_questions_under_their_ids(made: Build) -> None:
    assert made.diagnostics == ()
    text = text_of(made, "chuyen-de/mo-dau.md")
    assert 'id="bao-lau"' in text
    assert 'id="viec-cua-bi-thu"' in text
    assert text.count("Ngắn hơn mức tối thiểu.") == 1
    assert text.count('<b class="dung">') == 3


def test_guides_ask_what_concerns_their_audience(root: Path, made: Build) -> None:
    _, knowledge, _ = understand(root)
    found = build_guides(selection.select(knowledge, Visibility.PUBLIC))
    asked = {one.record.id: [q.id for r in one.to_check for q in r.self_checks] for one in found}
    assert asked == {"dang-vien": ["bao-lau"], "bi-thu": []}, "the module is inherited by the narrower audience"
    text = text_of(made, "huong-dan/dang-vien.md")
    assert 'id="mo-dau--bao-lau"' in text
    assert "Bí thư làm gì" not in text


def test_the_guide_to_a_course_asks_the_questions_of_its_modules(made: Build) -> None:
    text = text_of(made, "huong-dan/dang-vien/khoa-mau.md")
    assert 'id="mo-dau--bao-lau"' in text


def test_the_search_knows_questions_but_no_wrong_answers(root: Path, made: Build) -> None:
    _, knowledge, _ = understand(root)
    text = running_text(knowledge.catalog.by_key[("chuyen-de", "mo-dau")])
    assert "Một buổi kéo dài bao lâu?" in text
    assert "Bốn mươi phút" not in text
    assert "Ngắn hơn" not in text
    guide = text_of(made, "huong-dan/dang-vien.md")
    searched = cut_sections(guide)
    assert "Bốn mươi phút" in guide
    assert not any("Bốn mươi phút" in one.text for one in searched)
    assert "thu-hoach" in {one.anchor for one in searched}
