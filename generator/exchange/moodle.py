"""Questions in, Moodle's two formats of quizzes out: GIFT and Moodle XML.

Sources: docs.moodle.org, "GIFT format" and "Moodle XML format".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from xml.etree import ElementTree as ET

from generator.exchange.quiz import Question
from generator.exchange.xml_file import written

_SPECIAL = re.compile(r"([~=#{}:\\])")
_DECIMALS = 5
"""Digits behind the point that Moodle's list of grades has: 33.33333."""


def as_gift(category: str, questions: Iterable[Question]) -> str:
    """The questions as GIFT: one right choice as `=`, several as shares of 100 %."""
    parts = [f"$CATEGORY: {category}"]
    parts += [_gift(one) for one in questions]
    return "\n\n".join(parts) + "\n"


def _gift(question: Question) -> str:
    lines = [f"::{_escaped(question.id)}::{_escaped(question.text)} {{"]
    for choice in question.choices:
        mark = "=" if choice.is_right and question.right == 1 else "~"
        share = f"%{_grade(question.share_of(choice))}%" if question.right > 1 else ""
        lines.append(f"\t{mark}{share}{_escaped(choice.text)}#{_escaped(choice.why)}")
    return "\n".join([*lines, "}"])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _grade(share: Fraction) -> str:
    return f"{float(share):.{_DECIMALS}f}".rstrip("0").rstrip(".")


def as_xml(category: str, questions: Iterable[Question]) -> bytes:
    """The questions as Moodle XML, with what is said to each choice."""
    quiz = ET.Element("quiz")
    first = ET.SubElement(quiz, "question", type="category")
    _text(first, "category", category)
    for one in questions:
        _question(quiz, one)
    return written(quiz)


def _question(quiz: ET.Element, question: Question) -> None:
    made = ET.SubElement(quiz, "question", type="multichoice")
    _text(made, "name", question.text[:250])
    _text(made, "questiontext", question.text, format="plain_text")
    _text(made, "generalfeedback", "", format="plain_text")
    for name, value in (
        ("defaultgrade", "1"),
        ("penalty", "0"),
        ("hidden", "0"),
        ("idnumber", question.id),
        ("single", str(question.right == 1).lower()),
        ("shuffleanswers", "true"),
        ("answernumbering", "ABCD"),
    ):
        ET.SubElement(made, name).text = value
    for choice in question.choices:
        answer = ET.SubElement(made, "answer", fraction=_grade(question.share_of(choice)), format="plain_text")
        ET.SubElement(answer, "text").text = choice.text
        _text(answer, "feedback", choice.why, format="plain_text")


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(ET.SubElement(parent, name, attributes), "text").text = text
