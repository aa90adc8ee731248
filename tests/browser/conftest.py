"""What the tests of a reader's way share: the real site, a small one, and pages of the real one."""

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import MakeOnce, Serve
from tests.samples import golden, write_files

SMALL = "kho"
COLOURS = """\
  features: [navigation.indexes, navigation.top, toc.follow]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      toggle: {icon: material/weather-night, name: Nền tối}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      toggle: {icon: material/weather-sunny, name: Nền sáng}
plugins:
"""

PAGE_TYPES = {
    "front": "",
    "guide": "huong-dan/bi-thu-chi-bo/",
    "longest guide": "huong-dan/cap-uy-vien/",
    "news": "moi/",
    "news for one audience": "huong-dan/bi-thu-chi-bo/moi/",
    "documents": "nghi-quyet/",
    "document": "nghi-quyet/50-ct-tw-2025/",
    "document without a number": "nghi-quyet/de-an-01-bac-giang/",
    "courses": "khoa-hoc/",
    "course": "khoa-hoc/nhan-thuc-ve-dang/",
    "comparison of courses": "khoa-hoc/to-chuc-xay-dung-dang-de-nghi/so-sanh/",
    "module": "chuyen-de/cong-tac-can-bo/",
    "lessons": "bai-hoc/",
    "limitation": "bai-hoc/buong-long-danh-gia-sau-hoc/",
    "case": "tinh-huong/ba-thang-sau-buoi-hoc/",
    "round": "dot-hoc/phu-tho-chi-bo-quy-1-2022/",
    "term": "thuat-ngu/bai-thu-hoach/",
    "article": "nguon/khoi-cqtw/",
    "group": "duyet/chu-de/ly-luan-chinh-tri/",
    "figures": "so-lieu/",
    "time line": "thoi-gian/",
    "picture of relations": "quan-he/",
    "paper of a round": "dot-hoc/vi-du-lop-dang-vien-moi/chuong-trinh/",
    "results": "tim-kiem/?q=bai+thu+hoach",
    "rules": "bien-tap/quy-tac/",
    "rule": "bien-tap/quy-tac/lk002/",
    "fields": "bien-tap/truong/",
    "written page": "gioi-thieu/",
    "what the browser remembers": "cua-toi/",
    "two entries": "so-sanh/?a=nghi-quyet/50-ct-tw-2025&b=nghi-quyet/42-hd-btctw-2025",
}
"""Addresses of the real site by what they show: types of page that are long or wide there, or in no small site."""


@pytest.fixture(scope="session")
def address(built_site: Path, serve: Serve) -> str:
    """Where the real site is served, with a slash at the end."""
    return serve(built_site) + "/"


@pytest.fixture(scope="session")
def small_site(make_once: MakeOnce) -> Path:
    """A site with every type of page and two colour schemes, built in seconds."""
    return make_once("small", build_small) / "host" / SMALL


def build_small(root: Path) -> None:
    files = golden("moi-loai")
    files["mkdocs.yml"] = files["mkdocs.yml"].replace(b"plugins:\n", COLOURS.encode())
    write_files(root, files)
    assert main(["build", "-C", str(root), "--site-dir", str(root / "host" / SMALL)]) == 0
    shutil.copy(root / "host" / SMALL / "404.html", root / "host")


@pytest.fixture(scope="session")
def site_with_news(make_once: MakeOnce) -> Path:
    """The folder of a small base with two recordings: `site/`, and the same for a disk, `usb.zip`."""
    return make_once("lich-su", build_with_news)


def build_with_news(root: Path) -> None:
    write_files(root, golden("lich-su"))
    site, archive = root / "site", root / "usb.zip"
    assert main(["build", "-C", str(root), "--site-dir", str(site), "--bundle", str(archive)]) == 0


@pytest.fixture(scope="session")
def small_address(small_site: Path, serve: Serve) -> str:
    """Where the small site is served, below a path as its `site_url` has one, with a slash at the end."""
    return f"{serve(small_site.parent)}/{SMALL}/"
