"""The knowledge in, what every template gets out: the names of its values and what is known of their types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator import pages
from generator.catalog import Catalog, Entry
from generator.classroom.packs import build_packs
from generator.drafts import Draft
from generator.facets import Group
from generator.footnotes import Notes
from generator.forms import Facts, Paper, Slot
from generator.guides import Guide, Place
from generator.kinds import KINDS
from generator.lists import ListForm
from generator.news import News
from generator.relations import Cited, Related
from generator.replaced import Outdated
from generator.scoped_guides import ScopedGuide
from generator.settings import Settings, Site
from generator.syllabus import Comparison
from generator.template_check.types import Type, every_attribute
from generator.templating import Templates

EVERYWHERE: Mapping[str, Type] = {
    "page": Draft,
    "link": Callable[[object], str],
    "site": Site,
    "settings": Settings,
    "catalog": Catalog,
    "blank_forms": list[Paper],
}
"""Values that all templates get; the type of other globals is not needed."""

RETURNED: Mapping[str, Type] = {
    "find": Entry,
    "of": list[Entry],
    "related": Related,
    "cited": list[Cited],
    "notes_of": Notes,
    "outdated_references": list[Outdated],
    "papers_of": list[Paper],
    "scoped_guides_of": list[ScopedGuide],
    "timetable": tuple[Slot, ...],
    "newest_documents": list[Entry],
    "replaced_by": list[Entry],
    "news_for": News,
    "comparisons_of": list[Comparison],
    "list_form": ListForm,
}
"""What global functions return, where templates look into it."""

LISTS: Mapping[str, Type] = {"places": list[Place], "guides": tuple[Guide, ...], "entries": tuple[Entry, ...]}
"""What lists of pages hold, which their values do not tell."""

Scope = dict[str, Type]


@dataclass(frozen=True)
class Given:
    """What templates get: by template its own values; the names of all values and attributes there are."""

    by_template: Mapping[str, Scope]
    attributes: frozenset[str]

    def to(self, template: str) -> Scope | None:
        """Names and types for a template; None where nobody can say, as nothing is rendered with it now."""
        if template in self.by_template:
            return dict(self.by_template[template])
        folder, _, name = template.rpartition("/")
        scopes = [scope for one, scope in self.by_template.items() if one.startswith(f"{folder}/")]
        if name.startswith("_"):
            # A part is used by several templates, also of other folders: it may use what any of them gets.
            return dict.fromkeys({one for scope in self.by_template.values() for one in scope}) | dict(EVERYWHERE)
        return dict(scopes[0]) if scopes and folder in ("guides", "forms") else None


def given(drafts: Iterable[Draft], templates: Templates) -> Given:
    """What the pages that are rendered now show of it; a kind without entries has its page's values all the same."""
    seen: dict[str, dict[str, set[Type]]] = {}
    for draft in drafts:
        scope = seen.setdefault(draft.template, {})
        for name, value in draft.values.items():
            scope.setdefault(name, set()).add(LISTS.get(name, type(value)))
        if draft.text is not None:
            scope.setdefault("body", set()).add(str)
    common = dict.fromkeys(templates.environment.globals) | dict(EVERYWHERE)
    found = {
        template: common | {name: _one(types) for name, types in scope.items()} for template, scope in seen.items()
    }
    for kind in KINDS.values():
        values: Scope = {"entry": Entry, "record": kind, "places": list[Place], "body": str}
        found.setdefault(f"pages/{kind.__name__.lower()}.md.j2", common | values)
    reachable: list[Any] = [one for scope in found.values() for one in scope.values()]
    attributes = every_attribute([*reachable, *RETURNED.values(), Facts, Group, str, int])
    return Given(found, frozenset(attributes))


def _one(types: set[Type]) -> Type:
    """The one type seen besides None; a function or class may be anything."""
    kept = [one for one in types if one is not type(None)]
    return kept[0] if len(kept) == 1 and kept[0].__module__.startswith(("generator.", "builtins")) else None


def drafts_of(site: Site, knowledge: Any) -> tuple[tuple[Draft, ...], Templates]:
    """Every page to render, not rendered, and the templates that would."""
    packs = build_packs(knowledge)
    templates = pages.templates_for(site, knowledge, packs, lambda path: [])
    return tuple(pages.drafts(knowledge, templates, packs)), templates
