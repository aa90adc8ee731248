"""The content types and a knowledge base's settings in, the editor's configuration out: a form for every kind.

The vocabulary is Sveltia CMS's (https://sveltiacms.app/en/docs/fields); a field's label, hint, example and limits are
those of its declaration.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic.fields import FieldInfo

from generator.admin_settings import AdminSettings, Backend
from generator.browser_editor.limits import Limits, limits_of
from generator.kinds import KINDS, ORDER, Record
from generator.kinds.fields import Choice, OneOfTopics, Part, PartialDate, RefTo, ShortForm
from generator.kinds.people import CLOCK_PATTERN
from generator.kinds.shape import bare_type, is_list, markers
from generator.settings import Settings, Site

BODY = "body"
FORMAT = "{kind}-frontmatter"
"""The name of our file format for a kind; the editor wants this ending for Markdown with front matter."""

LONG_TEXT = 48
"""A text whose example has more letters, or is a sentence, gets a field of several lines."""

PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"

ICONS = {
    "nghi-quyet": "gavel",
    "khoa-hoc": "school",
    "chuyen-de": "menu_book",
    "bai-hoc": "lightbulb",
    "tinh-huong": "forum",
    "dot-hoc": "event",
    "doi-tuong": "groups",
    "thuat-ngu": "dictionary",
    "nguon": "article",
}
"""Names of Material Symbols; a kind without one gets the editor's own."""


def config(site: Site, admin: AdminSettings) -> dict[str, Any]:
    """What `CMS.init` takes."""
    return {
        "load_config_file": False,
        "app_title": f"Biên tập: {site.name}",
        "site_url": site.url,
        "backend": _backend(admin),
        "publish_mode": "editorial_workflow" if admin.asks_for_review else "simple",
        "media_folder": f"{site.docs}/hinh",
        "public_folder": "/hinh",
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True},
        "editor": {"preview": False},
        "collections": [_collection(kind, site) for kind in ORDER],
    }


def shapes() -> dict[str, Any]:
    """For every kind the types of its keys, in order, as `front-matter.js` wants them."""
    return {kind.folder: _keys(kind) for kind in ORDER}


def _backend(admin: AdminSettings) -> dict[str, Any]:
    if admin.backend is Backend.TEST:
        return {"name": admin.backend.value}
    given = {
        "repo": admin.repository,
        "branch": admin.branch,
        "api_root": admin.api_root,
        "base_url": admin.base_url,
        "app_id": admin.app_id,
        "auth_type": "pkce" if admin.app_id and admin.backend is Backend.GITLAB else None,
        "commit_messages": {
            "create": "Thêm {{collection}}: {{slug}}",
            "update": "Sửa {{collection}}: {{slug}}",
            "delete": "Xóa {{collection}}: {{slug}}",
            "uploadMedia": "Thêm tệp {{path}}",
            "deleteMedia": "Xóa tệp {{path}}",
        },
    }
    return {"name": admin.backend.value} | {key: value for key, value in given.items() if value}


def _collection(kind: type[Record], site: Site) -> dict[str, Any]:
    icon = {"icon": ICONS[kind.folder]} if kind.folder in ICONS else {}
    body = {
        "name": BODY,
        "label": "Phần chữ của trang",
        "hint": "Markdown. Giữ nguyên các dòng bắt đầu bằng `:::`: chúng đánh dấu phần chỉ dành cho một số đối tượng.",
        "widget": "markdown",
        "modes": ["raw"],
        "required": False,
    }
    return icon | {
        "name": kind.folder,
        "label": kind.plural,
        "label_singular": kind.label,
        "description": kind.blurb,
        "folder": f"{site.docs}/{kind.folder}",
        "format": FORMAT.format(kind=kind.folder),
        "filter": {"field": "id", "pattern": "."},
        "identifier_field": "title",
        "summary": "{{title}}",
        "slug": {"template": "{{id}}", "editable": False},
        "preview_path": f"{kind.folder}/{{{{slug}}}}/",
        "aliases_field": False,
        "delete": False,
        "sortable_fields": {"fields": ["title", "id", "added"], "default": {"field": "title"}},
        "fields": [*(_field(name, info, site.settings) for name, info in kind.model_fields.items()), body],
    }


def _field(name: str, info: FieldInfo, settings: Settings) -> dict[str, Any]:
    """One declared field as a form field; parts hold the form fields of their own declarations."""
    limits = limits_of(info)
    common: dict[str, Any] = {"name": name, "label": info.title or name, "required": info.is_required()}
    if hint := _hint(info):
        common["hint"] = hint
    type_ = bare_type(info)
    if issubclass(type_, Part):
        return common | _part(type_, info, limits, settings)
    if ids := _ids(info, settings):
        return common | ids | _count(info, limits)
    if is_list(info):
        return common | {"widget": "list"} | _count(info, limits) | _items(info, limits)
    return common | _scalar(name, info, type_, limits)


def _hint(info: FieldInfo) -> str:
    """What to write, with an example where that is a text."""
    said = info.description or ""
    example: Any = (info.examples or [None])[0]
    shown = example[0] if isinstance(example, list) and example and isinstance(example[0], str) else example
    wants_example = isinstance(shown, str) and not issubclass(bare_type(info), Choice) and not _is_reference(info)
    return f"{said} Ví dụ: {shown}" if wants_example else said


def _is_reference(info: FieldInfo) -> bool:
    return any(isinstance(one, RefTo | OneOfTopics) for one in markers(info))


def _ids(info: FieldInfo, settings: Settings) -> dict[str, Any]:
    """Ids are chosen by the titles of what they stand for; empty when the field holds none."""
    several = {"multiple": True} if is_list(info) else {}
    for marker in markers(info):
        if isinstance(marker, RefTo):
            numbered = ["number"] if "number" in KINDS[marker.folder].model_fields else []
            shown = {"display_fields": ["title", *numbered], "search_fields": ["title", "id", *numbered]}
            # However few there are now: a list that one can search, not a row of boxes.
            found = {"value_field": "id", "dropdown_threshold": 0} | shown
            return {"widget": "relation", "collection": marker.folder, **found, **several}
        if isinstance(marker, OneOfTopics):
            options = [{"label": label, "value": name} for name, label in settings.topics.items()]
            return {"widget": "select", "options": options, **several}
    return {}


def _part(type_: type[Part], info: FieldInfo, limits: Limits, settings: Settings) -> dict[str, Any]:
    fields = [_field(name, inner, settings) for name, inner in type_.model_fields.items()]
    if not is_list(info):
        return {"widget": "object", "collapsed": "auto", "fields": fields}
    first = next((one.key for one in markers(info) if isinstance(one, ShortForm)), next(iter(type_.model_fields)))
    folded = {"collapsed": "auto", "summary": _summary(type_, first), "label_singular": info.title}
    return {"widget": "list", **folded, "fields": fields} | _count(info, limits)


def _summary(type_: type[Part], first: str) -> str:
    """What stands for a folded item: the text that its short form is, or its first fields."""
    names = list(type_.model_fields)
    return f"{{{{{first}}}}}" if first in ("text", "title", "what") else " ".join(f"{{{{{one}}}}}" for one in names[:3])


def _count(info: FieldInfo, limits: Limits) -> dict[str, Any]:
    given = {"min": limits.min_length, "max": limits.max_length} if is_list(info) else {}
    return {key: value for key, value in given.items() if value is not None}


def _items(info: FieldInfo, limits: Limits) -> dict[str, Any]:
    """Words and names stand one a line in one field; sentences, and what must have a form, in a field each."""
    example = str(((info.examples or [[""]])[0] or [""])[0])
    if not example.endswith((".", "?")) and not limits.pattern:
        return {}
    widget = {"widget": "string"} if limits.pattern else {"widget": "text"}
    item = {"name": "item", "label": info.title, **widget, **_pattern(info, limits.pattern)}
    return {"label_singular": info.title, "field": item}


def _pattern(info: FieldInfo, pattern: str | None) -> dict[str, Any]:
    return {"pattern": [pattern, f"Chưa đúng dạng. {_hint(info)}"]} if pattern else {}


def _scalar(name: str, info: FieldInfo, type_: type, limits: Limits) -> dict[str, Any]:
    if issubclass(type_, Choice):
        options = [{"label": one.label, "value": one.value} for one in type_]
        preset = {"default": info.default.value, "required": True} if isinstance(info.default, Choice) else {}
        return {"widget": "select", "options": options, **preset}
    if type_ is bool:
        return {"widget": "boolean", "required": False}
    if type_ in (int, float):
        bounds = {"min": limits.least} if limits.least is not None else {}
        return {"widget": "number", "value_type": type_.__name__, **bounds}
    if type_ is date:
        preset = {"default": "{{now}}"} if name == "added" else {}
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", **preset}
    pattern = PARTIAL_DATE if type_ is PartialDate else limits.pattern
    checked = _pattern(info, pattern)
    is_long = len(example := str((info.examples or [""])[0])) > LONG_TEXT or example.endswith((".", "?"))
    return {"widget": "text" if is_long and not checked else "string", **checked}


def _keys(type_: type[Part]) -> dict[str, Any]:
    return {name: _shape(info) for name, info in type_.model_fields.items()}


def _shape(info: FieldInfo) -> dict[str, Any]:
    """How a value is written: `is` names its type, `list` that there are several, `short` the key of a plain string."""
    type_ = bare_type(info)
    shape: dict[str, Any] = {"list": True} if is_list(info) else {}
    short = [one.key for one in markers(info) if isinstance(one, ShortForm)]
    if short:
        shape["short"] = short[0]
    if issubclass(type_, Part):
        return shape | {"is": "part", "keys": _keys(type_)}
    names = {bool: "boolean", int: "number", float: "number", date: "date", PartialDate: "partial-date"}
    if limits_of(info).pattern == CLOCK_PATTERN:
        return shape | {"is": "clock"}
    if isinstance(info.default, Choice | bool):
        shape["default"] = info.default
    return shape | {"is": names.get(type_, "text")}
