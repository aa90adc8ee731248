"""Rules on dates, terms and legal force."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Finding
from generator.kinds import Resolution, Round
from generator.kinds.parts import LegalForce
from generator.knowledge import Knowledge
from generator.rules.registry import rule

BACKWARD_FIELDS = ("implements", "replaces", "amends", "based_on", "continues")
"""Relations that an older document cannot have to a newer one."""


@rule("DT001", "dates-out-of-order")
def dates_out_of_order(knowledge: Knowledge) -> Iterator[Finding]:
    """Ngày tháng ngược thứ tự.

    **Kiểm tra gì.** Đợt học không kết thúc trước khi bắt đầu; tình trạng hiệu lực không được kiểm tra trước ngày ban
    hành; văn bản không thay thế, thi hành hay tiếp nối một văn bản ra đời sau nó.

    **Vì sao.** Thường là gõ nhầm năm, hoặc ghi quan hệ ngược chiều.

    **Ví dụ.** `start: 2026-03-20` và `end: 2026-03-02`.

    **Cách sửa.** Đối chiếu nguồn rồi sửa ngày, hoặc chuyển quan hệ sang văn bản ra đời sau.
    """
    for entry, round_ in knowledge.catalog.records(Round):
        if round_.start and round_.end and round_.end.latest < round_.start.earliest:
            message = f"kết thúc ({round_.end.vietnamese}) trước khi bắt đầu ({round_.start.vietnamese})"
            yield entry.place("end"), message, "kiểm tra lại hai ngày"
    for entry, record in knowledge.catalog.records(Resolution):
        if record.issued and record.status.checked < record.issued.earliest:
            message = f"tình trạng hiệu lực được kiểm tra trước ngày ban hành ({record.issued.vietnamese})"
            yield entry.place("status", "checked"), message, "sửa ngày kiểm tra hoặc ngày ban hành"
    for reference in knowledge.links.references:
        own, other = reference.source.record, reference.target.record
        if reference.field not in BACKWARD_FIELDS or not (
            isinstance(own, Resolution) and isinstance(other, Resolution)
        ):
            continue
        if own.issued and other.issued and own.issued.latest < other.issued.earliest:
            later = f"“{other.id}” ra đời sau ({other.issued.vietnamese})"
            message = f"{later} nên không thể là “{reference.label.lower()}” ở đây"
            yield reference.place, message, f"ghi quan hệ này ở “{other.id}”, hoặc sửa ngày ban hành"


@rule("DT002", "repealed-but-in-force")
def repealed_but_in_force(knowledge: Knowledge) -> Iterator[Finding]:
    """Văn bản đã bị thay thế mà vẫn ghi còn hiệu lực.

    **Kiểm tra gì.** Văn bản có một văn bản khác ghi `replaces` thì tình trạng không thể là `con-hieu-luc`.

    **Vì sao.** Người học sẽ học theo quy định cũ.

    **Ví dụ.** Quy định A ghi thay thế quy định B, nhưng B vẫn `con-hieu-luc`.

    **Cách sửa.** Đổi tình trạng thành `het-hieu-luc` (hoặc `con-mot-phan`) và ghi ngày kiểm tra.
    """
    for reference in knowledge.links.references:
        record = reference.target.record
        if reference.field != "replaces" or not isinstance(record, Resolution):
            continue
        if record.status.value is LegalForce.IN_FORCE:
            place = reference.target.place("status", "value")
            message = f"văn bản ghi còn hiệu lực nhưng đã bị “{reference.source.record.id}” thay thế"
            yield place, message, "đổi thành het-hieu-luc hoặc con-mot-phan và cập nhật ngày kiểm tra"


@rule("DT003", "term-not-matching-date")
def term_not_matching_date(knowledge: Knowledge) -> Iterator[Finding]:
    """Khóa không khớp với ngày ban hành.

    **Kiểm tra gì.** Năm ban hành phải nằm trong các năm của khóa (danh mục `terms` trong thiết lập).

    **Vì sao.** Cùng một số có ở nhiều khóa; khóa sai thì nhầm văn bản.

    **Ví dụ.** `issued: 2016-03-22` với `term: XIII`.

    **Cách sửa.** Sửa khóa theo gợi ý, hoặc sửa ngày.
    """
    terms = knowledge.settings.terms
    for entry, record in knowledge.catalog.records(Resolution):
        if not record.term:
            continue
        if record.term not in terms:
            yield (
                entry.place("term"),
                f"không có khóa “{record.term}” trong thiết lập",
                "các khóa: " + ", ".join(terms),
            )
        elif record.issued and not terms[record.term][0] <= record.issued.year <= terms[record.term][1]:
            fitting = [name for name, (first, last) in terms.items() if first <= record.issued.year <= last]
            message = f"khóa {record.term} không khớp với ngày ban hành ({record.issued.vietnamese})"
            hint = "năm đó thuộc khóa " + " hoặc ".join(fitting) if fitting else "bỏ trường term, hoặc sửa ngày"
            yield entry.place("term"), message, hint
