"""The preview shows a change of content or template by itself, and lives through content errors."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from urllib.request import urlopen

import pytest

from tests.conftest import KnowledgeBase
from tests.samples import base

BIN = Path(sys.executable).parent
PATIENCE = 60.0
"""Seconds after which waiting for something counts as never."""

TEMPLATE = "# {{ record.title | text }}\n\nKhuôn cũ.\n\n{{ body | safe }}\n"


class Preview:
    """A running preview: its address, and what it has logged so far."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.address = address
        self.log: list[str] = []
        self.lines: Queue[str | None] = Queue()
        self.reader = Thread(target=self._read, args=(process,), daemon=True)
        self.reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as stdout:
            for line in stdout:
                self.lines.put(line)
        self.lines.put(None)

    def wait_for_log(self, part: str) -> None:
        """Return when a line with `part` is logged."""
        end = monotonic() + PATIENCE
        while not any(part in line for line in self.log):
            try:
                line = self.lines.get(timeout=max(0.0, end - monotonic()))
            except Empty:
                line = None
            if line is None:
                pytest.fail(f"“{part}” was never logged:\n" + "".join(self.log))
            self.log.append(line)

    def get(self, path: str) -> str:
        with urlopen(self.address + path, timeout=PATIENCE) as response:
            text: str = response.read().decode()
        return text

    def wait_for_page(self, path: str, is_right: Callable[[str], bool]) -> None:
        """Return when the page is right; between two looks the server itself says when it has built anew."""
        end = monotonic() + PATIENCE
        while not is_right(page := self.get(path)):
            assert monotonic() < end, f"{path} never came right:\n{page}\n" + "".join(self.log)
            epoch = re.search(r"livereload\((\d+), *(\d+)\)", page)
            assert epoch, "the page does not wait for the server"
            self.get(f"/livereload/{epoch[1]}/{epoch[2]}")


@contextmanager
def preview(command: list[str | Path], root: Path, started: str) -> Iterator[Preview]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    process = subprocess.Popen(
        [*command, address],
        cwd=root,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    one = Preview(process, f"http://{address}")
    try:
        one.wait_for_log(started)
        yield one
        assert process.poll() is None, "the preview ended by itself"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        one.reader.join(timeout=PATIENCE)


@pytest.mark.slow
def test_preview_of_mkdocs_follows_content_and_outlives_errors(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"templates/pages/term.md.j2": TEMPLATE})
    term, template = root / "docs/thuat-ngu/tiet.md", root / "templates/pages/term.md.j2"
    good = term.read_text(encoding="utf-8")
    with preview([BIN / "mkdocs", "serve", "-a"], root, "Serving on") as served:
        template.write_text(TEMPLATE.replace("Khuôn cũ", "Khuôn mới"), encoding="utf-8")
        served.wait_for_page("/thuat-ngu/tiet/", lambda page: "Khuôn mới." in page)
        term.write_text(good.replace("title:", "titel: Tiết\ntitle:") + "\nCâu mới viết.\n", encoding="utf-8")
        served.wait_for_log("docs/thuat-ngu/tiet.md:3:1: FD001 unknown-field")
        served.wait_for_page("/thuat-ngu/tiet/", lambda page: "Câu mới viết." in page)
        assert "Kết luận 21-KL/TW" in served.get("/nghi-quyet/21-kl-tw-2021/")


@pytest.mark.slow
def test_our_preview_needs_only_a_site_name_and_renews_open_pages(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | {"mkdocs.yml": "site_name: Kho chỉ có tên\n"})
    with preview([BIN / "sotay", "serve", "--address"], root, "Xem trước tại") as served:
        assert "assets/sotay.css" in served.get("/huong-dan/bi-thu/")
        with urlopen(served.address + "/__sotay/su-kien", timeout=PATIENCE) as events:
            shown = {next(line for line in events if line.startswith(b"data: "))}
            term = root / "docs/thuat-ngu/tiet.md"
            term.write_text(term.read_text(encoding="utf-8") + "\nCâu mới viết.\n", encoding="utf-8")
            while "Câu mới viết." not in served.get("/thuat-ngu/tiet/"):
                shown.add(next(line for line in events if line.startswith(b"data: ") and line not in shown))


@pytest.mark.slow
def test_a_hook_gets_the_preview_in_which_it_sees_pages(knowledge_base: KnowledgeBase) -> None:
    hook = "def on_page_content(html, page, config, files):\n    return html + 'Của hook'\n"
    config = "site_name: Kho có hook\nhooks: [hook.py]\nextra: {sotay: {manual: false}}\n"
    root = knowledge_base(base() | {"mkdocs.yml": config, "hook.py": hook})
    with preview([BIN / "sotay", "serve", "--address"], root, "Serving on") as served:
        assert any("hook.py" in line for line in served.log)
        assert "Của hook" in served.get("/thuat-ngu/tiet/")
