"""Content types and a knowledge base's ids in, the files that editors use out: JSON Schema and snippets."""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from generator.catalog import REMOVED, Catalog
from generator.kinds import KINDS, ORDER, Record, Removal
from generator.kinds.fields import IDS_OF
from generator.rules.structure import SKELETON
from generator.settings import Settings
from generator.skeleton import Known, body_of, skeleton_lines
from generator.template_files import built_in

FOLDER = "schema"
IDS_FILE = "ma.schema.json"
SNIPPETS = ".vscode/sotay.code-snippets"
ID_SNIPPETS = ".vscode/ma.code-snippets"


_MARKED = re.compile(rf'{SKELETON}(?::[^"\n]*)?(?="|$)')


def files() -> dict[str, str]:
    """Path below the root -> text, for every file that follows from the declarations alone."""
    schemas = {f"{FOLDER}/{kind.folder}.schema.json": _json(_schema(kind)) for kind in ORDER}
    return {**schemas, SNIPPETS: _json({f"Mục mới: {kind.label}": _snippet(kind) for kind in ORDER})}


def id_files(catalog: Catalog, settings: Settings) -> dict[str, str]:
    """Path below the root -> text, for the files that hold the ids to complete.

    They help while writing and never decide what is right, so an outdated one is no error.
    """
    ids = {folder: sorted(catalog.ids(folder)) for folder in KINDS} | {"topics": list(settings.topics)}
    definitions = {name: {"enum": known} for name, known in ids.items() if known}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Mã đang có", "$defs": definitions}
    return {f"{FOLDER}/{IDS_FILE}": _json(schema), ID_SNIPPETS: _json(_id_snippets(catalog, settings))}


def _schema(kind: type[Record]) -> dict[str, Any]:
    """An entry of the kind, or what is left where one was removed; what tells them apart decides which is offered."""
    (entry, removal), defined = _definitions(kind)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.label,
        "if": {"type": "object", "required": [REMOVED]},
        "then": removal,
        "else": entry,
        **defined,
    }
    completed: dict[str, Any] = _with_ids(schema)
    return completed


def _definitions(kind: type[Record]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """References to the schemas of the kind and of a removal, and the definitions that they refer to."""
    known, defined = models_json_schema([(kind, "validation"), (Removal, "validation")])
    return [known[kind, "validation"], known[Removal, "validation"]], defined


def _with_ids(node: Any) -> Any:
    """Every id also names the list of existing ones: offered while typing, but a new id is no mistake here."""
    if isinstance(node, list):
        return [_with_ids(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: _with_ids(value) for key, value in node.items() if key != IDS_OF}
    if IDS_OF in node:
        type_ = result.pop("type")
        result["anyOf"] = [{"$ref": f"{IDS_FILE}#/$defs/{node[IDS_OF]}"}, {"type": type_}]
    return result


def _snippet(kind: type[Record]) -> dict[str, Any]:
    """A whole new entry; tab stops where an author writes."""
    today = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
    lines = [*skeleton_lines(kind, "$TM_FILENAME_BASE", Known(today)), *body_of(kind, [built_in()])]
    stops = count(1)
    body = [_MARKED.sub(lambda mark: _tab_stop(next(stops), mark.group()), line) for line in lines]
    return {"scope": "markdown", "prefix": f"moi-{kind.folder}", "description": kind.blurb, "body": body}


def _tab_stop(number: int, text: str) -> str:
    """A placeholder, in which `$`, `}` and backslash are escaped."""
    return f"${{{number}:" + re.sub(r"([\\$}])", r"\\\1", text) + "}"


def _id_snippets(catalog: Catalog, settings: Settings) -> dict[str, Any]:
    entries = {
        f"{entry.record.label}: {entry.record.id}": _id_snippet(entry.record.id, entry.title)
        for entry in catalog.entries
    }
    return entries | {f"Chủ đề: {name}": _id_snippet(name, label) for name, label in settings.topics.items()}


def _id_snippet(identifier: str, title: str) -> dict[str, str]:
    return {"scope": "markdown", "prefix": identifier, "body": identifier, "description": title}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_ids(root: Path, catalog: Catalog, settings: Settings) -> None:
    """Renew the ids to complete where a knowledge base keeps them."""
    for path, text in id_files(catalog, settings).items():
        if (root / path).is_file():
            (root / path).write_text(text, encoding="utf-8", newline="\n")


def stale(root: Path) -> list[str]:
    """The files below `root` that are missing or differ from what the declarations give."""
    return [
        path
        for path, text in files().items()
        if not (root / path).is_file() or (root / path).read_bytes() != text.encode()
    ]


def write(root: Path, catalog: Catalog, settings: Settings) -> list[str]:
    """Write every generated file; returns their paths."""
    made = files() | id_files(catalog, settings)
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return list(made)
