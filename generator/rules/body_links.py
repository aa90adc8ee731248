"""Rules on links and images in the running text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from generator import anchors
from generator.addresses import generated_paths
from generator.catalog import Document, Entry
from generator.diagnostics import Finding
from generator.field_problems import closest
from generator.knowledge import Knowledge
from generator.links import target_path
from generator.markdown import Link
from generator.rules import registry
from generator.rules.registry import rule, rule_of_one


def _documents(knowledge: Knowledge) -> tuple[Document, ...]:
    return (*knowledge.catalog.entries, *knowledge.catalog.pages)


def _local_links(knowledge: Knowledge, *, images: bool) -> Iterator[tuple[Document, Link, str]]:
    for document in _documents(knowledge):
        for link in document.outline.links:
            path = target_path(document, link.target)
            if path is not None and link.is_image == images:
                yield document, link, path


def _made_pages(knowledge: Knowledge) -> frozenset[str]:
    of_rules = registry.pages() if knowledge.settings.manual else frozenset()
    return generated_paths(knowledge) | of_rules


@rule("LK001", "broken-link")
def broken_link(knowledge: Knowledge) -> Iterator[Finding]:
    """Đường dẫn trong bài trỏ tới tệp không có.

    **Kiểm tra gì.** Đường dẫn nội bộ viết theo tệp, tính từ tệp đang viết: `../nghi-quyet/21-kl-tw-2021.md`.

    **Vì sao.** Người đọc bấm vào sẽ gặp trang lỗi.

    **Ví dụ.** `[Kết luận 21](21-kl-tw-2021.md)` viết trong thư mục `bai-hoc/`.

    **Cách sửa.** Dùng đường dẫn gợi ý; địa chỉ ngoài kho phải bắt đầu bằng `https://`.
    """
    written = {knowledge.content.page_path(source) for source in knowledge.content.sources}
    at_hand = written | knowledge.content.other_files
    for document, link, path in _local_links(knowledge, images=False):
        meant = {path, f"{path}/index.md"}
        # Which pages are made is worked out only where a link needs one.
        if not meant.isdisjoint(at_hand) or not meant.isdisjoint(_made_pages(knowledge)):
            continue
        pages = written | _made_pages(knowledge)
        same_name = next((page for page in sorted(pages) if page.endswith("/" + posixpath.basename(path))), None)
        near = same_name or closest(path, pages)
        start = posixpath.dirname(document.path) or "."
        hint = f"có phải “{posixpath.relpath(near, start)}”?" if near else "kiểm tra lại đường dẫn"
        yield document.source.at(link.offset, len(link.target)), f"không có tệp “{link.target}”", hint


@rule("LK004", "broken-anchor")
def broken_anchor(knowledge: Knowledge) -> Iterator[Finding]:
    """Đường dẫn trỏ tới một mục không có trong trang.

    **Kiểm tra gì.** Phần sau dấu `#` phải là một đề mục, hoặc mã của một con số, một nhu cầu của trang được dẫn.

    **Vì sao.** Người đọc tới đúng trang nhưng không tới đúng chỗ.

    **Ví dụ.** `[xem](#muc-tieu)` trong khi đề mục là “Mục đích” (`#muc-dich`).

    **Cách sửa.** Dùng tên đề mục không dấu, nối bằng gạch ngang, như gợi ý.
    """
    documents = {document.path: document for document in _documents(knowledge)}
    for document in documents.values():
        for link in document.outline.links:
            page, hash_, anchor = link.target.partition("#")
            target = documents.get(target_path(document, page) or "") if page else document
            if not hash_ or not anchor or target is None or link.is_image or target.path in generated_paths(knowledge):
                continue
            known = [*(heading.anchor for heading in target.outline.headings), *_item_anchors(target)]
            if anchor not in known and anchor not in anchors.SECTIONS:
                near = closest(anchor, known)
                hint = f"có phải “#{near}”?" if near else "các đề mục: " + (", ".join(known) or "không có")
                place = document.source.at(link.offset + len(page), len(anchor) + 1)
                yield place, f"trang “{target.path}” không có đề mục “#{anchor}”", hint


def _item_anchors(document: Document) -> Iterator[str]:
    """The ids that an entry's page gives to its figures, needs and questions, and the anchors it once had."""
    if isinstance(document, Entry):
        yield from (identifier for _, identifier in anchors.of_items(document.record))
        yield from document.record.former_anchors


@rule("LK005", "missing-image")
def missing_image(knowledge: Knowledge) -> Iterator[Finding]:
    """Không có tệp ảnh.

    **Kiểm tra gì.** Ảnh dùng trong bài phải nằm trong docs/.

    **Vì sao.** Trang sẽ hiện một khung trống.

    **Ví dụ.** `![Sơ đồ](so-do.png)` trong khi tệp tên `so-do.svg`.

    **Cách sửa.** Sửa tên tệp, hoặc thêm ảnh vào docs/.
    """
    for document, link, path in _local_links(knowledge, images=True):
        if path not in knowledge.content.other_files:
            near = closest(path, knowledge.content.other_files)
            start = posixpath.dirname(document.path) or "."
            hint = f"có phải “{posixpath.relpath(near, start)}”?" if near else "thêm ảnh vào docs/ hoặc sửa tên"
            yield document.source.at(link.offset, len(link.target)), f"không có ảnh “{link.target}”", hint


@rule_of_one("TX005", "missing-alt-text", Document)
def missing_alt_text(document: Document) -> Iterator[Finding]:
    """Ảnh không có lời mô tả.

    **Kiểm tra gì.** Giữa hai ngoặc vuông của ảnh phải có lời mô tả.

    **Vì sao.** Người dùng trình đọc màn hình, hoặc khi ảnh không tải được, chỉ còn lời mô tả.

    **Ví dụ.** `![](so-do.svg)`

    **Cách sửa.** Viết ảnh cho thấy điều gì: `![Sơ đồ bốn bước của buổi sinh hoạt](so-do.svg)`.
    """
    for link in document.outline.links:
        if link.is_image and not link.text.strip():
            place = document.source.at(link.text_offset)
            yield place, "ảnh không có lời mô tả", "viết lời mô tả giữa hai ngoặc vuông"
