"""No text in a body or template makes the whole way to HTML raise: what is wrong is reported, the rest is rendered."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator import shell
from generator.build import build
from generator.template_files import built_in
from tests.conftest import IS_LONG
from tests.samples import base, write_files

NASTY = (
    "> ", "- ", "1. ", "    ", "\t", "\n", "\n\n", "::: noi-bo\n", ":::\n", "```\n", "~~~ {.x #y}\n", "`", "``",
    '??? "a"\n', "| a | b |\n| --- | :-: |\n", "[^1]", "[^1]: ", "[a](b)", "![](", "[x]: <y\n", "*[HTML]: x\n",
    "!!! note\n", "{: #a .b }", "&#x0;",
    "{#a}", "# ", "====\n", "<div markdown>\n", "</div>", "<!--", "-->", "<a href='javascript:x'>", "<svg><style>",
    "\x02wzxhzdk:0\x03", "\x02klzzwxh:0001\x03", "{{ x }}", "{% if %}", "\u2028", "\ud7ff", "***", "__", "\\", "https://x.vn",
)  # fmt: skip
BODIES = st.lists(st.sampled_from(NASTY) | st.text(max_size=4), max_size=25).map("".join)
TEMPLATES = ("pages/case.md.j2", "pages/_parts.md.j2", "guides/guide.md.j2")
BROKEN = st.sampled_from(
    ("{{", "}}", "{%", "%}", "{{ entry.x.y }}", "{% endif %}", "{{ 1 // 0 }}", "{% for %}", "|", "'")
)


PAGES = ("gioi-thieu.md", "tinh-huong/buoi-hoc-vang.md")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples; each writes what it changes anew."""
    return write_files(tmp_path_factory.mktemp("rendered"), base())


@settings(max_examples=80 if IS_LONG else 6)
@given(st.lists(BODIES, min_size=len(PAGES), max_size=len(PAGES)))
def test_any_body_becomes_html(root: Path, bodies: list[str]) -> None:
    for path, body in zip(PAGES, bodies, strict=True):
        (root / "docs" / path).write_bytes(base()[f"docs/{path}"] + f"\n\n{body}\n".encode("utf-8", "replace"))
    texts = {page.path: page.text for page in build(root).pages}
    reader = Markdown(extensions=list(shell.EXTENSIONS), extension_configs=shell.EXTENSION_OPTIONS)
    for path in PAGES:
        assert "<script" not in reader.reset().convert(texts[path].partition("\n---\n")[2])


@settings(max_examples=60 if IS_LONG else 4)
@given(st.sampled_from(TEMPLATES), BROKEN, st.floats(0, 1))
def test_a_template_with_anything_in_it_is_reported_or_rendered(
    root: Path, name: str, piece: str, where: float
) -> None:
    text = (built_in() / name).read_text(encoding="utf-8")
    at = round(where * len(text))
    own = root / "templates" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(text[:at] + piece + text[at:], encoding="utf-8")
    try:
        found = build(root).diagnostics
    finally:
        own.unlink()
    assert all(one.message and one.hint for one in found)
