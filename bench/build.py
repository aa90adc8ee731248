"""A knowledge base in, the median time of a few full builds, the search's share of it, peak memory and size out."""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.bases import write_base
from generator import pages, search_documents, selection
from generator.build import understand
from generator.kinds.record import Visibility

SOTAY = Path(sys.executable).with_name("sotay")


def measure_build(root: Path, site: Path) -> float:
    """Build once and return the wall time in seconds; raises CalledProcessError when the build fails."""
    start = time.perf_counter()
    subprocess.run([SOTAY, "build", "-C", root, "--site-dir", site], check=True, capture_output=True)
    return time.perf_counter() - start


def measure_search(root: Path) -> float:
    """Seconds that the search index takes within a build."""
    site, knowledge, _ = understand(root)
    shown = selection.select(knowledge, Visibility.PUBLIC)
    rendered, _ = pages.render(site, shown)
    start = time.perf_counter()
    search_documents.write(shown, rendered)
    return time.perf_counter() - start


def describe(root: Path, runs: int) -> str:
    """Build `runs` times into a fresh folder each, and say it in one line."""
    seconds: list[float] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            seconds.append(measure_build(root, Path(folder)))
            files = [path for path in Path(folder).rglob("*") if path.is_file()]
            folders = sum(path.name == "index.html" for path in files)
            megabytes = sum(path.stat().st_size for path in files) / 1e6
    # Linux gives the peak of the largest child in KiB.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    search = statistics.median(measure_search(root) for _ in range(runs))
    return (
        f"build: {statistics.median(seconds):.2f} s"
        f" (median of {runs}, {min(seconds):.2f}-{max(seconds):.2f}),"
        f" of it the search index {search:.2f} s ({search / statistics.median(seconds):.0%});"
        f" {folders} pages, {megabytes:.1f} MB, peak {peak:.0f} MiB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path, nargs="?", default=Path())
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[], help="also measure made-up bases of so many entries"
    )
    arguments = parser.parse_args()
    print(describe(arguments.root, arguments.runs))
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_base(arguments.root, Path(folder), size)
            print(f"{size} made-up entries, {describe(Path(folder), arguments.runs)}")


if __name__ == "__main__":
    main()
