"""One state of the content in, its pages' Markdown and its other files out, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

from generator import (
    api,
    browser_editor,
    citing,
    entry_cards,
    feeds,
    offline,
    pages,
    permalinks,
    search,
    search_documents,
    selection,
    sitemap,
    template_check,
    unsafe_content,
    web_app,
)
from generator.catalog import Entry
from generator.classroom import packs, slideshow
from generator.diagnostics import Diagnostic, in_reading_order
from generator.drafts import Draft
from generator.glossary import Phrases, explain_alone, read_phrases
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.pages import Page
from generator.permalinks import Address
from generator.settings import Site
from generator.templating import Templates

Files = Mapping[str, bytes]


class Group:
    """Files of the site that are made together: which addresses they may have, and how they are made."""

    def __init__(self, owns: Callable[[str], bool], make: Callable[[], Files]) -> None:
        self.owns = owns
        self._make = make
        self._lock = Lock()
        self._made: Files | None = None

    def files(self) -> Files:
        """The files by address, made once, by whoever asks first."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made


@dataclass(frozen=True, eq=False)
class Edition:
    """What the site says at one moment. Pages are to be asked for by one thread at a time, files by any."""

    site: Site
    knowledge: Knowledge
    found: tuple[Diagnostic, ...]
    editor: Mapping[str, bytes] | None = None

    @cached_property
    def shown(self) -> Knowledge:
        """What a public build shows."""
        return selection.select(unsafe_content.make_harmless(self.knowledge), Visibility.PUBLIC)

    @cached_property
    def _packs(self) -> tuple[packs.Pack, ...]:
        return packs.build_packs(self.shown)

    @cached_property
    def _drafts(self) -> dict[str, Draft]:
        return {one.path: one for one in pages.drafts(self.shown, self._templates, self._packs)}

    @cached_property
    def _templates(self) -> Templates:
        return pages.templates_for(self.site, self.shown, self._packs, lambda path: [])

    @cached_property
    def outline(self) -> tuple[Page, ...]:
        """Every page in order of path; those that are made from a template without their text."""
        known = {
            one.path: Page(one.path, one.title, "", one.made_from, one.kind, one.order) for one in self._drafts.values()
        }
        known |= {one.path: pages.as_written(one) for one in self.shown.catalog.pages}
        return tuple(known[path] for path in sorted(known))

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """The pages of the outline."""
        return {page.path: page for page in self.outline}

    @cached_property
    def withheld(self) -> frozenset[str]:
        """Files below docs/ that are used only by what this build does not show."""
        return frozenset(self.knowledge.content.other_files - self.shown.content.other_files)

    @cached_property
    def by_file(self) -> dict[str, Entry]:
        """The entries by their path below docs/."""
        return {entry.path: entry for entry in self.knowledge.catalog.entries}

    def draft(self, path: str) -> Draft | None:
        """The page at a path before its template has run; None for one that is written by hand."""
        return self._drafts.get(path)

    def page(self, path: str, saved: Draft | None = None) -> Page:
        """A page with its text and explanations, of what was `saved` since if given; raises BadTemplateError.

        Terms that stand on very many pages, which a build leaves alone, are explained here: to know them, all pages
        would have to be made.
        """
        page, draft = self.by_path[path], saved or self._drafts.get(path)
        if draft and not page.text:
            draft = draft if self.site.url else replace(draft, feed="")
            page = pages.finish(draft, self._templates, self.shown, self.site)
        return explain_alone(page, self._phrases)

    @cached_property
    def _phrases(self) -> Phrases:
        return read_phrases(self.shown)

    def look_further(self) -> tuple[Diagnostic, ...]:
        """All findings, with those about templates and addresses."""
        about_own = template_check.check(self.site, self.shown)
        _, about_addresses = self._addresses
        return in_reading_order((*self.found, *about_own, *about_addresses))

    def has_file(self, address: str) -> bool:
        """Whether there may be a file that is no page; none is made for the answer."""
        return address in self._cited or any(group.owns(address) for group in self._groups)

    def file(self, address: str) -> bytes | None:
        """A file that is no page, made together with those of its group."""
        if entry := self._cited.get(address):
            catalog = replace(self.shown.catalog, entries=(entry,))
            return citing.write(self.site, catalog)[address]
        for group in self._groups:
            if group.owns(address) and (found := group.files().get(address)) is not None:
                return found
        return None

    @cached_property
    def _cited(self) -> dict[str, Entry]:
        """By address of a file for citing, the entry it is about."""
        names = (citing.BIBTEX, citing.CSL_JSON, citing.QR_CODE) if self.site.url else ()
        return {citing.path_of(entry, name): entry for entry in self.shown.catalog.entries for name in names}

    @cached_property
    def _addresses(self) -> tuple[list[Address], tuple[Diagnostic, ...]]:
        return permalinks.collect(self.site, self.shown, self.outline)

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        site, shown = self.site, self.shown
        few = feeds.write(site, shown) | web_app.write(site.name) | search.write_scripts()
        few[offline.WORKER] = offline.switched_off()  # a copy kept by the browser would hide what was saved
        groups = [
            Group(few.__contains__, lambda: few),
            Group(_below(search.FOLDER), self._search),
            Group(_below(f"{entry_cards.FOLDER}/"), lambda: entry_cards.write(shown)),
            Group(_below(f"{api.ROOT}/"), lambda: api.write(site, shown, self._addresses[0])),
            Group(_is_show, lambda: slideshow.write(site, self._packs)),
            Group({sitemap.PATH}.__contains__, lambda: sitemap.write(site, shown, self._addresses[0])),
        ]
        if self.editor and (admin := site.settings.admin):
            editor = self.editor
            groups.append(Group(_below("admin/"), lambda: browser_editor.write(site, admin, editor)))
        forwards = {f"{one.url}index.html" for one in self._addresses[0] if one.leads_to is not None}
        groups.append(Group(forwards.__contains__, lambda: permalinks.write_redirects(site, self._addresses[0])))
        return tuple(groups)

    def _search(self) -> Files:
        """The search index needs the text of every page."""
        rendered, _ = pages.render(self.site, self.shown)
        return search_documents.write(self.shown, rendered)


def _below(folder: str) -> Callable[[str], bool]:
    return lambda address: address.startswith(folder)


def _is_show(address: str) -> bool:
    return address in slideshow.ASSETS or address.endswith("/trinh-chieu/index.html")
