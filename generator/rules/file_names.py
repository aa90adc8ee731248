"""Rules on what files below docs/ are called: names that hold on every machine and in every address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.diagnostics import Finding, Place
from generator.knowledge import Knowledge
from generator.rules.registry import rule

LONGEST = 200
"""Bytes of a name in UTF-8; file systems take 255, and documents made of a page get longer names."""

_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?", re.IGNORECASE)


@rule("FN001", "unportable-file-name")
def unportable_file_name(knowledge: Knowledge) -> Iterator[Finding]:
    """Tên tệp hoặc thư mục không dùng được ở mọi máy.

    **Kiểm tra gì.** Tên không có ký tự `< > : " | ? *` hay dấu gạch chéo ngược, không kết thúc bằng dấu chấm hoặc dấu
    cách (cả trước `.md`), không phải tên thiết bị của Windows (`con`, `nul`, `com1`...), viết bằng Unicode dựng sẵn
    (NFC), dài không quá 200 byte.

    **Vì sao.** Máy Windows không lấy được cả kho về; địa chỉ có dấu tách rời thì gõ lại không mở được.

    **Ví dụ.** `docs/con.md`, `docs/Hỏi: đáp.md`

    **Cách sửa.** Đổi tên; tốt nhất là chữ thường không dấu, chữ số và gạch nối.
    """
    content = knowledge.content
    seen: set[str] = set()
    for path in _paths(knowledge):
        parts = path.removeprefix(f"{content.docs}/").split("/")
        for depth, name in enumerate(parts, 1):
            # A page becomes a folder of its name without the ending.
            stem = name.removesuffix(".md") if depth == len(parts) else name
            problem = fault(name) or fault(stem)
            named = "/".join(parts[:depth])
            if problem and named not in seen:
                seen.add(named)
                yield Place(path, "", 0), *problem


@rule("FN002", "names-differing-in-case")
def names_differing_in_case(knowledge: Knowledge) -> Iterator[Finding]:
    """Hai tệp hoặc thư mục chỉ khác nhau chữ hoa, chữ thường hay cách ghép dấu.

    **Kiểm tra gì.** Trong một thư mục, hai tên đọc không phân biệt hoa, thường và viết dựng sẵn (NFC) phải khác nhau.

    **Vì sao.** Trên Windows và macOS hai tên ấy là một: tệp này đè tệp kia, trang và địa chỉ lẫn vào nhau.

    **Ví dụ.** `docs/Ghi-chu.md` và `docs/ghi-chu.md`

    **Cách sửa.** Đổi tên một tệp, hoặc gộp hai tệp làm một.
    """
    seen: dict[str, str] = {}
    for path in _paths(knowledge):
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            named = "/".join(parts[:depth])
            first = seen.setdefault(unicodedata.normalize("NFC", named).casefold(), named)
            if first != named:
                seen[unicodedata.normalize("NFC", named).casefold()] = named
                message = (
                    f"tên chỉ khác “{unicodedata.normalize('NFC', first)}” ở chữ hoa, chữ thường hay cách ghép dấu"
                )
                yield Place(path, "", 0), message, "đổi tên một trong hai, hoặc gộp làm một"
                break


def _paths(knowledge: Knowledge) -> list[str]:
    content = knowledge.content
    paths = {f"{content.docs}/{path}" for path in content.other_files} | {one.path for one in content.sources}
    return sorted(paths | content.unreadable)


def fault(name: str) -> tuple[str, str] | None:
    """What is wrong with one part of a path, and what to do; None when it is sound everywhere."""
    if bad := _FORBIDDEN.search(name):
        return f"tên “{name}” có ký tự {bad.group()!r} không dùng được trên Windows", "đổi tên, bỏ ký tự này"
    if name.endswith((".", " ")):
        return f"tên “{name}” kết thúc bằng dấu chấm hoặc dấu cách", "bỏ dấu ở cuối tên"
    if _DEVICE.fullmatch(name):
        return f"tên “{name}” là tên thiết bị của Windows", "đặt tên khác"
    if not unicodedata.is_normalized("NFC", name):
        composed = unicodedata.normalize("NFC", name)
        return f"tên “{composed}” viết bằng dấu tách rời", "đổi tên bằng Unicode dựng sẵn (NFC) hoặc chữ không dấu"
    if len(name.encode()) > LONGEST:
        return f"tên dài {len(name.encode())} byte, quá {LONGEST}", "đặt tên ngắn hơn"
    return None
