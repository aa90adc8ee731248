"""The values of mkdocs.yml in, those out that have another shape than the adapters build on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

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
