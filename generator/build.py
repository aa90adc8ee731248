"""The whole pipeline: a knowledge base's folder in, its pages and everything wrong with it out. Start reading here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
from generator.temporary_store import Store, Stored, StoredFiles
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
    is_large, to_keep = len(shown.catalog.entries) > LEAST, kept.write if kept else None
    store = Store()
    files = StoredFiles(store)

    def render() -> tuple[tuple[Page, ...], tuple[Diagnostic, ...]]:
        about_own = template_check.check(site, shown)
        unread = {one.place.path for one in about_own}
        made, about = pages.render(
            site, shown, with_documents=with_documents, kept=kept, store=store, step=rendering.step
        )
        return made, (*about_own, *(one for one in about if one.place.path not in unread))

    with progress.phase("Dựng trang") as rendering, beside(render, pays=is_large, finish=to_keep) as result:
        rendered, about_templates = result()
    known, about_addresses = permalinks.collect(site, shown, rendered)

    def write_search() -> dict[str, Stored]:
        return files.put(search_documents.write(shown, rendered, kept))

    def write_others() -> dict[str, Stored]:
        return {address: one for part in _others(site, shown, known, kept) for address, one in files.put(part).items()}

    with (
        progress.phase("Ghi dữ liệu và chỉ mục tìm kiếm"),
        beside(write_search, pays=is_large, finish=to_keep) as searched,
        beside(write_others, pays=is_large, finish=to_keep) as written,
    ):
        explained = explain(shown, rendered, kept)
        files.take(written())
        files.take(searched())
    if with_documents:
        from generator import documents  # its libraries are an extra

        files.add(documents.write(site, shown, rendered))
    if editor and site.settings.admin:
        files.add(browser_editor.write(site, site.settings.admin, editor))
    findings = in_reading_order((*found, *about_templates, *about_addresses))
    withheld = knowledge.content.other_files - shown.content.other_files
    return Build(site, explained, files, tuple(known), findings, withheld, shown.recorded)


def _others(site: Site, shown: Knowledge, known: Sequence[Address], kept: Cache | None) -> Iterator[dict[str, bytes]]:
    """The files that are neither pages nor for the search, in parts."""
    yield api.write(site, shown, known)
    yield feeds.write(site, shown) | permalinks.write_redirects(site, known)
    yield sitemap.write(site, shown, known) | entry_cards.write(shown) | web_app.write(site.name)
    yield slideshow.write(site, packs.build_packs(shown))
    yield citing.write(site, shown.catalog, kept)
