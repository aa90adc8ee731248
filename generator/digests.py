"""A value in, a digest out that is the same in every run as long as the value, down to the entries it names, is."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

from generator.catalog import Document, Entry, Key
from generator.kinds import Record
from generator.kinds.fields import Part

Arguments = tuple[tuple[Any, ...], dict[str, Any]]
"""Of a call, by place and by name."""

SIZE = 16
"""Bytes of a digest."""

_ATOMS = frozenset({str, int, bool, type(None)})
"""Most of what values are made of."""


class Digests:
    """Digests of values made of plain data, dataclasses, records and entries.

    What is one thing however often it occurs (an entry, a record, a dataclass without `==` of its own) is digested by
    itself, once, so that what many values share costs little. What has no lasting form (a function without a name, a
    generator) raises PicklingError, TypeError or AttributeError.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[bytes, Any]] = {}
        """By identity: the digest, and the value itself, so that no other one gets its identity."""
        self._idle: list[_Writer] = []
        """Writers to be used again: a value within a value needs one of its own, and they take time to make."""

    def of(self, value: Any) -> bytes:
        kind: Any = type(value)
        if kind is str:  # most answers
            return blake2b(b"str" + value.encode(errors="surrogatepass"), digest_size=SIZE).digest()
        return self.shared(value) if _is_one(kind) else self._written(value)

    def shared(self, value: Any) -> bytes:
        """The digest of what is one thing."""
        if known := self._known.get(id(value)):
            return known[0]
        digest = self._of_object(value)
        self._known[id(value)] = digest, value
        return digest

    def _of_object(self, value: Any) -> bytes:
        name = type(value).__qualname__.encode()
        if isinstance(value, Part):
            return blake2b(name + value.model_dump_json().encode(), digest_size=SIZE).digest()
        if isinstance(value, Document):  # its outline and places follow from its text
            record = self.shared(value.record) if isinstance(value, Entry) else b""
            text = "\n".join((value.path, value.source.path, value.source.text, value.front.body))
            return blake2b(name + record + text.encode(errors="surrogatepass"), digest_size=SIZE).digest()
        return self._written(_fields(value))

    def _written(self, value: Any) -> bytes:
        plain = self._plain(value)
        writer = self._idle.pop() if self._idle else _Writer(self._plain)
        digest = blake2b(writer.write(plain), digest_size=SIZE).digest()
        self._idle.append(writer)
        return digest

    def _plain(self, value: Any) -> Any:
        """The value with digests in place of what is one thing; what no plain data holds is left to the writer."""
        kind: Any = type(value)
        if kind is tuple or kind is list:
            return [one if type(one) in _ATOMS else self._plain(one) for one in value]
        if kind is dict:
            return {name: self._plain(one) for name, one in value.items()}
        if _is_one(kind):
            return self.shared(value)
        return self._plain(_fields(value)) if _has_fields(kind) else value


@cache
def _is_one(kind: Any) -> bool:
    return issubclass(kind, Part) or (_has_fields(kind) and kind.__eq__ is object.__eq__)


@cache
def _has_fields(kind: Any) -> bool:
    return hasattr(kind, "__dataclass_fields__")


def _fields(value: Any) -> tuple[Any, ...]:
    """The type's name and the declared fields; what is computed and remembered beside them tells nothing new."""
    kind = type(value)
    return kind.__qualname__, *[getattr(value, name) for name in kind.__dataclass_fields__]


class _Writer(pickle.Pickler):
    """Writes without the memory of what occurred before: it would tell two equal texts from one that occurs twice.

    It can be used again, but not while it writes.
    """

    def __init__(self, plain: Callable[[Any], Any]) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, protocol=pickle.HIGHEST_PROTOCOL)
        self.fast = True
        self.plain = plain

    def write(self, value: Any) -> bytes:
        self.buffer.seek(0)
        self.buffer.truncate()
        self.dump(value)
        return self.buffer.getvalue()

    def reducer_override(self, value: Any) -> Any:
        """Asked for what stands in sets and other values that are not plain data."""
        plain = self.plain(value)
        return NotImplemented if plain is value else (list, (plain,))


def write_arguments(values: Arguments, entries: Mapping[Key, Entry]) -> bytes:
    """The arguments of a call as bytes from which `read_arguments` makes them again.

    Entries and their records are written as their keys alone.
    """
    if _is_one_entry(values, entries):
        return "/".join((_ENTRY, *values[0][0].key)).encode()
    buffer = io.BytesIO()
    _ArgumentWriter(buffer, entries).dump(values)
    return buffer.getvalue()


def read_arguments(content: bytes, entries: Mapping[Key, Entry]) -> Arguments:
    """What was written, with the entries as they are now; raises KeyError where one is gone."""
    if content.startswith(_ENTRY.encode()):
        _, folder, identifier = content.decode().split("/", 2)
        return (entries[folder, identifier],), {}
    arguments: Arguments = _ArgumentReader(content, entries).load()
    return arguments


_ENTRY = "E"
"""Begins the arguments of a call with one entry, which are most and need not be pickled; no pickle begins so."""


def _is_one_entry(values: Arguments, entries: Mapping[Key, Entry]) -> bool:
    positional, named = values
    if named or len(positional) != 1 or not isinstance(positional[0], Entry):
        return False
    return entries.get(positional[0].key) is positional[0]


class _ArgumentWriter(pickle.Pickler):
    def __init__(self, buffer: io.BytesIO, entries: Mapping[Key, Entry]) -> None:
        super().__init__(buffer, protocol=pickle.HIGHEST_PROTOCOL)
        self.entries = entries

    def persistent_id(self, value: Any) -> tuple[Key, bool] | None:
        if not isinstance(value, Entry | Record):
            return None
        record = value.record if isinstance(value, Entry) else value
        key = record.folder, record.id
        found = self.entries.get(key)
        if found is value:
            return key, True
        if found and found.record is value:
            return key, False
        raise pickle.PicklingError(f"{key} is not what the base has under this key")


class _ArgumentReader(pickle.Unpickler):
    def __init__(self, content: bytes, entries: Mapping[Key, Entry]) -> None:
        super().__init__(io.BytesIO(content))
        self.entries = entries

    def persistent_load(self, identifier: tuple[Key, bool]) -> Entry | Record:
        key, is_entry = identifier
        return self.entries[key] if is_entry else self.entries[key].record
