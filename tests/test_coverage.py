"""The matrix of audiences and entries, and guides to one entry."""

import pytest

from generator.build import build, understand
from generator.coverage import Cover, build_matrix
from generator.scoped_guides import build_scoped_guides, moved
from tests.conftest import KnowledgeBase
from tests.samples import base

DOCUMENT = """---
id: 05-ct-tw-2016
title: Về học tập
summary: Chỉ thị của kho thử.
audiences: [{audiences}]
{more}sources: [{{article: bai-goc, lines: "2"}}]
number: 05-CT/TW
kind: chi-thi
title_form: theo-cach-goi
issued: 2016-05-15
term: XII
status: {{value: chua-ro, checked: 2026-11-22}}
{parts}
---

Xem [kết luận](21-kl-tw-2021.md), [trang ngoài](https://example.org/), [chỗ này](#cho).
"""


def files(audiences: str, parts: str, more: str = "") -> dict[str, bytes | str]:
    text = DOCUMENT.format(audiences=audiences, parts=parts, more=more)
    return base() | {"docs/nghi-quyet/05-ct-tw-2016.md": text}


@pytest.mark.parametrize(
    ("audiences", "parts", "more", "member", "secretary"),
    [
        ("dang-vien", "key_points: [Một điểm.]", "", Cover.SHARED, Cover.SHARED),
        ("bi-thu", "key_points: [Một điểm.]", "", Cover.NONE, Cover.SHARED),
        ("dang-vien", "key_points: [{text: Một điểm., audiences: [bi-thu]}]", "", Cover.NONE, Cover.OWN),
        ("dang-vien", "key_points: []", "required_for: [bi-thu]\n", Cover.NONE, Cover.MISSING),
    ],
)
def test_cover(
    audiences: str, parts: str, more: str, member: Cover, secretary: Cover, knowledge_base: KnowledgeBase
) -> None:
    _, knowledge, _ = understand(knowledge_base(files(audiences, parts, more)))
    matrix = build_matrix(knowledge)
    row = next(r for _, rows in matrix.kinds for r in rows if r.entry.record.id == "05-ct-tw-2016")
    assert {cell.audience: cell.cover for cell in row.cells} == {"dang-vien": member, "bi-thu": secretary}
    assert bool(matrix.missing) == (Cover.MISSING in (member, secretary))


def test_a_guide_to_a_document_is_made_only_for_those_it_names(knowledge_base: KnowledgeBase) -> None:
    parts = "key_points: [Chung., {text: Của bí thư., audiences: [bi-thu]}]"
    root = knowledge_base(files("dang-vien, bi-thu", parts))
    _, knowledge, _ = understand(root)
    about = [g for g in build_scoped_guides(knowledge) if g.entry.record.id == "05-ct-tw-2016"]
    assert [guide.page for guide in about] == ["huong-dan/bi-thu/05-ct-tw-2016.md"]
    pages = {page.path: page.text for page in build(root).pages}
    text = pages[about[0].page]
    assert "Của bí thư." in text
    assert "[kết luận](../../nghi-quyet/21-kl-tw-2021.md)" in text
    assert "[trang ngoài](https://example.org/)" in text
    assert "(../huong-dan/bi-thu/05-ct-tw-2016.md)" in pages["nghi-quyet/05-ct-tw-2016.md"]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("x.md", "../../a/x.md"),
        ("../b/y.md#z", "../../b/y.md#z"),
        ("#z", "#z"),
        ("mailto:a@b", "mailto:a@b"),
        ("/c", "/c"),
    ],
)
def test_links_lead_to_the_same_places_when_a_text_moves(link: str, expected: str) -> None:
    assert moved(f"Xem [đây]({link}) nhé", "a/m.md", "huong-dan/n/m.md") == f"Xem [đây]({expected}) nhé"
