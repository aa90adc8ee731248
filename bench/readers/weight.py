"""An open browser and an address in, what a first view of the page transfers out: bytes by file, compressed.

A view is over when the page has loaded and nothing is asked for any more; what comes only when a reader uses the
search is not part of it. Compressed is what gzip makes of a file, whatever the server did; fonts and pictures hardly
shrink.
"""

import gzip
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Response

MOST = 100_000
"""Bytes that a first view may transfer, headers not counted."""


@dataclass(frozen=True)
class View:
    """What one first view of a page asked for: address below the host -> bytes, compressed; what left the host."""

    files: dict[str, int]
    foreign: tuple[str, ...]

    @property
    def compressed(self) -> int:
        return sum(self.files.values())


def measure_view(browser: Browser, address: str) -> View:
    """The first view of a page by a browser that knows nothing of the site."""
    context = browser.new_context(locale="vi-VN", service_workers="block")
    page = context.new_page()
    page.set_default_timeout(0)
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response))
    page.goto(address, wait_until="networkidle")
    host = urlsplit(address).netloc
    asked = [one for one in answers if urlsplit(one.url).scheme not in {"data", "blob"}]
    inside = [one for one in asked if urlsplit(one.url).netloc == host]
    files = {urlsplit(one.url).path: len(gzip.compress(one.body(), 6)) for one in inside}
    context.close()
    return View(files, tuple(one.url for one in asked if urlsplit(one.url).netloc != host))
