"""The content types about people and events: audiences and study rounds."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from generator.kinds.fields import (
    AudienceRef,
    CaseRef,
    Choice,
    CourseRef,
    ModuleRef,
    Part,
    PartialDate,
    ResolutionRef,
    Text,
    field,
    text_as,
)
from generator.kinds.parts import Materials, NamedAs, Need
from generator.kinds.record import Record


class Depth(Choice):
    """How deep an audience reads."""

    GIST = "nam-y-chinh", "Nắm ý chính"
    CLOSE = "doc-ky", "Đọc kỹ"
    STUDY = "nghien-cuu-sau", "Nghiên cứu sâu"


class Checklist(Part):
    """What to tick off before, during and after studying."""

    before: tuple[Text, ...] = field("Trước khi học", "Việc cần xong trước.", ["Đọc tài liệu gửi trước."], min_length=1)
    during: tuple[Text, ...] = field(
        "Trong khi học", "Việc làm tại lớp, tại cuộc họp.", ["Nêu ít nhất một câu hỏi."], min_length=1
    )
    after: tuple[Text, ...] = field("Sau khi học", "Việc theo dõi tiếp.", ["Nộp bài thu hoạch."], min_length=1)


class Audience(Record):
    """Một đối tượng: ai, làm gì, cần gì, đọc sâu đến đâu."""

    folder: ClassVar[str] = "doi-tuong"
    label: ClassVar[str] = "Đối tượng"
    plural: ClassVar[str] = "Đối tượng"
    blurb: ClassVar[str] = "Kho tư liệu phục vụ ai, mỗi đối tượng cần gì."

    order: int = field("Thứ tự", "Thứ tự trên trang đầu.", 3, ge=1)
    broader: AudienceRef | None = field(
        "Đối tượng rộng hơn",
        "Nội dung của đối tượng rộng hơn được kế thừa.",
        "dang-vien",
        default=None,
        inverse="Đối tượng hẹp hơn",
    )
    staff: bool = field(
        "Phục vụ việc học",
        "true với người giảng, người tổ chức: khối văn bản, gợi ý chỉ ghi cho họ thì chỉ có trong bản nội bộ.",
        True,
        default=False,
    )
    depth: Depth = field("Đọc sâu đến đâu", "Nắm ý chính, đọc kỹ hay nghiên cứu sâu.", "doc-ky")
    duties: tuple[Text, ...] = field(
        "Việc phải làm", "Nhiệm vụ trong học tập, quán triệt.", ["Viết bài thu hoạch."], min_length=1
    )
    needs: tuple[Need, ...] = field(
        "Cần gì",
        "Nhu cầu về tài liệu, cách tổ chức.",
        [{"id": "n07", "title": "Mẫu bài thu hoạch", "sources": [{"article": "khoi-cqtw", "lines": "21"}]}],
        default=(),
    )
    also_called: tuple[NamedAs, ...] = field(
        "Cách gọi trong nguồn",
        "Các nhóm trong bài nguồn được xếp vào đối tượng này.",
        [{"name": "Cấp ủy viên cơ sở", "sources": [{"article": "bac-giang-2021", "lines": "11"}]}],
        default=(),
    )
    checklist: Checklist = field(
        "Việc cần làm",
        "Trước, trong và sau khi học.",
        {"before": ["Đọc trước."], "during": ["Ghi câu hỏi."], "after": ["Viết thu hoạch."]},
    )
    reflection: tuple[Text, ...] = field(
        "Gợi ý bài thu hoạch",
        "Câu dẫn gắn với việc của đối tượng.",
        ["Việc nào của tôi thay đổi sau đợt học này?"],
        min_length=1,
    )


CLOCK_PATTERN = r"^([01]\d|2[0-3]):[0-5]\d$"

# YAML 1.1 reads a bare 13:30 as the number 810.
ClockTime = Annotated[
    str,
    BeforeValidator(lambda value: f"{value // 60:02}:{value % 60:02}" if type(value) is int else value),
    Field(pattern=CLOCK_PATTERN),
]
"""A time of day on the 24-hour clock, `07:30`."""


class RoundKind(Choice):
    """The form of a study round."""

    CONFERENCE = "hoi-nghi", "Hội nghị học tập, quán triệt"
    CLASS = "lop-hoc", "Lớp học"
    MEETING = "sinh-hoat-chuyen-de", "Sinh hoạt chuyên đề"


class Session(Part):
    """A line of the programme."""

    title: Text = field("Nội dung", "Việc trong phần này.", "Thảo luận tổ")
    minutes: int | None = field("Số phút", "Độ dài.", 45, default=None, gt=0)
    day: int | None = field("Ngày thứ", "Ghi ở phần đầu mỗi ngày khi đợt học dài hơn một ngày.", 2, default=None, ge=1)
    starts: ClockTime | None = field(
        "Giờ bắt đầu", "Giờ:phút, ghi ở phần đầu buổi; các phần sau tính tiếp theo số phút.", "13:30", default=None
    )
    module: ModuleRef | None = field("Chuyên đề", "Mã chuyên đề, nếu có.", "cong-tac-dang-vien", default=None)
    speaker: str | None = field("Người phụ trách", "Chức danh, không ghi tên riêng.", "Bí thư chi bộ", default=None)


class FollowUp(Part):
    """Something to do after the round."""

    what: Text = field("Việc", "Việc cần làm.", "Hoàn thành bài thu hoạch")
    who: str | None = field("Ai", "Chức danh chịu trách nhiệm.", "Từng đảng viên", default=None)
    due_days: int | None = field("Sau bao nhiêu ngày", "Tính từ ngày kết thúc.", 7, default=None, ge=0)


class Round(Record):
    """Một đợt học tập: hội nghị, lớp hoặc buổi sinh hoạt chuyên đề."""

    folder: ClassVar[str] = "dot-hoc"
    label: ClassVar[str] = "Đợt học tập"
    plural: ClassVar[str] = "Đợt học tập"
    blurb: ClassVar[str] = "Hội nghị, lớp học, buổi sinh hoạt chuyên đề: khi nào, ở đâu, cho ai, học gì."

    kind: RoundKind = field("Hình thức", "Hội nghị, lớp hay sinh hoạt chuyên đề.", "sinh-hoat-chuyen-de")
    is_example: bool = field(
        "Ví dụ", "true khi là đợt học dựng làm mẫu, không phải việc đã diễn ra.", True, default=False
    )
    organiser: str | None = field("Đơn vị tổ chức", "Ai tổ chức.", "Chi bộ", default=None)
    place: str | None = field("Địa phương", "Tỉnh, thành phố hoặc cấp.", "Phú Thọ", default=None)
    venue: str | None = field("Địa điểm", "Phòng họp, hội trường.", "Hội trường tầng 2", default=None)
    start: PartialDate | None = field("Bắt đầu", "Ngày, tháng hoặc năm; bỏ trống khi chưa rõ.", "2022-01", default=None)
    end: PartialDate | None = field("Kết thúc", "Ngày, tháng hoặc năm.", "2022-03", default=None)
    start_time: ClockTime | None = field(
        "Giờ bắt đầu", "Giờ:phút của phần đầu chương trình mỗi ngày.", "07:30", default=None
    )
    period: str | None = field("Thời gian theo nguồn", "Cách nguồn ghi thời gian.", "Quý 1/2022", default=None)
    participants: str | None = field("Thành phần", "Ai dự, như nguồn ghi.", "16 đảng viên của chi bộ", default=None)
    presenters: tuple[Text, ...] = field(
        "Báo cáo viên, người trình bày", "Chức danh, không ghi tên riêng.", ["Bí thư chi bộ"], default=()
    )
    requirements: tuple[Text, ...] = field(
        "Mục đích, yêu cầu", "Đợt học phải đạt gì.", ["Mỗi đảng viên nêu một việc làm mới."], default=()
    )
    course: CourseRef | None = field(
        "Theo khóa",
        "Khóa bồi dưỡng mà lớp này mở theo.",
        "nhan-thuc-ve-dang",
        default=None,
        inverse="Đợt học theo khóa này",
    )
    resolutions: tuple[ResolutionRef, ...] = field(
        "Văn bản học",
        "Văn bản được học, quán triệt.",
        ["18-nq-tw-2022"],
        default=(),
        inverse="Đợt học văn bản này",
    )
    modules: tuple[ModuleRef, ...] = field(
        "Chuyên đề",
        "Chuyên đề được dạy.",
        ["cong-tac-dang-vien"],
        default=(),
        inverse="Đợt học dùng chuyên đề này",
    )
    cases: tuple[CaseRef, ...] = field(
        "Tình huống",
        "Tình huống đưa ra thảo luận.",
        ["tham-luan-chung-chung"],
        default=(),
        inverse="Đợt học dùng tình huống này",
    )
    methods: tuple[Text, ...] = field(
        "Cách tiến hành", "Đợt học được làm thế nào.", ["Đảng viên được phân công tham luận."], default=()
    )
    programme: tuple[Annotated[Session, text_as("title")], ...] = field(
        "Chương trình", "Các phần theo thứ tự.", [{"title": "Khai mạc", "minutes": 10}], default=()
    )
    materials: Materials = field("Tài liệu gửi trước", "Người dự nhận gì trước.", ["Dự thảo chuyên đề"], default=())
    follow_up: tuple[Annotated[FollowUp, text_as("what")], ...] = field(
        "Sau đợt học",
        "Việc tiếp theo, ai làm, khi nào.",
        [{"what": "Nộp thu hoạch", "due_days": 7}],
        default=(),
    )

    @property
    def is_dated(self) -> bool:
        """Whether the first day is known exactly, so that the round can stand in a calendar."""
        return self.start is not None and self.start.day is not None
