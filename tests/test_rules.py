"""Every rule against its Markdown file in tests/rules: knowledge bases in, the exact lines of the report out.

A file has one section a case. A fence ```` ```md file=docs/x.md ```` lays a file over the base in tests/rules/_base
(with `escapes`, \\uXXXX stands for a character nobody would see; `encoding=` stores it in another encoding; `remove`
takes a file away, `link=` makes it a link on the disk), and the fence ```` ```report ```` holds the expected lines.
`pytest --update-golden` rewrites them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build import build, check
from generator.diagnostics import Diagnostic
from generator.manual import ALL_RULES
from generator.report import line_of
from tests.conftest import KnowledgeBase
from tests.samples import RULES, base

FILES = sorted(RULES.glob("*.md"))
FENCE = re.compile(r"^(?P<mark>`{3,})(?P<info>\w+[^\n]*)\n(?P<text>.*?)^(?P=mark)$", re.MULTILINE | re.DOTALL)
LINK = b"\0link to "
"""What stands for a link on the disk among the files of a case."""

HEADINGS = ("**Kiểm tra gì.**", "**Vì sao.**", "**Ví dụ.**", "**Cách sửa.**")


@dataclass(frozen=True)
class Case:
    """A knowledge base (None: a file that is taken away) and the report expected of it, with its place in the text."""

    title: str
    files: dict[str, bytes | None]
    report: str
    span: tuple[int, int]


def read_cases(text: str) -> list[Case]:
    """The cases of a rule's file; each ends with its report."""
    cases: list[Case] = []
    files: dict[str, bytes | None] = {}
    for fence in FENCE.finditer(text):
        language, *words = fence["info"].split()
        if language == "report":
            title = text[: fence.start()].rpartition("\n## ")[2].partition("\n")[0]
            cases.append(Case(title, files, fence["text"], fence.span("text")))
            files = {}
        else:
            path, content = read_file(dict(word.partition("=")[::2] for word in words), fence["text"])
            files[path] = content
    assert not files, "a case without a report"
    return cases


def read_file(options: Mapping[str, str], text: str) -> tuple[str, bytes | None]:
    """Path and content of a file's fence."""
    assert options.keys() <= {"file", "escapes", "encoding", "remove", "link"}, options
    if "remove" in options:
        return options["file"], None
    if "link" in options:
        return options["file"], LINK + options["link"].encode()
    if "escapes" in options:
        text = re.sub(r"\\u([0-9A-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return options["file"], text.encode(options.get("encoding", "utf-8"))


def run(case: Case, knowledge_base: KnowledgeBase) -> str:
    """The lines reported for a case; only a case about templates is rendered."""
    files = base() | case.files
    root = knowledge_base({path: content for path, content in files.items() if content is not None})
    for path, content in files.items():
        if content and content.startswith(LINK):
            (root / path).unlink()
            (root / path).symlink_to(content.removeprefix(LINK).decode())
    find: Callable[[Path], tuple[Diagnostic, ...]] = check
    if any(path.startswith("templates/") for path in files):
        find = lambda folder: build(folder).diagnostics  # noqa: E731
    return "".join(f"{line_of(diagnostic)}\n" for diagnostic in find(root))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rule_reports_what_its_file_says(path: Path, knowledge_base: KnowledgeBase, update_golden: bool) -> None:
    text = path.read_text(encoding="utf-8")
    cases = read_cases(text)
    reports = [run(case, knowledge_base) for case in cases]
    if update_golden:
        for case, report in reversed(list(zip(cases, reports, strict=True))):
            text = text[: case.span[0]] + report + text[case.span[1] :]
        path.write_text(text, encoding="utf-8")
        return
    for case, report in zip(cases, reports, strict=True):
        assert report == case.report, case.title


def test_rule_files_show_a_violation_and_a_correct_form() -> None:
    for path in FILES:
        code = path.stem.partition("-")[0]
        found = [f": {code} " in case.report for case in read_cases(path.read_text(encoding="utf-8"))]
        assert any(found), f"no case of {path.name} breaks {code}"
        assert not all(found), f"no case of {path.name} shows what {code} accepts"


def test_every_rule_has_its_file() -> None:
    assert len(FILES) > 30
    names = [f"{rule.code}-{rule.name}" for rule in ALL_RULES]
    stems = [path.stem for path in FILES]
    assert [stem for stem in stems if stem in names] == names
    strays = [stem for stem in stems if stem not in names and not stem.startswith(tuple(f"{n}-" for n in names))]
    assert not strays, "a file is named for its rule: CODE-name.md, or CODE-name-variant.md for one mistake"


def test_sixty_mistakes_have_their_own_file() -> None:
    assert len(FILES) >= 60


def test_codes_and_names_are_used_once() -> None:
    assert len({rule.code for rule in ALL_RULES}) == len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


def test_manual_says_what_why_example_and_remedy() -> None:
    for rule in ALL_RULES:
        assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
        assert rule.headline.endswith("."), rule.code
        parts = re.split(r"(\*\*[^*]+\.\*\*)", rule.manual)
        assert tuple(parts[1::2]) == HEADINGS, rule.code
        assert all(len(text.strip()) > 8 for text in parts[2::2]), rule.code


def test_base_is_clean(knowledge_base: KnowledgeBase) -> None:
    assert check(knowledge_base(base())) == ()
