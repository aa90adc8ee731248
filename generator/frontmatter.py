"""A source in, its front matter with the place of every key and its body with an offset out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from generator import files, quick_yaml
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.placed_yaml import KeyPath, PlacedYaml, YamlError, read_mapping
from generator.source import Source
from generator.stored_text import StoredText

BROKEN = Rule(
    "FM001",
    "broken-front-matter",
    Severity.ERROR,
    """Phần đầu tệp (giữa hai dòng `---`) không đọc được.

**Kiểm tra gì.** Phần đầu tệp phải là YAML đúng cú pháp, khóa không lặp, không dùng `&`, `*` và thẻ `!...`.

**Vì sao.** Một dấu sai có thể làm mất toàn bộ thông tin của mục mà trang vẫn hiện ra như không có gì.

**Ví dụ.** `title: Nghị quyết: những điểm mới` có hai dấu hai chấm nên YAML không hiểu.

**Cách sửa.** Đặt giá trị có dấu hai chấm, dấu thăng hoặc bắt đầu bằng ký tự lạ trong ngoặc kép:
`title: "Nghị quyết: những điểm mới"`. Thụt dòng bằng dấu cách, không dùng phím Tab.
""",
)
MISSING = Rule(
    "FM002",
    "missing-front-matter",
    Severity.ERROR,
    """Tệp trong thư mục nội dung không có phần đầu tệp.

**Kiểm tra gì.** Tệp trong các thư mục loại mục (`nghi-quyet/`, `bai-hoc/`, ...) phải bắt đầu bằng dòng `---`.

**Vì sao.** Không có phần này thì không biết mục là gì, cho ai, từ nguồn nào.

**Ví dụ.** Tệp bắt đầu ngay bằng một đoạn văn.

**Cách sửa.** Thêm phần đầu tệp, hoặc tạo tệp bằng `sotay new`.
""",
)

_MESSAGES = {
    "syntax": (
        "phần đầu tệp sai cú pháp YAML",
        "đặt giá trị có dấu hai chấm trong ngoặc kép; thụt dòng bằng dấu cách",
    ),
    "tab": ("có phím Tab ở chỗ chỉ dùng dấu cách", "thay phím Tab bằng dấu cách"),
    "open-quote": ("ngoặc kép mở ở đây không được đóng", "thêm dấu ngoặc kép ở cuối giá trị"),
    "open-bracket": ("ngoặc mở ở đây không được đóng đúng chỗ", "thêm dấu ] hoặc } và dấu phẩy giữa các phần tử"),
    "not-a-mapping": (
        "phần đầu tệp phải gồm các dòng “khóa: giá trị”",
        "viết mỗi trường trên một dòng, ví dụ title: Tên",
    ),
    "duplicate-key": ("trường này đã có ở trên", "giữ lại một trường"),
    "alias": ("phần đầu tệp không được dùng & và * để lặp lại giá trị", "viết lại giá trị ở từng chỗ"),
    "tag": (
        "phần đầu tệp không được dùng thẻ kiểu của YAML (!...)",
        "bỏ thẻ; chữ bắt đầu bằng ! thì đặt trong ngoặc kép",
    ),
    "key-not-text": ("tên trường phải là một từ", "viết tên trường không kèm dấu ngoặc"),
    "too-deep": ("phần đầu tệp lồng nhau quá sâu", "bớt các cấp thụt dòng"),
    "unclosed": ("phần đầu tệp không có dòng --- kết thúc", "thêm một dòng --- sau trường cuối cùng"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Plain values, where each stands, and the body as `stored`, which starts at `body_offset` of its file.

    `known` are the values, or None where they are read again when they are asked for: of an entry hardly anybody asks.
    """

    known: dict[str, Any] | None
    placed: PlacedYaml
    stored: StoredText
    body_offset: int

    @property
    def values(self) -> dict[str, Any]:
        if self.known is not None:
            return self.known
        written = self.placed.written
        return quick_yaml.read(written) or read_mapping(written).values

    @property
    def body(self) -> str:
        return self.stored.text

    def place(self, source: Source, path: KeyPath, *, key: bool = False) -> Place:
        """Where the value (or key) at `path` stands; the top of the file when only the whole is meant."""
        offset = self.placed.offset_of(path, key=key) or 0
        return source.at(offset, len(source.text[offset : self.placed.ends.get(offset, offset)].rstrip()))


@dataclass
class _PlacedHandler(YAMLHandler):
    """python-frontmatter's YAML handler, saying where in the file a problem stands."""

    base: int
    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        return read_mapping(fm, self.base).values


def split(source: Source) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """Separate front matter and body; a file without front matter has no values and its whole text as body."""
    opening = _PlacedHandler.FM_BOUNDARY.match(source.text)
    if not opening:
        return FrontMatter({}, PlacedYaml(), source.stored, 0), ()
    closing = files.closing_line(source.text, opening.end())
    if not closing:
        return _broken(source, YamlError("unclosed", 0), len(source.text))
    begin, end = opening.end(), closing.start()
    body_offset = min(closing.end() + 1, len(source.text))
    try:
        values = quick_yaml.read(source.text[begin:end]) or _load(source.text[: closing.end()], begin)
    except YamlError as problem:
        return _broken(source, problem, body_offset)
    return FrontMatter(
        values, PlacedYaml(source.stored, begin, begin, end), source.stored.behind(body_offset), body_offset
    ), ()


def _load(text: str, begin: int) -> dict[str, Any]:
    """The values of a front matter written in any way; `text` ends with it."""
    values, _ = frontmatter.parse(text, handler=_PlacedHandler(begin))
    return values


def _broken(source: Source, problem: YamlError, body_offset: int) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    message, hint = _MESSAGES[problem.reason]
    empty = FrontMatter({}, PlacedYaml(), source.stored.behind(body_offset), body_offset)
    return empty, (Diagnostic(BROKEN, source.at(min(problem.offset, len(source.text))), message, hint),)


def has_front_matter(source: Source) -> bool:
    """Whether the file starts with a `---` line."""
    return _PlacedHandler.FM_BOUNDARY.match(source.text) is not None
