"""A knowledge base's folder in, the files of the editor for its page `/admin/` out: what `--admin` asks for."""

from __future__ import annotations

from pathlib import Path

from generator import settings
from generator.browser_editor import bundle

EXAMPLE = "admin: {backend: github, repository: dang-uy/so-tay}"


def editor_files(root: Path) -> dict[str, bytes]:
    """The editor's files; EditorUnavailableError when the settings name no place to write to or npm fails."""
    site, _ = settings.load(root)
    if site.settings.admin is None:
        raise bundle.EditorUnavailableError(
            f"--admin cần thiết lập extra.sotay.admin trong mkdocs.yml, ví dụ: {EXAMPLE}"
        )
    return bundle.files()
