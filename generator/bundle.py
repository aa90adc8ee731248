"""A finished site's folder in; one .zip that opens from a disk or USB stick by double click (`file://`) out."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.settings import Site
from generator.vietnamese import day

FOLDER = "so-tay/"
"""Where the site lies in the archive, beside the two files that people look for first."""

START, READ_FIRST = "MO-TRANG.html", "DOC-TRUOC.txt"

LONGEST_PATH = 200
"""Characters of a path in the archive; Windows takes 260 with the folder that it is unpacked into."""

_OPENER = "assets/mo-trang.js"
_NEEDS_SERVER = ("404.html", "admin/", "manifest.webmanifest", "offline/", "sitemap.xml", "sw.js")
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""The theme's own search, which is off under every engine."""

_LINK = re.compile(r'(\s(?:href|action|xlink:href|data-toi)="|\scontent="0; url=)([^"#?]+)')
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>')
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)')


class PathTooLongError(Exception):
    """A path that Windows may not unpack; the text names it in Vietnamese."""

    def __init__(self, path: str) -> None:
        super().__init__(f"đường dẫn dài hơn {LONGEST_PATH} ký tự, Windows có thể không giải nén được: “{path}”")


def write(folder: Path, archive: Path, site: Site, recorded: date, *, is_internal: bool) -> None:
    """Write the archive in one step. `recorded` is the newest day of the content: same content, same bytes.

    Raises PathTooLongError before anything is written, OSError when the disk refuses.
    """
    names = sorted(_wanted(folder))
    for name in names:
        if len(FOLDER + name) > LONGEST_PATH:
            raise PathTooLongError(FOLDER + name)
    archive.parent.mkdir(parents=True, exist_ok=True)
    partly = archive.with_name(f".{archive.name}.partly")
    try:
        with zipfile.ZipFile(partly, "w") as made:
            for name, text in _beside(site, recorded, is_internal=is_internal).items():
                _add(made, name, text.encode(), recorded)
            for name, content in _changed(folder, names, recorded):
                _add(made, FOLDER + name, content, recorded)
        partly.replace(archive)
    finally:
        partly.unlink(missing_ok=True)


def _changed(folder: Path, names: Sequence[str], recorded: date) -> Iterator[tuple[str, bytes]]:
    """The files with their names, pages as they are to be on a disk."""
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    for name in names:
        content = (folder / name).read_bytes()
        is_page = name.endswith(".html")
        yield name, opened_from_disk(content.decode(), name, folders, recorded).encode() if is_page else content


def _wanted(folder: Path) -> Iterator[str]:
    """What of the site is of use without a server."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        is_hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
        if path.is_file() and not is_hidden and not name.startswith(_NEEDS_SERVER + _UNUSED) and path.suffix != ".map":
            yield name


def _add(archive: zipfile.ZipFile, name: str, content: bytes, recorded: date) -> None:
    member = zipfile.ZipInfo(name, (max(recorded.year, 1980), recorded.month, recorded.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3  # as on Unix, on every machine
    member.external_attr = 0o644 << 16
    archive.writestr(member, content)


def opened_from_disk(html: str, name: str, folders: set[str], recorded: date) -> str:
    """A page whose links lead to files, since a folder has no page of its own on a disk; it says how old it is.

    `name` is the page's path, `folders` are those of the site. The policy names `file:`, since browsers differ on
    whether 'self' covers it (w3.org/TR/CSP3, 6.7.2.8); a manifest cannot be read from a disk at all.
    """
    here = posixpath.dirname(name)
    html = _LINK.sub(lambda link: link[1] + _to_file(link[2], here, folders), html)
    html = _POLICY.sub(lambda policy: policy[1] + policy[2].replace("'self'", "'self' file:"), html)
    return _MANIFEST.sub("", html).replace("</title>", f'</title>\n<meta name="ban-luu" content="{recorded}">', 1)


def _to_file(address: str, here: str, folders: set[str]) -> str:
    """A relative address of a folder with the name of its page; any other as it is."""
    if ":" in address or address.startswith("/"):
        return address
    if posixpath.normpath(posixpath.join(here, unquote(address))) not in folders:
        return address
    return f"{address.rstrip('/')}/index.html"


def _beside(site: Site, recorded: date, *, is_internal: bool) -> Mapping[str, str]:
    return {
        READ_FIRST: "\ufeff" + _read_first(site, recorded, is_internal=is_internal).replace("\n", "\r\n"),
        START: _start(site),
        FOLDER + _OPENER: _OPEN,
    }


_OPEN = """\
// Beside an unpacked site: leads to its first page. Within an archive this file is not to be had, and nothing happens.
location.replace(new URL("../index.html", document.currentScript.src));
"""


def _start(site: Site) -> str:
    """The page to be double-clicked: it opens the site, or says what to do first when it was not unpacked."""
    name = escape(site.name)
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{name}</title>
<style>
body {{ max-width: 36rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.7 system-ui, sans-serif; color: #222; }}
a {{ color: #0b5a70; font-weight: 600; }}
</style>
<script src="{FOLDER}{_OPENER}"></script>
</head>
<body>
<h1>{name}</h1>
<p><a href="{FOLDER}index.html">Mở trang đầu</a></p>
<p>Nếu trang không mở: tệp .zip chưa được giải nén. Bấm chuột phải vào tệp .zip, chọn “Giải nén tất cả” (Extract All),
rồi mở lại {START} trong thư mục vừa giải nén.</p>
</body>
</html>
"""


def _read_first(site: Site, recorded: date, *, is_internal: bool) -> str:
    kept_inside = "\nĐÂY LÀ BẢN NỘI BỘ: chỉ đưa cho người được xem.\n" if is_internal else ""
    newer = f"\nBản mới nhất ở: {site.url}\n" if site.url else ""
    return f"""{site.name}
Nội dung đến ngày {day(recorded)}
{kept_inside}
CÁCH MỞ
1. Giải nén tệp .zip vào máy hoặc thẻ nhớ USB. Đừng mở ngay trong tệp .zip.
2. Bấm đúp vào {START}. Trang mở bằng trình duyệt có sẵn trên máy, không cần mạng, không cần cài gì.

NÊN BIẾT
- Đi theo đường dẫn, tìm kiếm (không cần gõ dấu), lọc danh mục, trình chiếu và in đều dùng được khi không có mạng.
- Dấu đã đọc, việc đã đánh dấu được nhớ trong trình duyệt của máy đang dùng, không ghi vào thẻ nhớ.
- Đường dẫn tới trang bên ngoài và lệnh “Chép” của một số trình duyệt cần có mạng hoặc không dùng được ở bản này.
{newer}"""
