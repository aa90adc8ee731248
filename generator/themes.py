"""The lessons learned in; for every theme what went wrong, why, what answers it and who acts, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.catalog import Entry
from generator.kinds import Article, Lesson
from generator.kinds.experience import LessonKind
from generator.knowledge import Knowledge
from generator.markdown import slugify

NO_PLACE = "Không ghi nơi"


@dataclass(frozen=True, eq=False)
class Chain:
    """A limitation, its causes, and what answers it: first answers of the same theme, then of others.

    `articles` are those that the answers come from.
    """

    limitation: Entry
    causes: tuple[Entry, ...]
    answers: tuple[Entry, ...]
    articles: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Theme:
    """All that was recorded under one topic.

    `elsewhere` are its solutions that answer limitations of other topics; `causes` explain results.
    """

    topic: str
    label: str
    entries: tuple[Entry, ...]
    chains: tuple[Chain, ...]
    elsewhere: tuple[Entry, ...]
    causes: tuple[Entry, ...]
    results: tuple[Entry, ...]
    lessons: tuple[Entry, ...]

    @property
    def path(self) -> str:
        """Path of the theme's page below docs/."""
        return f"bai-hoc/chu-de/{self.topic}.md"

    @property
    def places(self) -> dict[str, tuple[Entry, ...]]:
        """The entries by place, in order of place."""
        names = sorted({place_of(entry) for entry in self.entries})
        return {name: tuple(entry for entry in self.entries if place_of(entry) == name) for name in names}


def lesson_of(entry: Entry) -> Lesson:
    """The record of an entry that is a lesson."""
    assert isinstance(entry.record, Lesson)
    return entry.record


def place_of(entry: Entry) -> str:
    return lesson_of(entry).place or NO_PLACE


def place_anchor(place: str) -> str:
    """The id of a place's section on a theme's page."""
    return f"noi-{slugify(place)}"


def count_kinds(entries: Iterable[Entry]) -> list[tuple[LessonKind, int]]:
    """How many entries there are of each kind that occurs, in the order of the kinds."""
    kinds = [lesson_of(entry).kind for entry in entries]
    return [(kind, kinds.count(kind)) for kind in LessonKind if kind in kinds]


@dataclass(frozen=True, eq=False)
class Themes:
    """The themes of one knowledge base, in the order of the settings."""

    knowledge: Knowledge

    @cached_property
    def all(self) -> tuple[Theme, ...]:
        """Every topic under which at least one lesson is recorded."""
        lessons = self.knowledge.catalog.of(Lesson)
        topics = [*self.knowledge.settings.topics, *sorted({lesson_of(one).theme for one in lessons})]
        found = {topic: tuple(one for one in lessons if lesson_of(one).theme == topic) for topic in topics}
        return tuple(self._theme(topic, entries) for topic, entries in found.items() if entries)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Every place that a lesson names, in order."""
        return tuple(sorted({place_of(one) for one in self.knowledge.catalog.of(Lesson)}))

    def article_of(self, entry: Entry) -> Entry | None:
        """The article an entry was read out of: the first source it names; later ones are only compared with."""
        first = next((one.article for one in entry.record.sources if one.article), None)
        return self.knowledge.catalog.by_key.get((Article.folder, first)) if first else None

    def articles_of(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """The articles of several entries, each once."""
        found = (self.article_of(entry) for entry in entries)
        return tuple(dict.fromkeys(article for article in found if article))

    def _theme(self, topic: str, entries: tuple[Entry, ...]) -> Theme:
        chains = tuple(self._chain(one) for one in _of_kind(entries, LessonKind.LIMITATION))
        shown = {other for chain in chains for other in (*chain.causes, *chain.answers)}
        rest = [entry for entry in entries if entry not in shown]
        return Theme(
            topic=topic,
            label=self.knowledge.settings.topics.get(topic, topic),
            entries=entries,
            chains=chains,
            elsewhere=_of_kind(rest, LessonKind.SOLUTION),
            causes=_of_kind(rest, LessonKind.CAUSE),
            results=_of_kind(entries, LessonKind.RESULT),
            lessons=_of_kind(rest, LessonKind.LESSON),
        )

    def _chain(self, limitation: Entry) -> Chain:
        links = self.knowledge.links
        topic = lesson_of(limitation).theme
        answers = dict.fromkeys(reference.source for reference in links.incoming(limitation, "answers"))
        ordered = tuple(sorted(answers, key=lambda one: lesson_of(one).theme != topic))
        causes = dict.fromkeys(reference.source for reference in links.incoming(limitation, "explains"))
        return Chain(limitation, tuple(causes), ordered, self.articles_of(ordered))


def _of_kind(entries: Iterable[Entry], kind: LessonKind) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if lesson_of(entry).kind is kind)


@dataclass(frozen=True, eq=False)
class Contrast:
    """A theme in which some articles record a limitation and others only a result."""

    theme: Theme
    limitations: tuple[Entry, ...]
    results: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Agreement:
    """Where the articles meet and where they do not, as far as the records show.

    `shared` and `single` are themes in which two or more articles, or only one, record a limitation; `answered_by_many`
    and `answered_by_own` are limitations answered from two or more articles, or only from their own; `unanswered` have
    no answer.
    """

    shared: tuple[Theme, ...]
    single: tuple[Theme, ...]
    answered_by_many: tuple[Chain, ...]
    answered_by_own: tuple[Chain, ...]
    answered_by_other: tuple[Chain, ...]
    unanswered: tuple[Chain, ...]
    contrasts: tuple[Contrast, ...]


def compare(themes: Themes) -> Agreement:
    """Sort themes and limitations by how many articles speak of them."""
    limited = {theme: themes.articles_of(chain.limitation for chain in theme.chains) for theme in themes.all}
    chains = [chain for theme in themes.all for chain in theme.chains]
    one_voice = [chain for chain in chains if len(chain.articles) == 1]
    own = {chain for chain in one_voice if chain.articles == (themes.article_of(chain.limitation),)}
    return Agreement(
        shared=tuple(theme for theme, articles in limited.items() if len(articles) > 1),
        single=tuple(theme for theme, articles in limited.items() if len(articles) == 1),
        answered_by_many=tuple(chain for chain in chains if len(chain.articles) > 1),
        answered_by_own=tuple(chain for chain in one_voice if chain in own),
        answered_by_other=tuple(chain for chain in one_voice if chain not in own),
        unanswered=tuple(chain for chain in chains if not chain.answers),
        contrasts=tuple(filter(None, (_contrast(themes, theme) for theme in themes.all))),
    )


def _contrast(themes: Themes, theme: Theme) -> Contrast | None:
    limitations = tuple(chain.limitation for chain in theme.chains)
    limited = set(themes.articles_of(limitations))
    results = tuple(one for one in theme.results if themes.article_of(one) not in limited)
    return Contrast(theme, limitations, results) if limitations and results else None
