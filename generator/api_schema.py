"""Content types in, what the files of `api/v1/` look like as JSON Schema (draft 2020-12) out."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.kinds import ORDER, Record
from generator.selection import STAFF_FIELDS

FOLDER = "schema"
"""Below the root of the API; each schema is called as the file it describes."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def _told(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


_ADDRESS = _told({"type": "string", "pattern": "^([^/]+/)*$"}, "Địa chỉ trang, tính từ gốc của trang; trang đầu: rỗng.")
_FILE = _told({"type": "string", "pattern": r"^(schema/)?[a-z-]+\.json$"}, "Tên tệp, tính từ thư mục api/v1/.")


def _object(properties: dict[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


_MANIFEST = {
    "title": "Mọi địa chỉ của trang",
    "type": "array",
    "items": _object(
        {
            "url": _ADDRESS,
            "title": _told(_TEXT, "Tên trang."),
            "kind": _told(_TEXT, "Thư mục của loại mục, hoặc loại trang: guide, index, redirect, removed…"),
            "anchors": _told(
                {"type": "array", "items": {"type": "string", "minLength": 1}},
                "Phần sau dấu # của đề mục, câu hỏi, số liệu có địa chỉ riêng.",
            ),
            "leads_to": _told(_ADDRESS, "Ở địa chỉ cũ: địa chỉ của trang thay nó."),
        },
        optional=("anchors", "leads_to"),
    ),
}

_INDEX = {
    "title": "Các tệp dữ liệu của trang",
    **_object(
        {
            "name": _told(_TEXT, "Tên trang."),
            "url": _told(_TEXT, "Địa chỉ gốc của trang; rỗng khi chưa khai site_url."),
            "version": _told({"const": 1}, "Đổi khi một trường bị bỏ hoặc đổi nghĩa; thêm trường thì không đổi."),
            "schema": _FILE,
            "manifest": _FILE,
            "manifest_schema": _FILE,
            "topics": _told({"type": "object", "additionalProperties": _TEXT}, "Mã chủ đề và tên."),
            "kinds": {
                "type": "array",
                "items": _object({"folder": _TEXT, "label": _TEXT, "file": _FILE, "schema": _FILE, "count": _COUNT}),
            },
        }
    ),
}

_ADDED = {
    "url": _ADDRESS,
    "body": _told(_TEXT, "Phần thân, Markdown như trong tệp nguồn."),
    "backlinks": _told({"type": "array", "items": _ADDRESS}, "Những mục có trường dẫn tới mục này."),
}
"""What an entry has beside its own fields."""


def schemas(site_url: str) -> dict[str, Schema]:
    """By path below the API's root; each has an `$id` where the site knows its address.

    Objects are left open: a later build of version 1 may have more keys.
    """
    found = {"index.json": _INDEX, "manifest.json": _MANIFEST}
    found |= {f"{kind.folder}.json": _entries(kind) for kind in ORDER}
    return {f"{FOLDER}/{name}": _named(f"{FOLDER}/{name}", site_url, schema) for name, schema in found.items()}


def _named(path: str, site_url: str, schema: Schema) -> Schema:
    identity = {"$id": f"{site_url}api/v1/{path}"} if site_url else {}
    return {"$schema": DIALECT, **identity, **schema}


@cache
def _entries(kind: type[Record]) -> Schema:
    entry = _open(kind.model_json_schema(mode="serialization"))
    definitions = entry.pop("$defs", {})
    for name in STAFF_FIELDS.get(kind, ()):
        del entry["properties"][name]["minItems"]
    entry["properties"] = {"url": _ADDED["url"], **entry["properties"], **_ADDED}
    entry["required"] = [*entry["required"], *_ADDED]
    return {"title": kind.plural, "type": "array", "items": entry, "$defs": definitions}


def _open(node: Any) -> Any:
    """The same with objects that may have more keys: a file in docs/ is refused for them, a reader's program is not."""
    if isinstance(node, list):
        return [_open(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = node.get("additionalProperties") is False
    return {key: _open(value) for key, value in node.items() if not (closed and key == "additionalProperties")}
