"""The pages in, the same pages with terms and abbreviations of the glossary explained where they first stand, out.

The explanation is written as an `<abbr>` element. Python-Markdown's own definitions (`*[KL]: ...`) would mark every
place on a page, also inside numbers such as 21-KL/TW, in links and in headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from markupsafe import escape

from generator.kinds import Term
from generator.knowledge import Knowledge
from generator.markdown import blank, plain, without_code
from generator.pages import Page

LEFT_ALONE = ("home", "search", "manual", "index", "form", "paper", "tool")
"""Kinds of pages without explanations: lists, blank papers, and what is written for editors."""

SHORTEST = 3
"""Words of a term. Shorter ones have an everyday sense as well: "quyết định" is a decision, and also to decide."""

EVERYDAY = 0.1
"""A term that stands on a larger share of the pages is a word that readers of the site know."""

FEW_PAGES = 20
"""A term on no more pages than this is never taken for an everyday word."""

_SKIPPED = (
    re.compile(r"\A---\n.*?\n---\n", re.DOTALL),
    re.compile(r"^(?:#{1,6}[ \t]|\?\?\?|!!!|[ \t]*\[[^\]\n]+\]:)[^\n]*$", re.MULTILINE),
    re.compile(r"<(a|abbr|button|code|form|label|nav|pre|script|style|summary|svg)\b.{0,5000}?</\1>", re.DOTALL),
    re.compile(r"!?\[(?:[^\[\]]|\[[^\]]{0,999}\]){0,999}\]\([^)\n]{0,3000}\)"),
    re.compile(r"<[^<>]{0,3000}>|\{[:#.][^}\n]{0,999}\}|https?://\S+"),
)
"""What holds no running text, in the order in which it is taken out."""

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[\w\-/&]")


@dataclass(frozen=True)
class Phrase:
    """Words to explain: small letters for a term, exactly as written for an abbreviation; `paths` are its own pages."""

    text: str
    explanation: str
    paths: frozenset[str]
    is_exact: bool


Phrases = dict[str, dict[str, list[Phrase]]]
"""First and second word (or nothing) in small letters -> phrases that begin with them, the longest first."""


@dataclass(frozen=True)
class Match:
    """Where a phrase stands first on a page."""

    phrase: Phrase
    start: int


def explain(knowledge: Knowledge, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Explain each term once on every page but its own; terms that stand nearly everywhere are left alone."""
    phrases = read_phrases(knowledge)
    matches = {page.path: list(find(page, phrases)) for page in pages if page.kind not in LEFT_ALONE}
    counts = Counter(match.phrase for found in matches.values() for match in found)
    most = max(FEW_PAGES, EVERYDAY * len(pages))
    rare = {phrase for phrase, count in counts.items() if phrase.is_exact or count <= most}
    return tuple(mark(page, [m for m in matches.get(page.path, []) if m.phrase in rare]) for page in pages)


def explain_alone(page: Page, phrases: Phrases) -> Page:
    """One page with its explanations, also of terms that stand on nearly all: that only `explain` can tell."""
    return page if page.kind in LEFT_ALONE else mark(page, list(find(page, phrases)))


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
    phrases: Phrases = {}
    for (text, is_exact), found in sorted(meanings.items(), key=lambda item: -len(item[0][0])):
        words = [*_WORD.findall(_small(text)), "", ""]
        if words[0] and (is_exact or len(found) == 1):
            phrase = Phrase(text, " hoặc ".join(found.values()), frozenset(found), is_exact)
            phrases.setdefault(words[0], {}).setdefault(words[1], []).append(phrase)
    return phrases


def find(page: Page, phrases: Phrases) -> Iterator[Match]:
    """The first place of every phrase in the page's running text, in order; a longer phrase hides those inside it."""
    text = running(page.text)
    small = _small(text)
    seen: set[Phrase] = set()
    end = 0
    words = list(_WORD.finditer(small))
    for word, following in zip_longest(words, words[1:]):
        beginning = phrases.get(word.group())
        if not beginning or word.start() < end:
            continue
        possible = [*beginning.get(following.group() if following else "", ()), *beginning.get("", ())]
        phrase = next((one for one in possible if _stands(one, text, small, word.start())), None)
        if phrase is None:
            continue
        end = word.start() + len(phrase.text)
        if phrase not in seen and page.path not in phrase.paths:
            seen.add(phrase)
            yield Match(phrase, word.start())


def _small(text: str) -> str:
    """The text in small letters, each at its place: "İ" alone would become two."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _stands(phrase: Phrase, text: str, small: str, start: int) -> bool:
    end = start + len(phrase.text)
    if not (text if phrase.is_exact else small).startswith(phrase.text, start):
        return False
    return not (_JOINED.match(text[start - 1 : start]) or _JOINED.match(text[end : end + 1]))


def running(text: str) -> str:
    """The page's text with everything that is no running text replaced by spaces, so that offsets stay."""
    text = without_code(text)
    for pattern in _SKIPPED:
        text = pattern.sub(blank, text)
    return text.replace("\u00a0", " ")


def mark(page: Page, matches: Sequence[Match]) -> Page:
    """The page with an explanation at every match."""
    pieces: list[str] = []
    end = 0
    for match in matches:
        stop = match.start + len(match.phrase.text)
        words = page.text[match.start : stop]
        told = f'title="{_attribute(match.phrase.explanation)}" data-thuat-ngu="{_keys(match.phrase)}"'
        pieces += [page.text[end : match.start], f"<abbr {told}>{words}</abbr>"]
        end = stop
    return replace(page, text="".join(pieces) + page.text[end:]) if matches else page


def _keys(phrase: Phrase) -> str:
    """The terms that a phrase may mean, for the script that leads to them: `thuat-ngu/buoi thuat-ngu/tiet`."""
    return " ".join(path.removesuffix(".md") for path in sorted(phrase.paths))


def _attribute(text: str) -> str:
    """A text for an attribute inside Markdown: what Markdown or a table would read as a mark is written as a number."""
    return re.sub(r"[\\`*_\[\]{}|]", lambda match: f"&#{ord(match.group())};", str(escape(text)))
