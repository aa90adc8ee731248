"""`python -m bench.readers SITE`: a built site in, axe's findings, weights and Lighthouse's marks out."""

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from bench.readers import axe, lighthouse
from bench.readers.page_types import find_page_types
from bench.readers.weight import MOST, View, measure_view
from bench.search.__main__ import find_chromium, launch
from bench.search.serve import serve

CANONICAL = re.compile(r'<link rel="canonical" href="https?://[^/"]+([^"]*)"')


@contextmanager
def serve_below(site: Path) -> Iterator[str]:
    """The site's address on this machine, below the path that its pages name: absolute links are right then."""
    found = CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    path = found.group(1).strip("/") if found else ""
    with tempfile.TemporaryDirectory() as folder:
        host = Path(folder) / "host"
        (host / path).parent.mkdir(parents=True, exist_ok=True)
        (host / path).symlink_to(site.resolve(), target_is_directory=True)
        with serve(host) as address:
            yield f"{address}/{path}/" if path else f"{address}/"


def report_axe(browser: Browser, address: str, pages: dict[str, str]) -> int:
    """Print what axe finds, by type of page; returns how much."""
    context = browser.new_context(locale="vi-VN")
    axe.prepare(context)
    page = context.new_page()
    page.set_default_timeout(0)
    total = 0
    for kind, path in pages.items():
        page.goto(address + path)
        found = list(axe.find_violations(page, axe.THOROUGH))
        total += len(found)
        rules = ", ".join(f"{rule} {count}" for rule, count in Counter(one.rule for one in found).most_common())
        print(f"  {kind:24}{len(found):4}  {rules}", flush=True)
        for one in found[:3]:
            print(f"      {one}")
    context.close()
    return total


def report_weight(browser: Browser, address: str, pages: dict[str, str]) -> int:
    """Print what first views transfer and the files of the heaviest; returns how many are too heavy."""
    context = browser.new_context(locale="vi-VN", service_workers="block")
    page = context.new_page()
    page.set_default_timeout(0)
    views = {kind: measure_view(page, address + path) for kind, path in pages.items()}
    context.close()
    for kind, view in sorted(views.items(), key=lambda one: -one[1].compressed):
        print(
            f"  {kind:24}{view.compressed:8,} bytes in {len(view.files):2} files, {len(view.foreign)} foreign requests"
        )
    heaviest = max(views.values(), key=lambda view: view.compressed)
    for path, size in sorted(heaviest.files.items(), key=lambda one: -one[1]):
        print(f"      {size:8,} {path}")
    return sum(is_too_heavy(view) for view in views.values())


def is_too_heavy(view: View) -> bool:
    return view.compressed > MOST or bool(view.foreign)


def report_lighthouse(address: str, pages: dict[str, str]) -> int:
    """Print Lighthouse's marks of five types of page; returns how many are too low."""
    low = 0
    for kind in lighthouse.TYPES:
        marks = lighthouse.mark(address + pages[kind], find_chromium())
        low += sum(value < lighthouse.LEAST for value in marks.values())
        print(f"  {kind:24}" + ", ".join(f"{name} {value:.0f}" for name, value in marks.items()), flush=True)
    return low


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__)
    parser.add_argument("site", type=Path, help="folder of a built site")
    parser.add_argument("--only", choices=["axe", "weight", "lighthouse"], help="leave the others out")
    options = parser.parse_args()
    pages = find_page_types(options.site)
    faults = 0
    with launch() as browser, serve_below(options.site) as address:
        if options.only in (None, "weight"):
            print(f"first views of {len(pages)} types of page, at most {MOST:,} bytes each:")
            faults += report_weight(browser, address, pages)
        if options.only in (None, "axe"):
            print(f"axe on {len(pages)} types of page, at 360 and 1440 px, in light and dark:")
            faults += report_axe(browser, address, pages)
    if options.only in (None, "lighthouse"):
        print(f"Lighthouse, a slow phone, medians of {lighthouse.RUNS} runs, at least {lighthouse.LEAST} each:")
        with serve_below(options.site) as address:
            faults += report_lighthouse(address, pages)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
