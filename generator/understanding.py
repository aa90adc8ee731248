"""The first half of the pipeline: a knowledge base's folder in, what it says and everything wrong with it out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator import (
    form_declarations,
    links,
    progress,
    reading,
    rechecks,
    recordings,
    rules,
    settings,
    template_files,
    triage,
)
from generator.cache import Cache
from generator.diagnostics import Diagnostic, in_reading_order
from generator.garbage import no_collecting
from generator.kinds.record import Visibility
from generator.knowledge import Knowledge
from generator.reading import Faces
from generator.settings import Site
from generator.unchanged import look


def understand(root: Path, kept: Cache | None = None) -> tuple[Site, Knowledge, tuple[Diagnostic, ...]]:
    """Read, type, link and check the content below `root`; nothing is rendered. What is `kept` is not read again."""
    with no_collecting():
        return _understand(root, kept)[:3]


def _understand(root: Path, kept: Cache | None) -> tuple[Site, Knowledge, tuple[Diagnostic, ...], Faces]:
    site, about_settings = settings.load(root)
    with progress.phase("Đọc nội dung"):
        content, entries, about_files, examined, faces = reading.read(root, site.docs, rules.examine, kept)
    tied, about_links = links.resolve(entries, site.settings)
    forms, about_forms = form_declarations.find(root, template_files.folders(root), entries.ids("doi-tuong"))
    recorded, about_recordings = recordings.read_all(content.recordings)
    knowledge = Knowledge(site.settings, content, entries, tied, forms, recorded)
    with progress.phase("Kiểm tra nội dung"):
        about_content = rules.check(knowledge, triage.silent(site, knowledge), examined)
    found = (*about_files, *about_links, *about_forms, *about_recordings, *about_content)
    return site, knowledge, (*about_settings, *triage.triage(site, knowledge, found)), faces


def check(root: Path, kept: Cache | None = None) -> tuple[Diagnostic, ...]:
    """Everything wrong with the content below `root`, in reading order, without rendering.

    With a cache, a base in which nothing but prose was touched since the last check has the same findings as then.
    """
    with no_collecting():  # else all that was read is searched for garbage just before it goes
        return _check(root, kept)


def _check(root: Path, kept: Cache | None) -> tuple[Diagnostic, ...]:
    begun = look(root) if kept else None
    if kept and begun:
        read_again = partial(reading.read_again, root, begun.docs, rules.examine, cache=kept)
        known = rechecks.recall(kept, begun, read_again)
        if known is not None:
            return known
    site, knowledge, found, faces = _understand(root, kept)
    findings = in_reading_order((*found, *_about_templates(site, knowledge)))
    if kept and begun:
        has_templates = bool(template_files.own(site.root))  # which are read with the values of all entries
        rechecks.keep(kept, root, begun, findings, None if has_templates else faces)
    return findings


def _about_templates(site: Site, knowledge: Knowledge) -> tuple[Diagnostic, ...]:
    if not template_files.own(site.root):
        return ()
    from generator import selection, template_check  # they bring all that renders, which most checks can do without

    return template_check.check(site, selection.select(knowledge, Visibility.INTERNAL))
