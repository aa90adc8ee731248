"""What stays in the place of an entry that was removed: since when, why, and where to go instead."""

from __future__ import annotations

from datetime import date

from generator.kinds.fields import EntryAddress, Part, Slug, Text, field
from generator.kinds.record import Visibility


class Removal(Part):
    """Một mục đã bỏ khỏi kho; tệp ở lại để địa chỉ cũ còn nói được mục đi đâu."""

    id: Slug = field("Mã", "Mã của mục đã bỏ, trùng tên tệp.", "thu-hoach-chep-lai")
    title: Text = field("Tên", "Tên của mục đã bỏ.", "Bài thu hoạch chép lại")
    removed: date = field("Ngày bỏ", "Ngày mục được bỏ khỏi kho (năm-tháng-ngày).", "2026-11-22")
    reason: Text = field("Lý do", "Vì sao bỏ, một câu.", "Tình huống không còn căn cứ trong nguồn.")
    successor: EntryAddress | None = field(
        "Mục thay thế",
        "Thư mục và mã của mục thay thế; bỏ trống khi không có mục nào thay.",
        "tinh-huong/thu-hoach-chung-chung",
        default=None,
    )
    visibility: Visibility = field(
        "Phạm vi", "Như của mục đã bỏ: công khai, hoặc chỉ có trong bản nội bộ.", "cong-khai", default=Visibility.PUBLIC
    )
