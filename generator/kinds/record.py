"""What every entry of the knowledge base has, whatever its kind."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from generator.kinds.fields import (
    Anchor,
    AudienceRef,
    Choice,
    EntryAddress,
    Part,
    Slug,
    Text,
    TopicRef,
    field,
    text_as,
)
from generator.kinds.parts import ChangeNote, Citation, Figure


class Visibility(Choice):
    """Who may get an entry: everybody, or only readers of the internal build."""

    PUBLIC = "cong-khai", "Công khai"
    INTERNAL = "noi-bo", "Nội bộ"


class Record(Part):
    """The base of all content types; `folder` under docs/ decides the kind of an entry."""

    folder: ClassVar[str]
    label: ClassVar[str]
    plural: ClassVar[str]
    blurb: ClassVar[str]

    id: Slug = field(
        "Mã",
        "Trùng tên tệp, không dấu, không đổi sau khi đã công bố; là phần cuối của địa chỉ trang.",
        "21-kl-tw-2021",
    )
    title: Text = field("Tên", "Tên đầy đủ hiện trên trang.", "Về đẩy mạnh xây dựng, chỉnh đốn Đảng")
    summary: Text = field(
        "Tóm tắt",
        "Một đến ba câu: mục này là gì, cần cho ai. Hiện trong danh sách và kết quả tìm kiếm.",
        "Hướng dẫn cách tổ chức sinh hoạt chi bộ và sinh hoạt chuyên đề.",
    )
    topics: tuple[TopicRef, ...] = field("Chủ đề", "Mã chủ đề trong danh mục ở mkdocs.yml.", ["nhan-thuc"], default=())
    audiences: tuple[AudienceRef, ...] = field(
        "Đối tượng", "Ai cần mục này; đối tượng hẹp hơn được kế thừa.", ["dang-vien"], default=()
    )
    keywords: tuple[Text, ...] = field("Từ khóa", "Từ người đọc có thể gõ khi tìm.", ["bài thu hoạch"], default=())
    figures: tuple[Figure, ...] = field(
        "Số liệu, chỉ tiêu",
        "Các con số thuộc về mục này.",
        [
            {
                "id": "f04",
                "label": "Lớp đã mở",
                "kind": "so-lieu",
                "value": 56,
                "unit": "lớp",
                "sources": [{"article": "bac-giang-2021", "lines": "10"}],
            }
        ],
        default=(),
    )
    sources: tuple[Annotated[Citation, text_as("url")], ...] = field(
        "Nguồn",
        "Mọi dữ kiện trên trang phải có ở một trong các nguồn này.",
        [{"article": "khoi-cqtw", "lines": "17"}],
        default=(),
    )
    note: str | None = field(
        "Lưu ý",
        "Điều người dùng mục này cần biết: chỗ chưa chắc, cách đọc nguồn.",
        "Một nguồn.",
        default=None,
    )
    added: date | None = field(
        "Ngày đưa vào kho", "Ngày mục được đưa vào kho (năm-tháng-ngày).", "2026-11-22", default=None
    )
    reviewed: date | None = field(
        "Ngày rà soát",
        "Ngày gần nhất xem lại mục này sau khi một văn bản nó dẫn tới bị thay thế (năm-tháng-ngày).",
        "2026-11-22",
        default=None,
    )
    changes: tuple[ChangeNote, ...] = field(
        "Lịch sử thay đổi",
        "Lời kể của người biên tập về những lần sửa đáng để người đã học biết; hiện trên trang và trong “Có gì mới”.",
        [{"date": "2026-12-20", "text": "Thêm mức thời gian tối thiểu của sinh hoạt chuyên đề."}],
        default=(),
    )
    formerly: tuple[EntryAddress, ...] = field(
        "Địa chỉ cũ",
        "Thư mục và mã mà mục này từng mang, hoặc của mục đã gộp vào đây; địa chỉ ấy dẫn sang trang này.",
        ["tinh-huong/thu-hoach-chep-lai"],
        default=(),
    )
    former_anchors: dict[Anchor, Anchor] = field(
        "Neo cũ",
        "Phần sau dấu # của chỗ đã bỏ trên trang này, và của chỗ thay nó.",
        {"cach-lam-cu": "cach-lam"},
        default={},
    )
    visibility: Visibility = field(
        "Phạm vi", "Công khai, hoặc chỉ có trong bản nội bộ.", "cong-khai", default=Visibility.PUBLIC
    )
