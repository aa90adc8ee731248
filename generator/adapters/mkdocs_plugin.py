"""Hands pages and diagnostics to MkDocs: the only module that imports mkdocs.

REMOVE: Material for MkDocs reaches its end of life on 2027-05-05; then `folder.py` with Zensical takes over.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from generator import bundle, offline, report, settings, shell, sitemap
from generator.adapters import mkdocs_pages
from generator.adapters.mkdocs_pages import Converter, ReadyPage
from generator.adapters.mkdocs_shells import Shells, Theme
from generator.adapters.mkdocs_writing import SiteFiles, put_in, write_files, write_pages
from generator.build import Build, build
from generator.cache import Cache, open_for
from generator.diagnostics import has_errors
from generator.kinds.record import Visibility
from generator.report import line_of
from generator.staging import Stage, WriteError, open_stage
from generator.template_files import built_in
from generator.templating import CompiledOnce

_OF_PAGES = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_OF_FILES = ("files", "nav", "env")
"""Events of MkDocs; those that this plugin wants to hear of itself stand apart."""

log = get_plugin_logger("sotay")


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin has no options of its own: settings stand in `extra.sotay`, where every engine leaves them."""


class SotayPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Replaces the content files by the pages that the generator makes of them."""

    editor: Mapping[str, bytes] | None = None
    """The files of the editing page; MkDocs' preview makes a new plugin at every change, so the class has them."""

    def __init__(self) -> None:
        super().__init__()
        self.visibility = Visibility.PUBLIC
        self.with_documents = False
        self.is_serving = False
        self.is_in_place = False
        self.is_kept = False
        self.site = Path()
        self.stage: Stage | None = None
        self.made: Build
        self.nav: Navigation
        self.listed: Sequence[File] = ()
        """All pages, as MkDocs lists them."""
        self.apart: list[ReadyPage] = []
        """Those that are written here and not by MkDocs."""
        self.kept: Cache | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.is_serving = command == "serve"
        self.is_in_place = self.is_serving or dirty

    @event_priority(100)
    def _begin(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let everything be written beside the site; other plugins learn the folder after this."""
        self.site = Path(config.site_dir)
        if not self.is_in_place:
            self.stage = open_stage(self.site)
            config.site_dir = str(self.stage.new)
        return config

    def _extend(self, config: MkDocsConfig) -> MkDocsConfig:
        for name in ("search", "material/search"):
            config.plugins.pop(name, None)
        config.markdown_extensions += [one for one in shell.EXTENSIONS if one not in config.markdown_extensions]
        for name, options in shell.EXTENSION_OPTIONS.items():
            config.mdx_configs[name] = {**config.mdx_configs.get(name, {}), **options}
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(shell.THEME))
        config.theme.static_templates.discard(sitemap.PATH)  # ours knows which pages are not to be found
        is_wanted = settings.load(Path(config.config_file_path).parent)[0].settings.offline
        self.is_kept = is_wanted and self.visibility is Visibility.PUBLIC and not self.is_in_place
        config.extra.update(shell.extra(is_served=self.is_serving, is_kept=self.is_kept))
        features = config.theme.get("features", ())
        config.extra["theme_script"] = shell.needs_theme_script(features, config.markdown_extensions)
        config.extra_css += [one for one in shell.style_addresses() if one not in config.extra_css]
        config.extra_javascript += [one for one in shell.script_addresses() if one not in config.extra_javascript]
        return config

    on_config = CombinedEvent(_begin, _extend)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make the pages before MkDocs empties the site's folder: errors must not cost the last good site."""
        root = Path(config.config_file_path).parent
        self.kept = self.kept or open_for(root, built_in())
        self.made = build(root, self.visibility, with_documents=self.with_documents, editor=self.editor, kept=self.kept)
        self._report(self.made)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        made, is_alone = self.made, _is_alone(config)
        if config.nav is None:
            config.nav = shell.navigation(made.pages)
        titles = mkdocs_pages.titles(config.nav)
        for page in made.pages:
            file = _replace(files, config, page.path, "" if is_alone else page.text, is_page=True)
            file.edit_uri = page.made_from.removeprefix(made.site.docs + "/") if page.made_from else None
            if is_alone:
                ReadyPage(titles.get(page.path), file, config, page)
        for path, content in shell.assets().items():
            _replace(files, config, path, content)
        for path in made.files:
            if not is_alone:
                _replace(files, config, path, made.files[path])
            elif known := files.src_uris.get(path):
                files.remove(known)
        others = made.files if is_alone else {}
        return SiteFiles(_without_leftovers(files, made), config, others.__contains__)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take from MkDocs the pages that are written apart; those that are named keep their settings for the menu."""
        self.nav, self.listed = nav, files.documentation_pages()
        self.apart = [file.page for file in self.listed if isinstance(file.page, ReadyPage)]
        for page in self.apart:
            assert isinstance(files, SiteFiles)
            files.set_apart(page.file)
        for named in nav.pages:
            if isinstance(named, ReadyPage):
                named.is_named = True
                named.load()
        return nav

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Write the pages and the other files."""
        assert self.kept
        env.bytecode_cache = env.bytecode_cache or CompiledOnce(self.kept)
        theme = Theme(env, config, self.nav, self.listed)
        if self.apart:
            theme.load_templates(self.apart[0])
        # What is shared with the site as it is must not be changed by others once it is written.
        is_last = len(config.plugins.events["post_build"]) == 1
        put = self.stage.put if self.stage and is_last else put_in(Path(config.site_dir))
        write_pages(self.apart, Converter(config, files, self.kept), Shells(theme, self.kept), files, put)
        self.kept.keep_only(mkdocs_pages.KIND, frozenset(page.path for page in self.made.pages))
        if _is_alone(config):
            write_files(self.made.files, put)
        for page in self.apart:
            page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        return env

    def _report(self, made: Build) -> None:
        """Log every finding; errors end a build even with -q, but not a preview."""
        for diagnostic in made.diagnostics:
            (log.error if diagnostic.is_error else log.warning)(line_of(diagnostic))
        if made.has_errors and not self.is_serving:
            raise PluginError("Nội dung có lỗi, trang chưa được dựng. Sửa các lỗi ở trên rồi chạy lại.")

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Replace the site, once other plugins have added theirs, unless --strict is about to refuse it."""
        offline.write(Path(config.site_dir), self.made.guides, is_kept=self.is_kept)
        if self.stage and not (config.strict and _has_warned()):
            self.stage.publish()
            self.stage = None
            config.site_dir = str(self.site)
            log.info(f"Đã thay trang ở {self.site}")

    def on_build_error(self, *, error: Exception) -> None:
        self.on_shutdown()
        if isinstance(error, OSError):
            raise PluginError(str(WriteError(self.site, error))) from error

    def on_shutdown(self) -> None:
        """Leave the site as it was when a build has not come to its end."""
        if self.kept:
            self.kept.close()
        if self.stage:
            self.stage.discard()
            self.stage = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        for folder in (Path(config.config_file_path).parent / "templates", built_in(), shell.ASSETS):
            if folder.is_dir():
                server.watch(str(folder))
        return server


def _is_alone(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook wants to see each page, or all files."""
    events = config.plugins.events
    return not any(len(events[name]) for name in _OF_PAGES) and all(len(events[name]) == 1 for name in _OF_FILES)


def _has_warned() -> bool:
    """Whether MkDocs, which counts for --strict, has counted anything in this build."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(one.get_counts() for one in handlers if isinstance(one, CountHandler))


def _replace(files: Files, config: MkDocsConfig, path: str, content: str | bytes, *, is_page: bool = False) -> File:
    """Put a generated file in the place of one with the same path."""
    if known := files.src_uris.get(path):
        files.remove(known)
    inclusion = InclusionLevel.NOT_IN_NAV if is_page else InclusionLevel.INCLUDED
    file = File.generated(config, path, content=content, inclusion=inclusion)
    files.append(file)
    return file


def _without_leftovers(files: Files, made: Build) -> Files:
    """Drop content files that gave no page: broken ones while serving, internal ones and their files in public."""
    kept = {page.path for page in made.pages}
    shown = (file for file in files if file.src_uri not in made.withheld)
    return Files([file for file in shown if not file.is_documentation_page() or file.src_uri in kept])


def additions(root: Path) -> dict[str, Any]:
    """What the configuration of a knowledge base lacks: our plugin, and the theme where mkdocs.yml names none."""
    raw = settings.raw_config(root)
    overrides: dict[str, Any] = {}
    if "theme" not in raw:
        overrides["theme"] = {"name": "material", "language": "vi", "font": False}
    plugins = raw.get("plugins") or []
    if isinstance(plugins, dict):
        plugins = [{name: options} if options else name for name, options in plugins.items()]
    if isinstance(plugins, list) and not any(one == "sotay" or _has_key(one, "sotay") for one in plugins):
        overrides["plugins"] = [one for one in plugins if one != "search"] + ["sotay"]
    return overrides


def _has_key(one: Any, key: str) -> bool:
    return isinstance(one, dict) and key in one


def configure(root: Path, overrides: dict[str, Any]) -> MkDocsConfig | None:
    """The configuration for MkDocs; None when it is not to be had, which is said with the reason."""
    _, found = settings.load(root)
    if has_errors(found):
        log.error(report.as_text(found))
        return None
    try:
        return load_config(config_file=str(root / "mkdocs.yml"), **(additions(root) | overrides))
    except MkDocsException as error:
        if not isinstance(error, Abort):  # MkDocs has said then what is wrong
            log.error(str(error))  # noqa: TRY400 - the setting is wrong, a traceback would hide it
        return None


def build_site(
    root: Path,
    site_dir: Path | None,
    visibility: Visibility,
    with_documents: bool,
    editor: Mapping[str, bytes] | None = None,
    archive: Path | None = None,
    kept: Cache | None = None,
) -> int:
    """Build the site as `mkdocs build` does, and of it an archive for a disk where one is named.

    Returns the exit code (1 when content has errors).
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # this module's docstring carries the date
    config = configure(root, {"site_dir": str(site_dir)} if site_dir else {})
    if config is None:
        return 1
    plugin = config.plugins["sotay"]
    assert isinstance(plugin, SotayPlugin)
    plugin.visibility = visibility
    plugin.with_documents = with_documents
    plugin.editor = editor
    plugin.kept = kept
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except PluginError as error:
        log.error(str(error))  # noqa: TRY400 - the finding is the content's, a traceback would hide it
        return 1
    finally:
        config.plugins.on_shutdown()
    if archive:
        made = plugin.made
        bundle.write(plugin.site, archive, made.site, made.recorded, is_internal=visibility is Visibility.INTERNAL)
    return 0
