"""What learning systems get: a cartridge whose parts fit together, and questions in three formats with feedback."""

import io
import os
import zipfile
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from generator import selection
from generator.build import understand
from generator.classroom.packs import build_packs
from generator.documents import day_of, teaching
from generator.exchange import moodle
from generator.exchange.quiz import Choice, Question
from generator.kinds.record import Visibility

CP = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
SCHEMAS = os.environ.get("SOTAY_CC_SCHEMAS")
"""A folder with the published schemas of Common Cartridge (imsglobal.org/profile/cc); they are not ours to pass on."""


@pytest.fixture(scope="module")
def made(school: Path) -> dict[str, bytes]:
    """The files beside the course's pack, as the public gets them."""
    site, knowledge, _ = understand(school)
    shown = selection.select(knowledge, Visibility.PUBLIC)
    course = next(one for one in build_packs(shown) if one.entry.record.id == "khoa-mau")
    files = teaching.of_pack(site, course, day_of(shown))
    assert files == teaching.of_pack(site, course, day_of(shown)), "the same bytes each time"
    return files


@pytest.fixture(scope="module")
def members(made: dict[str, bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made["khoa-mau-khoa-hoc.imscc"])) as archive:
        assert archive.namelist()[0] == "imsmanifest.xml"
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_part_of_the_cartridge_is_named_and_there(members: dict[str, bytes]) -> None:
    manifest = ET.fromstring(members["imsmanifest.xml"])
    assert manifest.findtext(f"{CP}metadata/{CP}schemaversion") == "1.3.0"
    resources = {one.get("identifier"): one for one in manifest.iter(f"{CP}resource")}
    files = [one.get("href") for one in manifest.iter(f"{CP}file")]
    assert sorted(map(str, files)) == sorted(set(members) - {"imsmanifest.xml"})
    root = manifest.find(f"{CP}organizations/{CP}organization/{CP}item")
    assert root is not None
    folders = root.findall(f"{CP}item")
    assert [one.findtext(f"{CP}title") for one in folders] == ["Mở đầu", "Vận dụng"]
    kinds = [[resources[item.get("identifierref")].get("type") for item in one.findall(f"{CP}item")] for one in folders]
    link, page, quiz = "imswl_xmlv1p3", "webcontent", "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
    assert kinds == [[link, page, quiz], [link, page]]
    url = ET.fromstring(members["mo-dau/dia-chi.xml"])[1]
    assert url.get("href") == "https://example.org/kho/chuyen-de/mo-dau/"


def test_no_answer_is_in_a_handout(members: dict[str, bytes]) -> None:
    handout = members["mo-dau/phieu-phat-tay.html"].decode()
    assert "Việc nào làm được ngay?" in handout
    assert "kín" not in handout
    assert "tối thiểu" not in handout
    assert not any("kín" in content.decode() for content in members.values())


def test_an_assessment_says_something_to_every_choice(members: dict[str, bytes]) -> None:
    items = list(ET.fromstring(members["mo-dau/tu-kiem-tra.xml"]).iter(f"{QTI}item"))
    assert [one.findtext(f".//{QTI}fieldentry") for one in items] == [
        "cc.multiple_choice.v0p1",
        "cc.multiple_response.v0p1",
    ]
    for item in items:
        choices = {one.get("ident") for one in item.iter(f"{QTI}response_label")}
        shown = {
            one.findtext(f".//{QTI}varequal"): display.get("linkrefid")
            for one in item.iter(f"{QTI}respcondition")
            for display in one.iter(f"{QTI}displayfeedback")
        }
        feedback = {one.get("ident"): one.findtext(f".//{QTI}mattext") for one in item.iter(f"{QTI}itemfeedback")}
        assert shown.keys() == choices
        assert set(shown.values()) == feedback.keys()
    scored = items[1].findall(f".//{QTI}respcondition")[-1]
    wanted = [one.text for one in scored.findall(f".//{QTI}and/{QTI}varequal")]
    refused = [one.text for one in scored.findall(f".//{QTI}not/{QTI}varequal")]
    assert (wanted, refused) == (["c1", "c2"], ["c3"])
    assert scored.findtext(f"{QTI}setvar") == "100"


@pytest.mark.skipif(not SCHEMAS, reason="SOTAY_CC_SCHEMAS names no folder with the published schemas")
def test_the_cartridge_keeps_to_the_published_schemas(members: dict[str, bytes]) -> None:
    folder = Path(str(SCHEMAS))
    minimal = Path(xmlschema.__file__).parent / "schemas/XML/xml_minimal.xsd"

    def beside(url: str) -> str:
        name = url.rpartition("/")[2]
        if name == "xml.xsd":
            return str(minimal)
        return str(folder / name) if url.startswith("http") else url

    for path, name in (
        ("imsmanifest.xml", "ccv1p3_imscp_v1p2_v1p0.xsd"),
        ("mo-dau/dia-chi.xml", "ccv1p3_imswl_v1p3.xsd"),
        ("mo-dau/tu-kiem-tra.xml", "ccv1p3_qtiasiv1p2p1_v1p0.xsd"),
    ):
        schema = xmlschema.XMLSchema(folder / name, uri_mapper=beside, allow="all")
        assert [error.reason for error in schema.iter_errors(members[path].decode())] == []


def test_gift_keeps_its_own_signs_apart_from_the_text(made: dict[str, bytes]) -> None:
    assert made["khoa-mau-cau-hoi.gift"].decode() == (
        "$CATEGORY: Khóa mẫu\n\n"
        "::mo-dau-may-lan::Chi bộ sinh hoạt chuyên đề ít nhất bao lâu một lần? a\\=b \\~ 100% {\n"
        "\t=Mỗi quý một lần#Đó là mức tối thiểu, 1 < 2.\n"
        "\t~Mỗi năm một lần#Thưa hơn mức tối thiểu.\n"
        "\t~Khi nào có việc \\= tùy\\: \\{lúc\\}#Không có mức tối thiểu nào như vậy.\n"
        "}\n\n"
        "::mo-dau-viec-nao::Những việc nào làm trước buổi học? {\n"
        "\t~%50%Gửi tài liệu#Người học đọc trước.\n"
        "\t~%50%Phân công người nói#Có người chuẩn bị.\n"
        "\t~%-100%Viết biên bản#Việc này làm trong buổi.\n"
        "}\n"
    )


def test_moodle_xml_has_shares_and_feedback(made: dict[str, bytes]) -> None:
    quiz = ET.fromstring(made["khoa-mau-cau-hoi.xml"])
    category, single, several = quiz.findall("question")
    assert category.findtext("category/text") == "Khóa mẫu"
    assert (single.findtext("single"), several.findtext("single")) == ("true", "false")
    found = [
        (one.get("fraction"), one.findtext("text"), one.findtext("feedback/text")) for one in several.iter("answer")
    ]
    assert found == [
        ("50", "Gửi tài liệu", "Người học đọc trước."),
        ("50", "Phân công người nói", "Có người chuẩn bị."),
        ("-100", "Viết biên bản", "Việc này làm trong buổi."),
    ]


def test_shares_are_those_that_moodle_knows() -> None:
    choices = tuple(Choice(str(n), "", n < 3) for n in range(5))
    question = Question("a", "?", choices)
    assert [question.share_of(one) for one in choices] == [Fraction(100, 3)] * 3 + [Fraction(-50)] * 2
    assert "%33.33333%" in moodle.as_gift("x", [question])
