"""What surrounds the pages, whatever engine renders them: navigation, extensions, styles and scripts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import escape

from generator import reader_pages, search, share_picture
from generator.pages import Page
from generator.slimming import join_scripts, slim

ASSETS = Path(__file__).parent / "assets"
THEME = ASSETS / "theme"
"""Templates that stand before the theme's own: the page for unknown addresses, the policy, scripts in files."""


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
    "guide-trail",
    "offline",
    "access",
    "phones",
    "print",
)
"""What `assets/sotay.css` is put together from; later parts win, so narrow screens and paper come last."""

SCRIPT_PARTS = (
    "shared",
    "on-demand",
    "access",
    "frame",
    "boxes",
    "addresses",
    "guide-trail",
    "text-size",
    "entries",
    "cards",
    "marks",
    "places",
    "offline",
)
"""What `assets/sotay.js` is put together from; the first part is what the others share."""

SCRIPTS_ON_DEMAND = {
    "danh-sach.js": ("search/vietnamese", "scripts/list-items", "scripts/list-filter"),
    "tu-kiem.js": ("scripts/self-check",),
    "tin-moi.js": ("scripts/news",),
    "cua-toi.js": ("scripts/stores", "scripts/mine"),
    "so-sanh.js": ("scripts/compare",),
}
"""Scripts in `assets/` for pages that have what they work on, and what they are put together from; `on-demand.js`,
a part of `sotay.js`, knows what that is."""

OWN_FILES = ("doi-dia-chi.js", "nhung.js", "ngoai-tuyen.js", "scope.js", "palette.js", "co-chu.js")
"""Scripts that stand alone: needed before a page is drawn, on pages of old addresses, or by few pages."""

SECTIONS: tuple[tuple[str, list[str]], ...] = (
    ("Văn bản", ["nghi-quyet/index.md", "duyet/so-hieu/index.md", "thoi-gian.md", "quan-he.md"]),
    ("Chương trình bồi dưỡng", ["khoa-hoc/index.md", "chuyen-de/index.md"]),
    (
        "Bài học kinh nghiệm",
        ["bai-hoc/index.md", "tinh-huong/index.md", "bai-hoc/ma-tran.md", "bai-hoc/diem-chung.md", "nguon/index.md"],
    ),
    ("Tổ chức đợt học", ["dot-hoc/index.md", "bieu-mau/index.md", "doi-tuong/index.md", "do-phu.md"]),
    (
        "Tra cứu",
        ["duyet/index.md", "tim-kiem.md", "thuat-ngu/index.md", "so-lieu.md", "moi.md", *sorted(reader_pages.PATHS)],
    ),
)
"""The sections between the guides and the manual: by what a reader comes for, the first page opens the section.

Two levels, so that on a phone every page here is three touches away: the menu, the section, the page.
"""

FEATURES_WITHOUT_SCRIPT = frozenset(
    (
        "content.action.edit",
        "content.action.view",
        "navigation.expand",
        "navigation.footer",
        "navigation.indexes",
        "navigation.path",
        "navigation.prune",
        "navigation.sections",
        "navigation.top",
        "toc.follow",
        "toc.integrate",
    )
)
"""The theme's features that need no script, or just what `scripts/frame.js` does."""

NavItem = dict[str, Any]


@cache
def stamp() -> str:
    """Stands behind the addresses of our styles and scripts and changes with them, so that no page gets others'."""
    joined = [path for paths in (*scripts().values(), *search.scripts().values()) for path in paths]
    files = [*styles(), *joined, *(ASSETS / name for name in OWN_FILES)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


def style_addresses() -> list[str]:
    """What every page loads, below the site's root."""
    return [f"assets/sotay.css?v={stamp()}"]


def script_addresses() -> list[str]:
    """What every page loads, below the site's root, in order."""
    return [f"assets/sotay.js?v={stamp()}", f"assets/search/search.js?v={stamp()}"]


def extra(*, is_served: bool, is_kept: bool) -> dict[str, Any]:
    """What our theme reads in `config.extra`; `is_kept`: readers may keep copies (manifest and worker).

    A preview's live reload is an inline script, so it goes without the policy.
    """
    return {"stamp": stamp(), "keeps_copies": is_kept} | ({} if is_served else {"content_security_policy": POLICY})


def needs_theme_script(features: Iterable[str], extensions: Iterable[str]) -> bool:
    """Whether pages need the theme's own script, 35 kB compressed: for features besides, and for tabbed blocks."""
    return not FEATURES_WITHOUT_SCRIPT.issuperset(features) or "pymdownx.tabbed" in extensions


def styles() -> list[Path]:
    """The files that `assets/sotay.css` is put together from, in order."""
    return [ASSETS / "styles" / f"{name}.css" for name in STYLE_PARTS]


def scripts() -> dict[str, list[Path]]:
    """Each joined script in `assets/` and the files that it is put together from, in order."""
    on_demand = {name: [ASSETS / f"{part}.js" for part in parts] for name, parts in SCRIPTS_ON_DEMAND.items()}
    return {"sotay.js": [ASSETS / "scripts" / f"{name}.js" for name in SCRIPT_PARTS], **on_demand}


def assets() -> dict[str, bytes]:
    """Our own styles, scripts and pictures by address."""
    files = {f"assets/{name}": (ASSETS / name).read_bytes() for name in OWN_FILES}
    files["assets/sotay.css"] = b"\n".join(slim(path.read_bytes(), is_script=False) for path in styles())
    files |= {f"assets/{name}": join_scripts(paths) for name, paths in scripts().items()}
    return files | {share_picture.PATH: share_picture.png()}


def navigation(pages: Sequence[Page]) -> list[NavItem]:
    """Sections and guides, not every entry: a page must not grow with the site."""
    titles = {page.path: str(escape(page.title)) for page in sorted(pages, key=lambda page: (page.order, page.path))}
    guides = [path for path in titles if path.startswith("huong-dan/") and path.count("/") == 1]
    manual = [path for path in titles if path.startswith("bien-tap/") and not path.startswith("bien-tap/quy-tac/")]
    own = [page.path for page in pages if page.kind == "page" and "/" not in page.path]
    tree: list[tuple[str, list[str]]] = [
        ("Trang đầu", ["index.md"]),
        ("Hướng dẫn học tập", _index_first("huong-dan/index.md", guides)),
        *SECTIONS,
        *((titles[path], [path]) for path in own),
        ("Biên tập", [*_index_first("bien-tap/index.md", manual), "bien-tap/quy-tac/index.md"]),
    ]
    present = ((label, [path for path in paths if path in titles]) for label, paths in tree)
    return [_item(label, paths, titles) for label, paths in present if paths]


def _index_first(index: str, paths: list[str]) -> list[str]:
    return [index, *(path for path in paths if path != index)]


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
