"""A small site with an old address and a removed entry in; the pages that its sitemap names out."""

from xml.etree import ElementTree

from generator.build import build
from tests.conftest import KnowledgeBase
from tests.samples import base

SITE = "https://example.org/a&b/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
TERM = "docs/thuat-ngu/tiet.md"
REMOVED = "---\nid: cu\ntitle: Cũ\nremoved: 2026-11-22\nreason: Không còn dùng.\nsuccessor: thuat-ngu/tiet\n---\n"
TOLD = b"formerly: [thuat-ngu/tiet-hoc]\nadded: 2026-11-01\nchanges: [{date: 2026-11-20, text: Th\xc3\xaam.}]\ntitle:"


def listed(sitemap: bytes) -> list[tuple[str, str | None]]:
    root = ElementTree.fromstring(sitemap)
    return [(one.findtext("s:loc", "", NAMES), one.findtext("s:lastmod", None, NAMES)) for one in root]


def test_has_every_page_to_be_found_once_with_its_day(knowledge_base: KnowledgeBase) -> None:
    files = base()
    changed: dict[str, str | bytes] = {
        "mkdocs.yml": f"site_url: {SITE}\n".encode() + files["mkdocs.yml"] + b"    redirects: {ve-kho: gioi-thieu}\n",
        "docs/thuat-ngu/cu.md": REMOVED,
        TERM: files[TERM].replace(b"title:", TOLD, 1),
    }
    made = build(knowledge_base({**files, **changed}))
    assert made.diagnostics == ()
    kinds = {one.url: one.kind for one in made.addresses}
    assert {kinds["ve-kho/"], kinds["thuat-ngu/tiet-hoc/"], kinds["thuat-ngu/cu/"]} == {"redirect", "removed"}
    found = listed(made.files["sitemap.xml"])
    assert [address for address, _ in found] == [
        SITE + url for url, kind in kinds.items() if kind not in ("redirect", "removed")
    ]
    days = dict(found)
    assert days[f"{SITE}thuat-ngu/tiet/"] == "2026-11-20"
    assert days[f"{SITE}nghi-quyet/21-kl-tw-2021/"] == "2026-11-22", "the day on which its status was checked"
    assert days[f"{SITE}tim-kiem/"] is None


def test_a_site_without_an_address_has_none(knowledge_base: KnowledgeBase) -> None:
    assert "sitemap.xml" not in build(knowledge_base(base())).files
