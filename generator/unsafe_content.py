"""Knowledge in; what contributors wrote that is not safe as diagnostics, and the same knowledge made harmless, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from generator import untrusted
from generator.catalog import Catalog, Document, Entry, Removed
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.untrusted import Danger

D = TypeVar("D", bound=Document)

UNSAFE_HTML = Rule(
    "HT001",
    "unsafe-html",
    Severity.ERROR,
    """Bài viết có HTML không được dùng.

**Kiểm tra gì.** Thẻ HTML viết thẳng trong bài, ngoài các thẻ `abbr`, `b`, `br`, `del`, `em`, `i`, `ins`, `kbd`,
`mark`, `s`, `small`, `strong`, `sub`, `sup`, `u`. Chỉ `abbr` được có thuộc tính, là `title="..."`.

**Vì sao.** HTML có thể chạy mã trên máy người đọc, gửi dữ liệu ra ngoài, giả làm biểu mẫu hoặc che mất trang. Thẻ bị
báo hiện ra như chữ.

**Ví dụ.** `<script>...</script>`, `<iframe src="...">`, `<div onclick="...">`; cả thẻ nằm giữa hai dấu phẩy ngược mà
dấu không đi thành cặp trên một dòng.

**Cách sửa.** Viết bằng Markdown: khung ghi chú `!!! note`, khối thu gọn `??? note`, bảng, danh sách. Muốn cho xem thẻ
HTML thì đặt giữa hai dấu phẩy ngược trên cùng một dòng, hoặc trong khối mã. """,
)
UNSAFE_LINK = Rule(
    "HT002",
    "unsafe-link",
    Severity.ERROR,
    """Đường dẫn không bắt đầu bằng cách được phép.

**Kiểm tra gì.** Đường dẫn và ảnh, trong bài và trong các trường, chỉ dẫn tới tệp trong kho hoặc bắt đầu bằng
`https://`, `http://`, `mailto:`, `tel:`. Cách viết che giấu (ký hiệu `&#...;`, chữ hoa lẫn chữ thường, dấu cách) được
đọc như trình duyệt đọc.

**Vì sao.** Đường dẫn `javascript:` chạy mã khi bấm, `data:` mở một trang giả; `//máy-khác` trông như đường dẫn trong
kho mà không phải. Đường dẫn bị báo hiện ra như chữ.

**Ví dụ.** `[xem](javascript:...)`, `[xem](//example.org/x)`

**Cách sửa.** Viết đủ `https://`, hoặc đường dẫn tới tệp trong kho. Muốn cho xem cách viết thì đặt giữa hai dấu phẩy
ngược. """,
)
UNSAFE_ATTRIBUTE = Rule(
    "HT003",
    "unsafe-attribute",
    Severity.ERROR,
    """Danh sách thuộc tính `{: ... }` có thuộc tính không được dùng.

**Kiểm tra gì.** Trong ngoặc nhọn chỉ được ghi `#mã`, `.lớp`, `class`, `id`, `lang`, `title`, `width`, `height`,
`start`; mã không bắt đầu bằng `__`, lớp không bắt đầu bằng `md-` (trừ `md-button`).

**Vì sao.** Thuộc tính như `onclick`, `style`, `src` chạy mã, che trang hoặc gọi máy khác; mã và lớp của giao diện làm
nội dung lẫn với khung trang. Ngoặc nhọn bị báo hiện ra như chữ.

**Ví dụ.** `[xem](x.md){: onclick=... }`, `# Tên {: style=... }`

**Cách sửa.** Xóa thuộc tính. Nếu ngoặc nhọn là lời văn có dấu bằng thì đặt giữa hai dấu phẩy ngược. """,
)
FOREIGN_IMAGE = Rule(
    "HT004",
    "foreign-image",
    Severity.ERROR,
    """Ảnh nằm trên máy khác.

**Kiểm tra gì.** Ảnh phải là tệp trong `docs/`.

**Vì sao.** Mở trang là máy khác biết ai đọc, lúc nào; ảnh ấy có thể mất hoặc bị thay. Ảnh bị báo thành đường dẫn tới
ảnh.

**Ví dụ.** `![Sơ đồ](https://example.org/so-do.png)`

**Cách sửa.** Chép ảnh vào `docs/` nếu được phép dùng; nếu không thì viết một đường dẫn tới trang có ảnh. """,
)
STRAY_FENCE = Rule(
    "HT005",
    "stray-code-fence",
    Severity.ERROR,
    """Dòng mở hoặc đóng khối mã không đi thành cặp.

**Kiểm tra gì.** Mỗi khối mã mở bằng ba dấu phẩy ngược (hoặc ba dấu ngã) ở đầu dòng, có thể kèm tên ngôn ngữ, và đóng
bằng đúng chừng ấy dấu. Một khối không vắt qua dòng `:::` của phần dành riêng cho một đối tượng.

**Vì sao.** Khối không đóng nuốt phần sau của trang, hoặc để lộ ra như HTML điều đáng lẽ là mã.

**Ví dụ.** Mở bằng bốn dấu phẩy ngược, đóng bằng ba dấu.

**Cách sửa.** Thêm dòng đóng, hoặc xóa dòng thừa. """,
)
PAGE_SETTING = Rule(
    "HT006",
    "unknown-page-setting",
    Severity.ERROR,
    """Phần đầu của một trang viết tay có trường không được dùng.

**Kiểm tra gì.** Trang viết tay chỉ có `title` (một dòng chữ), `description` (một dòng chữ), `hide` (danh sách) và
`visibility` (`cong-khai` hoặc `noi-bo`).

**Vì sao.** Các trường khác chọn khuôn mẫu, tệp biểu tượng hoặc lời in thẳng vào khung trang. Trường bị báo không có
hiệu lực.

**Ví dụ.** `template: ../x.html`

**Cách sửa.** Xóa trường; trang của một mục thì đặt trong thư mục của loại mục. """,
)

_BY_KIND: dict[str, tuple[Rule, str, str]] = {
    "tag": (
        UNSAFE_HTML,
        "thẻ HTML không được dùng: {}",
        "viết bằng Markdown; muốn cho xem thì đặt giữa hai dấu phẩy ngược",
    ),
    "link": (UNSAFE_LINK, "đường dẫn không an toàn: {}", "bắt đầu bằng https:// hoặc dẫn tới tệp trong kho"),
    "attribute": (UNSAFE_ATTRIBUTE, "thuộc tính không được dùng: {}", "xóa thuộc tính này"),
    "image": (FOREIGN_IMAGE, "ảnh nằm trên máy khác: {}", "chép ảnh vào docs/, hoặc viết thành đường dẫn"),
    "fence": (STRAY_FENCE, "dấu khối mã không thành cặp: {}", "thêm dòng đóng cùng số dấu, hoặc xóa dòng này"),
}
RULES = (UNSAFE_HTML, UNSAFE_LINK, UNSAFE_ATTRIBUTE, FOREIGN_IMAGE, STRAY_FENCE, PAGE_SETTING)

PAGE_SETTINGS: dict[str, type] = {"title": str, "description": str, "hide": list}
"""What the front matter of a hand-written page may say, besides its visibility."""


def report(catalog: Catalog) -> Iterator[Diagnostic]:
    """Everything unsafe, where it stands."""
    for document in (*catalog.entries, *catalog.pages):
        yield from report_one(document)


def report_one(document: Document) -> Iterator[Diagnostic]:
    """Everything unsafe in one file; what an entry left behind when it was removed is shown nowhere."""
    if isinstance(document, Removed):
        return
    base = document.front.body_offset
    for danger in untrusted.find(document.front.body) if untrusted.may_be_unsafe(document.front.stored) else ():
        yield from _diagnose(danger, document.source.at(base + danger.at, len(danger.what)))
    values = document.front.values
    for path, value in _texts(values, ()) if untrusted.may_be_unsafe_values(values) else ():
        for danger in untrusted.find_in_value(value):
            yield from _diagnose(danger, document.place(*path))
    for key in () if isinstance(document, Entry) else _bad_settings(document):
        hint = "chỉ dùng title, description (chữ), hide (danh sách), visibility (cong-khai, noi-bo)"
        yield Diagnostic(PAGE_SETTING, document.place(key, key=True), f"trường không được dùng: {key}", hint)


def _diagnose(danger: Danger, place: Place) -> Iterator[Diagnostic]:
    if danger.kind in _BY_KIND:
        rule, message, hint = _BY_KIND[danger.kind]
        yield Diagnostic(rule, place, message.format(f"“{danger.what}”"), hint)


def _texts(values: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(values, str):
        yield path, values
    elif isinstance(values, dict | list):
        for key, value in values.items() if isinstance(values, dict) else enumerate(values):
            yield from _texts(value, (*path, key))


def _bad_settings(page: Document) -> Iterator[str]:
    for key, value in page.front.values.items():
        is_visibility = key == "visibility" and value in [one.value for one in Visibility]
        if not is_visibility and not isinstance(value, PAGE_SETTINGS.get(key, ())):
            yield key


def make_harmless(knowledge: Knowledge) -> Knowledge:
    """The knowledge whose bodies and pages can be rendered; values of entries are harmless since they were typed."""
    catalog = knowledge.catalog
    entries = tuple(map(_with_harmless_body, catalog.entries))
    pages = tuple(_with_settings(_with_harmless_body(page)) for page in catalog.pages)
    return replace(knowledge, catalog=replace(catalog, entries=entries, pages=pages))


def _with_harmless_body(document: D) -> D:
    if not untrusted.may_be_unsafe(document.front.stored):
        return document
    return document.with_body(untrusted.defuse(document.front.body))


def _with_settings(page: Document) -> Document:
    bad = set(_bad_settings(page))
    kept = {key: untrusted.defuse_values(value) for key, value in page.front.values.items() if key not in bad}
    return replace(page, front=replace(page.front, known=kept))
