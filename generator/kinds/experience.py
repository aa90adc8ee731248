"""The content types that carry experience: lessons learned and cases for discussion."""

from __future__ import annotations

from typing import ClassVar

from generator.kinds.fields import (
    Choice,
    LessonRef,
    ModuleRef,
    ResolutionRef,
    RoundRef,
    Text,
    TopicRef,
    field,
)
from generator.kinds.parts import Questions
from generator.kinds.record import Record


class LessonKind(Choice):
    """What a lesson learned records."""

    RESULT = "ket-qua", "Kết quả"
    LIMITATION = "han-che", "Hạn chế"
    CAUSE = "nguyen-nhan", "Nguyên nhân"
    SOLUTION = "giai-phap", "Giải pháp"
    LESSON = "bai-hoc", "Bài học"


class Outcome(Choice):
    """What became of a solution once a study round had acted on it."""

    SOLVED = "da-khac-phuc", "Đã khắc phục"
    PARTLY = "khac-phuc-mot-phan", "Khắc phục một phần"
    REPEATED = "con-lap-lai", "Còn lặp lại"


class Lesson(Record):
    """Một bài học kinh nghiệm: kết quả, hạn chế, nguyên nhân, giải pháp hoặc bài học rút ra."""

    folder: ClassVar[str] = "bai-hoc"
    label: ClassVar[str] = "Bài học kinh nghiệm"
    plural: ClassVar[str] = "Bài học kinh nghiệm"
    blurb: ClassVar[str] = "Kết quả, hạn chế, nguyên nhân, giải pháp và bài học, mỗi mục có nơi và dòng nguồn."

    kind: LessonKind = field("Loại", "Kết quả, hạn chế, nguyên nhân, giải pháp hay bài học.", "han-che")
    theme: TopicRef = field(
        "Chủ đề chính",
        "Một chủ đề trong danh mục ở mkdocs.yml: bài học đứng ở trang của chủ đề này.",
        "noi-dung-tai-lieu",
    )
    organisation: str | None = field(
        "Tổ chức", "Nơi rút ra điều này.", "Đảng bộ Các cơ quan tỉnh Bắc Giang", default=None
    )
    place: str | None = field("Địa phương", "Tỉnh, thành phố hoặc Trung ương.", "Bắc Giang", default=None)
    period: str | None = field("Thời kỳ", "Năm hoặc giai đoạn được nói tới.", "2016 - 2020", default=None)
    answers: tuple[LessonRef, ...] = field(
        "Trả lời cho hạn chế",
        "Giải pháp, bài học: mã các hạn chế mà nó xử lý.",
        ["bao-cao-dan-trai"],
        default=(),
        inverse="Cách khắc phục",
    )
    explains: tuple[LessonRef, ...] = field(
        "Giải thích cho",
        "Nguyên nhân: mã kết quả, hạn chế mà nó giải thích.",
        ["cap-uy-chua-quan-tam"],
        default=(),
        inverse="Nguyên nhân",
    )
    repeats: tuple[LessonRef, ...] = field(
        "Lặp lại hạn chế",
        "Hạn chế: mã các hạn chế đã ghi trước đó mà nay thấy lại.",
        ["tham-luan-chung-chung"],
        default=(),
        inverse="Thấy lại ở",
    )
    resolutions: tuple[ResolutionRef, ...] = field(
        "Văn bản", "Văn bản liên quan trực tiếp.", ["05-ct-tw-2016"], default=(), inverse="Bài học liên quan"
    )
    applied_in: tuple[RoundRef, ...] = field(
        "Đã áp dụng ở",
        "Đợt học đã làm theo.",
        ["chi-bo-quy-1-2027"],
        default=(),
        inverse="Đã áp dụng bài học",
    )
    outcome: Outcome | None = field("Kết quả áp dụng", "Sau khi áp dụng thì sao.", "da-khac-phuc", default=None)


class Case(Record):
    """Một tình huống để thảo luận, có câu hỏi và gợi ý cho người điều hành."""

    folder: ClassVar[str] = "tinh-huong"
    label: ClassVar[str] = "Tình huống"
    plural: ClassVar[str] = "Tình huống"
    blurb: ClassVar[str] = "Tình huống thảo luận dựng từ những hạn chế có thật trong nguồn, không nêu tên người."

    limitations: tuple[LessonRef, ...] = field(
        "Dựa trên hạn chế",
        "Mã các hạn chế làm căn cứ.",
        ["tham-luan-chung-chung"],
        min_length=1,
        inverse="Tình huống thảo luận",
    )
    modules: tuple[ModuleRef, ...] = field(
        "Dùng cho chuyên đề",
        "Chuyên đề nên dùng tình huống này.",
        ["cong-tac-dang-vien"],
        default=(),
        inverse="Tình huống gợi ý",
    )
    resolutions: tuple[ResolutionRef, ...] = field(
        "Văn bản", "Văn bản cần xem khi xử lý.", ["50-ct-tw-2025"], default=(), inverse="Tình huống liên quan"
    )
    minutes: int | None = field("Số phút", "Thời gian thảo luận gợi ý.", 30, default=None, gt=0)
    questions: Questions = field("Câu hỏi", "Câu hỏi thảo luận.", ["Bí thư nên làm gì trước cuộc họp?"], min_length=1)
    facilitator_notes: tuple[Text, ...] = field(
        "Gợi ý điều hành",
        "Dành cho người điều hành: hướng dẫn dắt, ý cần có.",
        ["Để nhóm tự nêu việc cụ thể trước."],
        min_length=1,
    )
