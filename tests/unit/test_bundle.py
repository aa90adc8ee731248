"""The .zip for a disk: what is in it, where its links lead, and the same bytes for the same site."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator import bundle
from generator.presentation import BUILT_IN, load
from generator.settings import Settings, Site
from tests.samples import write_files

DAY = date(2026, 11, 22)
PAGE = """<html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<title>Trang</title><link rel="manifest" href="../../manifest.webmanifest">
</head><body>{links}</body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    rules = load(BUILT_IN / f"{Settings().presentation}.yml")
    return Site(tmp_path, "Sổ tay <thử>", "https://example.org/kho/", "docs", Settings(), rules)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A finished site of two pages and what no disk needs."""
    files = {
        "index.html": PAGE.format(links=""),
        "bai-hoc/mot/index.html": PAGE.format(links=""),
        "404.html": "",
        "sw.js": "",
        "offline/bi-thu.json": "{}",
        "assets/a.js.map": "{}",
        "assets/a.js": "1",
        ".nojekyll": "",
    }
    return write_files(tmp_path / "site", files)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('href="../.."', 'href="../../index.html"'),
        ('href="../../"', 'href="../../index.html"'),
        ('href="../../?q=a#b"', 'href="../../index.html?q=a#b"'),
        ('href="./"', 'href="./index.html"'),
        ('action="../../bai-hoc/mot/"', 'action="../../bai-hoc/mot/index.html"'),
        ('xlink:href="../mot"', 'xlink:href="../mot/index.html"'),
        ('data-toi="../mot/#x"', 'data-toi="../mot/index.html#x"'),
        ('content="0; url=../mot/"', 'content="0; url=../mot/index.html"'),
        ('href="#chu-thich"', 'href="#chu-thich"'),
        ('href="?q=a"', 'href="?q=a"'),
        ('href="../mot/mot.docx"', 'href="../mot/mot.docx"'),
        ('href="../khong-co/"', 'href="../khong-co/"'),
        ('href="https://example.org/bai-hoc/mot/"', 'href="https://example.org/bai-hoc/mot/"'),
        ('href="mailto:a@example.org"', 'href="mailto:a@example.org"'),
        ('data-goc="../.."', 'data-goc="../.."'),
    ],
)
def test_links_lead_to_files(written: str, expected: str) -> None:
    html = bundle.opened_from_disk(f"<a {written}>", "bai-hoc/mot/index.html", {".", "bai-hoc", "bai-hoc/mot"}, DAY)
    assert html == f"<a {expected}>"


def test_pages_may_load_files_from_a_disk_and_say_how_old_they_are() -> None:
    html = bundle.opened_from_disk(PAGE.format(links="'self'"), "index.html", {"."}, DAY)
    assert "content=\"default-src 'none'; script-src 'self' file:\"" in html
    assert "manifest" not in html
    assert '<meta name="ban-luu" content="2026-11-22">' in html
    assert "<body>'self'</body>" in html, "only the policy is changed"


def test_archive_has_the_site_and_two_files_to_begin_with(folder: Path, site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "tep" / "usb.zip"
    bundle.write(folder, archive, site, DAY, is_internal=False)
    with zipfile.ZipFile(archive) as opened:
        assert opened.namelist() == [
            "DOC-TRUOC.txt",
            "MO-TRANG.html",
            "so-tay/assets/mo-trang.js",
            "so-tay/assets/a.js",
            "so-tay/bai-hoc/mot/index.html",
            "so-tay/index.html",
        ]
        assert {one.date_time for one in opened.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        told = opened.read("DOC-TRUOC.txt").decode("utf-8-sig")
        assert "Nội dung đến ngày 22/11/2026\r\n" in told
        assert "https://example.org/kho/" in told
        assert "NỘI BỘ" not in told
        assert "<h1>Sổ tay &lt;thử&gt;</h1>" in opened.read("MO-TRANG.html").decode()
    assert [path.name for path in archive.parent.iterdir()] == ["usb.zip"]


def test_same_site_gives_the_same_bytes(folder: Path, site: Site, tmp_path: Path) -> None:
    for name in ("mot.zip", "hai.zip"):
        bundle.write(folder, tmp_path / name, site, DAY, is_internal=True)
        (folder / "index.html").touch()
    assert (tmp_path / "mot.zip").read_bytes() == (tmp_path / "hai.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "mot.zip") as opened:
        assert "BẢN NỘI BỘ" in opened.read("DOC-TRUOC.txt").decode()


def test_a_path_too_long_for_windows_is_refused_and_the_old_archive_stays(
    folder: Path, site: Site, tmp_path: Path
) -> None:
    archive = tmp_path / "usb.zip"
    archive.write_bytes(b"cu")
    name = "a" * 100
    (folder / name / name).mkdir(parents=True)
    (folder / name / name / "index.html").touch()
    with pytest.raises(bundle.PathTooLongError, match="dài hơn 200 ký tự"):
        bundle.write(folder, archive, site, DAY, is_internal=False)
    assert archive.read_bytes() == b"cu"
