"""A knowledge base's folder in, its preview with the MkDocs theme out: pages are made when a browser asks for them.

REMOVE with `mkdocs_plugin`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from generator import shell
from generator.adapters import mkdocs_pages, mkdocs_plugin
from generator.adapters.mkdocs_pages import Converter, ReadyPage, warn
from generator.adapters.mkdocs_shells import Theme
from generator.adapters.mkdocs_writing import SiteFiles
from generator.cache import Cache
from generator.pages import Page
from generator.preview import watching
from generator.preview.edition import Edition
from generator.preview.frame import Frame, UnusableSettingsError
from generator.preview.server import AddressError, PreviewServer
from generator.preview.session import Session
from generator.template_files import built_in
from generator.unchanged import signature

log = logging.getLogger("sotay")


class MkDocsFrame:
    """The theme of mkdocs.yml round the pages of an edition; it also serves later editions with the same pages."""

    def __init__(self, config: MkDocsConfig, edition: Edition) -> None:
        self.key = key_of(edition)
        self.config = config
        env = config.theme.get_env()
        found = get_files(config)
        found.add_files_from_theme(env, config)
        set_exclusions(found, config)
        self.edition = edition
        plain = (file for file in found if _is_plain(file, edition.withheld))
        self.files = SiteFiles(plain, config, lambda path: self.edition.has_file(path))
        for path, content in shell.assets().items():
            self._put(File.generated(config, path, content=content))
        if config.nav is None:
            config.nav = shell.navigation(edition.outline)
        self.pages = self._make_pages(edition)
        nav = get_navigation(self.files, config)
        self.theme = Theme(env, config, nav, self.files.documentation_pages())
        self.by_address = {file.dest_uri: file for file in self.files}

    def _make_pages(self, edition: Edition) -> dict[str, ReadyPage]:
        """Every page with its title, so that the navigation can name it; the text comes when it is asked for."""
        titles = mkdocs_pages.titles(self.config.nav)
        pages: dict[str, ReadyPage] = {}
        for page in edition.outline:
            file = File.generated(self.config, page.path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.edit_uri = page.made_from.removeprefix(f"{edition.site.docs}/") if page.made_from else None
            self._put(file)
            pages[page.path] = ReadyPage(titles.get(page.path), file, self.config, page)
        return pages

    def _put(self, file: File) -> None:
        if known := self.files.src_uris.get(file.src_uri):
            self.files.remove(known)
        self.files.append(file)

    def page_at(self, address: str) -> str | None:
        file = self.by_address.get(address)
        return file.src_uri if file and file.src_uri in self.pages else None

    def finish(self, page: Page) -> str:
        ready = self.pages[page.path]
        ready.made = page
        ready.load()
        html = Converter(self.config, self.files, Cache(None, b"")).convert(ready)
        ready.take(html)
        warn(html.warnings)
        return self.theme.render(ready)

    def not_found(self) -> str:
        template = self.theme.env.get_template("404.html")
        return template.render(get_context(self.theme.nav, self.theme.files, self.config, base_url="/"))

    def file(self, address: str) -> bytes | None:
        file = self.by_address.get(address)
        try:
            return file.content_bytes if file else None
        except OSError:  # it was deleted a moment ago
            return None


def _is_plain(file: File, withheld: frozenset[str]) -> bool:
    """Whether the site has the file as it is."""
    is_left_out = file.inclusion in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT) or file.src_uri in withheld
    return not is_left_out and not file.is_documentation_page()


def key_of(edition: Edition) -> object:
    """What the theme prints round every page depends on: titles, places and sources of pages, other files."""
    pages = [(page.path, page.title, page.made_from, page.kind, page.order) for page in edition.outline]
    return pages, edition.site, edition.shown.content.other_files, edition.withheld


def make_frame(
    root: Path, overrides: Mapping[str, Any], edition: Edition, before: Frame | None, changed: frozenset[Path]
) -> Frame:
    """The frame for an edition: the one before, where nothing that it depends on has changed."""
    inside = (root / edition.site.docs, root / "templates", built_in())
    is_same = all(any(path.is_relative_to(folder) for folder in inside) for path in changed)
    if isinstance(before, MkDocsFrame) and is_same and before.key == key_of(edition):
        before.edition = edition
        return before
    config = _prepared(root, overrides)
    if config is None:
        raise UnusableSettingsError("MkDocs không dùng được mkdocs.yml; lý do ở cửa sổ dòng lệnh")
    return MkDocsFrame(config, edition)


def _prepared(root: Path, overrides: Mapping[str, Any]) -> MkDocsConfig | None:
    """The configuration as a build has it, but for the worker that keeps copies."""
    shell.stamp.cache_clear()
    config = mkdocs_plugin.configure(root, dict(overrides))
    if config is None:
        return None
    config.plugins.on_startup(command="serve", dirty=False)
    config = config.plugins.on_config(config)
    config.extra["content_security_policy"] = shell.POLICY
    return config


def _others(config: MkDocsConfig) -> list[str]:
    """What else wants to see pages, and would not get to see those that are made one by one."""
    plugins = [name for name in config.plugins if name not in ("sotay", "search", "material/search")]
    return plugins + [str(name) for name in config.hooks] + [str(name) for name in config.extra_templates]


def serve_site(root: Path, address: str | None, editor: Mapping[str, bytes] | None = None) -> int:
    """Preview the site until Ctrl-C, and say where and what is wrong.

    Returns the exit code, 1 when the settings are wrong or the address cannot be had.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    root = root.resolve()
    overrides = {"dev_addr": address} if address else {}
    config = mkdocs_plugin.configure(root, overrides)
    if config is None:
        return 1
    if others := _others(config):
        log.info(f"Dùng bản xem trước của MkDocs, dựng lại cả trang sau mỗi lần lưu, vì có: {', '.join(others)}")
        return _serve_by_mkdocs(root, overrides, editor)
    begun = signature(root)
    try:
        session = Session(root, partial(make_frame, root, overrides), editor)
        host, port = config.dev_addr
        server = PreviewServer(session, host, port)
        folders = _folders(root, root / session.state.edition.site.docs, config)
        with server, watching.Watch(folders, session.hear):
            log.info(f"Xem trước tại {server.url} (Ctrl-C để dừng)")
            session.begin(is_settled=begun is not None and begun == signature(root))
            server.serve_forever()
    except KeyboardInterrupt:
        log.info("Đã dừng xem trước")
    except (UnusableSettingsError, AddressError) as error:
        log.error(str(error))  # noqa: TRY400 - the setting is wrong, a traceback would hide it
        return 1
    return 0


def _folders(root: Path, docs: Path, config: MkDocsConfig) -> list[watching.Folder]:
    """Where changes show: the base's own files, then the program's, for those who work on it."""
    own = [(root, False), (docs, True), (root / "templates", True)]
    theme = [(Path(config.theme.custom_dir), True)] if config.theme.custom_dir else []
    return list(dict.fromkeys([*own, *theme, (built_in(), True), (shell.ASSETS, True)]))


def _serve_by_mkdocs(root: Path, overrides: Mapping[str, Any], editor: Mapping[str, bytes] | None) -> int:
    mkdocs_plugin.SotayPlugin.editor = editor
    mkdocs_serve(config_file=str(root / "mkdocs.yml"), **mkdocs_plugin.additions(root), **overrides)
    return 0
