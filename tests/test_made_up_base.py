"""The made-up knowledge bases that builds are measured with."""

from collections import Counter
from pathlib import Path

import frontmatter

from bench.projects import write_projects
from generator.build import understand
from generator.kinds import ORDER


def test_a_made_up_base_is_valid_and_has_all_kinds(repository: Path, tmp_path: Path) -> None:
    write_projects(repository, tmp_path, 120)
    _, knowledge, found = understand(tmp_path / "sotay")
    assert found == ()
    kinds = Counter(type(entry.record) for entry in knowledge.catalog.entries)
    assert sum(kinds.values()) == 120
    assert set(kinds) == set(ORDER)
    assert sum(len(list(knowledge.links.incoming(entry))) for entry in knowledge.catalog.entries) > 120
    for name, docs, index in (
        ("mkdocs", "docs", "index"),
        ("zensical", "docs", "index"),
        ("hugo", "content", "_index"),
    ):
        given = {entry.path for entry in knowledge.catalog.entries}
        files = {path.relative_to(tmp_path / name / docs).as_posix() for path in (tmp_path / name / docs).rglob("*.md")}
        assert files == given | {f"{index}.md"} | {f"{kind.folder}/{index}.md" for kind in ORDER}
    entry = knowledge.catalog.entries[-1]
    others = frontmatter.load(str(tmp_path / "hugo/content" / entry.path))
    assert others["params"] == frontmatter.load(str(tmp_path / "mkdocs/docs" / entry.path)).metadata
    assert others.content == entry.front.body.strip()
