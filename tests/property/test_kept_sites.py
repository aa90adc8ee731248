"""A site built with what earlier builds have kept is, byte for byte, the one that is built from nothing."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from generator.adapters import mkdocs_plugin
from generator.cache import Cache, version_of_program
from generator.kinds.record import Visibility
from tests.conftest import IS_LONG
from tests.samples import base, files_below, write_files

ALL_PHASES = tuple(Phase)
LESSONS = ("docs/bai-hoc/bao-cao-dan-trai.md", "docs/bai-hoc/chon-mot-trong-tam.md")
TEMPLATE = "templates/pages/lesson.md.j2"


def append(root: Path, path: str, text: str) -> None:
    (root / path).write_text((root / path).read_text(encoding="utf-8") + text, encoding="utf-8")


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def toggle(root: Path, path: str, text: str) -> None:
    """The file written, or taken away where it is."""
    if (root / path).exists():
        (root / path).unlink()
    else:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def set_once(root: Path, key: str, place: str, text: str) -> None:
    """A setting added to mkdocs.yml where it says `place`, unless it is there."""
    if key not in (root / "mkdocs.yml").read_text(encoding="utf-8"):
        change(root, "mkdocs.yml", place, text)


BODY = "\n\nThêm *một* đoạn, dẫn [các văn bản](../nghi-quyet/index.md).\n"
TERM = """---
id: thieu-chieu-sau
title: Không phần nào sâu
abbreviations: [CKS]
summary: Nói đủ mọi phần mà không đi vào phần nào.
sources: [{article: bai-goc, lines: "8"}]
---
"""
PAGE = "# Thêm\n\nXem [bài học](bai-hoc/index.md).\n"
LAYOUT = "# {{ record.title }}\n\n{{ record.summary }}\n"
EDITS: dict[str, Callable[[Path], None]] = {
    "a body grows": lambda root: append(root, LESSONS[0], BODY),
    "a title changes, also where it is cited": lambda root: change(root, LESSONS[1], "title: ", "title: Nên "),
    "an entry has another audience": lambda root: change(root, LESSONS[1], "[bi-thu]", "[dang-vien]"),
    "a page comes or goes": lambda root: toggle(root, "docs/them.md", PAGE),
    "a term comes or goes, and its words are explained": lambda root: toggle(
        root, "docs/thuat-ngu/thieu-chieu-sau.md", TERM
    ),
    "a template comes or goes": lambda root: toggle(root, TEMPLATE, LAYOUT),
    "the reading speed changes": lambda root: set_once(
        root, "reading_speed", "manual: false", "manual: false\n    reading_speed: 90"
    ),
    "the contents list fewer headings": lambda root: set_once(
        root, "toc_depth", "site_name", "markdown_extensions: [{toc: {toc_depth: 2}}]\nsite_name"
    ),
    "every page ends with another line": lambda root: set_once(
        root, "copyright", "site_name", "copyright: Đảng ủy xã\nsite_name"
    ),
}


def build(root: Path, cache: Path | None, site: Path) -> dict[str, bytes] | int:
    """The files of the site, or the exit code of a build that refuses the content."""
    with Cache(cache, version_of_program()) as kept:
        code = mkdocs_plugin.build_site(root, site, Visibility.PUBLIC, False, kept=kept)
    return files_below(site) if code == 0 else code


@settings(max_examples=20, deadline=None, phases=ALL_PHASES if IS_LONG else [Phase.explicit])
@example(["a title changes, also where it is cited", "a term comes or goes, and its words are explained"])
@example(["a template comes or goes", "an entry has another audience", "the contents list fewer headings"])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=3))
def test_after_any_edits(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, cache, site = write_files(Path(folder) / "kho", base()), Path(folder) / "cache", Path(folder) / "site"
        assert not isinstance(build(root, cache, site), int)
        for number, name in enumerate(names):
            EDITS[name](root)
            assert_same(build(root, cache, site), build(root, None, Path(folder) / f"clean-{number}"), name)


def assert_same(kept: dict[str, bytes] | int, clean: dict[str, bytes] | int, edit: str) -> None:
    if isinstance(kept, int) or isinstance(clean, int):
        assert kept == clean, edit
        return
    assert kept.keys() == clean.keys(), edit
    assert [path for path in clean if kept[path] != clean[path]] == [], edit
