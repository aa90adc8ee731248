"""An entry in, the minutes its page takes to read out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from generator.catalog import Entry
from generator.kinds.parts import Citation, Figure
from generator.kinds.self_checks import AnswerChoice
from generator.markdown import count_syllables, plain
from generator.stored_text import StoredText, store


def texts_of(part: BaseModel) -> Iterator[str]:
    """Every running text of a record, in order of declaration; citations, figures and closed values do not count.

    Nor do the choices of a self-check question: some of them are wrong, and each reader sees only a few explanations.
    """
    for name in type(part).model_fields:
        yield from _texts(getattr(part, name))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, AnswerChoice | Citation | Figure):
        return
    if isinstance(value, BaseModel):
        yield from texts_of(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif type(value) is str and " " in value:
        yield value


_TEXTS: WeakKeyDictionary[Entry, StoredText] = WeakKeyDictionary()
_SYLLABLES: WeakKeyDictionary[Entry, int] = WeakKeyDictionary()
"""Kept, because guides, pages, cards and the search index of one build ask for each entry again."""


def running_text(entry: Entry) -> str:
    """All that an entry's page says, as plain text."""
    if entry not in _TEXTS:
        texts = [*(plain(text) for text in texts_of(entry.record)), plain(entry.front.body)]
        _TEXTS[entry] = store("\n".join(texts))
    return _TEXTS[entry].text


def minutes_to_read(entry: Entry, speed: int) -> int:
    """Whole minutes (at least 1) for an entry's own page, not the document behind it, at `speed` syllables a minute."""
    if entry not in _SYLLABLES:
        _SYLLABLES[entry] = count_syllables(running_text(entry))
    return max(1, math.ceil(_SYLLABLES[entry] / speed))
