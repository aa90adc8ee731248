"""The values of mkdocs.yml in, those out that have another shape than the adapters build on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from generator.diagnostics import Rule, Severity

INCLUDING_EXTENSION = Rule(
    "CF002",
    "file-including-extension",
    Severity.ERROR,
    """Phần mở rộng Markdown trong mkdocs.yml chép tệp trên máy vào trang.

**Kiểm tra gì.** `markdown_extensions` không có `pymdownx.snippets`, `pymdownx.b64`, `pymdownx.pathconverter`, các phần
mở rộng `include`, và `custom_fences` của `pymdownx.superfences`.

**Vì sao.** Với chúng, một dòng trong bài viết đủ để đưa tệp bất kỳ của máy dựng trang lên trang công khai.

**Ví dụ.** `- pymdownx.snippets`

**Cách sửa.** Xóa phần mở rộng; chép phần văn bản cần dùng vào bài.
""",
)
TEXTS = {"site_name": "Sổ tay học tập", "site_url": "https://so-tay.example.org/", "docs_dir": "docs"}
"""What mkdocs.yml says outside `extra.sotay` that we read ourselves, with an example each."""

_LIST, _PAIRS = (list, "một danh sách"), (dict, "các dòng “khóa: giá trị”")
_SHAPES: dict[str, tuple[tuple[type, str], ...]] = {
    **dict.fromkeys(TEXTS, ((str, "một đoạn chữ"),)),
    "site_dir": ((str, "một đoạn chữ"),),
    "theme": ((str, "một tên"), _PAIRS),
    "nav": (_LIST,),
    "plugins": (_LIST, _PAIRS),
    "markdown_extensions": (_LIST, _PAIRS),
    "extra_css": (_LIST,),
    "extra_javascript": (_LIST,),
    "extra": (_PAIRS,),
}
"""What the values of mkdocs.yml that adapters build on have to be; the engine checks the rest."""


_INCLUDING = ("pymdownx.snippets", "pymdownx.b64", "pymdownx.pathconverter", "markdown_include.include", "include")
"""Extensions that put files of the machine into pages, whatever the text names."""


def including_extensions(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Key path and name of each extension that puts files into pages or lets code named in mkdocs.yml write HTML."""
    given = values.get("markdown_extensions")
    listed = given if isinstance(given, list) else [given] if isinstance(given, dict) else []
    for index, one in enumerate(listed):
        for name, options in one.items() if isinstance(one, dict) else [(one, None)]:
            has_own_code = isinstance(options, dict) and "custom_fences" in options
            if name in _INCLUDING or (name == "pymdownx.superfences" and has_own_code):
                path = (index,) if isinstance(given, list) else ()
                yield ("markdown_extensions", *path, *([name] if isinstance(one, dict) else [])), str(name)


def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Key, message and hint of every value that is missing or has the wrong shape."""
    if "INHERIT" not in values and values.get("site_name") in (None, ""):
        yield "site_name", "mkdocs.yml không ghi tên kho (site_name)", "thêm site_name: Tên kho"
    for key, shapes in _SHAPES.items():
        value = values.get(key)
        if value is not None and not isinstance(value, tuple(type_ for type_, _ in shapes)):
            wanted = " hoặc ".join(name for _, name in shapes)
            hint = f"ví dụ {key}: {TEXTS[key]}" if key in TEXTS else "xem tài liệu của MkDocs về trường này"
            yield key, f"{key} phải là {wanted}", hint
        elif key == "site_url" and value and not _is_address(str(value)):
            yield key, "site_url không phải một địa chỉ", f"ví dụ {key}: {TEXTS[key]}"


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.scheme and parts.netloc)
