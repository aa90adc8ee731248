"""Documents by term on the time line."""

import re
from pathlib import Path

import pytest

from generator.build import build, understand
from generator.kinds import Resolution
from generator.knowledge import Knowledge
from generator.timeline import Timeline, build_timeline
from tests.conftest import KnowledgeBase
from tests.samples import base

DOCUMENT = """\
---
id: {0}
title: Văn bản {0}
summary: Văn bản của kho thử.
audiences: [dang-vien]
sources: [{{article: bai-goc, lines: "2"}}]
kind: ke-hoach
title_form: tu-dat
{1}
status: {{value: can-kiem-tra, checked: 2026-11-22}}
---
"""


def document(identifier: str, fields: str) -> dict[str, str | bytes]:
    return {f"docs/nghi-quyet/{identifier}.md": DOCUMENT.format(identifier, fields)}


@pytest.fixture
def root(knowledge_base: KnowledgeBase) -> Path:
    """The base (terms XII and XIII) with older, newer, unplaced and undated documents."""
    return knowledge_base(
        {
            **base(),
            **document("cu", "issued: 1998\nterm: VIII"),
            **document("moi", "issued: 2026-02\nterm: XIV"),
            **document("giua-nam", "issued: 2021-06\nterm: XIII"),
            **document("khong-khoa", "issued: 2024-01-01"),
            **document("khong-ngay", "term: XIII"),
        }
    )


def shown(timeline: Timeline) -> dict[str | None, list[str]]:
    return {term.name: [entry.record.id for entry in term.documents] for term in timeline.terms}


def test_terms_come_newest_first_and_documents_too(root: Path) -> None:
    _, knowledge, _ = understand(root)
    timeline = build_timeline(knowledge)
    assert list(shown(timeline).items()) == [
        ("XIV", ["moi"]),
        ("XIII", ["21-kl-tw-2021", "giua-nam"]),
        ("XII", ["05-ct-tw-2016"]),
        ("VIII", ["cu"]),
        (None, ["khong-khoa"]),
    ]
    assert timeline.terms[0].years == (2026, 2031)
    assert [entry.record.id for entry in timeline.undated] == ["khong-ngay"]


def test_page_shows_status_with_the_day_of_its_check(root: Path) -> None:
    text = next(page.text for page in build(root).pages if page.path == "thoi-gian.md")
    row = next(line for line in text.splitlines() if "nghi-quyet/giua-nam.md" in line)
    assert row.startswith("| tháng\u00a06/2021 |")
    assert "Cần kiểm tra" in row
    assert "22/11/2026" in row
    assert text.index("{#khoa-khong-ghi}") < text.index("{#khong-ro-ngay}") < text.index("nghi-quyet/khong-ngay.md")


def test_every_document_of_the_real_content_is_on_the_page_once(real_knowledge: Knowledge) -> None:
    timeline = build_timeline(real_knowledge)
    listed = [entry for term in timeline.terms for entry in term.documents] + list(timeline.undated)
    assert len(listed) >= 65
    assert sorted(entry.path for entry in listed) == sorted(e.path for e in real_knowledge.catalog.of(Resolution))


def test_a_number_of_several_documents_has_a_page_that_tells_them_apart(built_site: Path) -> None:
    html = (built_site / "duyet/so-hieu/01-ct-tw/index.html").read_text(encoding="utf-8")
    rows = [re.findall(r"<td>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)]
    documents = [row for row in rows if row]
    assert [row[1] for row in documents] == ["XIV", "XIII", "XII", "XI"]
    assert [row[0][-4:] for row in documents] == ["2026", "2021", "2016", "2011"]
    assert all("nghi-quyet/01-ct-tw-" in row[2] and "22/11/2026" in row[3] for row in documents)
