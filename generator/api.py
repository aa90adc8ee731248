"""The knowledge and its pages in, the catalog as static JSON out (`api/v1/`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from generator.catalog import Entry, page_url
from generator.kinds import ORDER
from generator.knowledge import Knowledge
from generator.pages import Page
from generator.settings import Site

ROOT = "api/v1"


def write(site: Site, knowledge: Knowledge, pages: Sequence[Page]) -> dict[str, bytes]:
    """The JSON files by address: `index.json` names the others, `manifest.json` every address of the site."""
    files = {
        f"{ROOT}/{kind.folder}.json": _encode([_entry(knowledge, e) for e in knowledge.catalog.of(kind)])
        for kind in ORDER
    }
    manifest = [{"url": page_url(page.path), "title": page.title, "kind": page.kind} for page in pages]
    index = {
        "name": site.name,
        "url": site.url,
        "version": 1,
        "manifest": "manifest.json",
        "topics": knowledge.settings.topics,
        "kinds": [
            {
                "folder": kind.folder,
                "label": kind.label,
                "file": f"{kind.folder}.json",
                "count": len(knowledge.catalog.of(kind)),
            }
            for kind in ORDER
        ],
    }
    return files | {f"{ROOT}/manifest.json": _encode(manifest), f"{ROOT}/index.json": _encode(index)}


def _entry(knowledge: Knowledge, entry: Entry) -> dict[str, Any]:
    """A record as it is in front matter, with its address, its text and what refers to it."""
    record = entry.record.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    backlinks = sorted({r.source.url for r in knowledge.links.incoming(entry) if r.inverse})
    return {"url": entry.url, **record, "body": entry.front.body.strip(), "backlinks": backlinks}


def _encode(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
