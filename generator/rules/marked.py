"""Rules on blocks of a body that are marked for audiences."""

from __future__ import annotations

from collections.abc import Iterator

from generator import blocks
from generator.blocks import AudienceBlock, Mode
from generator.catalog import Document
from generator.diagnostics import Finding, Place, Severity
from generator.kinds import Audience
from generator.knowledge import Knowledge
from generator.rules.registry import rule, rule_of_one


def _marked(knowledge: Knowledge) -> Iterator[tuple[Document, AudienceBlock]]:
    for document in (*knowledge.catalog.entries, *knowledge.catalog.pages):
        for block in _blocks(document):
            yield document, block


def _blocks(document: Document) -> tuple[AudienceBlock, ...]:
    return blocks.find(document.front.body) if document.front.stored.has(blocks.SIGN) else ()


def _place(document: Document, offset: int, length: int = 3) -> Place:
    return document.source.at(document.front.body_offset + offset, length)


@rule("AU004", "unknown-audience-in-block")
def unknown_audience_in_block(knowledge: Knowledge) -> Iterator[Finding]:
    """Khối văn bản ghi cho một đối tượng không có.

    **Kiểm tra gì.** Mỗi mã đối tượng ở dòng mở khối `:::` phải là một tệp trong `doi-tuong/`.

    **Vì sao.** Mã gõ nhầm làm khối biến mất với đúng người cần nó.

    **Ví dụ.** `::: doi-tuong bao-cao-vjen`

    **Cách sửa.** Sửa theo một trong các mã được gợi ý.
    """
    known = sorted(knowledge.catalog.ids(Audience.folder))
    for document, block in _marked(knowledge):
        for word in block.audiences:
            if word.text not in known:
                place = _place(document, word.offset, len(word.text))
                yield place, f"không có đối tượng “{word.text}”", f"các đối tượng: {', '.join(known)}"


@rule("AU005", "page-empty-for-audience")
def page_empty_for_audience(knowledge: Knowledge) -> Iterator[Finding]:
    """Phần nội dung của một mục trống với đối tượng mà mục ghi là dành cho.

    **Kiểm tra gì.** Với mỗi đối tượng trong `audiences` của mục, bỏ các khối không dành cho họ thì phần nội dung
    phải còn chữ.

    **Vì sao.** Người đọc được dẫn tới một trang mà phần dành cho họ không có chữ nào.

    **Ví dụ.** `audiences: [dang-vien]`, cả phần nội dung nằm trong `::: doi-tuong bao-cao-vien`.

    **Cách sửa.** Viết thêm phần cho đối tượng đó, hoặc bỏ đối tượng khỏi `audiences`.
    """
    for entry in knowledge.catalog.entries:
        if not _blocks(entry):
            continue
        body = entry.front.body
        for n, audience in enumerate(entry.record.audiences):
            if not blocks.for_audience(body, knowledge.reach.line(audience), {}).strip():
                message = f"phần nội dung trống với đối tượng “{audience}”"
                yield entry.place("audiences", n), message, "thêm khối cho đối tượng này, hoặc bỏ khỏi audiences"


@rule("AU006", "undecided-audience", Severity.WARNING)
def undecided_audience(knowledge: Knowledge) -> Iterator[Finding]:
    """Đối tượng mà chưa mục nào nói tới.

    **Kiểm tra gì.** Mỗi đối tượng phải được ít nhất một mục ghi trong `audiences`, hoặc một khối `:::` nhắc tới.

    **Vì sao.** Đối tượng chỉ kế thừa thì hướng dẫn của họ giống hệt hướng dẫn của đối tượng rộng hơn.

    **Ví dụ.** Thêm `doi-tuong/khach.md` với `broader: dang-vien`, không mục nào ghi `khach`.

    **Cách sửa.** Xem lại các mục, ghi đối tượng vào mục nào họ cần nhất.
    """
    decided = {one for entry in knowledge.catalog.entries for one in entry.record.audiences}
    decided |= {name for _, block in _marked(knowledge) for name in block.names}
    for entry, record in knowledge.catalog.records(Audience):
        if record.id not in decided:
            message = f"chưa mục nào quyết định đối tượng “{record.title}” cần gì"
            yield entry.place("id"), message, f"thêm {record.id} vào audiences của các mục họ cần"


@rule_of_one("AU007", "broken-audience-block", Document)
def broken_audience_block(document: Document) -> Iterator[Finding]:
    """Khối văn bản cho đối tượng viết không đúng.

    **Kiểm tra gì.** Khối mở bằng `::: doi-tuong`, `::: tru` hoặc `::: danh-dau` kèm ít nhất một mã đối tượng, hoặc bằng
    `::: noi-bo` không kèm mã nào, đóng bằng một dòng `:::`, không lồng nhau.

    **Vì sao.** Khối hở không cho biết chỗ nào là phần giữ lại; bản công khai bỏ cả phần đó.

    **Ví dụ.** `::: doi-tuong bao-cao-vien` mà không có dòng `:::` đóng.

    **Cách sửa.** Thêm dòng đóng, hoặc sửa từ đứng sau `:::`.
    """
    modes = ", ".join(mode.value for mode in Mode)
    for block in _blocks(document):
        place = _place(document, block.start)
        if block.mode is None:
            yield place, "dòng ::: không mở khối nào hợp lệ", f"sau ::: ghi một trong: {modes}"
        elif not block.names_whom_it_should and block.mode is Mode.INTERNAL:
            yield place, "khối nội bộ không ghi đối tượng", "chỉ viết ::: noi-bo; cho riêng ai thì dùng ::: doi-tuong"
        elif not block.names_whom_it_should:
            yield place, "khối không ghi đối tượng nào", "ghi mã đối tượng sau từ đó, ví dụ ::: tru dang-vien"
        elif not block.is_closed:
            yield place, "khối không có dòng ::: đóng", "thêm một dòng ::: sau phần của khối"
