"""The parts that several content types share: citations, points, questions, figures, needs."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from generator.kinds.fields import (
    ArticleRef,
    AudienceRef,
    Choice,
    Part,
    ResolutionRef,
    Slug,
    Text,
    WebAddress,
    field,
    text_as,
)

Day = date
"""The type of a field that is itself called `date`."""


class Citation(Part):
    """Where a fact was seen: lines of a stored article, or a public page."""

    article: ArticleRef | None = field(
        "Bài nguồn", "Mã của bài nguồn trong thư mục nguon/.", "phu-tho-2022", default=None
    )
    lines: str | None = field(
        "Dòng",
        "Số dòng trong tệp nguồn, mỗi dòng là một đoạn. Nhiều chỗ cách nhau bằng dấu phẩy.",
        "9-11, 14",
        default=None,
        pattern=r"^\d+(-\d+)?(, ?\d+(-\d+)?)*$",
    )
    url: WebAddress | None = field(
        "Địa chỉ trang",
        "Trang công khai đã xem.",
        "https://tuyengiao.vn/...",
        default=None,
    )
    seen: str | None = field("Đã thấy ở đó", "Điều đọc được tại nguồn này.", "số, ngày, trích yếu", default=None)


class Point(Part):
    """One statement, for everyone or for the named audiences."""

    text: Text = field(
        "Nội dung", "Một ý, viết thành câu trọn vẹn.", "Chi bộ sinh hoạt chuyên đề ít nhất mỗi quý một lần."
    )
    audiences: tuple[AudienceRef, ...] = field(
        "Dành cho", "Bỏ trống nếu dành cho mọi đối tượng của mục.", ["bi-thu-chi-bo"], default=()
    )
    sources: tuple[Citation, ...] = field(
        "Nguồn",
        "Ghi khi nguồn của ý này khác nguồn chung của mục.",
        [{"article": "phu-tho-2022", "lines": "11"}],
        default=(),
    )


class ChangeNote(Part):
    """What changed in an entry, in an editor's words."""

    date: Day = field("Ngày", "Ngày sửa (năm-tháng-ngày).", "2026-12-20")
    text: Text = field(
        "Điều đã đổi",
        "Một câu: trước thế nào, nay thế nào, ai cần xem lại.",
        "Thêm mức thời gian tối thiểu của sinh hoạt chuyên đề.",
    )
    audiences: tuple[AudienceRef, ...] = field(
        "Dành cho", "Bỏ trống nếu ai đọc mục này cũng cần biết.", ["bi-thu-chi-bo"], default=()
    )


class Question(Part):
    """A question for discussion."""

    id: Slug | None = field(
        "Mã", "Mã không đổi của câu hỏi trong mục này, để dẫn tới đúng câu hỏi.", "viec-sau-lan-hoc-truoc", default=None
    )
    text: Text = field(
        "Câu hỏi", "Câu hỏi mở, gắn với việc của người học.", "Chi bộ đồng chí đã làm gì sau lần học trước?"
    )
    answer: str | None = field(
        "Gợi ý trả lời", "Ý chính của câu trả lời, nếu có.", "Nêu việc, người làm, thời hạn.", default=None
    )
    audiences: tuple[AudienceRef, ...] = field(
        "Dành cho", "Bỏ trống nếu dành cho mọi đối tượng của mục.", ["dang-vien"], default=()
    )
    answer_for: tuple[AudienceRef, ...] = field(
        "Gợi ý trả lời chỉ cho",
        "Bỏ trống nếu ai cũng được xem gợi ý trả lời; ghi người giảng thì gợi ý chỉ có trong bản nội bộ.",
        ["bao-cao-vien"],
        default=(),
    )


class FigureKind(Choice):
    """Whether a figure reports, sets a target or proposes."""

    REPORTED = "so-lieu", "Số liệu"
    TARGET = "chi-tieu", "Chỉ tiêu"
    PROPOSED = "de-nghi", "Đề nghị"


class Comparison(Choice):
    """How a figure's value is meant."""

    EQUAL = "bang", "bằng"
    OVER = "tren", "trên"
    UNDER = "duoi", "dưới"
    AT_LEAST = "it-nhat", "ít nhất"
    AT_MOST = "nhieu-nhat", "nhiều nhất"
    BETWEEN = "tu-den", "từ ... đến"


class Figure(Part):
    """A number with what it counts, when it held and where it was read."""

    id: Slug = field("Mã", "Mã không đổi của con số trong cả kho.", "f07")
    label: Text = field("Nội dung", "Con số nói về điều gì.", "Lớp bồi dưỡng đã mở")
    kind: FigureKind = field("Loại", "Số liệu đã có, chỉ tiêu đặt ra hay đề nghị.", "chi-tieu")
    value: float = field("Giá trị", "Chữ số, không có dấu ngăn hàng nghìn.", 5704)
    value_to: float | None = field("Đến", "Giá trị trên, khi là một khoảng.", 10, default=None)
    unit: Text = field("Đơn vị", "Đơn vị tính.", "lớp/năm")
    comparison: Comparison = field("So sánh", "Bằng, trên, ít nhất, từ ... đến.", "it-nhat", default=Comparison.EQUAL)
    of: str | None = field(
        "Tính trên", "Với tỷ lệ phần trăm: tính trên ai, trên gì.", "giảng viên kiêm chức", default=None
    )
    period: str | None = field("Thời kỳ", "Khoảng thời gian con số có giá trị.", "2021 - 2025", default=None)
    sources: tuple[Citation, ...] = field(
        "Nguồn", "Nơi đọc được con số.", [{"article": "bac-giang-2021", "lines": "11"}], min_length=1
    )
    derived: bool = field(
        "Suy ra",
        "true khi con số không đứng nguyên ở nguồn mà được đếm hoặc đổi từ lời văn; khi đó phải có ghi chú.",
        True,
        default=False,
    )
    note: str | None = field("Ghi chú", "Điều cần biết khi dùng con số.", "Bài không nêu nguồn độc lập.", default=None)


class Need(Part):
    """Something an audience needs from materials or organisers, and where this base answers it."""

    id: Slug = field("Mã", "Mã không đổi của nhu cầu.", "n01")
    title: Text = field("Nhu cầu", "Điều người dùng cần.", "Gửi tài liệu trước cho người học")
    detail: str | None = field("Chi tiết", "Cần thế nào thì đủ.", "Kèm câu hỏi chuẩn bị.", default=None)
    audiences: tuple[AudienceRef, ...] = field(
        "Cũng cần cho", "Các đối tượng khác cùng có nhu cầu này.", ["dang-vien"], default=()
    )
    answered_by: str | None = field(
        "Đáp ứng bằng",
        "Cách kho tư liệu đáp ứng, hoặc vì sao không.",
        "Trang đợt học có mục tài liệu gửi trước.",
        default=None,
    )
    sources: tuple[Citation, ...] = field(
        "Nguồn", "Nơi nêu nhu cầu.", [{"article": "to-chuc-2012", "lines": "10"}], min_length=1
    )


class NamedAs(Part):
    """How a source names something."""

    name: Text = field(
        "Cách gọi",
        "Tên đúng như nguồn ghi; chỗ lược bỏ ghi ..., lời người biên tập đặt trong ngoặc vuông.",
        "Nghị quyết Trung ương 4 (khóa XII)",
    )
    sources: tuple[Citation, ...] = field(
        "Nguồn", "Nơi gọi như vậy.", [{"article": "phu-tho-2022", "lines": "23"}], min_length=1
    )


class Relation(Part):
    """A tie to another document, with a remark where the tie itself needs one."""

    target: ResolutionRef = field("Văn bản", "Mã văn bản liên quan.", "04-nq-tw-2016")
    note: str | None = field(
        "Ghi chú", "Điều cần biết về quan hệ này.", "chỉ thị cùng loại, nhiệm kỳ trước", default=None
    )


class LegalForce(Choice):
    """Whether a document is in force, as far as public pages show."""

    IN_FORCE = "con-hieu-luc", "Còn hiệu lực"
    PARTLY = "con-mot-phan", "Còn hiệu lực một phần"
    ENDED = "het-hieu-luc", "Hết hiệu lực"
    TO_CHECK = "can-kiem-tra", "Cần kiểm tra"
    UNKNOWN = "chua-ro", "Chưa rõ"
    NOT_ISSUED = "chua-ban-hanh", "Chưa ban hành"


class LegalStatus(Part):
    """The legal force of a document on the day somebody looked."""

    value: LegalForce = field("Tình trạng", "Tình trạng hiệu lực.", "chua-ro")
    checked: date = field("Ngày kiểm tra", "Ngày xem lại tình trạng gần nhất (năm-tháng-ngày).", "2026-11-22")
    note: str | None = field("Ghi chú", "Căn cứ hoặc dấu hiệu.", "Có Quy định 296-QĐ/TW thay thế.", default=None)


class TimeSplit(Part):
    """Teaching periods (tiết) of a module by form."""

    lecture: float = field("Lên lớp", "Số tiết giảng.", 3, default=0, ge=0)
    discussion: float = field("Thảo luận", "Số tiết thảo luận.", 1, default=0, ge=0)
    practice: float = field("Thực hành, thực tế", "Số tiết thực hành, nghiên cứu thực tế.", 1, default=0, ge=0)

    @property
    def total(self) -> float:
        """All periods together."""
        return self.lecture + self.discussion + self.practice


class Step(Part):
    """One step of a module: what is treated, in how many periods."""

    title: Text = field("Nội dung", "Phần của chuyên đề.", "Những điểm mới và cơ sở của chúng")
    periods: float | None = field("Số tiết", "Số tiết, nếu nguồn nêu hoặc người dạy đã định.", 1, default=None, gt=0)
    method: str | None = field(
        "Cách làm", "Thuyết trình, thảo luận, tình huống, thực tế.", "thảo luận nhóm", default=None
    )


class Material(Part):
    """Something to read, hand out or bring."""

    title: Text = field("Tài liệu", "Tên tài liệu.", "Tập bài giảng của lớp")
    resolution: ResolutionRef | None = field("Văn bản", "Mã văn bản, nếu có trong kho.", "50-ct-tw-2025", default=None)
    url: WebAddress | None = field("Địa chỉ", "Trang công khai.", "https://...", default=None)
    note: str | None = field("Ghi chú", "Gửi trước hay phát tại lớp.", "gửi trước buổi học", default=None)


Points = tuple[Annotated[Point, text_as("text")], ...]
Questions = tuple[Annotated[Question, text_as("text")], ...]
Relations = tuple[Annotated[Relation, text_as("target")], ...]
Steps = tuple[Annotated[Step, text_as("title")], ...]
Materials = tuple[Annotated[Material, text_as("title")], ...]
