"""A built site in, one page of every type out, the heaviest of its type."""

import json
from pathlib import Path, PurePosixPath

MISSING = "404.html"
LISTS, SEARCH = "index", "search"
NONSENSE, FOUND = "zzqqxx", "chuyên đề"
"""What no page has, and what some pages of every knowledge base have."""


def find_page_types(site: Path) -> dict[str, str]:
    """Type -> address below the site's root; lists made alike (all of one theme, of one year) are one type."""
    manifest = json.loads((site / "api" / "v1" / "manifest.json").read_text(encoding="utf-8"))
    heaviest: dict[str, tuple[int, str]] = {}
    for page in manifest:
        name, size = _type(page["kind"], page["url"]), (site / page["url"] / "index.html").stat().st_size
        heaviest[name] = max(heaviest.get(name, (0, "")), (size, page["url"]))
    found = {name: address for name, (_, address) in sorted(heaviest.items())}
    if SEARCH in found:
        found |= {
            "search, results": f"{found[SEARCH]}?q={FOUND}",
            "search, nothing": f"{found[SEARCH]}?q={NONSENSE}",
        }
    return found | {"missing page": MISSING}


def _type(kind: str, address: str) -> str:
    """The kind of content or of page; lists are told apart by the first folder and by how deep they lie."""
    parts = PurePosixPath(address).parts
    return f"list {'/'.join((*parts[:1], *('*' for _ in parts[1:])))}" if kind == LISTS else kind
