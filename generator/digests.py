"""A value in, a digest out that is the same in every run as long as the value, down to the entries it names, is."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

from generator.catalog import Document, Entry, Key
from generator.kinds import Record
from generator.kinds.fields import Part

Arguments = tuple[tuple[Any, ...], dict[str, Any]]
"""Of a call, by place and by name."""

SIZE = 16
"""Bytes of a digest."""


class Digests:
    """Digests of values made of plain data, dataclasses, records and entries.

    A dataclass or record is digested by itself, once however often it occurs, so that what many values share costs
    little. What has no lasting form (a function, a generator) raises PicklingError, TypeError or AttributeError.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[bytes, Any]] = {}
        """By identity: the digest, and the value itself, so that no other one gets its identity."""

    def of(self, value: Any) -> bytes:
        return self._part(value) or _digest(_Writer(self._part), value)

    def _part(self, value: Any) -> bytes | None:
        """The digest of what is digested by itself; None for what belongs to the value that it stands in."""
        return self._shared(value) if hasattr(type(value), "__dataclass_fields__") or isinstance(value, Part) else None

    def _shared(self, value: Any) -> bytes:
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
            record = self._shared(value.record) if isinstance(value, Entry) else b""
            text = "\n".join((value.path, value.source.path, value.source.text, value.front.body))
            return blake2b(name + record + text.encode(errors="surrogatepass"), digest_size=SIZE).digest()
        return _digest(_Writer(self._part), (type(value).__qualname__, list(_fields(value))))


def _fields(value: Any) -> Any:
    """The declared fields; what is computed from them and remembered beside them tells nothing new."""
    return (getattr(value, name) for name in value.__dataclass_fields__)


class _Writer(pickle.Pickler):
    """Writes parts as their digests, and without the memory of what occurred before: it would tell two equal
    texts from one that occurs twice.
    """

    def __init__(self, part: Callable[[Any], bytes | None]) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, protocol=pickle.HIGHEST_PROTOCOL)
        self.fast = True
        self.part = part

    def persistent_id(self, value: Any) -> bytes | None:
        return self.part(value)


def _digest(writer: _Writer, value: Any) -> bytes:
    writer.dump(value)
    return blake2b(writer.buffer.getbuffer(), digest_size=SIZE).digest()


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
