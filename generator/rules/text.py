"""Rules on characters: what looks right on the screen but breaks search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.diagnostics import Finding
from generator.rules.registry import rule_of_one
from generator.source import Source

INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]"
)
PRINTABLE = "\u115f\u1160\ufffc"
"""Those of them that count as printable: all the others are what Python calls not printable."""
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f\uff21-\uff5a]")
_WORD = re.compile(r"[^\W\d_]+")


@rule_of_one("TX002", "text-not-nfc", Source)
def text_not_nfc(source: Source) -> Iterator[Finding]:
    """Chữ có dấu tách rời (không phải Unicode dựng sẵn).

    **Kiểm tra gì.** Mọi tệp viết bằng Unicode dựng sẵn (NFC).

    **Vì sao.** Cùng một chữ mà mã khác nhau thì tìm không thấy, so sánh không khớp.

    **Ví dụ.** Chữ “ệ” gồm ba ký tự e, dấu mũ, dấu nặng, thường do chép từ máy Mac hoặc PDF.

    **Cách sửa.** Trong bộ gõ chọn “Unicode dựng sẵn” rồi gõ lại từ này.
    """
    if unicodedata.is_normalized("NFC", source.text):
        return
    for match in re.finditer(r"\S+", source.text):
        if not unicodedata.is_normalized("NFC", match.group()):
            word = unicodedata.normalize("NFC", match.group())
            yield source.at(match.start()), f"“{word}” viết bằng dấu tách rời", "gõ lại bằng Unicode dựng sẵn (NFC)"


@rule_of_one("TX003", "invisible-character", Source)
def invisible_character(source: Source) -> Iterator[Finding]:
    """Có ký tự không nhìn thấy.

    **Kiểm tra gì.** Dấu cách không độ rộng, dấu ngắt mềm, ký tự điều khiển, ký tự đổi chiều chữ.

    **Vì sao.** Chúng làm hỏng tìm kiếm và có thể giấu nội dung.

    **Ví dụ.** “nghị quyết” có một dấu cách không độ rộng ở giữa, thường do chép từ trang web.

    **Cách sửa.** Xóa ký tự ở đúng cột được báo.
    """
    if source.text.replace("\n", "").isprintable() and not any(sign in source.text for sign in PRINTABLE):
        return  # as in most files, which takes less time to tell
    for match in INVISIBLE.finditer(source.text):
        code = f"U+{ord(match.group()):04X}"
        yield source.at(match.start()), f"có ký tự không nhìn thấy ({code})", "xóa ký tự này"


@rule_of_one("TX004", "mixed-script-word", Source)
def mixed_script_word(source: Source) -> Iterator[Finding]:
    """Một từ trộn chữ của nhiều bộ chữ.

    **Kiểm tra gì.** Từ có cả chữ La tinh lẫn chữ Kirin, Hy Lạp hoặc chữ rộng kiểu Đông Á.

    **Vì sao.** Trông giống hệt nhưng là chữ khác, nên tìm không thấy; cũng là cách làm giả địa chỉ.

    **Ví dụ.** “Đảng” viết bằng chữ а của bảng chữ Kirin.

    **Cách sửa.** Gõ lại cả từ.
    """
    if not source.stored.without(_OTHER_BYTES):
        return
    for match in _WORD.finditer(source.text):
        foreign = _OTHER_SCRIPT.findall(match.group())
        if foreign and len(foreign) < len(match.group()):
            codes = ", ".join(sorted({f"“{char}” U+{ord(char):04X}" for char in foreign}))
            yield source.at(match.start()), f"từ “{match.group()}” trộn chữ khác bảng ({codes})", "gõ lại cả từ"


_OTHER_BYTES = bytes(byte for byte in range(256) if byte not in {*range(0xCD, 0xD5), 0xEF})
"""All but those that letters of `_OTHER_SCRIPT` begin with in UTF-8: looking for these takes a fraction of the time."""
