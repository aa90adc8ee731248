"""The only reader of content from disk: a folder in, its files as text out."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator import limits
from generator.diagnostics import Diagnostic, Place, Rule, Severity

NOT_UTF8 = Rule(
    "TX001",
    "not-utf8",
    Severity.ERROR,
    """Tệp không phải văn bản UTF-8.

**Kiểm tra gì.** Mọi tệp Markdown phải lưu bằng bảng mã UTF-8.

**Vì sao.** Tệp lưu bằng bảng mã cũ (TCVN3, VNI, UTF-16) hiện sai dấu trên trang và không tìm kiếm được.

**Ví dụ.** Tệp soạn bằng phông .VnTime rồi lưu thẳng thành `.md`.

**Cách sửa.** Mở tệp bằng trình soạn thảo, chọn “Lưu với bảng mã UTF-8” rồi kiểm tra lại dấu.
""",
)
LINK_ON_DISK = Rule(
    "TX007",
    "link-on-disk",
    Severity.ERROR,
    """Trong docs/ có liên kết của hệ tệp (symlink).

**Kiểm tra gì.** Mọi tệp và thư mục trong `docs/` là tệp và thư mục thật.

**Vì sao.** Liên kết có thể đưa tệp ngoài kho, kể cả tệp riêng của máy dựng trang, lên trang.

**Ví dụ.** `docs/anh.png` trỏ tới `/etc/passwd`.

**Cách sửa.** Xóa liên kết; chép tệp thật vào nếu được phép đăng.
""",
)


@dataclass(frozen=True)
class Source:
    """One Markdown file: `path` is relative to the knowledge base's root, with forward slashes."""

    path: str
    text: str

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    def at(self, offset: int, length: int = 0) -> Place:
        """The place `offset` characters into the file, `length` characters long where that is known."""
        return Place(self.path, self.text, offset, length)


@dataclass(frozen=True)
class Content:
    """What docs/ holds: its Markdown and the addresses of all other files (relative to docs/).

    `fingerprints` maps the id of a source article to the text of its fingerprint's file, `recordings` the path of a
    recording (relative to the root) to its text.
    """

    docs: str
    sources: tuple[Source, ...]
    other_files: frozenset[str]
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    recordings: Mapping[str, str] = field(default_factory=dict)

    def page_path(self, source: Source) -> str:
        """The file's path relative to docs/."""
        return source.path.removeprefix(self.docs + "/")


def read(root: Path, docs: str) -> tuple[Content, tuple[Diagnostic, ...]]:
    """Read every file below `root/docs`, in order of path. Hidden files are left alone, as MkDocs does."""
    sources: list[Source] = []
    others: set[str] = set()
    diagnostics: list[Diagnostic] = []
    for path in sorted((root / docs).rglob("*")):
        relative = path.relative_to(root).as_posix()
        if any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        if path.is_symlink():
            hint = "xóa liên kết; chép tệp thật vào nếu được phép đăng"
            diagnostics.append(Diagnostic(LINK_ON_DISK, Place(relative, "", 0), "đây là liên kết của hệ tệp", hint))
            continue
        if not path.is_file():
            continue
        if path.suffix.lower() != ".md":
            others.add(path.relative_to(root / docs).as_posix())
            continue
        source, problem = _decode(relative, path.read_bytes())
        text, excess = limits.cut(relative, source.text)
        sources.append(Source(relative, text))
        diagnostics += [*problem, *excess]
    content = Content(
        docs, tuple(sources), frozenset(others), _read_fingerprints(root / docs), _read_recordings(root, docs)
    )
    return content, tuple(diagnostics)


def fingerprint_path(docs: Path, article: str) -> Path:
    """Where the fingerprint of an article is kept: a hidden folder, which no engine publishes."""
    return docs / "nguon" / ".dau-van" / f"{article}.json"


def _read_fingerprints(docs: Path) -> dict[str, str]:
    paths = sorted(fingerprint_path(docs, "x").parent.glob("*.json"))
    return {path.stem: path.read_bytes().decode("utf-8", "replace") for path in paths}


def recordings_folder(docs: Path) -> Path:
    """Where recordings of the content are kept: a hidden folder, which no engine publishes."""
    return docs / ".lich-su"


def _read_recordings(root: Path, docs: str) -> dict[str, str]:
    paths = sorted(recordings_folder(root / docs).glob("*.json"))
    return {path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in paths}


def _decode(path: str, data: bytes) -> tuple[Source, tuple[Diagnostic, ...]]:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(path, _unify_line_ends(data.decode())), ()
    except UnicodeDecodeError as error:
        source = Source(path, _unify_line_ends(data.decode("utf-8", "replace")))
        place = source.at(len(_unify_line_ends(data[: error.start].decode())))
        message = "tệp không phải văn bản UTF-8, từ đây không đọc được"
        return source, (Diagnostic(NOT_UTF8, place, message, "lưu lại tệp bằng bảng mã UTF-8"),)


def _unify_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
