"""Drafts of pages in, those pages of earlier runs out for which everything that their templates saw is as it was then.

A page is made of its draft, of what every page may use (settings, templates), and of what its template asks for: what
refers to an entry, the papers of a round. A kept page comes with these questions and digests of the answers. It is
taken again when the same questions still have the same answers, so nobody needs to say what depends on what; a
template that reads the whole base asks for the whole base.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import Any, TypeVar, cast

from generator import files
from generator.cache import Cache
from generator.catalog import Entry, Key
from generator.digests import Digests, read_arguments, write_arguments
from generator.drafts import Draft
from generator.kinds import Audience
from generator.knowledge import Knowledge
from generator.settings import Site
from generator.templating import WRONG_USE

Question = tuple[str, bytes]
"""What was asked for: its name, and the arguments as `digests.write_arguments` writes them."""

Page = TypeVar("Page")

COMMON = ("site", "settings", "presentation")
"""Names that every page may use without asking: they are part of what all pages depend on."""

KIND = "page"
"""Of what is kept in the cache."""

WITHOUT_FORM = (pickle.PicklingError, TypeError, AttributeError, RecursionError)
"""What is raised for values that cannot be digested or written."""


class Questions:
    """Stands between templates and what they may ask for, and notes what they ask while somebody listens.

    `names` are all that templates may use, `entries` are the base's by key.
    """

    def __init__(self, names: Mapping[str, Any], entries: Mapping[Key, Entry]) -> None:
        self._names = names
        self._entries = entries
        self._answers: dict[Question, bytes] = {}
        self._heard: dict[Question, bytes] | None = None
        self.digests = Digests()
        self._asked = 0
        self.is_lost = False
        """Whether something was asked for, since listening began, that has no lasting form."""

    def names(self) -> dict[str, Any]:
        """The same names for templates: functions and values that note that they were used.

        A function that closes over nothing knows nothing of the base, so what it says follows from its arguments.
        """
        return {name: value if name in COMMON else self._noting(name, value) for name, value in self._names.items()}

    def _noting(self, name: str, value: Any) -> Any:
        if not callable(value):
            value = MappingProxyType(value) if isinstance(value, dict) else value
            return _Noting(value, lambda: self._note(name, None, self._names[name]))
        return value if _knows_nothing(value) else self._function(name, value)

    def _function(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*arguments: Any, **named: Any) -> Any:
            arguments = tuple([one.whole() if type(one) is _Noting else one for one in arguments])
            answer = function(*arguments, **named)
            self._note(name, (arguments, named), answer)
            return answer

        return ask

    def _note(self, name: str, arguments: Any, answer: Any) -> None:
        self._asked += 1
        if self._heard is None or self.is_lost:
            return
        try:
            question = name, b"" if arguments is None else write_arguments(arguments, self._entries)
            if question not in self._answers:
                self._answers[question] = self.digests.of(answer)
        except WITHOUT_FORM:
            self.is_lost = True
        else:
            self._heard[question] = self._answers[question]

    def asked(self) -> int:
        """How often anything was asked for."""
        return self._asked

    @contextmanager
    def listening(self) -> Iterator[dict[Question, bytes]]:
        """The questions that are asked meanwhile, with digests of their answers."""
        heard: dict[Question, bytes] = {}
        self._heard, self.is_lost = heard, False
        try:
            yield heard
        finally:
            self._heard = None

    def answer(self, question: Question) -> bytes | None:
        """The digest of today's answer; None where there is none any more."""
        if question not in self._answers:
            name, arguments = question
            value = self._names[name]
            try:
                if arguments:
                    positional, named = read_arguments(arguments, self._entries)
                    value = value(*positional, **named)
                self._answers[question] = self.digests.of(value)
            except (*WRONG_USE, pickle.PicklingError):  # an entry is gone, or the answer has no lasting form today
                return None
        return self._answers[question]


def _knows_nothing(function: Callable[..., Any]) -> bool:
    return isinstance(function, FunctionType) and not (function.__closure__ or function.__defaults__)


class _Noting:
    """A value that says when it is used."""

    def __init__(self, value: Any, note: Callable[[], None]) -> None:
        self._value = value
        self._note = note

    def whole(self) -> Any:
        self._note()
        return self._value

    def __getattr__(self, name: str) -> Any:
        self._note()
        return getattr(self._value, name)

    def __getitem__(self, key: Any) -> Any:
        self._note()
        return self._value[key]

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(self._value)

    def __len__(self) -> int:
        self._note()
        return len(self._value)

    def __contains__(self, item: Any) -> bool:
        self._note()
        return item in self._value


def open_shelf(site: Site, knowledge: Knowledge, names: Mapping[str, Any], kept: Cache) -> Shelf:
    """The pages that earlier runs have `kept`; `names` are all that templates may use."""
    questions = Questions(names, knowledge.catalog.by_key)
    audiences = [(one.record.id, one.title) for one in knowledge.catalog.of(Audience)]
    own = [(str(path), _read(path)) for path in sorted((site.root / "templates").rglob("*")) if path.is_file()]
    return Shelf(kept, questions, questions.digests.of((site, audiences, own)))


def _read(path: Path) -> bytes | None:
    """What is in a template's file; one that cannot be read is reported where it is used."""
    try:
        return files.read_bytes(path)
    except files.UnreadableError:
        return None


@dataclass(frozen=True)
class Shelf:
    """Pages of earlier runs. `common` stands for what a page may depend on without asking: the settings, the base's
    own templates, and the audiences' names, which stand in the JSON-LD of every entry.
    """

    kept: Cache
    questions: Questions
    common: bytes

    def find_or_make(self, draft: Draft, render: Callable[[], Page]) -> Page:
        """The page of a draft, kept from an earlier run or for the next one."""
        try:
            digest = self.questions.digests.of(draft)
        except WITHOUT_FORM:
            return render()
        if found := self._find(draft, digest):
            return cast(Page, found)
        with self.questions.listening() as heard:
            page = render()
        if not self.questions.is_lost:
            self.kept.put(KIND, draft.path, self.common, pickle.dumps((digest, heard)) + pickle.dumps(page))
        return page

    def _find(self, draft: Draft, digest: bytes) -> Any | None:
        content = self.kept.get(KIND, draft.path, self.common)
        if content is None:
            return None
        stream = io.BytesIO(content)
        was, heard = pickle.load(stream)
        is_same = was == digest and all(self.questions.answer(one) == answer for one, answer in heard.items())
        return pickle.load(stream) if is_same else None

    def keep_only(self, paths: frozenset[str]) -> None:
        """Drop the pages at other paths."""
        self.kept.keep_only(KIND, paths)
