"""The knowledge in, the paths of the pages that the generator adds to those in docs/ out: what Markdown may link to."""

from __future__ import annotations

from functools import lru_cache

from generator import downloads, news, reader_pages, scoped_guides, syllabus
from generator.facets import NUMBERS
from generator.kinds import ORDER, Course, Lesson, Module, Resolution, Round
from generator.knowledge import Knowledge
from generator.lists import parts

FIXED_PATHS = frozenset(
    {
        "index.md",
        "huong-dan/index.md",
        "bieu-mau/index.md",
        "duyet/index.md",
        "tim-kiem.md",
        "so-lieu.md",
        "bai-hoc/ma-tran.md",
        "bai-hoc/diem-chung.md",
        "thoi-gian.md",
        "quan-he.md",
        "do-phu.md",
    }
)
"""Generated pages that every knowledge base has."""

MANUAL_PATHS = frozenset({"bien-tap/truong.md", "bien-tap/quy-tac/index.md"})
"""Generated pages of the editors' manual, beside one for each rule."""


@lru_cache(maxsize=1)
def generated_paths(knowledge: Knowledge) -> frozenset[str]:
    """Paths below docs/ of all pages that are made, not written; kept for the last knowledge asked for."""
    return paths_but_of_scoped_guides(knowledge) | frozenset(scoped_guides.pages(knowledge))


@lru_cache(maxsize=1)
def paths_but_of_scoped_guides(knowledge: Knowledge) -> frozenset[str]:
    """The same without guides through one document, course or round, which take longer to tell than all the others.

    Those stand below `huong-dan/`, where no entry can be.
    """
    audiences = knowledge.catalog.ids("doi-tuong")
    every_group = [one for groups in knowledge.groups.values() for one in groups]
    from_groups = {path for one in every_group for path in parts.paths(one.path, len(one.entries))}
    guides = {f"huong-dan/{identifier}.md" for identifier in audiences}
    sizes = {f"{kind.folder}/index.md": len(knowledge.catalog.of(kind)) for kind in ORDER}
    sizes[NUMBERS] = len(knowledge.catalog.of(Resolution))
    indexes = {path for index, size in sizes.items() for path in parts.paths(index, size)}
    themes = {f"bai-hoc/chu-de/{lesson.theme}.md" for _, lesson in knowledge.catalog.records(Lesson)}
    blank = {form.path for form in knowledge.forms if form.is_general}
    rounds = [record for _, record in knowledge.catalog.records(Round)]
    papers = {form.path_for(one.id) for one in rounds for form in knowledge.forms if form.fits(one.kind)}
    taught = [one for kind in (Module, Course, Round) for one in knowledge.catalog.of(kind)]
    packs = {f"{one.record.folder}/{one.record.id}/{downloads.PACKED}.md" for one in taught}
    compared = {one.path for one in syllabus.build_comparisons(knowledge)}
    told = {news.EVERYTHING, *map(news.page_for, audiences)} if knowledge.recordings else set()
    of_entries = papers | packs | compared | told
    fixed = FIXED_PATHS | (MANUAL_PATHS if knowledge.settings.manual else set())
    return frozenset(from_groups | reader_pages.PATHS | guides | indexes | themes | blank | of_entries | fixed)
