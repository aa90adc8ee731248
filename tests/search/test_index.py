"""The index: what is written, and that its weights are lunr's."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.field_ref import FieldRef
from lunr.idf import idf

from generator.cache import Cache
from generator.search import SearchDocument, Section, build_search
from generator.search.index import K1, B, weigh
from generator.search.pieces import cut, fold_term
from generator.search.postings import CONTINUE, LAST, LEVELS, SYMBOLS, Steps, write_documents
from generator.search.terms import Counted, TermCounter, prepare
from tests.search.sample import ABBREVIATIONS, DOCUMENTS, make


def read(text: str, *, has_levels: bool) -> list[tuple[int, int]]:
    """Postings read back, as data.js does it."""
    symbols = iter([SYMBOLS.index(character) for character in text])
    found = []
    document = 0
    for symbol in symbols:
        factor = 1
        while symbol >= LAST:
            document += (symbol - LAST) * factor
            factor *= CONTINUE
            symbol = next(symbols)
        document += symbol * factor
        found.append((document, next(symbols) if has_levels else 0))
    return found


def values_of(files: Mapping[str, bytes], name: str) -> list[object]:
    """What the scripts called `name` hand over, in order."""
    texts = [content.decode() for path, content in files.items() if re.search(rf"/{name}\d*\.js$", path)]
    return [json.loads(text.partition(",")[2].partition(",")[2].strip()[:-1]) for text in texts]


@given(st.dictionaries(st.integers(0, 200_000), st.integers(1, LEVELS), max_size=40))
def test_postings_can_be_read_back(postings: dict[int, int]) -> None:
    steps = Steps()
    documents = sorted(postings)
    distances = [after - before for before, after in pairwise([0, *documents])]
    text = b"".join(
        steps[distance * (LEVELS + 1) + postings[document]]
        for distance, document in zip(distances, documents, strict=True)
    ).decode()
    assert read(text, has_levels=True) == sorted(postings.items())
    assert read(write_documents(postings), has_levels=False) == [(one, 0) for one in sorted(postings)]


@given(st.lists(st.integers(1, 100), max_size=30))
def test_pieces_hold_everything_once_and_stay_small(sizes: list[int]) -> None:
    ranges = list(cut(sizes, 100))
    assert [place for start, end in ranges for place in range(start, end)] == list(range(len(sizes)))
    assert all(sum(sizes[start:end]) <= 100 for start, end in ranges)


def test_weights_are_those_of_lunr() -> None:
    texts = ["hoc tap nghi quyet", "hoc hoc tap", "nghi quyet cua dang bo va chi bo", "chi bo"]
    builder = Builder()
    builder.ref("id")
    builder.field("text")
    builder.k1(K1)
    builder.b(B)
    for number, text in enumerate(texts):
        builder.add({"id": str(number), "text": text})
    builder.build()
    average = sum(len(text.split()) for text in texts) / len(texts)
    for number, text in enumerate(texts):
        vector = builder.field_vectors[str(FieldRef(str(number), "text"))].elements
        by_index = dict(zip(vector[::2], vector[1::2], strict=True))
        for term in set(text.split()):
            posting = builder.inverted_index[term]
            weight = weigh(text.split().count(term), len(text.split()), average)
            assert by_index[posting["_index"]] == pytest.approx(idf(posting, len(texts)) * weight, abs=0.001)


def test_terms_of_a_document() -> None:
    document = make("x/", "Kết luận khóa XIII", "Học tập, NQ của TU. Xem 21-KL/TW.", number="")
    counter = TermCounter(prepare(ABBREVIATIONS))
    found = {
        counter.numbers.names[term]: times for times, terms in counter.count(document).terms.items() for term in terms
    }
    assert {"kêt1 luân5", "khoa1 13", "^ kêt1", "13 $", "hoc5 tâp5", "#21kltw", "#21kl"} <= set(found)
    assert {"nghi5 quiêt1", "tinh3 uy3", "quiêt1 cua3"} <= set(found), "abbreviations stand for what they mean"
    assert "tâp5 nq" not in found, "a comma parts two words"
    assert found["khoa1"] > found["hoc5"], "a title weighs more than a text"


SHOWN: tuple[dict[str, Any], ...] = (
    {"rank": 0.1},
    {"date": "1999"},
    {"mark": "cần kiểm tra"},
    {"sections": (Section("a", "Mục", "Lời của mục"),)},
)
"""What changes how a document is found and shown, and not how its terms are counted."""


def test_what_documents_give_is_kept_until_they_or_the_abbreviations_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    count = TermCounter.count

    def look(counter: TermCounter, document: SearchDocument) -> Counted:
        counted.append(document.url)
        return count(counter, document)

    monkeypatch.setattr(TermCounter, "count", look)
    longer = replace(DOCUMENTS[0], body="Học tập nghị quyết của TW")
    rows = [
        (DOCUMENTS, ABBREVIATIONS, len(DOCUMENTS)),
        (DOCUMENTS, ABBREVIATIONS, 0),
        *(((replace(DOCUMENTS[0], **changed), *DOCUMENTS[1:]), ABBREVIATIONS, 0) for changed in SHOWN),
        (DOCUMENTS[2:], ABBREVIATIONS, 0),
        ((longer, *DOCUMENTS[1:]), ABBREVIATIONS, 2),
        (DOCUMENTS, {**ABBREVIATIONS, "BTC": ("Ban Tổ chức",)}, len(DOCUMENTS)),
    ]
    for documents, abbreviations, new in rows:
        clean = build_search(documents, abbreviations)
        counted.clear()
        with Cache(tmp_path, b"") as kept:
            assert build_search(documents, abbreviations, kept) == clean
        assert len(counted) == new


def test_the_output_depends_on_the_content_alone() -> None:
    files = build_search(DOCUMENTS, ABBREVIATIONS)
    assert files == build_search(tuple(reversed(DOCUMENTS)), ABBREVIATIONS)
    other = build_search(DOCUMENTS[1:], ABBREVIATIONS)
    assert not {path for path in files if re.search(r"/w\d+\.js", path)} & set(other), "pieces never mix versions"


def test_files_and_their_places() -> None:
    files = build_search(DOCUMENTS, ABBREVIATIONS)
    assert all(path.startswith("assets/search/") and path.endswith(".js") for path in files)
    assert b"lunr.version" in files["assets/search/lunr.js"]
    (core,) = values_of(files, "core")
    assert isinstance(core, dict)
    assert core["count"] == len(DOCUMENTS)
    assert core["abbreviations"]["QĐ"] == ["quyết định", "quy định"]
    rows = [row for piece in values_of(files, "d") if isinstance(piece, list) for row in piece]
    assert {row[0] for row in rows} == {document.url for document in DOCUMENTS}


def test_terms_with_one_fold_lie_in_one_piece() -> None:
    many = [make(f"b/{i}/", f"Nghị nghĩ nghỉ nghi {i}", " ".join(f"từ{i}x{j}" for j in range(400))) for i in range(30)]
    files = build_search(many, {})
    pieces = [piece for piece in values_of(files, "w") if isinstance(piece, dict)]
    assert len(pieces) > 1
    folds = [{fold_term(form) for form, (own, _) in piece.items() if own} for piece in pieces]
    assert sum("nghi" in one for one in folds) == 1


def test_an_empty_site_has_a_search() -> None:
    (core,) = values_of(build_search((), {}), "core")
    assert isinstance(core, dict)
    assert core["count"] == 0


def test_no_mkdocs_is_imported() -> None:
    code = "import sys; from generator.search import build_search; build_search((), {}); print('mkdocs' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], encoding="utf-8").strip() == "False"
