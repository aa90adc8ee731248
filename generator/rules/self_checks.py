"""Rules on questions: self-check questions that can be answered, and ids under which they can be linked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator import anchors
from generator.catalog import Entry
from generator.diagnostics import Finding
from generator.kinds.parts import Question
from generator.kinds.self_checks import SelfCheck
from generator.rules.registry import rule_of_one


def _checks(entry: Entry) -> Iterator[tuple[int, SelfCheck]]:
    yield from enumerate(_of(entry, "self_checks"))


def _of(entry: Entry, field: str) -> tuple[Any, ...]:
    """What only some kinds have. The kind is asked first: pydantic takes long to say that there is no such field."""
    return getattr(entry.record, field) if field in type(entry.record).model_fields else ()


@rule_of_one("SK001", "no-correct-choice", Entry)
def no_correct_choice(entry: Entry) -> Iterator[Finding]:
    """Câu tự kiểm tra không có phương án đúng.

    **Kiểm tra gì.** Mỗi câu trong `self_checks` có ít nhất một phương án ghi `correct: true`.

    **Vì sao.** Người học chọn cách nào cũng bị báo là chưa đúng.

    **Ví dụ.** Ba phương án, không phương án nào ghi `correct: true`.

    **Cách sửa.** Đối chiếu nguồn, ghi `correct: true` ở phương án đúng.
    """
    for index, check in _checks(entry):
        if not any(choice.correct for choice in check.choices):
            place = entry.place("self_checks", index, "id")
            yield place, f"câu “{check.id}” không có phương án đúng", "ghi correct: true ở phương án đúng"


@rule_of_one("SK002", "no-wrong-choice", Entry)
def no_wrong_choice(entry: Entry) -> Iterator[Finding]:
    """Câu tự kiểm tra mà phương án nào cũng đúng.

    **Kiểm tra gì.** Mỗi câu trong `self_checks` có ít nhất một phương án không đúng.

    **Vì sao.** Chọn gì cũng đúng thì người học không tự kiểm tra được điều gì.

    **Ví dụ.** Hai phương án, cả hai ghi `correct: true`.

    **Cách sửa.** Thêm một phương án hay bị nhầm và giải thích vì sao chưa đúng, hoặc chuyển thành câu hỏi thảo luận.
    """
    for index, check in _checks(entry):
        if all(choice.correct for choice in check.choices):
            place = entry.place("self_checks", index, "id")
            yield place, f"câu “{check.id}” không có phương án sai", "thêm một phương án hay bị nhầm, kèm giải thích"


@rule_of_one("SK003", "repeated-choice", Entry)
def repeated_choice(entry: Entry) -> Iterator[Finding]:
    """Hai phương án của một câu tự kiểm tra giống nhau.

    **Kiểm tra gì.** Trong một câu, lời của các phương án khác nhau (không kể chữ hoa, chữ thường).

    **Vì sao.** Hai phương án giống nhau mà một đúng một sai thì câu hỏi không trả lời được.

    **Ví dụ.** `- {text: 90 phút, why: ..., correct: true}` và `- {text: 90 phút, why: ...}`

    **Cách sửa.** Bỏ phương án lặp, hoặc sửa lại cho khác.
    """
    for index, check in _checks(entry):
        seen: set[str] = set()
        for position, choice in enumerate(check.choices):
            words = " ".join(choice.text.casefold().split())
            if words in seen:
                place = entry.place("self_checks", index, "choices", position, "text")
                yield place, f"phương án “{choice.text}” đã có trong câu này", "bỏ hoặc sửa phương án lặp"
            seen.add(words)


@rule_of_one("SK004", "question-id-taken", Entry)
def question_id_taken(entry: Entry) -> Iterator[Finding]:
    """Mã câu hỏi trùng với một chỗ khác trên trang của mục.

    **Kiểm tra gì.** Mã trong `questions` và `self_checks` của một mục khác nhau, khác mã các đầu mục của phần nội dung,
    mã con số, và khác các phần có sẵn của trang (`nguon`, `cau-hoi`, `tu-kiem-tra`…).

    **Vì sao.** Mã là phần sau dấu `#` của địa chỉ câu hỏi; trùng thì đường dẫn tới nhầm chỗ.

    **Ví dụ.** Hai câu cùng mang `id: thoi-luong`.

    **Cách sửa.** Đặt mã khác cho câu thêm sau.
    """
    taken = {heading.anchor for heading in entry.outline.headings} | {one.id for one in entry.record.figures}
    taken |= anchors.SECTIONS
    for field in ("questions", "self_checks"):
        items: tuple[Question | SelfCheck, ...] = _of(entry, field)
        for index, item in enumerate(items):
            if item.id in taken:
                place = entry.place(field, index, "id")
                yield place, f"mã “{item.id}” đã có chỗ khác trên trang này dùng", "đặt một mã khác"
            elif item.id:
                taken.add(item.id)
