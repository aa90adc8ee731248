"""The knowledge and its pages in, the catalog as static JSON out (`api/v1/`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from generator import api_schema
from generator.catalog import Entry
from generator.kinds import ORDER
from generator.knowledge import Knowledge
from generator.permalinks import Address
from generator.settings import Site

ROOT = "api/v1"
MANIFEST = f"{ROOT}/manifest.json"


def write(site: Site, knowledge: Knowledge, addresses: Sequence[Address]) -> dict[str, bytes]:
    """The JSON files by address: `index.json` names the others, `manifest.json` every address of the site.

    Each has a JSON Schema, which `index.json` names beside it.
    """
    files = {
        f"{ROOT}/{kind.folder}.json": _encode([_entry(knowledge, e) for e in knowledge.catalog.of(kind)])
        for kind in ORDER
    }
    manifest = [one.as_json() for one in addresses]
    index = {
        "name": site.name,
        "url": site.url,
        "version": 1,
        "schema": f"{api_schema.FOLDER}/index.json",
        "manifest": "manifest.json",
        "manifest_schema": f"{api_schema.FOLDER}/manifest.json",
        "topics": knowledge.settings.topics,
        "kinds": [
            {
                "folder": kind.folder,
                "label": kind.label,
                "file": f"{kind.folder}.json",
                "schema": f"{api_schema.FOLDER}/{kind.folder}.json",
                "count": len(knowledge.catalog.of(kind)),
            }
            for kind in ORDER
        ],
    }
    files |= {f"{ROOT}/{path}": _encode(schema) for path, schema in api_schema.schemas(site.url).items()}
    return files | {MANIFEST: _encode(manifest), f"{ROOT}/index.json": _encode(index)}


def _entry(knowledge: Knowledge, entry: Entry) -> dict[str, Any]:
    """A record as it is in front matter, with its address, its text and what refers to it."""
    record = entry.record.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    backlinks = sorted({r.source.url for r in knowledge.links.incoming(entry) if r.inverse})
    return {"url": entry.url, **record, "body": entry.front.body.strip(), "backlinks": backlinks}


def _encode(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
