"""Rendered pages in, the files to download from them out: Word and PDF, a pack and a calendar for each study round."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from generator import downloads, forms
from generator.catalog import page_url
from generator.classroom import packs
from generator.documents import calendar, pdf, reading, teaching, word
from generator.documents.archive import zipped
from generator.documents.model import PrintedDocument
from generator.forms import Facts
from generator.knowledge import Knowledge
from generator.pages import Page
from generator.presentation import Presentation
from generator.settings import Site

CACHE = Path(".cache") / "sotay" / "documents"
"""Below the knowledge base's root: files by the hash of all they are made from."""

Writer = Callable[[PrintedDocument, Presentation, str, datetime], bytes]
WRITERS: Mapping[str, Writer] = {"docx": word.write, "pdf": pdf.write}


@dataclass(frozen=True)
class Press:
    """What every document of one build shares; `made` is the day it carries."""

    site: Site
    made: datetime

    def print_page(self, page: Page, *, is_handout: bool = False) -> dict[str, bytes]:
        """Ending -> the page as a file of this format."""
        document = reading.read(page, self.site.url, is_handout=is_handout)
        return {ending: self._print(document, ending) for _, ending in downloads.FORMATS}

    def _print(self, document: PrintedDocument, ending: str) -> bytes:
        """The file, from the cache when nothing it is made from has changed."""
        rules = self.site.presentation
        path = self.site.root / CACHE / f"{self._key(document, ending)}.{ending}"
        if path.is_file():
            return path.read_bytes()
        content = WRITERS[ending](document, rules, self.site.name, self.made)
        _remember(path, content)
        return content

    def _key(self, document: PrintedDocument, ending: str) -> str:
        made_from: list[Any] = [ending, _code(), self.site.name, self.made.isoformat()]
        made_from += [
            self.site.presentation.model_dump(),
            asdict(document),
            [type(b).__name__ for b in document.blocks],
        ]
        return hashlib.sha256(json.dumps(made_from, ensure_ascii=False).encode()).hexdigest()[:40]


def _remember(path: Path, content: bytes) -> None:
    """Put a file into the cache in one step: no kill leaves half of one. A base that may only be read has no cache."""
    partly = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partly.write_bytes(content)
        partly.replace(path)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise


def _code() -> str:
    """A hash of the code that lays documents out, so that a new release makes them anew."""
    folder = Path(__file__).parent
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).hexdigest()


def write(site: Site, knowledge: Knowledge, pages: Iterable[Page], only: Iterable[str] = ()) -> dict[str, bytes]:
    """The files by path below the site. `only` names pages by path or folder (`dot-hoc/quy-mot`); empty means all."""
    wanted = tuple(one.strip("/").removesuffix(".md") for one in only)
    press = Press(site, day_of(knowledge))
    files: dict[str, bytes] = {}
    for page in pages:
        if downloads.is_document(page.path) and _is_wanted(page.path, wanted):
            for ending, content in press.print_page(page).items():
                files[downloads.file_path(page.path, ending)] = content
        if downloads.is_pack(page.path) and _is_wanted(page.path, wanted):
            for ending, content in press.print_page(page, is_handout=True).items():
                files[downloads.beside_pack(page.path, downloads.HANDOUT, ending)] = content
    for pack in packs.build_packs(knowledge):
        if _is_wanted(pack.path, wanted):
            made = teaching.of_pack(site, pack, press.made)
            files |= {f"{pack.path.removesuffix('.md')}/{name}": content for name, content in made.items()}
    for papers in forms.by_round(forms.build_papers(knowledge)).values():
        facts = papers[0].facts
        if facts.entry and _is_wanted(facts.entry.path, wanted):
            files |= _round(site, facts, [paper.path for paper in papers], files, press.made)
    return files


def day_of(knowledge: Knowledge) -> datetime:
    """The moment that every document of a build carries."""
    return datetime.combine(knowledge.recorded, time.min, UTC)


def _is_wanted(path: str, wanted: tuple[str, ...]) -> bool:
    name = path.removesuffix(".md")
    return not wanted or any(name == one or name.startswith(f"{one}/") for one in wanted)


def _round(site: Site, facts: Facts, papers: list[str], files: Mapping[str, bytes], made: datetime) -> dict[str, bytes]:
    """The calendar of a round, when it has a date, and the pack with all its papers."""
    assert facts.entry
    path = facts.entry.path
    address = site.url.rstrip("/") + "/" + page_url(path) if site.url else ""
    found: dict[str, bytes] = {}
    dated = calendar.write(facts, address, made)
    if dated:
        found[downloads.file_path(path, downloads.CALENDAR)] = dated
    endings = [ending for _, ending in downloads.FORMATS]
    packed = {name: files[name] for one in papers for name in (downloads.file_path(one, e) for e in endings)}
    found[downloads.file_path(path, downloads.PACK)] = pack(packed | found)
    return found


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of the files by their names alone, the same bytes for the same files."""
    return zipped({Path(path).name: content for path, content in sorted(files.items())})
