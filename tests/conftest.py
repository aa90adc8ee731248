"""What tests of several folders share: content in; a built site, a local server and a watched page out."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    sync_playwright,
)

from generator.knowledge import Knowledge
from generator.parallel import SWITCH
from generator.understanding import understand
from tests.loaded_commands import write_client
from tests.samples import write_files

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
LOCAL_HOST = "127.0.0.1"
# What is checked and built depends on the day; here it is the same one for ever (reproducible-builds.org).
os.environ["SOURCE_DATE_EPOCH"] = "1795305600"  # 2026-11-22
# Nothing of an earlier run stands in for what is tested; tests of the cache name their own folder.
os.environ["SOTAY_CACHE"] = "off"
# Another process beside a small build costs more than it does, and each processor has a worker of pytest already.
os.environ[SWITCH] = "1"
MINIMAL_CONFIG = """\
site_name: Sổ tay thử
theme:
  name: material
  language: vi
  font: false
plugins:
  - sotay
extra:
  sotay:
    manual: false
"""
"""Without the generated manual: the same for every base, it takes most of a small build. More settings may follow."""
IS_LONG = bool(os.environ.get("SOTAY_LONG"))
"""Whether `make test-long` asks for more generated examples than a suite of minutes has time for."""
SLOWEST_FIRST = (
    "browser/test_access",
    "test_manual",
    "test_glossary",
    "adapters/test_same_site",
    "browser/test_journeys",
    "test_leaks",
    "untrusted/test_attacks",
    "editor/test_browser",
    "browser/test_both_engines",
    "browser/test_marks",
    "browser/test_offline",
    "test_init",
    "search/test_browser",
    "release/test_release",
    "adapters/test_atomic",
    "documents/test_documents",
    "browser/test_finding",
    "adapters/test_live_reload",
    "property/test_kept_sites",
    "browser/test_page_types",
    "browser/test_guides",
    "browser/test_news",
    "browser/test_states",
    "test_cli",
)
"""Modules that take longest, begun first, so that both workers (`--dist loadscope`) end at about the same time."""
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    # Nothing leaves this machine, whatever a page asks for; the request itself is still seen and reported.
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOCAL_HOST}",
]

# The machine's own table of types must not decide what a test sees.
CONTENT_TYPES = {
    "": "application/octet-stream",
    ".css": "text/css",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}

Serve = Callable[[Path], str]
KnowledgeBase = Callable[[Mapping[str, str | bytes]], Path]
MakeOnce = Callable[[str, Callable[[Path], object]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Expected results are files, which the tests can rewrite; the difference is then read before a commit."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected reports and golden files")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten rather than compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MakeOnce:
    """Have a folder made once for all tests and workers: `make_once(name, make)`; read it, never write into it."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent

    def give(name: str, make: Callable[[Path], object]) -> Path:
        folder, partly = shared / name, shared / f"{name}.partly"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.is_dir():
                make(partly)
                partly.rename(folder)
        return folder

    return give


@pytest.fixture(scope="session")
def built_site(make_once: MakeOnce) -> Path:
    """The real knowledge base."""
    return make_once("built-site", _build)


def _build(site: Path) -> None:
    sotay = Path(sys.executable).with_name("sotay")
    environment = {name: value for name, value in os.environ.items() if name != SWITCH}
    result = subprocess.run(
        [sotay, "build", "-C", ROOT, "--site-dir", site],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, f"exit code {result.returncode}\n{result.stdout}{result.stderr}"


@pytest.fixture(scope="session")
def real_knowledge() -> Knowledge:
    """What is known of the real knowledge base."""
    return understand(ROOT)[1]


@pytest.fixture(scope="session")
def loaded_sotay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a `sotay` that is spared the imports, for tests that run many commands: put it first in PATH."""
    folder = tmp_path_factory.mktemp("bin")
    at = folder / "socket"
    command = [sys.executable, "-m", "tests.loaded_commands", str(at)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
        write_client(folder, at)
        yield folder
        server.terminate()


@pytest.fixture
def knowledge_base(tmp_path: Path) -> KnowledgeBase:
    """Write `{relative path: text}` and (unless given) a minimal mkdocs.yml to a fresh folder; give its root.

    Text is written as UTF-8 with its line ends untouched; bytes are written as they are.
    """

    def write(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / f"knowledge-base-{len(list(tmp_path.glob('knowledge-base-*'))) + 1}"
        (root / "docs").mkdir(parents=True)
        return write_files(root, {"mkdocs.yml": MINIMAL_CONFIG, **files})

    return write


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a site as a plain web host does: folders by their index.html, unknown addresses by 404.html."""

    extensions_map = CONTENT_TYPES

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: what went wrong is seen in the browser."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a folder until the session ends: `serve(folder)` gives its address, no slash at the end."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer((LOCAL_HOST, 0), partial(SiteHandler, directory=str(folder)))
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://{LOCAL_HOST}:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests: SOTAY_CHROMIUM, else what .ci/chromium finds or installs."""
    executable = os.environ.get("SOTAY_CHROMIUM") or subprocess.check_output([ROOT / ".ci/chromium"], encoding="utf-8")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable.strip(), args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


TELL_REFUSED = """addEventListener("securitypolicyviolation", (refused) =>
    console.error(`the policy refused ${refused.violatedDirective} ${refused.blockedURI}`));"""


def watch(context: BrowserContext, faults: list[str]) -> None:
    """Add to `faults` every console error, what the policy refused, uncaught error and foreign request."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text} ({message.location['url']})")

    def on_error(error: WebError) -> None:
        faults.append(f"error: {error.error}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "file"} and address.hostname != LOCAL_HOST:
            faults.append(f"request: {request.url}")

    context.add_init_script(TELL_REFUSED)
    context.on("console", on_console)
    context.on("weberror", on_error)
    context.on("request", on_request)


@dataclass(frozen=True)
class Tabs:
    """A context in which many tests open their pages: making one takes longer than most tests do.

    One empty page stays open, since the browser puts half of itself away with a context's last page.
    """

    context: BrowserContext
    faults: list[str]
    origins: set[str]

    def begin(self) -> Page:
        """A new page; nothing was seen so far."""
        self.faults.clear()
        return self.context.new_page()

    def end(self) -> None:
        """Close the pages; whatever they kept or were permitted is gone, and the next test has other pages."""
        kept, *pages = self.context.pages
        for page in pages:
            page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()
        session = self.context.new_cdp_session(kept)
        for origin in self.origins:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        session.detach()
        self.origins.clear()


def open_tabs(browser: Browser, *, runs_scripts: bool = True, has_worker: bool = False) -> Tabs:
    """A context that is watched, with or without scripts and the service worker of a site."""
    context = browser.new_context(
        locale="vi-VN", service_workers="allow" if has_worker else "block", java_script_enabled=runs_scripts
    )
    tabs = Tabs(context, [], set())
    watch(context, tabs.faults)
    context.on("request", lambda request: tabs.origins.add("{0.scheme}://{0.netloc}".format(urlsplit(request.url))))
    context.new_page()
    return tabs


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """Who opens every `page`."""
    return open_tabs(browser)


@pytest.fixture(scope="session")
def tabs_without_scripts(browser: Browser) -> Tabs:
    """Who opens every `scriptless` page."""
    return open_tabs(browser, runs_scripts=False)


@pytest.fixture
def faults(tabs: Tabs) -> list[str]:
    """What went wrong in this test's `page` so far; a test that provokes a fault clears the list."""
    tabs.faults.clear()
    return tabs.faults


@pytest.fixture
def page(tabs: Tabs, faults: list[str]) -> Iterator[Page]:
    """A new page that knows nothing of others; the test fails at its end if `faults` is not empty by then.

    What is set for a whole context (`page.clock`) cannot be undone: `page_of_its_own` is for that.
    """
    yield tabs.begin()
    tabs.end()
    tell(faults)


@pytest.fixture
def scriptless(tabs_without_scripts: Tabs) -> Iterator[Page]:
    """A new page that runs no scripts; the test fails at its end if anything went wrong in it."""
    yield tabs_without_scripts.begin()
    tabs_without_scripts.end()
    tell(tabs_without_scripts.faults)


@pytest.fixture
def page_of_its_own(browser: Browser) -> Iterator[Page]:
    """A page in a fresh context; the test fails at its end if anything went wrong in it."""
    alone = open_tabs(browser)
    yield alone.begin()
    alone.context.close()
    tell(alone.faults)


def tell(faults: list[str]) -> None:
    """Fail if there are any."""
    if faults:
        pytest.fail("the browser saw:\n" + "\n".join(faults), pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever uses the browser, so that `-m "not browser"` is always right; put the slowest modules first."""
    ranks = {TESTS / f"{name}.py": rank for rank, name in enumerate(SLOWEST_FIRST)}
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
