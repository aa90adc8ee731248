"""The catalog as static JSON: what the index promises is there, and the manifest knows every page."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator import api, catalog, links, settings, source
from generator.build import Build, build
from generator.catalog import page_url
from generator.kinds import KINDS
from generator.knowledge import Knowledge
from tests.samples import base, write_files

ROOT = "api/v1/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(write_files(tmp_path_factory.mktemp("api"), base()))


def read(made: Build, name: str) -> Any:
    return json.loads(made.files[ROOT + name])


def test_index_names_the_other_files(made: Build) -> None:
    index = read(made, "index.json")
    assert index["name"] == "Kho thử"
    assert index["version"] == 1
    assert [kind["folder"] for kind in index["kinds"]] == list(KINDS)
    for kind in index["kinds"]:
        entries = read(made, kind["file"])
        assert len(entries) == kind["count"] > 0
        assert kind["label"] == KINDS[kind["folder"]].label
    named = {"index.json", index["schema"], index["manifest"], index["manifest_schema"]}
    named |= {kind[one] for kind in index["kinds"] for one in ("file", "schema")}
    assert named == {path.removeprefix(ROOT) for path in made.files if path.startswith(ROOT)}


def closed(node: Any) -> Any:
    """The schema with objects that may have no other keys than it tells: what is written must be described."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    told = {key: closed(value) for key, value in node.items()}
    is_object = isinstance(node.get("properties"), dict) and node.get("type") == "object"
    return {"additionalProperties": False, **told} if is_object else told


def validator(schema: Any) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker  # takes seconds, so not while tests are collected

    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def problems(schema: Any, value: Any) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in validator(closed(schema)).iter_errors(value)]


def test_every_file_is_as_its_schema_says(made: Build) -> None:
    index = read(made, "index.json")
    described = {"index.json": index["schema"], index["manifest"]: index["manifest_schema"]}
    described |= {kind["file"]: kind["schema"] for kind in index["kinds"]}
    assert len(described) == len(KINDS) + 2
    for name, schema in described.items():
        assert problems(read(made, schema), read(made, name)) == [], name


def test_schemas_refuse_what_is_missing_wrong_or_not_described(made: Build) -> None:
    schema, (entry, *_) = read(made, "schema/bai-hoc.json"), read(made, "bai-hoc.json")
    assert problems(schema, [entry]) == []
    for changed in ({"kind": "khac"}, {"topics": "noi-dung"}, {"url": "/bai-hoc"}, {"moi": 1}):
        assert len(problems(schema, [entry | changed])) == 1, changed
    for name in ("url", "body", "backlinks", "title", "theme"):
        assert problems(schema, [{key: value for key, value in entry.items() if key != name}])
    assert validator(schema).is_valid([entry | {"moi": 1}]), "later builds may tell more"


def test_entries_of_this_repository_are_as_their_schemas_say(repository: Path) -> None:
    site, _ = settings.load(repository)
    content, _ = source.read(repository, site.docs)
    entries, _ = catalog.build_catalog(content)
    tied, _ = links.resolve(entries, site.settings)
    files = api.write(site, Knowledge(site.settings, content, entries, tied), ())
    for folder in KINDS:
        listed, schema = (json.loads(files[f"{ROOT}{path}.json"]) for path in (folder, f"schema/{folder}"))
        assert schema["$id"] == f"{site.url}{ROOT}schema/{folder}.json"
        assert len(listed) > 2
        assert problems(schema, listed) == [], folder


def test_manifest_has_every_page_with_title_and_kind(made: Build) -> None:
    manifest = read(made, "manifest.json")
    assert [one["url"] for one in manifest] == [page_url(page.path) for page in made.pages]
    assert len({one["url"] for one in manifest}) == len(manifest) > 50
    assert all(one["title"] and one["kind"] for one in manifest)
    kinds = {one["url"]: one["kind"] for one in manifest}
    assert kinds["nghi-quyet/21-kl-tw-2021/"] == "nghi-quyet"
    assert kinds["huong-dan/bi-thu/"] == "guide"
    assert kinds[""] == "home"


def test_entry_is_as_in_front_matter_with_address_text_and_backlinks(made: Build) -> None:
    found = {one["id"]: one for one in read(made, "nghi-quyet.json")}
    assert found["21-kl-tw-2021"] == {
        "url": "nghi-quyet/21-kl-tw-2021/",
        "id": "21-kl-tw-2021",
        "title": "Về đẩy mạnh học tập",
        "summary": "Kết luận của kho thử, tiếp nối chỉ thị trước.",
        "topics": ["noi-dung"],
        "audiences": ["dang-vien"],
        "sources": [{"article": "bai-goc", "lines": "3-4"}],
        "number": "21-KL/TW",
        "kind": "ket-luan",
        "title_form": "nguyen-van",
        "issuer": "Bộ Chính trị",
        "issued": "2021-10-25",
        "term": "XIII",
        "status": {"value": "con-hieu-luc", "checked": "2026-11-22"},
        "continues": [{"target": "05-ct-tw-2016"}],
        "body": "## Nội dung chính\n\nTiếp nối [chỉ thị trước](05-ct-tw-2016.md).",
        "backlinks": ["chuyen-de/mo-dau/"],
    }
    assert found["05-ct-tw-2016"]["backlinks"] == ["nghi-quyet/21-kl-tw-2021/"]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("gioi-thieu.md", "gioi-thieu/"),
        ("nghi-quyet/index.md", "nghi-quyet/"),
        ("nghi-quyet/21-kl-tw-2021.md", "nghi-quyet/21-kl-tw-2021/"),
        ("a/b/c.md", "a/b/c/"),
    ],
)
def test_address_of_a_page(path: str, url: str) -> None:
    assert page_url(path) == url


def test_files_are_not_written_outside_the_site(made: Build) -> None:
    assert len(made.files) > 10
    for path in made.files:
        assert not Path(path).is_absolute()
        assert ".." not in Path(path).parts
