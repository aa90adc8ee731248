"""The path of a page in, the names of the files that can be downloaded from it out; no file is made here."""

from __future__ import annotations

from collections.abc import Collection
from importlib.util import find_spec
from pathlib import PurePosixPath

FORMATS = (("Word", "docx"), ("PDF", "pdf"))
"""Label and ending of what every guide and paper can be downloaded as."""

PACK, CALENDAR = "zip", "ics"

PACKED = "len-lop"
"""Last part of the address of a lecturer's pack: `chuyen-de/<id>/len-lop/`."""

HANDOUT, SLIDES, QUESTIONS, CARTRIDGE = "phieu-phat-tay", "trinh-chieu", "cau-hoi", "khoa-hoc"
"""Last part of the names of what a pack holds besides itself."""

QUIZZES = (("GIFT", "gift"), ("Moodle XML", "xml"))
"""Label and ending of what the questions of a pack can be downloaded as."""

LIBRARIES = ("docx", "weasyprint", "icalendar", "pptx")
"""What the extra `documents` installs, by the names under which it is imported."""

WITH_DOCUMENTS = ("huong-dan", "bieu-mau")
"""Folders whose pages are documents; the papers of a study round are the third."""


def is_document(path: str) -> bool:
    """Whether the page at this path below docs/ is a guide or a paper."""
    pure = PurePosixPath(path)
    if pure.stem == "index":
        return False
    return pure.parts[0] in WITH_DOCUMENTS or is_paper_of_round(path) or is_pack(path)


def is_paper_of_round(path: str) -> bool:
    """Whether the page is one of a study round's papers: `dot-hoc/<id>/<paper>.md`."""
    parts = PurePosixPath(path).parts
    return len(parts) == 3 and parts[0] == "dot-hoc" and not is_pack(path)


def is_pack(path: str) -> bool:
    """Whether the page is a lecturer's pack of a module, a course or a study round."""
    pure = PurePosixPath(path)
    return len(pure.parts) == 3 and pure.stem == PACKED and pure.parts[0] in ("chuyen-de", "khoa-hoc", "dot-hoc")


def beside_pack(path: str, name: str, ending: str) -> str:
    """Where a file of a pack stands: `chuyen-de/x/len-lop.md` -> `chuyen-de/x/len-lop/x-<name>.<ending>`."""
    pure = PurePosixPath(path).with_suffix("")
    return f"{pure}/{pure.parts[1]}-{name}.{ending}"


def file_path(path: str, ending: str) -> str:
    """Where a page's file stands, below the page's own address and named so that it can be told apart on a disk.

    `dot-hoc/quy-mot/ke-hoach.md` -> `dot-hoc/quy-mot/ke-hoach/quy-mot-ke-hoach.docx`
    """
    if is_pack(path):
        return beside_pack(path, PACKED, ending)
    pure = PurePosixPath(path).with_suffix("")
    name = "-".join(pure.parts[1:]) if is_paper_of_round(path) or pure.parts[0] == "dot-hoc" else "-".join(pure.parts)
    return f"{pure}/{name}.{ending}"


def of_page(path: str, dated: Collection[str], asking: Collection[str] = ()) -> list[tuple[str, str]]:
    """Label and path of every file that the page offers.

    `dated` are the pages of rounds that have a calendar, `asking` those of packs that have self-check questions.
    """
    if is_pack(path):
        return _of_pack(path, asking)
    if is_document(path):
        return [(label, file_path(path, ending)) for label, ending in FORMATS]
    pure = PurePosixPath(path)
    if pure.parts[0] == "dot-hoc" and len(pure.parts) == 2 and pure.stem != "index":
        calendar = [("lịch (.ics)", file_path(path, CALENDAR))] if path in dated else []
        return [("cả bộ giấy tờ (.zip)", file_path(path, PACK)), *calendar]
    return []


def _of_pack(path: str, asking: Collection[str]) -> list[tuple[str, str]]:
    files = [(f"bộ lên lớp ({label})", file_path(path, ending)) for label, ending in FORMATS]
    files += [(f"phiếu phát tay ({label})", beside_pack(path, HANDOUT, ending)) for label, ending in FORMATS]
    if path.startswith("chuyen-de/"):
        files.append(("trình chiếu (PowerPoint)", beside_pack(path, SLIDES, "pptx")))
    if path.startswith("khoa-hoc/"):
        files.append(("gói cho hệ thống học (.imscc)", beside_pack(path, CARTRIDGE, "imscc")))
    if path in asking:
        files += [(f"câu hỏi ({label})", beside_pack(path, QUESTIONS, ending)) for label, ending in QUIZZES]
    return files


def missing_libraries() -> str:
    """What to do when the libraries that make the files are not installed; empty when they are."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if not missing:
        return ""
    return f"chưa có thư viện {', '.join(missing)} để làm tệp Word, PDF; cài bằng: pip install 'sotay[documents]'"
