"""Self-check questions in, plain questions that every format of quizzes can hold out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator import markdown
from generator.kinds.self_checks import SelfCheck


@dataclass(frozen=True)
class Choice:
    """A choice in plain text, with what to say to those who take it."""

    text: str
    why: str
    is_right: bool


@dataclass(frozen=True)
class Question:
    """A question in plain text; `id` is unique in its course or module."""

    id: str
    text: str
    choices: tuple[Choice, ...]

    @property
    def right(self) -> int:
        """How many choices are right; several mean that all of them are to be chosen."""
        return sum(one.is_right for one in self.choices)

    def share_of(self, choice: Choice) -> Fraction:
        """What a choice counts, in percent: the right ones make up 100, the wrong ones take it away."""
        if choice.is_right:
            return Fraction(100, self.right)
        return Fraction(-100, len(self.choices) - self.right) if self.right > 1 else Fraction(0)


def questions_of(identifier: str, checks: Iterable[SelfCheck]) -> Iterator[Question]:
    """The questions of the entry with this id."""
    for check in checks:
        choices = tuple(Choice(_plain(one.text), _plain(one.why), one.correct) for one in check.choices)
        yield Question(f"{identifier}-{check.id}", _plain(check.text), choices)


def _plain(text: str) -> str:
    return " ".join(markdown.plain(text).split())
