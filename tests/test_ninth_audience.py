"""The real content with a ninth audience and a new form, by files added under docs/ and templates/ alone."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import pages
from generator.build import understand
from generator.coverage import build_matrix
from generator.diagnostics import Diagnostic
from generator.kinds import Audience, Round
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.pages import Page
from generator.search_documents import cut_sections, document
from generator.selection import select

NINTH = "can-bo-doan"
ADDED = {
    f"docs/doi-tuong/{NINTH}.md": """---
id: can-bo-doan
title: Cán bộ đoàn
summary: Người đưa nội dung học tới đoàn viên, thanh niên.
topics: [hoc-tap-nghi-quyet]
order: 9
broader: dang-vien
depth: doc-ky
duties: [Chọn nội dung gần với thanh niên.]
checklist: {before: [Đọc trước tài liệu.], during: [Ghi câu hỏi của đoàn viên.], after: [Gửi góp ý.]}
reflection: [Đoàn viên nơi tôi cần điều gì nhất?]
---
""",
    "docs/khoa-hoc/lop-can-bo-doan.md": """---
id: lop-can-bo-doan
title: Lớp cán bộ đoàn
summary: Lớp thử cho cán bộ đoàn.
topics: [ly-luan-chinh-tri]
audiences: [can-bo-doan]
sources: [{article: bac-giang-2021, lines: "10"}]
standing: de-nghi
modules: [dang-vien-moi-ren-luyen-dang-vien]
---
""",
    "docs/dot-hoc/can-bo-doan-thang-ba.md": """---
id: can-bo-doan-thang-ba
title: Buổi học của cán bộ đoàn
summary: Buổi thử.
topics: [hoc-tap-nghi-quyet]
audiences: [can-bo-doan]
sources: [{article: phu-tho-2022, lines: "11"}]
kind: sinh-hoat-chuyen-de
start: 2027-03-26
start_time: '08:00'
programme: [{title: Trao đổi, minutes: 60}]
resolutions: [144-qd-tw-2024]
follow_up: [{what: Gửi góp ý, who: Cán bộ đoàn, due_days: 7}]
---
""",
    "templates/forms/phieu-cau-hoi.md.j2": """{##
title: Phiếu câu hỏi
summary: Người học ghi câu hỏi muốn được giải đáp.
scopes: [dot-hoc, chung]
audiences: [can-bo-doan]
order: 20
##}
{% extends "forms/_paper.md.j2" %}
{% import "forms/_parts.md.j2" as paper with context %}
{% block paper %}
{{ paper.name("Phiếu câu hỏi", paper.what() | trim) }}
{% endblock %}
""",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A copy of this repository's content and templates, and the files of ADDED, none of which existed."""
    folder = tmp_path_factory.mktemp("ninth") / "kho"
    for name in ("docs", "templates"):
        shutil.copytree(repository / name, folder / name)
    shutil.copy(repository / "mkdocs.yml", folder)
    for name, text in ADDED.items():
        assert not (folder / name).exists()
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Ninth:
    """What the steps of a build find and make, of the pages that have to do with what was added."""

    knowledge: Knowledge
    found: tuple[Diagnostic, ...]
    pages: dict[str, Page]

    def text(self, path: str) -> str:
        return self.pages[path].text


@pytest.fixture(scope="module")
def ninth(root: Path) -> Ninth:
    site, everything, found = understand(root)
    knowledge = select(everything, Visibility.PUBLIC)
    made, faults = pages.render(site, knowledge, wanted=_concerns_what_was_added)
    return Ninth(knowledge, (*found, *faults), {page.path: page for page in made})


def _concerns_what_was_added(path: str) -> bool:
    indexes = ("index.md", "huong-dan/index.md", "bieu-mau/index.md", "do-phu.md")
    return (
        NINTH in path
        or "phieu-cau-hoi" in path
        or "lop-can-bo-doan" in path
        or path.startswith("dot-hoc/")
        or path in indexes
    )


def test_nothing_is_wrong(ninth: Ninth) -> None:
    assert ninth.found == ()
    assert len(ninth.knowledge.catalog.of(Audience)) == 9


def test_guides_through_the_base_a_course_and_a_round(ninth: Ninth) -> None:
    guide = ninth.text(f"huong-dan/{NINTH}.md")
    assert "Đọc trước tài liệu." in guide
    assert "144-qd-tw-2024.md" in guide, "what party members get is inherited"
    assert "973-qd-btgtw-2021.md" not in guide, "what rapporteurs get is not"
    course = ninth.text(f"huong-dan/{NINTH}/lop-can-bo-doan.md")
    assert 'id="dang-vien-moi-ren-luyen-dang-vien--tu-giao-duc"' in course
    assert "02/04/2027" in ninth.text(f"huong-dan/{NINTH}/can-bo-doan-thang-ba.md"), "follow-up with its date"
    for path in ("index.md", "huong-dan/index.md"):
        assert f"{NINTH}.md" in ninth.text(path)


def test_coverage_search_and_browsing(ninth: Ninth) -> None:
    assert [one.id for one in build_matrix(ninth.knowledge).audiences][-1] == NINTH
    assert "Cán bộ đoàn" in ninth.text("do-phu.md")
    entry = ninth.knowledge.catalog.by_key["khoa-hoc", "lop-can-bo-doan"]
    facets = dict(document(ninth.knowledge, entry, cut_sections(ninth.text(entry.path))).facets)
    assert facets["doi-tuong"] == ("Cán bộ đoàn",)


def test_the_form_for_every_round_and_blank(ninth: Ninth) -> None:
    rounds = [record.id for _, record in ninth.knowledge.catalog.records(Round)]
    assert len(rounds) > 7
    for identifier in rounds:
        assert "Phiếu câu hỏi" in ninth.text(f"dot-hoc/{identifier}/phieu-cau-hoi.md")
        assert f"({identifier}/phieu-cau-hoi.md)" in ninth.text(f"dot-hoc/{identifier}.md")
    assert "phieu-cau-hoi.md" in ninth.text("bieu-mau/index.md")
    assert "bieu-mau/phieu-cau-hoi.md" in ninth.pages
