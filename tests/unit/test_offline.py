"""What a browser keeps: the lists of a guide's files, the worker, the manifest and its icons."""

import json
import struct
import zlib
from pathlib import Path

import pytest

from generator import offline, web_app
from tests.samples import write_files

HEAD = """<link rel="stylesheet" href="{up}assets/sotay.css?v=1a"><link rel="icon" href="{up}icon.png">
<link rel="canonical" href="https://example.org/kho/"><script src="{up}assets/sotay.js?v=1a"></script>
<script src="{up}assets/search/search.js?v=1a"></script>"""
GUIDE = """<nav><a href="../../khac/">Khác</a></nav><article>
<a href="../../bai-hoc/mot/#y">Một</a> <a href="../../bai-hoc/mot/">Một</a>
<a href="../../bai-hoc/hai/index.html">Hai</a>
<a href="#doc">Đọc</a> <a href="https://example.org/">Ngoài</a> <a href="../../bai-hoc/khong-co/">Không có</a>
<a href="x.docx">Word</a></article>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A finished site with one guide, two lessons, a page that the guide only has in its navigation, and a search."""
    up = "../../"
    files = {
        "index.html": HEAD.format(up=""),
        "tim-kiem/index.html": HEAD.format(up="../"),
        "ngoai-tuyen/index.html": HEAD.format(up="../"),
        "huong-dan/bi-thu/index.html": HEAD.format(up=up) + GUIDE,
        "huong-dan/bi-thu/x.docx": "Word",
        "bai-hoc/mot/index.html": HEAD.format(up=up) + '<img alt="" src="so%20do.png">',
        "bai-hoc/mot/so do.png": "ảnh",
        "bai-hoc/hai/index.html": HEAD.format(up=up),
        "khac/index.html": HEAD.format(up="../"),
        "icon.png": "",
        "assets/sotay.css": "@font-face { src: url('chu/a.woff2') } a { background: url(data:image/png;base64,) }",
        "assets/chu/a.woff2": "chữ",
        "assets/sotay.js": "1",
        "assets/ngoai-tuyen.js": "2",
        "assets/danh-sach.js": "2",
        "assets/search/search.js": "3",
        "assets/search/engine.js": "3",
        "assets/search/core.js": "3",
        "assets/search/lunr.js": "4",
        "assets/search/0123456789/w0.js": "5",
    }
    return write_files(tmp_path, files)


SHELL = {
    "",
    "assets/chu/a.woff2",
    "assets/danh-sach.js?v=1a",
    "assets/ngoai-tuyen.js?v=1a",
    "assets/search/core.js",
    "assets/search/engine.js?v=1a",
    "assets/search/lunr.js",
    "assets/search/search.js?v=1a",
    "assets/sotay.css?v=1a",
    "assets/sotay.js?v=1a",
    "icon.png",
    "ngoai-tuyen/",
    "tim-kiem/",
}


def made(folder: Path) -> dict[str, bytes]:
    return offline.make(offline.Shelf(folder), {"bi-thu": "Bí thư chi bộ"})


def test_a_guide_is_kept_with_what_it_links_to_what_that_loads_and_the_search(folder: Path) -> None:
    kept = json.loads(made(folder)["offline/bi-thu.json"])
    own = {"huong-dan/bi-thu/", "bai-hoc/mot/", "bai-hoc/mot/so do.png", "bai-hoc/hai/"}
    assert {address for address, _, _ in kept["files"]} == SHELL | own | {"assets/search/0123456789/w0.js"}
    assert (kept["title"], kept["address"], kept["pages"]) == ("Bí thư chi bộ", "huong-dan/bi-thu/", 3)
    assert kept["searchable"]
    assert kept["bytes"] == sum(size for _, _, size in kept["files"])
    (about,) = json.loads(made(folder)[offline.INDEX])["guides"]
    assert about == {key: value for key, value in kept.items() if key != "files"}


def test_a_search_index_too_large_is_left_out_and_that_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "LARGEST_INDEX", 0)
    kept = json.loads(made(folder)["offline/bi-thu.json"])
    assert not kept["searchable"]
    assert "assets/search/0123456789/w0.js" not in {address for address, _, _ in kept["files"]}


def test_the_worker_keeps_the_shell_and_changes_with_it_alone(folder: Path) -> None:
    worker = made(folder)["sw.js"]
    table = next(line for line in worker.decode().splitlines() if line.startswith("const SHELL = "))
    assert {address for address, _ in json.loads(table.removeprefix("const SHELL = ").rstrip(";"))} == SHELL
    assert made(folder)["sw.js"] == worker
    (folder / "bai-hoc/mot/index.html").write_text("Khác", encoding="utf-8")
    assert made(folder)["sw.js"] == worker
    (folder / "index.html").write_text("Khác", encoding="utf-8")
    assert made(folder)["sw.js"] != worker


def test_a_version_changes_with_any_file_of_the_guide(folder: Path) -> None:
    before = json.loads(made(folder)["offline/bi-thu.json"])
    (folder / "bai-hoc/mot/so do.png").write_text("ảnh khác", encoding="utf-8")
    after = json.loads(made(folder)["offline/bi-thu.json"])
    assert before["version"] != after["version"]
    assert [old[0] for old, new in zip(before["files"], after["files"], strict=True) if old != new] == [
        "bai-hoc/mot/so do.png"
    ]


def test_a_site_that_keeps_no_copies_gets_only_a_worker_that_removes_them(folder: Path) -> None:
    offline.write(folder, {"bi-thu": "Bí thư chi bộ"}, is_kept=False)
    assert not (folder / "offline").exists()
    worker = (folder / "sw.js").read_text(encoding="utf-8")
    assert "unregister()" in worker
    assert "fetch" not in worker


def test_the_manifest_has_relative_addresses_and_icons_of_the_size_it_says() -> None:
    files = web_app.write("Sổ tay học tập nghị quyết")
    manifest = json.loads(files["manifest.webmanifest"])
    assert (manifest["name"], manifest["short_name"], manifest["lang"]) == (
        "Sổ tay học tập nghị quyết",
        "Sổ tay học",
        "vi",
    )
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert {one["purpose"] for one in manifest["icons"]} == {"any", "maskable"}
    for one in manifest["icons"]:
        picture = files[one["src"]]
        width, height = struct.unpack(">II", picture[16:24])
        assert one["sizes"] == f"{width}x{height}"
        data = picture.index(b"IDAT") + 4
        rows = zlib.decompressobj().decompress(picture[data:])
        assert len(rows) == height * (width + 1)


@pytest.mark.parametrize(("name", "short"), [("Kho thử", "Kho thử"), ("Nghiêncứutoànbộ", "Nghiêncứutoànbộ"), ("", "")])
def test_short_names(name: str, short: str) -> None:
    assert web_app.short_name(name) == short
