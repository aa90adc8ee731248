"""Rules on what files below docs/ are called: names that hold on every machine and in every address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.diagnostics import Place
from generator.knowledge import Knowledge
from generator.rules.registry import Finding, rule

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
    paths = {f"{content.docs}/{path}" for path in content.other_files} | {one.path for one in content.sources}
    seen: set[str] = set()
    for path in sorted(paths):
        parts = path.removeprefix(f"{content.docs}/").split("/")
        for depth, name in enumerate(parts, 1):
            # A page becomes a folder of its name without the ending.
            stem = name.removesuffix(".md") if depth == len(parts) else name
            problem = fault(name) or fault(stem)
            named = "/".join(parts[:depth])
            if problem and named not in seen:
                seen.add(named)
                yield Place(path, "", 0), *problem


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
