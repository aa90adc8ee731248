"""Documents in, the terms each is found by out: syllables, adjacent pairs of syllables, document numbers.

A document is found by all its fields at once: the frequency of a term is the sum over the fields, each with
its weight (BM25F). Adjacent syllables are a term of their own: a Vietnamese word is several syllables.
"""

from collections.abc import Iterable, Mapping

from generator.search.document import SearchDocument
from generator.search.vietnamese import clean, numbers, words

TITLE, NUMBER, HEADING, TEXT, EXPANSION = 6.0, 6.0, 2.0, 1.0, 0.7
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

Frequencies = dict[str, float]
Abbreviations = Mapping[str, tuple[tuple[str, ...], ...]]


def prepare(abbreviations: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The glossary's abbreviations beside the codes of document types, without repetition."""
    merged = {short: tuple(map(clean, full)) for short, full in DOCUMENT_CODES.items()}
    for short, full in abbreviations.items():
        known = merged.get(clean(short), ())
        folded = [meaning.lower() for meaning in known]
        merged[clean(short)] = (*known, *(clean(m) for m in full if clean(m).lower() not in folded))
    return merged


def to_keys(abbreviations: Mapping[str, tuple[str, ...]]) -> Abbreviations:
    return {
        short: tuple(tuple(word.key for word in words(meaning)) for meaning in full)
        for short, full in abbreviations.items()
    }


def count(document: SearchDocument, abbreviations: Abbreviations) -> Frequencies:
    """Weighted frequency of every term of the document."""
    frequencies: Frequencies = {}
    facets = [value for _, values in document.facets for value in values]
    fields: list[tuple[float, Iterable[str]]] = [
        (TITLE, [document.title]),
        (NUMBER, [document.number]),
        (HEADING, document.headings),
        (TEXT, [document.kind, *facets, document.summary, *document.body.split("\n")]),
    ]
    for weight, texts in fields:
        for text in texts:
            add_text(frequencies, clean(text), weight, abbreviations)
    for number in numbers(clean(document.number)):
        frequencies["#" + number] = OWN_NUMBER
    return frequencies


def add_text(frequencies: Frequencies, text: str, weight: float, abbreviations: Abbreviations) -> None:
    before: list[tuple[str, float]] = []
    for word in words(text):
        if not word.linked:
            before = []
        readings: list[tuple[tuple[str, ...], float]] = [((word.key,), weight)]
        readings += [(m, weight * EXPANSION) for m in abbreviations.get(text[word.start : word.end], ())]
        last = []
        for keys, part in readings:
            add_phrase(frequencies, keys, part, before)
            last.append((keys[-1], part))
        before = last
    if "-" in text or "/" in text:
        for number in numbers(text):
            frequencies["#" + number] = frequencies.get("#" + number, 0.0) + weight


def add_phrase(frequencies: Frequencies, keys: tuple[str, ...], weight: float, before: list[tuple[str, float]]) -> None:
    for place, one in enumerate(keys):
        frequencies[one] = frequencies.get(one, 0.0) + weight
        preceding = [(keys[place - 1], weight)] if place else before
        for previous, part in preceding:
            pair = f"{previous} {one}"
            frequencies[pair] = frequencies.get(pair, 0.0) + min(weight, part)
