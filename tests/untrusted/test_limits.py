"""What would keep a build busy for ever is refused where it stands; what is before it is still shown."""

import pytest

from generator.build import build, check
from tests.conftest import KnowledgeBase
from tests.samples import base

TOO_MUCH = {
    "brackets": "[" * 20000,
    "links that never end": "[a](" * 5000,
    "nested brackets": "[" * 3000 + "]" * 3000,
    "pictures": "![" * 5000,
    "footnotes": "[^1]" * 3000,
    "abbreviations": "*[a]: b\n" * 2000,
    "brackets apart": "[\n\n" * 6000,
    "lists": "".join("    " * depth + "- a\n" for depth in range(300)),
    "quotations": ">" * 3000 + " x",
    "size": "a\n" * 600_000,
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_refused_where_it_starts(name: str, knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"docs/nhieu.md": f"# Nhiều\n\nLời đầu.\n\n{TOO_MUCH[name]}\n"})
    assert [one.rule.code for one in check(root) if one.place.path == "docs/nhieu.md"].count("TX006") == 1


def test_what_stands_before_is_shown(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"docs/nhieu.md": "# Nhiều\n\nLời đầu.\n\n" + "[a](" * 5000})
    page = next(page for page in build(root).pages if page.path == "nhieu.md")
    assert page.text.endswith("Lời đầu.\n")


def test_links_on_the_disk_are_refused(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base())
    (root / "docs/mat-khau.txt").symlink_to("/etc/passwd")
    (root / "docs/trang.md").symlink_to(root / "mkdocs.yml")
    (root / "docs/thu-muc").symlink_to("/etc", target_is_directory=True)
    found = [(one.rule.code, one.place.path) for one in check(root)]
    assert found == [("TX007", f"docs/{name}") for name in ("mat-khau.txt", "thu-muc", "trang.md")]
