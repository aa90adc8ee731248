"""A content file's text in, the same text with what is safe to repair repaired out.

Every step is checked before it counts: the front matter is read again and must hold the same values (but for what the
step is for), the same comments, and the body the same words. A step that cannot prove this is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator import frontmatter
from generator.anchors import name_headings
from generator.fixing.anchors import name_anchors, named_values
from generator.fixing.characters import clean, clean_value
from generator.fixing.dates import iso_values, rewrite_dates
from generator.fixing.keys import order_keys
from generator.fixing.tones import Tone, place_tones
from generator.fixing.whitespace import tidy
from generator.kinds import Record
from generator.placed_yaml import YamlError
from generator.source import Source
from generator.yaml_tokens import comments

Change = Callable[[str], str]
ValueChange = Callable[[Any], Any]


@dataclass(frozen=True)
class Step:
    """One repair: what it does to the text, and what that may do to the values, to a word of text, to the body."""

    text: Change
    values: ValueChange
    words: Change
    body: Change | None = None


def fix(text: str, kind: type[Record] | None = None, tone: Tone | None = None, *, with_anchors: bool = False) -> str:
    """The repaired text; doing it twice changes nothing more. A file whose front matter is broken is left alone.

    With `with_anchors` headings and questions of an entry get the ids that they lack.
    """
    if _read(text) is None:
        return text
    for step in _steps(kind, tone):
        text = _taken(text, step)
    if kind and with_anchors:
        text = _taken(text, _naming(text, kind))
    return text


def _taken(text: str, step: Step) -> str:
    """The text after a step that can prove itself, otherwise as it was."""
    changed = step.text(text)
    return changed if changed != text and _is_safe(text, changed, step) else text


def _naming(text: str, kind: type[Record]) -> Step:
    front, _ = frontmatter.split(Source.of("", text))
    return Step(
        lambda text: name_anchors(text, kind),
        lambda values: named_values(values, kind, front.body),
        _same,
        lambda body: name_headings(kind, front.values, body),
    )


def _steps(kind: type[Record] | None, tone: Tone | None) -> list[Step]:
    steps = [Step(clean, clean_value, clean), Step(tidy, _same, _same)]
    if kind:
        steps += [
            Step(lambda text: rewrite_dates(text, kind), lambda values: iso_values(values, kind), _same),
            Step(lambda text: order_keys(text, kind), _same, _same),
        ]
    if tone:
        steps.append(Step(lambda text: place_tones(text, tone), lambda v: _each_text(v, tone), _toned(tone)))
    return steps


def _same(value: Any) -> Any:
    return value


def _toned(tone: Tone) -> Change:
    return lambda text: place_tones(text, tone)


def _each_text(value: Any, tone: Tone) -> Any:
    if isinstance(value, dict):
        return {key: _each_text(item, tone) for key, item in value.items()}
    if isinstance(value, list):
        return [_each_text(item, tone) for item in value]
    return place_tones(value, tone) if isinstance(value, str) else value


@dataclass(frozen=True)
class _Content:
    """What a file says, apart from how it is laid out."""

    values: dict[str, Any]
    comments: list[str]
    body: str


def _read(text: str) -> _Content | None:
    """None when the front matter cannot be read."""
    front, problems = frontmatter.split(Source.of("", text))
    if problems:
        return None
    try:
        remarks = [comment for _, comment in comments(_front_text(text, front.body_offset))]
    except YamlError:
        return None
    return _Content(front.values, remarks, front.body)


def _front_text(text: str, body_offset: int) -> str:
    """What stands between the two `---` lines."""
    return text[:body_offset].partition("\n")[2].rstrip().removesuffix("---") if body_offset else ""


def _is_safe(before: str, after: str, step: Step) -> bool:
    old, new = _read(before), _read(after)
    if old is None or new is None:
        return False
    return (
        _typed(new.values) == _typed(step.values(old.values))
        and Counter(new_.rstrip() for new_ in new.comments) == Counter(step.words(c).rstrip() for c in old.comments)
        and new.body.split() == (step.body or step.words)(old.body).split()
    )


def _typed(value: Any) -> Any:
    """Values that also tell `1` from `true` and `1.0`; the order of keys does not count."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    return type(value), value
