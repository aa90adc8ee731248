"""Blocks marked for audiences: what they are, and what each reader and each build gets of them."""

import pytest

from generator import blocks
from generator.blocks import Mode, Readers
from generator.build import build
from generator.kinds.record import Visibility
from tests.conftest import KnowledgeBase
from tests.samples import base

READERS = Readers(frozenset({"dang-vien", "bi-thu"}), frozenset({"giang-vien", "to-chuc"}))
BODY = """Chung.

::: doi-tuong giang-vien
Riêng.
:::

::: tru bi-thu
Trừ.
:::

::: danh-dau bi-thu
Nhất.
:::
"""
TITLES = {"bi-thu": "Bí thư", "giang-vien": "Giảng viên"}


def test_blocks_say_mode_audiences_and_place() -> None:
    found = blocks.find(BODY)
    assert [block.mode for block in found] == [Mode.ONLY, Mode.EXCEPT, Mode.MARKED]
    assert [block.names for block in found] == [("giang-vien",), ("bi-thu",), ("bi-thu",)]
    word = found[0].audiences[0]
    assert BODY[word.offset :].startswith("giang-vien\n")
    assert BODY[found[0].start : found[0].end] == "::: doi-tuong giang-vien\nRiêng.\n:::"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["dang-vien"], {"Chung", "Trừ", "Nhất"}),
        (["bi-thu", "dang-vien"], {"Chung", "Nhất"}),
        (["giang-vien", "dang-vien"], {"Chung", "Riêng", "Trừ", "Nhất"}),
    ],
)
def test_each_audience_gets_its_part(line: list[str], expected: set[str]) -> None:
    text = blocks.for_audience(BODY, line, TITLES)
    assert {word for word in ("Chung", "Riêng", "Trừ", "Nhất") if f"{word}." in text} == expected
    assert ":::" not in text
    assert ("Nhất là cho bí thư" in text) == ("bi-thu" in line)


def test_the_common_page_says_whom_each_block_is_for() -> None:
    text = blocks.for_everybody(BODY, TITLES)
    assert ":::" not in text
    for label in ("Dành cho giảng viên", "Không dành cho bí thư", "Nhất là cho bí thư"):
        assert label in text


@pytest.mark.parametrize(
    "block",
    [
        "::: doi-tuong giang-vien\nRiêng.\n:::",
        "::: doi-tuong giang-vien to-chuc\nRiêng.\n:::",
        ":::: doi-tuong giang-vien ::::\nRiêng.\n::::",
        "  ::: doi-tuong giang-vien\nRiêng.\n:::",
        "> ::: doi-tuong giang-vien\n> Riêng.\n> :::",
        "::: doi-tuong giang-vien\nRiêng.",
        "::: doi-tuog giang-vien\nRiêng.\n:::",
        "::: doi-tuong giang-vien\n::: danh-dau bi-thu\nx\n:::\nRiêng.\n:::",
        "```\n::: doi-tuong giang-vien\nRiêng.\n:::\n```",
        "::: noi-bo\nRiêng.\n:::",
        "::: noi-bo\nRiêng.",
        "::: noi-bo bi-thu\nRiêng.\n:::",
        "::: danh-dau doi-tuong-noi-bo bi-thu\nRiêng.\n:::",
        "<!-- ::: x -->\n::: doi-tuong giang-vien\nRiêng.\n:::",
    ],
)
def test_what_no_learner_may_get_is_kept_back_whatever_stands_around_it(block: str) -> None:
    assert "Riêng" not in blocks.for_the_public(f"Chung.\n\n{block}\n", READERS)


def test_an_internal_block_is_for_every_reader_of_the_internal_build_and_says_so() -> None:
    body = "Chung.\n\n::: noi-bo\nRiêng.\n:::\n"
    for text in (blocks.for_everybody(body, TITLES), blocks.for_audience(body, ["dang-vien"], TITLES)):
        assert "Riêng." in text
        assert ">Chỉ có trong bản nội bộ<" in text


def test_a_block_that_a_learner_shares_stays() -> None:
    body = "::: doi-tuong giang-vien bi-thu\nCùng.\n:::\n"
    assert blocks.for_the_public(body, READERS) == body


def test_a_body_without_blocks_is_left_alone() -> None:
    body = "A :: b\n\n:   định nghĩa\n"
    assert blocks.for_everybody(body, {}) == blocks.for_the_public(body, READERS) == body


def test_pages_and_guides_of_a_build(knowledge_base: KnowledgeBase) -> None:
    secretary = (
        base()["docs/doi-tuong/bi-thu.md"].decode() + "\n::: doi-tuong bi-thu\nViệc [này](../gioi-thieu.md).\n:::\n"
    )
    member = base()["docs/doi-tuong/dang-vien.md"].decode() + "\n::: doi-tuong bi-thu\nChỉ bí thư.\n:::\n\nChung.\n"
    root = knowledge_base(base() | {"docs/doi-tuong/bi-thu.md": secretary, "docs/doi-tuong/dang-vien.md": member})
    for visibility in Visibility:
        pages = {page.path: page.text for page in build(root, visibility).pages}
        assert "Việc [này]" in pages["huong-dan/bi-thu.md"]
        assert "Chỉ bí thư." not in pages["huong-dan/dang-vien.md"]
        assert "Chỉ bí thư." in pages["doi-tuong/dang-vien.md"]
