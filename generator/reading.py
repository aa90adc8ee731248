"""A folder in, what each of its files says by itself out: read, typed, looked at for what is unsafe.

Files that are as they were at an earlier run come from the cache; many others are shared out over two processes.
Neither changes the result: what comes from elsewhere stands for a file with exactly these bytes in which nothing is
wrong, and everything else is read here.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from generator import blocks, catalog, files, source, unsafe_content
from generator.cache import Cache
from generator.catalog import Catalog, Document, Entry, Parsed
from generator.diagnostics import Diagnostic, Finding
from generator.frontmatter import FrontMatter
from generator.markdown import BLOCKQUOTE
from generator.parallel import beside
from generator.placed_yaml import PlacedYaml
from generator.source import Content, Source

KIND = "reading"
"""Under which the cache keeps what is known of a file."""

WORTH_SHARING = 600
"""Files; for fewer, a second process takes longer to start than it saves."""

Packed = tuple[bytes, bytes]
"""The digest of a file's bytes, and all that is known of it, pickled, without its text."""

Findings = Mapping[str, tuple[Finding, ...]]
"""By code of their rules, what is found by those that look at each file alone."""

Faces = Mapping[str, bytes | None]
"""By path of a file, its face."""

Examine = Callable[[Source, Document | None], Findings]
"""Runs those rules on a file."""


@dataclass(frozen=True, eq=False)
class Reading:
    """What one file says: its text and what that is (None where nothing can be shown), and what is wrong in it.

    `face` is a digest of all that a rule that looks at the whole base sees of it: everything but prose. None where
    that cannot be told, or where anything is wrong.
    """

    source: Source | None
    parsed: Parsed | None
    problems: tuple[Diagnostic, ...]
    found: Findings
    face: bytes | None = None


@dataclass(frozen=True)
class _Base:
    """Where the files are, and how each is to be examined."""

    root: Path
    docs: str
    examine: Examine


def read(
    root: Path, docs: str, examine: Examine, cache: Cache | None = None, *, is_shared_out: bool | None = None
) -> tuple[Content, Catalog, tuple[Diagnostic, ...], dict[str, Findings], Faces]:
    """Read everything below `root/docs`, in order of path; shared out over two processes where it pays, or as told.

    Last come, by path of a file, what was found when it was examined, where that is anything, and its face.
    """
    base = _Base(root, docs, examine)
    listing, problems = source.look(root, docs)
    found = dict(_from_cache(base, listing.markdown, cache)) if cache else {}
    left = [path for path in listing.markdown if path not in found]
    if len(left) >= WORTH_SHARING if is_shared_out is None else is_shared_out:
        found |= _shared_out(base, left, cache)
    else:
        found |= {path: _read_and_keep(base, path, cache) for path in left}
    readings = [found[path] for path in listing.markdown]
    content = source.gather(root, listing, [one.source for one in readings])
    entries = catalog.gather(content, [one.parsed for one in readings if one.parsed])
    examined = {path: one.found for path, one in found.items() if one.found}
    faces = {path: found[path].face for path in listing.markdown}
    return content, entries, (*problems, *(problem for one in readings for problem in one.problems)), examined, faces


def _from_cache(base: _Base, paths: Sequence[str], cache: Cache) -> Iterator[tuple[str, Reading]]:
    """The files that are as they were; what is kept of files that are gone is dropped."""
    wanted = frozenset(paths)
    cache.keep_only(KIND, wanted)
    for path, digest, packed in cache.each(KIND):
        data = _bytes_of(base, path) if path in wanted else None
        if data is not None and digest == _digest(data):
            yield path, _unpack(path, data, packed)


def _shared_out(base: _Base, paths: Sequence[str], cache: Cache | None) -> dict[str, Reading]:
    """The first half is read here and the second by another process, which hands over what it knows packed."""
    half = len(paths) // 2
    with beside(lambda: [_pack(*_read_one(base, path)) for path in paths[half:]], pays=True) as handed:
        found = {path: _read_and_keep(base, path, cache) for path in paths[:half]}
        for path, packed in zip(paths[half:], handed(), strict=True):
            found[path] = _take_over(base, path, packed, cache)
    return found


def _without_values(reading: Reading) -> Reading:
    """The same without the front matter of an entry, which hardly anybody asks for once its record is known."""
    if not reading.parsed or not isinstance(document := reading.parsed.document, Entry):
        return reading
    bare = replace(document, front=replace(document.front, known=None))
    return replace(reading, parsed=replace(reading.parsed, document=bare))


def _take_over(base: _Base, path: str, packed: Packed | None, cache: Cache | None) -> Reading:
    """What the other process found, unless there is something wrong or the file was changed in between."""
    data = _bytes_of(base, path) if packed else None
    if packed is None or data is None or packed[0] != _digest(data):
        return _without_values(_read_one(base, path)[0])
    if cache:
        cache.put(KIND, path, *packed)
    return _unpack(path, data, packed[1])


def _read_and_keep(base: _Base, path: str, cache: Cache | None) -> Reading:
    reading, data = _read_one(base, path)
    if cache and (packed := _pack(reading, data)):
        cache.put(KIND, path, *packed)
    return _without_values(reading)


def _read_one(base: _Base, path: str) -> tuple[Reading, bytes]:
    """What a file says, and the bytes that say it; empty where it cannot be read."""
    data = _bytes_of(base, path)
    text, problems = source.read_one(base.root, path) if data is None else source.from_bytes(path, data)
    if text is None:
        return Reading(None, None, problems, {}), b""
    parsed = catalog.parse(text, path.removeprefix(f"{base.docs}/"))
    unsafe = unsafe_content.report_one(parsed.document) if parsed.document else ()
    found = base.examine(text, parsed.document)
    wrong = (*problems, *parsed.problems, *unsafe)
    face = _face(text, parsed.document) if parsed.document and not wrong and not found else None
    return Reading(text, parsed, wrong, found, face), data or b""


def _face(source: Source, document: Document) -> bytes | None:
    """Front matter, headings, links and quotations; what is marked for audiences or ignored depends on its place."""
    front, outline = document.front, document.outline
    if source.stored.has("sotay:") or front.stored.has(blocks.SIGN):
        return None
    headings = [(one.level, one.text, one.anchor, one.is_named) for one in outline.headings]
    links = [(one.target, one.text, one.is_image) for one in outline.links]
    quoted = BLOCKQUOTE.findall(front.body) if front.stored.has(">") else []
    has_text = bool(front.body) and not front.body.isspace()
    seen = "\0".join((source.text[: front.body_offset], repr((headings, links, quoted, has_text))))
    return _digest(seen.encode(errors="surrogatepass"))


def read_again(root: Path, docs: str, examine: Examine, path: str, cache: Cache) -> Reading:
    """One file, which was touched since it was read."""
    return _read_and_keep(_Base(root, docs, examine), path, cache)


def _pack(reading: Reading, data: bytes) -> Packed | None:
    """Nothing for a file in which something is wrong as it is read: the findings' places need more than is kept."""
    if reading.problems or reading.parsed is None or reading.parsed.document is None:
        return None
    document, broken = reading.parsed.document, reading.parsed.broken
    front = document.front
    begin, end = front.placed.begin, front.placed.end or 0
    values = {key: value for key, value in vars(document).items() if key not in ("source", "front")}
    if isinstance(document, Entry):  # made again from the front matter, a record takes less time and space than kept
        values["record"] = type(document.record)
    found = {code: [_without_text(one) for one in findings] for code, findings in reading.found.items()}
    body = front.body_offset, front.stored.start
    kept = (type(document), values, front.known, begin, end, body, broken, found, reading.face)
    return _digest(data), pickle.dumps(kept, pickle.HIGHEST_PROTOCOL)


def _without_text(finding: Finding) -> tuple[int, int, str, str]:
    place, message, hint = finding
    return place.offset, place.length, message, hint


def _with_text(text: Source, offset: int, length: int, message: str, hint: str) -> Finding:
    return text.at(offset, length), message, hint


def _unpack(path: str, data: bytes, packed: bytes) -> Reading:
    """The cache lies where only the user can write, and the other process is our own."""
    kind, values, known, begin, end, (offset, byte), broken, kept, face = pickle.loads(packed)
    text = source.known(path, data)
    front = FrontMatter(known, PlacedYaml(text.stored, begin, begin, end), text.stored.from_byte(byte), offset)
    if kind is Entry:
        values["record"], front = catalog.typed(values["record"], known), replace(front, known=None)
    document: Document = kind(source=text, front=front, **values)
    found = {code: tuple(_with_text(text, *one) for one in findings) for code, findings in kept.items()}
    return Reading(text, Parsed(document, broken), (), found, face)


def _bytes_of(base: _Base, path: str) -> bytes | None:
    try:
        return files.read_bytes(f"{base.root}/{path}", files.LARGEST)
    except (files.UnreadableError, files.TooLargeError):  # reported where it is read as content
        return None


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
