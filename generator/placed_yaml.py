"""YAML text in, plain values and the offset of every key and value out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from generator.stored_text import EMPTY, StoredText

KeyPath = tuple[str | int, ...]


@dataclass(eq=False)
class YamlError(Exception):
    """Why a text is no acceptable YAML: `reason` is one of REASONS, `offset` counts characters."""

    reason: str
    offset: int


REASONS = (
    "syntax",
    "tab",
    "open-quote",
    "open-bracket",
    "not-a-mapping",
    "duplicate-key",
    "alias",
    "key-not-text",
    "too-deep",
    "tag",
)


@dataclass(frozen=True)
class Places:
    """Where things stand: `keys` and `values` map a key path to a character offset.

    `ends` maps such an offset to where the innermost thing that starts there ends.
    """

    keys: dict[KeyPath, int] = field(default_factory=dict)
    values: dict[KeyPath, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PlacedYaml:
    """A YAML mapping that was read before, and on request the offset of every key and value in its file.

    The places are found when they are first asked for: only what has a problem needs any, and they take more memory
    than all else that is known of a file. What was read stands from `begin` to `end`, which begins at offset `base`
    of its file.
    """

    stored: StoredText = EMPTY
    base: int = 0
    begin: int = 0
    end: int | None = None

    @cached_property
    def _places(self) -> Places:
        return _find_places(self.written, self.base)

    @property
    def written(self) -> str:
        return self.stored.text[self.begin : self.end]

    @property
    def keys(self) -> dict[KeyPath, int]:
        return self._places.keys

    @property
    def values_at(self) -> dict[KeyPath, int]:
        return self._places.values

    @property
    def ends(self) -> dict[int, int]:
        return self._places.ends

    def offset_of(self, path: KeyPath, *, key: bool = False) -> int | None:
        """Offset of the value (or key) at `path`, or of its nearest known parent; None when there is none."""
        for length in range(len(path), 0, -1):
            table = self.keys if key and length == len(path) and path in self.keys else self.values_at
            if path[:length] in table:
                return table[path[:length]]
        return None


@dataclass(frozen=True)
class PlacedValues(PlacedYaml):
    """The same with its values."""

    values: dict[str, Any] = field(default_factory=dict)


_TEXT = "tag:yaml.org,2002:str"
_LONGEST_WORD = len("false")
"""Of those that stand for something else than their letters."""


class _Loader(yaml.CSafeLoader):
    """The C loader, kept apart so that constructing a scalar never touches the shared SafeLoader."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The tag of what has none; most scalars are texts, which their first character and length tell."""
        if kind is yaml.ScalarNode and implicit[0] and value and is_text(value):
            return _TEXT
        tag: str = super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
        return tag


def is_text(written: str) -> bool:
    """Whether a plain scalar (not an empty one) is surely a text, as its first character and length tell."""
    first = written[0]
    return first not in _Loader.yaml_implicit_resolvers or (first.isalpha() and len(written) > _LONGEST_WORD)


class _Reader:
    """Walks composed nodes once. PyYAML's line numbers are not used: it counts U+0085 and U+2028 as line ends."""

    def __init__(self, loader: _Loader, text: str, base: int, environment: Mapping[str, str] | None) -> None:
        self.loader = loader
        self.text = text
        self.base = base
        self.environment = environment
        self.seen: set[int] = set()
        self.is_plain = "*" not in text and "!" not in text
        """Without these signs there is no alias and no tag."""

    def value(self, node: yaml.Node) -> Any:
        if not self.is_plain:
            self.must_be_new(node)
            if node.tag == "!ENV" and self.environment is not None:
                return self.from_environment(node, self.environment)
            self.must_have_no_tag(node)
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.tag == _TEXT else self.scalar(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        return [self.value(child) for child in node.value]

    def mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlError("key-not-text", self.base + key_node.start_mark.index)
            if key_node.value in values:
                raise YamlError("duplicate-key", self.base + key_node.start_mark.index)
            self.must_have_no_tag(key_node)
            values[key_node.value] = self.value(value_node)
        return values

    def must_be_new(self, node: yaml.Node) -> None:
        """An alias is composed to the node it stands for."""
        if id(node) in self.seen:
            raise YamlError("alias", self.base + node.start_mark.index)
        self.seen.add(id(node))

    def must_have_no_tag(self, node: yaml.Node) -> None:
        """With a tag a value is not what its letters say: `!!binary` hides a text. mkdocs.yml may have some."""
        if self.is_plain or self.environment is not None:
            return
        start = node.start_mark.index
        if _TAG.match(self.text, start):
            raise YamlError("tag", self.base + start)

    @staticmethod
    def from_environment(node: yaml.Node, environment: Mapping[str, str]) -> str | None:
        """`!ENV NAME` or `!ENV [NAME, OTHER, default]`, as MkDocs reads it (pyyaml-env-tag)."""
        if isinstance(node, yaml.ScalarNode):
            return environment.get(str(node.value))
        *names, default = [str(one.value) for one in node.value] or [""]
        return next((environment[name] for name in names if name in environment), default)

    def scalar(self, node: yaml.Node) -> Any:
        """The scalar's value; what YAML cannot construct (2021-02-30) stays the text as written."""
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.constructor.ConstructorError):
            return node.value


_TAG = re.compile(r"(?:&\S+\s+)?!")
"""No value begins with `!` unless it has a tag; an anchor may stand before it."""

DEEPEST = 100
"""Levels of nesting; libyaml goes down with the whole process at some ten thousand."""


def _must_be_shallow(text: str, base: int) -> None:
    """Raises YamlError where the text nests too deep; only texts with that many openings are looked at closer."""
    if sum(map(text.count, ("[", "{", "- ", "? ", "-\t", "?\t"))) <= DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise YamlError("too-deep", base + (event.start_mark.index if event.start_mark else 0))


def read_mapping(text: str, base: int = 0, environment: Mapping[str, str] | None = None) -> PlacedValues:
    """Read a YAML mapping whose first character stands at offset `base` of its file.

    With an `environment` the tag `!ENV` stands for its values; content is read without, and with no other tag. Raises
    YamlError. Anchors are refused where they are used: content has no need of them, and they can blow a small file up
    without limit.
    """
    try:
        _must_be_shallow(text, base)
        loader = _Loader(text)
    except yaml.YAMLError as error:
        raise _refused(error, text, base) from error
    try:
        node = loader.get_single_node()
        if node is None:
            return PlacedValues()
        if not isinstance(node, yaml.MappingNode):
            raise YamlError("not-a-mapping", base + node.start_mark.index)
        return PlacedValues(
            StoredText(text.encode(errors="surrogatepass")),
            base,
            values=_Reader(loader, text, base, environment).value(node),
        )
    except yaml.YAMLError as error:
        raise _refused(error, text, base) from error
    except RecursionError as error:
        raise YamlError("too-deep", base) from error
    finally:
        loader.dispose()


def _find_places(text: str, base: int) -> Places:
    """Where everything stands in a text that was read before."""
    places = Places()
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is not None:
            _place(node, (), base, places)
    finally:
        loader.dispose()
    return places


def _place(node: yaml.Node, path: KeyPath, base: int, places: Places) -> None:
    offset = base + node.start_mark.index
    places.values[path] = offset
    places.ends[offset] = base + node.end_mark.index
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            offset = base + key_node.start_mark.index
            places.keys[*path, key_node.value] = offset
            places.ends[offset] = base + key_node.end_mark.index
            _place(value_node, (*path, key_node.value), base, places)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _place(child, (*path, index), base, places)


def _refused(error: yaml.YAMLError, text: str, base: int) -> YamlError:
    """What libyaml found wrong, with the place in characters."""
    if isinstance(error, yaml.reader.ReaderError):
        return YamlError("syntax", base + len(text.encode()[: error.position].decode(errors="ignore")))
    assert isinstance(error, yaml.MarkedYAMLError)
    reason, mark = _diagnose(error, text)
    return YamlError(reason, base + (mark.index if mark else 0))


def _diagnose(error: yaml.MarkedYAMLError, text: str) -> tuple[str, Any]:
    """Which mistake a syntax error comes from, as far as libyaml's context tells, and the mark that shows it best."""
    context, mark = error.context or "", error.problem_mark or error.context_mark
    if mark and text[mark.index : mark.index + 1] == "\t":
        return "tab", mark
    if "quoted scalar" in context and error.context_mark:
        return "open-quote", error.context_mark
    if "flow" in context and error.context_mark:
        return "open-bracket", error.context_mark
    return "syntax", mark


def last_first(paths: Iterable[KeyPath]) -> list[KeyPath]:
    """Key paths in an order in which each can be taken out without moving what the paths after it mean."""
    return sorted(paths, key=lambda path: [("", step) if isinstance(step, int) else (step, 0) for step in path])[::-1]
