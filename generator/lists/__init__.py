"""The rows of a list in, the form that narrows and sorts it, and the marks by which its script knows the rows, out.

What is offered stands in `declared.LISTS`; the macros in `templates/pages/_lists.md.j2` write it into pages, and
`assets/scripts/list-filter.js` makes it work. Without scripts the form stays hidden and the list is whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from generator import vietnamese
from generator.facets import Value
from generator.knowledge import Knowledge
from generator.lists.declared import LISTS
from generator.lists.ways import NOT_STATED, Way

__all__ = ["LISTS", "Filter", "ListForm", "build_form"]

FEWEST = 5
"""A shorter list is read faster than it is filtered."""


@dataclass(frozen=True)
class Filter:
    """One thing to choose by: its name in the address, its label, the values that occur as slug and label."""

    name: str
    label: str
    options: tuple[Value, ...]


@dataclass(frozen=True)
class ListForm:
    """The filters that tell some rows from others and the orders to have them in; by row its mark's attributes.

    `name` is the list's in `LISTS`, which has functions and could not be kept with the page.
    """

    name: str
    noun: str
    filters: tuple[Filter, ...]
    own_order: str
    orders: tuple[Value, ...]
    attributes: Mapping[Hashable, str]

    def __bool__(self) -> bool:
        return len(self.attributes) >= FEWEST

    def mark(self, row: Any) -> Markup:
        """An empty element that tells the script what row the list item around it is."""
        if not self:
            return Markup()
        return Markup(f'<span class="loc-muc"{self.attributes[LISTS[self.name].key(row)]}></span>')


def build_form(knowledge: Knowledge, name: str, rows: Sequence[Any]) -> ListForm:
    """The form of the list `name` over `rows`, which stand in the page's own order."""
    listed = LISTS[name]
    values = {way: [_values(knowledge, way, row) for row in rows] for way in listed.ways}
    filters = [Filter(way.name, way.label, _options(knowledge, way, found)) for way, found in values.items()]
    offered = {one.name for one in filters if len(one.options) > 1}
    ranks = {order.name: {id(row): n for n, row in enumerate(order.arrange(rows))} for order in listed.orders}
    attributes = {
        listed.key(row): _attributes(
            place,
            {way.name: found[place] for way, found in values.items() if way.name in offered},
            {order: places[id(row)] for order, places in ranks.items()},
        )
        for place, row in enumerate(rows)
    }
    orders = tuple((order.name, order.label) for order in listed.orders)
    return ListForm(
        name,
        listed.noun,
        tuple(one for one in filters if one.name in offered),
        listed.own_order,
        orders,
        attributes,
    )


def _values(knowledge: Knowledge, way: Way, row: Any) -> tuple[Value, ...]:
    found = tuple(dict.fromkeys(way.values(knowledge, row)))
    return found or ((NOT_STATED,) if way.is_for_all else ())


def _options(knowledge: Knowledge, way: Way, found: Sequence[tuple[Value, ...]]) -> tuple[Value, ...]:
    """The values that occur: those with a fixed place, the others by label, what is not stated last."""
    labels = {slug: label for values in found for slug, label in values}
    places = {slug: place for place, slug in enumerate(way.order(knowledge))}
    ordered = sorted(
        labels,
        key=lambda slug: (slug == NOT_STATED[0], places.get(slug, len(places)), vietnamese.sort_key(labels[slug])),
    )
    return tuple((slug, labels[slug]) for slug in ordered)


def _attributes(place: int, values: Mapping[str, Sequence[Value]], ranks: Mapping[str, int]) -> str:
    slugs = {name: " ".join([slug for slug, _ in found]) for name, found in values.items() if found}
    chosen = [f' data-loc-{name}="{escape(one)}"' for name, one in slugs.items()]
    sorted_by = [f' data-xep-{name}="{rank}"' for name, rank in ranks.items()]
    return "".join([f' data-dong="{place}"', *chosen, *sorted_by])
