"""`sotay check` as a teacher and in reviews: excerpts, colours, changed files, and the formats of code hosts."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from generator.cli import main
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.excerpt import WIDTH, columns, excerpt
from generator.report import as_rdjson, as_sarif, line_of
from generator.teaching import as_full
from tests.conftest import KnowledgeBase
from tests.samples import base

RULE = Rule(
    "LK001", "broken-link", Severity.ERROR, "Đường dẫn hỏng.\n\n**Vì sao.** Người đọc\nlạc.\n\n**Cách sửa.** Sửa.\n"
)
BROKEN = "Xem [Kết luận](khong-co.md) nhé.\n"


def marked(place: Place) -> str:
    """What the carets of an excerpt stand under, found by counting columns as a terminal does."""
    line = excerpt(place)[-1]
    start, end = line.marks.index("^"), len(line.marks)
    return "".join(char for n, char in enumerate(line.text) if start <= columns(line.text[:n]) < end)


def at(text: str, wanted: str) -> Place:
    return Place("docs/a.md", text, text.index(wanted), len(wanted))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_carets_stand_under_the_span_whatever_the_letters_before(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "Nghị quyết của Đảng bộ, 会議, [xem](khong-co.md) rồi về.\n")
    assert marked(at(text, "khong-co.md")) == "khong-co.md"


def test_hidden_characters_are_written_out_and_marked() -> None:
    text = "nghị\u200bquyết\n"
    assert excerpt(at(text, "\u200b"))[-1].text == "nghị⟨U+200B⟩quyết"
    assert marked(at(text, "\u200b")) == "⟨U+200B⟩"


@pytest.mark.parametrize("before", [0, 40, 400])
@pytest.mark.parametrize("after", [0, 40, 400])
def test_a_long_line_is_cut_around_the_span(before: int, after: int) -> None:
    text = "dài " * before + "ĐÂY" + " dài" * after
    assert marked(at(text, "ĐÂY")) == "ĐÂY"
    assert columns(excerpt(at(text, "ĐÂY"))[-1].text) <= WIDTH + 2


def test_a_span_over_several_lines_is_marked_on_its_first() -> None:
    assert marked(at("một\nhai ba\nbốn\n", "ba\nbốn")) == "ba"


def test_a_point_marks_the_word_it_stands_on() -> None:
    assert marked(Place("a", "một hai ba", 4)) == "hai"


def test_full_report_begins_each_finding_with_the_one_line_form() -> None:
    one = Diagnostic(RULE, at(BROKEN, "khong-co.md"), "không có tệp", "kiểm tra lại")
    lines = as_full([one, one], "https://example.org/kho/").splitlines()
    assert lines[0] == line_of(one)
    assert lines[1:3] == [" 1 | " + BROKEN.rstrip(), "   |                " + "^" * 11]
    assert "  = vì sao: Người đọc lạc." in lines
    assert "  = xem: https://example.org/kho/bien-tap/quy-tac/lk001/ hoặc sotay explain LK001" in lines
    assert sum("vì sao" in line for line in lines) == 1, "a rule is explained once"
    assert lines[-1] == "2 lỗi, 0 cảnh báo"


def test_a_message_cannot_steer_the_terminal() -> None:
    one = Diagnostic(RULE, at("\x1b[2J x\n", "x"), "giá trị \x1b[31m", "sửa")
    assert "\x1b" not in as_full([one])
    assert "\x1b[1;31mLK001 broken-link\x1b[0m" in as_full([one], colours=True)


@pytest.fixture
def broken(knowledge_base: KnowledgeBase) -> Path:
    return knowledge_base(base() | {"docs/trang.md": f"# Trang\n\n{BROKEN}"})


class Screen:
    """A terminal that keeps what is written to it."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return True


def on_screen(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    screen = Screen()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", screen)
        main(["check", "-C", str(root), *arguments])
    return screen.text


def test_excerpts_and_colours_in_a_terminal_only(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in on_screen(broken, monkeypatch)
    assert "^^^" in on_screen(broken, monkeypatch)
    assert "^^^" not in on_screen(broken, monkeypatch, "--format", "text")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in on_screen(broken, monkeypatch)
    assert "^^^" in on_screen(broken, monkeypatch)

    assert main(["check", "-C", str(broken)]) == 1
    assert "^^^" not in capsys.readouterr().out
    main(["check", "-C", str(broken), "--format", "full"])
    assert "^^^" in (out := capsys.readouterr().out)
    assert "\x1b[" not in out


def test_output_may_be_cut_short(broken: Path) -> None:
    sotay = Path(sys.executable).with_name("sotay")
    command = [str(sotay), "check", "-C", str(broken)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""


def test_rdjson_counts_columns_in_bytes() -> None:
    one = Diagnostic(RULE, at(BROKEN, "khong-co.md"), "không có tệp", "sửa")
    (found,) = json.loads(as_rdjson([one]))["diagnostics"]
    line = BROKEN.encode()
    spans = found["location"]["range"]
    assert line[spans["start"]["column"] - 1 : spans["end"]["column"] - 1] == b"khong-co.md"
    assert (found["severity"], found["code"]["value"]) == ("ERROR", "LK001 broken-link")


def test_sarif_names_the_end_of_the_span() -> None:
    one = Diagnostic(RULE, at(BROKEN, "khong-co.md"), "không có tệp", "sửa")
    (result,) = json.loads(as_sarif([one]))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert BROKEN[region["startColumn"] - 1 : region["endColumn"] - 1] == "khong-co.md"


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=thu", "-c", "user.email=thu@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


def test_only_reports_what_changed_and_counts_the_rest(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(broken, "init")
    git(broken, "add", ".")
    git(broken, "commit", "-m", "đầu")
    git(broken, "checkout", "-b", "nhanh")
    (broken / "docs/moi.md").write_text(f"# Mới\n\n{BROKEN}", encoding="utf-8")
    assert main(["check", "-C", str(broken), "--only", "main"]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("docs/moi.md:3:")
    assert shown.out.endswith("1 lỗi, 0 cảnh báo\n")
    assert shown.err == "Còn 1 lỗi, cảnh báo ở các tệp khác; chạy sotay check để xem tất cả.\n"
    git(broken, "add", ".")
    git(broken, "commit", "-m", "thêm")
    assert main(["check", "-C", str(broken), "--only", "HEAD"]) == 0
    assert main(["check", "-C", str(broken), "--only", "main", "docs/trang.md"]) == 0


def test_only_outside_of_git_is_wrong_usage(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-C", str(broken), "--only", "khong-co-nhanh"]) == 2
    assert "--only cần một kho git" in capsys.readouterr().err
