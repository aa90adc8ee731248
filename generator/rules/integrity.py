"""Rules on whether content still agrees with its sources, with the law and with what was learned later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.catalog import Entry
from generator.diagnostics import Finding, Severity
from generator.fingerprints import Line
from generator.kinds import Article, Lesson, Resolution
from generator.kinds.experience import LessonKind, Outcome
from generator.kinds.parts import Citation, Figure, NamedAs
from generator.knowledge import Knowledge
from generator.markdown import BLOCKQUOTE
from generator.placed_yaml import KeyPath
from generator.replaced import outdated_references
from generator.rules.registry import rule
from generator.vietnamese import day, number

_LEFT_OUT = re.compile(r"\.\.\.|…|\[[^\]]*\]")


def _cited_lines(knowledge: Knowledge, citations: tuple[Citation, ...]) -> list[Line] | None:
    """The cited lines of articles with a fingerprint; None when there is nothing to compare with."""
    found: list[Line] = []
    checked = False
    for citation in citations:
        fingerprint = knowledge.fingerprints.get(citation.article or "")
        if fingerprint and citation.lines:
            checked = True
            found += fingerprint.cited(citation.lines)
    return found if checked and all(citation.article for citation in citations) else None


@rule("IN001", "figure-not-in-source")
def figure_not_in_source(knowledge: Knowledge) -> Iterator[Finding]:
    """Con số không có ở dòng nguồn.

    **Kiểm tra gì.** Con số có nguồn là bài lưu trong kho phải đứng ở một trong các dòng được dẫn, viết bằng chữ số
    hoặc bằng chữ (một đến mười). Con số được đếm hay đổi từ lời văn ghi `derived: true` và phải có `note` nói cách
    tính.

    **Vì sao.** Số liệu chép nhầm một chữ số thì cả lớp học nhớ nhầm.

    **Ví dụ.** `value: 5740` trong khi dòng 10 của bài ghi 5.704.

    **Cách sửa.** Đối chiếu bài nguồn, sửa giá trị hoặc số dòng; nếu là số suy ra thì ghi `derived: true` và `note`.
    """
    for entry in knowledge.catalog.entries:
        for index, figure in enumerate(entry.record.figures):
            if figure.derived and not figure.note:
                place = entry.place("figures", index, "derived")
                yield place, f"con số suy ra “{figure.id}” không nói cách tính", "thêm note nói cách tính"
            if not figure.derived:
                yield from _missing_values(knowledge, entry, index, figure)


def _missing_values(knowledge: Knowledge, entry: Entry, index: int, figure: Figure) -> Iterator[Finding]:
    lines = _cited_lines(knowledge, figure.sources)
    if lines is None:
        return
    present = {value for line in lines for value in line.numbers}
    for key in ("value", "value_to"):
        value: float | None = getattr(figure, key)
        if value is not None and value not in present:
            cited = "; ".join(f"{one.article}, dòng {one.lines}" for one in figure.sources)
            message = f"con số {number(value)} không có ở nguồn được dẫn ({cited})"
            yield entry.place("figures", index, key), message, "đối chiếu bài nguồn rồi sửa giá trị hoặc số dòng"


@rule("IN002", "quotation-not-in-source")
def quotation_not_in_source(knowledge: Knowledge) -> Iterator[Finding]:
    """Lời trích không có ở dòng nguồn.

    **Kiểm tra gì.** `name` trong `named_as`, `also_called` phải đúng từng chữ với dòng được dẫn của bài lưu trong kho;
    đoạn trích (dòng bắt đầu bằng `>`) phải đúng với một dòng mà mục dẫn tới. Không kể chữ hoa, chữ thường, dấu câu.
    Chỗ lược bỏ ghi `...`, lời người biên tập thêm đặt trong ngoặc vuông.

    **Vì sao.** Lời trích sai một chữ có thể sai nghĩa của cả văn bản.

    **Ví dụ.** Nguồn viết “Nghị quyết Trung ương 4 (khóa XII)”, mục ghi “Nghị quyết Trung ương 4 khóa XI”.

    **Cách sửa.** Chép lại đúng nguồn, hoặc sửa số dòng. Nếu là lời diễn đạt lại thì không viết thành lời trích.
    """
    for entry in knowledge.catalog.entries:
        for path, named in _names(entry):
            yield from _unmatched(knowledge, entry, path, named)
        yield from _unmatched_blockquotes(knowledge, entry)


def _names(entry: Entry) -> Iterator[tuple[KeyPath, NamedAs]]:
    for field in ("named_as", "also_called"):
        has_names = field in type(entry.record).model_fields  # pydantic takes long to say that it has none
        for index, named in enumerate(getattr(entry.record, field) if has_names else ()):
            yield (field, index, "name"), named


def _unmatched(knowledge: Knowledge, entry: Entry, path: KeyPath, named: NamedAs) -> Iterator[Finding]:
    lines = _cited_lines(knowledge, named.sources)
    if lines is not None and not _is_quoted(named.name, lines):
        cited = "; ".join(f"{one.article}, dòng {one.lines}" for one in named.sources)
        message = f"“{named.name}” không đúng với nguồn được dẫn ({cited})"
        yield entry.place(*path), message, "chép lại đúng nguồn hoặc sửa số dòng"


def _is_quoted(text: str, lines: list[Line]) -> bool:
    """Whether every piece of the quotation stands on a line."""
    pieces = [piece for piece in _LEFT_OUT.split(text) if piece.strip(" ,;.:")]
    return all(any(line.holds(piece) for line in lines) for piece in pieces)


def _unmatched_blockquotes(knowledge: Knowledge, entry: Entry) -> Iterator[Finding]:
    lines = _cited_lines(knowledge, entry.record.sources) if entry.front.stored.has(">") else None
    if lines is None:
        return
    for match in BLOCKQUOTE.finditer(entry.front.body):
        if not _is_quoted(match.group(), lines):
            place = entry.source.at(entry.front.body_offset + match.start())
            yield place, "đoạn trích không đúng với dòng nguồn nào của mục", "chép lại đúng nguồn hoặc bổ sung nguồn"


@rule("IN003", "stale-status", Severity.WARNING)
def stale_status(knowledge: Knowledge) -> Iterator[Finding]:
    """Tình trạng hiệu lực lâu chưa được xem lại.

    **Kiểm tra gì.** Ngày `checked` của văn bản không cũ hơn số tháng ở thiết lập `status_max_age_months` (mặc định 12).

    **Vì sao.** Văn bản có thể đã bị thay thế sau lần xem cuối.

    **Ví dụ.** `checked: 2025-01-10`, hôm nay là ngày 22/11/2026.

    **Cách sửa.** Xem lại tình trạng ở nguồn chính thức, sửa `value` nếu cần và ghi ngày mới vào `checked`.
    """
    limit = knowledge.settings.status_max_age_months
    for entry, record in knowledge.catalog.records(Resolution):
        checked = record.status.checked
        if full_months(checked, knowledge.today) >= limit:
            message = f"tình trạng hiệu lực xem lại lần cuối ngày {day(checked)}, đã quá {limit} tháng"
            yield entry.place("status", "checked"), message, "xem lại tình trạng rồi ghi ngày mới"


def full_months(start: date, end: date) -> int:
    """How many full months lie between two days; a month is full the day after its date comes round."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day <= start.day)


@rule("IN004", "replaced-document-cited", Severity.WARNING)
def replaced_document_cited(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục dẫn tới văn bản đã bị thay thế.

    **Kiểm tra gì.** Mục nào dẫn tới một văn bản đã có văn bản khác thay thế (`replaces`) hoặc đã hết hiệu lực thì phải
    được rà soát: `reviewed` không sớm hơn ngày của văn bản thay thế. Không kể văn bản ban hành trước khi có thay thế.
    Trang của mục hiện một lưu ý cho tới khi được rà soát.

    **Vì sao.** Bài giảng, tình huống dễ tiếp tục dùng quy định cũ mà không ai biết.

    **Ví dụ.** Một chuyên đề ghi `resolutions: [22-qd-tw-2021]` sau khi đã có Quy định 296-QĐ/TW.

    **Cách sửa.** Đổi sang văn bản mới; nếu vẫn cần dẫn văn bản cũ thì xem lại nội dung rồi ghi `reviewed` là ngày xem.
    """
    for entry in knowledge.catalog.entries:
        for outdated in outdated_references(knowledge.links, entry):
            document, by = outdated.replaced.document, outdated.replaced.by
            became = f"bị “{by[0].record.id}” thay thế" if by else "hết hiệu lực"
            hint = f"dẫn “{by[0].record.id}”" if by else "dẫn văn bản đang có hiệu lực"
            message = f"văn bản “{document.record.id}” đã {became}"
            yield outdated.reference.place, message, f"{hint}, hoặc xem lại mục này rồi ghi reviewed"


@rule("IN005", "repeated-limitation", Severity.WARNING)
def repeated_limitation(knowledge: Knowledge) -> Iterator[Finding]:
    """Hạn chế đã ghi là khắc phục mà nay thấy lại.

    **Kiểm tra gì.** Khi một hạn chế mới ghi `repeats` tới hạn chế cũ, mà giải pháp hoặc bài học trả lời hạn chế cũ đã
    áp dụng ở một đợt học (`applied_in`) và ghi `outcome: da-khac-phuc`.

    **Vì sao.** Bài học của đợt trước chỉ có ích khi biết nó có thật sự khắc phục được hay không.

    **Ví dụ.** Đợt quý 1 ghi đã khắc phục việc phát tài liệu muộn; tổng kết quý 3 lại nêu đúng việc ấy.

    **Cách sửa.** Đổi `outcome` của giải pháp thành `con-lap-lai` hoặc `khac-phuc-mot-phan`, ghi thêm giải pháp mới.
    """
    for entry, lesson in knowledge.catalog.records(Lesson):
        if lesson.kind is not LessonKind.LIMITATION:
            continue
        for reference in knowledge.links.outgoing(entry, "repeats"):
            for answer in knowledge.links.incoming(reference.target, "answers"):
                record = answer.source.record
                if isinstance(record, Lesson) and record.applied_in and record.outcome is Outcome.SOLVED:
                    rounds = ", ".join(f"“{one}”" for one in record.applied_in)
                    message = f"hạn chế “{reference.target.record.id}” đã ghi là khắc phục ở đợt {rounds}, nay thấy lại"
                    yield reference.place, message, f"xem lại outcome của “{record.id}”"


@rule("IN006", "article-without-fingerprint")
def article_without_fingerprint(knowledge: Knowledge) -> Iterator[Finding]:
    """Bài nguồn không có dấu vân, hoặc dấu vân không khớp.

    **Kiểm tra gì.** Khi kho có dấu vân của bài nguồn (`nguon/.dau-van/`), bài nào cũng phải có, đọc được và đủ số dòng.

    **Vì sao.** Không có dấu vân thì không đối chiếu được con số và lời trích với bài nguồn.

    **Ví dụ.** Thêm một bài nguồn mới mà chưa tạo dấu vân.

    **Cách sửa.** Chạy `sotay fingerprint MÃ TỆP` với tệp toàn văn của bài, rồi đưa tệp dấu vân vào kho.
    """
    if not knowledge.fingerprints:
        return
    for entry, article in knowledge.catalog.records(Article):
        hint = f"chạy sotay fingerprint {article.id} TỆP"
        fingerprint = knowledge.fingerprints.get(article.id)
        if article.id not in knowledge.fingerprints:
            yield entry.place("id"), f"bài nguồn “{article.id}” không có dấu vân", hint
        elif fingerprint is None:
            yield entry.place("id"), f"không đọc được dấu vân của bài nguồn “{article.id}”", hint
        elif len(fingerprint.lines) != article.line_count:
            message = f"dấu vân có {len(fingerprint.lines)} dòng, bài ghi {article.line_count} dòng"
            yield entry.place("line_count"), message, hint
