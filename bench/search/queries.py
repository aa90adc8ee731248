"""A file of judged queries in, the queries out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Query:
    """What a reader types, its class, and the pages that answer it with their grades.

    Grade 3 is the page that was sought, 2 answers the question as well, 1 is related.
    """

    text: str
    kind: str
    grades: Mapping[str, int]


def read_queries(path: Path) -> list[Query]:
    """The queries of a YAML file: a list of {q: text, kind: known|topic|number, grades: {address: 1-3}}.

    Raises ValueError for a query without a page of grade 2 or 3.
    """
    queries = [Query(one["q"], one["kind"], one["grades"]) for one in yaml.safe_load(path.read_text("utf-8"))]
    for query in queries:
        if max(query.grades.values(), default=0) < 2:
            raise ValueError(f"{query.text}: no page answers it")
    return queries


def find_missing(queries: list[Query], site: Path) -> list[str]:
    """Addresses that the queries name and the site does not have."""
    addresses = {address for query in queries for address in query.grades}
    return sorted(address for address in addresses if not (site / address / "index.html").is_file())
