"""Rules on what identifies an entry: its id, its file name, its number."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import paths_but_of_scoped_guides
from generator.diagnostics import Finding
from generator.kinds import Resolution
from generator.kinds.parts import Figure, Need
from generator.knowledge import Knowledge
from generator.markdown import slugify
from generator.rules.registry import rule


@rule("ID001", "duplicate-id")
def duplicate_id(knowledge: Knowledge) -> Iterator[Finding]:
    """Hai mục cùng loại mang một mã.

    **Kiểm tra gì.** Trong một thư mục, mỗi mã chỉ dùng một lần.

    **Vì sao.** Mã là phần cuối của địa chỉ trang; trùng mã thì một trang che mất trang kia.

    **Ví dụ.** Sao chép `a.md` thành `b.md` mà quên đổi `id`.

    **Cách sửa.** Đổi `id` của tệp mới cho trùng tên tệp.
    """
    for entry in knowledge.catalog.entries:
        known = knowledge.catalog.by_key[entry.key]
        if known is not entry:
            message = f"mã “{entry.record.id}” đã dùng ở {known.source.path}"
            yield entry.place("id"), message, f"đổi thành “{entry.source.stem}”"


@rule("ID002", "id-not-file-name")
def id_not_file_name(knowledge: Knowledge) -> Iterator[Finding]:
    """Mã khác tên tệp.

    **Kiểm tra gì.** `id` phải trùng tên tệp (không kể `.md`). Mã đã thuộc một tệp khác thì báo ID001.

    **Vì sao.** Người biên tập tìm tệp theo địa chỉ trang; hai tên khác nhau thì không tìm được.

    **Ví dụ.** `21-kl-tw-2021.md` có `id: 21-kl-tw`.

    **Cách sửa.** Sửa `id`, hoặc đổi tên tệp nếu mục chưa công bố.
    """
    for entry in knowledge.catalog.entries:
        is_copy = knowledge.catalog.by_key[entry.key] is not entry
        if not entry.is_called_by_its_id and not is_copy:
            message = f"mã “{entry.record.id}” khác tên tệp “{entry.source.stem}”"
            yield entry.place("id"), message, f"sửa id thành “{entry.source.stem}”"


@rule("ID003", "number-not-matching-id")
def number_not_matching_id(knowledge: Knowledge) -> Iterator[Finding]:
    """Số, ký hiệu hoặc năm của văn bản không khớp với mã.

    **Kiểm tra gì.** Mã văn bản gồm số, ký hiệu không dấu và năm: `21-KL/TW` năm 2021 là `21-kl-tw-2021`.

    **Vì sao.** Số văn bản đánh lại từ đầu mỗi nhiệm kỳ; chỉ số cùng năm mới nhận ra đúng văn bản.

    **Ví dụ.** `id: 21-kl-tw-2021` với `number: 12-KL/TW`.

    **Cách sửa.** Đối chiếu với văn bản rồi sửa số, năm hoặc mã.
    """
    for entry, record in knowledge.catalog.records(Resolution):
        if not record.number:
            continue
        stem = slugify(record.number)
        expected = f"{stem}-{record.issued.year}" if record.issued else stem
        fits = record.id == expected if record.issued else record.id.startswith(expected)
        if not fits:
            field = "issued" if record.issued and record.id.startswith(stem + "-") else "number"
            message = f"số {record.number} và năm ban hành không khớp với mã “{record.id}”"
            yield entry.place(field), message, f"theo số và năm thì mã là “{expected}”"


@rule("ID004", "duplicate-item-id")
def duplicate_item_id(knowledge: Knowledge) -> Iterator[Finding]:
    """Mã của con số hoặc nhu cầu bị dùng hai lần.

    **Kiểm tra gì.** `figures[].id` và `needs[].id` chỉ dùng một lần trong cả kho.

    **Vì sao.** Mỗi con số, mỗi nhu cầu có địa chỉ riêng để dẫn.

    **Ví dụ.** Hai mục cùng có con số mang mã `f04`.

    **Cách sửa.** Đặt mã mới, chưa dùng, cho con số thêm sau.
    """
    first: dict[tuple[str, str], str] = {}
    for entry in knowledge.catalog.entries:
        for field in ("figures", "needs"):
            items: tuple[Figure | Need, ...] = getattr(entry.record, field, ())
            for index, item in enumerate(items):
                known = first.setdefault((field, item.id), entry.source.path)
                if known != entry.source.path or any(earlier.id == item.id for earlier in items[:index]):
                    place = entry.place(field, index, "id")
                    yield place, f"mã “{item.id}” đã dùng ở {known}", "đặt một mã chưa dùng"


@rule("ID005", "entry-in-subfolder")
def entry_in_subfolder(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục nằm trong thư mục con.

    **Kiểm tra gì.** Tệp của một mục nằm ngay trong thư mục của loại mục, không nằm sâu hơn.

    **Vì sao.** Địa chỉ của mục là thư mục loại và mã; thư mục con làm địa chỉ đổi khi sắp xếp lại tệp.

    **Ví dụ.** `docs/nghi-quyet/2021/21-kl-tw-2021.md`

    **Cách sửa.** Chuyển tệp ra ngay dưới thư mục của loại mục.
    """
    for entry in knowledge.catalog.entries:
        if entry.path.count("/") > 1:
            right = f"{knowledge.content.docs}/{entry.record.folder}/{entry.source.stem}.md"
            yield entry.source.at(0), "tệp của mục nằm trong thư mục con", f"chuyển tệp đến {right}"


@rule("ID006", "id-taken-by-generated-page")
def id_taken_by_generated_page(knowledge: Knowledge) -> Iterator[Finding]:
    """Mã trùng với một trang do bộ dựng trang làm ra.

    **Kiểm tra gì.** Địa chỉ của mục không trùng địa chỉ của trang danh mục, ma trận, điểm chung.

    **Vì sao.** Hai trang một địa chỉ thì một trang che mất trang kia.

    **Ví dụ.** Bài học mang mã `ma-tran` trùng với trang ma trận chủ đề và nơi.

    **Cách sửa.** Đặt mã khác cho mục và đổi tên tệp theo.
    """
    for entry in knowledge.catalog.entries:
        if entry.path in paths_but_of_scoped_guides(knowledge):
            message = f"địa chỉ “/{entry.url}” đã có một trang khác của kho"
            yield entry.place("id"), message, "đặt mã khác cho mục và đổi tên tệp theo"
