"""Bytes in; nothing, or an exception where the generator breaks a promise about its input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from generator import catalog, files, fixing, frontmatter, glossary, links, markdown, rules, selection, settings, triage
from generator.blocks import Readers, find, for_everybody, for_the_public
from generator.diagnostics import Diagnostic
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.source import Content, Source, decode, read
from tests.samples import RULES

BASE, _ = read(RULES / "_base", "docs")
SITE, _ = settings.load(RULES / "_base")
NAMES = tuple(one.path for one in BASE.sources)
SCRATCH = Path(mkdtemp(prefix="sotay-fuzz-"))

READERS = Readers(frozenset({"dang-vien"}), frozenset({"x"}))


def check_places(found: tuple[Diagnostic, ...]) -> None:
    """Every finding has a place inside its file, a message and a hint."""
    for one in found:
        assert 0 <= one.place.offset <= len(one.place.text), one
        assert one.place.line >= 1, one
        assert one.place.column >= 1, one
        assert one.message, one
        assert one.hint, one


def fuzz_content(data: bytes) -> None:
    """One file of a small base is replaced: read, typed, linked, checked, selected for the public."""
    path = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    source, problems = decode(path, data[1:])
    check_places(problems)
    if files.heavy(source.text):
        return
    others = tuple(one for one in BASE.sources if one.path != path)
    content = Content("docs", tuple(sorted((*others, source), key=lambda one: one.path)), BASE.other_files)
    entries, about_types = catalog.build_catalog(content)
    tied, about_links = links.resolve(entries, SITE.settings)
    knowledge = Knowledge(SITE.settings, content, entries, tied)
    found = (*about_types, *about_links, *rules.check(knowledge))
    check_places(found)
    check_places(triage.triage(SITE, knowledge, found))
    for visibility in Visibility:
        assert not list(links.dangling(selection.select(knowledge, visibility).catalog))


def fuzz_front_matter(data: bytes) -> None:
    """Front matter is split off, or refused with a place."""
    source, _ = decode("docs/x.md", b"---\n" + data + b"\n---\n")
    front, problems = frontmatter.split(source)
    check_places(problems)
    assert source.text.endswith(front.body)


def fuzz_markdown(data: bytes) -> None:
    """Headings, links, plain words and blocks of a text; anchors are written once."""
    text = decode("docs/x.md", data)[0].text
    if files.heavy(text):
        return
    outline = markdown.outline(text)
    offsets = [one.offset for one in outline.headings] + [one.offset for one in outline.links]
    assert all(0 <= offset <= len(text) for offset in offsets)
    markdown.with_anchors(text)
    markdown.plain(text)
    markdown.count_syllables(text)
    assert all(one.is_sound for one in find(for_the_public(text, READERS)))
    for_everybody(text, {})
    glossary.running(text)


def fuzz_links(data: bytes) -> None:
    """Where a link leads, whatever it says."""
    text = decode("docs/x.md", data)[0].text
    document = catalog.build_catalog(Content("docs", (Source.of("docs/x.md", ""),), frozenset()))[0].pages[0]
    links.target_path(document, text)


def fuzz_settings(data: bytes) -> None:
    """mkdocs.yml, whatever it holds."""
    (SCRATCH / "docs").mkdir(exist_ok=True)
    (SCRATCH / "mkdocs.yml").write_bytes(data)
    _, found = settings.load(SCRATCH)
    check_places(found)


def fuzz_repair(data: bytes) -> None:
    """A repair done twice changes nothing more."""
    text = decode("docs/x.md", data)[0].text
    repaired = fixing.fix(text)
    assert fixing.fix(repaired) == repaired


TARGETS: tuple[Callable[[bytes], None], ...] = (
    fuzz_content,
    fuzz_front_matter,
    fuzz_markdown,
    fuzz_links,
    fuzz_settings,
    fuzz_repair,
)


def run(data: bytes) -> None:
    """The first byte chooses the target, so that one corpus serves all."""
    if data:
        TARGETS[data[0] % len(TARGETS)](data[1:])
