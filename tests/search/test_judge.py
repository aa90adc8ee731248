"""The judge: the variants of a query, the figures, and that the judged queries name pages of this knowledge base."""

import unicodedata
from pathlib import Path

import pytest

from bench.search.__main__ import QUERIES
from bench.search.metrics import ndcg, reciprocal_rank, success_at_1
from bench.search.queries import Query, read_queries
from bench.search.variants import make_variants


def variants_of(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, query in make_variants(Query(text, "known", {"a/": 3})):
        found.setdefault(name, []).append(query.text)
    return found


def test_variants_of_a_query() -> None:
    found = variants_of("Nghị quyết về ủy ban, hòa giải")
    assert found["exact"] == ["Nghị quyết về ủy ban, hòa giải"]
    assert found["no diacritics"] == ["nghi quyet ve uy ban, hoa giai"]
    assert found["tone placement"] == ["Nghị quyết về uỷ ban, hoà giải"]
    assert found["NFD"] == [unicodedata.normalize("NFD", "Nghị quyết về ủy ban, hòa giải")]
    assert found["Telex"] == ["nghij quyeets veef uyr ban, hoaf giair"]
    assert found["VNI"] == ["nghi5 quye6t1 ve62 uy3 ban, hoa2 giai3"]
    assert found["abbreviation"] == ["NQ về ủy ban, hòa giải"]
    assert found["unfinished last word"] == ["Nghị quyết về ủy ban, hòa giả"]
    assert found["typo"] == variants_of("Nghị quyết về ủy ban, hòa giải")["typo"], "the same slip in every run"
    assert "đ as d" not in found


def test_spellings_of_a_number() -> None:
    found = variants_of("21-KL/TW")["number spelling"]
    assert {"21/KL-TW", "kl 21", "KL21", "21 kl tw", "21-KL/TƯ", "kết luận số 21", "ket luan 21"} == set(found)


def test_a_roman_numeral_is_not_shortened_to_another() -> None:
    assert "unfinished last word" not in variants_of("Đại hội XIII")


@pytest.mark.parametrize(
    ("found", "success", "rank"),
    [(["a/", "b/"], 1.0, 1.0), (["c/", "b/"], 0.0, 0.5), (["x/"] * 10 + ["a/"], 0.0, 0.0), ([], 0.0, 0.0)],
)
def test_figures(found: list[str], success: float, rank: float) -> None:
    grades = {"a/": 3, "b/": 2, "c/": 1}
    assert success_at_1(found, grades) == success
    assert reciprocal_rank(found, grades) == rank


def test_ndcg_is_one_for_the_best_order_only() -> None:
    grades = {"a/": 3, "b/": 2, "c/": 1}
    assert ndcg(["a/", "b/", "c/"], grades) == pytest.approx(1.0)
    assert 0.5 < ndcg(["c/", "b/", "a/"], grades) < 1.0
    assert ndcg([], grades) == 0.0


def test_judged_queries_seek_content_that_exists(repository: Path) -> None:
    queries = read_queries(QUERIES)
    assert len(queries) >= 150
    assert len({query.text for query in queries}) == len(queries)
    addresses = {address for query in queries for address in query.grades if not address.startswith("huong-dan/")}
    assert [a for a in sorted(addresses) if not (repository / "docs" / f"{a.rstrip('/')}.md").is_file()] == []


def test_a_query_without_an_answer_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "queries.yml"
    file.write_text("- q: không đâu\n  kind: topic\n  grades: {a/: 1}\n", "utf-8")
    with pytest.raises(ValueError, match="không đâu"):
        read_queries(file)
