"""Markdown in, the same with what Vietnamese readers take as one piece never torn apart at a line's end, out."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

_TOKEN = r"(?:```[\s\S]*?```|<(?:svg\b[\s\S]*?</svg>|[^>\n]*>)|`[^`\n]*`|\]\([^)\n]*\)|\{[:#.][^}\n]*\})"
_UNTOUCHED = re.compile(rf"({_TOKEN}\s*+(?:{_TOKEN}\s*+)*+)")
"""What is no running text: code, pictures, tags, link targets, attributes, and the space between and after them.

Every pattern here begins with a letter or a space and looks behind only after it: so the engine skips to the next place
where it can begin, which makes them some ten times as fast on a page.
"""


def _any_of(words: str) -> str:
    return "(?:" + "|".join(re.split(r",\s+", words.strip())) + ")"


_TYPE = _any_of(
    """Nghị quyết, Chỉ thị, Kết luận, Quy định, Quy chế, Quyết định, Hướng dẫn, Đề án, Kế hoạch, Thông báo,
    Công văn, Nghị định"""
)
_NUMBER = re.compile(
    r"([0-9](?<![\w/.=-][0-9])[0-9]{0,4}"
    r"(?:(?:/\d{4})?-[A-ZĐ][A-Za-zĐđ]*/[A-ZĐ][A-Za-zĐđ-]*|/\d{4}/[A-ZĐ]+(?:-[A-ZĐ]+)*\d*))(?![\w/])"
)
"""A document's number: of the party `21-NQ/TW`, of the state `24/2022/NĐ-CP`, a law `12/2017/QH14`."""

_MARKED = r'<span class="so-hieu">\1</span>'
_TYPED = re.compile(rf'({_TYPE} (?:số[ \u00a0])?)<span class="so-hieu">([^<]+)</span>')
_MARKED_WITH_TYPE = r'<span class="so-hieu">\1<span>\2</span></span>'

_UNITS = _any_of(
    """phút, giờ, ngày, tháng, tuần, quý, năm(?! \\d), tiết, buổi, lớp, bài, dòng, mục, trang, câu, điều, điểm,
    khoản, lượt, lần, phần, nhóm, người, nghìn, triệu, tỷ, đồng, mm, cm, km, pt, đảng viên, đảng bộ, chi bộ,
    học viên, chuyên đề, văn bản"""
)
_UNIT = re.compile(rf" (?<=\d )(?=%|{_UNITS}(?!\w))")

_COUNTED = """[Nn]gày, [Tt]háng, [Nn]ăm, [Qq]uý, [Kk]hóa, [Đđ]iều, [Kk]hoản, [Cc]hương, [Mm]ục, [Pp]hần, [Bb]ài,
    [Cc]âu, [Bb]uổi, [Tt]rang, [Dd]òng, [Ll]ần, [Tt]hứ, [Ss]ố, [Cc]huyên đề, [Vv]ấn đề, [Tt]rung ương, [Đđ]ại hội,
    [Nn]hiệm kỳ, [Gg]iai đoạn"""


def _behind(words: str) -> str:
    """A look back at any of the words and a space: what it looks back at must be of one length."""
    by_length = groupby(sorted(re.split(r",\s+", words), key=len), key=len)
    return "(?:" + "|".join(rf"(?<=\b(?:{'|'.join(alike)}) )" for _, alike in by_length) + ")"


_BEFORE_COUNT = re.compile(rf" (?=[\[\dIVX])(?=\[?(?:\d|[IVX]+\b)){_behind(_COUNTED)}")
_RANGE = re.compile(r"(\d[\d:/.]* - \d[\d:/.]*|[IVX]+ - [IVX]+\b)")
_RANGE_DASH = re.compile(r" - (?<=[\d:/.IVX] - )[\dIVX]")
"""What every range has."""
_DASH = re.compile(r" (?<=[^\s|\\-] )([·-])(?= \S)")

_NAME = r"[A-ZĐÀ-Ỹ][a-zà-ỹ]+"
_SURNAMES = _any_of(
    """Nguyễn, Trần, Lê, Phạm, Hoàng, Huỳnh, Hồ, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Ngô, Dương, Lý, Đinh, Trương, Lương,
    Mai, Tô, Đoàn, Trịnh"""
)
_PERSON = re.compile(rf"{_SURNAMES}(?: {_NAME}){{1,3}}(?!\w)")
_COMRADE = re.compile(rf"ồng chí (?={_NAME})")
_PLACES = _any_of(
    """Việt Nam, Hà Nội, Hải Phòng, Đà Nẵng, Cần Thơ, An Giang, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre,
    Bình Dương, Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai,
    Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Tĩnh, Hải Dương, Hậu Giang, Hòa Bình, Hưng Yên, Khánh Hòa,
    Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình,
    Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La,
    Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long,
    Vĩnh Phúc, Yên Bái"""
)
"""Provinces and cities, with those merged in 2025: older documents name them."""

_PLACE = re.compile(rf"{_PLACES}(?!\w)")

_KEPT = "\u00a0"


def bind(markdown: str) -> str:
    """The same Markdown with what must not be torn apart at a line's end kept together.

    A document's number stays in one piece, with its type where there is room (`Kết luận 21-KL/TW`: two nested elements,
    since the style sheet lets go of the type in narrow places); a quantity stays with its unit (`90 phút`), a name with
    its number (`dòng 11`, `khóa XIII`), a person's and a place's name in one piece, a dash at the end of its line.
    Tags, code, link targets and attributes are left alone.
    """
    parts = _UNTOUCHED.split(markdown)
    parts[::2] = map(_bind, parts[::2])
    return "".join(parts)


@lru_cache(maxsize=8192)  # between tags stand mostly the same few labels
def _bind(text: str) -> str:
    """A pattern is tried only where the sign stands that each of its matches has."""
    if (" " not in text and "/" not in text) or text.isspace():
        return text  # nothing here could be torn apart, and no number of a document
    has_dash = " - " in text
    text = _UNIT.sub(_KEPT, text)
    text = _BEFORE_COUNT.sub(_KEPT, text)
    # A line may end between a hyphen and any space (unicode.org/reports/tr14, LB12a).
    if has_dash and _RANGE_DASH.search(text):
        text = _RANGE.sub(_MARKED, text)
    if has_dash or " · " in text:
        text = _DASH.sub(rf"{_KEPT}\1", text)
    text = _PERSON.sub(_in_one_piece, text)
    text = _COMRADE.sub(f"ồng{_KEPT}chí{_KEPT}", text)
    text = _PLACE.sub(_in_one_piece, text)
    if "/" in text:
        text = _NUMBER.sub(_MARKED, text)
    return _TYPED.sub(_MARKED_WITH_TYPE, text) if "<span" in text else text


def _in_one_piece(found: re.Match[str]) -> str:
    return found.group().replace(" ", _KEPT)
