"""What is wrong in, the same for people who look at the preview out: a box on a page, a page of its own."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from markupsafe import Markup, escape

from generator.diagnostics import Diagnostic

MOST = 50
"""Notices that a box shows; nobody repairs more at a time, and the terminal has all."""


@dataclass(frozen=True)
class Notice:
    """One thing that is wrong: in which file, at which place (`path:line:column`), what and what to do."""

    path: str
    place: str
    message: str
    hint: str = ""


def of_finding(found: Diagnostic) -> Notice:
    place = found.place
    message = f"{found.rule.code} {found.message}"
    return Notice(place.path, f"{place.path}:{place.line}:{place.column}", message, found.hint)


def of_failure(failure: BaseException) -> Notice:
    """A fault of the program: the last place that its traceback names."""
    frames = traceback.extract_tb(failure.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    said = "".join(traceback.format_exception_only(failure)).strip()
    return Notice("", place, said, "toàn bộ dấu vết lỗi ở cửa sổ dòng lệnh")


def box(notices: Sequence[Notice], path: str | None) -> Markup:
    """The box on the page that was made of the file `path`, whose notices come first; empty when nothing is wrong."""
    if not notices:
        return Markup("")
    ordered = sorted(notices, key=lambda one: one.path != path)
    items = Markup("\n").join(map(_item, ordered[:MOST]))
    more = Markup("<p>và {} lỗi nữa, xem ở cửa sổ dòng lệnh</p>").format(len(notices) - MOST)
    return Markup(
        '<aside class="xem-truoc-loi" role="alert"><details open><summary>{} lỗi</summary>\n'
        "<ol>\n{}\n</ol>{}</details></aside>"
    ).format(len(notices), items, more if len(notices) > MOST else "")


def _item(notice: Notice) -> Markup:
    hint = Markup("<br><span>Gợi ý: {}</span>").format(notice.hint) if notice.hint else ""
    return Markup("<li><code>{}</code><br>{}{}</li>").format(notice.place, notice.message, hint)


def page_of(notices: Sequence[Notice]) -> str:
    """A whole page that says why another one cannot be shown."""
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>Trang chưa dựng được</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n</head>\n<body>\n'
        f"{box(notices, None)}\n<main><h1>Trang chưa dựng được</h1>\n"
        '<p>Sửa lỗi rồi lưu tệp: trang này tự tải lại. Về <a href="/">trang đầu</a>.</p></main>\n</body>\n</html>\n'
    )


def with_reload(html: str, number: str, above: str, folder: str) -> str:
    """A page with `above` at its top, which loads itself again when another state than `number` has another page."""
    digest = blake2b(f"{above}{html}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    head = (
        f'<link rel="stylesheet" href="{folder}/xem-truoc.css">\n'
        f'<script src="{folder}/xem-truoc.js" data-ban="{escape(number)}" data-dau="{digest}"></script>\n'
    )
    start = html.find("</head>")
    if start < 0:
        return html
    body = html.find(">", html.find("<body", start)) + 1
    return f"{html[:start]}{head}{html[start:body]}{above}{html[body:]}"


def own_file(name: str) -> bytes:
    """A file that only the preview has."""
    return (Path(__file__).parents[1] / "assets" / "preview" / name).read_bytes()
