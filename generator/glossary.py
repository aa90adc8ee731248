"""The pages in, the same pages with terms and abbreviations of the glossary explained where they first stand, out.

The explanation is written as an `<abbr>` element. Python-Markdown's own definitions (`*[KL]: ...`) would mark every
place on a page, also inside numbers such as 21-KL/TW, in links and in headings.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import cast

from markupsafe import escape

from generator.cache import Cache
from generator.kinds import Term
from generator.knowledge import Knowledge
from generator.markdown import blank, plain, without_code
from generator.pages import Page
from generator.parallel import map_in_processes
from generator.phrase_pattern import pattern_of

LEFT_ALONE = ("home", "search", "manual", "index", "form", "paper", "tool")
"""Kinds of pages without explanations: lists, blank papers, and what is written for editors."""

SHORTEST = 3
"""Words of a term. Shorter ones have an everyday sense as well: "quyết định" is a decision, and also to decide."""

EVERYDAY = 0.1
"""A term that stands on a larger share of the pages is a word that readers of the site know."""

FEW_PAGES = 20
"""A term on no more pages than this is never taken for an everyday word."""

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---(?=\n)", re.DOTALL)
_SKIPPED = (
    re.compile(r"\n(?:#{1,6}[ \t]|\?\?\?|!!!|[ \t]*\[[^\]\n]+\]:)[^\n]*"),
    re.compile(r"<(a|abbr|button|code|form|label|nav|pre|script|style|summary|svg)\b.{0,5000}?</\1>", re.DOTALL),
    re.compile(r"\[[^\[\]]{0,999}+(?:\[[^\]]{0,999}\][^\[\]]{0,999}+){0,99}\]\([^)\n]{0,3000}\)"),
    re.compile(r"<[^<>]{0,3000}>|\{[:#.][^}\n]{0,999}\}|https?://\S+"),
)
"""What holds no running text, in the order in which it is taken out; each begins with a sign that is quick to find."""

KIND = "explained"
"""Of what is kept in the cache."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Phrase:
    """Words to explain: small letters for a term, exactly as written for an abbreviation; `paths` are its own pages."""

    text: str
    explanation: str
    paths: frozenset[str]
    is_exact: bool


@dataclass(frozen=True)
class Phrases:
    """All phrases by their text, those that are found as they are written and those found in any letters."""

    exact: dict[str, Phrase]
    small: dict[str, Phrase]

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What finds the exact ones in a text, and the others in the text in small letters."""
        return pattern_of(self.exact), pattern_of(self.small)

    @cached_property
    def stamp(self) -> bytes:
        """A digest of all that decides where they are found."""
        told = [(one.text, sorted(one.paths), one.is_exact) for one in (*self.exact.values(), *self.small.values())]
        return blake2b(repr(told).encode(), digest_size=16).digest()

    def get(self, text: str, is_exact: bool) -> Phrase:
        return (self.exact if is_exact else self.small)[text]


@dataclass(frozen=True)
class Match:
    """Where a phrase stands first on a page."""

    phrase: Phrase
    start: int


@dataclass(frozen=True)
class Explained:
    """The text of a page with explanations, which are put in when it is asked for."""

    page: Page
    """The page without them."""
    matches: tuple[Match, ...]

    def text(self) -> str:
        return mark(self.page.text, self.matches)


def explain(knowledge: Knowledge, pages: Sequence[Page], kept: Cache | None = None) -> tuple[Page, ...]:
    """Explain each term once on every page but its own; terms that stand nearly everywhere are left alone.

    Where they stand is `kept`, for pages and phrases that stay as they are.
    """
    phrases = read_phrases(knowledge)
    matches = _find_in_all([page for page in pages if page.kind not in LEFT_ALONE], phrases, kept or Cache(None, b""))
    counts = Counter(match.phrase for found in matches.values() for match in found)
    most = max(FEW_PAGES, EVERYDAY * len(pages))
    rare = {phrase for phrase, count in counts.items() if phrase.is_exact or count <= most}
    marked = {path: tuple(m for m in found if m.phrase in rare) for path, found in matches.items()}
    return tuple(
        replace(page, content=Explained(page, found)) if (found := marked.get(page.path)) else page for page in pages
    )


Places = list[tuple[str, bool, int]]
"""Of phrases on a page: the text, whether it is found exactly as written, where it stands."""


def _find_in_all(pages: Sequence[Page], phrases: Phrases, kept: Cache) -> dict[str, list[Match]]:
    """What `find` gives for each page, by path."""

    def look(page: Page) -> Places:
        text = page.text
        digest = blake2b(phrases.stamp + text.encode(), digest_size=16).digest()
        if known := kept.get(KIND, page.path, digest):
            return cast(Places, json.loads(known))
        found = find(replace(page, content=text), phrases)
        places = [(match.phrase.text, match.phrase.is_exact, match.start) for match in found]
        kept.put(KIND, page.path, digest, json.dumps(places).encode())
        return places

    made = map_in_processes(look, pages, finish=kept.write)
    kept.keep_only(KIND, frozenset(page.path for page in pages))
    return {
        page.path: [Match(phrases.get(text, is_exact), start) for text, is_exact, start in places]
        for page, places in zip(pages, made, strict=True)
    }


def explain_alone(page: Page, phrases: Phrases) -> Page:
    """One page with its explanations, also of terms that stand on nearly all: that only `explain` can tell."""
    if page.kind in LEFT_ALONE:
        return page
    text = page.text
    return replace(page, content=mark(text, list(find(replace(page, content=text), phrases))))


def read_phrases(knowledge: Knowledge) -> Phrases:
    """The abbreviations, with all their meanings, and the longer terms, where they mean one thing."""
    meanings: dict[tuple[str, bool], dict[str, str]] = {}
    for entry, term in knowledge.catalog.records(Term):
        first_sentence = plain(term.summary).replace("\n", " ").split(". ")[0].rstrip(".")
        for short in term.abbreviations:
            meanings.setdefault((short, True), {})[entry.path] = term.title
        for name in (term.title, *term.also):
            if len(_WORD.findall(name)) >= SHORTEST:
                meanings.setdefault((name.lower(), False), {})[entry.path] = first_sentence
    phrases = Phrases({}, {})
    for (text, is_exact), found in meanings.items():
        if is_exact or len(found) == 1:
            by_text = phrases.exact if is_exact else phrases.small
            by_text[text] = Phrase(text, " hoặc ".join(found.values()), frozenset(found), is_exact)
    return phrases


def find(page: Page, phrases: Phrases) -> Iterator[Match]:
    """The first place of every phrase in the page's running text, in order; a longer phrase hides those inside it."""
    seen: set[Phrase] = set()
    for match in _standing(running(page.text), phrases):
        if match.phrase not in seen and page.path not in match.phrase.paths:
            seen.add(match.phrase)
            yield match


def _standing(text: str, phrases: Phrases) -> Iterator[Match]:
    """Every place of every phrase, in order."""
    exact, small = phrases.patterns
    found = [exact.search(text), small.search(_small(text))]
    while known := [one for one in found if one]:
        first = min(known, key=lambda one: (one.start(), -one.end()))
        yield Match(phrases.get(first.group(), first.re is exact), first.start())
        end = first.end()
        found = [one if one.start() >= end else one.re.search(one.string, end) for one in known]


def _small(text: str) -> str:
    """The text in small letters, each at its place: "İ" alone would become two."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def running(text: str) -> str:
    """The page's text with everything that is no running text replaced by spaces, so that offsets stay."""
    text = "\n" + _FRONT_MATTER.sub(blank, without_code(text))  # so that each line has its end before it
    for pattern in _SKIPPED:
        text = pattern.sub(blank, text)
    return text[1:].replace("\u00a0", " ")


def mark(text: str, matches: Sequence[Match]) -> str:
    """The text of a page with an explanation at every match."""
    pieces: list[str] = []
    end = 0
    for match in matches:
        stop = match.start + len(match.phrase.text)
        words = text[match.start : stop]
        told = f'title="{_attribute(match.phrase.explanation)}" data-thuat-ngu="{_keys(match.phrase)}"'
        pieces += [text[end : match.start], f"<abbr {told}>{words}</abbr>"]
        end = stop
    return "".join(pieces) + text[end:]


def _keys(phrase: Phrase) -> str:
    """The terms that a phrase may mean, for the script that leads to them: `thuat-ngu/buoi thuat-ngu/tiet`."""
    return " ".join(path.removesuffix(".md") for path in sorted(phrase.paths))


def _attribute(text: str) -> str:
    """A text for an attribute inside Markdown: what Markdown or a table would read as a mark is written as a number."""
    return re.sub(r"[\\`*_\[\]{}|]", lambda match: f"&#{ord(match.group())};", str(escape(text)))
