"""A pydantic error in, the rule it breaks with a Vietnamese message and hint out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

import yaml

from generator.diagnostics import Rule, Severity
from generator.kinds.fields import Choice, Part
from generator.kinds.shape import bare_type, field_at, part_at
from generator.markdown import slugify
from generator.placed_yaml import KeyPath
from generator.written_dates import iso

UNKNOWN_FIELD = Rule(
    "FD001",
    "unknown-field",
    Severity.ERROR,
    """Trường không có trong loại mục này.

**Kiểm tra gì.** Mỗi tên trường ở phần đầu tệp phải là một trường đã khai báo.

**Vì sao.** Tên gõ nhầm (`titel`) làm thông tin biến mất khỏi trang mà không ai biết.

**Ví dụ.** `isuer: Bộ Chính trị`

**Cách sửa.** Dùng tên gợi ý trong thông báo, hoặc xem danh sách trường của loại mục.
""",
)
WRONG_TYPE = Rule(
    "FD002",
    "wrong-type",
    Severity.ERROR,
    """Giá trị không đúng kiểu.

**Kiểm tra gì.** Danh sách phải là danh sách, số phải là số, đúng/sai phải là `true` hoặc `false`.

**Vì sao.** Trang và hướng dẫn học tập được dựng từ các giá trị này.

**Ví dụ.** `audiences: dang-vien` (phải là danh sách).

**Cách sửa.** Viết danh sách bằng các dòng `- giá trị`; bỏ ngoặc kép quanh số.
""",
)
NOT_ALLOWED = Rule(
    "FD003",
    "value-not-allowed",
    Severity.ERROR,
    """Giá trị không nằm trong danh sách cho phép.

**Kiểm tra gì.** Những trường có danh sách đóng, như loại văn bản, tình trạng hiệu lực.

**Vì sao.** Danh sách đóng giúp lọc và tìm đúng.

**Ví dụ.** `kind: nghị quyết` (phải là `nghi-quyet`).

**Cách sửa.** Chọn một giá trị mà thông báo liệt kê.
""",
)
MISSING_FIELD = Rule(
    "FD004",
    "missing-field",
    Severity.ERROR,
    """Thiếu trường bắt buộc.

**Kiểm tra gì.** Mỗi loại mục có vài trường phải có.

**Vì sao.** Thiếu chúng thì trang không nói được mục này là gì.

**Ví dụ.** Bài học kinh nghiệm không có `theme`.

**Cách sửa.** Thêm trường như ví dụ trong gợi ý.
""",
)
MALFORMED = Rule(
    "FD005",
    "malformed-value",
    Severity.ERROR,
    """Giá trị sai dạng: ngày, mã, số ký hiệu, số dòng, địa chỉ trang.

**Kiểm tra gì.** Ngày viết `2021-10-25`, mã gồm chữ thường không dấu và gạch nối, số dòng như `9-11, 14`.

**Vì sao.** Sai dạng thì không sắp xếp, không so sánh, không liên kết được.

**Ví dụ.** `issued: 25/10/2021`

**Cách sửa.** Viết như ví dụ trong gợi ý.
""",
)
RULES = (UNKNOWN_FIELD, WRONG_TYPE, NOT_ALLOWED, MISSING_FIELD, MALFORMED)

Problem = tuple[Rule, KeyPath, bool, str, str]
"""Rule, key path, whether the key (not the value) is meant, message, hint."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_TYPE_NAMES = {
    "string_type": "một đoạn chữ",
    "tuple_type": "một danh sách",
    "dict_type": "các dòng “khóa: giá trị”",
    "model_type": "các dòng “khóa: giá trị”",
    "int_type": "một số nguyên",
    "int_parsing": "một số nguyên",
    "int_from_float": "một số nguyên",
    "float_type": "một số",
    "float_parsing": "một số",
    "bool_type": "true hoặc false",
    "bool_parsing": "true hoặc false",
}


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known name nearest to what was typed, if any is near."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


_ALSO_WRITTEN = {
    "internal": "noi-bo",
    "private": "noi-bo",
    "hidden": "noi-bo",
    "luu-hanh-noi-bo": "noi-bo",
    "rieng": "noi-bo",
    "public": "cong-khai",
    "open": "cong-khai",
}
"""Words for the values of a closed list that are too far from them to be guessed."""

_VISIBILITY_KEYS = ("visibility", "visible", "pham-vi", "hien-thi", "noi-bo", "internal", "private")


def means_visibility(key: str, value: object) -> bool:
    """Whether a key, by its name or its value, seems to say who may get an entry; slips and translations count."""
    word = slugify(str(value))
    is_kept_back = _ALSO_WRITTEN.get(word, word) == "noi-bo"
    return is_kept_back or bool(get_close_matches(slugify(key), _VISIBILITY_KEYS, n=1, cutoff=0.8))


def describe(kind: type[Part], problem: Any) -> Problem:
    """Turn one pydantic error (by its type, never by its English text) into what an author reads."""
    path: KeyPath = tuple(problem["loc"])
    name = str(path[-1]) if path else ""
    match problem["type"]:
        case "extra_forbidden":
            return _unknown(kind, path, name)
        case "missing":
            return _missing(kind, path, name)
        case "enum" | "literal_error":
            return _not_allowed(kind, path, problem["input"])
        case type_ if type_ in _TYPE_NAMES:
            message = f"{_named(path)} phải là {_TYPE_NAMES[type_]}"
            hint = _quoting(name, problem) or _listing(kind, path, problem) or _example(kind, path)
            return WRONG_TYPE, path, False, message, hint
    return MALFORMED, path, False, f"{_named(path)} {_fault(problem)}", _dating(name, problem) or _example(kind, path)


_FAULTS = {
    "string_too_short": "đang trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "too_short": "phải có ít nhất {min_length} phần tử",
    "greater_than": "phải lớn hơn {gt:g}",
    "greater_than_equal": "không được nhỏ hơn {ge:g}",
    "partial_date": "không phải ngày có thật viết theo năm-tháng-ngày",
    "date_from_datetime_parsing": "không phải ngày có thật viết theo năm-tháng-ngày",
    "date_parsing": "không phải ngày có thật viết theo năm-tháng-ngày",
}
"""What is wrong with a value of the right type, by pydantic's name of the error; the limits come with the error."""


def _fault(problem: Any) -> str:
    return _FAULTS.get(problem["type"], "không đúng dạng").format(**problem.get("ctx", {}))


def _dating(name: str, problem: Any) -> str | None:
    """The ISO form of a date that is written another way."""
    written = iso(str(problem["input"])) if "date" in problem["type"] else None
    return f"viết {name}: {written}, hoặc chạy sotay check --fix" if written else None


def _quoting(name: str, problem: Any) -> str | None:
    """What to do with a text that YAML takes for a number or a date: `lines: 11` must be `lines: "11"`."""
    value = problem["input"]
    if problem["type"] != "string_type" or isinstance(value, bool) or not isinstance(value, int | float | date):
        return None
    return f'đặt trong ngoặc kép: {name}: "{value}"'


def _listing(kind: type[Part], path: KeyPath, problem: Any) -> str | None:
    """What to do with a single value where a list is wanted."""
    info, value = field_at(kind, path), problem["input"]
    if problem["type"] != "tuple_type" or info is None or bare_type(info) is not str:
        return None
    return f"viết {path[-1]}: {one_line([value])}" if isinstance(value, str) and 0 < len(value) < 60 else None


def _named(path: KeyPath) -> str:
    names = [step for step in path if isinstance(step, str)]
    return f"trường “{'.'.join(names)}”" if names else "phần đầu tệp"


def _unknown(kind: type[Part], path: KeyPath, name: str) -> Problem:
    part = part_at(kind, path[:-1]) or kind
    near = closest(name, part.model_fields) or _titled(part, name)
    hint = f"có phải “{near}”?" if near else "các trường có thể dùng: " + ", ".join(part.model_fields)
    return UNKNOWN_FIELD, path, True, f"không có trường “{name}” ở đây", hint


def _titled(part: type[Part], name: str) -> str | None:
    """The field whose Vietnamese title somebody wrote for its name: `pham vi` for `visibility`."""
    return next((key for key, info in part.model_fields.items() if slugify(info.title or "") == slugify(name)), None)


def _missing(kind: type[Part], path: KeyPath, name: str) -> Problem:
    info = field_at(kind, path)
    title = info.title if info else name
    return MISSING_FIELD, path, False, f"thiếu trường bắt buộc “{name}” ({title})", _example(kind, path)


def _not_allowed(kind: type[Part], path: KeyPath, value: object) -> Problem:
    info = field_at(kind, path)
    choices = bare_type(info) if info else None
    allowed = [str(choice) for choice in choices] if isinstance(choices, type) and issubclass(choices, Choice) else []
    word = slugify(str(value))
    meant = _ALSO_WRITTEN.get(word)
    near = meant if meant in allowed else closest(word, allowed)
    hint = (f"có phải “{near}”? " if near else "") + "các giá trị cho phép: " + ", ".join(allowed)
    return NOT_ALLOWED, path, False, f"{_named(path)} không nhận giá trị “{value}”", hint


def _example(kind: type[Part], path: KeyPath) -> str:
    info = field_at(kind, path)
    if info is None or not info.examples:
        return "xem danh sách trường của loại mục"
    value = one_line(info.examples[0])
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    return f"ví dụ {name}: {value}"


def one_line(value: Any) -> str:
    """A value in YAML's one-line form, quoted where YAML would take it for something else."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(one_line(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {one_line(item)}" for key, item in value.items()) + "}"
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if isinstance(value, str) and not _is_plain(text) else text


def _is_plain(text: str) -> bool:
    """Whether a text needs no quotes in a one-line list; a day needs none, for its fields take it both ways."""
    if _DAY.fullmatch(text):
        return True
    try:
        return bool(yaml.safe_load(f"[{text}]") == [text])
    except yaml.YAMLError:
        return False
