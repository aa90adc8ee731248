"""The knowledge in, the functions, values and filters that every template may use out; `templates/README.md` has them.

Names that a page has for itself come from its draft, those that need all pages from `pages.templates_for`.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from generator import citing, footnotes, forms, guides, qr, relations, vietnamese, views
from generator.knowledge import Knowledge
from generator.reading_time import minutes_to_read
from generator.replaced import outdated_references
from generator.scoped_guides import build_scoped_guides, by_entry
from generator.settings import Site

Names = dict[str, Any]

FILTERS: Names = {
    "clock": vietnamese.clock,
    "due": views.due,
    "cell": views.cell,
    "text": views.text,
    "quoted": views.quoted,
    "number": vietnamese.number,
    "day": vietnamese.day,
    "amount": vietnamese.amount,
    "periods": vietnamese.periods,
    "weekday_part": vietnamese.half_day,
    "mark": views.status_mark,
    "colour": views.colour,
    "host": views.host,
    "in_list_order": views.in_list_order,
}


def names(site: Site, knowledge: Knowledge) -> Names:
    """The functions and values by name."""
    return {
        "site": site,
        "settings": knowledge.settings,
        "catalog": knowledge.catalog,
        "groups": knowledge.groups,
        "presentation": site.presentation,
        **_of_an_entry(knowledge),
        **_of_its_address(site),
        **_of_its_relations(knowledge),
        **_of_guides_and_papers(knowledge),
        **_of_the_base(knowledge),
        **_in_order(knowledge),
    }


def _of_an_entry(knowledge: Knowledge) -> Names:
    speed = knowledge.settings.reading_speed
    return {
        "link": views.link,
        "heading": views.heading,
        "called": lambda entry: views.called(knowledge, entry),
        "name": views.name,
        "reading_minutes": lambda entry: minutes_to_read(entry, speed),
        "course_places": lambda module: views.course_places(knowledge, module),
    }


def _of_its_address(site: Site) -> Names:
    return {
        "qr": lambda entry: Markup(qr.svg(qr.address(site.url, entry.url)) if site.url else ""),
        "address": lambda entry: qr.address(site.url, entry.url),
        "citation_line": lambda entry: citing.line(site, entry),
        "citation_file": citing.path_of,
    }


def _of_its_relations(knowledge: Knowledge) -> Names:
    """What an entry is tied to, and the sources it names."""
    catalog, links = knowledge.catalog, knowledge.links
    return {
        "related": lambda entry, skip=(): relations.related(links, entry, skip),
        "replaced_by": lambda entry: [r.source for r in links.incoming(entry, "replaces")],
        "outdated_references": lambda entry: list(outdated_references(links, entry)),
        "cited": lambda citations: relations.cited(catalog, citations),
        "notes_of": lambda record: footnotes.read_notes(catalog, record),
        "short_name": relations.short_name,
        "first_line": relations.first_line,
        "drawn_from": lambda article: relations.drawn_from(links, article),
    }


def _of_guides_and_papers(knowledge: Knowledge) -> Names:
    papers = forms.build_papers(knowledge)
    papers_by_round = forms.by_round(papers)
    scoped = by_entry(build_scoped_guides(knowledge))
    return {
        "minutes_of": guides.minutes_of,
        "scoped_guides_of": lambda entry: scoped.get(entry.key, []),
        "blank_forms": [paper for paper in papers if paper.facts.entry is None],
        "papers_of": lambda entry: papers_by_round.get(entry.key, []),
        "timetable": lambda record: forms.timetable(knowledge, record),
    }


def _of_the_base(knowledge: Knowledge) -> Names:
    """What is found in the base as a whole."""
    catalog, topics = knowledge.catalog, knowledge.settings.topics
    return {
        "has": lambda folder, identifier: (folder, identifier) in catalog.by_key,
        "find": lambda folder, identifier: catalog.by_key[(folder, identifier)],
        "of": lambda folder: [entry for entry in catalog.entries if entry.record.folder == folder],
        "topic": lambda identifier: topics.get(identifier, identifier),
        "all_figures": lambda: views.all_figures(knowledge),
        "newest_documents": lambda: views.newest_documents(knowledge),
        "batches": lambda: views.batches(knowledge),
    }


def _in_order(knowledge: Knowledge) -> Names:
    return {
        "by_year": views.by_year,
        "by_kind": views.by_kind,
        "by_initial": views.by_initial,
        "by_theme": lambda entries: views.by_theme(entries, knowledge.settings.topics),
    }
