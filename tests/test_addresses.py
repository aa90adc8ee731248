"""Permanent addresses: entries renamed, moved, merged, removed, reworded in; old addresses followed to the new."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from generator import anchors
from generator.build import Build, build
from generator.cli import main
from generator.kinds import ORDER
from generator.kinds.record import Visibility
from tests.conftest import KnowledgeBase, Serve
from tests.samples import base

Files = Mapping[str, str | bytes]

CASE = """---
id: {id}
title: {title}
summary: Báo cáo xong, cả hội trường im lặng.
audiences: [bi-thu]
sources: [{{article: bai-goc, lines: "10"}}]
limitations: [bao-cao-dan-trai]
questions:
  - {{id: {question}, text: "{text}"}}
facilitator_notes: [Để nhóm tự nêu việc cụ thể trước.]
{more}---

## {heading} {{#{anchor}}}

Cả hội trường im lặng.
"""
LESSON = """---
id: {id}
title: Gọi tên từng người
summary: Mời từng nhóm nói trước.
audiences: [bi-thu]
sources: [{{article: bai-goc, lines: "9"}}]
kind: giai-phap
theme: cach-hoc
answers: [bao-cao-dan-trai]
{more}---

## Cách làm {{#cach-lam}}

Chia nhóm nhỏ.
"""
REMOVED = """---
id: {id}
title: Buổi học cũ
removed: 2026-11-22
reason: Không còn căn cứ.
{more}---
"""


def case(name: str, more: str = "", **changed: str) -> str:
    words = {
        "title": "Buổi học",
        "question": f"hoi-{name}",
        "text": "Làm gì trước?",
        "heading": "Lúc đầu",
        "anchor": name,
    }
    return CASE.format(**{"id": name, **words, **changed}, more=more)


BEFORE: dict[str, str] = {
    "docs/tinh-huong/giu-nguyen.md": case("giu-nguyen"),
    "docs/tinh-huong/doi-ten.md": case("doi-ten"),
    "docs/tinh-huong/gop-vao.md": case("gop-vao"),
    "docs/tinh-huong/bo-han.md": case("bo-han"),
    "docs/tinh-huong/bo-co-thay.md": case("bo-co-thay"),
    "docs/tinh-huong/sua-loi.md": case("sua-loi"),
    "docs/bai-hoc/chuyen-loai.md": LESSON.format(id="chuyen-loai", more=""),
    "docs/ve-kho.md": "# Về kho\n\n## Ai làm\n\nBan biên tập.\n",
}
AFTER: dict[str, str] = {
    "docs/tinh-huong/giu-nguyen.md": case(
        "giu-nguyen",
        "formerly: [tinh-huong/gop-vao]\nformer_anchors: {gop-vao: giu-nguyen, hoi-gop-vao: hoi-giu-nguyen}\n",
    ),
    "docs/tinh-huong/ten-moi.md": case("doi-ten", "formerly: [tinh-huong/doi-ten, bai-hoc/chuyen-loai]\n", id="ten-moi")
    .replace("## Lúc đầu", "## Cách làm {#cach-lam}\n\nChia nhóm nhỏ.\n\n## Lúc đầu"),
    "docs/tinh-huong/bo-han.md": REMOVED.format(id="bo-han", more=""),
    "docs/tinh-huong/bo-co-thay.md": REMOVED.format(id="bo-co-thay", more="successor: tinh-huong/giu-nguyen\n"),
    "docs/tinh-huong/sua-loi.md": case("sua-loi", heading="Diễn biến của buổi học", text="Nên chuẩn bị việc gì?"),
    "docs/gioi-thieu-kho.md": "# Về kho\n\n## Người làm {#ai-lam}\n\nBan biên tập.\n",
}  # fmt: skip
MOVED = "    redirects: {ve-kho/: gioi-thieu-kho/}\n"


def configured(extra: str = "") -> dict[str, str]:
    return {"mkdocs.yml": f"site_url: https://example.org/so-tay/\n{base()['mkdocs.yml'].decode()}{extra}"}


@pytest.fixture
def before(knowledge_base: KnowledgeBase) -> Path:
    return knowledge_base({**base(), **configured(), **BEFORE})


@pytest.fixture
def after(knowledge_base: KnowledgeBase) -> Path:
    return knowledge_base({**base(), **configured(MOVED), **AFTER})


def manifest(root: Path, into: Path) -> Path:
    file = into / "manifest.json"
    file.write_bytes(build(root).files["api/v1/manifest.json"])
    return file


def test_old_addresses_of_all_changes_still_lead_somewhere(
    before: Path, after: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not build(after).has_errors
    assert main(["urls", "-C", str(after), "--against", str(manifest(before, tmp_path))]) == 0
    assert "vẫn còn" in capsys.readouterr().out


LOST = {
    "/tinh-huong/doi-ten/": ("docs/tinh-huong/ten-moi.md", "tinh-huong/doi-ten, ", ""),
    "/bai-hoc/chuyen-loai/#cach-lam": ("docs/tinh-huong/ten-moi.md", "{#cach-lam}", "{#cach-lam-khac}"),
    "/tinh-huong/bo-han/": ("docs/tinh-huong/bo-han.md", "removed", None),
    "/tinh-huong/gop-vao/#hoi-gop-vao": ("docs/tinh-huong/giu-nguyen.md", ", hoi-gop-vao: hoi-giu-nguyen", ""),
    "/tinh-huong/sua-loi/#hoi-sua-loi": ("docs/tinh-huong/sua-loi.md", "hoi-sua-loi", "hoi-khac"),
    "/tinh-huong/sua-loi/#sua-loi": ("docs/tinh-huong/sua-loi.md", "{#sua-loi}", ""),
    "/ve-kho/": ("mkdocs.yml", MOVED, ""),
}


def test_every_lost_address_is_named_with_a_remedy(
    before: Path, after: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, written, instead in LOST.values():
        file = after / path
        text = file.read_text(encoding="utf-8")
        assert written in text
        if instead is None:
            file.unlink()
        else:
            file.write_text(text.replace(written, instead), encoding="utf-8")
    assert main(["urls", "-C", str(after), "--against", str(manifest(before, tmp_path))]) == 1
    *lines, count = capsys.readouterr().out.splitlines()
    assert {line.partition(": ")[0] for line in lines} == LOST.keys()
    assert all("gợi ý:" in line for line in lines)
    assert count.startswith(f"{len(LOST)} trong ")


def test_wrong_use_is_said(before: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    no_list = tmp_path / "x.json"
    no_list.write_text('{"a": 1}', encoding="utf-8")
    deep = tmp_path / "y.json"
    deep.write_text("[" * 100_000, encoding="utf-8")
    for name in (no_list, deep, tmp_path / "khong-co"):
        assert main(["urls", "-C", str(before), "--against", str(name)]) == 2
        assert "manifest.json" in capsys.readouterr().err


def test_list_has_every_page_and_place(before: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["urls", "-C", str(before), "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed == json.loads(build(before).files["api/v1/manifest.json"])
    assert main(["urls", "-C", str(before)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {"/", "/tinh-huong/doi-ten/", "/tinh-huong/doi-ten/#hoi-doi-ten", "/tinh-huong/doi-ten/#doi-ten"} <= set(
        lines
    )


def text_of(made: Build, path: str) -> str:
    return next(page.text for page in made.pages if page.path == path)


def test_every_listed_place_is_on_its_page(before: Path) -> None:
    made = build(before)
    pages = {page.path.removesuffix(".md") + "/": page.text for page in made.pages}
    found = [(one.url, anchor) for one in made.addresses for anchor in one.anchors]
    assert len(found) > 15
    for url, anchor in found:
        assert re.search(rf'\{{#{anchor}[ }}]|id="{anchor}"', pages[url]), f"/{url}#{anchor}"


def test_removed_entry_says_when_why_and_what_instead(after: Path) -> None:
    made = build(after)
    without, with_successor = (text_of(made, f"tinh-huong/{name}.md") for name in ("bo-han", "bo-co-thay"))
    for text in (without, with_successor):
        assert "22/11/2026" in text
        assert "Không còn căn cứ." in text
    assert "Không có mục nào thay thế." in without
    assert "(giu-nguyen.md)" in with_successor
    assert '"bo-han' not in made.files["api/v1/tinh-huong.json"].decode()
    kinds = {one.url: (one.kind, one.leads_to) for one in made.addresses}
    assert kinds["tinh-huong/bo-han/"] == ("removed", None)
    assert kinds["tinh-huong/gop-vao/"] == ("redirect", "tinh-huong/giu-nguyen/")
    index = "".join(data.decode("utf-8", "replace") for path, data in made.files.items() if path.startswith("search/"))
    assert "Buổi học cũ" not in index


def test_public_build_has_no_trace_of_internal_addresses(knowledge_base: KnowledgeBase) -> None:
    files = {
        "docs/tinh-huong/kin.md": case("kin", "visibility: noi-bo\nformerly: [tinh-huong/kin-cu]\n"),
        "docs/tinh-huong/kin-bo.md": REMOVED.format(id="kin-bo", more="visibility: noi-bo\n"),
        "docs/tinh-huong/bo-han.md": REMOVED.format(id="bo-han", more="successor: tinh-huong/kin\n"),
    }
    root = knowledge_base({**base(), **configured(), **files})
    public, internal = build(root), build(root, Visibility.INTERNAL)
    assert not public.has_errors
    everything = " ".join(
        [*(page.path + page.text for page in public.pages), *public.files, *map(str, public.files.values())]
    )
    assert "kin-cu" not in everything
    assert "kin-bo" not in everything
    assert "tinh-huong/kin/" not in everything
    assert {"tinh-huong/kin-cu/", "tinh-huong/kin-bo/", "tinh-huong/kin/"} <= {one.url for one in internal.addresses}
    assert "(kin.md)" in text_of(internal, "tinh-huong/bo-han.md")


FOLLOWED = {
    "tinh-huong/doi-ten/#hoi-doi-ten": "tinh-huong/ten-moi/#hoi-doi-ten",
    "tinh-huong/gop-vao/#gop-vao": "tinh-huong/giu-nguyen/#giu-nguyen",
    "bai-hoc/chuyen-loai/": "tinh-huong/ten-moi/",
    "ve-kho/?a=1#ai-lam": "gioi-thieu-kho/?a=1#ai-lam",
}


def test_browser_follows_old_addresses(after: Path, page: Page, serve: Serve) -> None:
    assert main(["build", "-C", str(after), "--site-dir", str(after / "site")]) == 0
    start = serve(after / "site") + "/"
    for old, new in FOLLOWED.items():
        page.goto(start + old)
        page.wait_for_url(start + new)
        assert page.locator("h1").count() == 1
    for old in ("tinh-huong/doi-ten", "ve-kho"):
        html = (after / "site" / old / "index.html").read_text(encoding="utf-8")
        refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', html)
        assert refresh is not None
        assert urljoin(f"/{old}/", refresh[1]) in ("/tinh-huong/ten-moi/", "/gioi-thieu-kho/")
        assert 'name="robots" content="noindex"' in html
        assert '<link rel="canonical" href="https://example.org/so-tay/' in html
    removed = (after / "site/tinh-huong/bo-han/index.html").read_text(encoding="utf-8")
    assert 'name="robots" content="noindex"' in removed


def test_fix_writes_ids_and_keeps_them(knowledge_base: KnowledgeBase) -> None:
    config = configured("    rules: {unnamed-anchor: error}\n")
    root = knowledge_base({**base(), **config})
    file = root / "docs/nghi-quyet/21-kl-tw-2021.md"
    text = file.read_text(encoding="utf-8").replace(
        "continues:",
        "questions:\n  - Việc nào của đồng chí\n    đã đổi?\n  - 'Việc nào đã đổi?'\n"
        "  - text: >-\n      Vì sao?\n    answer: Nêu rõ.\n"
        "  - {text: 'Ai làm, lúc nào?'}\ncontinues:",
    )
    file.write_text(text + "\n## Nguồn\n\nMột.\n\n## Nội dung chính\n\nHai.\n", encoding="utf-8")
    was = {page.path: page.text for page in build(root).pages}
    assert main(["check", "-C", str(root), "--fix"]) == 0
    fixed = file.read_text(encoding="utf-8")
    assert "## Nội dung chính {#noi-dung-chinh}\n" in fixed
    assert "## Nguồn {#muc-nguon}\n" in fixed, "the page has a section of that name"
    assert "## Nội dung chính {#noi-dung-chinh-2}\n" in fixed
    assert "  - id: viec-doi\n    text: Việc nào" in fixed
    assert "  - id: vi-sao\n    text: >-\n      Vì sao?\n    answer: Nêu rõ.\n" in fixed
    reworded = fixed.replace("## Nội dung chính {#noi-dung-chinh}", "## Điều cốt lõi {#noi-dung-chinh}")
    file.write_text(reworded.replace("Vì sao?", "Vì lẽ gì?"), encoding="utf-8")
    assert main(["check", "-C", str(root), "--fix"]) == 0
    assert file.read_text(encoding="utf-8") == reworded.replace("Vì sao?", "Vì lẽ gì?")
    assert was.keys() == {page.path for page in build(root).pages}


def test_sections_of_the_templates_are_known(repository: Path) -> None:
    """No id is given to a heading that the page's own sections have."""
    names = ["_entry", "_parts", *(kind.__name__.lower() for kind in ORDER)]
    texts = [(repository / f"templates/pages/{name}.md.j2").read_text(encoding="utf-8") for name in names]
    found = set(re.findall(r'\{#([a-z-]+)\}|\bid="([a-z-]+)"', "\n".join(texts)))
    given = {one or other for one, other in found} | set(
        re.findall(r'parts\.\w+\([^)]*, "([a-z-]+)"\)', "\n".join(texts))
    )
    assert len(given) > 15
    assert given == anchors.SECTIONS
