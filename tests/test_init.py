"""`sotay init`, `sotay new` and the editor files: a new knowledge base works at once, and so do its workflows."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from referencing import Registry, Resource

from generator import schema
from generator.build import check, understand
from generator.cli import main
from generator.commands.new import ask
from generator.kinds import KINDS, ORDER, Lesson
from generator.starter import write as write_starter

SOTAY = Path(sys.executable).parent


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new knowledge base; read it, never write into it."""
    root = tmp_path_factory.mktemp("init") / "kho"
    assert main(["init", str(root), "--name", 'Kho "thử"', "--generator", "./sotay.whl"]) == 0
    return root


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A new knowledge base to work in."""
    root = tmp_path / "kho"
    main(["init", str(root)])
    return root


def test_new_knowledge_base_is_clean_and_has_every_kind(starter: Path) -> None:
    assert check(starter) == ()
    _, knowledge, _ = understand(starter)
    assert [kind.folder for kind in ORDER if not knowledge.catalog.of(kind)] == []
    assert not [path for path in starter.rglob("*") if path.name.startswith("dot_")]
    assert (starter / "requirements.txt").read_text(encoding="utf-8").endswith("\n./sotay.whl\n")
    for path in starter.rglob("*"):
        assert not path.is_file() or not re.search("@[A-Z]+@", path.read_text(encoding="utf-8")), path


def test_refuses_a_folder_with_content(starter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(starter)]) == 2
    assert "đã có nội dung" in capsys.readouterr().err


def test_never_overwrites(starter: Path) -> None:
    with pytest.raises(FileExistsError):
        write_starter(starter, "Khác", "sotay", date(2026, 1, 1))


# Workflows: every command of the ready-made files is run in a new repository.


Run = Callable[..., None]


@pytest.fixture
def run(loaded_sotay: Path) -> Run:
    """Run a command of a workflow below a root: `run(root, command, NAME=value)`."""
    return partial(run_with, [loaded_sotay, SOTAY])


def run_with(programs: list[Path], root: Path, command: str, **environment: str) -> None:
    """Leave out what needs the network: nothing is installed, no service is asked."""
    if command.startswith("pip install"):
        installed = re.findall(r"(\S+)==(\S+)", command)
        assert all(version(name) == wanted for name, wanted in installed), "as in the development lock"
        return
    command = re.sub(r"^pip-audit", "pip-audit --dry-run", command)
    places = os.pathsep.join([*map(str, programs), os.environ["PATH"]])
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PATH": places, **environment}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=root, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=thu", "-c", "user.email=thu@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def pull_request(fresh: Path) -> Path:
    """A clone on a branch that changes an entry, with `origin/main` as a code host's checkout has it."""
    settings = fresh / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("  sotay:\n", "  sotay:\n    manual: false\n"), encoding="utf-8")
    git(fresh, "init")
    git(fresh, "add", ".")
    git(fresh, "commit", "-m", "đầu")
    git(fresh, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(fresh, "checkout", "-b", "nhanh")
    term = fresh / "docs/thuat-ngu/bai-thu-hoach.md"
    term.write_text(term.read_text(encoding="utf-8").replace("Bài viết sau", "Bài viết ngay sau"), encoding="utf-8")
    git(fresh, "commit", "-am", "sửa")
    return fresh


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def github_steps(workflow: Any) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from (step for step in job["steps"] if "run" in step)


@pytest.mark.slow
def test_github_workflow_runs(pull_request: Path, run: Run, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    steps = list(github_steps(load(pull_request / ".github/workflows/sotay.yml")))
    assert [step["run"].split()[0] for step in steps] == ["pip", *["sotay"] * 4, "pip", "pip-audit"]
    for step in steps:
        env = {key: value.replace("${{ github.base_ref }}", "main") for key, value in step.get("env", {}).items()}
        run(pull_request, step["run"], GITHUB_STEP_SUMMARY=str(summary), **env)
    assert "Bài thu hoạch" in summary.read_text(encoding="utf-8")
    assert (pull_request / "site/thuat-ngu/bai-thu-hoach/index.html").is_file()


@pytest.mark.slow
def test_gitlab_pipeline_runs(pull_request: Path, run: Run) -> None:
    pipeline = load(pull_request / ".gitlab-ci.yml")
    jobs = {name: job for name, job in pipeline.items() if isinstance(job, dict) and "script" in job}
    assert list(jobs) == ["kiem-tra", "tac-dong", "dia-chi", "thu-vien", "xem-truoc", "pages"]
    for name in ("kiem-tra", "tac-dong", "dia-chi", "thu-vien", "pages"):
        for command in jobs[name]["script"]:
            run(pull_request, command, CI_MERGE_REQUEST_DIFF_BASE_SHA="main")
    assert json.loads((pull_request / "gl-code-quality-report.json").read_text(encoding="utf-8")) == []
    assert "Bài thu hoạch" in (pull_request / "tac-dong.md").read_text(encoding="utf-8")
    assert (pull_request / "public/index.html").is_file()


@pytest.mark.slow
def test_pull_request_that_loses_an_address_is_stopped(pull_request: Path, run: Run) -> None:
    """The same step that lets a good change pass fails when a page goes without a trace."""
    steps = github_steps(load(pull_request / ".github/workflows/sotay.yml"))
    command = next(step["run"] for step in steps if "urls" in step["run"])
    (pull_request / "docs/gioi-thieu.md").unlink()
    with pytest.raises(AssertionError, match="/gioi-thieu/: không còn dẫn tới đâu"):
        run(pull_request, command, BASE="origin/main")


def test_pre_commit_hooks_run(pull_request: Path, run: Run, repository: Path) -> None:
    own = load(pull_request / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    offered = load(repository / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in offered] == ["sotay-check", "sotay-fix"]
    for hook in (*own, *offered):
        run(pull_request, hook["entry"])
        assert re.match(hook["files"], "docs/bai-hoc/x.md")
        assert not re.match(hook["files"], "README.md")


# New entries.


@pytest.mark.parametrize("folder", KINDS)
def test_new_entry_is_fine_but_for_the_texts_to_fill_in(
    fresh: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "-C", str(fresh), folder, "moi"]) == 0
    found = check(fresh)
    structural = {"chuyen-de": "ST001", "doi-tuong": "AU006"}.get(folder, "ST004")
    assert {one.rule.code for one in found} == {"ST004", structural}
    assert {one.place.path for one in found} == {f"docs/{folder}/moi.md"}
    out = capsys.readouterr().out
    named = set(re.findall(r" ([A-Z]{2}\d{3}) ", out))
    assert named == {structural} - {"ST004"}, "what other entries must do is named at once"
    text = (fresh / f"docs/{folder}/moi.md").read_text(encoding="utf-8")
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_flags_fill_fields(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = {
        "title": 'Kết luận: "học tập"',
        "summary": "Tóm tắt: # không phải ghi chú",
        "audiences": "dang-vien",
        "topics": "noi-dung-tai-lieu, kiem-tra-danh-gia",
        "sources": "{url: https://example.org/trang}",
        "number": "21-KL/TW",
        "issued": "2021-10-25",
        "kind": "ket-luan",
        "status": "{value: chua-ro, checked: 2026-01-02}",
        "key-points": "Một ý.",
    }
    arguments = [word for name, value in flags.items() for word in (f"--{name}", value)]
    assert main(["new", "-C", str(fresh), "nghi-quyet", "21-kl-tw-2021", *arguments]) == 0
    path = fresh / "docs/nghi-quyet/21-kl-tw-2021.md"
    front, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n")
    values = yaml.safe_load(front)
    assert values["title"] == flags["title"]
    assert values["summary"] == flags["summary"]
    assert values["topics"] == ["noi-dung-tai-lieu", "kiem-tra-danh-gia"]
    assert values["sources"] == [{"url": "https://example.org/trang"}]
    assert {one.rule.code for one in check(fresh)} == {"ST004"}, "only the body is left to write"
    path.write_text(f"---\n{front}\n---\n", encoding="utf-8")
    assert "CẦN ĐIỀN" in body
    assert check(fresh) == ()
    capsys.readouterr()


def test_flag_of_another_kind_is_wrong_usage(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "-C", str(fresh), "thuat-ngu", "moi", "--number", "1"]) == 2
    assert "không có trường “number”" in capsys.readouterr().err
    assert not (fresh / "docs/thuat-ngu/moi.md").exists()


def test_asks_for_what_is_not_given() -> None:
    questions: list[str] = []

    def answer(question: str) -> str:
        questions.append(question)
        return " Câu trả lời " if question.startswith("Tên.") else ""

    given = ask(Lesson, {"summary": ["Đã có"]}, answer)
    assert given == {"summary": ["Đã có"], "title": ["Câu trả lời"]}
    assert [q.partition(".")[0] for q in questions] == ["Tên", "Chủ đề", "Đối tượng", "Loại", "Chủ đề chính"]
    assert "han-che (Hạn chế)" in questions[3]


def test_end_of_input_leaves_fields_for_later(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", end)
    assert main(["new", "-C", str(fresh), "thuat-ngu", "moi"]) == 0
    assert "CẦN ĐIỀN" in (fresh / "docs/thuat-ngu/moi.md").read_text(encoding="utf-8")


# Editor files.


def test_editor_files_of_this_repository_are_current(repository: Path) -> None:
    assert schema.stale(repository) == []


def test_schema_check_fails_on_a_stale_file(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "-C", str(fresh), "--check"]) == 0
    (fresh / "schema/bai-hoc.schema.json").write_text("{}", encoding="utf-8")
    assert main(["schema", "-C", str(fresh), "--check"]) == 1
    assert "schema/bai-hoc.schema.json không còn đúng" in capsys.readouterr().err
    assert main(["schema", "-C", str(fresh)]) == 0
    assert main(["schema", "-C", str(fresh), "--check"]) == 0


def test_ids_are_offered_and_follow_new_entries(fresh: Path) -> None:
    main(["new", "-C", str(fresh), "bai-hoc", "hoc-tu-mau"])
    ids = json.loads((fresh / "schema/ma.schema.json").read_text(encoding="utf-8"))["$defs"]
    assert "hoc-tu-mau" in ids["bai-hoc"]["enum"]
    assert ids["doi-tuong"]["enum"] == ["dang-vien"]
    assert "noi-dung-tai-lieu" in ids["topics"]["enum"]
    lesson = json.loads((fresh / "schema/bai-hoc.schema.json").read_text(encoding="utf-8"))["$defs"]["Lesson"]
    assert lesson["properties"]["audiences"]["items"]["anyOf"][0] == {"$ref": "ma.schema.json#/$defs/doi-tuong"}
    text = (fresh / "schema/bai-hoc.schema.json").read_text(encoding="utf-8")
    references = re.findall(r'"\$ref": "ma\.schema\.json#/\$defs/([^"]+)"', text)
    assert set(references) <= set(ids)
    snippets = json.loads((fresh / ".vscode/ma.code-snippets").read_text(encoding="utf-8"))
    assert "hoc-tu-mau" in {one["prefix"] for one in snippets.values()}


def in_editor(root: Path, folder: str, text: str) -> list[str]:
    """What an editor marks in a file of a kind."""
    from jsonschema import Draft202012Validator  # takes seconds, so not while tests are collected

    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (root / "schema").iterdir()}
    known = Registry().with_resources((name, Resource.from_contents(one)) for name, one in schemas.items())
    values = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return [
        one.message
        for one in Draft202012Validator(schemas[f"{folder}.schema.json"], registry=known).iter_errors(values)
    ]


def test_editor_takes_a_removed_entry_and_still_knows_what_an_entry_needs(starter: Path) -> None:
    removed = "id: cu\ntitle: Cũ\nremoved: 2026-11-22\nreason: Không còn dùng.\n"
    for folder in KINDS:
        assert in_editor(starter, folder, removed) == []
        (path, *_) = (starter / "docs" / folder).glob("*.md")
        front = path.read_text(encoding="utf-8").split("---\n")[1]
        assert in_editor(starter, folder, front) == [], path
        (problem,) = in_editor(starter, folder, re.sub(r"(?m)^summary:.*\n(?:  .*\n)*", "", front))
        assert problem == "'summary' is a required property"
    assert in_editor(starter, "bai-hoc", removed + "successor: tinh-huong/x\nvisibility: noi-bo\n") == []
    assert in_editor(starter, "bai-hoc", removed.replace("reason", "because")) != []
    assert in_editor(starter, "bai-hoc", removed + "theme: cach-hoc\n") != [], "an entry is one or the other"


def test_settings_of_vs_code_name_files_that_exist(starter: Path, repository: Path) -> None:
    for root in (starter, repository):
        settings = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
        assert len(settings["yaml.schemas"]) == len(KINDS)
        for path, pattern in settings["yaml.schemas"].items():
            assert (root / path).is_file()
            assert list(root.glob(pattern))
        assert json.loads((root / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]


def filled(snippet: dict[str, Any]) -> str:
    """A snippet's text as VS Code leaves it when nothing is typed (placeholders do not nest here)."""
    text = "\n".join(snippet["body"])
    variables = {"TM_FILENAME_BASE": "moi", "CURRENT_YEAR": "2026", "CURRENT_MONTH": "01", "CURRENT_DATE": "02"}
    for name, value in variables.items():
        text = text.replace(f"${name}", value)
    text = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", lambda match: re.sub(r"\\(.)", r"\1", match[1]), text)
    assert "${" not in text
    return text + "\n"


def test_snippets_give_entries_that_only_need_filling_in(fresh: Path) -> None:
    snippets = json.loads((fresh / ".vscode/sotay.code-snippets").read_text(encoding="utf-8"))
    assert [one["prefix"] for one in snippets.values()] == [f"moi-{folder}" for folder in KINDS]
    for folder, snippet in zip(KINDS, snippets.values(), strict=True):
        (fresh / f"docs/{folder}/moi.md").write_text(filled(snippet), encoding="utf-8")
    codes = {one.rule.code for one in check(fresh)}
    assert codes <= {"ST004", "ST001", "AU002", "AU003", "AU006", "LK002", "LK003", "AU001"}, (
        "nothing is malformed or missing"
    )


def test_editor_finds_the_place_of_every_finding(starter: Path, repository: Path, tmp_path: Path) -> None:
    """The task of Visual Studio Code understands the report: file, line, column, code and message."""
    text = (starter / ".vscode/tasks.json").read_text(encoding="utf-8")
    assert (repository / ".vscode/tasks.json").read_text(encoding="utf-8") == text
    task = json.loads(text)["tasks"][0]
    root = shutil.copytree(starter, tmp_path / "kho")
    (root / "docs/bai-hoc/hong.md").write_text("---\nid: khac\n---\n", encoding="utf-8")
    sotay = [SOTAY / Path(task["command"]).name, *task["args"]]
    said = subprocess.run(sotay, cwd=root, capture_output=True, encoding="utf-8", check=False)
    pattern = task["problemMatcher"]["pattern"]
    found = [re.search(pattern["regexp"], line) for line in said.stdout.splitlines() if ".md:" in line]
    assert len(found) > 3
    for match in found:
        assert match
        assert match[pattern["file"]] == "docs/bai-hoc/hong.md"
        assert int(match[pattern["line"]]) in (1, 2)
        assert match[pattern["message"]].endswith(")")
