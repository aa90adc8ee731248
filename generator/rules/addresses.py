"""Rules on permanent addresses: written down, used once, and never lost without a word."""

from __future__ import annotations

from collections.abc import Iterator

from generator import anchors
from generator.addresses import generated_paths
from generator.catalog import Entry
from generator.diagnostics import Finding, Place
from generator.field_problems import closest
from generator.kinds.parts import Question
from generator.knowledge import Knowledge
from generator.rules.registry import rule, rule_of_one

UNNAMED_ANCHOR = "unnamed-anchor"


@rule("AD001", UNNAMED_ANCHOR)
def unnamed_anchor(knowledge: Knowledge) -> Iterator[Finding]:
    """Đề mục hoặc câu hỏi chưa có mã ghi sẵn.

    **Kiểm tra gì.** Mỗi đề mục trong thân bài có `{#ma}` ở cuối, mỗi câu hỏi thảo luận có `id`. Quy tắc này tắt cho đến
    khi bật trong mkdocs.yml: `extra.sotay.rules.unnamed-anchor: error`.

    **Vì sao.** Mã ghi sẵn thì địa chỉ của đề mục, câu hỏi không đổi khi sửa lời; không ghi thì không có gì giữ địa chỉ.

    **Ví dụ.** `## Cách làm ở chi bộ` thay vì `## Cách làm ở chi bộ {#cach-lam-o-chi-bo}`.

    **Cách sửa.** Chạy `sotay check --fix`, lệnh tự ghi mã; hoặc chép mã mà thông báo gợi ý. Về sau không sửa mã nữa.
    """
    for entry in filter(_may_lack_ids, knowledge.catalog.entries):
        for one in anchors.unnamed(type(entry.record), entry.front.values, entry.front.body):
            if one.path is None:
                place = entry.source.at(entry.front.body_offset + one.offset)
                yield place, "đề mục chưa có mã", f"ghi {{#{one.identifier}}} ở cuối dòng, hoặc chạy sotay check --fix"
            else:
                hint = f"ghi id: {one.identifier}, hoặc chạy sotay check --fix"
                yield entry.place(*one.path), "câu hỏi chưa có mã", hint


def _may_lack_ids(entry: Entry) -> bool:
    """Whether something in an entry has no id: a quick look, for most that were ever put right have all."""
    fields = anchors.item_fields(type(entry.record), Question)
    questions = (one for field in fields for one in getattr(entry.record, field))
    is_named = all(heading.is_named for heading in entry.outline.headings) and all(one.id for one in questions)
    return not (entry.is_whole and is_named)


@rule_of_one("AD002", "anchor-used-twice", Entry)
def anchor_used_twice(entry: Entry) -> Iterator[Finding]:
    """Mã của đề mục hoặc neo cũ đã có chỗ khác trên trang dùng.

    **Kiểm tra gì.** Mã ghi ở đề mục và ở `former_anchors` của một mục không trùng nhau, không trùng mã con số, nhu cầu
    và các phần có sẵn của trang (`nguon`, `lien-quan`…); neo cũ cũng không trùng mã câu hỏi.

    **Vì sao.** Trùng mã thì địa chỉ chỉ tới được chỗ đứng trước.

    **Ví dụ.** Hai đề mục cùng ghi `{#cach-lam}`.

    **Cách sửa.** Đổi mã của chỗ thêm sau; mã đã công bố thì giữ.
    """
    questions = {identifier for path, identifier in anchors.of_items(entry.record) if path[0] in QUESTIONS}
    seen = {identifier for _, identifier in anchors.of_items(entry.record)} - questions | anchors.SECTIONS
    for heading in entry.outline.headings:
        if heading.is_named and heading.anchor in seen:
            yield entry.source.at(heading.offset), *_taken(heading.anchor)
        seen.add(heading.anchor)
    for anchor in entry.record.former_anchors:
        if anchor in seen | questions:
            yield entry.place("former_anchors", anchor, key=True), *_taken(anchor)


QUESTIONS = ("questions", "self_checks")
"""Fields whose ids another rule compares, SK004."""


def _taken(anchor: str) -> tuple[str, str]:
    return f"mã “{anchor}” đã có chỗ khác trên trang này dùng", "đặt mã khác cho chỗ thêm sau"


@rule("AD003", "former-address-taken")
def former_address_taken(knowledge: Knowledge) -> Iterator[Finding]:
    """Địa chỉ cũ đang là địa chỉ của một mục khác.

    **Kiểm tra gì.** Địa chỉ trong `formerly` không thuộc mục nào đang có, tệp nào đã bỏ, trang nào của kho, và chỉ một
    mục nhận.

    **Vì sao.** Một địa chỉ chỉ dẫn tới được một nơi.

    **Ví dụ.** Đổi tên `a.md` thành `b.md`, ghi `formerly: [bai-hoc/a]`, rồi lại có tệp `a.md` mới.

    **Cách sửa.** Xóa dòng thừa; mục mới thì đặt mã khác, vì mã đã công bố không dùng lại.
    """
    if not any(entry.record.formerly for entry in knowledge.catalog.entries):
        return
    taken = {f"{folder}/{name}": entry.source.path for (folder, name), entry in knowledge.catalog.by_key.items()}
    taken |= {f"{one.folder}/{one.record.id}": one.source.path for one in knowledge.catalog.removed}
    taken |= {path.removesuffix(".md"): "một trang danh mục" for path in generated_paths(knowledge)}
    for entry in knowledge.catalog.entries:
        for index, address in enumerate(entry.record.formerly):
            if address in taken:
                message = f"địa chỉ cũ “{address}” đang thuộc {taken[address]}"
                yield entry.place("formerly", index), message, "xóa ở đây, hoặc đặt mã khác cho mục kia"
            taken.setdefault(address, entry.source.path)


@rule("AD004", "unknown-successor")
def unknown_successor(knowledge: Knowledge) -> Iterator[Finding]:
    """Mục đã bỏ chỉ sang một mục không có.

    **Kiểm tra gì.** `successor` của tệp ghi mục đã bỏ là một mục đang có, không phải mục cũng đã bỏ; mã trùng tên tệp.

    **Vì sao.** Người mở địa chỉ cũ cần tới ngay được nơi thay thế.

    **Ví dụ.** `successor: tinh-huong/cu-hon`, mà mục ấy cũng đã bỏ.

    **Cách sửa.** Ghi mục thay thế sau cùng, hoặc xóa dòng này khi không có mục nào thay.
    """
    known = [f"{folder}/{name}" for folder, name in knowledge.catalog.by_key]
    later = {f"{one.folder}/{one.record.id}": one.record.successor for one in knowledge.catalog.removed}
    for one in knowledge.catalog.removed:
        if one.record.id != one.source.stem:
            message = f"mã “{one.record.id}” khác tên tệp “{one.source.stem}”"
            yield one.place("id"), message, f"sửa id thành “{one.source.stem}”"
        successor = one.record.successor
        if successor is None or successor in known:
            continue
        place: Place = one.place("successor")
        if successor in later:
            last = later[successor]
            hint = f"ghi successor: {last}" if last in known else "ghi mục thay thế sau cùng, hoặc xóa dòng này"
            yield place, f"mục “{successor}” cũng đã bỏ", hint
        else:
            near = closest(successor, known)
            yield place, f"không có mục “{successor}”", f"có phải “{near}”?" if near else "kiểm tra lại mã"
