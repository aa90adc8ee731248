"""An entry's values and body in; the anchors its page gives, and the ids that are still to be written down, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator import markdown
from generator.kinds import Record
from generator.kinds.parts import Figure, Need, Question
from generator.kinds.self_checks import SelfCheck
from generator.kinds.shape import bare_type
from generator.markdown import slugify
from generator.placed_yaml import KeyPath

SECTIONS = frozenset(
    "noi-dung diem-chinh cau-hoi tu-kiem-tra so-lieu lien-quan trong-huong-dan theo-vai-tro nguon dia-chi tai-lieu "
    "muc-tieu ket-cau danh-gia chuyen-de dinh-huong de-nghi khong-neu dieu-hanh cach-goi yeu-cau chuong-trinh "
    "cach-tien-hanh sau-dot-hoc giay-to du-kien viec nhu-cau truoc-khi-hoc trong-khi-hoc sau-khi-hoc lich-su".split()
)
"""Anchors that the page templates give to their own sections."""

WORDS = 5
"""Words of a question in its id."""

_EMPTY_WORDS = frozenset(
    "ai anh bằng bị bởi cả các cái cần cho chị có còn của cũng đã đang để đến do đó được gì hay hãy hơn khi là lại lên "
    "lúc mà mỗi một nào này nếu những như nhưng nhất ở phải qua ra rằng rất rồi sao sẽ tại thế theo thì trên trong từ "
    "từng và vào vậy về vì với".split()
)
"""Syllables that a question's id leaves out: they say nothing of what is asked."""

_ADDRESS = re.compile(r"\b(?:các )?(?:đồng chí|anh chị|anh \(chị\))\b", re.IGNORECASE)
"""How a question addresses its reader."""


@dataclass(frozen=True)
class Unnamed:
    """A heading (`path` is None) or a question without an id: where it stands, and the id to write there."""

    identifier: str
    path: KeyPath | None
    offset: int = 0


@cache
def item_fields(kind: type[Record], *parts: type) -> tuple[str, ...]:
    """The fields of a kind that hold such parts."""
    return tuple(name for name, info in kind.model_fields.items() if bare_type(info) in parts)


def of_items(record: Record) -> Iterator[tuple[KeyPath, str]]:
    """The ids of an entry's figures, needs, questions and self-checks, and where each is written."""
    for name in item_fields(type(record), Figure, Need, Question, SelfCheck):
        for index, item in enumerate(getattr(record, name)):
            if item.id:
                yield (name, index, "id"), item.id


def unnamed(kind: type[Record], values: dict[str, Any], body: str) -> list[Unnamed]:
    """What has no id of its own yet, each with an id that nothing else on the page has.

    A heading keeps the anchor that its words give it today, so that links to it stay right.
    """
    headings = markdown.outline(body).headings
    taken = {*SECTIONS, *_written(kind, values), *(heading.anchor for heading in headings if heading.is_named)}
    found: list[Unnamed] = []
    for heading in headings:
        if not heading.is_named:
            identifier = heading.anchor if heading.anchor not in taken else _free(f"muc-{heading.anchor}", taken)
            taken.add(identifier)
            found.append(Unnamed(identifier, None, heading.offset))
    for path, text in _questions(kind, values):
        identifier = _named_after(text, taken)
        taken.add(identifier)
        found.append(Unnamed(identifier, path))
    return found


def _items(kind: type[Record], values: dict[str, Any], *parts: type) -> Iterator[tuple[KeyPath, Any]]:
    for name in item_fields(kind, *parts):
        listed = values.get(name)
        for index, item in enumerate(listed if isinstance(listed, list) else []):
            yield (name, index), item


def _written(kind: type[Record], values: dict[str, Any]) -> Iterator[str]:
    for _, item in _items(kind, values, Figure, Need, Question, SelfCheck):
        if isinstance(item, dict) and item.get("id"):
            yield str(item["id"])


def _questions(kind: type[Record], values: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    for path, item in _items(kind, values, Question):
        text = item.get("text") if isinstance(item, dict) and not item.get("id") else item
        if isinstance(text, str) and text.strip():
            yield path, text


def _named_after(text: str, taken: set[str]) -> str:
    """The telling words of a question, more of them where fewer are taken: `phong-ngua-som-dua-kenh`."""
    words = re.findall(r"\w+", _ADDRESS.sub(" ", markdown.plain(text).lower()))
    telling = [slugify(one) for one in words if one not in _EMPTY_WORDS] or [slugify(one) for one in words]
    telling = [one for one in telling if one]
    for count in range(min(WORDS, len(telling)), len(telling) + 1):
        identifier = "-".join(telling[:count])[:80].strip("-")
        if identifier and identifier not in taken:
            return identifier
    return _free("-".join(telling[:WORDS])[:70].strip("-") or "cau", taken)


def _free(identifier: str, taken: set[str]) -> str:
    """Only for two of the same words: the number is written into the file and never counted again."""
    number = 2
    while (numbered := f"{identifier}-{number}") in taken:
        number += 1
    return numbered if identifier in taken else identifier


_ATTRIBUTES = re.compile(r"[ \t]*(?P<attributes>\{:?[ \t]*(?P<inside>[^}\n]*)\})?[ \t]*$")


def name_headings(kind: type[Record], values: dict[str, Any], body: str) -> str:
    """The body with its id written behind every heading that has none."""
    for one in sorted(unnamed(kind, values, body), key=lambda one: -one.offset):
        if one.path is None:
            end = body.find("\n", one.offset)
            end = len(body) if end < 0 else end
            body = body[: one.offset] + _with_id(body[one.offset : end], one.identifier) + body[end:]
    return body


def _with_id(line: str, identifier: str) -> str:
    match = _ATTRIBUTES.search(line)
    assert match is not None
    inside = (match["inside"] or "").strip()
    return f"{line[: match.start()]} {{#{identifier}{' ' + inside if inside else ''}}}"
