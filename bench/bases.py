"""A knowledge base and a number in; a made-up base of that many entries out, as files.

Every entry is one of the given base under another id, so all kinds, fields, audiences and relations occur as often as
in real content; its text is sentences of the given base in random order. What refers to an entry of the same copy does
so in the copy as well; audiences and source articles stay as they are, without their text.
"""

import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from math import ceil
from pathlib import Path
from typing import Any

import yaml

from generator.build import understand
from generator.catalog import Entry
from generator.kinds import Article, Audience, Case, Lesson, Resolution, Term
from generator.kinds.experience import LessonKind
from generator.kinds.fields import RefTo
from generator.kinds.shape import EACH, reference_fields
from generator.markdown import plain

SHARED = (Audience, Article)
PARAGRAPHS, SENTENCES = 8, 5
SEED = 11
NAMES = ("abbreviations", "also")
"""What several terms cannot share."""

TORN = ("module-in-no-course", "solution-answering-nothing", "unreached-entry")
"""Rules about relations, which a part of a base breaks where the whole does not."""

NEEDED = ("target", "module")
"""Keys without which a part says nothing."""


@dataclass(frozen=True)
class Copy:
    """An entry of the given base and which copy of it this is, from 1."""

    entry: Entry
    number: int

    @property
    def key(self) -> tuple[str, str]:
        return self.entry.record.folder, renamed(self.entry, self.number)


def renamed(entry: Entry, number: int) -> str:
    """The id of a copy: documents get another number, as their ids hold it, all others a suffix."""
    if isinstance(entry.record, Resolution) and entry.record.number:
        return _renumbered(entry.record.id, number)
    return f"{entry.record.id}-{number}"


def _renumbered(text: str, number: int) -> str:
    return re.sub(r"^\d+", lambda match: str(int(match.group()) + 1000 * number), text)


class Base:
    """The given base, and what of it is written."""

    def __init__(self, given: Path, size: int) -> None:
        self.site, knowledge, _ = understand(given)
        self.entries = {entry.key: entry for entry in knowledge.catalog.entries}
        self.shared = [entry for entry in self.entries.values() if isinstance(entry.record, SHARED)]
        copied = [entry for entry in self.entries.values() if not isinstance(entry.record, SHARED)]
        self.copies = list(islice(_copies(copied, size - len(self.shared)), max(0, size - len(self.shared))))
        self.written = {entry.key for entry in self.shared} | {copy.key for copy in self.copies}
        texts = (f"{plain(entry.record.summary)} {plain(entry.front.body)}" for entry in self.entries.values())
        self.sentences = [found for text in texts for found in re.findall(r"[^.!?\n]{40,300}[.!?]", text)]

    @property
    def limitation(self) -> str:
        """The id of the first limitation that is written."""
        lessons = (copy for copy in self.copies if isinstance(copy.entry.record, Lesson))
        return next(c.key[1] for c in lessons if getattr(c.entry.record, "kind", None) is LessonKind.LIMITATION)

    def point(self, folder: str, name: str, number: int) -> str | None:
        """The id that stands for a reference: in the same copy, else in an earlier one; None when there is none."""
        if folder in {kind.folder for kind in SHARED}:
            return name
        entry = self.entries[folder, name]
        names = (renamed(entry, one) for one in range(number, 0, -1))
        return next((one for one in names if (folder, one) in self.written), None)


def write_base(given: Path, folder: Path, size: int) -> None:
    """Fill `folder` with mkdocs.yml and docs/ of `size` entries (at least the shared ones), always the same."""
    base = Base(given, size)
    content, docs = given / base.site.docs, folder / base.site.docs
    docs.mkdir(parents=True)
    settings = yaml.safe_load((given / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["extra"]["sotay"]["rules"] = dict.fromkeys(TORN, "off")
    _put(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))
    shutil.copytree(content / Article.folder / ".dau-van", docs / Article.folder / ".dau-van")
    for entry in base.shared:
        text = (content / entry.path).read_text(encoding="utf-8")
        _put(docs / entry.path, text[: text.index("\n---\n") + 5])
    chance = random.Random(SEED)
    for copy in base.copies:
        kind, name = copy.key
        _put(docs / kind / f"{name}.md", _text(base, copy, chance))


def _copies(entries: Sequence[Entry], wanted: int) -> Iterator[Copy]:
    """Whole copies while they last; of the last one entries from everywhere, so that all kinds are there."""
    for number in count(1):
        left = wanted - (number - 1) * len(entries)
        step = max(1, ceil(len(entries) / max(1, left)))
        order = [entry for start in range(step) for entry in entries[start::step]]
        yield from (Copy(entry, number) for entry in order)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _text(base: Base, copy: Copy, chance: random.Random) -> str:
    record = copy.entry.record
    values: dict[str, Any] = record.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    for reference in reference_fields(type(record)):
        if isinstance(reference.marker, RefTo):
            pointed = partial(base.point, reference.marker.folder, number=copy.number)
            values = _pointed(values, reference.path, pointed)
    if isinstance(record, Case):  # it needs one, and those of a torn copy may be missing
        values.setdefault("limitations", [base.limitation])
    values |= {"id": copy.key[1], "title": f"{record.title} ({copy.number})"}
    if isinstance(record, Resolution) and record.number:
        values["number"] = _renumbered(record.number, copy.number)
    for figure in values.get("figures", ()):
        figure["id"] += f"-{copy.number}"
    for name in NAMES if isinstance(record, Term) else ():
        values.pop(name, None)
    front = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{front}---\n\n{_body(base.sentences, chance)}"


def _pointed(value: Any, path: tuple[str, ...], point: Callable[[str], str | None]) -> Any:
    """The value with every id at `path` replaced by what it stands for; without the items that stand for nothing."""
    if not path:
        return point(value)
    if path[0] == EACH:
        return [new for item in value if (new := _pointed(item, path[1:], point)) is not None] or None
    if path[0] not in value:
        return value
    new = _pointed(value[path[0]], path[1:], point)
    if new is None and path[0] in NEEDED:
        return None
    return {name: one for name, one in {**value, path[0]: new}.items() if one is not None}


def _body(sentences: Sequence[str], chance: random.Random) -> str:
    paragraphs = [" ".join(chance.sample(sentences, SENTENCES)).strip() for _ in range(PARAGRAPHS)]
    halves = zip(("Bối cảnh", "Cách dùng"), (paragraphs[::2], paragraphs[1::2]), strict=True)
    return "\n\n".join(f"## {heading}\n\n" + "\n\n".join(half) for heading, half in halves) + "\n"
