"""A number in, that many made-up documents out, with queries that each seek one of them.

Three in ten sentences are real ones from the built site, the rest is invented: syllables that Vietnamese allows,
joined to words of two, used as unevenly as words are. So no real document is imitated, and common pairs are common.
"""

import json
import random
import re
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from bench.search.queries import Query
from generator.search import SearchDocument, Section, vietnamese

SYLLABLES, WORDS, REAL = 3_500, 20_000, 0.3
KINDS = ("Kế hoạch", "Hướng dẫn", "Báo cáo", "Chương trình", "Bài học")
CODES, ISSUERS = ("KH", "HD", "BC", "CT"), ("ĐU", "HU", "TW", "BTGTW")


class Writer:
    """Writes text of the same vocabulary from one seed."""

    def __init__(self, sentences: Sequence[str], seed: int) -> None:
        self.random = random.Random(seed)
        self.sentences = sentences
        letters = [
            onset + rime
            for onset in sorted(vietnamese.ONSETS)
            for rime in sorted(vietnamese.RIMES)
            if vietnamese.onset_and_rime(onset + rime, vietnamese.RIMES) == (onset, rime)
        ]
        syllables = [self.tone(self.random.choice(letters)) for _ in range(SYLLABLES)]
        uneven = list(accumulate(1 / (place + 5) for place in range(SYLLABLES)))
        self.words = [f"{self.pick(syllables, uneven)} {self.pick(syllables, uneven)}" for _ in range(WORDS)]
        self.uneven = list(accumulate((place + 20) ** -0.9 for place in range(WORDS)))

    def tone(self, letters: str) -> str:
        closed = letters.endswith(("c", "ch", "p", "t"))
        return vietnamese.spell(letters + self.random.choice("15" if closed else ["", *"12345"]))

    def pick(self, things: Sequence[str], uneven: Sequence[float]) -> str:
        return things[bisect(uneven, self.random.random() * uneven[-1])]

    def phrase(self, length: int) -> str:
        return " ".join(self.pick(self.words, self.uneven) for _ in range(length))

    def sentence(self) -> str:
        if self.sentences and self.random.random() < REAL:
            return self.random.choice(self.sentences)
        return self.phrase(self.random.randint(6, 14)).capitalize() + "."

    def document(self, number: int) -> SearchDocument:
        code = f"{number % 997 + 1:02d}-{self.random.choice(CODES)}/{self.random.choice(ISSUERS)}"
        body = "\n".join(" ".join(self.sentence() for _ in range(5)) for _ in range(6))
        return SearchDocument(
            url=f"van-ban/{number}/",
            title=f"{self.random.choice(KINDS)} {self.phrase(4)}",
            kind="Văn bản",
            number=code if number % 3 == 0 else "",
            headings=tuple(self.phrase(3) for _ in range(4)),
            summary=self.sentence(),
            body=body,
            sections=(Section("", "", body),),
            mark="",
            facets=(("nam", (str(2000 + number % 26),)), ("chu-de", (f"Chủ đề {number % 20}",))),
        )


def read_sentences(site: Path) -> list[str]:
    """Sentences of the built site, from the rows of documents of its own search."""
    sentences = []
    for path in sorted(site.glob("assets/search/*/d*.js")):
        rows = json.loads(path.read_text("utf-8").partition(",")[2].partition(",")[2].strip()[:-1])
        for row in rows:
            sentences += re.findall(r"[^.!?\n]{40,300}[.!?]", "\n".join(text for _, _, text in row[-1]))
    return sentences


def write_corpus(site: Path, size: int, queries: int, seed: int = 7) -> tuple[list[SearchDocument], list[Query]]:
    writer = Writer(read_sentences(site), seed)
    documents = [writer.document(number) for number in range(size)]
    sought = writer.random.sample(documents, queries)
    return documents, [Query(" ".join(one.title.split()[2:7]), "known", {one.url: 3}) for one in sought]
