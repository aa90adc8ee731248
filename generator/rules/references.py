"""Rules on references between entries."""

from __future__ import annotations

from collections.abc import Iterator

from generator import blocks
from generator.audiences import public_readers
from generator.blocks import Readers
from generator.catalog import Document, Entry, Key, is_public_page
from generator.diagnostics import Finding
from generator.kinds import Record
from generator.kinds.record import Visibility
from generator.kinds.resolution import RELATIONS
from generator.knowledge import Knowledge
from generator.links import BODY, Reference, target_path
from generator.markdown import Link
from generator.placed_yaml import KeyPath
from generator.rules.registry import rule

ORDERED_FIELDS = (
    "prerequisites",
    "replaces",
    "amends",
    "continues",
    "implements",
    "based_on",
    "part_of",
    "revises",
    "broader",
    "explains",
)
"""Fields that put entries into an order, so that a circle makes no sense."""


@rule("LK006", "self-reference")
def self_reference(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục dẫn tới chính nó.

    **Kiểm tra gì.** Không trường nào ở phần đầu tệp được ghi mã của chính mục đó, trừ phần nguồn:
    bài nguồn được dẫn số dòng của chính nó.

    **Vì sao.** Thường là do sao chép; trang sẽ tự trỏ về mình.

    **Ví dụ.** Tệp `05-ct-tw-2016.md` có `related: [05-ct-tw-2016]`.

    **Cách sửa.** Bỏ mã đó, hoặc thay bằng mã định ghi.
    """
    for reference in knowledge.links.references:
        itself = reference.source is reference.target and reference.field != BODY
        if itself and "sources" not in reference.path:
            message = f"trường “{reference.field}” dẫn tới chính mục này"
            yield reference.place, message, "bỏ mã này hoặc thay bằng mã định ghi"


@rule("LK007", "reference-cycle")
def reference_cycle(knowledge: Knowledge) -> Iterator[Finding]:
    """Các mục dẫn nhau thành vòng.

    **Kiểm tra gì.** Học trước, thay thế, tiếp nối, căn cứ, tách từ, khóa sửa đổi khóa, đối tượng rộng hơn không được
    thành vòng.

    **Vì sao.** Thành vòng thì không có thứ tự đọc và không biết văn bản nào thay văn bản nào.

    **Ví dụ.** Chuyên đề A cần học B trước, B lại cần học A trước.

    **Cách sửa.** Bỏ một trong các quan hệ của vòng.
    """
    by_field: dict[str, list[Reference]] = {field: [] for field in ORDERED_FIELDS}
    for reference in knowledge.links.references:
        if reference.field in by_field:
            by_field[reference.field].append(reference)
    for field, references in by_field.items():
        edges: dict[Key, list[Reference]] = {reference.source.key: [] for reference in references}
        for reference in references:
            if reference.source is not reference.target:
                edges[reference.source.key].append(reference)
        for circle in _circles(edges):
            names = " → ".join([*(r.source.record.id for r in circle), circle[0].source.record.id])
            yield circle[0].place, f"trường “{field}” tạo thành vòng: {names}", "bỏ một quan hệ trong vòng"


def _circles(edges: dict[Key, list[Reference]]) -> Iterator[list[Reference]]:
    """Each circle once, starting at the entry by which the search reached it (depth-first, without recursion)."""
    finished: set[Key] = set()
    for start in edges:
        path: list[Reference] = []
        on_path = {start}
        stack = [iter(edges[start] if start not in finished else ())]
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                done = path.pop().target.key if path else start
                on_path.discard(done)
                finished.add(done)
            elif step.target.key in on_path:
                first = next((i for i, r in enumerate(path) if r.source.key == step.target.key), len(path))
                yield [*path[first:], step]
            elif step.target.key not in finished:
                path.append(step)
                on_path.add(step.target.key)
                stack.append(iter(edges.get(step.target.key, ())))


@rule("LK008", "repeated-reference")
def repeated_reference(knowledge: Knowledge) -> Iterator[Finding]:
    """Một mã ghi hai lần trong cùng một trường.

    **Kiểm tra gì.** Mỗi danh sách mã chỉ ghi một mục một lần.

    **Vì sao.** Trang và hướng dẫn học tập sẽ liệt kê mục đó hai lần.

    **Ví dụ.** `audiences: [dang-vien, dang-vien]`

    **Cách sửa.** Bỏ mã thừa.
    """
    seen: set[tuple[Entry, KeyPath, Key]] = set()
    for reference in knowledge.links.references:
        owner = _list_of(reference.path)
        mark = (reference.source, owner, reference.target.key)
        if owner and mark in seen:
            yield reference.place, f"“{reference.target.record.id}” đã ghi ở trên", "bỏ mã thừa"
        seen.add(mark)


def _list_of(path: KeyPath) -> KeyPath:
    """The list of ids an item belongs to; () where naming an entry twice is no mistake (citations, programmes)."""
    if path and isinstance(path[-1], int):
        return path[:-1]
    return path[:1] if path and path[0] in (*RELATIONS, "modules") else ()


@rule("LK009", "public-entry-refers-to-internal")
def public_entry_refers_to_internal(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục công khai dẫn tới mục nội bộ.

    **Kiểm tra gì.** Mục và trang viết tay có `visibility: cong-khai` không được dẫn tới mục, trang `noi-bo`.

    **Vì sao.** Bản công khai không có mục nội bộ; đường dẫn sẽ hỏng và lộ tên mục.

    **Ví dụ.** Chuyên đề công khai dùng một tình huống nội bộ.

    **Cách sửa.** Để cả hai cùng phạm vi, bỏ chỗ dẫn, hoặc đặt đoạn văn có đường dẫn trong khối `::: noi-bo`.
    """
    for reference in knowledge.links.references:
        is_body = reference.field == BODY
        if not is_body and not _is_internal(reference.source) and _is_internal(reference.target):
            message = f"mục công khai dẫn tới mục nội bộ “{reference.target.record.id}”"
            yield reference.place, message, "đổi phạm vi của một trong hai mục, hoặc bỏ chỗ dẫn"
    catalog = knowledge.catalog
    internal = {entry.path for entry in catalog.entries if _is_internal(entry)}
    internal |= {page.path for page in catalog.pages if not is_public_page(page)}
    readers = public_readers(catalog)
    for document in (one for one in (*catalog.entries, *catalog.pages) if one.path not in internal):
        for link in document.outline.links:
            if target_path(document, link.target) in internal and not _is_kept_back(document, link, readers):
                message, hint = (
                    f"bài công khai dẫn tới phần nội bộ “{link.target}”",
                    "đặt trong khối ::: noi-bo, hoặc bỏ",
                )
                yield document.source.at(link.offset), message, hint


def _is_kept_back(document: Document, link: Link, readers: Readers) -> bool:
    """Whether a link stands in a block that the public build has not."""
    at = link.offset - document.front.body_offset
    return any(one.start <= at < one.end and not readers.may_get(one) for one in blocks.find(document.front.body))


def _is_internal(entry: Entry) -> bool:
    record: Record = entry.record
    return record.visibility is Visibility.INTERNAL
