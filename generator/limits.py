"""A file's text in; the same up to where it becomes more than Markdown can take, and what is too much there, out."""

from __future__ import annotations

import re

from generator.diagnostics import Diagnostic, Place, Rule, Severity

TOO_MUCH = Rule(
    "TX006",
    "too-large-or-dense",
    Severity.ERROR,
    """Tệp quá lớn, lồng quá sâu hoặc có quá nhiều ngoặc vuông.

**Kiểm tra gì.** Tệp Markdown dài không quá một triệu ký tự; một dòng thụt không quá 60 dấu cách và lồng không quá 20
dấu `>`; một đoạn (các dòng liền nhau), hoặc một dòng của bảng, có không quá 400 ngoặc vuông mở, cả tệp không quá 5000.

**Vì sao.** Ở những chỗ như vậy việc dựng trang chậm dần đến mức không xong. Phần của tệp từ chỗ bị báo trở đi
không được đọc.

**Ví dụ.** Một tệp nhật ký dán nhầm vào `docs/`.

**Cách sửa.** Chia tệp hoặc đoạn thành nhiều phần.
""",
)

LARGEST = 1_000_000
BRACKETS_IN_PARAGRAPH = 400
BRACKETS_IN_FILE = 5000
_TOO_DEEP = re.compile(r"^(?:[ ]{61}|\t{16}|(?:[ ]{0,3}>){21})", re.MULTILINE)
_HINT = "chia tệp hoặc đoạn thành nhiều phần"


def cut(path: str, text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text before the first thing that is too much; all of it, with no finding, when nothing is."""
    found = [one for one in (_too_large(text), _too_deep(text), _too_dense(text)) if one]
    if not found:
        return text, ()
    offset, message = min(found)
    return text[:offset], (Diagnostic(TOO_MUCH, Place(path, text, offset), message, _HINT),)


def _too_large(text: str) -> tuple[int, str] | None:
    return (LARGEST, "tệp dài hơn một triệu ký tự") if len(text) > LARGEST else None


def _too_deep(text: str) -> tuple[int, str] | None:
    if " " * 61 not in text and "\t" * 16 not in text and text.count(">") < 21:
        return None
    line = _TOO_DEEP.search(text)
    return (line.start(), "dòng thụt hoặc lồng quá sâu") if line else None


def _too_dense(text: str) -> tuple[int, str] | None:
    if text.count("[") <= BRACKETS_IN_PARAGRAPH:
        return None
    in_file = in_paragraph = offset = start = 0
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("|"):
            in_paragraph, start = 0, offset
        here = line.count("[")
        in_paragraph += here
        in_file += here
        if in_paragraph > BRACKETS_IN_PARAGRAPH:
            return start, f"một đoạn có hơn {BRACKETS_IN_PARAGRAPH} ngoặc vuông mở"
        if in_file > BRACKETS_IN_FILE:
            return offset, f"tệp có hơn {BRACKETS_IN_FILE} ngoặc vuông mở"
        offset += len(line) + 1
    return None
