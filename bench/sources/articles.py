"""The records of the articles and the knowledge in, every difference in what was read out of them out."""

from __future__ import annotations

from collections.abc import Iterable

from bench.sources.records import ARTICLES, Record, Records, lines_of, numbers
from bench.sources.tally import Tally
from generator.catalog import Entry
from generator.fingerprints import line_numbers
from generator.kinds import Article, Audience, Course, Lesson, Resolution, Round
from generator.kinds.parts import Citation, Comparison, Figure
from generator.knowledge import Knowledge

AUDIENCES = {
    "cap-uy": "cap-uy-vien",
    "bi-thu-chi-bo": "bi-thu-chi-bo",
    "bao-cao-vien": "bao-cao-vien",
    # The base has one audience for all who organise study; the propaganda committees are among them.
    "ban-tuyen-giao": "nguoi-to-chuc",
    "nguoi-to-chuc-lop": "nguoi-to-chuc",
    "dang-vien": "dang-vien",
    "dang-vien-moi": "dang-vien-moi",
    "doi-tuong-ket-nap": "doi-tuong-ket-nap",
    "can-bo-to-chuc": "can-bo-to-chuc",
}
COURSES = {
    "lop-2012": "khoa-hoc/to-chuc-xay-dung-dang-2012",
    "lop-bg-ket-nap": "khoa-hoc/bac-giang-doi-tuong-ket-nap",
    "lop-bg-dang-vien-moi": "khoa-hoc/bac-giang-dang-vien-moi",
    "lop-bg-nghiep-vu": "khoa-hoc/bac-giang-nghiep-vu-xay-dung-dang",
    "lop-bg-thoi-su": "khoa-hoc/bac-giang-thoi-su-chinh-sach",
    "lop-bg-cap-nhat": "khoa-hoc/bac-giang-cap-nhat-kien-thuc-moi",
    # Single conferences and meetings are study rounds, not courses.
    "lop-nq-tw5-xii": "dot-hoc/khoi-cqtw-trung-uong-5-khoa-xii",
    "hn-nq-tw5-xiii": "dot-hoc/long-an-trung-uong-5-khoa-xiii",
    "sh-chuyen-de-q1-2022": "dot-hoc/phu-tho-chi-bo-quy-1-2022",
    "sh-neu-guong": "dot-hoc/phu-tho-chi-bo-neu-guong",
}
PROPOSED = "the article proposes it; the record has no kind of its own for that"
PROPOSED_SYLLABUS = {"lop-2012": "to-chuc-xay-dung-dang-de-nghi"}
"""The record holds the course and what was proposed after it in one; the content has an entry for each."""
DELIBERATE = {
    ("f16", "kind"): PROPOSED,
    ("f16", "unit"): "the record counts the course's cycle, the content years between two courses",
    ("f16", "period"): "the proposal is made for the years after the course",
    ("f14", "value"): "“từng quý” as a number: once a quarter",
    ("f14", "unit"): "“từng quý” as a number: once a quarter",
    ("f14", "period"): "the record says by which rule, the content also when the article was written",
}
"""(id of a figure, field) -> why the content differs from the record on purpose."""

MERGED = {"s0-40": "danh-gia-bang-bai-thu-hoach"}
"""Records that share a lesson with another one: the article says the same twice, on lines 21 and 25."""

ADDRESS_APART = ("khoi-cqtw", "source_as_given")
"""The record holds name and address in one text; the entry keeps the address as a source of its own."""

COMPARISONS = {
    "trên": Comparison.OVER,
    "ít nhất": Comparison.AT_LEAST,
    "đến": Comparison.BETWEEN,
}


def compare_articles(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    """Everything that articles.yml holds."""
    _compare_cards(tally, records, knowledge)
    _compare_figures(tally, records, knowledge)
    _compare_experience(tally, records, knowledge)
    _compare_courses(tally, records, knowledge)
    _compare_needs(tally, records, knowledge)
    _compare_names(tally, records, knowledge)


def _compare_cards(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    found = {record.id: record for _, record in knowledge.catalog.records(Article)}
    for one in records.articles["articles"]:
        article = found[ARTICLES[one["id"]]]
        expected = {name: one[name] for name in ("title", "organisation", "author", "published", "source_as_given")}
        expected["line_count"] = len(records.texts[article.id])
        for name, value in expected.items():
            shown = getattr(article, name)
            if (article.id, name) == ADDRESS_APART:
                addresses = " ".join(source.url or "" for source in article.sources)
                shown = f"{shown}: {addresses}"
            tally.same(f"bài nguồn: {name}", f"docs/nguon/{article.id}.md {name}", _text(value), _text(shown))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _compare_figures(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    found = {figure.id: figure for entry in knowledge.catalog.entries for figure in entry.record.figures}
    for one in records.articles["figures"]:
        figure = found[one["id"]]
        for name, (expected, shown) in _figure_values(one, figure).items():
            if (one["id"], name) not in DELIBERATE:
                tally.same(f"số liệu: {name}", f"{one['id']} {name}", expected, shown)


def _figure_values(one: Record, figure: Figure) -> dict[str, tuple[object, object]]:
    written = str(one["value"])
    values = numbers(written)
    comparison = next((value for word, value in COMPARISONS.items() if word in written), Comparison.EQUAL)
    shown = [value for value in (figure.value, figure.value_to) if value is not None]
    return {
        "value": (values, shown),
        "comparison": (comparison, figure.comparison),
        "kind": (one["kind"], figure.kind.label.lower()),
        "unit": ("%" if "%" in written else one["unit"], figure.unit),
        "period": (numbers(one["period"] or ""), numbers(figure.period or "")),
        "sources": ([place_of(one)], [place(source) for source in figure.sources]),
    }


def _compare_experience(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    """Pair every record with a lesson of its own: same article, kind and theme, citing the record's lines."""
    every = [lesson for _, lesson in knowledge.catalog.records(Lesson)]
    free = list(every)
    for one in records.articles["experience"]:
        article, lines = place_of(one)
        wanted = (article, one["kind"], one["theme"])
        shared = [lesson for lesson in every if lesson.id == MERGED.get(one["id"])]
        fitting = [
            lesson
            for lesson in shared or free
            if wanted == (lesson.sources[0].article, lesson.kind.value, lesson.theme)
            and lines <= place(lesson.sources[0])[1]
        ]
        fitting.sort(key=lambda lesson: len(place(lesson.sources[0])[1]))
        tally.same("bài học: bài, dòng, loại, chủ đề", f"docs/bai-hoc {one['id']}", True, bool(fitting))
        if fitting and not shared:
            free.remove(fitting[0])


def _compare_courses(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    for one in records.articles["courses"]:
        folder, _, identifier = COURSES[one["id"]].partition("/")
        entry = knowledge.catalog.by_key[(folder, identifier)]
        record = entry.record
        assert isinstance(record, Course | Round)
        article, lines = place_of(one)
        cited = {line for source in record.sources if source.article == article for line in place(source)[1]}
        tally.within("khóa: dòng", entry.source.path, lines, cited)
        period = numbers(one.get("period") or "")
        tally.within("khóa: thời kỳ", f"{entry.source.path} period", period, numbers(record.period or ""))
        if isinstance(record, Course):
            held = [module["title"] for module in one.get("modules", [])]
            _compare_modules(tally, knowledge, entry, held)
            if proposed := one.get("proposed_new_modules", []):
                later = knowledge.catalog.by_key[(Course.folder, PROPOSED_SYLLABUS[one["id"]])]
                _compare_modules(tally, knowledge, later, held + proposed)


def _compare_modules(tally: Tally, knowledge: Knowledge, course: Entry, wanted: list[str]) -> None:
    assert isinstance(course.record, Course)
    titles = [knowledge.catalog.by_key[("chuyen-de", item.module)].title for item in course.record.modules]
    tally.same("khóa: số chuyên đề", course.source.path, len(wanted), len(titles))
    for expected, shown in zip(wanted, titles, strict=False):
        tally.same("khóa: chuyên đề", f"{course.source.path} modules", expected, shown)


def _compare_needs(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    audiences = [audience for _, audience in knowledge.catalog.records(Audience)]
    found = {need.id: (audience.id, need) for audience in audiences for need in audience.needs}
    for one in records.articles["needs"]:
        owner, need = found[one["id"]]
        wanted = {AUDIENCES[audience] for audience in one["audiences"]}
        tally.same("nhu cầu: đối tượng", f"{one['id']} audiences", wanted, {owner, *need.audiences})
        cited = {(source.article, line) for source in need.sources for line in place(source)[1]}
        for source in one["sources"]:
            article, lines = place_of(source)
            tally.within("nhu cầu: dòng", f"{one['id']} sources", [(article, line) for line in lines], cited)


def _compare_names(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    """Audiences and documents as the articles name them: each named somewhere, from the record's lines only."""
    audiences = [place(c) for _, a in knowledge.catalog.records(Audience) for n in a.also_called for c in n.sources]
    for one in records.articles["audiences_named"]:
        tally.same("đối tượng được gọi tên", one["audience"], True, _is_named(one, audiences))
    documents = [place(c) for _, d in knowledge.catalog.records(Resolution) for n in d.named_as for c in n.sources]
    for one in records.articles["documents_named"]:
        tally.same("văn bản được gọi tên", one["id"], True, _is_named(one, documents))


def _is_named(one: Record, places: Iterable[tuple[str | None, frozenset[int]]]) -> bool:
    article, lines = place_of(one)
    return any(article == found and cited <= lines for found, cited in places)


def place_of(one: Record) -> tuple[str, frozenset[int]]:
    """Article and lines of a record."""
    # The files are numbered as the articles are: 002_abb36cef336dc1d3.txt is S2.
    article = one.get("article") or f"S{int(one['file'][:3])}"
    return ARTICLES[article], frozenset(line_numbers(lines_of(one["where"])))


def place(citation: Citation) -> tuple[str | None, frozenset[int]]:
    """Article and lines of a citation."""
    return citation.article, frozenset(line_numbers(citation.lines or ""))
