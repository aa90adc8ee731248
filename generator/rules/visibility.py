"""Rules on what a public build loses because it is tied to internal entries."""

from __future__ import annotations

from collections.abc import Iterator

from generator import selection
from generator.catalog import Entry
from generator.diagnostics import Finding
from generator.kinds import Course, Lesson, Record
from generator.kinds.parts import Citation
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.rules.registry import rule

MEANING: dict[type[Record], tuple[str, ...]] = {
    Record: ("audiences", "sources", "figures"),
    Course: ("modules",),
    Lesson: ("answers", "explains"),
}
"""Lists without which an entry of a kind is there but says nothing."""

HINT = "cho mục này là noi-bo, hoặc ghi thêm ở {} một mục công khai"


@rule("VS001", "meaning-only-internal")
def meaning_only_internal(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục công khai mà điều làm nên mục chỉ có trong bản nội bộ.

    **Kiểm tra gì.** Bỏ các mục nội bộ đi thì mục công khai vẫn phải đủ trường bắt buộc, và không mất hết đối tượng,
    nguồn, số liệu; khóa bồi dưỡng còn chuyên đề; giải pháp, nguyên nhân còn điều nó trả lời hoặc giải thích.

    **Vì sao.** Bản công khai lặng lẽ thiếu mục ấy, hoặc có một trang không nguồn, không nội dung.

    **Ví dụ.** Tình huống công khai mà mọi hạn chế ghi ở `limitations` đều là `noi-bo`.

    **Cách sửa.** Cho mục là `noi-bo`, hoặc ghi thêm một mục công khai ở trường đó.
    """
    catalog = knowledge.catalog
    if all(entry.record.visibility is Visibility.PUBLIC for entry in catalog.entries):
        return
    public = selection.select(knowledge, Visibility.PUBLIC).catalog.by_key
    for entry in selection.select(knowledge, Visibility.INTERNAL).catalog.entries:
        if entry.record.visibility is not Visibility.PUBLIC:
            continue
        written = catalog.by_key[entry.key]
        if entry.key not in public:
            name = _lost_by(knowledge, written)
            message = f"bản công khai không có được mục này: “{name}” chỉ dẫn tới mục nội bộ"
            yield written.place(name), message, HINT.format(name)
            continue
        for name in _emptied(entry.record, public[entry.key].record):
            message = f"bản công khai mất hết “{name}”: ở đó chỉ có mục nội bộ"
            yield written.place(name), message, HINT.format(name)


def _lost_by(knowledge: Knowledge, entry: Entry) -> str:
    """The required field that keeps an entry out of a public build."""
    fields = type(entry.record).model_fields
    tied = [one.field for one in knowledge.links.outgoing(entry) if one.field in fields]
    return next((name for name in tied if fields[name].is_required()), tied[0] if tied else "id")


def _emptied(whole: Record, shown: Record) -> Iterator[str]:
    for kind, names in MEANING.items():
        for name in names if isinstance(whole, kind) else ():
            if _says_something(getattr(whole, name)) and not _says_something(getattr(shown, name)):
                yield name


def _says_something(values: tuple[object, ...]) -> bool:
    """Whether there is an item; a citation that has lost its article says nothing."""
    return any(not isinstance(one, Citation) or one.article or one.url for one in values)
