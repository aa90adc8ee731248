"""The whole pipeline: a knowledge base's folder in, its pages and everything wrong with it out. Start reading here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath

from generator import (
    api,
    browser_editor,
    citing,
    entry_cards,
    feeds,
    pages,
    permalinks,
    progress,
    search_documents,
    selection,
    sitemap,
    template_check,
    unsafe_content,
    web_app,
)
from generator.cache import Cache
from generator.classroom import packs, slideshow
from generator.diagnostics import Diagnostic, has_errors, in_reading_order
from generator.glossary import explain
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.pages import Page
from generator.parallel import LEAST, beside
from generator.permalinks import Address
from generator.settings import Site
from generator.temporary_store import Store, StoredFiles
from generator.understanding import check, understand

__all__ = ["Build", "build", "check", "understand"]


@dataclass(frozen=True)
class Build:
    """What an adapter gets: Markdown pages, other files of the site (by address), addresses, all findings in order."""

    site: Site
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    addresses: tuple[Address, ...]
    diagnostics: tuple[Diagnostic, ...]
    withheld: frozenset[str]
    """Files below docs/ that are used only by what this build does not show."""
    recorded: date
    """The newest day that its content records (`Knowledge.recorded`)."""

    @property
    def has_errors(self) -> bool:
        return has_errors(self.diagnostics)

    @property
    def guides(self) -> dict[str, str]:
        """Id of the audience -> title of its guide, in the order of the front page."""
        guides = sorted((page for page in self.pages if page.kind == "guide"), key=lambda page: page.order)
        return {PurePosixPath(page.path).stem: page.title.removeprefix("Hướng dẫn học tập: ") for page in guides}


def build(
    root: Path,
    visibility: Visibility = Visibility.PUBLIC,
    *,
    with_documents: bool = False,
    editor: Mapping[str, bytes] | None = None,
    kept: Cache | None = None,
) -> Build:
    """Everything `root`'s site consists of. What is wrong is reported; what is valid is still rendered.

    With `with_documents` the site has Word and PDF files of its guides and papers, which takes far longer.
    With the `editor`'s files it has the editing page, if the settings say where that writes.
    What is `kept` from an earlier run is not done again. Where it pays, each step is done by another process, which
    takes with it what it needed in memory.
    """
    site, knowledge, found = understand(root, kept)
    shown = selection.select(unsafe_content.make_harmless(knowledge), visibility)
    away = partial(beside, pays=len(shown.catalog.entries) > LEAST, finish=kept.write if kept else None)
    store = Store()
    with progress.phase("Dựng trang") as rendering:
        work = partial(_render, site, shown, with_documents, kept, store, rendering.step)
        with away(work) as result:
            rendered, about_templates = result()
    known, about_addresses = permalinks.collect(site, shown, rendered)
    files = StoredFiles(store)
    with (
        progress.phase("Ghi dữ liệu và chỉ mục tìm kiếm"),
        away(lambda: search_documents.write(shown, rendered, kept, store)) as searched,
        away(lambda: _others(site, shown, known, kept, store)) as written,
    ):
        explained = explain(shown, rendered, kept)
        files.merge(written())
        files.merge(searched())
    if with_documents:
        from generator import documents  # its libraries are an extra

        files.add(documents.write(site, shown, rendered))
    if editor and site.settings.admin:
        files.add(browser_editor.write(site, site.settings.admin, editor))
    findings = in_reading_order((*found, *about_templates, *about_addresses))
    withheld = knowledge.content.other_files - shown.content.other_files
    return Build(site, explained, files, tuple(known), findings, withheld, shown.recorded)


def _render(
    site: Site,
    shown: Knowledge,
    with_documents: bool,
    kept: Cache | None,
    store: Store,
    step: Callable[[int], object],
) -> tuple[tuple[Page, ...], tuple[Diagnostic, ...]]:
    """The pages, and what is wrong with the base's own templates; what a check of them says stands for what failed."""
    about_own = template_check.check(site, shown)
    unread = {one.place.path for one in about_own}
    made, about = pages.render(site, shown, with_documents=with_documents, kept=kept, store=store, step=step)
    return made, (*about_own, *(one for one in about if one.place.path not in unread))


def _others(site: Site, shown: Knowledge, known: Sequence[Address], kept: Cache | None, store: Store) -> StoredFiles:
    """The files that are neither pages nor for the search."""
    files = StoredFiles(store)
    files.add(api.write(site, shown, known))
    files.add(feeds.write(site, shown) | permalinks.write_redirects(site, known))
    files.add(sitemap.write(site, shown, known) | entry_cards.write(shown) | web_app.write(site.name))
    files.add(slideshow.write(site, packs.build_packs(shown)))
    files.add(citing.write(site, shown.catalog, kept))
    return files
