"""A page or entry in; what programs read of it as JSON-LD with the words of schema.org (Legislation, Course...) out."""

from __future__ import annotations

from collections.abc import Sequence
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
    node |= _own(site, knowledge, record)
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


def _own(site: Site, knowledge: Knowledge, record: Record) -> Node:
    """What only this kind says."""
    match record:
        case Resolution():
            return _legislation(site, record)
        case Course():
            total = record.total_periods or 0
            revised = [record.revises] if record.revises else []
            return {
                "provider": _organisation(record.organiser),
                "timeRequired": _duration(total * (knowledge.settings.minutes_per_period or 0)),
                "hasPart": _links(site, "chuyen-de", [one.module for one in record.modules]),
                "isBasedOn": _links(site, "nghi-quyet", record.resolutions) + _links(site, "khoa-hoc", revised),
            }
        case Module():
            total = record.time.total if record.time else 0
            return {
                "learningResourceType": record.label,
                "educationalUse": "Lên lớp, thảo luận",
                "teaches": [plain(one) for one in record.objectives],
                "timeRequired": _duration(total * (knowledge.settings.minutes_per_period or 0)),
                "isBasedOn": _links(site, "nghi-quyet", record.resolutions),
            }
        case Case():
            return {
                "learningResourceType": record.label,
                "educationalUse": "Thảo luận",
                "timeRequired": _duration(record.minutes or 0),
                "isBasedOn": _links(site, "nghi-quyet", record.resolutions),
            }
        case Lesson():
            return {"genre": record.kind.label, "isBasedOn": _links(site, "nghi-quyet", record.resolutions)}
        case Round():
            place = {"@type": "Place", "name": record.place} if record.place else None
            return {
                "startDate": str(record.start or ""),
                "endDate": str(record.end or ""),
                "location": place,
                "organizer": _organisation(record.organiser),
            }
        case Audience():
            return {"audienceType": record.title}
        case Term():
            terms = {"@type": "DefinedTermSet", "@id": f"{site.url}thuat-ngu/", "name": record.plural}
            return {"inDefinedTermSet": terms, "alternateName": [*record.abbreviations, *record.also]}
        case Article():
            author = {"@type": "Person", "name": record.author} if record.author else None
            return {"author": author, "datePublished": str(record.published or "")}
    return {}


def _legislation(site: Site, record: Resolution) -> Node:
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


def _links(site: Site, folder: str, identifiers: Sequence[str]) -> list[Node]:
    return [{"@id": f"{site.url}{folder}/{one}/"} for one in identifiers]


def _organisation(name: str | None) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _duration(minutes: float) -> str:
    """ISO 8601: `PT225M`."""
    return f"PT{round(minutes)}M" if minutes else ""
