"""Rules on how entries hang together and how their text is built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalog import Document, Entry
from generator.diagnostics import Finding
from generator.kinds import Course, Lesson, Module
from generator.kinds.experience import LessonKind
from generator.knowledge import Knowledge
from generator.markdown import plain
from generator.rules.registry import rule, rule_of_one
from generator.source import Source

SKELETON = "CẦN ĐIỀN"

_LINE_AND_SPACES = re.compile(r"[^\n]*\s*")
"""The mark that `sotay new` leaves where an author must write."""


@rule("ST001", "module-in-no-course")
def module_in_no_course(knowledge: Knowledge) -> Iterator[Finding]:
    """Chuyên đề không thuộc khóa nào.

    **Kiểm tra gì.** Mỗi chuyên đề phải nằm trong `modules` của ít nhất một khóa bồi dưỡng.

    **Vì sao.** Chuyên đề đứng riêng không ai tìm thấy qua chương trình học.

    **Ví dụ.** Thêm tệp trong `chuyen-de/` mà không thêm vào khóa.

    **Cách sửa.** Thêm mã chuyên đề vào `modules` của khóa.
    """
    catalog = knowledge.catalog
    if any(folder == Course.folder for folder, _ in catalog.broken) or not all(e.is_whole for e in catalog.of(Course)):
        return  # A course that cannot be read may well name the module.
    for entry in catalog.of(Module):
        courses = [r for r in knowledge.links.incoming(entry, "modules") if isinstance(r.source.record, Course)]
        if not courses and entry.is_called_by_its_id:
            message = f"chuyên đề “{entry.record.id}” không thuộc khóa nào"
            yield entry.place("id"), message, "thêm mã này vào modules của một khóa trong khoa-hoc/"


@rule("ST002", "solution-answering-nothing")
def solution_answering_nothing(knowledge: Knowledge) -> Iterator[Finding]:
    """Giải pháp không trả lời hạn chế nào.

    **Kiểm tra gì.** Mục loại `giai-phap` phải có `answers`.

    **Vì sao.** Người đọc tìm giải pháp từ hạn chế của đơn vị mình.

    **Ví dụ.** Giải pháp “Ban hành mẫu văn bản chỉ đạo” không ghi nó khắc phục điều gì.

    **Cách sửa.** Ghi mã các hạn chế vào `answers`.
    """
    for entry, record in knowledge.catalog.records(Lesson):
        if entry.is_whole and record.kind is LessonKind.SOLUTION and not record.answers:
            yield (
                entry.place("kind"),
                "giải pháp không trả lời hạn chế nào",
                "thêm answers với mã của hạn chế",
            )


@rule("ST003", "answer-to-no-limitation")
def answer_to_no_limitation(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục được trả lời không phải là hạn chế.

    **Kiểm tra gì.** `answers` chỉ dẫn tới mục loại `han-che`.

    **Vì sao.** Cặp hạn chế - giải pháp là đường tra cứu chính của phần bài học.

    **Ví dụ.** `answers` dẫn tới một kết quả.

    **Cách sửa.** Dẫn tới hạn chế tương ứng, hoặc dùng `explains` nếu là nguyên nhân.
    """
    for reference in knowledge.links.references:
        target = reference.target.record
        if reference.field == "answers" and isinstance(target, Lesson) and target.kind is not LessonKind.LIMITATION:
            message = f"“{target.id}” là {target.kind.label.lower()}, không phải hạn chế"
            yield reference.place, message, "dẫn tới một mục loại han-che"


@rule_of_one("ST004", "skeleton-text", Source)
def skeleton_text(source: Source) -> Iterator[Finding]:
    """Còn chữ của mẫu chưa điền.

    **Kiểm tra gì.** Không còn dấu `CẦN ĐIỀN` mà lệnh `sotay new` để lại.

    **Vì sao.** Chữ mẫu lọt lên trang làm người đọc mất tin.

    **Ví dụ.** `title: "CẦN ĐIỀN: tên đầy đủ"`

    **Cách sửa.** Thay bằng nội dung thật, hoặc bỏ trường nếu không có gì để ghi.
    """
    start = source.text.find(SKELETON) if source.stored.has(SKELETON) else -1
    while start >= 0:
        yield source.at(start), "còn chữ của mẫu chưa điền", "thay bằng nội dung thật hoặc bỏ trường này"
        start = source.text.find(SKELETON, start + len(SKELETON))


@rule_of_one("ST005", "skipped-heading-level", Document)
def skipped_heading_level(document: Document) -> Iterator[Finding]:
    """Đề mục nhảy cấp.

    **Kiểm tra gì.** Trong thân bài của mục, đề mục bắt đầu từ `##` và mỗi lần chỉ sâu thêm một cấp.

    **Vì sao.** Mục lục và trình đọc màn hình dựa vào cấp đề mục.

    **Ví dụ.** Sau `##` là `####`.

    **Cách sửa.** Bớt hoặc thêm dấu `#` theo gợi ý.
    """
    previous = 1 if isinstance(document, Entry) else 0
    for heading in document.outline.headings:
        if heading.level > previous + 1:
            above = f"đứng ngay dưới cấp {previous}" if previous else "mở đầu trang"
            message = f"đề mục cấp {heading.level} {above}"
            yield document.source.at(heading.offset), message, f"dùng {'#' * (previous + 1)} ở đây"
        previous = heading.level


@rule_of_one("ST006", "second-title", Entry)
def second_title(entry: Entry) -> Iterator[Finding]:
    """Thân bài có đề mục cấp một.

    **Kiểm tra gì.** Mục không dùng `#` trong thân bài; tên trang đã lấy từ `title`.

    **Vì sao.** Trang sẽ có hai tên.

    **Ví dụ.** `# Kết luận 21-KL/TW` ở đầu thân bài.

    **Cách sửa.** Bỏ dòng này, hoặc đổi thành `##`.
    """
    for heading in entry.outline.headings:
        if heading.level == 1:
            yield entry.source.at(heading.offset), "thân bài có đề mục cấp một", "bỏ dòng này hoặc đổi thành ##"


@rule("ST007", "periods-not-adding-up")
def periods_not_adding_up(knowledge: Knowledge) -> Iterator[Finding]:
    """Số tiết không khớp nhau.

    **Kiểm tra gì.** Tổng số tiết các phần của chuyên đề bằng tổng thời gian của nó; số tiết khóa ghi cho chuyên đề
    bằng số tiết ở chính chuyên đề.

    **Vì sao.** Giảng viên và người tổ chức lớp xếp lịch theo các con số này.

    **Ví dụ.** `time` cộng thành 5 tiết nhưng `outline` cộng thành 6.

    **Cách sửa.** Đối chiếu nguồn rồi sửa một trong hai.
    """
    for entry, module in knowledge.catalog.records(Module):
        steps = [step.periods for step in module.outline]
        if module.time and steps and all(steps) and sum(filter(None, steps)) != module.time.total:
            message = f"các phần cộng thành {sum(filter(None, steps)):g} tiết, thời gian là {module.time.total:g} tiết"
            yield entry.place("outline"), message, "sửa outline hoặc time"
    for entry, course in knowledge.catalog.records(Course):
        for index, item in enumerate(course.modules):
            target = knowledge.catalog.by_key.get((Module.folder, item.module))
            if not target or not isinstance(target.record, Module) or not target.record.time or not item.periods:
                continue
            if item.periods != target.record.time.total:
                message = f"khóa ghi {item.periods:g} tiết, chuyên đề ghi {target.record.time.total:g} tiết"
                yield entry.place("modules", index, "periods"), message, "sửa một trong hai"


@rule_of_one("ST008", "empty-section", Document)
def empty_section(document: Document) -> Iterator[Finding]:
    """Đề mục không có nội dung.

    **Kiểm tra gì.** Dưới mỗi đề mục phải có chữ, hoặc đề mục con.

    **Vì sao.** Người đọc mở mục lục, tới nơi thì không có gì.

    **Ví dụ.** `## Vận dụng` ở cuối tệp, không có gì phía dưới.

    **Cách sửa.** Viết nội dung, hoặc bỏ đề mục.
    """
    headings = document.outline.headings
    text = document.source.text
    for heading, following in zip(headings, (*headings[1:], None), strict=False):
        end = following.offset if following else len(text)
        said = _LINE_AND_SPACES.match(text, heading.offset)
        if said and said.end() >= end and not (following and following.level > heading.level):
            message = f"đề mục “{plain(heading.text)}” không có nội dung"
            yield document.source.at(heading.offset), message, "viết nội dung hoặc bỏ đề mục"
