"""Template files in `templates/forms/` in, the forms they declare and what is wrong with the declarations out.

A form is one template. It opens with a comment that holds its declaration as YAML (see `Form` for the keys):

    {##
    title: Kế hoạch học tập
    summary: Kế hoạch của một đợt học.
    scopes: [dot-hoc, chung]
    audiences: [nguoi-to-chuc]
    order: 1
    ##}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from generator import files
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.kinds.fields import Choice, Part, Slug, Text, field
from generator.kinds.people import RoundKind
from generator.placed_yaml import PlacedValues, YamlError, read_mapping

FOLDER = "forms"
ALONE = "bieu-mau"
"""Where blank forms stand below docs/."""

BAD_FORM = Rule(
    "TM002",
    "bad-form-declaration",
    Severity.ERROR,
    """Phần khai báo ở đầu một mẫu giấy tờ không đúng.

**Kiểm tra gì.** Chú thích `{## ... ##}` mở đầu mỗi tệp `templates/forms/*.md.j2`: tên trường, giá trị, mã đối tượng.

**Vì sao.** Mẫu khai báo sai thì không ra trang, hoặc ra ở chỗ không ai tìm.

**Ví dụ.** `audiences: [nguoi-to-chux]`

**Cách sửa.** Sửa trường được nêu; các trường và giá trị nằm trong `templates/README.md`.
""",
)

_DECLARATION = re.compile(r"\A\{##[ \t]*\n(?P<yaml>.*?)\n##\}", re.DOTALL)


class Scope(Choice):
    """Where a form gives a page."""

    ROUND = "dot-hoc", "mỗi đợt học"
    GENERAL = "chung", "mẫu trống dùng chung"


class Declaration(Part):
    """What the head of a form's template says."""

    title: Text = field("Tên", "Tên của giấy tờ.", "Kế hoạch học tập")
    summary: Text = field("Tóm tắt", "Giấy tờ này dùng khi nào.", "Kế hoạch của một đợt học.")
    scopes: tuple[Scope, ...] = field("Dùng cho", "Mỗi đợt học, mẫu trống, hoặc cả hai.", ["chung"], min_length=1)
    rounds: tuple[RoundKind, ...] = field(
        "Hình thức", "Chỉ cho đợt học có hình thức này; bỏ trống là mọi đợt.", ["hoi-nghi"], default=()
    )
    audiences: tuple[Slug, ...] = field("Đối tượng", "Ai dùng giấy tờ này.", ["nguoi-to-chuc"], min_length=1)
    order: int = field("Thứ tự", "Thứ tự trong danh sách.", 1, ge=1)


@dataclass(frozen=True)
class Form:
    """A form: `id` is the last part of its address, `template` its file below templates/, `place` where it stands."""

    id: str
    template: str
    declared: Declaration
    place: Place

    @property
    def is_general(self) -> bool:
        return Scope.GENERAL in self.declared.scopes

    @property
    def path(self) -> str:
        """The blank form's page below docs/."""
        return f"{ALONE}/{self.id}.md"

    def fits(self, kind: RoundKind) -> bool:
        """Whether rounds of this kind get the form."""
        return Scope.ROUND in self.declared.scopes and (not self.declared.rounds or kind in self.declared.rounds)

    def path_for(self, identifier: str) -> str:
        """The form's page of the study round with this id."""
        return f"dot-hoc/{identifier}/{self.id}.md"


def find(
    root: Path, folders: Iterable[Path], audiences: Iterable[str]
) -> tuple[tuple[Form, ...], tuple[Diagnostic, ...]]:
    """The forms below `folders` (the first that has a file wins) in their own order, and what is wrong with them.

    `audiences` are the ids that the base's own forms may name; those of the package fit every base.
    """
    paths: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / FOLDER).glob("[!_]*.md.j2")):
            paths.setdefault(path.name, path)
    forms: list[Form] = []
    diagnostics: list[Diagnostic] = []
    for name, path in sorted(paths.items()):
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else f"templates/{FOLDER}/{name}"
        form, problems = _read_file(name.removesuffix(".md.j2"), path, shown)
        diagnostics += problems
        forms += [form] if form else []
    own = [form for form in forms if paths[f"{form.id}.md.j2"].is_relative_to(root)]
    diagnostics += _unknown_audiences(own, sorted(audiences))
    return tuple(sorted(forms, key=lambda one: (one.declared.order, one.id))), tuple(diagnostics)


def _read_file(identifier: str, path: Path, shown: str) -> tuple[Form | None, list[Diagnostic]]:
    try:
        return _read(identifier, Place(shown, files.read_bytes(path).decode(), 0))
    except files.UnreadableError as error:
        return None, [Diagnostic(BAD_FORM, Place(shown, "", 0), error.message, error.hint)]
    except UnicodeDecodeError:
        message = "mẫu không phải văn bản UTF-8"
        return None, [Diagnostic(BAD_FORM, Place(shown, "", 0), message, "lưu lại tệp bằng bảng mã UTF-8")]


def _read(identifier: str, top: Place) -> tuple[Form | None, list[Diagnostic]]:
    match = _DECLARATION.match(top.text)
    if not match:
        hint = "mở đầu tệp bằng {##, các trường, ##}"
        return None, [Diagnostic(BAD_FORM, top, "mẫu không có phần khai báo", hint)]
    try:
        placed = read_mapping(match["yaml"], match.start("yaml"))
    except YamlError as problem:
        place = Place(top.path, top.text, problem.offset)
        return None, [Diagnostic(BAD_FORM, place, "phần khai báo sai cú pháp YAML", "kiểm tra dấu hai chấm, thụt dòng")]
    try:
        declared = Declaration.model_validate(placed.values)
    except ValidationError as error:
        return None, [_problem(top, placed, problem["loc"]) for problem in error.errors(include_url=False)]
    return Form(identifier, f"{FOLDER}/{identifier}.md.j2", declared, top), []


def _problem(top: Place, placed: PlacedValues, path: tuple[str | int, ...]) -> Diagnostic:
    name = ".".join(str(part) for part in path)
    place = Place(top.path, top.text, placed.offset_of(path) or 0)
    known = ", ".join(Declaration.model_fields)
    return Diagnostic(BAD_FORM, place, f"trường “{name}” thiếu hoặc không hợp lệ", f"các trường: {known}")


def _unknown_audiences(forms: Iterable[Form], known: list[str]) -> Iterator[Diagnostic]:
    for form in forms:
        for one in form.declared.audiences:
            if one not in known:
                offset = max(form.place.text.find(one), 0)
                place = Place(form.place.path, form.place.text, offset, len(one))
                message = f"không có đối tượng “{one}”"
                yield Diagnostic(BAD_FORM, place, message, f"các đối tượng: {', '.join(known)}")
