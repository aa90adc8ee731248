"""A course's modules in, the files of a Common Cartridge 1.3 package out (1EdTech): links, handouts, assessments.

Moodle, Canvas and others read it as a course: a folder for each module, in it a link to the module's permanent address,
the handout as a page, and the self-check questions as a quiz.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from generator.exchange import qti
from generator.exchange.quiz import Question
from generator.exchange.xml_file import written

PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
LOM_MANIFEST = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
WEB_LINK = "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PROFILE = "http://www.imsglobal.org/profile/cc/ccv1p3"
_SCHEMAS = {
    PACKAGE: f"{_PROFILE}/ccv1p3_imscp_v1p2_v1p0.xsd",
    LOM_MANIFEST: f"{_PROFILE}/LOM/ccv1p3_lommanifest_v1p0.xsd",
    WEB_LINK: f"{_PROFILE}/ccv1p3_imswl_v1p3.xsd",
}

LINK, PAGE, QUIZ = "imswl_xmlv1p3", "webcontent", "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
"""Types of resources."""


@dataclass(frozen=True)
class Unit:
    """A module as a learning system gets it: `handout` is a whole page of HTML."""

    id: str
    title: str
    address: str
    handout: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class _Resource:
    id: str
    kind: str
    path: str
    title: str
    content: bytes


def files(identifier: str, title: str, summary: str, made: date, units: Iterable[Unit]) -> dict[str, bytes]:
    """The members of the package by path; put into a zip archive they are the cartridge."""
    folders = [(unit, tuple(_resources(unit))) for unit in units]
    manifest = _manifest(identifier, title, summary, made, folders)
    return {"imsmanifest.xml": manifest} | {one.path: one.content for _, found in folders for one in found}


def _resources(unit: Unit) -> Iterator[_Resource]:
    if unit.address.startswith("http"):
        link = _web_link(unit.title, unit.address)
        yield _Resource(f"link-{unit.id}", LINK, f"{unit.id}/dia-chi.xml", f"Trang chuyên đề: {unit.title}", link)
    handout = unit.handout.encode()
    yield _Resource(
        f"phieu-{unit.id}", PAGE, f"{unit.id}/phieu-phat-tay.html", f"Phiếu phát tay: {unit.title}", handout
    )
    if unit.questions:
        title = f"Tự kiểm tra: {unit.title}"
        quiz = qti.assessment(f"kiem-tra-{unit.id}", title, unit.questions)
        yield _Resource(f"quiz-{unit.id}", QUIZ, f"{unit.id}/tu-kiem-tra.xml", title, quiz)


def _web_link(title: str, address: str) -> bytes:
    locations = {"xmlns": WEB_LINK, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{WEB_LINK} {_SCHEMAS[WEB_LINK]}"}
    link = ET.Element("webLink", locations)
    ET.SubElement(link, "title").text = title
    ET.SubElement(link, "url", href=address, target="_blank")
    return written(link)


def _manifest(
    identifier: str, title: str, summary: str, made: date, folders: list[tuple[Unit, tuple[_Resource, ...]]]
) -> bytes:
    locations = " ".join(f"{name} {_SCHEMAS[name]}" for name in (PACKAGE, LOM_MANIFEST))
    names = {"xmlns": PACKAGE, "xmlns:lomimscc": LOM_MANIFEST, "xmlns:xsi": _XSI, "xsi:schemaLocation": locations}
    manifest = ET.Element("manifest", names | {"identifier": f"khoa-{identifier}"})
    _describe(ET.SubElement(manifest, "metadata"), title, summary, made)
    organizations = ET.SubElement(manifest, "organizations")
    tree = ET.SubElement(organizations, "organization", identifier="muc-luc", structure="rooted-hierarchy")
    root = ET.SubElement(tree, "item", identifier="goc")
    resources = ET.SubElement(manifest, "resources")
    for unit, found in folders:
        folder = ET.SubElement(root, "item", identifier=f"muc-{unit.id}")
        ET.SubElement(folder, "title").text = unit.title
        for one in found:
            item = ET.SubElement(folder, "item", identifier=f"i-{one.id}", identifierref=one.id)
            ET.SubElement(item, "title").text = one.title
            attributes = {"identifier": one.id, "type": one.kind}
            attributes |= {"href": one.path} if one.kind == PAGE else {}
            resource = ET.SubElement(resources, "resource", attributes)
            ET.SubElement(resource, "file", href=one.path)
    return written(manifest)


def _describe(metadata: ET.Element, title: str, summary: str, made: date) -> None:
    ET.SubElement(metadata, "schema").text = "IMS Common Cartridge"
    ET.SubElement(metadata, "schemaversion").text = "1.3.0"
    lom = ET.SubElement(metadata, "lomimscc:lom")
    general = ET.SubElement(lom, "lomimscc:general")
    for name, text in (("title", title), ("language", "vi"), ("description", summary)):
        element = ET.SubElement(general, f"lomimscc:{name}")
        if name == "language":
            element.text = text
        else:
            ET.SubElement(element, "lomimscc:string", language="vi").text = text
    contribute = ET.SubElement(ET.SubElement(lom, "lomimscc:lifeCycle"), "lomimscc:contribute")
    ET.SubElement(ET.SubElement(contribute, "lomimscc:date"), "lomimscc:dateTime").text = made.isoformat()
