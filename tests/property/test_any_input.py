"""No text makes the reading, typing, linking, checking or rendering of a knowledge base raise."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import settings as site_settings
from generator.build import build, check
from generator.diagnostics import Diagnostic
from tests.conftest import IS_LONG
from tests.samples import base, write_files

ROOT = Path(__file__).parents[2]
REAL = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))
SIGNS = r"--- \n--- id: - { } [ ] : # ## &a *a ![ ]( ) []() ``` <!-- --> {# !!python/object 2021-02-30".split(" ")
LINES = [
    "---\n",
    "id: x\n",
    "audiences: 1\n",
    "title: {a: [b]}\n",
    "sources: [{article: bai-goc}]\n",
    "|\n",
    "\r\n",
    "\t",
]
RARE = ["\u0085", "\u2028", "\ufeff", "\x00", "\ud800", "e\u0323", "ệ", "🙂"]
PIECES = st.sampled_from([*SIGNS, *LINES, *RARE])
TITLES = st.text("Đaq\u0306\u0301İß<>&|{}%[]()`*_\\#$🙂\u200d \u2028", min_size=1, max_size=12)
NAMES = st.sampled_from(sorted(path for path in base() if path.endswith(".md")))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples; each puts back what it changed."""
    return write_files(tmp_path_factory.mktemp("any"), base())


def check_with(root: Path, path: str, text: str) -> tuple[Diagnostic, ...]:
    """What is reported when a file of the base holds `text`; every place lies inside its file."""
    target = root / path
    before = target.read_bytes() if target.exists() else None
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        found = check(root)
    finally:
        if before is None:
            target.unlink()
        else:
            target.write_bytes(before)
    for one in found:
        assert 0 <= one.place.offset <= len(one.place.text)
        assert one.place.line >= 1
        assert one.place.column >= 1
        assert one.message
        assert one.hint
    return found


@settings(max_examples=800 if IS_LONG else 50)
@given(NAMES, st.lists(PIECES | st.text(max_size=5), max_size=15).map("".join))
def test_random_text(root: Path, path: str, text: str) -> None:
    check_with(root, path, text)


@settings(max_examples=200 if IS_LONG else 25)
@given(st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join))
def test_random_settings(root: Path, text: str) -> None:
    check_with(root, "mkdocs.yml", text)
    check_with(root, "mkdocs.yml", f"site_name: x\nextra:\n  sotay: {text}")


@settings(max_examples=800 if IS_LONG else 75)
@given(st.sampled_from(REAL), st.data())
def test_real_files_with_accidents(root: Path, path: str, data: st.DataObject) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from([0, 0, 1, 3, 40]))
        text = text[:start] + data.draw(PIECES | st.just("")) + text[start + length :]
    check_with(root, path, text)


@settings(max_examples=80 if IS_LONG else 5)
@given(NAMES, TITLES, st.lists(PIECES, max_size=6).map("".join))
@example("docs/thuat-ngu/tiet.md", "q\u0306 İ", "İ q\u0306")
def test_rendering(root: Path, path: str, title: str, text: str) -> None:
    target = root / path
    before = target.read_bytes()
    titled = re.sub("^title: .*", lambda _: f"title: {json.dumps(title)}", before.decode(), flags=re.MULTILINE)
    target.write_bytes(titled.encode() + text.encode("utf-8", "surrogatepass"))
    try:
        assert build(root).pages
    finally:
        target.write_bytes(before)


def test_base_is_clean_again(root: Path) -> None:
    assert check(root) == ()
    assert site_settings.load(root)[1] == ()
