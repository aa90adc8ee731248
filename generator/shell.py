"""What surrounds the pages, whatever engine renders them: navigation, extensions, styles and scripts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape

from generator import share_picture
from generator.kinds import ORDER
from generator.pages import Page

ASSETS = Path(__file__).parent / "assets"
THEME = ASSETS / "theme"
"""Templates that stand before the theme's own: the page for unknown addresses, the policy, scripts in files."""

STYLES = ("assets/sotay.css",)
SCRIPTS = ("assets/sotay.js", "assets/search/search.js")

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "generator.safe_html",
)
"""Python-Markdown extensions that our pages are written for; the last one cleans what all others have made."""

EXTENSION_OPTIONS: dict[str, dict[str, Any]] = {"tables": {"use_align_attribute": True}}
"""What they must be told: the policy lets no `style` attribute work, so columns are aligned by another."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the theme's own style sheet holds its icons as data
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
"""The content security policy of every page (w3.org/TR/CSP3): nothing from elsewhere, nothing written into the page."""

STYLE_PARTS = (
    "tokens",
    "text",
    "frame",
    "cards",
    "lists",
    "tables",
    "sources",
    "guides",
    "papers",
    "home",
    "search",
    "embedded",
    "relations",
    "teaching",
    "news",
    "choosing",
    "list-forms",
    "reading",
    "phones",
    "print",
)
"""What `assets/sotay.css` is put together from; later parts win, so narrow screens and paper come last."""

SCRIPT_PARTS = (
    "shared",
    "boxes",
    "addresses",
    "self-check",
    "news",
    "list-items",
    "list-filter",
    "text-size",
    "entries",
    "cards",
)
"""What `assets/sotay.js` is put together from; the first part is what the others share."""

OWN_FILES = ("doi-dia-chi.js", "nhung.js", "scope.js", "palette.js", "co-chu.js")
"""Scripts that stand alone: the theme needs them before the page is drawn, and pages of old addresses have no other."""

NavItem = dict[str, Any]


def styles() -> list[Path]:
    """The files that `assets/sotay.css` is put together from, in order."""
    return [ASSETS / "styles" / f"{name}.css" for name in STYLE_PARTS]


def scripts() -> list[Path]:
    """The files that `assets/sotay.js` is put together from, in order."""
    return [ASSETS / "scripts" / f"{name}.js" for name in SCRIPT_PARTS]


def assets() -> dict[str, bytes]:
    """Our own styles, scripts and pictures by address."""
    files = {f"assets/{name}": (ASSETS / name).read_bytes() for name in OWN_FILES}
    files["assets/sotay.css"] = b"\n".join(path.read_bytes() for path in styles())
    files["assets/sotay.js"] = b"\n".join(path.read_bytes() for path in scripts())
    return files | {share_picture.PATH: share_picture.png()}


def navigation(pages: Sequence[Page]) -> list[NavItem]:
    """Sections and guides, not every entry: a page must not grow with the site."""
    titles = {page.path: str(escape(page.title)) for page in sorted(pages, key=lambda page: (page.order, page.path))}
    guides = [
        path
        for path in titles
        if path.startswith("huong-dan/") and path.count("/") == 1 and path != "huong-dan/index.md"
    ]
    manual = [path for path in titles if path.startswith("bien-tap/") and not path.startswith("bien-tap/quy-tac/")]
    manual.sort(key=lambda path: path != "bien-tap/index.md")
    own = [page.path for page in pages if page.kind == "page" and "/" not in page.path]
    tree: list[tuple[str, list[str]]] = [
        ("Trang đầu", ["index.md"]),
        ("Hướng dẫn học tập", ["huong-dan/index.md", *guides]),
        *((kind.plural, [f"{kind.folder}/index.md"]) for kind in ORDER[:6]),
        ("Biểu mẫu", ["bieu-mau/index.md"]),
        (
            "Tra cứu",
            [
                "duyet/index.md",
                "moi.md",
                "tim-kiem.md",
                *(f"{kind.folder}/index.md" for kind in ORDER[6:]),
                "so-lieu.md",
                "thoi-gian.md",
                "quan-he.md",
                "do-phu.md",
                "bai-hoc/ma-tran.md",
                "bai-hoc/diem-chung.md",
            ],
        ),
        *((titles[path], [path]) for path in own),
        ("Biên tập", [*manual, "bien-tap/quy-tac/index.md"]),
    ]
    present = ((label, [path for path in paths if path in titles]) for label, paths in tree)
    return [_item(label, paths, titles) for label, paths in present if paths]


def _item(label: str, paths: list[str], titles: dict[str, str]) -> NavItem:
    if len(paths) == 1:
        return {label: paths[0]}
    return {
        label: [
            path if path.endswith("/index.md") and n == 0 else {_short(titles[path]): path}
            for n, path in enumerate(paths)
        ]
    }


def _short(title: str) -> str:
    return title.removeprefix("Hướng dẫn học tập: ")
