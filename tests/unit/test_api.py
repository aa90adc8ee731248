"""The catalog as static JSON: what the index promises is there, and the manifest knows every page."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build import Build, build
from generator.catalog import page_url
from generator.kinds import KINDS
from tests.samples import base

ROOT = "api/v1/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    root = tmp_path_factory.mktemp("api")
    for path, content in base().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return build(root)


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
    named = {"index.json", index["manifest"], *(kind["file"] for kind in index["kinds"])}
    written = {path.removeprefix(ROOT) for path in made.files if path.startswith(ROOT)}
    assert named <= written


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
