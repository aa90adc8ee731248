"""The text of a recording in, what the content was on its day out, and back: files in docs/.lich-su/.

A recording keeps, for every entry that differs from the recordings before it, its title, its audiences and a short hash
of each of its parts; `null` for an entry that is gone. What a public build shows and what only the internal one shows
are kept apart. Recordings are replayed in order of their names, so two branches that each add one need no merging:
where both name an entry the later one counts, and whatever the content is now is compared with the outcome.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from generator.diagnostics import Diagnostic, Place, Rule, Severity

BAD_RECORDING = Rule(
    "HS001",
    "bad-recording",
    Severity.ERROR,
    """Tệp ghi nhận thay đổi không đọc được, hoặc không rõ ngày.

**Kiểm tra gì.** Mỗi tệp trong `docs/.lich-su/` đọc được, có ngày, và ngày ấy đúng với ngày ở đầu tên tệp.

**Vì sao.** Trang “Có gì mới” và nguồn tin tính từ các tệp này; thiếu một tệp là kể sai cho người đọc điều gì mới.

**Ví dụ.** Tệp `2026-12-22-sau-dot-hoc.json` ghi `"date": "2026-12-32"`.

**Cách sửa.** Lấy lại tệp từ git. Không sửa tay phần mã của các mục; muốn ghi nhận lại thì xóa tệp mới nhất rồi chạy
`sotay record`.
""",
)

FROM_GIT = "lấy lại tệp từ git"

Parts = Mapping[str, str]
"""The hash of each part of an entry, by the part's name."""

_NAME = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:-(?P<number>[2-9]|[1-9]\d+))?(?:-(?P<slug>[a-z][a-z0-9-]*))?")
_KEY = re.compile(r"[a-z-]+/[a-z0-9-]+")


@dataclass(frozen=True)
class Snapshot:
    """An entry on one day: `public` is None when readers did not get it; `internal` when it was the same for all."""

    title: str
    audiences: tuple[str, ...]
    public: Parts | None
    internal: Parts | None = None

    @property
    def all_parts(self) -> Parts:
        """What the internal build shows."""
        return (self.public or {}) if self.internal is None else self.internal


@dataclass(frozen=True)
class Recording:
    """What was recorded on `day`: by key (`nghi-quyet/21-kl-tw-2021`) the entries that differed; None: gone."""

    name: str
    day: date
    title: str
    entries: Mapping[str, Snapshot | None]

    def for_the_public(self) -> Recording:
        """The same without a trace of what only the internal build has."""
        return Recording(self.name, self.day, self.title, {key: _public(one) for key, one in self.entries.items()})


def _public(snapshot: Snapshot | None) -> Snapshot | None:
    if snapshot is None or snapshot.public is None:
        return None
    return Snapshot(snapshot.title, snapshot.audiences, snapshot.public)


@dataclass(eq=False)
class BadRecordingError(Exception):
    """Why a file is no recording: where, what is wrong and what to do (in Vietnamese)."""

    offset: int
    message: str
    hint: str


def order(name: str) -> tuple[str, int, str]:
    """Where a recording stands among the others: by day, then by number within the day, then by name."""
    match = _NAME.fullmatch(name)
    return (match["day"], int(match["number"] or 1), match["slug"] or "") if match else (name, 0, "")


def read(name: str, text: str) -> Recording:
    """What `write` wrote under this file name (without its ending). Raises BadRecordingError."""
    try:
        values = json.loads(text)
    except ValueError as error:
        offset = getattr(error, "pos", 0)
        message = "tệp ghi nhận không đọc được (không đúng cú pháp JSON)"
        raise BadRecordingError(offset, message, FROM_GIT) from error
    day = _day(name, text, values)
    entries = values.get("entries")
    if not isinstance(entries, dict):
        raise BadRecordingError(0, "tệp ghi nhận không có danh sách mục (entries)", FROM_GIT)
    read_entries = {key: _snapshot(text, key, one) for key, one in entries.items()}
    return Recording(name, day, str(values.get("title") or ""), read_entries)


def _day(name: str, text: str, values: Any) -> date:
    match = _NAME.fullmatch(name)
    if not match:
        hint = "đặt tên tệp theo ngày: 2026-11-22-sau-dot-hoc-quy-4.json"
        raise BadRecordingError(0, f"tên tệp ghi nhận “{name}” không bắt đầu bằng một ngày", hint)
    written = values.get("date") if isinstance(values, dict) else None
    try:
        day = date.fromisoformat(str(written))
    except ValueError as error:
        message = f"ngày ghi nhận “{written}” không phải một ngày" if written else "tệp ghi nhận không có ngày (date)"
        hint = f"ghi date là ngày ở tên tệp: {match['day']}"
        raise BadRecordingError(_offset(text, "date"), message, hint) from error
    if str(day) != match["day"]:
        hint = "sửa date, hoặc đổi tên tệp"
        raise BadRecordingError(_offset(text, "date"), f"ngày ghi nhận {day} khác ngày ở tên tệp", hint)
    return day


def _snapshot(text: str, key: str, values: Any) -> Snapshot | None:
    if not _KEY.fullmatch(key):
        raise BadRecordingError(_offset(text, key), f"“{key}” không phải thư mục và mã của một mục", FROM_GIT)
    if values is None:
        return None
    try:
        public, internal = (_parts(values.get(name)) for name in ("public", "internal"))
        return Snapshot(str(values["title"]), tuple(map(str, values.get("audiences", ()))), public, internal)
    except (AttributeError, KeyError, TypeError) as error:
        message = f"nội dung ghi nhận của “{key}” không đọc được"
        raise BadRecordingError(_offset(text, key), message, FROM_GIT) from error


def _parts(values: Any) -> Parts | None:
    return None if values is None else {str(name): str(value) for name, value in values.items()}


def _offset(text: str, key: str) -> int:
    return max(text.find(json.dumps(key, ensure_ascii=False)), 0)


def write(recording: Recording) -> str:
    """The recording as JSON, a line for each entry, in order of key."""
    head = {"date": str(recording.day), "title": recording.title}
    lines = [f"{_json(key)}: {_json(_values(recording.entries[key]))}" for key in sorted(recording.entries)]
    first = ",\n".join(f"{_json(key)}: {_json(value)}" for key, value in head.items())
    return "{\n" + first + ',\n"entries": {\n' + ",\n".join(lines) + "\n}\n}\n"


def _values(snapshot: Snapshot | None) -> dict[str, Any] | None:
    if snapshot is None:
        return None
    optional = {"audiences": list(snapshot.audiences), "public": snapshot.public, "internal": snapshot.internal}
    return {"title": snapshot.title, **{key: value for key, value in optional.items() if value not in (None, [])}}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_all(texts: Mapping[str, str]) -> tuple[tuple[Recording, ...], tuple[Diagnostic, ...]]:
    """The recordings among the files (text by path below the root) in order; what is none is reported."""
    found: list[Recording] = []
    diagnostics: list[Diagnostic] = []
    for path, text in texts.items():
        try:
            found.append(read(PurePosixPath(path).stem, text))
        except BadRecordingError as bad:
            diagnostics.append(Diagnostic(BAD_RECORDING, Place(path, text, bad.offset), bad.message, bad.hint))
    return tuple(sorted(found, key=lambda one: order(one.name))), tuple(diagnostics)


State = dict[str, Snapshot]
"""The entries there were at one time, by key."""


def replay(recordings: Iterable[Recording]) -> Iterator[tuple[Recording, State]]:
    """Each recording (which stand in their order) with the state of all entries after it."""
    state: State = {}
    for recording in recordings:
        changed = {key: one for key, one in recording.entries.items() if one}
        state = {key: one for key, one in state.items() if key not in recording.entries} | changed
        yield recording, state


def last_state(recordings: Iterable[Recording]) -> State:
    """The state of all entries after the last recording."""
    return next((state for _, state in reversed(list(replay(recordings)))), {})


def difference(before: State, after: State) -> dict[str, Snapshot | None]:
    """What leads from one state to the other, as a recording keeps it."""
    changed: dict[str, Snapshot | None] = {key: one for key, one in after.items() if before.get(key) != one}
    return changed | dict.fromkeys(before.keys() - after.keys())
