"""The folder of source records in; how many values were compared and every mismatch out. Exit code 1 on a mismatch."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.sources.articles import compare_articles
from bench.sources.documents import compare_documents
from bench.sources.numbers import compare_numbers
from bench.sources.records import load
from bench.sources.tally import Tally
from generator import build


def compare(root: Path, folder: Path) -> Tally:
    """Everything in the content below `root` that the records in `folder` can tell right from wrong."""
    records = load(folder)
    _, knowledge, _ = build.understand(root)
    tally = Tally()
    compare_documents(tally, records, knowledge)
    compare_articles(tally, records, knowledge)
    compare_numbers(tally, records, knowledge)
    return tally


def main() -> int:
    """Print the tally; 0 when nothing differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path, help="the folder with documents.yml, articles.yml and articles/")
    parser.add_argument("-C", dest="root", type=Path, default=Path(), help="the knowledge base")
    options = parser.parse_args()
    tally = compare(options.root, options.sources)
    for line in tally.mismatches:
        print(line)
    for subject, count in sorted(tally.counts.items()):
        print(f"{count:6} {subject}")
    print(f"{sum(tally.counts.values())} values compared, {len(tally.mismatches)} mismatches")
    return 1 if tally.mismatches else 0


if __name__ == "__main__":
    sys.exit(main())
