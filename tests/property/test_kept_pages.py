"""Pages rendered with what earlier runs have kept are those that are rendered from nothing, whatever was edited."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from generator import files, pages, selection, unsafe_content
from generator.cache import Cache
from generator.kept_pages import KIND
from generator.kinds.record import Visibility
from generator.pages import Page
from generator.understanding import understand
from tests.conftest import IS_LONG
from tests.property.test_kept_sites import ALL_PHASES, append, change, set_once, toggle
from tests.samples import base, write_files

LESSON, OTHER = "docs/bai-hoc/bao-cao-dan-trai.md", "docs/bai-hoc/chon-mot-trong-tam.md"
RESOLUTION = next(path for path in sorted(base()) if path.startswith("docs/nghi-quyet/"))
AUDIENCE = next(path for path in sorted(base()) if path.startswith("docs/doi-tuong/"))
NEW = base()[LESSON].decode().replace("id: bao-cao-dan-trai", "id: bai-moi").replace("title: ", "title: Thêm: ", 1)
WHOLE = "# {{ record.title }}\n\n{{ catalog.entries | length }}, {{ groups | length }}, {{ of('bai-hoc')[-1].title }}\n"


def base_with_address() -> dict[str, bytes]:
    """With an address of its own a site has JSON-LD, which names audiences on every entry's page."""
    files = base()
    return files | {"mkdocs.yml": b"site_url: https://example.org/\n" + files["mkdocs.yml"]}


def write(path: str, text: str) -> Callable[[Path], None]:
    return lambda root: toggle(root, path, text)


EDITS: dict[str, Callable[[Path], None]] = {
    "a body grows": lambda root: append(root, LESSON, "\n\nThêm một câu cho dài hơn.\n"),
    "a document's body grows": lambda root: append(root, RESOLUTION, "\n\nThêm một câu cho dài hơn.\n"),
    "a title changes": lambda root: change(root, OTHER, "title: ", "title: Nên "),
    "a document's title changes": lambda root: change(root, RESOLUTION, "title: ", "title: Về "),
    "an audience is renamed": lambda root: change(root, AUDIENCE, "title: ", "title: Các "),
    "an entry has another audience": lambda root: change(root, OTHER, "[bi-thu]", "[dang-vien]"),
    "an entry comes or goes": write("docs/bai-hoc/bai-moi.md", NEW),
    "a template comes or goes": write("templates/pages/lesson.md.j2", "# {{ record.title }}\n\n{{ record.summary }}\n"),
    "a template asks for the whole base or no longer": write("templates/pages/lesson.md.j2", WHOLE),
    "the reading speed changes": lambda root: set_once(
        root, "reading_speed", "manual: false", "manual: false\n    reading_speed: 90"
    ),
}


def render(root: Path, cache: Path | None) -> tuple[Page, ...]:
    site, knowledge, _ = understand(root)
    shown = selection.select(unsafe_content.make_harmless(knowledge), Visibility.PUBLIC)
    if cache is None:
        return pages.render(site, shown)[0]
    with Cache(cache, b"") as kept:
        return pages.render(site, shown, kept=kept)[0]


@settings(max_examples=60, deadline=None, phases=ALL_PHASES if IS_LONG else [Phase.explicit])
@example(sorted(EDITS))
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=5))
def test_after_any_edits(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "kho", Path(folder) / "cache"
        write_files(root, base_with_address())
        render(root, cache)
        for name in names:
            EDITS[name](root)
            kept, clean = render(root, cache), render(root, None)
            assert [one.path for one in kept] == [one.path for one in clean], name
            assert [one.path for one, other in zip(kept, clean, strict=True) if one != other] == [], name


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages whose templates ran."""
    ran: list[str] = []
    finish = pages.finish

    def noting(*arguments: object) -> Page:
        page = finish(*arguments)  # type: ignore[arg-type]
        ran.append(page.path)
        return page

    monkeypatch.setattr(pages, "finish", noting)
    return ran


def test_only_what_depends_on_an_edit_is_rendered_again(tmp_path: Path, rendered: list[str]) -> None:
    write_files(tmp_path / "kho", base())
    first = render(tmp_path / "kho", tmp_path / "cache")
    rendered.clear()
    assert render(tmp_path / "kho", tmp_path / "cache") == first
    assert rendered == [], "nothing was edited"
    append(tmp_path / "kho", LESSON, "\n\nThêm một câu.\n")
    render(tmp_path / "kho", tmp_path / "cache")
    assert LESSON.removeprefix("docs/") in rendered
    entries = {one.path for one in first if one.kind != "index"} & set(rendered)
    assert len(entries) < len(first) / 4


def test_macros_that_ask_for_anything_are_made_for_each_page(tmp_path: Path) -> None:
    macros = "{% set _many = of('bai-hoc') | length %}{% macro count() %}{{ _many }}{% endmacro %}"
    lesson = (
        '{% import "pages/_count.md.j2" as own %}# {{ record.title }}\n\n{{ own.count() }} {{ link("index.md") }}\n'
    )
    own = {"templates/pages/_count.md.j2": macros, "templates/pages/lesson.md.j2": lesson}
    write_files(tmp_path / "kho", {**base(), **own})
    render(tmp_path / "kho", tmp_path / "cache")
    toggle(tmp_path / "kho", "docs/bai-hoc/bai-moi.md", NEW)
    assert render(tmp_path / "kho", tmp_path / "cache") == render(tmp_path / "kho", None)


def test_a_template_that_cannot_be_read_is_no_fault_of_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path / "kho", {**base(), "templates/ghi-chu.txt": "Riêng"})

    read_bytes = files.read_bytes

    def refuse(path: str | Path, most: int | None = None) -> bytes:
        if str(path).endswith("ghi-chu.txt"):
            raise files.UnreadableError("không đọc được", "sửa quyền")
        return read_bytes(path, most)

    monkeypatch.setattr(files, "read_bytes", refuse)
    assert render(tmp_path / "kho", tmp_path / "cache") == render(tmp_path / "kho", None)


def test_pages_that_are_gone_are_dropped(tmp_path: Path) -> None:
    write_files(tmp_path / "kho", base())
    render(tmp_path / "kho", tmp_path / "cache")
    (tmp_path / "kho" / LESSON).unlink()
    render(tmp_path / "kho", tmp_path / "cache")
    with Cache(tmp_path / "cache", b"") as kept:
        assert LESSON.removeprefix("docs/") not in kept.names(KIND)
        assert OTHER.removeprefix("docs/") in kept.names(KIND)
