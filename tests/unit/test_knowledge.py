"""What is computed from the whole of the content: who is reached, in which order things are browsed, circles."""

import pytest

from generator import catalog, links
from generator.addresses import generated_paths
from generator.audiences import Reach
from generator.facets import FACETS
from generator.knowledge import Knowledge
from generator.rules.registry import CHECKED
from generator.settings import Settings
from generator.source import Content, Source
from tests.samples import base

AUDIENCE = base()["docs/doi-tuong/dang-vien.md"].decode()
DOCUMENT = base()["docs/nghi-quyet/05-ct-tw-2016.md"].decode()
(CYCLE,) = (checked for checked in CHECKED if checked.rule.name == "reference-cycle")


def know(files: dict[str, str], settings: Settings | None = None) -> Knowledge:
    content = Content("docs", tuple(Source.of(f"docs/{path}", text) for path, text in files.items()), frozenset())
    entries, problems = catalog.build_catalog(content)
    assert problems == ()
    tied, _ = links.resolve(entries, settings or Settings())
    return Knowledge(settings or Settings(), content, entries, tied)


def audience(name: str, broader: str | None = None) -> dict[str, str]:
    text = AUDIENCE.replace("id: dang-vien", f"id: {name}" + (f"\nbroader: {broader}" if broader else ""))
    return {f"doi-tuong/{name}.md": text}


def test_closeness_counts_steps_to_broader_audiences() -> None:
    files = audience("rong") | audience("giua", "rong") | audience("hep", "giua") | audience("khac")
    reach = Reach(know(files).catalog)
    assert reach.line("hep") == ("hep", "giua", "rong")
    assert [reach.closeness("hep", (one,)) for one in ("hep", "giua", "rong", "khac", "la")] == [0, 1, 2, None, None]
    assert reach.closeness("hep", ("rong", "giua")) == 1, "the nearest counts"
    assert reach.closeness("rong", ("hep",)) is None, "nothing is inherited downwards"
    assert reach.closeness("hep", ()) is None
    assert reach.line("la") == ("la",)


def test_circle_of_audiences_ends() -> None:
    reach = Reach(know(audience("a", "b") | audience("b", "a") | audience("c", "c")).catalog)
    assert reach.line("a") == ("a", "b")
    assert reach.line("c") == ("c",)


def module(name: str, *prerequisites: str) -> dict[str, str]:
    text = f"---\nid: {name}\ntitle: {name}\nsummary: M\nstanding: chuan\nobjectives: [Một]\n"
    return {f"chuyen-de/{name}.md": f"{text}prerequisites: [{', '.join(prerequisites)}]\n---\n"}


@pytest.mark.parametrize(
    ("files", "circles"),
    [
        (module("a", "a"), []),
        (module("a", "b") | module("b", "a"), ["a → b → a"]),
        (module("a", "b") | module("b", "c") | module("c", "a"), ["a → b → c → a"]),
        (module("a", "b", "c") | module("b", "d") | module("c", "d") | module("d"), []),
        (module("a", "b", "b") | module("b"), []),
        (module("a") | module("b", "c") | module("c", "b") | module("d", "b"), ["b → c → b"]),
        (module("a", "b") | module("b", "a") | module("c", "d") | module("d", "c"), ["a → b → a", "c → d → c"]),
        (module("a", "b") | module("b", "a", "c") | module("c", "b"), ["a → b → a", "b → c → b"]),
        (module("dau", "x") | module("x", "y") | module("y", "x"), ["x → y → x"]),
    ],
    ids=["itself", "two", "three", "diamond", "twice", "with a tail", "two apart", "eight", "behind a start"],
)
def test_circles_are_found_once_each(files: dict[str, str], circles: list[str]) -> None:
    found = [message.partition("vòng: ")[2] for _, message, _ in CYCLE.find(know(files))]
    assert found == circles


def test_long_chains_are_no_circle_and_no_trouble() -> None:
    files: dict[str, str] = {}
    for number in range(1500):
        files |= module(f"m{number}", f"m{number + 1}" if number < 1499 else "m1499")
    assert list(CYCLE.find(know(files))) == []


def document(number: int, year: str, **more: str) -> dict[str, str]:
    name = f"{number:02}-ct-tw-{year}"
    text = DOCUMENT.replace("05-ct-tw-2016", name).replace("05-CT/TW", f"{number:02}-CT/TW")
    text = text.replace("issued: 2016-05-15", f"issued: {year}")
    for key, value in more.items():
        text = text.replace("kind: chi-thi", f"{key}: {value}\nkind: chi-thi")
    return {f"nghi-quyet/{name}.md": text.replace("term: XII\n", "") if "term" not in more else text}


def groups(name: str, knowledge: Knowledge) -> list[tuple[str, int]]:
    return [(one.label, len(one.entries)) for one in knowledge.groups[name]]


def test_ways_to_browse_are_in_their_own_order() -> None:
    settings = Settings(topics={"hai": "Hai", "mot": "Một", "thua": "Thừa"})
    files = document(1, "2016", topics="[mot, hai]", issuer="Ủy ban Kiểm tra")
    files |= document(2, "2021", topics="[hai]", issuer="Ban Bí thư")
    files |= document(1, "2026", issuer="Ban Bí thư")
    knowledge = know(files, settings)
    assert groups("nam", knowledge) == [("2026", 1), ("2021", 1), ("2016", 1)], "the newest year first"
    assert groups("chu-de", knowledge) == [("Hai", 2), ("Một", 1)], "topics as in the settings"
    assert groups("co-quan", knowledge) == [("Ban Bí thư", 2), ("Ủy ban Kiểm tra", 1)]
    assert groups("so-hieu", knowledge) == [("01-CT/TW", 2)], "only numbers that several documents have"
    assert knowledge.groups.keys() == {facet.name for facet in FACETS}


def test_terms_are_numbers_in_roman_letters() -> None:
    files = document(1, "2003", term="IX") | document(2, "2013", term="XI") | document(3, "2008", term="X")
    files = {path: text.replace("term: XII\n", "") for path, text in files.items()}
    assert [label for label, _ in groups("khoa", know(files))] == ["Khóa XI", "Khóa X", "Khóa IX"]


def test_group_has_its_own_page() -> None:
    knowledge = know(document(1, "2016", issuer="Ban Bí thư"))
    (group,) = knowledge.groups["co-quan"]
    assert group.path == "duyet/co-quan/ban-bi-thu.md"
    assert group.path in generated_paths(knowledge)
