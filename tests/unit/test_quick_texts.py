"""What is done faster than the plain way gives the same as the plain way, for any text and path."""

import posixpath
import re

from hypothesis import assume, given
from hypothesis import strategies as st

from generator import line_breaks, markdown, views

MARKS = """- 1. ## > * _ ` { {#a} {:.b} } [ ] [x](y) ](z) ![u](v) < <b> </b> <!-- --> \\ chữ""".split()
BOUND = """- · / 90 phút ngày khóa XIII 21-NQ/TW 12/2017/QH14 số đồng chí Trần Văn Bình Dương Việt Nam [10] 20:16 % IV
    chuyên đề <span <b> </b> <svg> </svg> {#a} ](b) ` ```""".split()
TYPES = ("Kết luận", "Nghị quyết số")
TOKEN = re.compile(r"((?s:```.*?```)|(?s:<svg\b.*?</svg>)|<[^>\n]*>|`[^`\n]*`|\]\([^)\n]*\)|\{[:#.][^}\n]*\})")
COUNTED = re.compile(r"(?<!\w)" + line_breaks._any_of(line_breaks._COUNTED) + r"\Z")


def texts_of(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=30).map("".join) | st.text(max_size=20)


names = st.sampled_from(["a", "b", "a.md", "..", ".", "", "c d"])
pages = st.lists(names, min_size=1, max_size=5).map("/".join)
folders = st.lists(st.sampled_from(["a", "b", "c d"]), max_size=4).map("/".join)


def plain(text: str) -> str:
    text = re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL)
    text = re.sub(r"!?\[((?:[^\[\]]|\[[^\]]{0,999}\]){0,999})\]\([^)]{0,3000}\)", r"\1", text)
    text = re.sub(r"\{[:#.][^}\n]{0,999}\}", "", text)
    text = re.sub(r"</?[a-zA-Z][^>\n]{0,3000}>", "", text)
    text = re.sub(r"^[ \t]*(?:#{1,6}|[-*+]|\d+\.|>)[ \t]+", "", text, flags=re.MULTILINE)
    text = re.sub(r"(\*\*|__|\*|`)", "", text)
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def bind(text: str) -> str:
    """Every pattern, one after the other, in all that stands between two tokens."""
    return "".join([piece if place % 2 else bind_piece(piece) for place, piece in enumerate(TOKEN.split(text))])


def bind_piece(text: str) -> str:
    own = line_breaks
    text = re.sub(r" (?=\[?(?:\d|[IVX]+\b))", counted, own._UNIT.sub(own._KEPT, text))
    text = own._DASH.sub(rf"{own._KEPT}\1", own._RANGE.sub(own._MARKED, text))
    text = own._COMRADE.sub(f"ồng{own._KEPT}chí{own._KEPT}", own._PERSON.sub(own._in_one_piece, text))
    text = own._NUMBER.sub(own._MARKED, own._PLACE.sub(own._in_one_piece, text))
    return own._TYPED.sub(own._MARKED_WITH_TYPE, text)


def counted(space: re.Match[str]) -> str:
    return line_breaks._KEPT if COUNTED.search(space.string[: space.start()]) else " "


@given(
    texts_of(*MARKS, " ", "\n", "\t", "\u2028") | texts_of("_", "*", "`") | texts_of("- ", "#", "1.", " ", "a", "\n")
)
def test_plain_text(text: str) -> None:
    assert markdown.plain(text) == plain(text)
    assert markdown.count_syllables(text) == len(re.findall(r"\w+", plain(text)))


@given(texts_of(*BOUND, " ", " ", " - ", " · ", "\n") | st.lists(st.sampled_from([*BOUND, *TYPES])).map(" ".join))
def test_what_no_line_may_tear_apart(text: str) -> None:
    assert line_breaks.bind(text) == bind(text)


@given(texts_of("a", " ", "\t", "\n", "\n\n", "\r"))
def test_empty_lines(text: str) -> None:
    trimmed = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    assert views.tidy(text) == re.sub(r"\n{3,}", "\n\n", trimmed).strip() + "\n"


@given(pages, folders)
def test_ways_from_page_to_page(page: str, folder: str) -> None:
    assume(page)
    assert views.relative(page, folder) == posixpath.relpath(page, folder or ".")
