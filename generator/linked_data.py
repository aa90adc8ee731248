"""A page or entry in; what programs read of it as JSON-LD with the words of schema.org (Legislation, Course...) out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from generator.breadcrumbs import Step
from generator.catalog import Entry
from generator.kinds import Article, Audience, Case, Course, Lesson, Module, Record, Resolution, Round, Term
from generator.kinds.parts import LegalForce, Relation
from generator.knowledge import Knowledge
from generator.markdown import plain
from generator.settings import Site

Node = dict[str, Any]

TYPES: dict[type[Record], str] = {
    Resolution: "Legislation",
    Course: "Course",
    Module: "LearningResource",
    Lesson: "CreativeWork",
    Case: "LearningResource",
    Round: "EducationEvent",
    Audience: "EducationalAudience",
    Term: "DefinedTerm",
    Article: "Article",
}

FORCE = {LegalForce.IN_FORCE: "InForce", LegalForce.PARTLY: "PartiallyInForce", LegalForce.ENDED: "NotInForce"}
"""Statuses that schema.org has a word for; what is to be checked or not known is left out."""

RELATIONS = {
    "implements": "legislationEnsuresImplementationOf",
    "replaces": "legislationRepeals",
    "amends": "legislationAmends",
    "based_on": "isBasedOn",
    "cites": "citation",
    "continues": "mentions",
    "related": "mentions",
}
"""A document's relations as schema.org has them; for the last two it has nothing closer."""


def of_page(
    site: Site, knowledge: Knowledge, url: str, title: str, kind: str, entry: Entry | None, steps: Sequence[Step] = ()
) -> Node:
    """The page's data, `steps` being its breadcrumbs; empty for a site without an address."""
    if not site.url:
        return {}
    nodes = [_entry(site, knowledge, entry) if entry else _page(site, url, title, kind)]
    if steps:
        nodes.append(_trail(site, steps))
    return {"@context": "https://schema.org", "@graph": nodes}


def _page(site: Site, url: str, title: str, kind: str) -> Node:
    address = site.url + url
    if kind == "home":
        target = {"@type": "EntryPoint", "urlTemplate": f"{site.url}tim-kiem/?q={{q}}"}
        search = {"@type": "SearchAction", "target": target, "query-input": "required name=q"}
        return {"@type": "WebSite", "@id": address, "url": address, "name": site.name, "inLanguage": "vi"} | {
            "potentialAction": search
        }
    type_ = "CollectionPage" if kind == "index" else "WebPage"
    return {"@type": type_, "@id": address, "url": address, "name": title, "inLanguage": "vi"}


def _trail(site: Site, steps: Sequence[Step]) -> Node:
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": site.url + url}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _entry(site: Site, knowledge: Knowledge, entry: Entry) -> Node:
    record, address = entry.record, site.url + entry.url
    node: Node = {"@type": TYPES[type(record)], "@id": address, "url": address, "name": record.title}
    node["description"] = " ".join(plain(record.summary).split())
    if not isinstance(record, Round | Audience | Term):
        node |= _common(knowledge, record)
    node |= _own(record, site, knowledge)
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _common(knowledge: Knowledge, record: Record) -> Node:
    """What every creative work may say of itself."""
    titles = {one.record.id: one.title for one in knowledge.catalog.of(Audience)}
    audiences = [titles.get(one, one) for one in record.audiences]
    return {
        "inLanguage": "vi",
        "keywords": list(record.keywords),
        "about": [{"@type": "Thing", "name": knowledge.settings.topics.get(one, one)} for one in record.topics],
        "audience": [{"@type": "EducationalAudience", "audienceType": one} for one in audiences],
    }


@singledispatch
def _own(record: Record, site: Site, knowledge: Knowledge) -> Node:
    """What only this kind says."""
    return {}


@_own.register
def _legislation(record: Resolution, site: Site, knowledge: Knowledge) -> Node:
    node: Node = {
        "legislationIdentifier": record.number,
        "legislationType": record.kind.label,
        "legislationPassedBy": _organisation(record.issuer),
        "legislationDate": str(record.issued or ""),
    }
    force = FORCE.get(record.status.value)
    if force:
        node["legislationLegalForce"] = {"@id": f"https://schema.org/{force}"}
    for field, name in RELATIONS.items():
        related: tuple[Relation, ...] = getattr(record, field)
        node.setdefault(name, []).extend(_links(site, "nghi-quyet", [one.target for one in related]))
    return node


@_own.register
def _course(record: Course, site: Site, knowledge: Knowledge) -> Node:
    revised = [record.revises] if record.revises else []
    return {
        "provider": _organisation(record.organiser),
        "timeRequired": _teaching(knowledge, record.total_periods),
        "hasPart": _links(site, "chuyen-de", [one.module for one in record.modules]),
        "isBasedOn": _links(site, "nghi-quyet", record.resolutions) + _links(site, "khoa-hoc", revised),
    }


@_own.register
def _module(record: Module, site: Site, knowledge: Knowledge) -> Node:
    return {
        "learningResourceType": record.label,
        "educationalUse": "Lên lớp, thảo luận",
        "teaches": [plain(one) for one in record.objectives],
        "timeRequired": _teaching(knowledge, record.time.total if record.time else 0),
        "isBasedOn": _links(site, "nghi-quyet", record.resolutions),
    }


@_own.register
def _case(record: Case, site: Site, knowledge: Knowledge) -> Node:
    return {
        "learningResourceType": record.label,
        "educationalUse": "Thảo luận",
        "timeRequired": _duration(record.minutes or 0),
        "isBasedOn": _links(site, "nghi-quyet", record.resolutions),
    }


@_own.register
def _lesson(record: Lesson, site: Site, knowledge: Knowledge) -> Node:
    return {"genre": record.kind.label, "isBasedOn": _links(site, "nghi-quyet", record.resolutions)}


@_own.register
def _round(record: Round, site: Site, knowledge: Knowledge) -> Node:
    return {
        "startDate": str(record.start or ""),
        "endDate": str(record.end or ""),
        "location": {"@type": "Place", "name": record.place} if record.place else None,
        "organizer": _organisation(record.organiser),
    }


@_own.register
def _audience(record: Audience, site: Site, knowledge: Knowledge) -> Node:
    return {"audienceType": record.title}


@_own.register
def _term(record: Term, site: Site, knowledge: Knowledge) -> Node:
    terms = {"@type": "DefinedTermSet", "@id": f"{site.url}thuat-ngu/", "name": record.plural}
    return {"inDefinedTermSet": terms, "alternateName": [*record.abbreviations, *record.also]}


@_own.register
def _article(record: Article, site: Site, knowledge: Knowledge) -> Node:
    author = {"@type": "Person", "name": record.author} if record.author else None
    return {"author": author, "datePublished": str(record.published or "")}


def _links(site: Site, folder: str, identifiers: Sequence[str]) -> list[Node]:
    return [{"@id": f"{site.url}{folder}/{one}/"} for one in identifiers]


def _organisation(name: str | None) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _teaching(knowledge: Knowledge, periods: float | None) -> str:
    return _duration((periods or 0) * (knowledge.settings.minutes_per_period or 0))


def _duration(minutes: float) -> str:
    """ISO 8601: `PT225M`."""
    return f"PT{round(minutes)}M" if minutes else ""
