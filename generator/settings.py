"""mkdocs.yml in, the settings that matter to the generator out."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from generator import presentation, shapes
from generator.admin_settings import AdminSettings
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.kinds.fields import Choice, Part, field
from generator.kinds.people import ClockTime
from generator.placed_yaml import PlacedValues, YamlError, read_mapping
from generator.presentation import Presentation

BAD_SETTING = Rule(
    "CF001",
    "bad-setting",
    Severity.ERROR,
    """Thiết lập trong mkdocs.yml không đọc được hoặc không đúng.

**Kiểm tra gì.** Tệp `mkdocs.yml` và mục `extra.sotay` trong đó.

**Vì sao.** Thiết lập sai làm cả trang sai, nên việc dựng trang dừng lại.

**Ví dụ.** `reading_speed: nhanh` (phải là một số).

**Cách sửa.** Sửa giá trị theo gợi ý; danh sách thiết lập nằm ở đầu tệp `generator/settings.py`.
""",
)
BAD_REDIRECT = Rule(
    "AD005",
    "bad-redirect",
    Severity.ERROR,
    """Địa chỉ đã dời ghi trong mkdocs.yml không dùng được.

**Kiểm tra gì.** Trong `extra.sotay.redirects`, địa chỉ cũ không còn là trang của kho, địa chỉ mới là một trang đang có.

**Vì sao.** Địa chỉ cũ phải dẫn tới ngay một trang có thật, không qua nhiều chặng.

**Ví dụ.** `duyet/chu-de/cu/: duyet/chu-de/mooi/`

**Cách sửa.** Sửa địa chỉ mới theo gợi ý; xóa dòng khi địa chỉ cũ đã có trang.
""",
)
"""Found once all pages are known."""


class Level(Choice):
    """How a rule is to be taken in one knowledge base."""

    OFF = "off", "tắt"
    WARNING = "warning", "cảnh báo"
    ERROR = "error", "lỗi"


# YAML 1.1 reads a bare `off` as false.
LevelAsWritten = Annotated[Level, BeforeValidator(lambda value: "off" if value is False else value)]


class Weekday(Choice):
    """A day of the week, in the order of Python's `date.weekday`."""

    MONDAY = "t2", "thứ Hai"
    TUESDAY = "t3", "thứ Ba"
    WEDNESDAY = "t4", "thứ Tư"
    THURSDAY = "t5", "thứ Năm"
    FRIDAY = "t6", "thứ Sáu"
    SATURDAY = "t7", "thứ Bảy"
    SUNDAY = "cn", "Chủ nhật"


class TeachingDay(Part):
    """How a day of teaching is divided. No source gives these times: they are the organiser's to set."""

    half_days: tuple[ClockTime, ...] = field(
        "Giờ bắt đầu các buổi", "Theo thứ tự trong ngày.", ["07:30", "13:30"], default=("07:30", "13:30"), min_length=1
    )
    break_every: int = field("Nghỉ sau mấy tiết", "Số tiết giữa hai lần nghỉ giải lao.", 2, default=2, gt=0)
    break_minutes: int = field("Số phút nghỉ giải lao", "0 khi không nghỉ.", 10, default=10, ge=0)
    between_half_days: int = field(
        "Số phút giữa hai buổi", "Ít nhất chừng này phút giữa buổi trước và buổi sau (nghỉ trưa).", 60, default=60, ge=0
    )
    weekdays: tuple[Weekday, ...] = field(
        "Ngày học trong tuần", "Lớp chỉ xếp vào những ngày này.", ["t7", "cn"], default=tuple(Weekday)[:5], min_length=1
    )


class Settings(Part):
    """`extra.sotay` in mkdocs.yml."""

    topics: dict[str, str] = field(
        "Chủ đề", "Mã và tên các chủ đề dùng cho mọi loại mục.", {"nhan-thuc": "Nhận thức"}, default={}
    )
    terms: dict[str, tuple[int, int]] = field(
        "Khóa đại hội",
        "Năm đầu và năm cuối của từng khóa.",
        {"XIII": [2021, 2026]},
        default={
            "VII": (1991, 1996),
            "VIII": (1996, 2001),
            "IX": (2001, 2006),
            "X": (2006, 2011),
            "XI": (2011, 2016),
            "XII": (2016, 2021),
            "XIII": (2021, 2026),
            "XIV": (2026, 2031),
        },
    )
    reading_speed: int = field("Tốc độ đọc", "Số tiếng (âm tiết) mỗi phút.", 180, default=180, gt=0)
    minutes_per_period: int | None = field(
        "Số phút một tiết", "Bỏ trống khi không muốn đổi tiết ra phút.", 45, default=None, gt=0
    )
    periods_per_half_day: int = field("Số tiết một buổi", "Theo Hướng dẫn 61-HD/BTGTW: 5 tiết.", 5, default=5, gt=0)
    teaching_day: TeachingDay = field(
        "Ngày học",
        "Giờ bắt đầu các buổi, nghỉ giải lao, ngày học trong tuần.",
        {"break_minutes": 15},
        default=TeachingDay(),
    )
    status_max_age_months: int = field(
        "Tuổi tối đa của tình trạng hiệu lực",
        "Số tháng, quá đó thì tình trạng hiệu lực của văn bản cần được xem lại.",
        12,
        default=12,
        gt=0,
    )
    presentation: str = field(
        "Thể thức",
        "Bản quy tắc trình bày giấy tờ: tên một tệp trong generator/presentation/ hoặc templates/presentation/.",
        "36-hd-vptw-2018",
        default="05-hd-vptw-2026",
    )
    manual: bool = field(
        "Kèm sổ tay tra cứu",
        "false: trang không kèm trang của từng quy tắc và trang các trường; sotay explain vẫn giải thích mọi quy tắc.",
        False,
        default=True,
    )
    offline: bool = field(
        "Giữ để đọc không có mạng",
        "false: không ai giữ được bản lưu, bản đã giữ bị xóa ở lần mở trang sau. Bản nội bộ luôn như vậy.",
        False,
        default=True,
    )
    newest: int = field("Số mục mới", "Số mục “mới đưa vào kho” trên trang đầu.", 6, default=6, gt=0)
    redirects: dict[str, str] = field(
        "Địa chỉ đã dời",
        "Địa chỉ cũ và mới của trang danh mục, trang tự viết. Với một mục thì ghi ở phần đầu tệp của nó.",
        {"duyet/chu-de/cu/": "duyet/chu-de/moi/"},
        default={},
    )
    rules: dict[str, LevelAsWritten] = field(
        "Mức của quy tắc",
        "Tên quy tắc và mức: off (tắt), warning (cảnh báo), error (lỗi).",
        {"missing-alt-text": "warning"},
        default={},
    )
    admin: AdminSettings | None = field(
        "Trang biên tập",
        "Nơi trang /admin/ ghi sửa đổi; chỉ có khi dựng với --admin.",
        {"backend": "github", "repository": "dang-uy/so-tay"},
        default=None,
    )


@dataclass(frozen=True)
class Site:
    """Where a knowledge base is and how its site is called; `root` is the folder of mkdocs.yml."""

    root: Path
    name: str
    url: str
    docs: str
    settings: Settings
    presentation: Presentation


def load(root: Path) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Read `root/mkdocs.yml`; with problems the defaults stand in for what is wrong."""
    text = _text(root)
    try:
        placed = read_mapping(text, environment=os.environ)
    except YamlError as problem:
        return _site(root, PlacedValues(), Settings()), (_unreadable(text, problem),)
    settings, diagnostics = _validate(text, placed)
    diagnostics = (*_check_types(text, placed), *diagnostics, *_check_presentation(root, text, placed, settings))
    site = _site(root, placed, settings)
    if not (root / site.docs).is_dir():
        place = Place("mkdocs.yml", text, placed.offset_of(("docs_dir",)) or 0)
        hint = "tạo thư mục này, hoặc sửa docs_dir"
        diagnostics = (*diagnostics, Diagnostic(BAD_SETTING, place, f"không có thư mục nội dung “{site.docs}”", hint))
    return site, diagnostics


def _unreadable(text: str, problem: YamlError) -> Diagnostic:
    place = Place("mkdocs.yml", text, problem.offset)
    if problem.reason == "not-a-mapping":
        message = "mkdocs.yml phải gồm các dòng “khóa: giá trị”"
        return Diagnostic(BAD_SETTING, place, message, "bắt đầu bằng site_name: Tên kho")
    hint = "kiểm tra bảng mã UTF-8, thụt dòng, dấu hai chấm; không dùng & và *"
    return Diagnostic(BAD_SETTING, place, "mkdocs.yml sai cú pháp YAML", hint)


def _check_types(text: str, placed: PlacedValues) -> Iterator[Diagnostic]:
    for key, message, hint in shapes.faults(placed.values):
        yield Diagnostic(BAD_SETTING, Place("mkdocs.yml", text, placed.offset_of((key,)) or 0), message, hint)
    for path, name in shapes.including_extensions(placed.values):
        place = Place("mkdocs.yml", text, placed.offset_of(path, key=True) or 0)
        hint = "xóa phần mở rộng này, chép phần cần dùng vào bài"
        yield Diagnostic(shapes.INCLUDING_EXTENSION, place, f"phần mở rộng “{name}” đưa tệp trên máy vào trang", hint)


def _text(root: Path) -> str:
    """What is no UTF-8 becomes U+0000, which YAML refuses where it stands."""
    return (root / "mkdocs.yml").read_bytes().decode("utf-8-sig", "replace").replace("\ufffd", "\0")


def _site(root: Path, placed: PlacedValues, settings: Settings) -> Site:
    texts = {key: value for key, value in placed.values.items() if key in shapes.TEXTS and isinstance(value, str)}
    docs = posixpath.normpath(texts.get("docs_dir") or "docs").strip("/")
    chosen = _presentation(root, settings.presentation)
    url = texts.get("site_url", "")
    url = f"{url.rstrip('/')}/" if url else ""
    return Site(root, texts.get("site_name", ""), url, docs, settings, chosen)


def _presentation(root: Path, name: str) -> Presentation:
    """The chosen version; the default one where there is none of this name or it cannot be read."""
    found = presentation.versions(root)
    try:
        return presentation.load(found[name])
    except (KeyError, ValueError):
        return presentation.load(presentation.BUILT_IN / f"{Settings().presentation}.yml")


def _check_presentation(root: Path, text: str, placed: PlacedValues, settings: Settings) -> Iterator[Diagnostic]:
    found = presentation.versions(root)
    place = Place("mkdocs.yml", text, placed.offset_of(("extra", "sotay", "presentation")) or 0)
    if settings.presentation not in found:
        message = f"không có bản thể thức “{settings.presentation}”"
        yield Diagnostic(BAD_SETTING, place, message, f"các bản: {', '.join(found)}")
        return
    try:
        presentation.load(found[settings.presentation])
    except ValueError:
        message = f"bản thể thức “{settings.presentation}” thiếu trường hoặc sai kiểu"
        yield Diagnostic(BAD_SETTING, place, message, "so với generator/presentation/36-hd-vptw-2018.yml")


def _validate(text: str, placed: PlacedValues) -> tuple[Settings, tuple[Diagnostic, ...]]:
    extra = placed.values.get("extra")
    own: Any = extra.get("sotay", {}) if isinstance(extra, dict) else {}
    try:
        return Settings.model_validate(own or {}), ()
    except ValidationError as error:
        problems = error.errors(include_url=False)
    found = []
    for problem in problems:
        path = ("extra", "sotay", *problem["loc"])
        place = Place("mkdocs.yml", text, placed.offset_of(path) or 0)
        name = ".".join(map(str, ("sotay", *problem["loc"]) if not problem["loc"] else problem["loc"]))
        found.append(Diagnostic(BAD_SETTING, place, f"thiết lập “{name}” không hợp lệ", _hint(problem["loc"])))
    bad = {problem["loc"][0] for problem in problems if problem["loc"]}
    kept = {key: value for key, value in own.items() if key not in bad} if isinstance(own, dict) else {}
    return Settings.model_validate(kept), tuple(found)


def place_of(root: Path, *path: str) -> Place:
    """Where a key of `extra.sotay` stands in a readable mkdocs.yml; the file's start where it does not."""
    text = _text(root)
    offset = read_mapping(text, environment=os.environ).offset_of(("extra", "sotay", *path), key=True) or 0
    return Place("mkdocs.yml", text, offset, len(path[-1]))


def _hint(path: tuple[int | str, ...]) -> str:
    """An example of the setting, or the settings there are."""
    info = Settings.model_fields.get(str(path[0])) if path else None
    if info is None:
        return "các thiết lập: " + ", ".join(Settings.model_fields)
    example = json.dumps((info.examples or [""])[0], ensure_ascii=False)
    return f"{info.description} Ví dụ {path[0]}: {example}"


def raw_config(root: Path) -> dict[str, Any]:
    """mkdocs.yml as plain values; empty when it cannot be read (which `load` reports)."""
    try:
        return read_mapping(_text(root), environment=os.environ).values
    except YamlError:
        return {}
