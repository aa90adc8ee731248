"""Rules on sources: every fact says where it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.catalog import Entry
from generator.diagnostics import Finding
from generator.kinds import Article, Audience
from generator.kinds.fields import Part
from generator.kinds.parts import Citation
from generator.kinds.record import Record
from generator.kinds.shape import bare_type, is_list
from generator.knowledge import Knowledge
from generator.placed_yaml import KeyPath
from generator.rules.registry import rule, rule_of_one


def _citations(entry: Entry) -> Iterator[tuple[KeyPath, Citation]]:
    """Every citation of an entry with its key path: its own and those of its points, figures, names and needs."""
    record = entry.record
    for index, citation in enumerate(record.sources):
        yield ("sources", index), citation
    for field in _fields_with_sources(type(record)):
        for index, item in enumerate(getattr(record, field)):
            for place, citation in enumerate(item.sources):
                yield (field, index, "sources", place), citation


@cache
def _fields_with_sources(kind: type[Record]) -> tuple[str, ...]:
    """The lists of parts that say themselves where they were read."""
    lists = ((name, bare_type(info)) for name, info in kind.model_fields.items() if is_list(info))
    return tuple(name for name, part in lists if isinstance(part, type) and _has_sources(part))


def _has_sources(part: type) -> bool:
    return issubclass(part, Part) and "sources" in part.model_fields


@rule_of_one("SC001", "fact-without-source", Entry)
def fact_without_source(entry: Entry) -> Iterator[Finding]:
    """Mục không ghi nguồn.

    **Kiểm tra gì.** Mọi mục, trừ bài nguồn và đợt học dựng làm ví dụ, phải có `sources`.

    **Vì sao.** Dữ kiện không có nguồn thì không đưa lên trang.

    **Ví dụ.** Văn bản mới chỉ có tên và số.

    **Cách sửa.** Thêm `sources`: bài nguồn và dòng, hoặc địa chỉ trang đã xem.
    """
    exempt = isinstance(entry.record, Article | Audience) or getattr(entry.record, "is_example", False)
    if entry.is_whole and not exempt and not any(True for _ in _citations(entry)):
        hint = 'thêm sources, ví dụ - {article: phu-tho-2022, lines: "11"} hoặc - {url: https://...}'
        yield entry.place("id"), "mục này không ghi nguồn", hint


@rule_of_one("SC002", "source-without-place", Entry)
def source_without_place(entry: Entry) -> Iterator[Finding]:
    """Nguồn không chỉ rõ chỗ.

    **Kiểm tra gì.** Nguồn là bài lưu trong kho phải có số dòng; nguồn khác phải có địa chỉ trang.

    **Vì sao.** Người đọc phải tìm lại được đúng chỗ.

    **Ví dụ.** `- article: phu-tho-2022` không có `lines`.

    **Cách sửa.** Thêm `lines: "11"` hoặc `url`.
    """
    for path, citation in _citations(entry) if entry.is_whole else ():
        if citation.article and not citation.lines:
            yield entry.place(*path), f"nguồn “{citation.article}” không ghi dòng", 'thêm lines, ví dụ lines: "11"'
        elif not citation.article and not citation.url:
            message = "nguồn không có bài nguồn lẫn địa chỉ trang"
            yield entry.place(*path), message, "thêm article và lines, hoặc url"


@rule("SC003", "line-beyond-article")
def line_beyond_article(knowledge: Knowledge) -> Iterator[Finding]:
    """Số dòng không có trong bài nguồn.

    **Kiểm tra gì.** Số dòng không vượt quá số dòng của bài nguồn, và khoảng dòng không ngược.

    **Vì sao.** Số dòng sai thì không kiểm chứng được dữ kiện.

    **Ví dụ.** `lines: "112"` với bài chỉ có 29 dòng.

    **Cách sửa.** Mở bài nguồn và đếm lại dòng.
    """
    for entry in knowledge.catalog.entries:
        for path, citation in _citations(entry):
            article = knowledge.catalog.by_key.get((Article.folder, citation.article or ""))
            if not article or not isinstance(article.record, Article) or not citation.lines:
                continue
            for first, last in re.findall(r"(\d+)(?:-(\d+))?", citation.lines):
                start, end = int(first), int(last or first)
                if not 1 <= start <= end <= article.record.line_count:
                    lines = f"{first}-{last}" if last else first
                    message = f"bài “{citation.article}” có {article.record.line_count} dòng, không có dòng {lines}"
                    yield entry.place(*path, "lines"), message, "mở bài nguồn và đếm lại dòng"
