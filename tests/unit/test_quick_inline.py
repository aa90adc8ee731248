from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from generator import shell
from generator.quick_inline import NEEDED, QuickInline, quicken

SIGNS = "`\\[]()!<>&*_\n^:/ \"'{#}.|-a1ế@;"

PIECES = """*a* _b_ **c** `d` [e](f) [g][h] ![j](k) <l@m.n> <b>o</b> &amp; \\* [^1] p * # - {:.c} <https://a.b> ![g][h]
***q* __r__ &lt &# <!-- s --> [t] ![u] (v) \\` `` ]( http://w.x _""".split()
texts = st.text(st.sampled_from(SIGNS), max_size=60) | st.lists(
    st.sampled_from([*PIECES, " ", "  \n", "\n\n", "\n", "\n\n[^1]: chú\n\n", "\n\n[h]: i\n\n"]), max_size=14
).map("".join)


def parser() -> Markdown:
    return Markdown(extensions=[*shell.EXTENSIONS], extension_configs=shell.EXTENSION_OPTIONS)


STOCK, QUICK = parser(), quicken(parser())


def test_the_parser_is_as_the_module_knows_it() -> None:
    assert type(STOCK.treeprocessors["inline"]) is InlineProcessor
    assert type(QUICK.treeprocessors["inline"]) is QuickInline
    assert [name for name in NEEDED if name not in QUICK.inlinePatterns] == []


@given(texts)
def test_any_text_becomes_the_same(text: str) -> None:
    assert QUICK.reset().convert(text) == STOCK.reset().convert(text)
