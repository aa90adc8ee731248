"""The content type of guiding documents: resolutions, directives, conclusions, rules, guidelines."""

from __future__ import annotations

from typing import ClassVar

from generator.kinds.fields import AudienceRef, Choice, PartialDate, field
from generator.kinds.parts import LegalStatus, NamedAs, Points, Questions, Relations
from generator.kinds.record import Record
from generator.kinds.self_checks import SelfChecks, self_checks_field


class ResolutionKind(Choice):
    """Document types (tên loại) of the Party, and what the sources name without a type of its own.

    Source: Quy định 399-QĐ/TW (2026), as listed in the stored formats.
    """

    CHARTER = "dieu-le", "Điều lệ"
    RESOLUTION = "nghi-quyet", "Nghị quyết"
    DIRECTIVE = "chi-thi", "Chỉ thị"
    CONCLUSION = "ket-luan", "Kết luận"
    RULE = "quy-dinh", "Quy định"
    STATUTE = "quy-che", "Quy chế"
    DECISION = "quyet-dinh", "Quyết định"
    GUIDELINE = "huong-dan", "Hướng dẫn"
    SCHEME = "de-an", "Đề án"
    PLAN = "ke-hoach", "Kế hoạch"
    PROGRAMME = "chuong-trinh", "Chương trình"
    BY_LAW = "noi-quy", "Nội quy"
    CRITERIA = "tieu-chi", "Bộ tiêu chí"
    TEMPLATE = "van-ban-mau", "Văn bản mẫu"
    TEXTBOOK = "tai-lieu", "Giáo trình, tài liệu"
    GROUP = "nhom-van-ban", "Nhóm văn bản"


class TitleForm(Choice):
    """How far the title is the document's own subject line (trích yếu)."""

    VERBATIM = "nguyen-van", "nguyên văn trích yếu"
    AS_CALLED = "theo-cach-goi", "theo cách gọi của nguồn, có thể khác trích yếu"
    TRANSLATED = "dich", "dịch từ trang tiếng nước ngoài, không phải trích yếu"
    OURS = "tu-dat", "do người biên tập đặt, nguồn không ghi trích yếu"


class Confidence(Choice):
    """How well the public pages support the data card."""

    HIGH = "cao", "cao"
    MEDIUM = "trung-binh", "trung bình"
    LOW = "thap", "thấp"


class Resolution(Record):
    """Một văn bản: nghị quyết, chỉ thị, kết luận, quy định, quyết định, hướng dẫn, đề án, kế hoạch..."""

    folder: ClassVar[str] = "nghi-quyet"
    label: ClassVar[str] = "Văn bản"
    plural: ClassVar[str] = "Nghị quyết, văn bản"
    blurb: ClassVar[str] = "Nghị quyết, chỉ thị, kết luận, quy định, hướng dẫn và các văn bản liên quan."

    number: str | None = field(
        "Số, ký hiệu",
        "Đúng như trên văn bản. Bỏ trống khi nguồn không ghi.",
        "21-KL/TW",
        default=None,
        pattern=r"^\d{1,5}-[A-ZĐ][A-Za-zĐđ]*(/[A-ZĐ][A-Za-zĐđ.\-]*)?$",
    )
    kind: ResolutionKind = field("Loại văn bản", "Tên loại văn bản.", "ket-luan")
    title_form: TitleForm = field("Cách ghi tên", "Tên có phải nguyên văn trích yếu không.", "nguyen-van")
    issuer: str | None = field("Cơ quan ban hành", "Tên cơ quan lúc ban hành.", "Bộ Chính trị", default=None)
    signer: str | None = field("Người ký", "Họ tên người ký, nếu nguồn ghi.", "Tô Lâm", default=None)
    issued: PartialDate | None = field(
        "Ngày ban hành",
        "Năm-tháng-ngày, năm-tháng hoặc chỉ năm. Bỏ trống khi chưa rõ.",
        "2021-10-25",
        default=None,
    )
    term: str | None = field("Khóa", "Khóa đại hội, chữ số La Mã.", "XIII", default=None, pattern=r"^[IVX]+$")
    term_inferred: bool = field(
        "Khóa suy ra", "true khi khóa được suy từ ngày, không đọc thấy ở nguồn.", True, default=False
    )
    status: LegalStatus = field(
        "Tình trạng hiệu lực",
        "Tình trạng và ngày xem lại gần nhất.",
        {"value": "chua-ro", "checked": "2026-11-22"},
    )
    confidence: Confidence | None = field(
        "Độ tin của thẻ văn bản", "Các trang công khai chứng thực đến đâu.", "cao", default=None
    )
    named_as: tuple[NamedAs, ...] = field(
        "Cách gọi trong bài nguồn",
        "Tên văn bản như các bài nguồn viết.",
        [{"name": "Kết luận số 21-KL/TW", "sources": [{"article": "phu-tho-2022", "lines": "23"}]}],
        default=(),
    )
    required_for: tuple[AudienceRef, ...] = field(
        "Bắt buộc với", "Đối tượng buộc phải học mục này; thiếu phần cho họ thì báo lỗi.", ["dang-vien-moi"], default=()
    )
    key_points: Points = field(
        "Điểm chính",
        "Điều cần nắm, chỉ gồm những gì nguồn cho thấy.",
        ["Sinh hoạt chi bộ tối thiểu 90 phút."],
        default=(),
    )
    questions: Questions = field(
        "Câu hỏi thảo luận",
        "Câu hỏi gắn văn bản với việc của người học.",
        ["Chi bộ đang làm khác ở điểm nào?"],
        default=(),
    )
    self_checks: SelfChecks = self_checks_field()
    implements: Relations = field(
        "Thực hiện, hướng dẫn thi hành",
        "Văn bản mà văn bản này hướng dẫn hoặc thi hành.",
        ["144-qd-tw-2024"],
        default=(),
        inverse="Được hướng dẫn, thi hành bởi",
    )
    replaces: Relations = field(
        "Thay thế",
        "Văn bản bị văn bản này thay thế.",
        ["22-qd-tw-2021"],
        default=(),
        inverse="Bị thay thế bởi",
    )
    amends: Relations = field(
        "Sửa đổi, bổ sung",
        "Văn bản được sửa đổi, bổ sung.",
        ["22-qd-tw-2021"],
        default=(),
        inverse="Được sửa đổi, bổ sung bởi",
    )
    based_on: Relations = field(
        "Căn cứ", "Văn bản làm căn cứ ban hành.", ["09-qdi-tw-2018"], default=(), inverse="Là căn cứ của"
    )
    continues: Relations = field(
        "Tiếp nối",
        "Văn bản trước đó mà văn bản này tiếp tục.",
        ["04-nq-tw-2016"],
        default=(),
        inverse="Được tiếp nối bởi",
    )
    cites: Relations = field(
        "Nhắc đến",
        "Văn bản được dẫn trong văn bản này.",
        ["01-kl-tw-2021"],
        default=(),
        inverse="Được nhắc đến trong",
    )
    related: Relations = field(
        "Liên quan",
        "Văn bản cùng chủ đề; chỉ ghi ở một phía.",
        ["01-ct-tw-2016"],
        default=(),
        inverse="Liên quan",
    )

    @property
    def heading(self) -> str:
        """Type and number as spoken: `Kết luận 21-KL/TW`; the title when there is no number."""
        return f"{self.kind.label} {self.number}" if self.number else self.title


RELATIONS = ("implements", "replaces", "amends", "based_on", "continues", "cites", "related")
"""Names of the fields that tie documents together, stored on the active side only (schema.org Legislation, ELI)."""
