"""Documents in, the terms each is found by out: syllables, adjacent pairs of syllables, document numbers.

A document is found by all its fields at once: the frequency of a term is the sum over the fields, each with
its weight (BM25F). Adjacent syllables are a term of their own: a Vietnamese word is several syllables.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.search.document import SearchDocument
from generator.search.vietnamese import clean, numbers, split, term

TITLE, HEADING, TEXT, EXPANSION = 10.0, 2.0, 1.0, 0.7
# So far above the number of times a text can mention a number that the document itself comes first.
OWN_NUMBER = 40.0

# Codes of the types of party documents (36-HD/VPTW of 2018, on the form of party documents).
DOCUMENT_CODES: Mapping[str, tuple[str, ...]] = {
    "NQ": ("nghị quyết",),
    "CT": ("chỉ thị",),
    "KL": ("kết luận",),
    "QĐ": ("quyết định", "quy định"),
    "QĐi": ("quy định",),
    "QC": ("quy chế",),
    "HD": ("hướng dẫn",),
    "TB": ("thông báo",),
    "BC": ("báo cáo",),
    "KH": ("kế hoạch",),
    "CTr": ("chương trình",),
    "ĐA": ("đề án",),
    "TW": ("trung ương",),
    "TƯ": ("trung ương",),
}
# What people write and type in this field; a glossary may add to them.
COMMON: Mapping[str, tuple[str, ...]] = {
    "BCV": ("báo cáo viên",),
    "CB": ("cán bộ", "chi bộ"),
    "CBĐV": ("cán bộ, đảng viên",),
    "CNTT": ("công nghệ thông tin",),
    "CNXH": ("chủ nghĩa xã hội",),
    "ĐH": ("đại hội",),
    "ĐV": ("đảng viên",),
    "HN": ("hội nghị",),
    "HNTW": ("hội nghị trung ương",),
    "đc": ("được",),
    "ko": ("không",),
    "KTGS": ("kiểm tra, giám sát",),
    "MTTQ": ("mặt trận tổ quốc",),
    "NQTW": ("nghị quyết trung ương",),
    "SHCĐ": ("sinh hoạt chuyên đề",),
    "TCCSĐ": ("tổ chức cơ sở đảng",),
    "TTCT": ("trung tâm chính trị",),
    "TTV": ("tuyên truyền viên",),
    "XHCN": ("xã hội chủ nghĩa",),
}

# The ends of a title or heading, as words of their own.
START, END = "^", "$"

Frequencies = dict[str, float]
# What is written -> the keys of each of its meanings.
Abbreviations = Mapping[str, tuple[tuple[str, ...], ...]]


def prepare(abbreviations: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The glossary's abbreviations beside the codes of document types, without repetition."""
    merged = {short: tuple(map(clean, full)) for short, full in {**DOCUMENT_CODES, **COMMON}.items()}
    for short, full in abbreviations.items():
        known = merged.get(clean(short), ())
        folded = [meaning.lower() for meaning in known]
        merged[clean(short)] = (*known, *(clean(m) for m in full if clean(m).lower() not in folded))
    return merged


def to_keys(abbreviations: Mapping[str, tuple[str, ...]]) -> Abbreviations:
    return {
        short: tuple(tuple(term(word) for word in split(meaning) if word) for meaning in full)
        for short, full in abbreviations.items()
    }


@dataclass(frozen=True)
class Counted:
    """A document as its terms: how often each occurs, weighted, and the weighted number of its words."""

    frequencies: Frequencies
    length: float


def count(document: SearchDocument, abbreviations: Abbreviations) -> Counted:
    facets = [value for _, values in document.facets for value in values]
    texts = {
        TITLE: clean(f"{document.title}\n\n{document.number}"),
        HEADING: clean("\n\n".join(document.headings)),
        TEXT: clean("\n\n".join([document.kind, *facets, document.summary, document.body])),
    }
    frequencies: Frequencies = {}
    length = 0.0
    for weight, text in texts.items():
        for one, times in count_text(text, abbreviations, has_ends=weight > TEXT).items():
            # A number in the title of another document ("Thực hiện Chỉ thị 05-CT/TW") is a mention like any other.
            part = times * (TEXT if one[0] == "#" else weight)
            frequencies[one] = frequencies.get(one, 0.0) + part
            if " " not in one:
                length += part
    for number in numbers(clean(document.number)):
        frequencies["#" + number] = OWN_NUMBER
    return Counted(frequencies, length)


def count_text(text: str, abbreviations: Abbreviations, *, has_ends: bool = False) -> Counter[str]:
    """How often each key, each pair of neighbouring keys and each document number stands in a cleaned text.

    With `has_ends` the first and the last word of a phrase make a pair with START and END, so that a title is
    found first by the whole of itself.
    """
    written = ["", *split(text), ""]
    keys = list(map(term, written))
    counted = Counter(keys)
    counted.update(map(" ".join, pairwise(keys)))
    # Where a phrase ends stands "": what is left of it is the end and the beginning of phrases.
    for one in [one for one in counted if not one or one[0] == " " or one[-1] == " "]:
        times = counted.pop(one)
        if has_ends and len(one) > 1:
            counted[f"{START}{one}" if one[0] == " " else f"{one}{END}"] = times
    if not abbreviations.keys().isdisjoint(written):
        add_meanings(counted, written, keys, abbreviations)
    counted.update("#" + number for number in numbers(text))
    return counted


def add_meanings(counted: Counter[str], written: list[str], keys: list[str], abbreviations: Abbreviations) -> None:
    """Count what the abbreviations of a text mean, and the pairs this makes with the words around them."""
    for place, word in enumerate(written):
        for meaning in abbreviations.get(word, ()):
            around = [keys[place - 1], *meaning, keys[place + 1]]
            for one in [*meaning, *(f"{a} {b}" for a, b in pairwise(around) if a and b)]:
                counted[one] += EXPANSION  # type: ignore[assignment]  # a Counter adds up fractions as well
