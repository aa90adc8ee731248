"""Content types in, the generated files that editors use (JSON Schema of each kind's front matter) out."""

from __future__ import annotations

import json
from pathlib import Path

from generator.kinds import ORDER

FOLDER = "schema"


def files() -> dict[str, str]:
    """Path below the root -> text, for every generated file."""
    return {f"{FOLDER}/{kind.folder}.schema.json": _schema(kind.folder) for kind in ORDER}


def _schema(folder: str) -> str:
    kind = next(kind for kind in ORDER if kind.folder == folder)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **kind.model_json_schema(),
        "title": kind.label,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def stale(root: Path) -> list[str]:
    """The generated files below `root` that are missing or differ from what the declarations give."""
    return [
        path
        for path, text in files().items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]


def write(root: Path) -> list[str]:
    """Write every generated file; returns their paths."""
    for path, text in files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return list(files())
