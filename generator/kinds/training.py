"""The content types of the training syllabus: courses and the modules they are made of."""

from __future__ import annotations

from typing import Annotated, ClassVar

from generator.kinds.fields import (
    AudienceRef,
    CaseRef,
    Choice,
    CourseRef,
    ModuleRef,
    Part,
    ResolutionRef,
    Text,
    field,
    text_as,
)
from generator.kinds.parts import Materials, Points, Questions, Steps, TimeSplit
from generator.kinds.record import Record
from generator.kinds.self_checks import SelfChecks, self_checks_field


class CourseModule(Part):
    """A module's place in a course."""

    module: ModuleRef = field("Chuyên đề", "Mã chuyên đề.", "cong-tac-dang-vien")
    periods: float | None = field("Số tiết", "Số tiết trong khóa này, nếu nguồn nêu.", 5, default=None, gt=0)
    note: str | None = field("Ghi chú", "Điều riêng của khóa này.", "báo cáo hoặc tham quan", default=None)


class Standing(Choice):
    """Whether something was taught, is a standard, or is only proposed."""

    STANDARD = "chuan", "Chương trình chuẩn"
    HELD = "da-thuc-hien", "Đã thực hiện"
    TARGET = "theo-de-an", "Theo đề án"
    PROPOSED = "de-nghi", "Đề nghị"


class Course(Record):
    """Một khóa (lớp) bồi dưỡng gồm các chuyên đề theo thứ tự."""

    folder: ClassVar[str] = "khoa-hoc"
    label: ClassVar[str] = "Khóa bồi dưỡng"
    plural: ClassVar[str] = "Khóa bồi dưỡng"
    blurb: ClassVar[str] = "Chương trình các lớp bồi dưỡng: cho ai, gồm chuyên đề nào, bao nhiêu tiết."

    standing: Standing = field("Tính chất", "Chương trình chuẩn, lớp đã mở hay mới đề nghị.", "da-thuc-hien")
    organiser: str | None = field("Đơn vị tổ chức", "Ai mở lớp.", "Ban Tổ chức Trung ương", default=None)
    place: str | None = field("Địa phương", "Tỉnh, thành phố hoặc cấp.", "Bắc Giang", default=None)
    participants: str | None = field(
        "Người học", "Đối tượng như nguồn ghi.", "Cán bộ cấp phòng của ban tổ chức tỉnh ủy", default=None
    )
    period: str | None = field("Thời kỳ", "Năm hoặc giai đoạn.", "2016 - 2020", default=None)
    objectives: tuple[Text, ...] = field(
        "Mục tiêu", "Học xong đạt được gì.", ["Nâng cao kỹ năng tham mưu."], default=()
    )
    orientation: Points = field(
        "Định hướng nội dung",
        "Nội dung được chuẩn bị theo hướng nào.",
        ["Hệ thống hóa văn bản mới."],
        default=(),
    )
    modules: tuple[Annotated[CourseModule, text_as("module")], ...] = field(
        "Chuyên đề", "Theo thứ tự học.", ["cong-tac-dang-vien"], default=(), inverse="Thuộc khóa"
    )
    revises: CourseRef | None = field(
        "Sửa đổi từ",
        "Khóa có chương trình mà khóa này sửa đổi hoặc đề nghị sửa đổi; trang so sánh đặt hai chương trình cạnh nhau.",
        "to-chuc-xay-dung-dang-2012",
        default=None,
        inverse="Chương trình sửa đổi, đề nghị sửa đổi",
    )
    lecturers: str | None = field("Giảng viên", "Ai giảng.", "Lãnh đạo các vụ chuyên đề", default=None)
    methods: tuple[Text, ...] = field("Phương pháp", "Cách dạy và học.", ["Giảng dạy", "Thảo luận"], default=())
    materials: Materials = field("Tài liệu", "Tài liệu của khóa.", ["Tập bài giảng"], default=())
    resolutions: tuple[ResolutionRef, ...] = field(
        "Văn bản",
        "Văn bản làm căn cứ hoặc được học.",
        ["61-hd-btgtw-2022"],
        default=(),
        inverse="Khóa bồi dưỡng dùng văn bản này",
    )
    proposals: Points = field(
        "Đề nghị cho lần sau", "Điều nguồn đề nghị thay đổi.", ["Mở lớp hai năm một lần."], default=()
    )
    not_stated: tuple[Text, ...] = field(
        "Nguồn không nêu", "Điều người tổ chức thường hỏi mà nguồn không ghi.", ["số học viên"], default=()
    )

    @property
    def total_periods(self) -> float | None:
        """Periods of all modules together; None unless they are stated for every module."""
        stated = [one.periods for one in self.modules if one.periods is not None]
        return sum(stated) if stated and len(stated) == len(self.modules) else None


class Module(Record):
    """Một chuyên đề: một đơn vị giảng dạy của khóa bồi dưỡng."""

    folder: ClassVar[str] = "chuyen-de"
    label: ClassVar[str] = "Chuyên đề"
    plural: ClassVar[str] = "Chuyên đề"
    blurb: ClassVar[str] = "Từng chuyên đề: mục tiêu, kết cấu, thời gian, văn bản, câu hỏi, tình huống."

    standing: Standing = field("Tính chất", "Theo chương trình chuẩn, đã dạy hay mới đề nghị.", "chuan")
    required_for: tuple[AudienceRef, ...] = field(
        "Bắt buộc với", "Đối tượng buộc phải học mục này; thiếu phần cho họ thì báo lỗi.", ["dang-vien-moi"], default=()
    )
    objectives: tuple[Text, ...] = field(
        "Mục tiêu", "Người học làm được gì sau chuyên đề.", ["Nêu được điểm mới của Điều lệ."], min_length=1
    )
    time: TimeSplit | None = field(
        "Thời gian", "Số tiết theo hình thức, khi nguồn nêu.", {"lecture": 3, "discussion": 2}, default=None
    )
    outline: Steps = field("Kết cấu", "Các phần theo thứ tự.", ["Cơ sở của điểm mới"], default=())
    resolutions: tuple[ResolutionRef, ...] = field(
        "Văn bản",
        "Văn bản cần cho chuyên đề.",
        ["33-hd-btctw-2020"],
        default=(),
        inverse="Chuyên đề dùng văn bản này",
    )
    cases: tuple[CaseRef, ...] = field(
        "Tình huống",
        "Tình huống dùng trong chuyên đề.",
        ["thu-hoach-chung-chung"],
        default=(),
        inverse="Chuyên đề dùng tình huống này",
    )
    prerequisites: tuple[ModuleRef, ...] = field(
        "Học trước", "Chuyên đề cần học trước.", ["dieu-le-dang"], default=(), inverse="Học tiếp sau đó"
    )
    part_of: ModuleRef | None = field(
        "Tách từ",
        "Chuyên đề lớn mà chuyên đề này tách ra.",
        "cong-tac-can-bo",
        default=None,
        inverse="Chuyên đề tách ra",
    )
    materials: Materials = field("Tài liệu", "Tài liệu cần đọc, cần phát.", ["Tập bài giảng"], default=())
    questions: Questions = field("Câu hỏi thảo luận", "Câu hỏi cho lớp.", ["Vướng mắc nào hay gặp nhất?"], default=())
    self_checks: SelfChecks = self_checks_field()
    assessment: tuple[Text, ...] = field(
        "Đánh giá", "Biết người học đạt bằng cách nào.", ["Bài thu hoạch cá nhân."], default=()
    )
