"""JSON-LD of a small site in, the triples that a public library reads out of it out."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from generator.cli import main
from tests.samples import base

S = Namespace("https://schema.org/")
SITE = "https://example.org/so-tay/"
CONTEXT = {"@vocab": str(S), "url": {"@type": "@id"}, "item": {"@type": "@id"}}
"""What schema.org's own context says of the words used here; nothing is fetched."""

EXPECTED = [
    ("nghi-quyet/21-kl-tw-2021/", RDF.type, S.Legislation),
    ("nghi-quyet/21-kl-tw-2021/", S.legislationIdentifier, Literal("21-KL/TW")),
    ("nghi-quyet/21-kl-tw-2021/", S.legislationDate, Literal("2021-10-25")),
    ("nghi-quyet/21-kl-tw-2021/", S.legislationLegalForce, S.InForce),
    ("nghi-quyet/21-kl-tw-2021/", S.mentions, URIRef(f"{SITE}nghi-quyet/05-ct-tw-2016/")),
    ("khoa-hoc/khoa-mau/", RDF.type, S.Course),
    ("khoa-hoc/khoa-mau/", S.hasPart, URIRef(f"{SITE}chuyen-de/mo-dau/")),
    ("chuyen-de/mo-dau/", RDF.type, S.LearningResource),
    ("chuyen-de/mo-dau/", S.teaches, Literal("Nêu được nội dung chính.")),
    ("chuyen-de/mo-dau/", S.timeRequired, Literal("PT180M")),
    ("bai-hoc/chon-mot-trong-tam/", S.genre, Literal("Giải pháp")),
    ("tinh-huong/buoi-hoc-vang/", S.educationalUse, Literal("Thảo luận")),
    ("dot-hoc/quy-mot/", RDF.type, S.EducationEvent),
    ("doi-tuong/bi-thu/", RDF.type, S.EducationalAudience),
    ("thuat-ngu/tiet/", RDF.type, S.DefinedTerm),
    ("nguon/bai-goc/", RDF.type, S.Article),
    ("", RDF.type, S.WebSite),
    ("nghi-quyet/", RDF.type, S.CollectionPage),
    ("gioi-thieu/", RDF.type, S.WebPage),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("linked")
    files = {path: content.decode() for path, content in base().items()}
    files["mkdocs.yml"] = f"site_url: {SITE}\n{files['mkdocs.yml']}    minutes_per_period: 45\n"
    module = "docs/chuyen-de/mo-dau.md"
    files[module] = files[module].replace("objectives:", "time: {lecture: 3, discussion: 1}\nobjectives:")
    term = "docs/thuat-ngu/tiet.md"
    files[term] = files[term].replace("title: Tiết", 'title: "Tiết </script><b>\\"x\\""')
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    assert main(["build", "-C", str(root), "--site-dir", str(root / "site")]) == 0
    return root / "site"


def data_of(site: Path, url: str) -> dict[str, Any]:
    html = (site / url / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    data: dict[str, Any] = json.loads(found[0])
    return data


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
def test_pages_give_the_expected_triples(site: Path) -> None:
    graphs: dict[str, Graph] = {}
    for url, predicate, value in EXPECTED:
        if url not in graphs:
            data = data_of(site, url) | {"@context": CONTEXT}
            graphs[url] = Graph().parse(data=json.dumps(data), format="json-ld")
        assert (URIRef(SITE + url), predicate, value) in graphs[url], f"/{url} {predicate} {value}"
    trail = graphs["khoa-hoc/khoa-mau/"]
    assert len(list(trail.subjects(RDF.type, S.ListItem))) == 3


def test_every_page_has_data_and_a_picture_for_sharing(site: Path) -> None:
    pages = [
        path
        for path in site.rglob("index.html")
        if "/bien-tap/" not in path.as_posix() and path.parent.name != "trinh-chieu"
    ]
    assert len(pages) > 40
    for path in pages:
        url = path.parent.relative_to(site).as_posix()
        assert data_of(site, url)["@context"] == "https://schema.org"
        html = path.read_text(encoding="utf-8")
        assert f'<meta property="og:image" content="{SITE}assets/chia-se.png">' in html
        assert html.count('property="og:title"') == 1
    picture = (site / "assets/chia-se.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)


def test_a_title_cannot_leave_its_place(site: Path) -> None:
    html = (site / "thuat-ngu/tiet/index.html").read_text(encoding="utf-8")
    names = [one["name"] for one in data_of(site, "thuat-ngu/tiet")["@graph"] if "name" in one]
    assert names[0].startswith("Tiết ")
    title = re.search(r'<meta property="og:title" content="([^"]*)">', html)
    assert title is not None
    assert "<" not in title[1]


def test_breadcrumbs_of_every_page_are_those_that_people_see(site: Path) -> None:
    steps = {}
    for url in ("duyet/loai/ket-luan/", "huong-dan/bi-thu/", "nghi-quyet/21-kl-tw-2021/", "duyet/so-hieu/"):
        trails = [one for one in data_of(site, url)["@graph"] if one["@type"] == "BreadcrumbList"]
        steps[url] = [(one["name"], one["item"].removeprefix(SITE)) for one in trails[0]["itemListElement"]]
    assert steps == {
        "duyet/loai/ket-luan/": [
            ("Trang đầu", ""),
            ("Duyệt kho tư liệu", "duyet/"),
            ("Loại", "duyet/#loai"),
            ("Kết luận", "duyet/loai/ket-luan/"),
        ],
        "huong-dan/bi-thu/": [
            ("Trang đầu", ""),
            ("Hướng dẫn học tập", "huong-dan/"),
            ("Bí thư chi bộ", "huong-dan/bi-thu/"),
        ],
        "nghi-quyet/21-kl-tw-2021/": [
            ("Trang đầu", ""),
            ("Nghị quyết, văn bản", "nghi-quyet/"),
            ("Kết luận 21-KL/TW", "nghi-quyet/21-kl-tw-2021/"),
        ],
        "duyet/so-hieu/": [
            ("Trang đầu", ""),
            ("Duyệt kho tư liệu", "duyet/"),
            ("Văn bản theo số hiệu", "duyet/so-hieu/"),
        ],
    }
    assert all(one["@type"] != "BreadcrumbList" for one in data_of(site, "")["@graph"]), "the front page has none"
