"""The made-up knowledge bases that builds are measured with."""

from collections import Counter
from pathlib import Path

from bench.bases import write_base
from generator.build import understand
from generator.kinds import ORDER


def test_a_made_up_base_is_valid_and_has_all_kinds(repository: Path, tmp_path: Path) -> None:
    write_base(repository, tmp_path, 120)
    _, knowledge, found = understand(tmp_path)
    assert found == ()
    kinds = Counter(type(entry.record) for entry in knowledge.catalog.entries)
    assert sum(kinds.values()) == 120
    assert set(kinds) == set(ORDER)
    assert sum(len(list(knowledge.links.incoming(entry))) for entry in knowledge.catalog.entries) > 120
