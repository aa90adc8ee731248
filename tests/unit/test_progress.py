"""The line that says on a terminal what is being done."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import progress
from generator.build import check
from generator.progress import CLEAR, Phase, describe, phase


class Terminal(io.StringIO):
    """A stream that says somebody watches it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of 40 columns in the place of stderr; every step is drawn."""
    stream = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=stream))  # pytest puts its own stream into sys
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 0.0)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    return stream


def seen(stream: io.StringIO) -> list[str]:
    """The lines one after another; the last one is what stays."""
    return stream.getvalue().split(CLEAR)[1:]


def test_a_phase_is_shown_and_leaves_nothing(terminal: Terminal) -> None:
    with phase("Dựng trang", 3) as pages:
        for _ in range(3):
            pages.step()
    first, *counted, left = seen(terminal)
    assert first == "Dựng trang…"
    assert [line.split(",")[0] for line in counted] == [f"Dựng trang: {number}/3 trang" for number in (1, 2, 3)]
    assert left == ""


def test_a_phase_that_fails_leaves_nothing(terminal: Terminal) -> None:
    with pytest.raises(ValueError, match="broken"), phase("Dựng trang"):
        raise ValueError("broken")
    assert seen(terminal) == ["Dựng trang…", ""]


def test_a_line_never_wraps(terminal: Terminal) -> None:
    with phase("Một việc có tên rất dài " * 4) as work:
        work.step()
    assert max(map(len, seen(terminal))) == 39


def test_steps_between_two_drawings_are_counted(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 3600.0)
    with phase("Dựng trang") as pages:
        pages.step(500)
        pages.step(400)
        pages.rename("Ghi trang")
    assert [line.split(":")[0] for line in seen(terminal)] == ["Dựng trang…", "Ghi trang", ""]
    assert pages.done == 900


@pytest.mark.parametrize("why", ["pipe", "dumb"])
def test_nothing_where_nobody_watches(why: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO() if why == "pipe" else terminal
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=stream))
    monkeypatch.setenv("TERM", "dumb" if why == "dumb" else "xterm")
    with phase("Dựng trang", 2) as pages:
        pages.step()
        pages.rename("Ghi trang")
    assert stream.getvalue() == ""


def test_the_rate_is_that_of_the_whole_phase() -> None:
    assert (
        describe(Phase("Dựng trang", 900, "trang", None, done=120), 0.5) == "Dựng trang: 120/900 trang, 240 trang/giây"
    )
    assert describe(Phase("Đọc", None, "tệp", None, done=7), 0.0) == "Đọc: 7 tệp"


def test_a_check_says_what_it_does(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Sổ tay thử\n", encoding="utf-8")
    check(tmp_path)
    assert seen(terminal) == ["Đọc nội dung…", "", "Kiểm tra nội dung…", ""]
