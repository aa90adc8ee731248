"""The lock file of two npm packages in, the editor's own files out, by address below the page.

Nothing of them stands in this repository: `assets/admin/package-lock.json` pins them, with a hash each. The page needs
4 of their 86 MB: the build for bundlers (`npm/`), which keeps its fonts beside it, where the one for script tags loads
them from elsewhere.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.browser_editor import npm

ADDRESS = "admin"
ASSETS = Path(__file__).parents[1] / "assets" / ADDRESS
"""Our own part of the page, and the lock file of the rest."""

WANTED = (
    ("@sveltia/cms", "LICENSE.txt", "cms"),
    ("@sveltia/cms", "npm/index.js", "cms"),
    ("@sveltia/cms", "npm/assets/*.woff2", "cms"),
    ("@sveltia/cms", "npm/assets/*.LICENSE.txt", "cms"),
    ("@sveltia/cms", "npm/chunks/react*.js", "cms"),
    ("yaml", "LICENSE", "yaml"),
    ("yaml/browser", "**/*.js", "yaml"),
)
"""Package, files in it, folder of the page they go to."""

LOCALE = "@sveltia/cms/locales/vi.json"
_REMOTE_FONT = re.compile(
    rb"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+)(?::vf)?@[\d.]+/([a-z0-9-]+)\.woff2"
)


class EditorUnavailableError(Exception):
    """The packages cannot be had; the message says why and what to do."""


def files(cache: Path | None = None) -> dict[str, bytes]:
    """The editor's files by address below the page; the first time npm fetches them, later they come from `cache`."""
    made_by = (ASSETS / "package-lock.json", Path(__file__))  # this module picks from the packages
    try:
        folder = npm.keep_once(ADDRESS, made_by, _make, cache)
    except npm.PackagesUnavailableError as error:
        raise EditorUnavailableError(f"trang biên tập: {error}") from error
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _make(work: Path) -> Path:
    page = work / "page"
    _collect(npm.install(ASSETS, work), page)
    return page


def _collect(packages: Path, page: Path) -> None:
    for package, pattern, target in WANTED:
        found = sorted((packages / package).glob(pattern))
        if not found:
            raise EditorUnavailableError(
                f"gói {package} không có {pattern}: phiên bản trong package-lock.json không hợp"
            )
        for path in found:
            _put(page / target / path.relative_to(packages / package), path.read_bytes())
    _put(page / "cms" / "locales" / "vi.js", b"export default " + (packages / LOCALE).read_bytes())
    script = page / "cms" / "npm" / "index.js"
    fonts = {path.name for path in (page / "cms" / "npm" / "assets").glob("*.woff2")}
    script.write_bytes(_with_local_fonts(script.read_bytes(), fonts))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _with_local_fonts(script: bytes, fonts: set[str]) -> bytes:
    """The editor's style sheet names its fonts at a delivery network; here they lie beside it."""

    def local(match: re.Match[bytes]) -> bytes:
        start = b"-".join(match.groups()).decode() + "-"
        name = next((font for font in sorted(fonts) if font.startswith(start)), None)
        if name is None:
            raise EditorUnavailableError(f"gói @sveltia/cms không kèm phông chữ {start}")
        return f"cms/npm/assets/{name}".encode()

    return _REMOTE_FONT.sub(local, script)
