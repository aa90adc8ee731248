"""The editor's file format: what a form does not change stays byte for byte; what it changes keeps its comments."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.browser_editor import bundle, form, npm
from generator.kinds import KINDS
from tests.samples import write_files

Change = Mapping[str, Any]
RoundTrip = Callable[[list[tuple[str, str | None, Change]]], list[str]]

RESOLUTION = """\
---
# Rà lại khi có bản chính.
id: 1-nq-tu-2026   # trùng tên tệp
title:  "Về một việc"

summary: >-
  Một câu dài được gấp lại, và vẫn
  như thế.
kind: nghi-quyet
title_form: nguyen-van
audiences: [dang-vien, 'bi-thu-chi-bo'] # hai nhóm
issued: 2026-01-15
status: {value: chua-ro, checked: 2026-11-22}
key_points:
  # Ý thứ nhất, xem Điều 2.
  - Ý đầu.
  - text: Ý hai.
    audiences: [dang-vien]   # chỉ đảng viên
  - {text: "Ý ba."}
khac_thuong: giữ nguyên # khóa lạ
# hết
---

Thân bài.

::: doi-tuong bao-cao-vien
Riêng.
:::
"""


@pytest.fixture(scope="module")
def round_trip(editor: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> RoundTrip:
    """Cases (kind, text or None, changes) in, the texts as the editor would write them out: all in one Node process."""
    folder = tmp_path_factory.mktemp("node")
    yaml = folder / "node_modules" / "yaml"
    write_files(yaml.parent, {name: content for name, content in editor.items() if name.startswith("yaml/")})
    (yaml / "package.json").write_text('{"type": "module", "main": "index.js"}', encoding="utf-8")
    shutil.copyfile(bundle.ASSETS / "front-matter.js", folder / "front-matter.mjs")
    shutil.copyfile(Path(__file__).with_name("round_trip.mjs"), folder / "round_trip.mjs")
    node = Path(npm.find()).with_name("node")
    shapes = form.shapes()

    def run(cases: list[tuple[str, str | None, Change]]) -> list[str]:
        given = [{"keys": shapes[kind], "text": text, "changes": dict(changes)} for kind, text, changes in cases]
        said = subprocess.run(
            [node, folder / "round_trip.mjs"],
            input=json.dumps(given),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        found: list[str] = json.loads(said.stdout)
        return found

    return run


def written(text: str) -> str:
    """As the editor puts it into the repository: https://github.com/sveltia/sveltia-cms trims and ends the line."""
    return text.strip() + "\n"


def test_an_unchanged_entry_stays_byte_for_byte(repository: Path, round_trip: RoundTrip) -> None:
    """Every entry of the knowledge base, and one with all that is unusual."""
    paths = sorted(path for folder in KINDS for path in (repository / "docs" / folder).glob("*.md"))
    cases = [(path.parent.name, path.read_text(encoding="utf-8")) for path in paths if path.name != "index.md"]
    cases.append(("nghi-quyet", RESOLUTION))
    assert len(cases) > 300
    results = round_trip([(kind, text, {}) for kind, text in cases])
    differing = [
        text[:60] for (_, text), result in zip(cases, results, strict=True) if written(result) != written(text)
    ]
    assert differing == []


CHANGES: dict[str, tuple[Change, str, str]] = {
    "a text": ({"title": "Về việc khác"}, 'title:  "Về một việc"', 'title: "Về việc khác"'),
    "a folded text": (
        {"summary": "Một câu: mới."},
        ">-\n  Một câu dài được gấp lại, và vẫn\n  như thế.",
        ">-\n  Một câu: mới.",
    ),
    "an id in a list, whose remark stays": (
        {"audiences": ["dang-vien", "cap-uy-vien"]},
        "[dang-vien, 'bi-thu-chi-bo'] # hai nhóm",
        "[dang-vien, 'cap-uy-vien'] # hai nhóm",
    ),
    "a date within a part": ({"status.checked": "2026-12-01"}, "checked: 2026-11-22", "checked: 2026-12-01"),
    "a date less precisely known": ({"issued": "2026"}, "issued: 2026-01-15", "issued: 2026"),
    "a removed key": ({"issued": None}, "issued: 2026-01-15\n", ""),
    "an added key, where the declarations put it": (
        {"keywords": ["no", "12:30"]},
        "kind: nghi-quyet\n",
        'keywords:\n  - "no"\n  - "12:30"\nkind: nghi-quyet\n',
    ),
    "the first of the short items": (
        {"key_points.0.text": "Ý đầu, sửa."},
        "  - Ý đầu.\n  - text: Ý hai.\n    audiences: [dang-vien]   # chỉ",
        "  - Ý đầu, sửa.\n  - text: Ý hai.\n    audiences: [dang-vien] # chỉ",
    ),
    "the body": ({"body": "Thân bài mới.\n"}, RESOLUTION.split("---\n")[2], "\nThân bài mới.\n"),
}


@pytest.fixture(scope="module")
def changed(round_trip: RoundTrip) -> dict[str, str]:
    results = round_trip([("nghi-quyet", RESOLUTION, change) for change, _, _ in CHANGES.values()])
    return dict(zip(CHANGES, results, strict=True))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches_only_what_it_changes(name: str, changed: dict[str, str]) -> None:
    _, old, new = CHANGES[name]
    assert old in RESOLUTION
    assert written(changed[name]) == written(RESOLUTION.replace(old, new))


def test_a_new_entry_has_its_keys_in_order_and_no_empty_ones(round_trip: RoundTrip) -> None:
    values = {
        "body": "Chữ.",
        "kind": "han-che",
        "theme": "nhan-thuc",
        "visibility": "cong-khai",
        "title": "Tên: có dấu",
        "id": "moi",
        "summary": "Tóm tắt.",
        "sources": [{"article": "bai-mau", "lines": "2", "url": "", "seen": None}],
        "keywords": [],
        "added": "2026-11-22",
        "note": "",
    }
    (text,) = round_trip([("bai-hoc", None, values)])
    assert text == (
        '---\nid: moi\ntitle: "Tên: có dấu"\nsummary: Tóm tắt.\nsources:\n  - article: bai-mau\n    lines: "2"\n'
        "added: 2026-11-22\nkind: han-che\ntheme: nhan-thuc\n---\n\nChữ.\n"
    )


def test_short_forms_and_clock_times_come_back_as_they_were_written(round_trip: RoundTrip) -> None:
    text = "---\nid: a\ntitle: A\nsummary: A.\nkind: lop-hoc\nstart_time: 07:30\nprogramme:\n  - Khai mạc\n---\n"
    (kept, fuller) = round_trip([("dot-hoc", text, {}), ("dot-hoc", text, {"programme.0.minutes": 10})])
    assert written(kept) == text
    assert "programme:\n  - title: Khai mạc\n    minutes: 10\n" in fuller
    assert "start_time: 07:30\n" in fuller
