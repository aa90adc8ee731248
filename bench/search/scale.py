"""A number of made-up documents in; the quality, size and speed of the search at that size out."""

import gzip
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median

from playwright.sync_api import Browser, Page

from bench.search.corpus import write_corpus
from bench.search.engines import OURS, to_relative
from bench.search.metrics import reciprocal_rank, success_at_1
from bench.search.queries import Query
from bench.search.serve import GzipHandler, serve
from bench.search.variants import fold, make_variants
from generator.search import build_search

QUERIES, COLD_STARTS, TYPED = 60, 5, 10
SLOWER = 4
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Thử</title><link rel="icon" href="data:,">
<header><nav class="md-header__inner"></nav></header><script src="assets/search/search.js"></script></html>"""
# From the first key to the first result in the box.
WAIT_FOR_OPTION = """() => new Promise((resolve) => {
    const input = document.querySelector("form[data-sotay-search] input");
    let start = 0;
    input.addEventListener("keydown", () => { start = start || performance.now(); }, true);
    new MutationObserver((_, observer) => {
        if (!document.querySelector("[role=option]")) return;
        observer.disconnect();
        window.firstResult = performance.now() - start;
    }).observe(input.form, {childList: true, subtree: true});
    resolve();
})"""
TIME_KEYS = """async (query) => {
    const times = [];
    for (let length = 2; length <= query.length; length++) {
        const start = performance.now();
        await sotay.search(query.slice(0, length), {limit: 8});
        times.push(performance.now() - start);
    }
    return times;
}"""


def throttle(page: Page, rate: int) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})


def measure_quality(page: Page, base: str, queries: Sequence[Query]) -> str:
    rows = [variant for query in queries for variant in make_variants(query)]
    page.goto(f"{base}/")
    found = page.evaluate(OURS, [query.text for _, query in rows])
    classes: dict[str, list[float]] = defaultdict(list)
    first = []
    for (name, query), urls in zip(rows, found, strict=True):
        addresses = [to_relative(url, base) for url in urls]
        classes[name].append(reciprocal_rank(addresses, query.grades))
        first.append(success_at_1(addresses, query.grades))
    every = [value for values in classes.values() for value in values]
    worst, name = min((mean(values), name) for name, values in classes.items())
    return f"MRR@10 {mean(every):.3f} (lowest class: {name} {worst:.3f}), success@1 {mean(first):.3f}"


def measure_first_result(browser: Browser, base: str, query: str) -> tuple[float, int]:
    """Milliseconds from the first key to the first result on a cold cache, and bytes sent for the whole query."""
    context = browser.new_context()
    page = context.new_page()
    throttle(page, SLOWER)
    page.goto(f"{base}/", wait_until="networkidle")
    page.evaluate(WAIT_FOR_OPTION)
    GzipHandler.sent.clear()
    page.keyboard.press("/")
    page.keyboard.type(query, delay=60)
    page.wait_for_function("window.firstResult !== undefined")
    page.evaluate("query => sotay.search(query, {limit: 8})", query)
    milliseconds = page.evaluate("window.firstResult")
    context.close()
    return float(milliseconds), sum(GzipHandler.sent)


def measure_bytes_of_one_query(browser: Browser, base: str, query: str) -> int:
    """Bytes sent until a query that arrives at once is answered."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/", wait_until="networkidle")
    GzipHandler.sent.clear()
    page.evaluate("query => sotay.search(query, {limit: 8})", query)
    context.close()
    return sum(GzipHandler.sent)


def measure_keys(page: Page, queries: Sequence[Query]) -> list[float]:
    throttle(page, SLOWER)
    return [time for query in queries for time in page.evaluate(TIME_KEYS, fold(query.text).lower())]


def describe_size(files: Mapping[str, bytes]) -> str:
    sizes = [(len(content), len(gzip.compress(content, 6))) for content in files.values()]
    text = f"{len(files)} files, {sum(raw for raw, _ in sizes) / 1e6:.1f} MB raw"
    text += f", {sum(small for _, small in sizes) / 1e6:.1f} MB gzip (largest {max(s for _, s in sizes) / 1e3:.0f} kB)"
    if find_spec("brotli"):
        brotli = import_module("brotli")
        text += f", {sum(len(brotli.compress(content)) for content in files.values()) / 1e6:.1f} MB brotli"
    return text


def measure_scale(browser: Browser, site: Path, size: int) -> str:
    documents, queries = write_corpus(site, size, QUERIES)
    start = time.perf_counter()
    files = build_search(documents, {})
    seconds = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        Path(folder, "index.html").write_text(PAGE, "utf-8")
        with serve(Path(folder)) as base:
            texts = [fold(query.text).lower() for query in queries[:COLD_STARTS]]
            cold = [measure_first_result(browser, base, text) for text in texts]
            sent = [measure_bytes_of_one_query(browser, base, text) for text in texts]
            page = browser.new_page()
            page.set_default_timeout(0)
            quality = measure_quality(page, base, queries)
            keys = measure_keys(page, queries[-TYPED:])
            page.close()
    return "\n".join(
        [
            f"{size} made-up documents:",
            f"  quality: {quality}",
            f"  index: {seconds:.1f} s to build, {describe_size(files)}",
            f"  sent, gzip: {median(sent) / 1e3:.0f} kB for a query at once, "
            f"{median(b for _, b in cold) / 1e3:.0f} kB for one typed key by key",
            f"  CPU slowed {SLOWER} times: first result {median(ms for ms, _ in cold):.0f} ms after the first key, "
            f"a key {median(keys):.1f} ms (median)",
        ]
    )
