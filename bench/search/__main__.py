"""`python -m bench.search SITE`: a built site in, the quality of its search for each class of queries out.

The site is copied; Material's own search and Pagefind (when it can be installed) index the same pages, and every
query is asked in the same browser.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean

from playwright.sync_api import Browser, sync_playwright

from bench.search.engines import Engine, add_material, add_pagefind
from bench.search.metrics import ndcg, reciprocal_rank, success_at_1
from bench.search.queries import Query, find_missing, read_queries
from bench.search.scale import measure_scale
from bench.search.serve import serve
from bench.search.variants import make_variants

ROOT = Path(__file__).resolve().parents[2]
QUERIES = Path(__file__).parent / "queries.yml"
SIZES = [1_000, 10_000]
CACHE = ROOT / ".cache" / "pagefind"
Row = tuple[str, Query]
Found = dict[str, list[list[str]]]


def find_chromium() -> str:
    found = os.environ.get("SOTAY_CHROMIUM")
    return found or subprocess.check_output([ROOT / ".ci" / "chromium"], encoding="utf-8").strip()


@contextmanager
def launch() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-sync"]
        )


def ask(browser: Browser, engines: Sequence[Engine], site: Path, texts: Sequence[str]) -> Found:
    """Engine -> for each query the addresses found."""
    with serve(site) as base:
        page = browser.new_page()
        page.set_default_timeout(0)
        found = {engine.name: engine.search(page, base, texts) for engine in engines}
        page.close()
        return found


def table(rows: Sequence[Row], found: Found) -> str:
    """One line for each class: success@1, MRR@10, nDCG@10 of each engine."""
    classes: dict[str, list[int]] = defaultdict(list)
    for place, (name, _) in enumerate(rows):
        classes[name].append(place)
    classes["mean of all queries"] = list(range(len(rows)))
    lines = [f"{'class':28}{'n':>6}" + "".join(f"  {name:^20}" for name in found)]
    lines.append(" " * 34 + "  success  MRR   nDCG" * len(found))
    for name, places in classes.items():
        line = f"{name:28}{len(places):>6}"
        for results in found.values():
            asked = [(results[place], rows[place][1].grades) for place in places]
            figures = (mean(measure(*one) for one in asked) for measure in (success_at_1, reciprocal_rank, ndcg))
            line += "  " + " ".join(f"{figure:6.3f}" for figure in figures)
        lines.append(line)
    return "\n".join(lines)


def list_failures(rows: Sequence[Row], results: list[list[str]]) -> str:
    lines = []
    for (name, query), found in zip(rows, results, strict=True):
        if reciprocal_rank(found, query.grades) < 1:
            wanted = [address for address, grade in query.grades.items() if grade >= 2]
            lines.append(f"[{name}] {query.text}\n    sought {wanted[:3]}\n    found  {found[:3]}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("site", type=Path, help="folder of a built site")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="YAML file of judged queries")
    parser.add_argument("--only-ours", action="store_true", help="leave Material and Pagefind out")
    parser.add_argument(
        "--scale",
        type=int,
        nargs="*",
        default=SIZES,
        metavar="N",
        help="also measure N made-up documents (nothing: leave this out)",
    )
    parser.add_argument("--failures", action="store_true", help="list the queries not answered first")
    options = parser.parse_args()
    queries = read_queries(options.queries)
    missing = find_missing(queries, options.site)
    if missing:
        print("the site has no page for: " + ", ".join(missing), file=sys.stderr)
        return 1
    with launch() as browser:
        judge(browser, options.site, queries, only_ours=options.only_ours, failures=options.failures)
        for size in options.scale:
            print(measure_scale(browser, options.site, size), flush=True)
    return 0


def judge(browser: Browser, built: Path, queries: list[Query], *, only_ours: bool, failures: bool) -> None:
    """Print the table of all engines for the queries and their variants on a copy of the built site."""
    rows = [variant for query in queries for variant in make_variants(query)]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(shutil.copytree(built, Path(folder) / "site"))
        others = [] if only_ours else [add_material(site), add_pagefind(site, CACHE)]
        engines = [Engine("sotay", ""), *(engine for engine in others if engine)]
        found = ask(browser, engines, site, [query.text for _, query in rows])
    print(f"{len(queries)} judged queries, {len(rows)} with their variants")
    print(table(rows, found), flush=True)
    if failures:
        print(list_failures(rows, found["sotay"]))


if __name__ == "__main__":
    sys.exit(main())
