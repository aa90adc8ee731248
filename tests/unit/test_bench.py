"""What `make bench` makes of its measurements."""

import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE

import pytest

from bench import build, hugo_theme, results
from bench.measuring import FailedError, Measured, Output, add_up, measure, weigh
from bench.results import Result, Results, gather
from bench.table import BEGIN, END, make_tables, number, replace_between_marks
from bench.targets import TARGETS
from generator.progress import phase

OUTPUT = Output(files=12, pages=3, size=4_500_000)


def result(task: str, size: int, seconds: float, number: int = 1) -> Result:
    checks = task.startswith("check")
    return Result(size, number, task, Measured(seconds, 2 * seconds, 2**20, 3 * 2**20), None if checks else OUTPUT)


@pytest.fixture
def found() -> Results:
    """Three rounds of 1,000 documents, in the last of which the machine was half as fast, and one of 10,000."""
    rounds = [("sotay", (1.0, 2.0, 4.0)), ("hugo", (2.0, 2.0, 4.0)), ("mkdocs", (5.0, 4.0, 10.0))]
    small = [result(task, 1_000, value, n) for task, values in rounds for n, value in enumerate(values, 1)]
    return gather([*small, result("sotay", 10_000, 20.0), result("check", 10_000, 6.0)])


def test_ratios_are_taken_within_a_round(found: Results) -> None:
    assert found.ratio("sotay", "hugo", 1_000) == 1.0
    assert found.ratio("sotay", "mkdocs", 1_000) == 0.4
    assert found.ratio("sotay", "hugo", 10_000) is None


def test_the_growth_is_an_exponent(found: Results) -> None:
    assert found.growth("sotay", 1_000, 10_000) == pytest.approx(1.0)
    assert found.growth("hugo", 1_000, 10_000) is None
    square = gather([result("hugo", 100, 1.0), result("hugo", 1_000, 100.0)])
    assert square.growth("hugo", 100, 1_000) == pytest.approx(2.0)


def test_results_are_read_as_they_were_written(found: Results, tmp_path: Path) -> None:
    for one in found.every:
        results.write(tmp_path / "results.jsonl", one)
    assert gather(results.read(tmp_path / "results.jsonl")) == found


def test_tables_say_what_was_measured_and_nothing_else(found: Results) -> None:
    text = make_tables(found)
    row = "| `sotay build`, từ đầu | 2,00 [1,00–4,00] | 1,00 | 0,40 | 4,00 | 1 / 3 | 3 | 12 | 4,5 |"
    assert row in text.splitlines()
    assert "| `sotay check`, lần đầu | 6,00 | – | – | 12,0 | 1 / 3 | – | – | – |" in text.splitlines()
    assert "| `sotay build`, từ đầu | 1,00 |" in text.splitlines()
    assert "Zensical" not in text


def test_targets_are_held_against_what_was_measured(found: Results) -> None:
    rows = [line for line in make_tables(found).splitlines() if "đạt |" in line]
    assert "| 1.000 tài liệu, dựng từ đầu, so với Hugo | 2,00 lần | 1,00 lần | đạt |" in rows
    assert "| 10.000 tài liệu, `sotay check` lần đầu | 5,00 giây | 6,00 giây | chưa đạt |" in rows
    assert len(rows) == 6  # the other targets are about what this run has not measured
    assert len(TARGETS) == 10


@pytest.mark.parametrize(
    ("value", "text"), [(0.954, "0,95"), (37.42, "37,4"), (1220.4, "1.220"), (9.996, "10,0"), (None, "–")]
)
def test_numbers_are_written_as_in_vietnamese(value: float | None, text: str) -> None:
    assert number(value) == text


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    page = f"# Tốc độ\n\n{BEGIN}\n\ncũ\n\n{END}\n\nCuối.\n"
    once = replace_between_marks(page, "mới")
    assert once == f"# Tốc độ\n\n{BEGIN}\n\nmới\n\n{END}\n\nCuối.\n"
    assert replace_between_marks(once, "mới") == once
    with pytest.raises(ValueError, match="needs the lines"):
        replace_between_marks(END + BEGIN, "mới")


FORKING = """
import os, sys
child = os.fork()
kept = bytearray(b"x") * 40_000_000
os.write(1, b"!")
child and sys.stdin.read()
child and os.kill(child, 9)
child or os.read(0, 1)
"""


def test_memory_of_forked_processes_is_added_up() -> None:
    with subprocess.Popen([sys.executable, "-c", FORKING], stdin=PIPE, stdout=PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.read(2) == b"!!"
        together = add_up(process.pid)
        process.stdin.close()
    assert 80_000_000 < together < 160_000_000


def test_a_command_that_fails_says_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match=r"exit code 3\nthe reason"):
        measure([sys.executable, "-c", "print('the reason'); raise SystemExit(3)"], tmp_path, {}, limit=60)
    with pytest.raises(FailedError, match="took more than 0 s"):
        measure([sys.executable, "-c", "import signal; signal.pause()"], tmp_path, {}, limit=0)


def test_a_folder_is_weighed_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "index.html").write_bytes(b"12345")
    (tmp_path / "a/b/index.html").write_bytes(b"123")
    (tmp_path / "a/feed.xml").write_bytes(b"12")
    assert weigh(tmp_path) == Output(files=3, pages=2, size=10)


def test_a_page_of_the_theme_becomes_a_template() -> None:
    page = (
        f'<link rel="canonical" href="https://example.org/x/"><title>{hugo_theme.TITLE}</title>'
        '<script src="../../assets/a.js"></script><a href="../">Bài học</a>'
        '<ul class="md-nav__list" data-md-component="toc"><li></li></ul><article><h1>x</h1><p>Lời.</p></article>'
    )
    assert hugo_theme.make_template(page) == (
        '<link rel="canonical" href="{{ .Permalink }}"><title>{{ .Params.title }}</title>'
        '<script src="{{ site.Params.root }}/assets/a.js"></script>'
        '<a href="{{ site.Params.root }}/bai-hoc/">Bài học</a>'
        "{{ .TableOfContents }}<article><h1>x</h1>{{ .Content }}</article>"
    )
    with pytest.raises(ValueError, match="canonical"):
        hugo_theme.make_template(page.replace("canonical", "other"))


def test_a_builder_that_fails_is_left_out_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And every task begins in its state: without the output of earlier ones, with it, or with a changed document."""
    seen: list[tuple[str, bool, int]] = []

    def measure(command: Sequence[str | Path], folder: Path, *others: object) -> Measured:
        if folder.name == "zensical":
            raise FailedError("its last words")
        text = (folder / "docs/nghi-quyet/a.md").read_text(encoding="utf-8")
        seen.append((str(command[1]), (folder / "site").exists(), text.count("lượt")))
        (folder / "site").mkdir(exist_ok=True)
        return Measured(1.0, 1.0, 1, 1)

    def write_projects(run: build.Run, size: int) -> Path:
        for builder in ("sotay", "zensical"):
            (folder := tmp_path / str(size) / builder / "docs/nghi-quyet").mkdir(parents=True)
            (folder / "a.md").write_text("Lời.", encoding="utf-8")
        return tmp_path / str(size)

    monkeypatch.setattr(build, "measure", measure)
    monkeypatch.setattr(build.Run, "_project", write_projects)
    monkeypatch.setattr(os, "sync", lambda: None)
    options = Namespace(builders=["sotay", "zensical"], runs=2, limit=1.0)
    kept: list[Result] = []
    with phase("") as line:
        run = build.Run(options, tmp_path, line)
        run.warm_up()
        seen.clear()
        run.size(10, kept.append)
    first = [("check", False, 0), ("check", True, 0), ("build", False, 0), ("build", True, 0), ("build", True, 1)]
    again = [("check", False, 1), ("check", True, 1), ("build", False, 1), ("build", True, 1), ("build", True, 2)]
    assert seen == first + again
    assert [one.number for one in kept] == [1] * 5 + [2] * 5
    assert run.failures == ["warming up, zensical: its last words"]
