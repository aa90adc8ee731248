"""A query as it should be typed in, the ways in which people type it out.

The keystrokes and spellings are written down here a second time, apart from the product's own code, so that an
error there does not hide itself.
"""

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from bench.search.queries import Query

TONE_MARKS = "\u0301\u0300\u0309\u0303\u0323"
TELEX = dict(zip(TONE_MARKS, "sfrxj", strict=True)) | {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo"}
TELEX |= {"ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = dict(zip(TONE_MARKS, "12345", strict=True)) | {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6"}
VNI |= {"ơ": "o7", "ư": "u7", "đ": "d9"}
# Where the two ways of placing the tone differ: on the first vowel (older), on the second (newer).
OPEN_RIMES = ("oa", "oe", "uy")
NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl", "l": "k",
    "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "x": "zc", "y": "tu",
}  # fmt: skip
ABBREVIATIONS = {
    "nghị quyết": "NQ", "chỉ thị": "CT", "kết luận": "KL", "hướng dẫn": "HD", "quyết định": "QĐ", "kế hoạch": "KH",
    "trung ương": "TW", "lý luận chính trị": "LLCT", "xây dựng Đảng": "XDĐ", "xây dựng đảng": "XDĐ",
    "Ban Chấp hành": "BCH", "Ban Tuyên giáo Trung ương": "BTGTW", "Ban Tổ chức Trung ương": "BTCTW",
    "Bộ Chính trị": "BCT", "Ban Bí thư": "BBT",
}  # fmt: skip
TYPES = {"NQ": "nghị quyết", "CT": "chỉ thị", "KL": "kết luận", "HD": "hướng dẫn", "QĐ": "quy định"}
NUMBER = re.compile(r"(\d+)-(QĐi?|[A-Z]+)/([A-Z]+)")


def fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def type_word(word: str, keys: dict[str, str]) -> str:
    """The keystrokes of one word, the tone last."""
    lower = unicodedata.normalize("NFD", word.lower())
    tone = "".join(keys[c] for c in lower if c in TONE_MARKS)
    letters = unicodedata.normalize("NFC", "".join(c for c in lower if c not in TONE_MARKS))
    return "".join(keys.get(c, c) for c in letters) + tone


def type_text(text: str, keys: dict[str, str]) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: type_word(word.group(), keys), unicodedata.normalize("NFC", text))


def swap_tone(text: str) -> str:
    """hòa as hoà, ủy as uỷ, and the other way round."""
    found = unicodedata.normalize("NFD", text)
    for rime in OPEN_RIMES:
        first, second = rime[0], rime[1]
        pattern = rf"(?<![qQ])({first})([{TONE_MARKS}])({second})(?!\w)|({first})({second})([{TONE_MARKS}])(?!\w)"
        found = re.sub(pattern, move_tone, found, flags=re.IGNORECASE)
    return unicodedata.normalize("NFC", found)


def move_tone(found: re.Match[str]) -> str:
    first, tone, second, first_new, second_new, tone_new = found.groups()
    return first + second + tone if first else first_new + tone_new + second_new


def is_word(text: str) -> bool:
    """Long enough to be recognised with a letter less; a Roman numeral would be another number."""
    return text.isalpha() and len(text) >= 3 and not set(text.upper()) <= set("IVX")


def mistype(text: str) -> str:
    """One slip in one word: two letters swapped, one left out, doubled, or its neighbour hit."""
    chance = random.Random(text)  # the same slip in every run
    words = text.split(" ")
    places = [i for i, word in enumerate(words) if is_word(word)]
    if not places:
        return text
    place = chance.choice(places)
    word = words[place]
    at = chance.randrange(1, len(word) - 1)
    near = NEIGHBOURS.get(fold(word[at]).lower(), "")
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    slips = [swapped, word[:at] + word[at + 1 :], word[: at + 1] + word[at:]]
    slips += [word[:at] + chance.choice(near) + word[at + 1 :]] if near else []
    words[place] = chance.choice(slips)
    return " ".join(words)


def cut_last_word(text: str) -> str:
    head, space, last = text.rpartition(" ")
    return head + space + last[:-1] if is_word(last) and head else text


def spell_number(text: str) -> Iterator[str]:
    """Other spellings of a document number in the query."""
    found = NUMBER.search(text)
    if found is None:
        return
    number, kind, issuer = found.groups()
    before, after = text[: found.start()], text[found.end() :]
    short = number.lstrip("0")
    spellings = [f"{number}/{kind}-{issuer}", f"{kind} {number}".lower(), f"{kind}{short}"]
    spellings += [f"{short} {kind} {issuer}".lower()]
    spellings += [f"{number}-{kind}/TƯ"] if issuer == "TW" else []
    spellings += [f"{TYPES[kind]} số {number}", fold(f"{TYPES[kind]} {short}")] if kind in TYPES else []
    for spelling in spellings:
        yield before + spelling + after


def abbreviate(text: str) -> str:
    for phrase, short in ABBREVIATIONS.items():
        text = re.sub(rf"(?<!\w){phrase}(?!\w)", short, text, flags=re.IGNORECASE)
    return text


def make_variants(query: Query) -> Iterator[tuple[str, Query]]:
    """The query itself and its variants, each with the name of its class; what changes nothing is left out."""
    text = unicodedata.normalize("NFC", query.text)
    yield "exact", query
    made = [
        ("no diacritics", fold(text).lower()),
        ("đ as d", text.replace("đ", "d").replace("Đ", "D")),
        ("tone placement", swap_tone(text)),
        ("NFD", unicodedata.normalize("NFD", text)),
        ("upper case", text.upper()),
        ("Telex", type_text(text, TELEX)),
        ("VNI", type_text(text, VNI)),
        ("typo", mistype(text)),
        ("typo, no diacritics", mistype(fold(text).lower())),
        ("unfinished last word", cut_last_word(text)),
        ("unfinished, no diacritics", cut_last_word(fold(text).lower())),
        ("abbreviation", abbreviate(text)),
        ("abbreviation, lower case", fold(abbreviate(text)).lower() if abbreviate(text) != text else text),
        *(("number spelling", spelling) for spelling in spell_number(text)),
    ]
    for name, variant in made:
        if variant != text:
            yield name, replace(query, text=variant)
