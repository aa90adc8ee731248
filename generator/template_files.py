"""A knowledge base's root in, the template files that are its own and the folders of all templates out."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

from generator.diagnostics import Rule, Severity

TEMPLATE_ERROR = Rule(
    "TM001",
    "template-error",
    Severity.ERROR,
    """Khuôn mẫu (template) có lỗi.

**Kiểm tra gì.** Các tệp trong `templates/` của kho: cú pháp Jinja2; tên biến, trường, bộ lọc, khối, macro, khuôn
được gọi; mã đối tượng và loại mục. Khuôn được đọc hết, kể cả nhánh mà nội dung hiện có không đi tới.

**Vì sao.** Biến gõ nhầm mà bỏ qua thì trang thiếu nội dung không ai hay.

**Ví dụ.** `{{ entry.titel }}`

**Cách sửa.** Sửa tên biến ở đúng dòng được báo; danh sách biến nằm trong `templates/README.md`.
""",
)


CHECKED = ("pages", "guides", "forms")
"""Folders below templates/ whose templates are rendered as pages."""


def built_in() -> Path:
    """The templates that come with the package: beside it in a checkout, inside it in a wheel."""
    package = Path(str(importlib.resources.files("generator")))
    packed = package / "_templates"
    return packed if packed.is_dir() else package.parent / "templates"


def folders(root: Path) -> list[Path]:
    """Where templates are looked for, the first that has one wins: the knowledge base's own, then the package's."""
    return [folder for folder in (root / "templates", built_in()) if folder.is_dir()]


def own(root: Path) -> list[Path]:
    """The base's own templates for pages, in order of folder and name."""
    return sorted(path for one in CHECKED for path in (root / "templates" / one).glob("*.j2"))
