"""A built site in, three searches of it out: ours, Material's own, Pagefind's; all run in the browser."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import Page

ARTICLE = re.compile(r"<article\b[^>]*>(.*?)</article>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)

OURS = """async queries => {
    const found = [];
    for (const query of queries) found.push((await sotay.search(query, {limit: 10})).map((one) => one.url));
    return found;
}"""
# The messages of Material's search worker: 0 set up, 1 ready, 2 query, 3 result.
MATERIAL = """async ([script, index, queries]) => {
    const worker = new Worker(script);
    const ask = (message) => new Promise((resolve) => {
        worker.onmessage = ({data}) => resolve(data);
        worker.postMessage(message);
    });
    const {config, docs} = await (await fetch(index)).json();
    await ask({type: 0, data: {config, docs, options: {suggest: false}}});
    const found = [];
    for (const query of queries) {
        const {data} = await ask({type: 2, data: query});
        found.push(data.items.slice(0, 10).map(([first]) => first.location));
    }
    worker.terminate();
    return found;
}"""
PAGEFIND = """async ([script, queries]) => {
    const pagefind = await import(script);
    await pagefind.init();
    const found = [];
    for (const query of queries) {
        const {results} = await pagefind.search(query);
        found.push(await Promise.all(results.slice(0, 10).map(async (one) => (await one.data()).url)));
    }
    return found;
}"""


@dataclass(frozen=True)
class Engine:
    """A search under test; `folder` is where its files lie below the site's root."""

    name: str
    folder: str

    def search(self, page: Page, base: str, queries: Sequence[str]) -> list[list[str]]:
        """The addresses of the ten best pages for each query, relative to the site, without anchors."""
        page.goto(f"{base}/")
        if self.name == "sotay":
            found = page.evaluate(OURS, list(queries))
        elif self.name == "Material":
            script = next((Path(self.folder)).glob("workers/*.js")).name
            address = f"{base}/_material"
            arguments = [f"{address}/workers/{script}", f"{address}/search_index.json", list(queries)]
            found = page.evaluate(MATERIAL, arguments)
        else:
            found = page.evaluate(PAGEFIND, [f"{base}/_pagefind/pagefind.js", list(queries)])
        return [list(dict.fromkeys(to_relative(url, base) for url in one)) for one in found]


def to_relative(url: str, base: str) -> str:
    return url.removeprefix(base).partition("#")[0].lstrip("/").removesuffix("index.html")


def add_material(site: Path) -> Engine | None:
    """Index the site's pages as Material's search plugin does (language vi), beside a copy of its worker."""
    specification = find_spec("material")
    if specification is None or not specification.submodule_search_locations:
        return None
    from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]

    scripts = Path(specification.submodule_search_locations[0], "templates", "assets", "javascripts")
    fields = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
    index = SearchIndex(lang=["vi"], separator=r"[\s\-]+", pipeline=["stopWordFilter"], fields=fields)
    for path in sorted(site.rglob("index.html")):
        html = path.read_text("utf-8")
        article, title = ARTICLE.search(html), TITLE.search(html)
        if article:
            url = path.parent.relative_to(site).as_posix().removeprefix(".")
            about = SimpleNamespace(
                content=article[1], toc=[], url=f"{url}/", meta={}, title=unescape(title[1]) if title else ""
            )
            index.add_entry_from_context(about)
    folder = site / "_material"
    shutil.copytree(scripts / "workers", folder / "workers", dirs_exist_ok=True)
    shutil.copytree(scripts / "lunr", folder / "lunr", dirs_exist_ok=True)
    (folder / "search_index.json").write_text(index.generate_search_index(None), "utf-8")
    return Engine("Material", str(folder))


def add_pagefind(site: Path, cache: Path) -> Engine | None:
    """Index the site with Pagefind from npm (installed into `cache` once), None when that cannot be had."""
    program = cache / "node_modules" / ".bin" / "pagefind"
    if not program.is_file():
        npm = shutil.which("npm")
        if npm is None:
            return None
        cache.mkdir(parents=True, exist_ok=True)
        (cache / "package.json").write_text(json.dumps({"private": True}), "utf-8")
        installed = subprocess.run([npm, "install", "--prefix", cache, "pagefind"], capture_output=True, check=False)
        if installed.returncode != 0:
            return None
    subprocess.run(
        [program, "--site", site, "--output-subdir", "_pagefind", "--root-selector", "article"],
        check=True,
        capture_output=True,
    )
    return Engine("Pagefind", str(site / "_pagefind"))
