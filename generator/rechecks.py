"""An earlier check's findings and what was touched since in, today's findings out where they must be the same.

Most of what is saved is prose: a sentence is added, a word is put right. A rule that looks at the whole base sees
nothing of that (`reading.Reading.face`), and the others look at each file alone. So where nothing was wrong in a file,
nothing is wrong in it now and it shows the same face, all findings are the same, at the same places.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

from generator.cache import Cache
from generator.diagnostics import Diagnostic
from generator.reading import Faces, Reading
from generator.unchanged import Look, Numbers, look

KIND, FACES = "check", "faces"
"""Under which the cache keeps the findings of a whole check, and these together with the face of every file."""

MOST = 200
"""Touched files up to which looking at each of them pays."""

Findings = tuple[Diagnostic, ...]


def recall(cache: Cache, begun: Look, read_again: Callable[[str], Reading]) -> Findings | None:
    """The findings of the last check, if nothing was touched, or nothing but prose; None where a check has to tell."""
    known = cache.get(KIND, "", begun.everything) if begun.everything else None
    if known:
        findings: Findings = pickle.loads(known)
        return findings
    kept = cache.get(FACES, "", begun.rest) if begun.rest else None
    return _recall_from_faces(cache, begun, read_again, kept) if kept else None


def _recall_from_faces(cache: Cache, begun: Look, read_again: Callable[[str], Reading], kept: bytes) -> Findings | None:
    findings, faces, numbers = _unpack(kept)
    touched = [path for path in faces if path not in numbers or numbers[path] != begun.numbers.get(path)]
    blamed = {one.place.path for one in findings}
    if len(touched) > MOST or any(faces[path] is None or path in blamed for path in touched):
        return None
    if any(read_again(path).face != faces[path] for path in touched):
        return None
    _put(cache, begun, findings, faces)
    return findings


def keep(cache: Cache, root: Path, begun: Look, findings: Findings, faces: Faces | None) -> None:
    """Keep what a check of `root` found that began with this look; without faces where they do not tell everything."""
    if faces is not None:
        _put_faces(cache, begun, findings, faces)
    now = look(root)
    if begun.everything and now and now.everything == begun.everything:
        cache.put(KIND, "", begun.everything, pickle.dumps(findings, pickle.HIGHEST_PROTOCOL))


def _put(cache: Cache, begun: Look, findings: Findings, faces: Faces) -> None:
    _put_faces(cache, begun, findings, faces)
    if begun.everything:
        cache.put(KIND, "", begun.everything, pickle.dumps(findings, pickle.HIGHEST_PROTOCOL))


def _put_faces(cache: Cache, begun: Look, findings: Findings, faces: Faces) -> None:
    """A file that is written while it is read bears other numbers than it had at the look, so it is read again."""
    if begun.rest:
        value = (findings, dict(faces), begun.numbers)
        cache.put(FACES, "", begun.rest, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def _unpack(kept: bytes) -> tuple[Findings, Faces, dict[str, Numbers]]:
    findings, faces, numbers = pickle.loads(kept)
    return findings, faces, numbers
