"""A Word file opened and saved by LibreOffice keeps its headings, lists, tables and links."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document

from generator import presentation
from generator.build import build
from generator.documents import reading, word
from tests.conftest import KnowledgeBase
from tests.samples import base

SOFFICE = shutil.which("soffice")
RULES = presentation.load(presentation.BUILT_IN / "05-hd-vptw-2026.yml")
PAGES = ("huong-dan/bi-thu.md", "dot-hoc/quy-mot/ke-hoach.md")


def outline(document: Document) -> list[tuple[str, str]]:
    """Style and text of every heading and of every item of a list."""
    kept = ("Heading", "List")
    named = ((p.style.name or "", p.text.strip()) for p in document.paragraphs if p.style and p.text.strip())
    return [(style, text) for style, text in named if style.startswith(kept)]


def tables(document: Document) -> list[list[list[str]]]:
    return [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in document.tables]


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed on this machine")
def test_libreoffice_keeps_headings_lists_and_tables(knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    made = {page.path: page for page in build(knowledge_base(base())).pages}
    written: dict[str, bytes] = {}
    for path in PAGES:
        name = path.replace("/", "-").replace(".md", ".docx")
        written[name] = word.write(reading.read(made[path], ""), RULES, "Sổ tay", datetime(2026, 11, 22, tzinfo=UTC))
        (tmp_path / name).write_bytes(written[name])
    assert SOFFICE
    command = [
        SOFFICE,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "docx",
    ]
    command += ["--outdir", str(tmp_path / "saved"), *(str(tmp_path / name) for name in written)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, content in written.items():
        before = docx.Document(io.BytesIO(content))
        after = docx.Document(str(tmp_path / "saved" / name))
        assert outline(after) == outline(before)
        assert tables(after) == tables(before)
        assert (after.sections[0].page_width or 0) // 1000 == (before.sections[0].page_width or 0) // 1000
    guide, plan = (docx.Document(io.BytesIO(content)) for content in written.values())
    assert sum(style.startswith("Heading") for style, _ in outline(guide)) > 8
    assert len(plan.tables) > 3
