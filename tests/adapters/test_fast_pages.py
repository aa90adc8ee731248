"""Pages made all at once are the pages that MkDocs makes one by one, down to its warnings."""

import logging
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.adapters import mkdocs_plugin
from generator.cache import Cache
from generator.kinds.record import Visibility
from generator.parallel import LEAST, SWITCH
from tests.conftest import KnowledgeBase
from tests.samples import base, count_forks, files_below

CONFIG = """\
site_name: Sổ tay thử
site_url: https://example.org/so-tay/
repo_url: https://example.org/kho/
edit_uri: sua/docs/
theme: {name: material, language: vi, font: false, features: [content.action.edit, navigation.indexes]}
plugins: [sotay]
markdown_extensions: [{toc: {permalink: true, toc_depth: 3}}]
validation: {links: {anchors: warn, absolute_links: warn}}
extra: {sotay: {manual: false}}
"""
HOOK = "def on_post_page(output, page, config):\n    return output\n"
"""A hook that wants to see each page: then MkDocs makes them one by one."""

ODD = {
    "trich.md": '---\ntitle: Lời "trích" & <dẫn>\ndescription: Mô tả "có dấu"\n---\n\nKhông có đề mục.\n',
    "khong-ten.md": "Chỉ có chữ, và `@sotay-title@`.\n",
    "an.md": "---\ntitle: Ẩn\nhide: [toc, navigation]\n---\n\n# Một\n\n## Hai\n\n### Ba\n\nChữ.\n\n## *Bốn*\n\nA.\n",
    "hai.md": "# Hai\n\n[tới](mot.md#day) [tuyệt đối](/tuyet-doi/)\n\n## Nữa {#nua}\n\nChữ.\n",
    "mot.md": "# Một\n\n[tới](hai.md#nua) [tới](#day)\n\n- *a* __b__ `c`\n\n## Đây {#day}\n\nChữ.\n",
}


def content() -> dict[str, str | bytes]:
    """The sample base with odd pages in a folder that the navigation does not name, each of them several times."""
    odd = {
        f"docs/rieng/{n}/{name}": f"{text}\n\nTrang {n}.\n" for name, text in ODD.items() for n in range(LEAST // 16)
    }
    return base() | odd | {"mkdocs.yml": CONFIG}


@dataclass(frozen=True)
class Made:
    """What a build gave: the files of the site, and what MkDocs warned of."""

    files: dict[str, bytes]
    said: list[str]


WAYS = {"one by one": "1", "at once": "1", "shared out": "2", "shared out, from what was kept": "2"}
"""Way to build -> how many processes may work."""


def test_same_site_and_warnings(
    knowledge_base: KnowledgeBase, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = knowledge_base(content())
    monkeypatch.setattr("threading.active_count", lambda: 1)  # a worker of the tests has one more, which only waits
    monkeypatch.setattr("generator.build.LEAST", 1)  # so that each step of this small base is done by another process
    started = count_forks(monkeypatch)
    made: dict[str, Made] = {}
    for way, processes in WAYS.items():
        monkeypatch.setenv(SWITCH, processes)
        before = len(started)
        is_seen = way == "one by one"
        (root / "hook.py").write_text(HOOK, encoding="utf-8")
        (root / "mkdocs.yml").write_text(CONFIG + ("hooks: [hook.py]\n" if is_seen else ""), encoding="utf-8")
        caplog.clear()
        cache = tmp_path / "cache" if processes == "2" else None
        with caplog.at_level(logging.WARNING), Cache(cache, b"") as kept:
            assert ("bai-hoc/index.md" in kept.names("page")) == way.endswith("kept")
            assert mkdocs_plugin.build_site(root, tmp_path / way, Visibility.PUBLIC, False, kept=kept) == 0
        said = sorted(record.getMessage() for record in caplog.records if record.name.startswith("mkdocs."))
        assert (len(started) > before) == (processes == "2"), way
        made[way] = Made(files_below(tmp_path / way), said)
    expected = made.pop("one by one")
    assert [path for path in expected.files if path.startswith("rieng/0/trich")]
    assert any("/tuyet-doi/" in one for one in expected.said), "what MkDocs warns of is still said"
    for way, found in made.items():
        assert found.files.keys() == expected.files.keys(), way
        assert [path for path, bytes_ in found.files.items() if bytes_ != expected.files[path]] == [], way
        assert found.said == expected.said, way
