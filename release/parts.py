"""The lock files in; out, every library that comes to whoever installs us, with its licence and its own needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = ("documents", "zensical")
"""Of pyproject.toml; their libraries are locked together with those for development."""

BY_CLASSIFIER = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "LicenseRef-BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
BY_NAME = {
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "MIT License": "MIT",
    "MIT Licence": "MIT",
}
"""How packages call licences, and their SPDX identifiers. Who only says BSD leaves open with how many clauses."""

PERMITTED = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause ISC LicenseRef-BSD MIT MIT-0 MIT-CMU MPL-1.1 MPL-2.0 PSF-2.0".split()
)
"""Licences that ask of a site or of who passes the generator on no more than to keep their notices.

MPL is a copyleft for its own files only, which we pass on unchanged. GPL, LGPL, AGPL and unknown ones stop a release.
"""

CHOSEN = {"pyphen": "MPL-1.1"}
"""Offered under several licences to choose from (GPL 2+, LGPL 2+ or MPL 1.1): the one that we take."""


@dataclass(frozen=True)
class Part:
    """A locked library: for what it is installed (`site`, or an extra), and the SHA-256 of each of its files."""

    name: str
    version: str
    hashes: tuple[str, ...]
    use: str

    @cached_property
    def licence(self) -> str:
        """An SPDX expression; empty where the package names none that is known here."""
        if self.name in CHOSEN:
            return CHOSEN[self.name]
        about = metadata.metadata(self.name).json
        if stated := about.get("license_expression"):
            return str(stated)
        given = str(about.get("license", "")).strip()
        if (name := BY_NAME.get(given, given)) in PERMITTED:
            return name
        named = [one.rpartition(" :: ")[2] for one in about.get("classifier", ()) if one.startswith("License ::")]
        return BY_CLASSIFIER.get(named[0], "") if len(named) == 1 else ""

    @property
    def is_permitted(self) -> bool:
        """Whether one of the offered licences is permitted, or all of those that hold together."""
        offered = re.sub(r"[()]", "", self.licence).split(" OR ")
        return any(PERMITTED.issuperset(one.split(" AND ")) for one in offered)

    @cached_property
    def needs(self) -> frozenset[str]:
        return frozenset(_needed(self.name, ()))


def read_lock(path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Version and hashes by name, of every requirement in a lock file."""
    found = {}
    for block in re.split(r"\n(?=[a-z0-9])", path.read_text(encoding="utf-8")):
        if pin := re.match(r"([a-z0-9-]+)==(\S+)", block):
            found[pin[1]] = pin[2], tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
    return found


def find_parts(root: Path) -> tuple[Part, ...]:
    """The parts of a release in order of name; what another system needs (`colorama`) is among those of the site."""
    runtime, development = (read_lock(root / name) for name in ("requirements.lock", "requirements-dev.lock"))
    uses = dict.fromkeys(runtime, "site")
    for extra in EXTRAS:
        for name in _with_all_needed(_needed("sotay", (extra,))):
            uses.setdefault(name, extra)
    return tuple(Part(name, *development[name], use) for name, use in sorted(uses.items()))


def _needed(name: str, extras: Iterable[str]) -> Iterator[str]:
    """The names that an installed package requires on this system, with some of its extras."""
    for text in metadata.requires(name) or ():
        one = Requirement(text)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield canonicalize_name(one.name)
            yield from _needed(one.name, one.extras) if one.extras else ()


def _with_all_needed(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += _needed(name, ())
    return found


def licence_table(parts: Iterable[Part]) -> str:
    """The parts as a Markdown table."""
    rows = [f"| {one.name} | {one.version} | {one.licence} | {one.use} |" for one in parts]
    return "\n".join(["| library | version | licence | for |", "| --- | --- | --- | --- |", *rows, ""])
