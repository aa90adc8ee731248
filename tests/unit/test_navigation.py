"""The menu: what it holds and how deep it goes."""

from collections.abc import Iterator

from generator import shell
from generator.kinds import ORDER
from generator.pages import Page

OVERVIEWS = ("thoi-gian", "quan-he", "so-lieu", "do-phu", "tim-kiem", "moi", "bai-hoc/ma-tran", "bai-hoc/diem-chung")
PATHS = (
    "index.md",
    *(f"{folder}/index.md" for folder in ("huong-dan", "duyet", "bieu-mau", "bien-tap", "bien-tap/quy-tac")),
    *(f"{kind.folder}/index.md" for kind in ORDER),
    *(f"{name}.md" for name in OVERVIEWS),
    "huong-dan/dang-vien.md",
    "gioi-thieu.md",
)


def page(path: str, kind: str = "index") -> Page:
    return Page(path, path.removesuffix(".md"), "", None, "page" if path == "gioi-thieu.md" else kind)


def leaves(item: object, depth: int = 1) -> Iterator[tuple[str, int]]:
    """Every page of a part of the menu with the number of touches, after the one that opens the menu."""
    if isinstance(item, str):
        yield item, depth
    for inside in item.values() if isinstance(item, dict) else ():
        for one in inside if isinstance(inside, list) else [inside]:
            yield from leaves(one, depth + 1 if isinstance(inside, list) else depth)


def menu(*paths: str) -> list[tuple[str, int]]:
    return [leaf for item in shell.navigation([page(path) for path in paths]) for leaf in leaves(item)]


def test_every_overview_is_in_the_menu_once_and_at_most_two_touches_deep() -> None:
    found = menu(*PATHS)
    assert sorted(path for path, _ in found) == sorted(PATHS)
    assert max(depth for _, depth in found) <= 2


def test_entries_are_not_in_the_menu() -> None:
    assert menu("index.md", "nghi-quyet/index.md", "nghi-quyet/21-kl-tw-2021.md") == [
        ("index.md", 1),
        ("nghi-quyet/index.md", 1),
    ]


def test_sections_without_a_page_are_left_out() -> None:
    (only,) = shell.navigation([page("index.md")])
    assert only == {"Trang đầu": "index.md"}
