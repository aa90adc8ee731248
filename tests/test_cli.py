"""The command line keeps its contract: exit codes 0, 1 and 2, every format, knowledge bases anywhere on the disk."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import pytest

from generator import cli, report, schema
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.kinds import KINDS, ORDER, Record
from generator.manual import ALL_RULES
from tests.conftest import KnowledgeBase
from tests.samples import base

SOTAY = Path(sys.executable).with_name("sotay")
BROKEN = {"docs/thuat-ngu/tiet.md": base()["docs/thuat-ngu/tiet.md"].replace(b"bai-goc", b"bai-got")}
BROKEN_LINE = (
    "docs/thuat-ngu/tiet.md:5:21: LK002 unknown-reference: không có bài nguồn nào mang mã “bai-got” "
    "(gợi ý: có phải “bai-goc”?)"
)
OLD_STATUS = base()["docs/nghi-quyet/05-ct-tw-2016.md"].replace(b"checked: 2026-11-22", b"checked: 2020-01-01")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: `run("check", ...)` gives exit code, output, errors."""

    def run_command(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as stop:  # argparse ends the process itself
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_command


def test_installed_command_ends_with_the_exit_code(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | BROKEN)
    result = subprocess.run([SOTAY, "check"], cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout == f"{BROKEN_LINE}\n1 lỗi, 0 cảnh báo\n"


def test_clean_content_is_fine(run: Run, knowledge_base: KnowledgeBase) -> None:
    assert run("check", "-C", knowledge_base(base())) == (0, "Không thấy lỗi nào.\n", "")


def test_warnings_alone_are_fine(run: Run, knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"docs/nghi-quyet/05-ct-tw-2016.md": OLD_STATUS})
    code, said, _ = run("check", "-C", root)
    assert code == 0
    assert said.endswith("0 lỗi, 1 cảnh báo\n")


def test_other_day_other_findings(run: Run, knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    root = knowledge_base(base())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1860000000")  # 2028-12-09
    code, said, _ = run("check", "-C", root)
    assert code == 0
    assert said.count("stale-status") == 2


@pytest.mark.parametrize("command", [["build"], ["check"], ["serve"], ["new", "term", "x"], ["schema"]])
def test_folder_without_a_knowledge_base_is_wrong_usage(command: list[str], run: Run, tmp_path: Path) -> None:
    code, said, error = run(*command, "-C", tmp_path)
    assert (code, said) == (2, "")
    assert "không có tệp mkdocs.yml" in error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dung"],
        ["check", "--format", "xml"],
        ["check", "khong-co.md"],
        ["check", ".."],
        ["check", "--visibility", "public"],
        ["build", "--engine", "hugo"],
        ["build", "--visibility", "all"],
        ["new"],
        ["new", "term"],
        ["new", "sach", "x"],
        ["new", "term", "Tiết học"],
        ["new", "term", "../tiet"],
        ["new", "term", "tiet"],
        ["explain"],
        ["explain", "XX999"],
    ],
    ids=" ".join,
)
def test_wrong_usage(
    arguments: list[str], run: Run, knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = knowledge_base(base())
    monkeypatch.chdir(root)
    before = sorted(root.rglob("*"))
    code, said, error = run(*arguments)
    assert (code, said) == (2, "")
    assert error
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/thuat-ngu/tiet.md", 1),
        ("docs/thuat-ngu", 1),
        ("docs", 1),
        ("docs/nghi-quyet", 0),
        ("docs/gioi-thieu.md", 0),
        ("mkdocs.yml", 0),
    ],
)
def test_paths_narrow_the_report_but_not_the_reading(
    path: str, expected: int, run: Run, knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = knowledge_base(base() | BROKEN)
    code, said, _ = run("check", "-C", root, path)
    assert code == expected
    assert (BROKEN_LINE in said) == bool(expected)
    monkeypatch.chdir(root)
    assert run("check", path)[0] == expected
    assert run("check", root / path)[0] == expected


def test_json_lists_what_the_contract_names(run: Run, knowledge_base: KnowledgeBase) -> None:
    code, said, _ = run("check", "-C", knowledge_base(base() | BROKEN), "--format", "json")
    assert code == 1
    assert json.loads(said) == [
        {
            "code": "LK002",
            "name": "unknown-reference",
            "severity": "error",
            "path": "docs/thuat-ngu/tiet.md",
            "line": 5,
            "column": 21,
            "message": "không có bài nguồn nào mang mã “bai-got”",
            "hint": "có phải “bai-goc”?",
        }
    ]


def test_github_annotates_file_line_and_column(run: Run, knowledge_base: KnowledgeBase) -> None:
    code, said, _ = run("check", "-C", knowledge_base(base() | BROKEN), "--format", "github")
    assert code == 1
    assert said == (
        "::error file=docs/thuat-ngu/tiet.md,line=5,col=21,title=LK002 unknown-reference"
        "::không có bài nguồn nào mang mã “bai-got” (gợi ý: có phải “bai-goc”?)\n"
    )


def finding(path: str, text: str, offset: int, severity: Severity, message: str) -> Diagnostic:
    rule = Rule("XX001", "made-up", severity, "Dựng ra để thử.\n\n**Vì sao.** Để thử.")
    return Diagnostic(rule, Place(path, text, offset), message, "sửa đi")


AWKWARD = [
    finding("docs/a,b:c/100% tiết.md", "một\nhai ba\n", 8, Severity.WARNING, "dòng một\r\ndòng hai: 50%, hết"),
    finding("docs/x.md", "", 0, Severity.ERROR, "::error::không phải lệnh"),
]


def test_github_escapes_what_would_end_a_command() -> None:
    """As GitHub's toolkit does (packages/core/src/command.ts: escapeData, escapeProperty)."""
    first, second = report.as_github(AWKWARD).split("\n")
    assert first == (
        "::warning file=docs/a%2Cb%3Ac/100%25 tiết.md,line=2,col=5,title=XX001 made-up"
        "::dòng một%0D%0Adòng hai: 50%25, hết (gợi ý: sửa đi)"
    )
    assert second.startswith("::error file=docs/x.md,line=1,col=1,title=XX001 made-up::")


def test_gitlab_issue_has_what_gitlab_reads(run: Run, knowledge_base: KnowledgeBase) -> None:
    """Fields and levels as in GitLab's documentation of the code quality report."""
    code, said, _ = run("check", "-C", knowledge_base(base() | BROKEN), "--format", "gitlab")
    assert code == 1
    (issue,) = json.loads(said)
    assert issue["description"].startswith("không có bài nguồn nào")
    assert issue["check_name"] == "LK002 unknown-reference"
    assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert issue["location"] == {"path": "docs/thuat-ngu/tiet.md", "lines": {"begin": 5}}
    assert re.fullmatch(r"[0-9a-f]{16,}", issue["fingerprint"])


def test_gitlab_knows_a_finding_again_when_lines_move(run: Run, knowledge_base: KnowledgeBase) -> None:
    (path, text), *_ = BROKEN.items()
    moved = text.replace(b"title:", b"# moved\ntitle:")
    seen = [
        json.loads(run("check", "-C", knowledge_base(base() | {path: one}), "--format", "gitlab")[1])[0]
        for one in (text, moved)
    ]
    assert seen[0]["fingerprint"] == seen[1]["fingerprint"]
    assert seen[0]["location"] != seen[1]["location"]


def test_gitlab_tells_findings_apart(run: Run, knowledge_base: KnowledgeBase) -> None:
    text = "Xem [một](x.md).\n\nXem [một](x.md).\n\n## Trống\n\n## Trống\n"
    root = knowledge_base(base() | {"docs/gioi-thieu.md": "# Giới thiệu\n\n" + text})
    issues = json.loads(run("check", "-C", root, "--format", "gitlab")[1])
    assert len(issues) == len({issue["fingerprint"] for issue in issues}) == 4


def check_sarif(log: dict[str, Any]) -> list[dict[str, Any]]:
    """The required parts of SARIF 2.1.0 (OASIS standard, sections 3.13 to 3.30); gives the results."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "sotay"
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert result["ruleId"] in {rule["id"] for rule in rules}
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9\-._~/%!$&'()*+,;=@]+", uri), "RFC 3986, and no scheme"
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region.get("endColumn", region["startColumn"]) >= region["startColumn"] >= 1
    results: list[dict[str, Any]] = run["results"]
    return results


def test_sarif_is_valid(run: Run, knowledge_base: KnowledgeBase) -> None:
    code, said, _ = run("check", "-C", knowledge_base(base() | BROKEN), "--format", "sarif")
    assert code == 1
    (result,) = check_sarif(json.loads(said))
    assert (result["ruleId"], result["level"]) == ("LK002", "error")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 5


def test_sarif_writes_paths_as_addresses() -> None:
    results = check_sarif(json.loads(report.as_sarif(AWKWARD)))
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert [unquote(place) for place in places] == [one.place.path for one in AWKWARD]
    assert [result["level"] for result in results] == ["warning", "error"]


@pytest.mark.parametrize("form", sorted(report.REPORTS))
def test_every_format_can_say_that_nothing_is_wrong(form: str, run: Run, knowledge_base: KnowledgeBase) -> None:
    code, said, error = run("check", "-C", knowledge_base(base()), "--format", form)
    assert (code, error) == (0, "")
    if form in ("json", "gitlab"):
        assert json.loads(said) == []
    if form == "sarif":
        assert check_sarif(json.loads(said)) == []
    if form == "github":
        assert said.strip() == ""


def test_explain_takes_code_and_name_of_every_rule(run: Run) -> None:
    for rule in ALL_RULES:
        code, page, _ = run("explain", rule.code)
        assert code == 0, rule.code
        assert page.startswith(f"# {rule.code} `{rule.name}`\n\n{rule.headline}\n")
        assert run("explain", rule.name) == run("explain", rule.code.lower()) == (0, page, "")


def test_explain_needs_no_knowledge_base(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("explain", "broken-link")[0] == 0


@pytest.mark.parametrize("kind", ORDER, ids=lambda kind: kind.folder)
@pytest.mark.parametrize("is_english", [True, False], ids=["english", "folder"])
def test_new_entry_only_lacks_what_its_author_must_write(
    kind: type[Record], is_english: bool, run: Run, knowledge_base: KnowledgeBase
) -> None:
    root = knowledge_base(base())
    code, said, error = run("new", kind.__name__.lower() if is_english else kind.folder, "muc-moi", "-C", root)
    assert (code, error) == (0, "")
    path = f"docs/{kind.folder}/muc-moi.md"
    assert (root / path).is_file()
    assert path in said
    code, said, _ = run("check", "-C", root, "--format", "json")
    found = json.loads(said)
    assert code == 1
    assert {one["path"] for one in found} == {path}
    allowed = {"ST004", "SC001", "AU002", "ST001", "AU003", "AU006", "LK002", "LK003", "FD005", "ID003"}
    assert {"ST004"} <= {one["code"] for one in found if one["severity"] == "error"} <= allowed
    lines = (root / path).read_text(encoding="utf-8").splitlines()
    for one in found:
        if one["code"] in {"LK002", "LK003", "FD005"}:
            assert "CẦN ĐIỀN" in lines[one["line"] - 1], "a finding that the author has not caused"


def test_schema_writes_what_editors_use_and_says_when_it_is_old(run: Run, knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base())
    assert run("schema", "--check", "-C", root)[0] == 1
    code, said, _ = run("schema", "-C", root)
    assert code == 0
    written = said.split()
    assert set(schema.files()) <= set(written)
    assert {f"schema/{folder}.schema.json" for folder in KINDS} <= set(written)
    assert run("schema", "--check", "-C", root) == (0, "", "")
    changed, missing, *_ = schema.files()
    (root / changed).write_text("{}", encoding="utf-8")
    (root / missing).unlink()
    code, said, error = run("schema", "--check", "-C", root)
    assert (code, said) == (1, "")
    assert [line.split()[0] for line in error.splitlines()] == [changed, missing]
    assert run("check", "-C", root)[0] == 0


def test_committed_schemas_are_fresh(run: Run, repository: Path) -> None:
    assert run("schema", "--check", "-C", repository) == (0, "", "")


def test_schema_is_json_schema_with_vietnamese_titles() -> None:
    files = {path: text for path, text in schema.files().items() if path.endswith(".schema.json")}
    assert len(files) == len(ORDER)
    for path, text in files.items():
        kind = KINDS[PurePosixPath(path).name.removesuffix(".schema.json")]
        one = json.loads(text)
        assert one["title"] == kind.label
        assert one["$schema"].endswith("2020-12/schema")
        one = one["$defs"][one["else"]["$ref"].rpartition("/")[2]]
        assert one["additionalProperties"] is False
        assert set(one["properties"]) == set(kind.model_fields)
        assert set(one["required"]) == {name for name, info in kind.model_fields.items() if info.is_required()}
        for name, info in kind.model_fields.items():
            assert one["properties"][name]["title"] == info.title


def test_a_site_folder_is_below_where_the_command_runs(
    run: Run, knowledge_base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = knowledge_base(base())
    here = tmp_path / "noi-chay"
    here.mkdir()
    monkeypatch.chdir(here)
    assert run("build", "-C", root, "--site-dir", "trang")[0] == 0
    assert (here / "trang" / "index.html").is_file()
    assert not (root / "trang").exists()


def test_build_of_content_with_errors_writes_nothing(
    run: Run, knowledge_base: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    root = knowledge_base(base() | BROKEN)
    for engine in ("mkdocs", "zensical"):
        caplog.clear()
        code, said, errors = run("build", "-C", root, "--engine", engine)
        assert code == 1, said + errors
        assert BROKEN_LINE in said + errors + caplog.text
        assert not (root / "site").exists()


@pytest.mark.parametrize("address", ["huong-dan/bi-thu", "/huong-dan/bi-thu/", "huong-dan/bi-thu.md#thu-hoach"])
def test_preview_prints_one_page(address: str, run: Run, knowledge_base: KnowledgeBase) -> None:
    code, said, errors = run("preview", "-C", knowledge_base(base()), address)
    assert (code, errors) == (0, "")
    assert said.startswith('---\ntitle: "Hướng dẫn học tập: Bí thư chi bộ"')
    assert "{#thu-hoach}" in said


def test_preview_writes_a_page_for_the_browser(run: Run, knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base())
    file = root / "trang.html"
    assert run("preview", "-C", root, "nghi-quyet", "--html", file) == (0, f"Đã ghi {file}.\n", "")
    html = file.read_text(encoding="utf-8")
    assert "<h1" in html
    for style in re.findall(r'href="file://([^"]+\.css)"', html):
        assert Path(unquote(style)).is_file()
    assert "styles/tokens.css" in html
    assert 'scripts/self-check.js"' in html
    assert "doi-dia-chi" not in html, "what only leads elsewhere is no part of a page"


def test_preview_says_what_is_wrong(run: Run, knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"templates/guides/bi-thu.md.j2": "# {{ guide.titel }}\n"})
    code, said, errors = run("preview", "-C", root, "huong-dan/bi-thu")
    assert (code, said) == (1, "")
    assert "templates/guides/bi-thu.md.j2:1:1: TM001" in errors
    assert run("preview", "-C", root, "huong-dan/dang-vien")[0] == 0, "another page is none of its business"
    code, _, errors = run("preview", "-C", root, "huong-dan/bi-thuu")
    assert code == 2
    assert "có phải “huong-dan/bi-thu”?" in errors
