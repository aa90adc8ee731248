"""The content types, declared once; the table `KINDS` maps a folder of docs/ to its type."""

from __future__ import annotations

from generator.kinds.experience import Case, Lesson
from generator.kinds.people import Audience, Round
from generator.kinds.record import Record
from generator.kinds.reference import Article, Term
from generator.kinds.removal import Removal
from generator.kinds.resolution import Resolution
from generator.kinds.training import Course, Module

ORDER: tuple[type[Record], ...] = (Resolution, Course, Module, Lesson, Case, Round, Audience, Term, Article)
KINDS: dict[str, type[Record]] = {kind.folder: kind for kind in ORDER}

__all__ = [
    "KINDS",
    "ORDER",
    "Article",
    "Audience",
    "Case",
    "Course",
    "Lesson",
    "Module",
    "Record",
    "Removal",
    "Resolution",
    "Round",
    "Term",
]
