"""Pages made all at once are the pages that MkDocs makes one by one, down to its warnings."""

import logging
from pathlib import Path

import pytest

from generator.adapters import mkdocs_plugin
from generator.kinds.record import Visibility
from generator.parallel import LEAST, SWITCH
from tests.conftest import KnowledgeBase
from tests.samples import base, files_below

CONFIG = """\
site_name: Sổ tay thử
site_url: https://example.org/so-tay/
repo_url: https://example.org/kho/
edit_uri: sua/docs/
theme: {name: material, language: vi, font: false, features: [content.action.edit, navigation.indexes]}
plugins: [sotay]
markdown_extensions: [{toc: {permalink: true, toc_depth: 3}}]
validation: {links: {anchors: warn, absolute_links: warn}}
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


@pytest.mark.parametrize("processes", ["1", "2"])
def test_same_site_and_warnings(
    processes: str, knowledge_base: KnowledgeBase, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv(SWITCH, processes)
    root = knowledge_base(content())
    sites, said = {}, {}
    for way in ("at once", "one by one"):
        if way == "one by one":
            (root / "hook.py").write_text(HOOK, encoding="utf-8")
            (root / "mkdocs.yml").write_text(CONFIG + "hooks: [hook.py]\n", encoding="utf-8")
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            assert mkdocs_plugin.build_site(root, tmp_path / way, Visibility.PUBLIC, False) == 0
        sites[way] = files_below(tmp_path / way)
        said[way] = sorted(record.getMessage() for record in caplog.records if record.name.startswith("mkdocs."))
    assert [path for path in sites["at once"] if path.startswith("rieng/0/trich")]
    assert sites["at once"].keys() == sites["one by one"].keys()
    assert [path for path, bytes_ in sites["at once"].items() if bytes_ != sites["one by one"][path]] == []
    assert said["at once"] == said["one by one"]
    assert any("/tuyet-doi/" in one for one in said["at once"]), "what MkDocs warns of is still said"
