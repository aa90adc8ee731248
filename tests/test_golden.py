"""Small knowledge bases in, what follows from them out, compared with the files in tests/golden/<case>/expected.

Only values are compared, not the wording or layout of pages: the report, which entry is tied to which and how, which
pages there are, what each guide lists in which order, and the API. `pytest --update-golden` rewrites the files.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.build import Build, build, understand
from generator.catalog import Entry
from generator.guides import Guide, Share, build_guides
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.news import News, build_news
from generator.reading_path import Reading
from generator.report import line_of
from generator.selection import select
from tests.conftest import KnowledgeBase
from tests.samples import GOLDEN, golden

CASES = sorted(path.name for path in GOLDEN.iterdir())
NINTH = "to-truong-to-dang"


@dataclass(frozen=True)
class Result:
    """A golden case, read and built for one visibility."""

    knowledge: Knowledge
    made: Build

    @property
    def paths(self) -> list[str]:
        return [page.path for page in self.made.pages]

    def text(self, path: str) -> str:
        return next(page.text for page in self.made.pages if page.path == path)


def run(root: Path, visibility: Visibility = Visibility.PUBLIC) -> Result:
    _, knowledge, _ = understand(root)
    return Result(select(knowledge, visibility), build(root, visibility))


def called(entries: Iterable[Entry]) -> list[str]:
    return [f"{entry.record.folder}/{entry.record.id}" for entry in entries]


def ties(knowledge: Knowledge) -> dict[str, Any]:
    """By entry: what it refers to and what refers to it, each with how the tie reads there."""
    found = {}
    for entry in knowledge.catalog.entries:
        outgoing = [
            [r.label, *called([r.target]), *([r.note] if r.note else [])] for r in knowledge.links.outgoing(entry)
        ]
        incoming = [[r.inverse, *called([r.source])] for r in knowledge.links.incoming(entry) if r.inverse]
        found[called([entry])[0]] = {"to": outgoing, "from": incoming}
    return found


def own_and_inherited(share: Share[Entry] | Share[Reading]) -> dict[str, list[str]]:
    def names(items: Iterable[Entry | Reading]) -> list[str]:
        return called(item.entry if isinstance(item, Reading) else item for item in items)

    return {"own": names(share.own), "inherited": names(share.inherited)}


def lists(guide: Guide) -> dict[str, Any]:
    """What a guide lists, in its order."""
    themes = {"own": guide.experience.own, "inherited": guide.experience.inherited}
    return {
        "broader": called(guide.broader),
        "read": {
            "own": called(r.entry for r in guide.path.own),
            "inherited": called(r.entry for r in guide.path.inherited),
        },
        "modules": own_and_inherited(guide.modules),
        "courses": own_and_inherited(guide.courses),
        "rounds": own_and_inherited(guide.rounds),
        "cases": own_and_inherited(guide.cases),
        "lessons": {
            share: [
                [
                    theme.topic,
                    *(called([c.limitation, *c.causes, *c.answers]) for c in theme.chains),
                    *called(theme.others),
                ]
                for theme in found
            ]
            for share, found in themes.items()
        },
        "needs": [need.id for need in guide.needs],
    }


def told(news: News) -> dict[str, Any]:
    """What is new for one reader: by step what happened to which entry, inherited or not, and what of it."""
    editions = {
        edition.name: [
            [
                item.what.value,
                item.change.key,
                *([] if item.is_own else ["inherited"]),
                *item.touched,
                *(f"{note.date} {note.text}" for note in item.notes),
                *called(item.by),
            ]
            for item in edition.items
        ]
        for edition in news.editions
    }
    start = {news.start.name: {kind.folder: count for kind, count in news.start.kinds}}
    return editions | start | {"rounds": [f"{day} {entry.record.id}" for day, entry in news.rounds]}


def expectations(result: Result) -> dict[str, str]:
    """The files of expected/ by name."""
    entries = {entry.path for entry in result.knowledge.catalog.entries}
    paths = [path for path in result.paths if path in entries or path.startswith(("duyet/", "huong-dan/"))]
    news = {one.page: told(one) for one in build_news(result.knowledge)}
    return {
        **({"news.json": as_json(news)} if news else {}),
        "report.txt": "".join(f"{line_of(one)}\n" for one in result.made.diagnostics),
        "links.json": as_json(ties(result.knowledge)),
        "guides.json": as_json({one.record.id: lists(one) for one in build_guides(result.knowledge)}),
        "pages.txt": "".join(f"{path}\n" for path in paths),
    }


def api(result: Result) -> dict[str, str]:
    """The API's files by name, laid out for reading."""
    index = json.loads(result.made.files["api/v1/index.json"])
    names = ["index.json", *(kind["file"] for kind in index["kinds"])]
    return {f"api/{name}": as_json(json.loads(result.made.files[f"api/v1/{name}"])) for name in names}


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def test_there_are_cases() -> None:
    assert len(CASES) == 5


@pytest.mark.parametrize("case", CASES)
def test_case_gives_what_is_expected(case: str, knowledge_base: KnowledgeBase, update_golden: bool) -> None:
    result = run(knowledge_base(golden(case)))
    expected = GOLDEN / case / "expected"
    for name, text in (expectations(result) | (api(result) if case == "moi-loai" else {})).items():
        path = expected / name
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("case", CASES)
def test_every_tie_is_seen_from_both_ends(case: str, knowledge_base: KnowledgeBase) -> None:
    found = ties(run(knowledge_base(golden(case))).knowledge)
    forth = {(source, target[1]) for source, one in found.items() for target in one["to"]}
    back = {(source[1], target) for target, one in found.items() for source in one["from"]}
    assert len(back) > 5
    assert back <= forth


def test_page_links_to_what_it_is_tied_to_in_both_directions(knowledge_base: KnowledgeBase) -> None:
    result = run(knowledge_base(golden("moi-loai")))
    pairs = [
        ("nghi-quyet/296-qd-tw-2025", "nghi-quyet/22-qd-tw-2021"),
        ("nghi-quyet/21-kl-tw-2021", "nghi-quyet/04-nq-tw-2016"),
        ("bai-hoc/chon-mot-trong-tam", "bai-hoc/bao-cao-dan-trai"),
        ("bai-hoc/tai-lieu-den-muon", "bai-hoc/bao-cao-dan-trai"),
        ("chuyen-de/van-dung", "chuyen-de/mo-dau"),
        ("khoa-hoc/khoa-mau", "chuyen-de/giua"),
        ("tinh-huong/buoi-hoc-vang", "bai-hoc/bao-cao-dan-trai"),
        ("dot-hoc/quy-mot", "khoa-hoc/khoa-mau"),
        ("thuat-ngu/tiet", "thuat-ngu/buoi"),
    ]
    for one, other in pairs:
        for source, target in ((one, other), (other, one)):
            assert f"{target.rpartition('/')[2]}.md" in result.text(f"{source}.md"), (
                f"{source} does not lead to {target}"
            )


def test_ninth_audience_takes_one_file(knowledge_base: KnowledgeBase) -> None:
    files = golden("chin-doi-tuong")
    one_file = {path: text for path, text in files.items() if NINTH not in path}
    added = f"docs/doi-tuong/{NINTH}.md"
    before = run(knowledge_base(one_file))
    after = run(knowledge_base(one_file | {added: files[added]}))
    assert set(after.paths) - set(before.paths) >= {f"doi-tuong/{NINTH}.md", f"huong-dan/{NINTH}.md"}
    assert not after.made.has_errors
    guides = {one.record.id: one for one in build_guides(after.knowledge)}
    assert len(guides) == 9
    assert called(guides[NINTH].broader) == ["doi-tuong/bi-thu-chi-bo", "doi-tuong/dang-vien"]
    text = after.text(f"huong-dan/{NINTH}.md")
    for inherited in ("01-kl-tw-2021", "02-kl-tw-2022", "05-kl-tw-2025", "van-dung", "mo-dau", "buoi-hoc-vang"):
        assert f"{inherited}.md" in text, "content of broader audiences is in the guide"
    for foreign in ("03-kl-tw-2023", "04-kl-tw-2024"):
        assert f"{foreign}.md" not in text, "content of other audiences is not"
    for path in ("index.md", "huong-dan/index.md"):
        assert "huong-dan/" + NINTH in after.text(path) or f"({NINTH}.md" in after.text(path)


def test_own_template_replaces_one_block_of_one_guide(knowledge_base: KnowledgeBase) -> None:
    files = golden("chin-doi-tuong")
    with_template = run(knowledge_base(files))
    without = run(knowledge_base({path: text for path, text in files.items() if not path.startswith("templates/")}))
    changed = {path for path in with_template.paths if with_template.text(path) != without.text(path)}
    assert changed == {f"huong-dan/{NINTH}.md"}
    text = with_template.text(f"huong-dan/{NINTH}.md")
    assert "Khuôn riêng của tổ trưởng tổ đảng, kế thừa từ Bí thư chi bộ, Đảng viên." in text
    assert "Việc nào của tôi thay đổi?" not in text, "the block is replaced"
    assert "05-kl-tw-2025.md" in text, "the other blocks are not"


@pytest.mark.parametrize("case", ["pham-vi", "lich-su"])
def test_public_site_knows_nothing_of_internal_entries(case: str, knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(golden(case))
    public, internal = run(root), run(root, Visibility.INTERNAL)
    hidden = {"bai-hoc/viec-rieng.md", "nghi-quyet/99-tb-xx-2026.md", "doi-tuong/to-giup-viec.md"}
    assert hidden <= set(internal.paths)
    assert not hidden & set(public.paths)
    assert "huong-dan/to-giup-viec.md" in set(internal.paths) - set(public.paths)
    everything = "\n".join(page.text for page in public.made.pages)
    everything += "\n".join(content.decode("utf-8", "replace") for content in public.made.files.values())
    for trace in ("Bí mật", "bí mật", "bi mat", "viec-rieng", "99-tb-xx", "99-TB/XX", "to-giup-viec"):
        assert trace not in everything, f"{trace} shows in the public build"
    seen = "\n".join(page.text for page in internal.made.pages)
    for trace in ("nhất", "hai" if case == "pham-vi" else "mười hai", "năm", "sáu", "tám"):
        assert f"Bí mật thứ {trace}" in seen


def test_broken_entries_cost_only_themselves(knowledge_base: KnowledgeBase) -> None:
    result = run(knowledge_base(golden("con-loi")))
    assert result.made.has_errors
    assert "thuat-ngu/tiet.md" not in result.paths
    assert "bai-hoc/chon-mot-trong-tam.md" in result.paths
    assert "khong-co" not in result.text("bai-hoc/chon-mot-trong-tam.md")
