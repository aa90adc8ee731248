"""A parser with every shortcut and Python-Markdown as it comes make the same of any text, and of our own pages."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
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
    "\x0e",
    "\t",
    "\xa0",
    "\r\n",
]
texts = st.text(st.sampled_from(SIGNS), max_size=60) | st.lists(
    st.sampled_from([*(piece.replace("_", " ") for piece in PIECES), *PIECES, *GAPS]), max_size=20
).map("".join)

CASES = (
    "(v) |a| **b** |c|",
    "**a**  \nb",
    "**a* b",
    "*a** b",
    "**a ** b",
    "** a** b",
    "*a* **b** ***c*** _d_ *e _f_*",
    "[**a**](b) **[c](d)** **a [b](c) `d` <i>e</i>** &amp; & &x !",
    '![a "b" <c> *d*](e) !\\[f](g) !![h](i) ![^1](j)',
    "`a` ``b`` `c `` `*d*` [`e`](f) `<g>`",
    '<a@b.c> <http://d.e> <f g=\'h\'> <i\nj="k"> <l m="[n](o)"> <p q="`r`"> <s/> <t u="  \nv">',
    "> a\n>\n> > x [^1] `b`\n>\n> z [^1] \\*\n\n[^1]: n",
    "- **a** b\n    - c",
    "- *a*\n    - b",
    "- *a* b\n{: .c}\n    - d",
    "x [a](b){.c} d {#e}\n{.f}",
    '[a](b\\*c) <b c="\\*">',
    "[TOC]\n\n# a\n\n## b",
    "#) {#<n>_}",
    '<div>\n<hr markdown class="a">\n</div>',
    "<div>a</div> x &amp; <br/> <i>y</i>\nz &lt; <b>",
    "<div>\n<p><span>a</div></span>\n\n*b*\n\n</p></div>\n\n*c*",
    "<div markdown>\n\n*a*\n<p>*b*</p> <i>*c*</i>\n\n<table>\n<tr><td markdown>*d*</td></tr></table>\n</div> *e*",
    '<div markdown class="&lt;" hidden>\n*a*\n\n<section markdown="off">*b* <i>c</i> &amp; <br/></section>',
    '<p markdown="span">*a* <b>c</b></p>\n<DIV>*d*</DIV>\n   <div>e</div>\n    <div>f</div>',
    "<div>*a*</div>\n<!-- b -->\n*c* < d <1 & e &#8617; &",
    "<script>a < b</script>\n\n*c*",
    "a\x03b",
    "a\x02c",
    "a\tb\r\n  \n   \n\tc\n    \nd",
    "<b>a</b>\n\n<i>\n\n<p>c</p>",
    "x\n```\na < b\n```\n",
    "~~~ c\nd\n~~~",
    "\n\n\n# a\n\n\n- b\n\n\n\n1. c",
    "a\n# b\n\n## c #\nd\n---\n\n***\n\na\n===",
    "a | b\n--|--\n`c|d` | **e**",
    "a\n:   b\n\n    c\n\nd\n: e",
    '!!! note "a"\n    b\n\n    - c\n\n        d\n\ne\n!!! f\n    g',
    '??? a "b"\n    c\n\n    d\n\n???+ e',
    "    a\n\n    b\n\n> c\nd\n\n   > e",
    "[a]: b\n[c][a] [a] [d][] *[e]: f\n\n*[e]: g\n\ne",
    "١. a\n\n1) b\n\n+ c\n\n   * d",
    '<b title="p" class="c">a</b> p &lt;p&gt;\n\n*[p]: q\n\n*[lt]: r',
    '# <b c="{ .d">a</b> e { <i>f</i> .g }\n\nh <i>j</i>\n{: .k }',
    "# <b>a</b>\n\n# <b>a</b>\n\n## &amp; <i>\n\n# x *y* <i>z</i>",
    "<b>a</b> \x0eb\x0f \x10amp; \x0fc",
    "<hr>\n\nx <hr> <td> <b>\n\n<b>",
    '# a {data-toc-label="<b>c</b> d"}\n\n# <b>a</b>',
    '"a" <i title="c--d">e</i> -- f...',
    "# a { <i>c</i> .d }\n\ne\n{ <b>f }",
)
"""Where shortcuts could go wrong."""

NUMBER = re.compile(r"(?:wzxhzdk|klzzwxh):?\d+")
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
SMART_STOCK, SMART_QUICK = parser("smarty"), quicken(parser("smarty"))
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


@pytest.mark.parametrize("text", CASES)
def test_text_of_each_kind_becomes_the_same(text: str) -> None:
    for quick, stock in ((QUICK, STOCK), (STRANGE_QUICK, STRANGE_STOCK), (SMART_QUICK, SMART_STOCK)):
        assert made(quick, text) == made(stock, text)


def test_without_a_processor_that_takes_blank_lines() -> None:
    stock, quick = parser(), parser()
    for md in (stock, quick):
        md.parser.blockprocessors.deregister("empty")
    for text in CASES:
        assert made(quicken(quick), text) == made(stock, text)


def test_what_is_tried_in_vain_leaves_nothing_behind() -> None:
    text = "<div>*a*</div>\n\n*b* <i>c</i> \\* <!-- d -->"
    assert made(QUICK, text) == made(STOCK, text)
    assert QUICK.htmlStash.rawHtmlBlocks == STOCK.htmlStash.rawHtmlBlocks


def test_what_is_known_of_a_page_is_not_taken_for_another_with_the_signs_of_the_disguise() -> None:
    for text in ("# <b>a</b>", "# \x0eb\x0fa\x0e/b\x0f"):
        assert made(QUICK, text) == made(STOCK, text)


@given(texts)
def test_any_text_becomes_the_same(text: str) -> None:
    assert made(QUICK, text) == made(STOCK, text)


@given(texts)
def test_any_text_becomes_the_same_with_strange_extensions(text: str) -> None:
    assert made(STRANGE_QUICK, text) == made(STRANGE_STOCK, text)


def test_real_pages_become_the_same() -> None:
    assert len(PAGES) > 5
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert made(QUICK, text) == made(STOCK, text), path
