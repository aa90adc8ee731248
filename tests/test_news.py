"""What is new since the last study round: the command that records, what counts as a change, pages and feeds."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator import build as pipeline
from generator import scoped_guides, selection
from generator.build import Build, build, check
from generator.cli import main
from generator.content_parts import parts_of
from generator.kinds.record import Visibility
from generator.news import build_news
from tests.conftest import KnowledgeBase
from tests.samples import base, golden

ATOM = "{http://www.w3.org/2005/Atom}"
LESSON = "docs/bai-hoc/bao-cao-dan-trai.md"


def record(root: Path, *arguments: str) -> int:
    return main(["record", "-C", str(root), *arguments])


def recordings(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "docs/.lich-su").glob("*"))


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def text_of(made: Build, path: str) -> str:
    return next(page.text for page in made.pages if page.path == path)


def test_recording_writes_one_file_of_what_differs(
    knowledge_base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    root = knowledge_base(base())
    assert record(root, "--date", "2026-09-01", "--title", "Kho được lập") == 0
    assert record(root, "--date", "2026-09-02") == 0
    assert "Không có gì đổi" in capsys.readouterr().out
    edit(root, LESSON, "title: ", "title: Sửa ")
    assert record(root, "--date", "2026-10-01", "--title", "4. Sau đợt học") == 0
    assert "0 mục mới, 1 mục sửa, 0 mục bỏ" in capsys.readouterr().out
    edit(root, LESSON, "Sửa", "Lại sửa")
    assert record(root, "--date", "2026-10-01") == 0
    names = ["2026-09-01-kho-duoc-lap.json", "2026-10-01-2.json", "2026-10-01-sau-dot-hoc.json"]
    assert recordings(root) == names
    later = json.loads((root / "docs/.lich-su" / names[2]).read_text(encoding="utf-8"))
    assert list(later["entries"]) == ["bai-hoc/bao-cao-dan-trai"]
    assert check(root) == ()


def test_recording_refuses_broken_content_and_days_gone_by(
    knowledge_base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    root = knowledge_base(base())
    assert record(root, "--date", "2026-09-02") == 0
    assert record(root, "--date", "2026-09-01") == 2
    assert "sớm hơn lần ghi nhận gần nhất (02/09/2026)" in capsys.readouterr().err
    edit(root, LESSON, "summary:", "tom_tat:")
    assert record(root) == 1
    assert "FD001" in capsys.readouterr().err
    assert len(recordings(root)) == 1


SAME: dict[str, Callable[[str], str]] = {
    "keys in another order": lambda text: re.sub(r"(title: [^\n]*\n)(summary: [^\n]*\n)", r"\2\1", text),
    "values laid out anew": lambda text: text.replace("audiences: [dang-vien]", "audiences:\n  - dang-vien"),
    "lines broken elsewhere": lambda text: text.replace("Một câu dài của bài.", "Một câu\ndài  của bài."),
    "tone marks moved": lambda text: text.replace("hòa", "hoà"),
    "an id written out": lambda text: text.replace("## Bối cảnh", "## Bối cảnh {#boi-canh}"),
    "another source": lambda text: text.replace('lines: "8"', 'lines: "9"'),
    "keywords": lambda text: text.replace("kind: han-che", "keywords: [dàn trải]\nkind: han-che"),
}
BODY = "\nMột câu dài của bài. Trao đổi ôn hòa.\n\n## Bối cảnh\n\nChữ.\n"


@pytest.mark.parametrize("change", SAME)
def test_what_readers_do_not_see_is_no_change(change: str, knowledge_base: KnowledgeBase) -> None:
    files = {path: content.decode() for path, content in base().items() if isinstance(content, bytes)}
    text = files[LESSON] + BODY
    assert SAME[change](text) != text
    before, after = (knowledge_base({**files, LESSON: one}) for one in (text, SAME[change](text)))
    assert parts_in(before) == parts_in(after)


def test_each_part_that_readers_see_is_told_apart(knowledge_base: KnowledgeBase) -> None:
    files = {path: content.decode() for path, content in base().items()}
    before = parts_in(knowledge_base({**files, LESSON: files[LESSON] + BODY}))
    for old, new, part in (
        ("Một câu", "Hai câu", "#"),
        ("Chữ.", "Chữ khác.", "#boi-canh"),
        ("title: ", "title: Rất ", "title"),
        ("hòa", "hoá", "#"),
    ):
        text = (files[LESSON] + BODY).replace(old, new)
        after = parts_in(knowledge_base({**files, LESSON: text}))
        assert {name for name in before if before[name] != after[name]} == {part}


def parts_in(root: Path) -> dict[str, str]:
    _, knowledge, found = pipeline.understand(root)
    assert not any(one.is_error for one in found)
    shown = selection.select(knowledge, Visibility.PUBLIC)
    return parts_of(shown, shown.catalog.by_key["bai-hoc", "bao-cao-dan-trai"])


def test_nothing_recorded_gives_no_pages_and_no_feeds(knowledge_base: KnowledgeBase) -> None:
    made = build(knowledge_base(base()))
    assert not [page.path for page in made.pages if page.path.endswith("moi.md")]
    assert not [path for path in made.files if path.endswith(".xml")]


def test_first_recording_is_told_by_numbers(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base())
    record(root, "--date", "2026-09-01", "--title", "Kho được lập")
    made = build(root)
    text = text_of(made, "moi.md")
    assert "## Ngày\u00a001/09/2026: Kho được lập" in text
    assert "2\u00a0bài học" in text
    assert "Đến nay chưa có thay đổi nào" in text
    assert "](bai-hoc/bao-cao-dan-trai.md)" not in text


def test_guide_and_its_page_of_news_lead_to_each_other(knowledge_base: KnowledgeBase) -> None:
    made = build(knowledge_base(golden("lich-su")))
    assert "(bi-thu/moi.md)" in text_of(made, "huong-dan/bi-thu.md")
    assert "(../bi-thu.md)" in text_of(made, "huong-dan/bi-thu/moi.md")
    assert "](moi.md)" in text_of(made, "index.md")
    assert 'feed: "huong-dan/bi-thu/moi.xml"' in text_of(made, "huong-dan/bi-thu.md")


def test_editors_words_stand_on_the_entry_and_in_the_news(knowledge_base: KnowledgeBase) -> None:
    made = build(knowledge_base(golden("lich-su")))
    words = "Thêm điểm chính về việc giao việc sau buổi học."
    document = text_of(made, "nghi-quyet/21-kl-tw-2021.md")
    assert words in document
    assert document.count("Lịch sử thay đổi") == 1, "whom a remark is for is no relation"
    assert words in text_of(made, "huong-dan/bi-thu/moi.md")
    assert words not in text_of(made, "huong-dan/dang-vien/moi.md"), "it is for another audience"
    assert "Tài liệu phát muộn" in text_of(made, "moi.md"), "what is gone is named"


def test_markdown_may_link_to_news_and_to_guides_through_one_entry(knowledge_base: KnowledgeBase) -> None:
    links = "[a](moi.md) [b](huong-dan/bi-thu/moi.md) [c](huong-dan/bi-thu/21-kl-tw-2021.md)"
    about = {"docs/gioi-thieu.md": f"# Giới thiệu\n\n{links} [d](huong-dan/bi-thu/tiet.md)\n".encode()}
    found = [one for one in check(knowledge_base(golden("lich-su") | about)) if one.rule.code == "LK001"]
    assert ["tiet.md" in one.message for one in found] == [True]


def test_paths_of_guides_through_one_entry_are_known_before_anything_is_rendered(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(golden("lich-su"))
    _, knowledge, _ = pipeline.understand(root)
    public = {page.path for page in build(root).pages if page.kind == "scoped-guide"}
    assert len(public) > 1
    assert set(scoped_guides.pages(knowledge)) == public


def test_an_entry_with_another_address_is_the_same_entry(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(golden("lich-su"))
    edit(root, "docs/thuat-ngu/tiet.md", "id: tiet\n", "id: tiet-hoc\nformerly: [thuat-ngu/tiet]\n")
    (root / "docs/thuat-ngu/tiet.md").rename(root / "docs/thuat-ngu/tiet-hoc.md")
    _, knowledge, found = pipeline.understand(root)
    assert not any(one.is_error for one in found)
    everybody, *_ = build_news(selection.select(knowledge, Visibility.PUBLIC))
    told = {item.change.key for edition in everybody.editions for item in edition.items}
    assert "thuat-ngu/lop" in told
    assert not {"thuat-ngu/tiet", "thuat-ngu/tiet-hoc"} & told


def feeds(made: Build) -> dict[str, ET.Element]:
    return {path: ET.fromstring(data) for path, data in made.files.items() if path.endswith("moi.xml")}


def test_feeds_keep_the_rules_of_atom(knowledge_base: KnowledgeBase) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must have, once; ids are whole and unique."""
    made = build(knowledge_base(golden("lich-su")))
    found = feeds(made)
    assert set(found) == {"moi.xml", *(f"huong-dan/{one}/moi.xml" for one in ("bi-thu", "dang-vien", "giang-vien"))}
    ids = []
    for path, feed in found.items():
        assert feed.tag == f"{ATOM}feed"
        assert [one.findtext(f"{ATOM}name") for one in feed.findall(f"{ATOM}author")] == ["Kho có lịch sử"]
        entries = feed.findall(f"{ATOM}entry")
        for one in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(one.findall(f"{ATOM}{name}")) == 1
                assert one.findtext(f"{ATOM}{name}")
            assert datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo
            links = {link.get("rel"): link.get("href") or "" for link in one.findall(f"{ATOM}link")}
            assert set(links) == ({"self", "alternate"} if one is feed else {"alternate"})
            assert all(link.startswith("https://example.org/thu/") for link in links.values())
            assert urlsplit(one.findtext(f"{ATOM}id") or "").scheme == "tag"
            ids.append(one.findtext(f"{ATOM}id"))
        assert all(one.findtext(f"{ATOM}summary") for one in entries)
        newest = max(one.findtext(f"{ATOM}updated") or "" for one in entries)
        assert feed.findtext(f"{ATOM}updated") == newest, path
    assert len(ids) == len(set(ids)) > 10


def test_feed_tells_what_the_page_tells(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(golden("lich-su"))
    feed = feeds(build(root))["huong-dan/bi-thu/moi.xml"]
    titles = [one.findtext(f"{ATOM}title") for one in feed.findall(f"{ATOM}entry")]
    _, knowledge, _ = pipeline.understand(root)
    (news,) = (one for one in build_news(selection.select(knowledge, Visibility.PUBLIC)) if one.page in BI_THU)
    told = [f"{item.label}: {item.title}" for edition in news.editions if edition.day for item in edition.items]
    assert titles == [*told, "Kho thử được lập"]
    assert "Mới: Chỉ thị 60-CT/TW" in titles
    addresses = {link.get("href") for link in feed.iterfind(f"{ATOM}entry/{ATOM}link")}
    assert "https://example.org/thu/nghi-quyet/60-ct-tw-2026/" in addresses
    assert "https://example.org/thu/tinh-huong/phat-muon/" not in addresses, "there is no such page any more"


BI_THU = ("huong-dan/bi-thu/moi.md",)


def test_feed_stays_the_same_whenever_it_is_built(
    knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = knowledge_base(golden("lich-su"))
    first = build(root).files
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    second = build(root).files
    assert {path: first[path] for path in first if path.endswith(".xml")} == {
        path: second[path] for path in second if path.endswith(".xml")
    }


def test_without_an_address_of_the_site_there_are_no_feeds(knowledge_base: KnowledgeBase) -> None:
    files = golden("lich-su")
    files["mkdocs.yml"] = re.sub(rb"site_url: \S+\n", b"", files["mkdocs.yml"])
    made = build(knowledge_base(files))
    assert feeds(made) == {}
    assert "moi.xml" not in text_of(made, "moi.md") + text_of(made, "index.md")
