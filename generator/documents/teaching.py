"""A lecturer's pack in, the files that belong to it besides its pages out, by name."""

from __future__ import annotations

from datetime import datetime

from generator.classroom.packs import Pack, Taught
from generator.classroom.slides import build_deck
from generator.documents import slides
from generator.downloads import SLIDES
from generator.kinds import Module
from generator.settings import Site


def of_pack(site: Site, pack: Pack, made: datetime) -> dict[str, bytes]:
    """The files that stand beside the pack's page."""
    if isinstance(pack.entry.record, Module):
        return of_module(site, pack.modules[0], made)
    return {}


def of_module(site: Site, taught: Taught, made: datetime) -> dict[str, bytes]:
    """The slides of one module."""
    name = f"{taught.record.id}-{SLIDES}.pptx"
    return {name: slides.write(build_deck(site, taught), site.name, made)}
