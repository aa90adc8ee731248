"""Terms and abbreviations explained in the text: which, where, and where not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import glossary
from generator.build import understand
from generator.cache import Cache
from generator.glossary import FEW_PAGES, Match, Phrase, Phrases, explain, find, mark, read_phrases, running
from generator.kinds import Term
from generator.knowledge import Knowledge
from generator.pages import Page
from tests.conftest import KnowledgeBase
from tests.samples import base

TERMS = {
    "ly-luan-chinh-tri": ("Lý luận chính trị", "[LLCT]", "[]", "Hệ thống quan điểm. Câu sau."),
    "sinh-hoat-chuyen-de": ("Sinh hoạt chuyên đề", "[]", "[buổi chuyên đề]", "Buổi bàn một nội dung."),
    "chuyen-de": ("Chuyên đề", "[CĐ]", "[]", "Một đơn vị giảng dạy."),
    "trung-uong": ("Trung ương", "[TW]", "[]", "Cấp toàn quốc | [nhãn]."),
    "quy-dinh": ("Quy định", "[QĐ]", "[]", "Một tên loại."),
    "quyet-dinh": ("Quyết định", "[QĐ]", "[]", "Một tên loại khác."),
    "to-hop-a": ("Tổ hợp A", "[]", "[nhóm ba từ]", "Một."),
    "to-hop-b": ("Tổ hợp B", "[]", "[nhóm ba từ]", "Hai."),
}


@pytest.fixture
def knowledge(knowledge_base: KnowledgeBase) -> Knowledge:
    """The base with the terms above."""
    files: dict[str, str | bytes] = {**base()}
    for identifier, (title, short, also, summary) in TERMS.items():
        head = f'id: {identifier}\ntitle: {title}\nabbreviations: {short}\nalso: {also}\nsummary: "{summary}"\n'
        sources = 'sources: [{article: bai-goc, lines: "12"}]\n'
        files[f"docs/thuat-ngu/{identifier}.md"] = f"---\n{head}{sources}---\n"
    _, knowledge, found = understand(knowledge_base(files))
    assert found == ()
    return knowledge


def page(text: str, path: str = "x.md", kind: str = "page") -> Page:
    return Page(path, "X", text, None, kind)


def explained(knowledge: Knowledge, text: str, **about: str) -> dict[str, str]:
    """What the one page of a site explains: words -> explanation, and nothing else changed."""
    (result,) = explain(knowledge, [page(text, **about)])
    assert re.sub(r"</?abbr[^>]*>", "", result.text) == text
    return {words: title for title, words in re.findall(r'<abbr title="([^"]*)"[^>]*>([^<]*)</abbr>', result.text)}


def test_terms_and_abbreviations_are_explained_once(knowledge: Knowledge) -> None:
    text = "Lớp LLCT có sinh hoạt chuyên đề. Lớp LLCT sau cũng sinh hoạt chuyên đề."
    assert explained(knowledge, text) == {
        "LLCT": "Lý luận chính trị",
        "sinh hoạt chuyên đề": "Buổi bàn một nội dung",
    }
    assert explain(knowledge, [page(text)])[0].text.count("<abbr") == 2


def test_the_first_sentence_explains(knowledge: Knowledge) -> None:
    assert explained(knowledge, "Học lý luận chính trị.") == {"lý luận chính trị": "Hệ thống quan điểm"}


def test_an_abbreviation_keeps_all_its_meanings_and_an_ambiguous_term_none(knowledge: Knowledge) -> None:
    assert explained(knowledge, "Một QĐ và nhóm ba từ.") == {"QĐ": "Quy định hoặc Quyết định"}


@pytest.mark.parametrize(
    "text",
    [
        "Số 21-KL/TW và QĐ-TW.",
        "LLCTX và XLLCT, llct.",
        "sinh hoạt chuyên đềx",
        "Chuyên đề, quyết định: từ ngắn có nghĩa thường ngày.",
        "## Sinh hoạt chuyên đề {#sinh-hoat}",
        "[sinh hoạt chuyên đề](a.md) và ![LLCT](b.svg)",
        "`LLCT` và <code>LLCT</code>, <a href='x'>LLCT</a>",
        "```\nLLCT\n```",
        '<svg viewBox="0 0 1 1"><text>LLCT</text></svg>',
        '??? note "Sinh hoạt chuyên đề"',
        '---\ntitle: "LLCT"\n---\n',
        "{: .LLCT } <!-- LLCT --> https://example.org/LLCT",
        '<p class="LLCT" title="LLCT">x</p>',
    ],
)
def test_numbers_links_headings_code_and_markup_are_left_alone(knowledge: Knowledge, text: str) -> None:
    assert explained(knowledge, text) == {}


def test_a_longer_term_hides_the_one_inside_it(knowledge: Knowledge) -> None:
    phrases = read_phrases(knowledge)
    found = [match.phrase.text for match in find(page("Bàn ở buổi chuyên đề LLCT"), phrases)]
    assert found == ["buổi chuyên đề", "LLCT"]


def test_words_held_together_by_a_hard_space_are_one_term(knowledge: Knowledge) -> None:
    assert explained(knowledge, "Buổi sinh hoạt\u00a0chuyên đề") == {
        "sinh hoạt\u00a0chuyên đề": "Buổi bàn một nội dung"
    }


def test_a_term_is_not_explained_on_its_own_page_nor_on_lists(knowledge: Knowledge) -> None:
    assert explained(knowledge, "LLCT", path="thuat-ngu/ly-luan-chinh-tri.md", kind="thuat-ngu") == {}
    assert explained(knowledge, "LLCT", kind="index") == {}


def test_what_would_act_as_markdown_in_an_explanation_is_disarmed(knowledge: Knowledge) -> None:
    phrases = read_phrases(knowledge)
    text = mark("TW", list(find(page("TW"), phrases)))
    assert text == '<abbr title="Trung ương" data-thuat-ngu="thuat-ngu/trung-uong">TW</abbr>'
    (record,) = [record for _, record in knowledge.catalog.records(Term) if record.id == "trung-uong"]
    assert "|" in record.summary
    long = explain(knowledge, [page("| a | sinh hoạt chuyên đề |")])[0].text
    assert long.count("|") == 3


def test_a_term_that_stands_nearly_everywhere_is_left_alone(knowledge: Knowledge) -> None:
    pages = [page("sinh hoạt chuyên đề, LLCT", path=f"{n}.md") for n in range(FEW_PAGES + 1)]
    assert all("sinh hoạt" in one.text and one.text.count("<abbr") == 1 for one in explain(knowledge, pages))
    assert explain(knowledge, pages[:-1])[0].text.count("<abbr") == 2


def test_running_text_keeps_its_offsets() -> None:
    text = '---\na: b\n---\n\n# Đề\n\nMột <b title="x">chữ</b> và [link](a.md) `mã` cuối\n'
    found = running(text)
    assert len(found) == len(text)
    assert found.split() == ["Một", "chữ", "và", "cuối"]
    assert all(found.index(word) == text.index(word) for word in found.split())


def test_explanations_survive_on_real_pages(built_site: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in built_site.rglob("index.html")]
    assert sum('<abbr title="' in html for html in pages) > 100
    assert not any("&lt;abbr" in html or re.search(r"<h\d[^>]*>[^<]*<abbr", html) for html in pages)


def test_a_term_and_an_abbreviation_that_overlap_hide_each_other_in_order() -> None:
    short, long = (Phrase(text, "", frozenset(), text.isupper()) for text in ("CĐ MỚI", "sinh hoạt cđ"))
    phrases = Phrases({short.text: short}, {long.text: long})
    found = [(match.phrase, match.start) for match in find(page("Sinh hoạt CĐ MỚI, sinh CĐ MỚI"), phrases)]
    assert found == [(long, 0), (short, 23)]


@given(st.lists(st.sampled_from(["# a", "[b](c)", "[d [e] f](g)", "<i>", "`h", "https://x", "\n", " ", "{.c}", "!!!"])))
def test_what_is_skipped_leaves_all_else_at_its_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    left = running(text)
    pairs = list(zip(text, left, strict=True))
    assert all(after in (before, " ") and (after == "\n") == (before == "\n") for before, after in pairs)


def test_where_terms_stand_is_kept_until_a_term_or_the_page_changes(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tuple(one for one in knowledge.catalog.entries if one.record.id != "ly-luan-chinh-tri")
    fewer = replace(knowledge, catalog=replace(knowledge.catalog, entries=others))
    looked: list[str] = []

    def look(one: Page, phrases: Phrases) -> Iterator[Match]:
        looked.append(one.text)
        return find(one, phrases)

    monkeypatch.setattr(glossary, "find", look)
    for text, known, is_new in (
        ("Lớp LLCT", knowledge, True),
        ("Lớp LLCT", knowledge, False),
        ("Lớp LLCT của TW", knowledge, True),
        ("Lớp LLCT của TW", fewer, True),
    ):
        clean = explain(known, [page(text)])
        looked.clear()
        with Cache(tmp_path, b"") as kept:
            assert explain(known, [page(text)], kept) == clean
        assert looked == [text] * is_new
