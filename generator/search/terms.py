"""Documents in, the terms each is found by out: syllables, adjacent pairs of syllables, document numbers.

A document is found by all its fields at once: the frequency of a term is the sum over the fields, each with
its weight (BM25F). Adjacent syllables are a term of their own: a Vietnamese word is several syllables.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, pairwise

from generator.search.document import SearchDocument
from generator.search.vietnamese import clean, numbers, term
from generator.search.words import split

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


def prepare(abbreviations: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The glossary's abbreviations beside the codes of document types, without repetition."""
    merged = {short: tuple(map(clean, full)) for short, full in {**DOCUMENT_CODES, **COMMON}.items()}
    for short, full in abbreviations.items():
        known = merged.get(clean(short), ())
        folded = [meaning.lower() for meaning in known]
        merged[clean(short)] = (*known, *(clean(m) for m in full if clean(m).lower() not in folded))
    return merged


class Numbers(dict[str, int]):
    """A term -> its number; 0 is no term, it stands where a phrase ends."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self.names = [""]

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self.names)
        self.names.append(name)
        return number


class Words(dict[str, int]):
    """A word as it is written -> the number of what it is looked up by."""

    def __init__(self, numbers: Numbers) -> None:
        super().__init__({"": 0})
        self.numbers = numbers

    def __missing__(self, word: str) -> int:
        self[word] = number = self.numbers[term(word)]
        return number


class Pairs(dict[tuple[int, int], int]):
    """The numbers of two words -> the number of the pair; `ends` are the pairs of a word and the end of a phrase."""

    def __init__(self, numbers: Numbers) -> None:
        super().__init__()
        self.numbers = numbers
        self.ends: set[int] = set()

    def __missing__(self, pair: tuple[int, int]) -> int:
        first, second = (self.numbers.names[one] for one in pair)
        self[pair] = number = self.numbers[f"{first or START} {second or END}"]
        if not (first and second):
            self.ends.add(number)
        return number


@dataclass(frozen=True)
class Counted:
    """A document as its terms by how often they occur (weighted), and the weighted number of its words."""

    terms: Mapping[float, Sequence[int]]
    length: float


class TermCounter:
    """Counts the terms of documents. Terms are numbers here: to make and compare a string at each place takes longer.

    `abbreviations` maps what is written to each of its meanings.
    """

    def __init__(self, abbreviations: Mapping[str, tuple[str, ...]]) -> None:
        self.numbers = Numbers()
        self.words, self.pairs = Words(self.numbers), Pairs(self.numbers)
        self.nothing = self.pairs[0, 0]
        self.abbreviations = {
            short: [[self.words[word] for word in split(meaning) if word] for meaning in full]
            for short, full in abbreviations.items()
        }

    def count(self, document: SearchDocument) -> Counted:
        facets = [value for _, values in document.facets for value in values]
        text = clean("\n\n".join([document.kind, *facets, document.summary, document.body]))
        singles, pairs = self.count_text(text)
        frequencies: dict[int, float] = {**singles, **pairs}
        length = float(sum(singles.values()))
        headings = clean("\n\n".join(document.headings))
        for weight, text in ((TITLE, clean(f"{document.title}\n\n{document.number}")), (HEADING, headings)):
            singles, pairs = self.count_text(text, has_ends=True)
            for one, times in (*singles.items(), *pairs.items()):
                # A number in the title of another document ("Thực hiện Chỉ thị 05-CT/TW") is a mention like any other.
                part = times * (TEXT if self.numbers.names[one][0] == "#" else weight)
                frequencies[one] = frequencies.get(one, 0.0) + part
                length += part if one in singles else 0.0
        for number in numbers(clean(document.number)):
            frequencies[self.numbers["#" + number]] = OWN_NUMBER
        terms = defaultdict(list, {TEXT: [one for one, frequency in frequencies.items() if frequency == TEXT]})
        for one, frequency in frequencies.items():
            if frequency != TEXT:
                terms[frequency].append(one)
        return Counted(terms, length)

    def count_text(self, text: str, *, has_ends: bool = False) -> tuple[Counter[int], Counter[int]]:
        """How often each key and document number, and each pair of neighbouring keys stands in a cleaned text.

        With `has_ends` the first and the last word of a phrase make a pair with START and END, so that a title is
        found first by the whole of itself.
        """
        written = ["", *split(text), ""]
        keys = list(map(self.words.__getitem__, written))
        neighbours = zip(keys, keys[1:], strict=False)  # noqa: RUF007 - one tuple, where pairwise makes one for each
        singles, pairs = Counter(keys), Counter(map(self.pairs.__getitem__, neighbours))
        del singles[0]
        for one in self.pairs.ends.intersection(pairs):
            if not has_ends or one == self.nothing:
                pairs.pop(one)
        for place in compress(count(), map(self.abbreviations.__contains__, written)):
            for meaning in self.abbreviations[written[place]]:
                self.add_meaning(singles, pairs, [keys[place - 1], *meaning, keys[place + 1]])
        for number in numbers(text):
            singles[self.numbers["#" + number]] += 1
        return singles, pairs

    def add_meaning(self, singles: Counter[int], pairs: Counter[int], around: Sequence[int]) -> None:
        """Count what an abbreviation means, given between the words around it, and the pairs this makes with those."""
        for one in around[1:-1]:
            singles[one] += EXPANSION  # type: ignore[assignment]  # a Counter adds up fractions as well
        for pair in pairwise(around):
            if all(pair):
                pairs[self.pairs[pair]] += EXPANSION  # type: ignore[assignment]
