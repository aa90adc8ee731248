"""What maintainers are told about templates is what templates get: names, filters and blocks."""

import re
from pathlib import Path

from generator import build, template_names
from generator.kinds.record import Visibility
from generator.selection import select
from tests.samples import RULES


def test_every_name_and_filter_is_described(repository: Path) -> None:
    site, knowledge, _ = build.understand(RULES / "_base")
    names = template_names.names(site, select(knowledge, Visibility.PUBLIC))
    text = (repository / "templates/README.md").read_text(encoding="utf-8")
    described = {re.split(r"\W", code)[0] for code in re.findall(r"`([^`\n]+)`", text)}
    assert sorted({*names, *template_names.FILTERS} - described) == []


def test_every_block_of_a_guide_is_described(repository: Path) -> None:
    guide = (repository / "templates/guides/guide.md.j2").read_text(encoding="utf-8")
    text = (repository / "templates/README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"{% block (\w+) %}", guide)
    assert "path" in blocks
    assert [block for block in blocks if f"`{block}`" not in text] == []
