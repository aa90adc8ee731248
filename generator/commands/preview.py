"""`sotay preview`: one page as Markdown on the screen, or as HTML in a file, without building the site."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from html import escape
from importlib.util import find_spec
from pathlib import Path

from generator import pages, report, selection, shell
from generator.addresses import generated_paths
from generator.build import understand
from generator.commands import CONTENT_ERRORS, FINE, Command, usage
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.pages import Page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("page", metavar="PAGE", help="địa chỉ trang, ví dụ huong-dan/bi-thu-chi-bo")
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="ghi trang ra tệp HTML để mở bằng trình duyệt, thay cho in Markdown"
    )
    parser.add_argument(
        "--visibility", choices=("public", "internal"), default="public", help="bản công khai hay nội bộ"
    )


def run(options: argparse.Namespace) -> int:
    site, knowledge, _ = understand(options.root)
    is_internal = options.visibility == "internal"
    shown = selection.select(knowledge, Visibility.INTERNAL if is_internal else Visibility.PUBLIC)
    paths = paths_of(options.page, site.url)
    found, faults = pages.render(site, shown, wanted=paths.__contains__)
    if faults:
        print(report.as_text(faults), file=sys.stderr)
        return CONTENT_ERRORS
    if not found:
        return usage(f"không có trang “{options.page}”{_suggestion(min(paths), shown)}")
    if options.html:
        options.html.write_text(as_html(found[0]), encoding="utf-8")
        print(f"Đã ghi {options.html}.")
    else:
        print(found[0].text, end="")
    return FINE


def paths_of(address: str, site_url: str) -> frozenset[str]:
    """The pages below docs/ that somebody can mean by an address, a path of the site or a file in docs/."""
    path = address.removeprefix(site_url or "\0").partition("#")[0].removeprefix("docs/").removesuffix("index.html")
    path = path.strip("/").removesuffix(".md")
    return frozenset({f"{path}.md", f"{path}/index.md"}) if path else frozenset({"index.md"})


def _suggestion(path: str, knowledge: Knowledge) -> str:
    known = [*(entry.path for entry in knowledge.catalog.entries), *sorted(generated_paths(knowledge))]
    close = get_close_matches(path, known, 1)
    return f"; có phải “{close[0].removesuffix('.md')}”?" if close else ""


def as_html(page: Page) -> str:
    """The page in the site's type and colours, without the frame around it; styles and scripts stay where they are."""
    import markdown

    body = markdown.markdown(
        page.text.partition("\n---\n")[2], extensions=list(shell.EXTENSIONS), extension_configs=shell.EXTENSION_OPTIONS
    )
    theme = find_spec("material")
    folder = Path(theme.origin).parent if theme and theme.origin else Path()
    looks = sorted(folder.glob("templates/assets/stylesheets/*.css")) if theme else []
    links = "".join(f'<link rel="stylesheet" href="{one.as_uri()}">' for one in [*looks, *shell.styles()])
    parts = dict.fromkeys(path for paths in shell.scripts().values() for path in paths if path.stem != "on-demand")
    scripts = "".join(f'<script src="{one.as_uri()}" defer></script>' for one in parts)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page.title)}</title>{links}{scripts}</head>\n"
        '<body dir="ltr" data-md-color-scheme="default"><main class="md-main"><div class="md-main__inner md-grid">'
        f'<div class="md-content"><article class="md-content__inner md-typeset">\n{body}\n</article></div></div></main>'
        "</body></html>\n"
    )


COMMAND = Command("xem nhanh một trang, không dựng cả kho", add_arguments, run)
