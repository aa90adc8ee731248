"""The records of the documents and the knowledge in, every difference in their data cards and relations out."""

from __future__ import annotations

import re

from bench.sources.records import Record, Records
from bench.sources.tally import Tally
from generator.catalog import Entry
from generator.kinds import Resolution
from generator.kinds.fields import Choice, PartialDate
from generator.kinds.parts import Relation
from generator.knowledge import Knowledge

STATUS = {
    "chưa rõ": "chua-ro",
    "cần kiểm tra": "can-kiem-tra",
    "đã bị thay thế": "het-hieu-luc",
    # No page says that the document ended; it is only called old, or followed by one of the same subject.
    "cũ": "can-kiem-tra",
    "đã có văn bản sau cùng tên": "can-kiem-tra",
    # A page names it as being carried out, which is no statement on its legal force.
    "được dẫn là đang thực hiện đến 01/2026": "can-kiem-tra",
}
TITLE_FORM = {
    "nguyên văn": "nguyen-van",
    "theo cách gọi trên trang": "theo-cach-goi",
    "dịch từ tiếng Anh": "dich",
    "không có": "tu-dat",
}
CONFIDENCE = {"cao": "cao", "trung bình": "trung-binh", "thấp": "thap"}

RELATION = {
    "implements": "implements",
    "replaces": "replaces",
    "continues": "continues",
    "follows": "continues",
    "based_on": "based_on",
    "cites": "cites",
    "related": "related",
    "same_subject": "related",
}
TURNED = {
    "implemented_by": "implements",
    "replaced_by": "replaces",
    "continued_by": "continues",
    "followed_by": "continues",
    "basis_of": "based_on",
}
"""The content keeps a relation once, on the active side; the records have it on either."""

DELIBERATE = {
    (
        "152-hd-btgtw-2020",
        "title",
    ): "the record only says that the subject line is not known; the page names the document",
    ("185-qd-tw-2008", "title"): "the record has the subject in brackets with a remark; the remark is the page's note",
    ("hd-dang-vien-moi-2016", "issued"): "the record's year is that of the page that tells of it, not of the document",
}
"""(id, field) -> why the content differs from the record on purpose."""

ONE_TIE_IS_ENOUGH = {("1853-qd-btgtw-2010", "implements", "185-qd-tw-2008")}
"""The record names this pair twice, as basis and as implementation; the content keeps the basis."""

Tie = tuple[str, str, str]
"""Source id, field, target id; of `related`, which has no direction, the ids in order."""


def compare_documents(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    """Every card, then the relations in both directions."""
    entries = {entry.record.id: (entry, record) for entry, record in knowledge.catalog.records(Resolution)}
    for document in records.documents:
        if document["id"] not in entries:
            tally.same("văn bản", document["id"], document["id"], None)
            continue
        _compare_card(tally, document, *entries[document["id"]])
    _compare_relations(tally, records, {identifier: record for identifier, (_, record) in entries.items()})


def _compare_card(tally: Tally, document: Record, entry: Entry, record: Resolution) -> None:
    issued = document["issued"] or document["issued_year"]
    expected: dict[str, object] = {
        "id": document["id"],
        "number": document["number"],
        "title": document["title"],
        "kind": document["kind"],
        "title_form": TITLE_FORM[document["title_form"]],
        "issuer": document["issuer"],
        "issued": str(PartialDate.parse(issued)) if issued else None,
        "term": document["term"],
        "term_inferred": document["term_inferred"],
        "signer": document["signer"],
        "status": STATUS[document["status"]["value"]],
        "confidence": CONFIDENCE[document["confidence"]],
    }
    found: dict[str, object] = {
        **{name: getattr(record, name) for name in expected},
        "kind": record.kind.label.lower(),
        "issued": str(record.issued) if record.issued else None,
        "status": record.status.value.value,
        "title_form": _value(record.title_form),
        "confidence": _value(record.confidence),
    }
    for name, value in expected.items():
        if (document["id"], name) not in DELIBERATE:
            tally.same(f"văn bản: {name}", f"{entry.source.path} {name}", _curled(value), found[name])
    urls = [source["url"] for source in document["sources"]]
    tally.within("văn bản: sources", f"{entry.source.path} sources", urls, [one.url for one in record.sources])


def _curled(value: object) -> object:
    """Titles with the quotation marks that the content writes."""
    return re.sub(r'"([^"]*)"', r"“\1”", value) if isinstance(value, str) else value


def _value(choice: Choice | None) -> str | None:
    return choice.value if choice else None


def _compare_relations(tally: Tally, records: Records, found: dict[str, Resolution]) -> None:
    wanted = {
        _tie(document["id"], relation["type"], relation["target"])
        for document in records.documents
        for relation in document["relations"] or []
    }
    known = {document["id"] for document in records.documents}
    # A remark says why two documents of one subject stand together where the records do not tie them.
    explained = {
        _tie(identifier, "related", relation.target)
        for identifier, record in found.items()
        for relation in record.related
        if relation.note
    }
    kept = {
        _tie(identifier, field, relation.target)
        for identifier, record in found.items()
        for field in set(RELATION.values())
        for relation in _relations(record, field)
        if identifier in known and relation.target in known
    }
    tally.within("quan hệ", "docs/nghi-quyet", sorted(wanted - ONE_TIE_IS_ENOUGH), kept)
    tally.within("quan hệ (chiều ngược)", "documents.yml", sorted(kept), wanted | explained)


def _relations(record: Resolution, field: str) -> tuple[Relation, ...]:
    found: tuple[Relation, ...] = getattr(record, field)
    return found


def _tie(source: str, kind: str, target: str) -> Tie:
    if kind in TURNED:
        return target, TURNED[kind], source
    field = RELATION[kind]
    return (min(source, target), field, max(source, target)) if field == "related" else (source, field, target)
