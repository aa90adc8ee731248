"""The only reader of content from disk: a folder in, its files as text out."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Self

from generator import files, legacy, limits
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.stored_text import StoredText, store

NOT_UTF8 = Rule(
    "TX001",
    "not-utf8",
    Severity.ERROR,
    """Tệp không phải văn bản UTF-8.

**Kiểm tra gì.** Mọi tệp Markdown phải lưu bằng bảng mã UTF-8.

**Vì sao.** Tệp lưu bằng bảng mã cũ (TCVN3, VNI, UTF-16) hiện sai dấu trên trang và không tìm kiếm được.

**Ví dụ.** Tệp soạn bằng phông .VnTime rồi lưu thẳng thành `.md`.

**Cách sửa.** Mở tệp bằng trình soạn thảo, chọn “Lưu với bảng mã UTF-8” rồi kiểm tra lại dấu. Tệp soạn bằng TCVN3 hoặc
VNI thì chuyển ra ngoài thư mục nội dung rồi chạy `sotay import TỆP`.
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
LEGACY_LETTERS = Rule(
    "RD003",
    "legacy-letters",
    Severity.ERROR,
    """Chữ gõ bằng bảng mã cũ (TCVN3, VNI).

**Kiểm tra gì.** Tệp lưu bằng UTF-8 nhưng chữ là của bảng mã cũ: phần lớn các từ có dấu chỉ thành tiếng Việt sau khi đổi
từ TCVN3 hoặc VNI.

**Vì sao.** Chữ hiện ra chỉ đúng với phông cũ; trên trang thành chữ lạ, không tìm kiếm được.

**Ví dụ.** `NghÞ quyÕt cña Trung ­¬ng`

**Cách sửa.** Chuyển tệp ra ngoài thư mục nội dung, chạy `sotay import TỆP`, rồi đọc lại bản nháp.
""",
)
RULES = (NOT_UTF8, LINK_ON_DISK, LEGACY_LETTERS, files.UNREADABLE, files.TOO_HEAVY)

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The longer marks first: one of UTF-32 begins like one of UTF-16."""

_Decoded = tuple[str, tuple[Rule, int, str, str] | None]
"""A file's text, and what is wrong with it: rule, offset, message, hint."""


@dataclass(frozen=True, slots=True)
class Source:
    """One Markdown file: `path` is relative to the knowledge base's root, with forward slashes."""

    path: str
    stored: StoredText

    @classmethod
    def of(cls, path: str, text: str) -> Self:
        return cls(path, store(text))

    @property
    def text(self) -> str:
        return self.stored.text

    @property
    def stem(self) -> str:
        name = self.path.rpartition("/")[2]
        dot = name.rfind(".")
        return name[:dot] if 0 < dot < len(name) - 1 else name

    def at(self, offset: int, length: int = 0) -> Place:
        """The place `offset` characters into the file, `length` characters long where that is known."""
        return Place(self.path, self.text, offset, length)


@dataclass(frozen=True)
class Content:
    """What docs/ holds: its Markdown and the addresses of all other files (relative to docs/).

    `fingerprints` maps the id of a source article to the text of its fingerprint's file, `recordings` the path of a
    recording (relative to the root) to its text; `unreadable` has the paths (relative to the root) of files that give
    no source.
    """

    docs: str
    sources: tuple[Source, ...]
    other_files: frozenset[str]
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    recordings: Mapping[str, str] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()

    def page_path(self, source: Source) -> str:
        """The file's path relative to docs/."""
        return source.path.removeprefix(self.docs + "/")


@dataclass(frozen=True)
class Listing:
    """What lies below docs/ before anything is read: the paths of Markdown files, in order, and all else."""

    docs: str
    markdown: tuple[str, ...]
    other_files: frozenset[str]
    unreadable: frozenset[str]


def look(root: Path, docs: str) -> tuple[Listing, tuple[Diagnostic, ...]]:
    """List every file below `root/docs`, in order of path. Hidden files are left alone, as MkDocs does."""
    found, diagnostics = files.below(root, docs)
    markdown = tuple(path for path in found.files if files.is_markdown(path))
    others = frozenset(path.removeprefix(f"{docs}/") for path in found.files if not files.is_markdown(path))
    listing = Listing(docs, markdown, others, found.unreadable | {*found.links})
    return listing, (*diagnostics, *map(_link, found.links))


def read(root: Path, docs: str) -> tuple[Content, tuple[Diagnostic, ...]]:
    """Read every file below `root/docs`, in order of path."""
    listing, problems = look(root, docs)
    found = [read_one(root, path) for path in listing.markdown]
    return gather(root, listing, [source for source, _ in found]), (
        *problems,
        *(one for _, more in found for one in more),
    )


def gather(root: Path, listing: Listing, sources: Sequence[Source | None]) -> Content:
    """The content, from the source (None where nothing can be shown) of each file listed."""
    lost = {path for path, source in zip(listing.markdown, sources, strict=True) if source is None}
    return Content(
        listing.docs,
        tuple(source for source in sources if source),
        listing.other_files,
        _read_fingerprints(root / listing.docs),
        _read_recordings(root, listing.docs),
        listing.unreadable | lost,
    )


def _link(path: str) -> Diagnostic:
    hint = "xóa liên kết; chép tệp thật vào nếu được phép đăng"
    return Diagnostic(LINK_ON_DISK, Place(path, "", 0), "đây là liên kết của hệ tệp", hint)


def read_one(root: Path, path: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """A Markdown file, or None when nothing of it can be shown."""
    top = Place(path, "", 0)
    try:
        data = files.read_bytes(f"{root}/{path}", files.LARGEST)
    except files.TooLargeError:
        message = f"tệp lớn quá {files.LARGEST} byte"
        return None, (Diagnostic(files.TOO_HEAVY, top, message, "chia tệp, hoặc bỏ phần dán nhầm"),)
    except files.UnreadableError as error:
        return None, (Diagnostic(files.UNREADABLE, top, error.message, error.hint),)
    return from_bytes(path, data)


def from_bytes(path: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The same from the bytes of the file."""
    source, problems = decode(path, data)
    text, excess = limits.cut(path, source.text)
    source, problems = Source.of(path, text) if excess else source, (*problems, *excess)
    if too_heavy := files.heavy(source.text):
        offset, message, hint = too_heavy
        return None, (*problems, Diagnostic(files.TOO_HEAVY, source.at(offset), message, hint))
    return source, problems


def fingerprint_path(docs: Path, article: str) -> Path:
    """Where the fingerprint of an article is kept: a hidden folder, which no engine publishes."""
    return docs / "nguon" / ".dau-van" / f"{article}.json"


def _read_fingerprints(docs: Path) -> dict[str, str]:
    folder = fingerprint_path(docs, "x").parent
    return {PurePosixPath(path).stem: text for path, text in _read_texts(folder, folder).items()}


def _read_texts(root: Path, folder: Path) -> dict[str, str]:
    """The JSON files of a folder by path relative to `root`; one that cannot be read is empty, which rules report."""
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            texts[path.relative_to(root).as_posix()] = files.read_bytes(path).decode("utf-8", "replace")
        except files.UnreadableError:
            texts[path.relative_to(root).as_posix()] = ""
    return texts


def recordings_folder(docs: Path) -> Path:
    """Where recordings of the content are kept: a hidden folder, which no engine publishes."""
    return docs / ".lich-su"


def _read_recordings(root: Path, docs: str) -> dict[str, str]:
    return _read_texts(root, recordings_folder(root / docs))


def decode(path: str, data: bytes) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The text of a file, as far as it can be told, and what is wrong with its characters."""
    text, problem = _unicode(data := data.removeprefix(codecs.BOM_UTF8))
    if problem is None:
        return Source(path, store(text, data) if "\r" not in text else store(_unify_line_ends(text))), ()
    source = Source.of(path, _unify_line_ends(text))
    rule, offset, message, hint = problem
    return source, (Diagnostic(rule, source.at(len(_unify_line_ends(text[:offset]))), message, hint),)


def _unicode(data: bytes) -> _Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            name = encoding.upper()
            problem = (NOT_UTF8, 0, f"tệp lưu bằng {name}, không phải UTF-8", "lưu lại tệp bằng bảng mã UTF-8")
            return data.decode(encoding, "replace"), problem
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    found = None if legacy.is_surely_none(text, data) else legacy.suspect(text)
    if not found:
        return text, None
    message = f"chữ gõ bằng bảng mã cũ {found.name}"
    return text, (LEGACY_LETTERS, _first_mark(text), message, IMPORT_HINT)


def _not_utf8(data: bytes, start: int) -> _Decoded:
    """Bytes of an 8-bit code are letters of Latin-1; other bytes are kept as signs that stand for something unknown."""
    before = len(data[:start].decode())
    found = legacy.suspect(data.decode("latin-1"))
    text = data.decode("utf-8", "replace")
    if found:
        return text, (NOT_UTF8, before, f"tệp lưu bằng bảng mã cũ {found.name}, không phải UTF-8", IMPORT_HINT)
    message = "tệp không phải văn bản UTF-8, từ đây không đọc được"
    return text, (NOT_UTF8, before, message, "lưu lại tệp bằng bảng mã UTF-8")


IMPORT_HINT = "chuyển tệp ra ngoài thư mục nội dung rồi chạy sotay import TỆP"


def _first_mark(text: str) -> int:
    return next((offset for offset, char in enumerate(text) if not char.isascii()), 0)


def known(path: str, data: bytes) -> Source:
    """The source that a file is in which nothing was wrong; its text is not made before it is asked for."""
    data = data.removeprefix(codecs.BOM_UTF8)
    return Source(path, StoredText(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data))


def _unify_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
