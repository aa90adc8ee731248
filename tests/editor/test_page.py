"""The editing page: every declared field once, no host but the named ones, nothing in a build that did not ask."""

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.admin_settings import AdminSettings
from generator.browser_editor import bundle, form, page
from generator.browser_editor.limits import limits_of
from generator.cli import main
from generator.kinds import KINDS, ORDER
from generator.kinds.fields import Choice, OneOfTopics, Part, RefTo
from generator.kinds.shape import bare_type, is_list, markers

CONFIG_FILE = "admin/config.json"


@pytest.fixture(scope="module")
def config(page_files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page_files[CONFIG_FILE])
    return found


def fields_of(
    fields: list[dict[str, Any]], kind: type[Part], path: str = ""
) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Every form field beside its declaration, as deep as the form goes."""
    for one in fields:
        if one["name"] == "body" and not path:
            continue
        info = kind.model_fields[one["name"]]
        yield f"{path}{one['name']}", one, info
        if "fields" in one:
            yield from fields_of(one["fields"], bare_type(info), f"{path}{one['name']}.")


def declared(kind: type[Part], path: str = "") -> Iterator[str]:
    for name, info in kind.model_fields.items():
        yield path + name
        if issubclass(bare_type(info), Part):
            yield from declared(bare_type(info), f"{path}{name}.")


@pytest.mark.parametrize("kind", ORDER, ids=lambda kind: kind.folder)
def test_every_declared_field_stands_in_the_form_once(kind: type[Any], config: dict[str, Any]) -> None:
    collection = config["cms"]["collections"][ORDER.index(kind)]
    found = list(fields_of(collection["fields"], kind))
    assert [path for path, _, _ in found] == list(declared(kind))
    for path, one, info in found:
        assert one["label"] == info.title, path
        assert one["hint"].startswith(info.description), path
        widget, marks, type_ = one["widget"], markers(info), bare_type(info)
        if any(isinstance(mark, RefTo) for mark in marks):
            assert (widget, one["collection"]) == ("relation", next(m.folder for m in marks if isinstance(m, RefTo)))
        elif any(isinstance(mark, OneOfTopics) for mark in marks) or issubclass(type_, Choice):
            assert widget == "select"
            assert len(one["options"]) > 1
        elif limits_of(info).pattern:
            expected, message = one["field"]["pattern"] if is_list(info) else one["pattern"]
            assert expected == limits_of(info).pattern
            assert message.startswith("Chưa đúng dạng. ")
        else:
            assert widget == {bool: "boolean", int: "number", float: "number"}.get(type_, widget)
        assert one["required"] == (info.is_required() or isinstance(info.default, Choice)), path
    assert collection["fields"][-1]["name"] == "body"
    assert (collection["folder"], collection["preview_path"]) == (f"docs/{kind.folder}", f"{kind.folder}/{{{{slug}}}}/")


def test_file_format_knows_every_key(config: dict[str, Any]) -> None:
    def keys(shape: dict[str, Any], path: str = "") -> Iterator[str]:
        for name, one in shape.items():
            yield path + name
            if one["is"] == "part":
                yield from keys(one["keys"], f"{path}{name}.")

    assert list(config["kinds"]) == list(KINDS)
    for folder, shape in config["kinds"].items():
        assert list(keys(shape)) == list(declared(KINDS[folder]))
    assert config["kinds"]["nghi-quyet"]["key_points"]["short"] == "text"
    assert config["kinds"]["dot-hoc"]["start_time"]["is"] == "clock"


def test_every_kind_has_an_icon() -> None:
    assert form.ICONS.keys() == KINDS.keys()


def test_page_has_rules_of_its_own_for_its_content(page_files: dict[str, bytes], config: dict[str, Any]) -> None:
    html = unescape(page_files["admin/index.html"].decode())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    rules = dict(one.split(" ", 1) for one in policy[1].split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert rules["connect-src"].split() == ["'self'", "blob:", "data:", "https://api.github.com"]
    assert config["hosts"] == ["https://api.github.com"]
    assert "<title>Biên tập: Kho <thử></title>" in html
    assert "Kho &lt;thử&gt;" in page_files["admin/index.html"].decode()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"backend": "gitlab", "repository": "a/b/c"}, ("https://gitlab.com",)),
        (
            {
                "backend": "gitlab",
                "repository": "a/b",
                "api_root": "https://git.example.org:8443/api/v4",
                "base_url": "https://git.example.org:8443",
            },
            ("https://git.example.org:8443",),
        ),
        (
            {"backend": "github", "repository": "a/b", "base_url": "https://dang-nhap.example.org/x"},
            ("https://api.github.com", "https://dang-nhap.example.org"),
        ),
        ({"backend": "test-repo"}, ()),
    ],
)
def test_only_the_hosts_of_the_settings_are_named(given: dict[str, str], expected: tuple[str, ...]) -> None:
    assert page.hosts(AdminSettings.model_validate(given)) == expected


def test_setting_without_a_repository_is_reported(starter: Path, tmp_path: Path) -> None:
    root = shutil.copytree(starter, tmp_path / "kho")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace(", repository: dang-uy/so-tay", ""), encoding="utf-8")
    (found,) = build.check(root)
    assert (found.rule.code, found.message) == ("CF001", "thiết lập “admin” không hợp lệ")
    assert "repository" in found.hint


def test_no_build_has_the_page_unless_asked(starter: Path, editor: dict[str, bytes]) -> None:
    made = build.build(starter)
    assert [path for path in made.files if path.startswith("admin/")] == []
    asked = build.build(starter, editor=editor)
    assert {path for path in asked.files if path not in made.files} >= {"admin/index.html", CONFIG_FILE}


def test_asking_without_the_setting_is_wrong_usage(
    starter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(starter, tmp_path / "kho")
    config = root / "mkdocs.yml"
    config.write_text(re.sub(r"    admin: .*\n", "", config.read_text(encoding="utf-8")), encoding="utf-8")
    for command in ("build", "serve"):
        assert main([command, "-C", str(root), "--admin"]) == 2
        assert "extra.sotay.admin" in capsys.readouterr().err


def test_editor_brings_its_fonts_and_its_vietnamese(editor: dict[str, bytes]) -> None:
    script = editor["cms/npm/index.js"]
    named = set(re.findall(rb"url\((cms/npm/assets/[^)]+)\)", script))
    assert len(named) == 3
    assert {name.decode() for name in named} <= editor.keys()
    assert b"jsdelivr" not in script
    assert "Đăng nhập".encode() in editor["cms/locales/vi.js"]
    assert {"cms/LICENSE.txt", "yaml/LICENSE", "yaml/index.js"} <= editor.keys()


def test_lock_file_pins_by_hash_and_names_no_registry() -> None:
    lock = json.loads((bundle.ASSETS / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert {"node_modules/@sveltia/cms", "node_modules/yaml"} <= packages.keys()
    for name, one in packages.items():
        assert one["integrity"].startswith("sha512-"), name
        assert "resolved" not in one, name
    wanted = json.loads((bundle.ASSETS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert wanted == lock["packages"][""]["dependencies"]


def test_missing_npm_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(bundle.EditorUnavailableError, match=r"sotay\[admin\]"):
        bundle.files(tmp_path)
    assert list(tmp_path.iterdir()) == []
