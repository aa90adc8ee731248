"""An open page and an address in, what a first view of the page transfers out: bytes by file, compressed.

A view is over when the page has loaded and nothing is asked for any more; what comes only when a reader uses the
search is not part of it. Compressed is what gzip makes of a file, whatever the server did; fonts and pictures hardly
shrink.
"""

import gzip
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

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


def measure_view(page: Page, address: str) -> View:
    """The first view of an address by a browser that has kept nothing; of a context without a worker."""
    session = page.context.new_cdp_session(page)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    answers: list[Response] = []

    def note(response: Response) -> None:
        answers.append(response)

    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    page.remove_listener("response", note)
    host = urlsplit(address).netloc
    asked = [one for one in answers if urlsplit(one.url).scheme not in {"data", "blob"}]
    inside = [one for one in asked if urlsplit(one.url).netloc == host]
    files = {urlsplit(one.url).path: len(gzip.compress(one.body(), 6)) for one in inside}
    session.detach()
    return View(files, tuple(one.url for one in asked if urlsplit(one.url).netloc != host))
