"""What was read from a file in, the text of a draft entry out: a skeleton with suggestions, and the body to rewrite."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importing.hints import find_hints
from generator.importing.reading import Reading
from generator.kinds import Record
from generator.rules.structure import SKELETON
from generator.skeleton import Known, skeleton_lines

WARNING = (
    f"{SKELETON}: bản nháp lấy từ tệp “{{name}}”. Đối chiếu với bản gốc, tóm bằng lời của mình, ghi nguồn, "
    "rồi xóa dòng này."
)


def draft(kind: type[Record], identifier: str, reading: Reading, name: str, known: Known) -> str:
    """The draft's text; the marks in it keep it from being built until somebody has worked on it."""
    title = {"title": [reading.title]} if reading.title else {}
    front = skeleton_lines(kind, identifier, Known(known.today, title, known.first_ids))
    lines = [*front[:-1], *_suggestions(reading), front[-1], "", WARNING.format(name=name), "", reading.body]
    return "\n".join(lines).rstrip() + "\n"


def _suggestions(reading: Reading) -> Sequence[str]:
    hints = [f"#   {label}: {found}" for label, found in find_hints(f"{reading.title}\n{reading.body}")]
    if reading.encoding:
        hints.insert(0, f"#   bảng mã: đã đổi từ {reading.encoding.name}; đọc lại dấu và chữ hoa")
    return ["# Gợi ý đọc thấy trong tệp, đối chiếu rồi mới chép vào trường:", *hints] if hints else []
