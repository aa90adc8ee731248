"""Questions in, an assessment in QTI 1.2.1 out, as the profile of Common Cartridge 1.3 wants it (1EdTech)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from generator.exchange.quiz import Choice, Question
from generator.exchange.xml_file import written

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
SCHEMA = "http://www.imsglobal.org/profile/cc/ccv1p3/ccv1p3_qtiasiv1p2p1_v1p0.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def assessment(identifier: str, title: str, questions: Iterable[Question]) -> bytes:
    """The file of one assessment; every question has what is said to each of its choices."""
    root = ET.Element(
        "questestinterop",
        {"xmlns": NAMESPACE, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}"},
    )
    made = ET.SubElement(root, "assessment", ident=identifier, title=title)
    _fields(ET.SubElement(made, "qtimetadata"), cc_profile="cc.exam.v0p1", qmd_assessmenttype="Examination")
    section = ET.SubElement(made, "section", ident=f"{identifier}-muc")
    for one in questions:
        _item(section, one)
    return written(root)


def _fields(metadata: ET.Element, **values: str) -> None:
    for label, entry in values.items():
        one = ET.SubElement(metadata, "qtimetadatafield")
        ET.SubElement(one, "fieldlabel").text = label
        ET.SubElement(one, "fieldentry").text = entry


def _item(section: ET.Element, question: Question) -> None:
    item = ET.SubElement(section, "item", ident=question.id, title=question.text[:120])
    is_single = question.right == 1
    profile = "cc.multiple_choice.v0p1" if is_single else "cc.multiple_response.v0p1"
    metadata = ET.SubElement(ET.SubElement(item, "itemmetadata"), "qtimetadata")
    _fields(metadata, cc_profile=profile, cc_question_category="Tự kiểm tra")
    shown = ET.SubElement(item, "presentation")
    _material(shown, question.text)
    response = ET.SubElement(shown, "response_lid", ident="tra-loi", rcardinality="Single" if is_single else "Multiple")
    choices = ET.SubElement(response, "render_choice")
    for number, choice in enumerate(question.choices, 1):
        _material(ET.SubElement(choices, "response_label", ident=f"c{number}"), choice.text)
    _score(item, question, is_single=is_single)
    for number, choice in enumerate(question.choices, 1):
        _feedback(item, number, choice)


def _score(item: ET.Element, question: Question, *, is_single: bool) -> None:
    """First what is said to each choice, then the score: 100 for all right choices and no other."""
    processing = ET.SubElement(item, "resprocessing")
    outcomes = ET.SubElement(processing, "outcomes")
    ET.SubElement(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    for number in range(1, len(question.choices) + 1):
        said = ET.SubElement(processing, "respcondition", {"continue": "Yes"})
        ET.SubElement(ET.SubElement(said, "conditionvar"), "varequal", respident="tra-loi").text = f"c{number}"
        ET.SubElement(said, "displayfeedback", feedbacktype="Response", linkrefid=f"giai-thich-{number}")
    scored = ET.SubElement(processing, "respcondition", {"continue": "No"})
    condition = ET.SubElement(scored, "conditionvar")
    holder = condition if is_single else ET.SubElement(condition, "and")
    for number, choice in enumerate(question.choices, 1):
        if choice.is_right:
            ET.SubElement(holder, "varequal", respident="tra-loi").text = f"c{number}"
        elif not is_single:
            ET.SubElement(ET.SubElement(holder, "not"), "varequal", respident="tra-loi").text = f"c{number}"
    ET.SubElement(scored, "setvar", action="Set", varname="SCORE").text = "100"


def _feedback(item: ET.Element, number: int, choice: Choice) -> None:
    feedback = ET.SubElement(item, "itemfeedback", ident=f"giai-thich-{number}")
    _material(ET.SubElement(feedback, "flow_mat"), choice.why)


def _material(parent: ET.Element, text: str) -> None:
    ET.SubElement(ET.SubElement(parent, "material"), "mattext", texttype="text/plain").text = text
