"""The whole pipeline: a knowledge base's folder in, its pages and everything wrong with it out. Start reading here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import (
    api,
    browser_editor,
    catalog,
    citing,
    entry_cards,
    feeds,
    form_declarations,
    links,
    pages,
    permalinks,
    progress,
    recordings,
    rules,
    search_documents,
    selection,
    settings,
    sitemap,
    source,
    template_check,
    templating,
    triage,
    unsafe_content,
)
from generator.classroom import packs, slideshow
from generator.diagnostics import Diagnostic, has_errors, in_reading_order
from generator.glossary import explain
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.pages import Page
from generator.permalinks import Address
from generator.settings import Site


@dataclass(frozen=True)
class Build:
    """What an adapter gets: Markdown pages, other files of the site (by address), addresses, all findings in order."""

    site: Site
    pages: tuple[Page, ...]
    files: dict[str, bytes]
    addresses: tuple[Address, ...]
    diagnostics: tuple[Diagnostic, ...]
    withheld: frozenset[str]
    """Files below docs/ that are used only by what this build does not show."""
    recorded: date
    """The newest day that its content records (`Knowledge.recorded`)."""

    @property
    def has_errors(self) -> bool:
        return has_errors(self.diagnostics)


def understand(root: Path) -> tuple[Site, Knowledge, tuple[Diagnostic, ...]]:
    """Read, type, link and check the content below `root`; nothing is rendered."""
    site, about_settings = settings.load(root)
    with progress.phase("Đọc nội dung"):
        content, about_reading = source.read(root, site.docs)
        entries, about_types = catalog.build_catalog(content)
    tied, about_links = links.resolve(entries, site.settings)
    forms, about_forms = form_declarations.find(root, templating.folders(root), entries.ids("doi-tuong"))
    recorded, about_recordings = recordings.read_all(content.recordings)
    knowledge = Knowledge(site.settings, content, entries, tied, forms, recorded)
    with progress.phase("Kiểm tra nội dung"):
        about_content = rules.check(knowledge)
    about_safety = tuple(unsafe_content.report(entries))
    found = (*about_reading, *about_types, *about_links, *about_forms, *about_recordings, *about_content, *about_safety)
    return site, knowledge, (*about_settings, *triage.triage(site, knowledge, found))


def build(
    root: Path,
    visibility: Visibility = Visibility.PUBLIC,
    *,
    with_documents: bool = False,
    editor: Mapping[str, bytes] | None = None,
) -> Build:
    """Everything `root`'s site consists of. What is wrong is reported; what is valid is still rendered.

    With `with_documents` the site has Word and PDF files of its guides and papers, which takes far longer.
    With the `editor`'s files it has the editing page, if the settings say where that writes.
    """
    site, knowledge, found = understand(root)
    shown = selection.select(unsafe_content.make_harmless(knowledge), visibility)
    with progress.phase("Dựng trang"):
        rendered, about_templates = pages.render(site, shown, with_documents=with_documents)
    about_own = template_check.check(site, shown)
    unread = {one.place.path for one in about_own}
    about_templates = (*about_own, *(one for one in about_templates if one.place.path not in unread))
    known, about_addresses = permalinks.collect(site, shown, rendered)
    with progress.phase("Ghi dữ liệu và chỉ mục tìm kiếm"):
        files = api.write(site, shown, known) | search_documents.write(shown, rendered) | feeds.write(site, shown)
    files |= permalinks.write_redirects(site, known) | citing.write(site, shown.catalog)
    files |= sitemap.write(site, shown, known) | entry_cards.write(shown)
    files |= slideshow.write(site, packs.build_packs(shown))
    with progress.phase("Giải thích thuật ngữ trên các trang"):
        explained = explain(shown, rendered)
    if with_documents:
        from generator import documents  # its libraries are an extra

        files |= documents.write(site, shown, rendered)
    if editor and site.settings.admin:
        files |= browser_editor.write(site, site.settings.admin, editor)
    findings = in_reading_order((*found, *about_templates, *about_addresses))
    withheld = knowledge.content.other_files - shown.content.other_files
    return Build(site, explained, files, tuple(known), findings, withheld, shown.recorded)


def check(root: Path) -> tuple[Diagnostic, ...]:
    """Everything wrong with the content below `root`, in reading order, without rendering."""
    site, knowledge, found = understand(root)
    shown = selection.select(knowledge, Visibility.INTERNAL)
    return in_reading_order((*found, *template_check.check(site, shown)))
