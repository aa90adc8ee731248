"""A folder in, the files below it that can be read out, and what is wrong with the others."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Place, Rule, Severity

UNREADABLE = Rule(
    "RD001",
    "unreadable-file",
    Severity.ERROR,
    """Trong thư mục nội dung có thứ không đọc được như một tệp.

**Kiểm tra gì.** Mọi thứ trong thư mục nội dung là tệp thường đọc được, hoặc thư mục thật. Thư mục không mang tên có
đuôi `.md`; không có ống dẫn (FIFO), thiết bị; tên viết bằng UTF-8. Liên kết tượng trưng (symlink): TX007.

**Vì sao.** Bộ dựng trang có thể chờ mãi, đi vòng, hoặc bỏ sót nội dung mà không ai biết.

**Ví dụ.** `docs/bai-hoc/x.md` là một thư mục.

**Cách sửa.** Xóa, hoặc thay bằng tệp thật; nếu là quyền đọc thì mở quyền cho người dựng trang.
""",
)
TOO_HEAVY = Rule(
    "RD002",
    "heavy-text",
    Severity.ERROR,
    """Văn bản quá nặng: bộ dựng trang phải đọc quá lâu.

**Kiểm tra gì.** Tệp Markdown không quá 16 MiB, 1.000 đề mục, 200 định nghĩa chữ viết tắt, 200 ngoặc mở mà không đóng.
Một đoạn (giữa hai dòng trống) không quá 20.000 ký tự, 400 dòng (trừ bảng), 400 dấu mã, 100 ngoặc `[`, `(`, `<` mở mà
không đóng, 30 cấp trích dẫn.

**Vì sao.** Chữ như thế thường do chép nhầm; thời gian đọc tăng theo bình phương độ dài, nên trang không bao giờ dựng
xong.

**Ví dụ.** Dán cả một tệp ảnh mã hóa base64 vào thân bài.

**Cách sửa.** Chia tệp, chia đoạn bằng dòng trống, hoặc bỏ phần dán nhầm.
""",
)

LARGEST = 16 << 20
"""Bytes of a Markdown file that is looked into at all; `limits` says how much of it is read."""

LONGEST_BLOCK, MOST_LINES, MOST_CODE = 20_000, 400, 400
"""Characters of a block, its lines (a table may have more), its runs of backticks."""

MOST_UNCLOSED, DEEPEST_QUOTE = 100, 30
"""Brackets of a block that are opened and not closed, levels of quotation."""

MOST_IN_FILE = 200
"""Unclosed brackets, definitions of abbreviations; five times as many headings."""

PAIRS = ("[]", "()", "<>")

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"---[ \t]*$", re.MULTILINE)
_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_CODE = re.compile(r"`+")
_QUOTE = re.compile(r"^[ \t]*((?:>[ \t]*)+)", re.MULTILINE)
_PER_FILE = (
    (re.compile(r"^[ ]{0,3}\*\[", re.MULTILINE), MOST_IN_FILE, "quá nhiều định nghĩa chữ viết tắt"),
    (re.compile(r"^[ ]{0,3}(?:#|[-=]+[ ]*$)", re.MULTILINE), 5 * MOST_IN_FILE, "quá nhiều đề mục hoặc vạch ngang"),
)


@dataclass(eq=False)
class UnreadableError(Exception):
    """Why a path is no file that can be read: message and hint in Vietnamese."""

    message: str
    hint: str


class TooLargeError(Exception):
    """A file is larger than asked for."""


@dataclass(frozen=True)
class Below:
    """Paths relative to the root: of readable files in order, of what cannot be read, and of links (symlinks)."""

    files: tuple[str, ...]
    unreadable: frozenset[str]
    links: tuple[str, ...]


def below(root: Path, docs: str) -> tuple[Below, tuple[Diagnostic, ...]]:
    """Everything below `root/docs` that is not hidden; links to folders are not followed."""
    files: list[str] = []
    links: list[str] = []
    diagnostics: list[Diagnostic] = []
    for path, found in sorted(_walk(root, docs), key=lambda one: one[0].split("/")):
        try:
            _must_be_utf8(found.name)
            if found.is_symlink():
                links.append(path)
            elif (is_markdown(path) and found.is_file(follow_symlinks=False)) or must_be_file(root / path):
                files.append(path)  # what stands in Markdown is looked at anyway, when it is read
        except UnreadableError as error:
            diagnostics.append(Diagnostic(UNREADABLE, Place(shown_path(path), "", 0), error.message, error.hint))
    unreadable = frozenset(one.place.path for one in diagnostics)
    return Below(tuple(files), unreadable, tuple(map(shown_path, links))), tuple(diagnostics)


def shown_path(path: str) -> str:
    """A path as every report can print it."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _walk(root: Path, folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Files and folders that are not hidden, as MkDocs leaves hidden ones alone."""
    try:
        with os.scandir(root / folder) as listed:
            found = [(f"{folder}/{one.name}", one) for one in listed if not one.name.startswith(".")]
    except OSError:  # its own line in the report says so
        return
    for path, one in found:
        yield path, one
        if one.is_dir(follow_symlinks=False):
            yield from _walk(root, path)


def is_markdown(path: str) -> bool:
    """Whether a file's name says that it holds Markdown."""
    return path[-3:].lower() == ".md"


def _must_be_utf8(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise UnreadableError("tên tệp không phải UTF-8", "đổi tên tệp, tốt nhất là chữ không dấu") from error


def must_be_file(path: str | Path) -> bool:
    """Whether the path is a regular file, after links; False for a real folder. Raises UnreadableError otherwise."""
    return stat.S_ISREG(_look_at(path).st_mode)


def _look_at(path: str | Path) -> os.stat_result:
    try:
        found = os.stat(path)  # noqa: PTH116 - pathlib doubles what ten thousand files take
    except OSError as error:
        raise UnreadableError(f"không xem được tệp ({error.strerror})", "kiểm tra quyền của tệp và thư mục") from error
    if stat.S_ISDIR(found.st_mode):
        if is_markdown(str(path)):
            raise UnreadableError("thư mục mang tên của một tệp Markdown", "đổi tên thư mục, bỏ đuôi .md")
    elif not stat.S_ISREG(found.st_mode):
        raise UnreadableError("không phải tệp thường (ống dẫn, thiết bị)", "xóa, hoặc thay bằng tệp thường")
    return found


def read_bytes(path: str | Path, most: int | None = None) -> bytes:
    """A regular file's bytes; never waits for a device. Raises UnreadableError; TooLargeError beyond `most` bytes."""
    found = _look_at(path)
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError("là thư mục, không phải tệp", "đổi tên thư mục")
    if most is not None and found.st_size > most:
        raise TooLargeError
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - the same
            return file.read()
    except OSError as error:
        raise UnreadableError(f"không đọc được tệp ({error.strerror})", "mở quyền đọc cho người dựng trang") from error


def closing_line(text: str, start: int) -> re.Match[str] | None:
    """The first line of three dashes below the line in which `start` lies: it ends front matter."""
    while (start := text.find("\n---", start)) >= 0:
        start += 1
        if line := _CLOSING.match(text, start):
            return line
    return None


def heavy(text: str) -> tuple[int, str, str] | None:
    """Where the body of a text is too heavy to be rendered, what is wrong and what to do; None when it is not.

    The limits were measured with Python-Markdown 3.10, which looks for the end of each mark to the end of its block;
    `bench/fuzz/` repeats the measurement. What stays below them takes seconds.
    """
    opening = _OPENING.match(text)
    closing = closing_line(text, opening.end() - 1) if opening else None
    body = closing.end() if closing else 0
    if _is_light(text, body):
        return None
    unclosed = 0
    for block in _BLOCK.finditer(text, body):
        if problem := _heavy_block(block.group()):
            return block.start(), *problem
        unclosed += max(_unclosed(block.group(), pair) for pair in PAIRS)
        if unclosed > MOST_IN_FILE:
            return block.start(), f"quá {MOST_IN_FILE} ngoặc không đóng trong một tệp", "đóng ngoặc, hoặc chia tệp"
    for mark, most, message in _PER_FILE:
        found = list(mark.finditer(text, body))
        if len(found) > most:
            return found[most].start(), message, "bỏ bớt, hoặc chia tệp"
    return None


def _is_light(text: str, body: int) -> bool:
    """Whether the whole body stays below what a single block may have: most do, and need no closer look."""
    if len(text) - body > LONGEST_BLOCK or text.count("\n", body) >= min(MOST_LINES, MOST_IN_FILE):
        return False
    opened = sum(text.count(pair[0], body) for pair in PAIRS)
    return opened <= MOST_UNCLOSED and text.count("`", body) <= MOST_CODE and text.count(">", body) <= DEEPEST_QUOTE


def _unclosed(block: str, pair: str) -> int:
    return max(block.count(pair[0]) - block.count(pair[1]), 0)


def _heavy_block(block: str) -> tuple[str, str] | None:
    lines = block.count("\n") + 1
    if len(block) > LONGEST_BLOCK:
        return f"đoạn dài {len(block)} ký tự, quá {LONGEST_BLOCK}", "chia đoạn bằng dòng trống"
    if lines > MOST_LINES and not block.lstrip().startswith("|"):
        return f"đoạn dài {lines} dòng, quá {MOST_LINES}", "chia đoạn bằng dòng trống"
    if block.count("`") > MOST_CODE and len(_CODE.findall(block)) > MOST_CODE:
        return f"đoạn có quá {MOST_CODE} dấu ` mở đóng mã", "chia đoạn, hoặc dùng khối mã"
    for pair in PAIRS:
        if (unclosed := _unclosed(block, pair)) > MOST_UNCLOSED:
            return f"đoạn có {unclosed} dấu {pair[0]} không đóng", "đóng ngoặc, hoặc bỏ phần dán nhầm"
    deepest = max((quote[1].count(">") for quote in _QUOTE.finditer(block)), default=0)
    if deepest > DEEPEST_QUOTE:
        return f"trích dẫn lồng {deepest} cấp, quá {DEEPEST_QUOTE}", "bớt dấu > ở đầu dòng"
    return None
