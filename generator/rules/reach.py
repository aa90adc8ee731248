"""Rules on audiences: what reaches whom."""

from __future__ import annotations

from collections.abc import Iterator

from generator.coverage import COVERED_KINDS, Cover, cover_of, required_for
from generator.diagnostics import Finding
from generator.kinds import Audience, Case, Course, Lesson, Module, Resolution, Round
from generator.knowledge import Knowledge
from generator.rules.registry import rule

FOR_READERS = (Resolution, Course, Module, Lesson, Case, Round)
"""Kinds whose entries are made for audiences."""

IN_GUIDES = (Resolution, Module, Lesson, Case)
"""Kinds that fill a study guide."""


@rule("AU002", "unreached-entry")
def unreached_entry(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục không tới được đối tượng nào.

    **Kiểm tra gì.** Mục phải có `audiences`, hoặc được dẫn từ một mục có `audiences`.

    **Vì sao.** Mục như vậy không xuất hiện trong hướng dẫn học tập của ai.

    **Ví dụ.** Bài học mới không ghi dành cho ai.

    **Cách sửa.** Thêm `audiences` với các đối tượng cần mục này nhất.
    """
    for kind in FOR_READERS:
        for entry in knowledge.catalog.of(kind):
            used_by = (reference.source.record.audiences for reference in knowledge.links.incoming(entry))
            if entry.is_whole and not entry.record.audiences and not any(used_by):
                yield (
                    entry.place("id"),
                    "mục này không tới được đối tượng nào",
                    "thêm audiences, ví dụ [dang-vien]",
                )


@rule("AU003", "empty-guide")
def empty_guide(knowledge: Knowledge) -> Iterator[Finding]:
    """Đối tượng không có gì để học.

    **Kiểm tra gì.** Mỗi đối tượng phải có ít nhất một văn bản, chuyên đề, bài học hoặc tình huống, kể cả kế thừa.

    **Vì sao.** Trang hướng dẫn học tập của đối tượng đó sẽ trống.

    **Ví dụ.** Thêm một đối tượng mới mà chưa mục nào ghi dành cho họ.

    **Cách sửa.** Ghi `broader` để kế thừa, hoặc thêm đối tượng vào `audiences` của các mục.
    """
    for entry in knowledge.catalog.of(Audience):
        if not any(knowledge.reach.entries_for(entry.record.id, kind) for kind in IN_GUIDES):
            message = f"hướng dẫn học tập của “{entry.record.title}” sẽ trống"
            yield entry.place("id"), message, "ghi broader, hoặc thêm đối tượng này vào audiences của các mục"


@rule("AU008", "required-but-not-covered")
def required_but_not_covered(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục bắt buộc với một đối tượng mà không có gì cho họ.

    **Kiểm tra gì.** Văn bản, chuyên đề ghi `required_for` phải tới được đối tượng đó và có điểm chính, câu hỏi hoặc kết
    cấu dành cho họ.

    **Vì sao.** Người buộc phải học mà hướng dẫn không nói gì thì việc học chỉ còn là hình thức.

    **Ví dụ.** `required_for: [dang-vien-moi]`, `audiences: [bao-cao-vien]`.

    **Cách sửa.** Thêm đối tượng vào `audiences` và viết ít nhất một điểm chính hoặc câu hỏi cho họ.
    """
    for kind in COVERED_KINDS:
        for entry in knowledge.catalog.of(kind):
            for n, audience in enumerate(required_for(entry)):
                if entry.is_whole and cover_of(knowledge, entry, audience) is Cover.NONE:
                    message = f"bắt buộc với đối tượng “{audience}” mà không có gì cho họ"
                    hint = "thêm vào audiences, rồi viết một điểm chính hoặc câu hỏi cho họ"
                    yield entry.place("required_for", n), message, hint
