"""A run that takes what it can from an earlier one, or shares the work out, has the same result as any other."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import catalog, reading, rules, unchanged, understanding
from generator.cache import Cache
from generator.catalog import Catalog
from generator.diagnostics import Diagnostic
from generator.rechecks import FACES, KIND
from generator.source import Content, Source
from generator.understanding import check, understand
from tests.samples import base, write_files

FILES = sorted(path for path in base() if path.endswith(".md"))
PIECES = [
    "\n\nMột đoạn [dẫn](../thuat-ngu/tiet.md#a) và ![](anh.png).\n",
    "<script>x</script>",
    "\n```\nmã\n",
    "\x00",
    "\n---\n",
    "sources: []\n",
    "<!-- sotay: ignore broken-link -->\n",
    "::: noi-bo\n",
    "\n#### Sâu {#nguon}\n\n# Trống\n",
    " CẦN ĐIỀN \u200b e\u0302 \u0430bc ",
    "\n::: tru\n",
    "\n> Lời trích của ai\n",
    "\n\nMột câu nữa.\n",
]

PROSE = ("\n\nMột câu nữa.\n", "\n---\n", "sources: []\n")
"""Those of the pieces that say nothing to anybody when they stand at the end of a body."""

Edit = tuple[str, str, Any]
edits = st.one_of(
    st.tuples(st.just("insert"), st.sampled_from(FILES), st.tuples(st.floats(0, 1), st.sampled_from(PIECES))),
    st.tuples(st.just("remove"), st.sampled_from(FILES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(FILES), st.sampled_from(["moi.md", "khac.txt", "Ten La.md"])),
    st.tuples(st.just("copy"), st.sampled_from(FILES), st.sampled_from(FILES)),
    st.tuples(st.just("settings"), st.just("mkdocs.yml"), st.sampled_from(["reading_speed: 200", "rules: 1"])),
)


def apply(root: Path, edit: Edit) -> None:
    """Change the base; what an earlier edit took away is left alone."""
    kind, name, more = edit
    path = root / name
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    match kind:
        case "insert":
            at = int(more[0] * len(text))
            path.write_text(text[:at] + more[1] + text[at:], encoding="utf-8")
        case "remove":
            path.unlink()
        case "rename":
            path.rename(path.with_name(more))
        case "copy":
            (root / more).write_text(text, encoding="utf-8")
        case "settings":
            path.write_text(text.rstrip() + f"\nextra:\n  sotay:\n    {more}\n", encoding="utf-8")


def told(findings: tuple[Diagnostic, ...]) -> list[object]:
    return [(one, one.place.line, one.place.column, one.place.end) for one in findings]


def everything(content: Content, entries: Catalog) -> Iterator[object]:
    yield content
    yield sorted(entries.broken)
    for one in (*entries.entries, *entries.pages, *entries.removed):
        front = one.front
        yield (
            type(one),
            {**vars(one), "front": (front.body, front.body_offset, front.known)},
            front.values,
            front.placed.keys,
        )
        yield one.front.placed.values_at, one.front.placed.ends, one.front.placed.offset_of(("id",))


@given(st.lists(st.lists(edits, min_size=1, max_size=3), max_size=3))
@settings(max_examples=10)
@example([[("insert", FILES[0], (1.0, PIECES[1]))], [("remove", FILES[1], None)]])
def test_kept_readings_change_nothing(rounds: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, kept = write_files(Path(folder, "base"), base()), Path(folder, "kept")
        for changes in [[], *rounds]:
            for one in changes:
                apply(root, one)
            with Cache(kept, b"") as cache:
                _, cached, findings = understand(root, cache)
            _, clean, expected = understand(root)
            assert told(findings) == told(expected)
            assert list(everything(cached.content, cached.catalog)) == list(everything(clean.content, clean.catalog))


@given(st.lists(st.lists(edits, min_size=1, max_size=2), max_size=3))
@settings(max_examples=10)
@example([[("insert", FILES[0], (1.0, PIECES[-1]))], [("insert", FILES[0], (1.0, PIECES[0]))]])
def test_a_check_recalls_nothing_that_is_otherwise_now(rounds: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(unchanged, "SETTLED", -(10**12))
        root, kept = write_files(Path(folder, "base"), base()), Path(folder, "kept")
        for changes in [[], *rounds]:
            for one in changes:
                apply(root, one)
            with Cache(kept, b"") as cache:
                assert told(check(root, cache)) == told(check(root))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path / "base", base())


def test_two_processes_give_what_one_gives(root: Path, tmp_path: Path) -> None:
    for path, piece in zip((FILES[0], FILES[-1]), PIECES[1:3], strict=True):
        apply(root, ("insert", path, (1.0, piece)))
    one = reading.read(root, "docs", rules.examine, is_shared_out=False)
    with Cache(tmp_path / "kept", b"") as cache:
        two = reading.read(root, "docs", rules.examine, cache, is_shared_out=True)
        assert {path for _, path in cache.waiting} == {*FILES} - {FILES[0], FILES[-1]}
    assert one[2]
    assert told(one[2]) == told(two[2])
    assert list(everything(*one[:2])) == list(everything(*two[:2]))
    assert one[3] == two[3]


def test_rules_find_in_examined_files_what_they_find_in_all(root: Path) -> None:
    for path, piece in zip(FILES, PIECES * len(FILES), strict=False):
        apply(root, ("insert", path, (1.0, piece)))
    _, knowledge, _ = understand(root)
    *_, examined, _ = reading.read(root, "docs", rules.examine)
    assert len({code for found in examined.values() for code in found}) > 5
    assert told(rules.check(knowledge, examined=examined)) == told(rules.check(knowledge))


def test_what_is_as_it_was_is_not_read_again(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Cache(tmp_path / "kept", b"") as cache:
        understand(root, cache)
    apply(root, ("insert", FILES[0], (1.0, "\nThêm.\n")))
    read: list[str] = []
    parse = catalog.parse

    def noted(source: Source, path: str) -> catalog.Parsed:
        read.append(source.path)
        return parse(source, path)

    monkeypatch.setattr(catalog, "parse", noted)
    with Cache(tmp_path / "kept", b"") as cache:
        understand(root, cache)
    assert read == [FILES[0]]


def test_a_check_of_untouched_files_has_the_findings_of_the_last(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(root, ("insert", FILES[0], (1.0, PIECES[0])))
    with Cache(tmp_path / "kept", b"") as cache:
        fresh = check(root, cache)
        assert not {KIND, FACES} & {kind for kind, _ in cache.waiting}, "files touched a moment ago prove nothing"
    monkeypatch.setattr(unchanged, "SETTLED", -(10**12))
    with Cache(tmp_path / "kept", b"") as cache:
        assert told(check(root, cache)) == told(fresh)
        monkeypatch.setattr("generator.understanding._understand", None)
        assert told(check(root, cache)) == told(fresh)


@pytest.mark.parametrize(
    ("piece", "is_recalled"),
    [*((piece, True) for piece in PROSE), *((piece, False) for piece in PIECES if piece not in PROSE)],
)
def test_prose_alone_needs_no_check_of_the_base(
    piece: str, is_recalled: bool, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "SETTLED", -(10**12))
    apply(root, ("insert", FILES[1], (1.0, PIECES[0])))
    apply(root, ("insert", FILES[0], (1.0, "\nMột câu.\n")))
    with Cache(tmp_path / "kept", b"") as cache:
        before = check(root, cache)
    apply(root, ("insert", FILES[0], (1.0, piece)))
    asked: list[Path] = []
    whole = understanding._understand

    def noted(root: Path, kept: Cache | None) -> Any:
        asked.append(root)
        return whole(root, kept)

    monkeypatch.setattr(understanding, "_understand", noted)
    with Cache(tmp_path / "kept", b"") as cache:
        found = check(root, cache)
        assert bool(asked) is not is_recalled
        assert not is_recalled or told(found) == told(before)
        asked.clear()
        assert told(check(root, cache)) == told(found)
        assert not asked


@pytest.mark.parametrize(
    "touch",
    [
        lambda root: (root / FILES[0]).write_text("x", encoding="utf-8"),
        lambda root: (root / FILES[0]).unlink(),
        lambda root: (root / FILES[0]).rename(root / "docs/khac.md"),
        lambda root: (root / "docs/moi.txt").touch(),
        lambda root: (root / "docs/.lich-su").mkdir(),
        lambda root: (root / "templates/forms").mkdir(parents=True),
        lambda root: (root / "mkdocs.yml").write_bytes((root / "mkdocs.yml").read_bytes() + b"\n"),
        lambda root: (root / FILES[0]).chmod(0o600),
    ],
)
def test_whatever_is_touched_shows(root: Path, touch: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "SETTLED", -(10**12))
    before = unchanged.signature(root)
    assert before is not None
    assert before == unchanged.signature(root)
    touch(root)
    assert unchanged.signature(root) != before


def test_another_day_shows(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "SETTLED", -(10**12))
    before = unchanged.signature(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert unchanged.signature(root) != before
