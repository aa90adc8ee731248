"""A folder of tests/ in, its files as `{relative path: bytes}` out, ready for the fixture `knowledge_base`."""

from pathlib import Path

TESTS = Path(__file__).parent
RULES = TESTS / "rules"
GOLDEN = TESTS / "golden"


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of `folder`."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    assert found, f"nothing in {folder}"
    return found


def base() -> dict[str, bytes]:
    """The smallest knowledge base in which every kind occurs and nothing is wrong."""
    return files_below(RULES / "_base")


def golden(case: str) -> dict[str, bytes]:
    """The knowledge base of a golden case, without what is expected of it."""
    found = files_below(GOLDEN / case)
    return {path: content for path, content in found.items() if not path.startswith("expected/")}
