"""The knowledge and the records in, every number in the content's text that stands in no record of its sources out.

Cases, study rounds and audiences are left out: their minutes, dates and head counts are the editors' own suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

import yaml
from pydantic import BaseModel

from bench.sources.records import ARTICLES, Records, numbers
from bench.sources.tally import Tally
from generator.catalog import Entry
from generator.fingerprints import line_numbers
from generator.kinds import Article, Audience, Case, Resolution, Round
from generator.kinds.parts import Citation
from generator.knowledge import Knowledge
from generator.reading_time import running_text

OWN = {
    ("de-an-01-bac-giang", 2.0): "counts the article's groups of tasks, which it does not number",
    ("de-an-01-bac-giang", 3.0): "counts the article's groups of tasks, which it does not number",
}
"""(id, number) -> why an editor's own number stands in the text."""

TITLES = {2012.0, 2021.0, 2022.0, 2023.0}
"""Years by which the text calls the five articles and the class of 2012, wherever it compares them."""

_ADDRESS = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"\d+-[A-ZĐ][\wĐđ]*(?:/[A-ZĐ][\wĐđ.]*)?")


def compare_numbers(tally: Tally, records: Records, knowledge: Knowledge) -> None:
    """Look up every number of every entry's text among those that its sources give it."""
    texts = {
        document["id"]: yaml.safe_dump(document, allow_unicode=True, width=100_000) for document in records.documents
    }
    for entry in knowledge.catalog.entries:
        if isinstance(entry.record, Case | Round | Audience):
            continue
        text = _ADDRESS.sub(" ", running_text(entry))
        allowed = _allowed(entry, text, records, knowledge, texts)
        wanted = [one for one in sorted(set(numbers(text))) if (entry.record.id, one) not in OWN]
        tally.within("số trong lời văn", entry.source.path, wanted, allowed)


def _allowed(entry: Entry, text: str, records: Records, knowledge: Knowledge, texts: dict[str, str]) -> set[float]:
    found = _of_articles(entry, records)
    for other in _neighbours(entry, text, knowledge):
        found |= set(numbers(other.title)) | set(numbers(texts.get(other.record.id, "")))
    record = entry.record
    names = {one.url for one in citations(record) if one.url} | {getattr(record, "number", None)}
    for part in (*texts.values(), *records.formats):
        found |= _if_named(part, names)
    for part in records.unverified:
        found |= _if_named(part, names | {entry.title, getattr(record, "issuer", None)} | _named(text))
    return found | TITLES


def _if_named(part: str, names: Set[str | None]) -> set[float]:
    """The numbers of a piece of the records, if it names what the entry is about."""
    return set(numbers(part)) if any(name and name in part for name in names) else set()


def _neighbours(entry: Entry, text: str, knowledge: Knowledge) -> Iterator[Entry]:
    """The entry itself, what it is tied to, and the documents whose number its text names."""
    yield entry
    yield from (reference.target for reference in knowledge.links.outgoing(entry))
    yield from (reference.source for reference in knowledge.links.incoming(entry))
    named = _named(text)
    yield from (other for other, record in knowledge.catalog.records(Resolution) if record.number in named)


def _named(text: str) -> set[str]:
    """The document numbers that a text names."""
    return {number.rstrip(".") for number in _NUMBER.findall(text)}


def _of_articles(entry: Entry, records: Records) -> set[float]:
    """Numbers on the cited lines, the lines' own numbers, and what is recorded of the articles and what they name."""
    found: set[float] = set()
    record = entry.record
    if isinstance(record, Article):
        last = len(records.texts[record.id])
        found |= records.numbers_on(record.id, f"1-{last}") | set(map(float, range(1, last + 1)))
    for one in citations(record):
        if one.article and one.lines:
            found |= records.numbers_on(one.article, one.lines) | set(map(float, line_numbers(one.lines)))
    for group in ("articles", "documents_named"):
        for item in records.articles[group]:
            if ARTICLES[item.get("article", item["id"])] in {one.article for one in citations(record)}:
                found |= set(numbers(f"{item.get('as_named', '')} {item.get('published', '')} {item.get('note', '')}"))
    return found


def citations(part: object) -> Iterator[Citation]:
    """Every citation in a record, however deep."""
    if isinstance(part, Citation):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from citations(getattr(part, name))
    elif isinstance(part, tuple):
        for item in part:
            yield from citations(item)
