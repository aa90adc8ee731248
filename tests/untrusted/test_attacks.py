"""What contributors may try, in a real browser: behind each line of defence nothing runs, no other host is asked."""

import html
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from markdown import markdown
from mkdocs.commands.build import build as mkdocs_build  # noqa: TID251 - a preview, without its server
from mkdocs.config import load_config  # noqa: TID251
from playwright.sync_api import Browser, BrowserContext, Page

from generator import shell
from generator.adapters import folder
from generator.build import build
from generator.untrusted import defuse
from tests.conftest import IS_LONG, LOCAL_HOST, Serve
from tests.samples import base

FAMILIES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("attacks.yml").read_text(encoding="utf-8"))
ATTACKS = [attack for family in FAMILIES.values() for attack in family]
CLEANER = "generator.safe_html"

SUCCEED = 'for (const name of ["alert", "confirm", "prompt"]) window[name] = () => console.log("EXECUTED");'
"""What an attack calls says so, in every frame."""

PROVOKE = """() => {
    const mouse = ["mouseover", "mouseenter", "pointerenter", "click", "dblclick"];
    const others = ["focus", "input", "toggle", "error", "load", "start", "submit", "animationstart"];
    function provoke(root) {
        root.addEventListener("submit", (event) => event.preventDefault());
        root.addEventListener("click", (event) => {
            const link = event.target.closest("a[href]");
            if (link && /^(https?|mailto|tel|file):/.test(link.href)) event.preventDefault();
        });
        for (const part of root.querySelectorAll("*")) {
            for (const type of mouse) part.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
            for (const type of others) part.dispatchEvent(new Event(type, { cancelable: true }));
        }
    }
    document.querySelectorAll("article").forEach(provoke);
    for (const frame of document.querySelectorAll("iframe")) if (frame.contentDocument) provoke(frame.contentDocument);
    return new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)));
}"""
"""What a reader might do to every part of an article, or of the frames on the page, without leaving it."""

SETTLE = "() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)))"


@dataclass
class Seen:
    """How often an attack ran, and what other hosts were asked for."""

    executed: int = 0
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[tuple[BrowserContext, Seen]]:
    """A context in which attacks that succeed are seen, also in frames; its first page stays open and empty."""
    context, seen = browser.new_context(), Seen()
    context.add_init_script(SUCCEED)

    def on_console(text: str) -> None:
        seen.executed += text == "EXECUTED"

    def on_request(url: str) -> None:
        if not url.startswith((f"http://{LOCAL_HOST}", "data:", "blob:", "about:")):
            seen.requests.append(url)

    context.on("console", lambda message: on_console(message.text))
    context.on("request", lambda request: on_request(request.url))
    context.new_page()
    yield context, seen
    context.close()


@pytest.fixture
def seen(watched: tuple[BrowserContext, Seen]) -> Seen:
    """What `victim` met."""
    return watched[1]


@pytest.fixture
def victim(watched: tuple[BrowserContext, Seen], seen: Seen) -> Iterator[Page]:
    """A page in which attacks that succeed are seen; nothing was seen so far."""
    seen.executed = 0
    seen.requests.clear()
    page = watched[0].new_page()
    yield page
    for one in watched[0].pages[1:]:
        one.close()


def rendered(attack: str, extensions: list[str]) -> str:
    return markdown(attack, extensions=extensions, extension_configs=shell.EXTENSION_OPTIONS)


ALL = list(shell.EXTENSIONS)
WITHOUT_CLEANER = [name for name in ALL if name != CLEANER]
DEFENCES: dict[str, Callable[[str], str]] = {
    "cleaned by the engine's last step": lambda attack: rendered(attack, ALL),
    "defused before the engine": lambda attack: rendered(defuse(attack), WITHOUT_CLEANER),
}


def write_page(path: Path, body: str) -> None:
    path.write_text(f"<!doctype html><meta charset=utf-8><title>x</title>{body}", encoding="utf-8")


def test_there_are_enough_attacks() -> None:
    assert len(ATTACKS) == len(set(ATTACKS)) >= 200


def test_attacks_succeed_where_nothing_defends(victim: Page, seen: Seen, serve: Serve, tmp_path: Path) -> None:
    """The browser shows what the other tests say does not happen; a frame each, so that none hides another."""
    attacks = [*FAMILIES["handlers"][:20], *FAMILIES["requests and phishing"][:14]]
    frames = (f'<iframe srcdoc="{html.escape(rendered(one, WITHOUT_CLEANER))}"></iframe>' for one in attacks)
    write_page(tmp_path / "index.html", "\n".join(frames))
    victim.goto(serve(tmp_path) + "/")
    victim.evaluate(PROVOKE)
    assert seen.executed > 12
    assert len(seen.requests) > 8


@pytest.mark.parametrize("name", DEFENCES)
def test_each_defence_alone_suffices(name: str, victim: Page, seen: Seen, serve: Serve, tmp_path: Path) -> None:
    articles = (f"<article>{DEFENCES[name](attack)}</article>" for attack in ATTACKS)
    write_page(tmp_path / "index.html", "\n".join(articles))
    victim.goto(serve(tmp_path) + "/")
    victim.evaluate(PROVOKE)
    assert seen == Seen()


def planted() -> dict[str, str | bytes]:
    """A base with every attack in a page and in an entry's body, and in every kind of text of the front matter."""
    files: dict[str, str | bytes] = dict(base())
    for number, (family, attacks) in enumerate(FAMILIES.items()):
        text = "\n\n".join(attacks)
        meta = {"title": attacks[0], "description": f'"> {attacks[1]}'}
        files[f"docs/tan-cong-{number}.md"] = f"---\n{json.dumps(meta)}\n---\n\n# {family}\n\n{text}\n"
        texts = {"title": attacks[2], "summary": " ".join(attacks[:20]), "note": " ".join(attacks[20:]) or "x"}
        source = {"article": "bai-goc", "lines": "12", "seen": attacks[3]}
        entry = {"id": f"tan-cong-{number}", **texts, "keywords": attacks, "also": attacks[4:8], "sources": [source]}
        files[f"docs/thuat-ngu/tan-cong-{number}.md"] = f"---\n{json.dumps(entry)}\n---\n\n{text}\n"
    return files


PLANTED = [*(f"{where}tan-cong-{number}/" for number in range(len(FAMILIES)) for where in ("", "thuat-ngu/"))]
EACH_FAMILY_ONCE = [PLANTED[2 * number + number % 2] for number in range(len(FAMILIES))]
"""By turns in a page and in an entry: with another engine the same texts, cleaned by the same step."""

LISTS = ["", "thuat-ngu/", "duyet/", "tim-kiem/?q=alert"]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("attacked")
    for path, content in planted().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture(scope="module")
def by_mkdocs(attacked: Path) -> Path:
    """As `sotay serve` shows it: with what is wrong in it, and without a content security policy."""
    site = attacked / "by-mkdocs"
    config = load_config(config_file=str(attacked / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build(config)
    config.plugins.on_shutdown()
    assert "Content-Security-Policy" not in (site / "index.html").read_text(encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def by_zensical(attacked: Path) -> Path:
    """As Zensical builds it, with the policy taken out."""
    configuration = folder.write(build(attacked), attacked / "folder")
    command = [sys.executable, "-m", "zensical", "build", "--config-file", configuration.name]
    subprocess.run(command, cwd=configuration.parent, check=True, capture_output=True)
    site = configuration.parent / "site"
    pages = list(site.rglob("*.html"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.count('http-equiv="Content-Security-Policy"') == 1, page
        page.write_text(text.replace('http-equiv="Content-Security-Policy"', ""), encoding="utf-8")
    assert len(pages) > 60
    return site


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_nothing_runs_on_a_site_without_policy(
    engine: str, victim: Page, seen: Seen, serve: Serve, request: pytest.FixtureRequest
) -> None:
    address = serve(request.getfixturevalue(f"by_{engine}")) + "/"
    for path in [*(PLANTED if engine == "mkdocs" or IS_LONG else EACH_FAMILY_ONCE), *LISTS]:
        victim.goto(address + path)
        victim.evaluate(SETTLE if "?" in path else PROVOKE)
        assert seen == Seen(), path
        # The words of the attack are there: nothing a contributor wrote is lost.
        assert path in LISTS or "alert" in victim.inner_text("article"), path


def test_every_family_is_reported(attacked: Path) -> None:
    found = {(one.place.path, one.rule.code) for one in build(attacked).diagnostics}
    for number in range(len(FAMILIES)):
        for path in (f"docs/tan-cong-{number}.md", f"docs/thuat-ngu/tan-cong-{number}.md"):
            assert {code for where, code in found if where == path and code.startswith("HT")}, path
