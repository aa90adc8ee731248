"""An open browser and an address in, what a first view of the page transfers out: bytes by file, compressed.

A view is over when the page has loaded and nothing is asked for any more; what comes only when a reader uses the
search is not part of it.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

MOST = 100_000
"""Bytes that a first view may transfer, headers not counted."""


@dataclass(frozen=True)
class View:
    """What one first view of a page asked for: address below the host -> bytes of the compressed body."""

    files: dict[str, int]
    foreign: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(self.files.values())


def measure_view(browser: Browser, address: str) -> View:
    """The first view of a page by a browser that knows nothing of the site; `foreign` has what left its host."""
    context = browser.new_context(locale="vi-VN", service_workers="block")
    page = context.new_page()
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(address, wait_until="networkidle")
    host = urlsplit(address).netloc
    outside = [one.url for one in finished if urlsplit(one.url).scheme != "data" and urlsplit(one.url).netloc != host]
    inside = [one for one in finished if urlsplit(one.url).netloc == host]
    files = {urlsplit(one.url).path: one.sizes()["responseBodySize"] for one in inside}
    context.close()
    return View(files, tuple(outside))
