"""Modules to teach in, what the room and the lecturer need for their ways of working out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.kinds import Module

ROOM = (
    ("nhóm|thảo luận tổ|đóng vai", "Bàn ghế xếp được theo nhóm; giấy khổ lớn và bút cho mỗi nhóm"),
    ("thuyết trình|hình ảnh|tư liệu|video", "Máy chiếu hoặc màn hình, đã thử với tệp trình chiếu"),
    ("tham quan|thực tế", "Xe và người liên hệ ở nơi đến; giờ đi, giờ về đã báo học viên"),
    ("viết", "Giấy viết cho từng học viên"),
    ("tra cứu|phân tích văn bản|đọc", "Văn bản in sẵn cho từng học viên hoặc từng nhóm"),
    ("phiếu", "Phiếu đã in đủ số học viên"),
)
"""What the way of working asks of a room: words in the steps' methods and titles, and what to have ready."""


def needs_of(modules: Iterable[Module], *, has_cases: bool) -> Iterator[str]:
    """What to have ready, in the order in which it is looked for."""
    steps = [f"{step.method or ''} {step.title}".lower() for module in modules for step in module.outline]
    yield "Phòng đủ chỗ, thoáng, nghe rõ từ cuối phòng; có chỗ dán địa chỉ hoặc mã QR của lớp"
    for words, need in ROOM:
        if any(re.search(words, step) for step in steps):
            yield need
    if has_cases:
        yield "Tình huống in sẵn, mỗi nhóm một bản"
    yield "Phiếu phát tay đã in, không có đáp án"
    yield "Danh sách điểm danh, phiếu góp ý"
