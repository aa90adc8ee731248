"""The preview makes the pages of the built site one by one, follows what is saved, and says on them what is wrong."""

import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Event, Thread

import pytest
from watchdog.observers.polling import PollingObserver

from generator.adapters import mkdocs_plugin, mkdocs_preview
from generator.drafts import Draft
from generator.kinds.record import Visibility
from generator.preview.edition import Edition
from generator.preview.saved import draft_of
from generator.preview.server import EVENTS, AddressError, PreviewServer
from generator.preview.session import Session
from generator.preview.watching import Watch
from tests.conftest import KnowledgeBase
from tests.samples import base, files_below

PATIENCE = 60.0
"""Seconds after which waiting for something counts as never."""

CONFIG = """\
site_name: Sổ tay thử
site_url: https://example.org/so-tay/
theme: {name: material, language: vi, font: false}
plugins: [sotay]
extra:
  sotay:
    manual: false
    offline: false
    redirects: {cu/: duyet/}
    topics: {noi-dung: "Nội dung, tài liệu", cach-hoc: "Cách dạy, cách học"}
"""
TERM = "docs/thuat-ngu/tiet.md"
TERM_PAGE = "/thuat-ngu/tiet/"
EXTRA: dict[str, str | bytes] = {
    "mkdocs.yml": CONFIG,
    "docs/anh.png": b"\x89PNG",
    "docs/.an/khoa.txt": "kín",
    "docs/rieng.md": "# Trang riêng\n\n[Ảnh](anh.png) [Tới](nghi-quyet/21-kl-tw-2021.md)\n",
}

OUTSIDE = (
    "/../mkdocs.yml",
    "/%2e%2e/mkdocs.yml",
    "/anh.png/../../mkdocs.yml",
    "/.an/khoa.txt",
    "//etc/passwd",
    "/__sotay/../../../mkdocs.yml",
    "/thuat-ngu/tiet.md",
    "/%00",
    "/C:%5Cmkdocs.yml",
)
"""What is no address of the site, whatever folders lie where."""


class Browser:
    """Asks a running server."""

    def __init__(self, server: PreviewServer) -> None:
        self.server = server

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, str]:
        """Status, content type and text of what is at a path."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            return response.status, response.headers["Content-Type"] or "", response.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def text(self, path: str) -> str:
        return self.ask(path)[2]


@contextmanager
def previewed(root: Path) -> Iterator[Browser]:
    root = root.resolve()
    session = Session(root, partial(mkdocs_preview.make_frame, root, {}))
    with PreviewServer(session, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Browser(server)
        finally:
            server.shutdown()
            thread.join()


def test_pages_and_files_are_those_of_the_built_site(knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    root = knowledge_base(base() | EXTRA)
    assert mkdocs_plugin.build_site(root, tmp_path / "site", Visibility.PUBLIC, False) == 0
    built = files_below(tmp_path / "site")
    with previewed(root) as browser:
        session = browser.server.session
        state = session.state
        for address, content in built.items():
            path = state.frame.page_at(address)
            if path is not None:
                html, is_made = session.page(state, path)
                assert is_made
                assert html == content.decode(), address
            elif address == "404.html":
                assert "/assets/sotay.css" in session.not_found(state)
            else:
                assert (state.edition.file(address) or state.frame.file(address)) == content, address
        _asked_over_the_network(browser, built)


def _asked_over_the_network(browser: Browser, built: dict[str, bytes]) -> None:
    status, kind, page = browser.ask(TERM_PAGE)
    assert (status, kind) == (HTTPStatus.OK, "text/html; charset=utf-8")
    added = page.replace('<link rel="stylesheet" href="/__sotay/xem-truoc.css">\n', "")
    number = browser.server.session.state.number
    script = rf'<script src="/__sotay/xem-truoc.js" data-ban="{number}" data-dau="\w+"></script>\n'
    added = re.sub(script, "", added)
    assert added == built["thuat-ngu/tiet/index.html"].decode()
    assert browser.ask("/thuat-ngu/tiet?a=b")[0] == HTTPStatus.FOUND
    assert browser.ask(TERM_PAGE, "HEAD")[2] == ""
    assert browser.ask("/__sotay/xem-truoc.js")[:2] == (HTTPStatus.OK, "text/javascript; charset=utf-8")
    assert browser.ask("/cu/")[0] == HTTPStatus.OK
    for outside in OUTSIDE:
        status, _, text = browser.ask(outside)
        assert status == HTTPStatus.NOT_FOUND, outside
        assert "site_name" not in text
    assert browser.ask(TERM_PAGE, Host="example.org")[0] == HTTPStatus.FORBIDDEN
    with ThreadPoolExecutor(8) as many:
        asked = [TERM_PAGE, "/nghi-quyet/21-kl-tw-2021/"] * 8
        answers = list(many.map(browser.text, asked))
    assert answers[::2] == [page] * 8
    assert all("Kết luận 21-KL/TW" in one for one in answers[1::2])


def test_what_is_saved_is_shown_and_what_is_wrong_is_said(
    knowledge_base: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    root = knowledge_base(base() | EXTRA).resolve()
    term = root / TERM
    good = term.read_text(encoding="utf-8")
    with previewed(root) as browser:
        session = browser.server.session

        def save(path: Path, text: str) -> None:
            before = session.state.number
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            session.refresh(frozenset({path}))
            assert session.wait_for_other(before, PATIENCE) != before

        save(term, good + "\nCâu mới viết.\n")
        assert "Câu mới viết." in browser.text(TERM_PAGE)
        assert "xem-truoc-loi" not in browser.text(TERM_PAGE)

        save(term, good.replace("title:", "titel: <b>\ntitle:"))
        for path in (TERM_PAGE, "/", "/khong-co/"):
            text = browser.text(path)
            assert f"{TERM}:3:1" in text
            assert "FD001" in text
            assert "<b>\n" not in text
        assert "Kết luận 21-KL/TW" in browser.text("/nghi-quyet/21-kl-tw-2021/")
        assert f"{TERM}:3:1: FD001" in caplog.text
        save(root / "docs/rieng.md", "# Trang\n\n[hỏng](khong-co.md)\n")
        places = [text.find(f"{name}:3:") for text in [browser.text("/rieng/")] for name in ("docs/rieng.md", TERM)]
        assert -1 < places[0] < places[1], "what is wrong in the page's own file comes first"
        save(term, good)
        save(root / "docs/rieng.md", "# Trang\n\nChữ.\n")

        save(root / "mkdocs.yml", "site_name: [\n")
        assert "mkdocs.yml:" in browser.text(TERM_PAGE)
        assert "Đơn vị thời gian" in browser.text(TERM_PAGE)
        save(root / "mkdocs.yml", CONFIG.replace("Sổ tay thử", "Tên mới"))
        assert "Tên mới" in browser.text(TERM_PAGE)
        assert "xem-truoc-loi" not in browser.text(TERM_PAGE)

        save(root / "templates/pages/term.md.j2", "# {{ record.titel }}\n")
        status, _, text = browser.ask(TERM_PAGE)
        assert status == HTTPStatus.INTERNAL_SERVER_ERROR
        assert "templates/pages/term.md.j2:1:1" in text
        assert "/__sotay/xem-truoc.js" in text
        assert "xem-truoc-loi" in browser.text("/")
        (root / "templates/pages/term.md.j2").unlink()

        save(root / "docs/thuat-ngu/moi-them.md", good.replace("id: tiet", "id: moi-them").replace("Tiết", "Mới thêm"))
        assert browser.ask("/thuat-ngu/moi-them/")[0] == HTTPStatus.OK


def test_a_saved_entry_reads_at_once_as_it_does_when_all_was_read(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | EXTRA).resolve()
    file = root / "docs/tinh-huong/buoi-hoc-vang.md"
    good = file.read_text(encoding="utf-8")
    session = Session(root, partial(mkdocs_preview.make_frame, root, {}))

    def save(text: str) -> Draft | None:
        file.write_text(text, encoding="utf-8")
        return draft_of(session.state.edition, file)

    for wrong in (
        good.replace("title:", "titel: x\ntitle:"),
        good.replace("title: ", "title: Tên mới "),
        good.replace("title:", "visibility: noi-bo\ntitle:"),
        good.replace("title:", "resolutions: [khong-co]\ntitle:"),
        good.replace("---", "", 1),
    ):
        assert wrong != good
        assert save(wrong) is None

    added = "\n## Mục mới {#muc-moi}\n\nCho mọi người <script>x</script>.\n\n::: noi-bo\nKín.\n:::\n"
    draft = save(good + added)
    assert draft
    state = session.state
    at_once = state.frame.finish(state.edition.page(draft.path, draft))
    assert "Mục mới" in at_once
    assert "Kín" not in at_once
    file.write_text(good + added.replace("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"), encoding="utf-8")
    assert session.state is state, "nothing was read so far"
    session.refresh(frozenset({file}))
    assert session.page(session.state, draft.path) == (at_once, True)


def test_the_system_tells_of_changes_and_browsers_hear_of_them(knowledge_base: KnowledgeBase) -> None:
    root = knowledge_base(base() | EXTRA).resolve()
    with previewed(root) as browser:
        session = browser.server.session
        watch = Watch([(root, False), (root / "docs", True), (root / "templates", True)], session.hear)
        assert not isinstance(watch.observer, PollingObserver)
        reader = session.begin(is_settled=True)
        with watch:
            connection = http.client.HTTPConnection("127.0.0.1", browser.server.server_port, timeout=PATIENCE)
            connection.request("GET", EVENTS)
            stream = connection.getresponse()
            assert stream.headers["Content-Type"] == "text/event-stream"
            first = stream.readline()
            assert first == f"data: {session.state.number}\n".encode()
            kept = root / "docs/thuat-ngu/.tiet.md.swp"
            kept.write_text("của trình soạn thảo", encoding="utf-8")
            (root / TERM).with_suffix(".moi").write_text(
                (root / TERM).read_text(encoding="utf-8") + "\nLưu bằng cách đổi tên.\n", encoding="utf-8"
            )
            (root / TERM).with_suffix(".moi").replace(root / TERM)
            lines = iter(stream.readline, b"")
            assert next(line for line in lines if line.startswith(b"data: ")) != first
            number = session.state.number
            while "Lưu bằng cách đổi tên." not in browser.text(TERM_PAGE):
                assert session.wait_for_other(number, PATIENCE) != number
                number = session.state.number
            connection.close()
            stream.close()
        session.end()
        reader.join(PATIENCE)
        assert not reader.is_alive()


def test_a_second_save_is_shown_while_all_content_is_still_being_read(
    knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = knowledge_base(base() | EXTRA).resolve()
    file = root / TERM
    good = file.read_text(encoding="utf-8")
    with previewed(root) as browser:
        session = browser.server.session
        begun, may_go_on, read = Event(), Event(), session._read

        def read_slowly() -> Edition:
            edition = read()
            begun.set()
            assert may_go_on.wait(PATIENCE)
            return edition

        monkeypatch.setattr(session, "_read", read_slowly)
        monkeypatch.setattr(session, "_listeners", 1)

        def save(text: str) -> None:
            file.write_text(good + text, encoding="utf-8")
            session.hear(frozenset({file}))

        reader = session.begin(is_settled=True)
        save("\nLần một.\n")
        assert "Lần một." in browser.text(TERM_PAGE)
        assert begun.wait(PATIENCE)
        save("\nLần hai.\n")
        assert "Lần hai." in browser.text(TERM_PAGE)
        number = session.state.number
        session.end()
        may_go_on.set()
        reader.join(PATIENCE)
        assert session.state.number != number, "what was read is shown"
        assert "Lần hai." in browser.text(TERM_PAGE), "but not in the place of what was saved later"


def test_an_address_in_use_is_said(knowledge_base: KnowledgeBase) -> None:
    with (
        previewed(knowledge_base(base() | EXTRA)) as browser,
        pytest.raises(AddressError, match="đang có chương trình khác dùng"),
    ):
        PreviewServer(browser.server.session, "127.0.0.1", browser.server.server_port)
