"""The content types that explain: glossary terms and the source articles."""

from __future__ import annotations

from typing import ClassVar

from generator.kinds.fields import PartialDate, ResolutionRef, TermRef, Text, field
from generator.kinds.record import Record


class Term(Record):
    """Một thuật ngữ hoặc chữ viết tắt; tóm tắt chính là định nghĩa."""

    folder: ClassVar[str] = "thuat-ngu"
    label: ClassVar[str] = "Thuật ngữ"
    plural: ClassVar[str] = "Thuật ngữ, chữ viết tắt"
    blurb: ClassVar[str] = "Giải nghĩa ngắn các thuật ngữ và chữ viết tắt dùng trong kho."

    abbreviations: tuple[Text, ...] = field("Chữ viết tắt", "Các cách viết tắt.", ["LLCT"], default=())
    also: tuple[Text, ...] = field("Còn gọi là", "Cách gọi khác.", ["bài viết thu hoạch"], default=())
    see_also: tuple[TermRef, ...] = field(
        "Xem thêm", "Thuật ngữ liên quan.", ["sinh-hoat-chi-bo"], default=(), inverse="Được nhắc ở thuật ngữ"
    )
    resolutions: tuple[ResolutionRef, ...] = field(
        "Văn bản",
        "Văn bản quy định hoặc dùng thuật ngữ.",
        ["50-ct-tw-2025"],
        default=(),
        inverse="Thuật ngữ trong văn bản",
    )


class Article(Record):
    """Một bài nguồn lưu trong kho, nơi các dữ kiện được đọc ra theo dòng."""

    folder: ClassVar[str] = "nguon"
    label: ClassVar[str] = "Bài nguồn"
    plural: ClassVar[str] = "Bài nguồn"
    blurb: ClassVar[str] = "Các bài viết mà dữ kiện trong kho được đọc ra, theo từng dòng."

    organisation: str | None = field("Nơi được nói tới", "Tổ chức, địa phương trong bài.", "Tỉnh Long An", default=None)
    author: str | None = field("Tác giả", "Như bài ghi.", "Cẩm Loan", default=None)
    published: PartialDate | None = field("Ngày đăng", "Bỏ trống khi bài không ghi.", "2023-04-26", default=None)
    source_as_given: str | None = field("Nguồn bài tự ghi", "Nơi đăng như bài ghi.", "dangcongsan.vn", default=None)
    line_count: int = field("Số dòng", "Số dòng của tệp nguồn; mỗi dòng là một đoạn.", 29, gt=0)
