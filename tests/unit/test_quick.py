"""A parser with every shortcut and Python-Markdown as it comes make the same of any text, and of our own pages."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor

from generator import shell
from generator.quick import library, quicken
from generator.quick.blocks import QuickBlocks
from generator.quick.html_blocks import QuickHtmlBlocks
from generator.quick.inline import NEEDED, QuickInline

SIGNS = "`\\[]()!<>&*_\n^:/ \"'{#}.|-a1ế@;"

PIECES = """*a* _b_ **c** `d` [e](f) [g][h] ![j](k) <l@m.n> <b>o</b> &amp; \\* [^1] p * # - {:.c} <https://a.b> ![g][h]
***q* __r__ &lt &# <!-- s --> [t] ![u] (v) \\` `` ]( http://w.x _ | : > !!! ??? 1. ** [**y**](z) {#a} {.b} <br> [TOC]
<span> </span> <span_class="a"> <div_markdown> </div> <div_class="a"> <p_markdown="span"> </p> <hr> <DIV> <td> <ul>
</ul> <li_markdown> </li> <section_markdown="block"> </section> <pre> </pre> <img_src="a"_/> <script>""".split()
GAPS = [
    " ",
    "  \n",
    "\n\n",
    "\n",
    "\n    ",
    "\n\n    ",
    "\n\n[^1]: chú\n\n",
    "\n\n[h]: i\n\n",
    "\n|-|-|\n",
    "\n---\n",
    "\n\n- ",
]
GAPS += [
    "\n\n*[p]: q\n\n",
    "\n:   ",
    "\n\n!!! note\n    ",
    "\n\n??? note\n    ",
    "\n\n```\n",
    "\x02",
    "\t",
    "\xa0",
    "\r\n",
]
texts = st.text(st.sampled_from(SIGNS), max_size=60) | st.lists(
    st.sampled_from([*(piece.replace("_", " ") for piece in PIECES), *PIECES, *GAPS]), max_size=20
).map("".join)

NUMBER = re.compile(r"(?<=wzxhzdk:)\d+")
PAGES = sorted((Path(__file__).parents[2] / "docs/bien-tap").glob("*.md"))


class Starred(BlockProcessor):
    """Takes blocks that begin with a star for something else, and changes others before it leaves them."""

    def test(self, parent: Any, block: str) -> bool:
        return True

    def run(self, parent: Any, blocks: list[str]) -> bool:
        blocks[0] = blocks[0].replace("(v)", "# v")
        return False


class Strange(Extension):
    """What this module knows nothing of."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.parser.blockprocessors.register(Starred(md.parser), "starred", 72)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()\|(.+?)\|", "mark"), "mark", 175)


def parser(*more: str | Extension) -> Markdown:
    options = {**shell.EXTENSION_OPTIONS, "toc": {"permalink": True, "toc_depth": 3}}
    return Markdown(extensions=[*shell.EXTENSIONS, *more], extension_configs=options)


STOCK, QUICK = parser(), quicken(parser())
STRANGE_STOCK, STRANGE_QUICK = parser(Strange()), quicken(parser(Strange()))


def made(md: Markdown, text: str) -> tuple[str, str]:
    """HTML and table of contents; where the library lets the number of a piece of HTML into them, no number."""
    html, contents = md.reset().convert(text), repr(getattr(md, "toc_tokens", []))
    return NUMBER.sub("", html), NUMBER.sub("", contents)


def test_the_parser_is_as_the_modules_know_it() -> None:
    assert library.is_known(), "another release: compare, then put its number into library.RELEASES"
    assert type(STOCK.treeprocessors["inline"]) is InlineProcessor
    assert type(QUICK.treeprocessors["inline"]) is QuickInline
    assert type(STOCK.parser) is BlockParser
    assert type(QUICK.parser) is QuickBlocks
    assert type(QUICK.preprocessors["html_block"]) is QuickHtmlBlocks
    for steps in (QUICK.preprocessors, QUICK.treeprocessors, QUICK.postprocessors):
        slow = {type(one).__name__ for one in steps if type(one).__module__.startswith("markdown.")}
        assert slow <= {
            "AbbrTreeprocessor",
            "AndSubstitutePostprocessor",
            "FootnotePostTreeprocessor",
            "FootnotePostprocessor",
            "FootnoteTreeprocessor",
        }
    assert [name for name in NEEDED if name not in QUICK.inlinePatterns] == []


def test_another_release_goes_the_general_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(library.RELEASES, "markdown", "3.0")
    assert type(quicken(parser()).parser) is BlockParser


@given(texts)
@example("#) {#<n>_}")
def test_any_text_becomes_the_same(text: str) -> None:
    assert made(QUICK, text) == made(STOCK, text)


@given(texts)
@example("(v) |a| **b** |c|")
def test_any_text_becomes_the_same_with_strange_extensions(text: str) -> None:
    assert made(STRANGE_QUICK, text) == made(STRANGE_STOCK, text)


def test_real_pages_become_the_same() -> None:
    assert len(PAGES) > 5
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert made(QUICK, text) == made(STOCK, text), path
