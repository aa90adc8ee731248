"""Writes the same pages and a configuration into a folder, for Zensical or anything else that reads Markdown."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from generator import bundle, offline, report, shell, sitemap
from generator.build import Build, build
from generator.cache import Cache
from generator.kinds.record import Visibility
from generator.settings import raw_config
from generator.staging import Stage, WriteError, staged

THEME = "theme"
"""In that folder: our templates that stand before the engine's own."""


UNCOLOURED: dict[str, Any] = {"pymdownx.highlight": {"use_pygments": False}}
"""Zensical reads fenced code by an extension that colours it; with MkDocs it is coloured when mkdocs.yml says so."""

WITHOUT_SEARCH = [{"search": {"enabled": False}}]
"""Zensical's own search is on unless it is turned off, and writes all text of the site once more, for nobody."""


def write(made: Build, folder: Path, *, is_kept: bool = False) -> Path:
    """Fill a new `folder` with docs/ and a configuration for an engine without plugins; returns the latter's path.

    `is_kept`: the finished site will get a worker that keeps copies (`offline.write`).
    """
    docs = folder / "docs"
    _copy_others(made.site.root / made.site.docs, docs, made.withheld)
    for page in made.pages:
        _put(docs / page.path, page.text.encode())
    for path, content in chain(made.files.items(), shell.assets().items()):
        _put(docs / path, content)
    _put_theme(made.site.root, folder / THEME)
    configuration = folder / "mkdocs.yml"
    text = yaml.safe_dump(_configuration(made, is_kept=is_kept), allow_unicode=True, sort_keys=False)
    configuration.write_text(text, encoding="utf-8")
    return configuration


def _copy_others(source: Path, folder: Path, withheld: frozenset[str]) -> None:
    """Copy what is no Markdown and not hidden, with no modes: a folder that may only be read could not be filled."""
    for path in source.rglob("*"):
        relative = path.relative_to(source)
        if path.suffix == ".md" or relative.as_posix() in withheld:
            continue
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            _put(folder / relative, path.read_bytes())


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _put_theme(root: Path, folder: Path) -> None:
    """Our templates that stand before the engine's, and before ours those of the knowledge base, if it has any."""
    shutil.copytree(shell.THEME, folder)
    if own := _theme(raw_config(root)).get("custom_dir"):
        shutil.copytree(root / str(own), folder, dirs_exist_ok=True)


def _theme(raw: dict[str, Any]) -> dict[str, Any]:
    given = raw.get("theme") or {"name": "material", "language": "vi", "font": False}
    return given if isinstance(given, dict) else {"name": given}


def _extensions(given: list[Any]) -> list[dict[str, Any]]:
    """The extensions of mkdocs.yml and ours, each with its options."""
    options: dict[str, Any] = {}
    for one in given:
        options |= one if isinstance(one, dict) else {one: {}}
    ours = {name: {**(options.get(name) or {}), **shell.EXTENSION_OPTIONS.get(name, {})} for name in shell.EXTENSIONS}
    return [{name: values or {}} for name, values in (UNCOLOURED | options | ours).items()]


def _configuration(made: Build, *, is_kept: bool) -> dict[str, Any]:
    """The knowledge base's own mkdocs.yml without plugins, with our navigation, extensions, styles and scripts."""
    raw = raw_config(made.site.root)
    return {
        **{key: value for key, value in raw.items() if key not in ("plugins", "hooks", "extra", "validation")},
        **({"site_url": made.site.url} if made.site.url else {}),  # with its last slash, as templates expect
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"variant": "classic", **_theme(raw), "custom_dir": THEME},
        "nav": raw.get("nav") or shell.navigation(made.pages),
        "markdown_extensions": _extensions(_as_list(raw.get("markdown_extensions"))),
        "extra_css": [*(raw.get("extra_css") or []), *shell.style_addresses()],
        "extra_javascript": [*(raw.get("extra_javascript") or []), *shell.script_addresses()],
        "plugins": WITHOUT_SEARCH,
        "extra": {"generator": False, "theme_script": True, **shell.extra(is_served=False, is_kept=is_kept)},
    }


def _as_list(given: Any) -> list[Any]:
    """Extensions may be written as a list or as a mapping of names to options."""
    return [{name: options} for name, options in given.items()] if isinstance(given, dict) else list(given or [])


def build_site(
    root: Path,
    site_dir: Path | None,
    visibility: Visibility,
    with_documents: bool,
    editor: Mapping[str, bytes] | None = None,
    archive: Path | None = None,
    kept: Cache | None = None,
) -> int:
    """Build the site with Zensical, and of it an archive for a disk where one is named.

    Returns the exit code (1 when the content has errors or the engine fails).
    """
    made = build(root, visibility, with_documents=with_documents, editor=editor, kept=kept)
    if made.diagnostics:
        sys.stderr.write(report.as_text(made.diagnostics) + "\n")
    if made.has_errors:
        return 1
    target = site_dir or root / str(raw_config(root).get("site_dir") or "site")
    try:
        with staged(target) as stage:
            is_kept = visibility is Visibility.PUBLIC and made.site.settings.offline
            _run(write(made, stage.work / "folder", is_kept=is_kept), stage)
            _replace_sitemap(made, stage.new)
            offline.write(stage.new, made.guides, is_kept=is_kept)
    except WriteError as error:
        sys.stderr.write(f"sotay: {error}\n")
        return 1
    except subprocess.CalledProcessError:
        sys.stderr.write(f"sotay: Zensical không dựng xong; “{target}” vẫn như trước\n")
        return 1
    if archive:
        bundle.write(target, archive, made.site, made.recorded, is_internal=visibility is Visibility.INTERNAL)
    return 0


def _run(configuration: Path, stage: Stage) -> None:
    """Let Zensical build what `write` has written, beside the site to be replaced."""
    command = [sys.executable, "-m", "zensical", "build", "--config-file", configuration.name]
    subprocess.run(command, cwd=configuration.parent, pass_fds=stage.handles, check=True)
    stage.new.rmdir()
    (configuration.parent / "site").rename(stage.new)


def _replace_sitemap(made: Build, site: Path) -> None:
    """Put ours, which knows which pages are not to be found, in the place of the engine's, which has them all."""
    (site / sitemap.PATH).unlink(missing_ok=True)
    if sitemap.PATH in made.files:
        _put(site / sitemap.PATH, made.files[sitemap.PATH])
