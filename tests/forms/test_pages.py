"""Papers as pages: what they say, what they leave blank, and a form and an audience added by files alone."""

import re
from collections.abc import Mapping

from generator.build import build
from tests.conftest import KnowledgeBase
from tests.samples import base

ROUND = "docs/dot-hoc/quy-mot.md"

NEW_FORM = """{##
title: Phiếu câu hỏi
summary: Người học ghi câu hỏi muốn được giải đáp.
scopes: [dot-hoc, chung]
audiences: [khach]
order: 20
##}
{% extends "forms/_paper.md.j2" %}
{% block paper %}
Câu hỏi về {{ record.title if record else "bài học" }}
{% endblock %}
"""

NINTH = """---
id: khach
title: Khách dự học
summary: Người dự một buổi.
order: 9
broader: dang-vien
depth: nam-y-chinh
duties: [Nghe.]
checklist: {before: [Xem giấy mời.], during: [Nghe.], after: [Gửi góp ý.]}
reflection: [Điều gì mới với tôi?]
---

Trang của khách.
"""


def pages(knowledge_base: KnowledgeBase, files: Mapping[str, str]) -> dict[str, str]:
    made = build(knowledge_base({**base(), **files}))
    assert not made.has_errors, made.diagnostics
    return {page.path: page.text for page in made.pages}


def test_an_audience_and_a_form_need_only_files(knowledge_base: KnowledgeBase) -> None:
    marked = base()["docs/chuyen-de/mo-dau.md"].decode().replace("audiences: [", "audiences: [khach, ")
    added = {
        "docs/doi-tuong/khach.md": NINTH,
        "docs/chuyen-de/mo-dau.md": marked,
        "templates/forms/cau-hoi.md.j2": NEW_FORM,
    }
    before, after = pages(knowledge_base, {}), pages(knowledge_base, added)
    new = after.keys() - before.keys()
    assert {"huong-dan/khach.md", "bieu-mau/cau-hoi.md", "dot-hoc/quy-mot/cau-hoi.md", "doi-tuong/khach.md"} <= new
    assert "Câu hỏi về Sinh hoạt chuyên đề quý một" in after["dot-hoc/quy-mot/cau-hoi.md"]
    assert "Câu hỏi về bài học" in after["bieu-mau/cau-hoi.md"]
    assert "Xem giấy mời." in after["huong-dan/khach.md"]
    assert "(../bieu-mau/cau-hoi.md)" in after["bieu-mau/index.md"] or "(cau-hoi.md)" in after["bieu-mau/index.md"]
    assert "(quy-mot/cau-hoi.md)" in after["dot-hoc/quy-mot.md"]


def test_a_plan_has_the_parts_that_a_plan_needs(knowledge_base: KnowledgeBase) -> None:
    text = pages(knowledge_base, {})["dot-hoc/quy-mot/ke-hoach.md"]
    headings = re.findall(r"^## [IVX]+\. (.*?) \{", text, re.MULTILINE)
    wanted = ["Mục đích, yêu cầu", "Nội dung", "Tài liệu", "Thời gian, địa điểm", "Thành phần", "Báo cáo viên"]
    assert headings[:6] == wanted


def test_the_chosen_rules_are_named_and_to_be_checked(knowledge_base: KnowledgeBase) -> None:
    config = base()["mkdocs.yml"].decode()
    older = config.replace("  sotay:\n", "  sotay:\n    presentation: 36-hd-vptw-2018\n", 1)
    assert older != config
    for files, name in (({}, "05-HD/VPTW"), ({"mkdocs.yml": older}, "36-HD/VPTW")):
        text = pages(knowledge_base, files)["bieu-mau/ke-hoach.md"]
        assert re.search(
            rf"\*\*Thể thức\.\*\* Trình bày theo [^.]*{name}", re.sub(r"<[^>]+>", "", text).replace("\u00a0", " ")
        )
        assert "hãy kiểm tra văn bản đang có hiệu lực" in text


def test_no_frame_of_points_is_a_default(knowledge_base: KnowledgeBase) -> None:
    text = pages(knowledge_base, {})["bieu-mau/tieu-chi.md"]
    rows = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(rows) >= 9
    assert all(line.endswith("| | |") for line in rows)


def test_the_attendance_sheet_is_blank(knowledge_base: KnowledgeBase) -> None:
    text = pages(knowledge_base, {})["dot-hoc/quy-mot/diem-danh.md"]
    rows = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(rows) == 20
    assert {re.sub(r"\d+", "n", row) for row in rows} == {"| n | | | | | |"}


def test_a_bar_in_a_title_does_not_break_a_table(knowledge_base: KnowledgeBase) -> None:
    text = base()[ROUND].decode().replace("modules:", "programme: [{title: A | B, minutes: 5}]\nmodules:")
    page = pages(knowledge_base, {ROUND: text})["dot-hoc/quy-mot/chuong-trinh.md"]
    assert "A &#124; B" in page
