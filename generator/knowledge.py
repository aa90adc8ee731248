"""Everything known about the content once it is read and linked: what rules and pages work on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.audiences import Reach
from generator.catalog import Catalog
from generator.facets import Group, group
from generator.kinds import ORDER
from generator.links import Links
from generator.settings import Settings
from generator.source import Content


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The content of one knowledge base, parsed, typed and linked."""

    settings: Settings
    content: Content
    catalog: Catalog
    links: Links

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.catalog)

    @cached_property
    def groups(self) -> dict[str, tuple[Group, ...]]:
        """By facet name, what can be browsed."""
        return group(self.catalog, self.settings)

    @cached_property
    def generated_paths(self) -> frozenset[str]:
        """Paths (below docs/) of the pages that the generator adds to those in docs/."""
        from_groups = {one.path for groups in self.groups.values() for one in groups}
        guides = {f"huong-dan/{identifier}.md" for identifier in self.catalog.ids("doi-tuong")}
        indexes = {f"{kind.folder}/index.md" for kind in ORDER}
        return frozenset(from_groups | guides | indexes | FIXED_PATHS)


FIXED_PATHS = frozenset(
    {
        "index.md",
        "huong-dan/index.md",
        "duyet/index.md",
        "tim-kiem.md",
        "so-lieu.md",
        "bien-tap/truong.md",
        "bien-tap/quy-tac/index.md",
    }
)
"""Generated pages that every knowledge base has."""
