"""The knowledge in, every page of the site as Markdown out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from markupsafe import escape

from generator import (
    breadcrumbs,
    downloads,
    forms,
    guides,
    line_breaks,
    linked_data,
    manual,
    markdown,
    news,
    overviews,
    syllabus,
    template_names,
    views,
)
from generator.cache import Cache
from generator.catalog import REMOVED, Document, Entry, Removed, page_url
from generator.classroom.packs import Pack, build_packs
from generator.diagnostics import Diagnostic
from generator.drafts import Draft
from generator.guides import Guide, Place
from generator.kept_pages import open_shelf
from generator.kinds import KINDS, Round
from generator.knowledge import Knowledge
from generator.lists import build_form
from generator.parallel import map_in_processes
from generator.reader_pages import browser_drafts
from generator.scoped_guides import build_scoped_guides
from generator.settings import Site
from generator.templating import BadTemplateError, Templates
from generator.temporary_store import Store


class Text(Protocol):
    """A text that is fetched or made when it is asked for."""

    def text(self) -> str: ...


@dataclass(frozen=True)
class Page:
    """A page of the site: `path` below docs/, its Markdown, and the file it was made from (None when only computed)."""

    path: str
    title: str
    content: str | Text
    """The Markdown, or what gives it."""
    made_from: str | None
    kind: str
    order: int = 0
    """Place among its neighbours in the navigation."""

    @property
    def text(self) -> str:
        """Its Markdown. Ask once: it may come from a disk."""
        return self.content if isinstance(self.content, str) else self.content.text()


def render(
    site: Site,
    knowledge: Knowledge,
    *,
    with_documents: bool = False,
    wanted: Callable[[str], bool] = lambda path: True,
    kept: Cache | None = None,
    store: Store | None = None,
    step: Callable[[int], object] = lambda count: None,
) -> tuple[tuple[Page, ...], tuple[Diagnostic, ...]]:
    """All pages in order of path. A template that fails costs its page and is reported.

    With `with_documents` the pages link to the files that can be downloaded. `wanted` tells by its path below docs/
    whether a page is to be rendered. Their texts are put into the `store` if there is one. `step` is told how many more
    are done.
    """
    dated = {entry.path for entry, record in knowledge.catalog.records(Round) if record.is_dated}
    packs = build_packs(knowledge)
    asking = {pack.path for pack in packs if any(one.record.self_checks for one in pack.modules)}
    names = names_for(
        site, knowledge, packs, lambda path: downloads.of_page(path, dated, asking) if with_documents else []
    )
    shelf = open_shelf(site, knowledge, names, kept) if kept else None
    usable, asked_for = (shelf.questions.names(), shelf.questions.asked) if shelf else (names, int)
    templates = Templates(site.root, template_names.FILTERS, usable, kept, asked_for)

    def attempt(draft: Draft) -> Page | Diagnostic:
        # A feed is read far from its site, so without an address of the site there is none.
        draft = draft if site.url else replace(draft, feed="")
        try:
            make = partial(finish, draft, templates, knowledge, site)
            return _put_aside(shelf.find_or_make(draft, make) if shelf else make(), store)
        except BadTemplateError as failure:
            return failure.diagnostic

    asked = [draft for draft in drafts(knowledge, templates, packs) if wanted(draft.path)]
    templates.prepare({draft.template for draft in asked})
    made = map_in_processes(attempt, asked, finish=kept.write if kept else None, step=step)
    if shelf:
        shelf.keep_only(frozenset(draft.path for draft in asked))
    made += [_put_aside(as_written(one), store) for one in knowledge.catalog.pages if wanted(one.path)]
    pages = {one.path: one for one in made if isinstance(one, Page)}
    return tuple(pages[path] for path in sorted(pages)), tuple(one for one in made if isinstance(one, Diagnostic))


def _put_aside(page: Page, store: Store | None) -> Page:
    return replace(page, content=store.put_text(page.text)) if store else page


def render_pack(site: Site, knowledge: Knowledge, pack: Pack) -> tuple[Page | None, tuple[Diagnostic, ...]]:
    """The page of one pack as an organiser wishes it; None with the reason when its template fails."""
    try:
        return finish(_pack_draft(pack), templates_for(site, knowledge, (), lambda path: []), knowledge, site), ()
    except BadTemplateError as failure:
        return None, (failure.diagnostic,)


def templates_for(
    site: Site,
    knowledge: Knowledge,
    packs: Sequence[Pack],
    offered: Callable[[str], list[tuple[str, str]]],
) -> Templates:
    """The templates with all that they may call; `offered` gives label and path of the files a page offers."""
    return Templates(site.root, template_names.FILTERS, names_for(site, knowledge, packs, offered))


def names_for(
    site: Site, knowledge: Knowledge, packs: Sequence[Pack], offered: Callable[[str], list[tuple[str, str]]]
) -> dict[str, Any]:
    """All that templates may call, by name."""
    packed = {pack.entry.key for pack in packs}
    compared = syllabus.build_comparisons(knowledge)
    told = {one.audience.record.id if one.audience else "": one for one in news.build_news(knowledge)}
    own: dict[str, Any] = {
        "downloads_of": offered,
        "has_pack": lambda entry: entry.key in packed,
        "comparisons_of": lambda entry: [one for one in compared if entry in (one.old, one.new)],
        "news_for": told.get,
        "list_form": lambda name, rows: build_form(knowledge, name, rows),
    }
    return template_names.names(site, knowledge) | own


def drafts(knowledge: Knowledge, templates: Templates, packs: Sequence[Pack]) -> Iterator[Draft]:
    """Every page that is made from a template, still to be rendered."""
    yield from map(_pack_draft, packs)
    every_guide = guides.build_guides(knowledge)
    places = guides.places(every_guide)
    for entry in knowledge.catalog.entries:
        yield _entry_draft(entry, places.get(entry.key, []))
    yield from map(_comparison_draft, syllabus.build_comparisons(knowledge))
    for guide in every_guide:
        yield _guide_draft(knowledge, guide, templates)
    yield from overviews.drafts(knowledge, every_guide)
    yield from _scoped_drafts(knowledge)
    yield from _news_drafts(knowledge)
    yield from browser_drafts()
    yield from _paper_drafts(knowledge)
    for removed in knowledge.catalog.removed:
        yield _removed_draft(knowledge, removed)
    for page in manual.pages() if knowledge.settings.manual else ():
        yield Draft(page.path, page.title, "pages/manual.md.j2", {"text": page.text}, kind="manual")


def _entry_draft(entry: Entry, places: list[Place]) -> Draft:
    record = entry.record
    return Draft(
        entry.path,
        views.heading(entry),
        f"pages/{type(record).__name__.lower()}.md.j2",
        {
            "entry": entry,
            "record": record,
            "places": places,
        },
        description=record.summary,
        made_from=entry.source.path,
        kind=record.folder,
        text=entry.front.stored,
    )


def _comparison_draft(comparison: syllabus.Comparison) -> Draft:
    title = f"So sánh chương trình: {comparison.new.title}"
    values = {"comparison": comparison}
    made_from = comparison.new.source.path
    return Draft(comparison.path, title, "pages/syllabus.md.j2", values, made_from=made_from, kind="comparison")


def _guide_draft(knowledge: Knowledge, guide: Guide, templates: Templates) -> Draft:
    own = f"guides/{guide.record.id}.md.j2"
    template = own if templates.has(own) else "guides/guide.md.j2"
    title = f"Hướng dẫn học tập: {guide.record.title}"
    return Draft(
        guide.page,
        title,
        template,
        {"guide": guide},
        guide.record.summary,
        made_from=guide.audience.source.path,
        kind="guide",
        order=guide.record.order,
        feed=news.feed_for(guide.record.id) if knowledge.recordings else "",
        text=knowledge.body_for(guide.audience, guide.record.id),
    )


def _paper_drafts(knowledge: Knowledge) -> Iterator[Draft]:
    blurb = "Giấy tờ trống cho người tổ chức: kế hoạch, thông báo, điểm danh, phiếu góp ý, báo cáo."
    yield Draft("bieu-mau/index.md", "Biểu mẫu", "pages/forms.md.j2", {}, blurb, kind="index")
    for paper in forms.build_papers(knowledge):
        declared, entry = paper.form.declared, paper.facts.entry
        values = {"paper": paper, "form": paper.form, "facts": paper.facts, "record": paper.facts.record}
        kind = "paper" if entry else "form"
        made_from = entry.source.path if entry else None
        summary = declared.summary
        yield Draft(paper.path, paper.title, paper.form.template, values, summary, made_from, kind)


def _pack_draft(pack: Pack) -> Draft:
    made_from = pack.entry.source.path
    return Draft(pack.path, pack.title, "teaching/len-lop.md.j2", {"pack": pack}, made_from=made_from, kind="pack")


def _scoped_drafts(knowledge: Knowledge) -> Iterator[Draft]:
    for guide in build_scoped_guides(knowledge):
        title = f"{views.heading(guide.entry)}: hướng dẫn cho {guide.record.title.lower()}"
        values = {"guide": guide}
        summary, made_from = guide.entry.record.summary, guide.entry.source.path
        yield Draft(
            guide.page, title, "guides/scope.md.j2", values, summary, made_from, "scoped-guide", text=guide.stored
        )


def _news_drafts(knowledge: Knowledge) -> Iterator[Draft]:
    blurb = "Những gì được thêm, sửa, thay thế và bỏ, theo từng lần ghi nhận."
    for told in news.build_news(knowledge):
        title = f"Có gì mới cho {told.audience.title.lower()}" if told.audience else "Có gì mới"
        kind = "news" if told.audience else "index"
        yield Draft(told.page, title, "pages/news.md.j2", {"news": told}, blurb, kind=kind, feed=told.feed)


def _removed_draft(knowledge: Knowledge, removed: Removed) -> Draft:
    """What stands where an entry was; it names its successor where this build shows that."""
    record = removed.record
    folder, _, identifier = (record.successor or "").partition("/")
    successor = knowledge.catalog.by_key.get((folder, identifier))
    values = {"record": record, "kind": KINDS[removed.folder], "successor": successor}
    return Draft(removed.path, record.title, "pages/removed.md.j2", values, made_from=removed.source.path, kind=REMOVED)


def finish(draft: Draft, templates: Templates, knowledge: Knowledge, site: Site) -> Page:
    """The page of a draft, its template run; raises BadTemplateError."""
    with views.links_from(draft.path):
        text = templates.render(draft.template, page=draft, **draft.given())
    meta: dict[str, Any] = {"title": draft.title}
    if draft.description:
        meta["description"] = " ".join(markdown.plain(draft.description).split())
    entry = draft.values.get("entry") if draft.kind in KINDS else None
    steps = breadcrumbs.read(draft.path, text)
    if data := linked_data.of_page(site, knowledge, page_url(draft.path), draft.title, draft.kind, entry, steps):
        meta["linked_data"] = data
    if draft.feed:
        meta["feed"] = draft.feed
    if draft.kind == REMOVED:
        meta["robots"] = "noindex"
    if draft.hide:
        meta["hide"] = list(draft.hide)
    body = line_breaks.bind(views.tidy(text))
    return Page(draft.path, draft.title, _front_matter(meta) + body, draft.made_from, draft.kind, draft.order)


def _front_matter(meta: dict[str, Any]) -> str:
    """YAML is a superset of JSON, so JSON quoting makes every title safe there; themes print it without escaping it."""
    escaped = {key: str(escape(value)) if isinstance(value, str) else value for key, value in meta.items()}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in escaped.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def as_written(document: Document) -> Page:
    """An ordinary page of docs/: its own settings and text, with anchors written out."""
    title = str(document.front.values.get("title") or _first_heading(document) or document.source.stem)
    front = _front_matter({**document.front.values, "title": title})
    return Page(document.path, title, front + markdown.with_anchors(document.front.body), document.source.path, "page")


def _first_heading(document: Document) -> str:
    return next((heading.text for heading in document.outline.headings), "")
