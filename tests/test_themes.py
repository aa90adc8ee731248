"""The lessons as a loop: what belongs together by theme, where articles agree, and the pages that say so."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.build import build, understand
from generator.catalog import Entry
from generator.kinds.experience import LessonKind
from generator.knowledge import Knowledge
from generator.themes import Chain, Themes, compare, count_kinds, lesson_of, place_anchor
from tests.conftest import KnowledgeBase
from tests.samples import base

LESSON = """\
---
id: {id}
title: Mục {id}
summary: Mục của kho thử.
audiences: [dang-vien]
sources: {sources}
kind: {kind}
theme: {theme}
{more}
---
"""


def lesson(identifier: str, kind: str, theme: str, article: str, **more: str) -> dict[str, str | bytes]:
    """A lesson read out of line 1 of an article; `more` are further fields as YAML."""
    sources = f'[{{article: {article}, lines: "1"}}, {{article: bai-goc, lines: "2"}}]'
    fields = "\n".join(f"{name}: {value}" for name, value in more.items())
    text = LESSON.format(id=identifier, kind=kind, theme=theme, sources=sources, more=fields)
    return {f"docs/bai-hoc/{identifier}.md": text}


def article(identifier: str) -> dict[str, str | bytes]:
    text = f"---\nid: {identifier}\ntitle: Bài {identifier}\nsummary: Bài của kho thử.\nline_count: 3\n---\n"
    return {f"docs/nguon/{identifier}.md": text}


def experience() -> Mapping[str, str | bytes]:
    """Beside the base's own pair (both from bai-goc): articles bai-hai and bai-ba with limitations and answers."""
    return {
        **base(),
        **article("bai-hai"),
        **article("bai-ba"),
        **lesson("phat-tai-lieu-muon", "han-che", "noi-dung", "bai-hai", place="Long An"),
        **lesson("it-thao-luan", "han-che", "cach-hoc", "bai-hai", place="Long An"),
        **lesson("khong-ai-hoi", "han-che", "cach-hoc", "bai-hai"),
        **lesson("vi-so-sai", "nguyen-nhan", "cach-hoc", "bai-hai", explains="[khong-ai-hoi]"),
        **lesson("gui-truoc", "giai-phap", "cach-hoc", "bai-ba", answers="[phat-tai-lieu-muon]", place="Phú Thọ"),
        **lesson("soan-gon", "giai-phap", "noi-dung", "bai-hai", answers="[phat-tai-lieu-muon]"),
        **lesson("hoi-truoc", "bai-hoc", "cach-hoc", "bai-ba", answers="[it-thao-luan]"),
        **lesson("thao-luan-soi-noi", "ket-qua", "cach-hoc", "bai-ba"),
        **lesson("ket-qua-cung-bai", "ket-qua", "cach-hoc", "bai-hai"),
        **lesson("tu-hoc", "bai-hoc", "noi-dung", "bai-hai"),
    }


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.record.id for entry in entries]


def limitations(chains: tuple[Chain, ...]) -> list[str]:
    return ids(tuple(chain.limitation for chain in chains))


@pytest.fixture
def root(knowledge_base: KnowledgeBase) -> Path:
    return knowledge_base(experience())


@pytest.fixture
def themes(root: Path) -> Themes:
    _, knowledge, found = understand(root)
    assert found == ()
    return Themes(knowledge)


def test_themes_come_in_the_order_of_the_settings(themes: Themes) -> None:
    assert [theme.topic for theme in themes.all] == ["noi-dung", "cach-hoc"]
    assert sum(len(theme.entries) for theme in themes.all) == 12


def test_a_limitation_is_followed_by_causes_and_answers_of_its_own_theme_first(themes: Themes) -> None:
    content, method = themes.all
    late = next(chain for chain in content.chains if chain.limitation.record.id == "phat-tai-lieu-muon")
    assert ids(late.answers) == ["soan-gon", "gui-truoc"]
    assert ids(late.articles) == ["bai-hai", "bai-ba"]
    silent = next(chain for chain in method.chains if chain.limitation.record.id == "khong-ai-hoi")
    assert ids(silent.causes) == ["vi-so-sai"]
    assert silent.answers == ()


def test_every_lesson_of_a_theme_stands_somewhere_on_its_page(themes: Themes) -> None:
    for theme in themes.all:
        shown = {chain.limitation for chain in theme.chains}
        shown |= {one for chain in theme.chains for one in (*chain.causes, *chain.answers)}
        shown |= {*theme.elsewhere, *theme.causes, *theme.results, *theme.lessons}
        assert shown >= set(theme.entries)


def test_solutions_for_limitations_of_other_themes_are_kept_apart(themes: Themes) -> None:
    method = themes.all[1]
    assert ids(method.elsewhere) == ["chon-mot-trong-tam", "gui-truoc"]
    assert ids(method.results) == ["ket-qua-cung-bai", "thao-luan-soi-noi"]
    assert ids(themes.all[0].lessons) == ["tu-hoc"]


def test_places_divide_a_theme_without_loss(themes: Themes) -> None:
    content = themes.all[0]
    assert list(content.places) == ["Không ghi nơi", "Long An"]
    assert sorted(ids(sum(content.places.values(), ()))) == sorted(ids(content.entries))
    assert count_kinds(content.entries) == [
        (LessonKind.LIMITATION, 2),
        (LessonKind.SOLUTION, 1),
        (LessonKind.LESSON, 1),
    ]
    assert place_anchor("Phú Thọ") == "noi-phu-tho"


def test_agreement_counts_the_article_that_an_entry_was_read_from(themes: Themes) -> None:
    found = compare(themes)
    assert [theme.topic for theme in found.shared] == ["noi-dung"], "bai-goc and bai-hai"
    assert [theme.topic for theme in found.single] == ["cach-hoc"], "bai-goc is only compared with"
    assert limitations(found.answered_by_many) == ["phat-tai-lieu-muon"]
    assert limitations(found.answered_by_own) == ["bao-cao-dan-trai"]
    assert limitations(found.answered_by_other) == ["it-thao-luan"]
    assert limitations(found.unanswered) == ["khong-ai-hoi"]


def test_every_limitation_is_in_exactly_one_group_of_the_agreement(themes: Themes) -> None:
    found = compare(themes)
    grouped = found.answered_by_many + found.answered_by_own + found.answered_by_other + found.unanswered
    every = [one for theme in themes.all for one in theme.entries if lesson_of(one).kind is LessonKind.LIMITATION]
    assert sorted(limitations(grouped)) == sorted(ids(tuple(every)))


def test_a_contrast_needs_another_article(themes: Themes) -> None:
    (contrast,) = compare(themes).contrasts
    assert contrast.theme.topic == "cach-hoc"
    assert ids(contrast.results) == ["thao-luan-soi-noi"]


def test_pages_read_from_limitation_to_who_acts(root: Path) -> None:
    made = build(root)
    assert made.diagnostics == ()
    pages = {page.path: page.text for page in made.pages}
    text = pages["bai-hoc/chu-de/noi-dung.md"]
    start = text.index("### Mục phat-tai-lieu-muon")
    places = [text.index(word, start) for word in ("(../soan-gon.md)", "(../gui-truoc.md)", "Phú\u00a0Thọ", "Ai làm:")]
    assert places[:3] == sorted(places[:3])
    assert "(../../nguon/bai-ba.md)" in text[start:]
    assert "Các bài nguồn chưa nêu cách khắc phục" in pages["bai-hoc/chu-de/cach-hoc.md"]


def test_cells_of_the_matrix_lead_to_their_place(root: Path) -> None:
    pages = {page.path: page.text for page in build(root).pages}
    row = next(line for line in pages["bai-hoc/ma-tran.md"].splitlines() if line.startswith("| [Cách dạy"))
    assert "[1 hạn chế](chu-de/cach-hoc.md#noi-long-an)" in row
    assert "[1 giải pháp](chu-de/cach-hoc.md#noi-phu-tho)" in row
    assert row.rstrip().endswith("| 8 |")
    assert "{#noi-long-an}" in pages["bai-hoc/chu-de/cach-hoc.md"]


def test_every_lesson_of_the_real_content_is_on_its_theme_page(real_knowledge: Knowledge, built_site: Path) -> None:
    found = Themes(real_knowledge)
    assert len(found.all) >= 11
    for theme in found.all:
        html = (built_site / "bai-hoc/chu-de" / theme.topic / "index.html").read_text(encoding="utf-8")
        for entry in theme.entries:
            assert f'href="../../{entry.record.id}/"' in html, entry.path
