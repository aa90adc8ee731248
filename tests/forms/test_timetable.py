"""Programmes by the clock, and the values of papers."""

from pathlib import Path
from typing import Any

import pytest

from generator import forms
from generator.build import understand
from generator.forms import Paper, build_papers, later
from generator.kinds import Round
from generator.knowledge import Knowledge
from tests.conftest import KnowledgeBase
from tests.samples import base

ROUND = "docs/dot-hoc/quy-mot.md"


def with_round(knowledge_base: KnowledgeBase, lines: str) -> Knowledge:
    text = base()[ROUND].decode().replace("start: 2022-01\nend: 2022-03\n", lines)
    _, knowledge, found = understand(knowledge_base(base() | {ROUND: text}))
    assert found == ()
    return knowledge


def times(knowledge: Knowledge) -> list[tuple[int | None, str | None, str | None]]:
    _, record = next(knowledge.catalog.records(Round))
    return [(slot.day, slot.begins, slot.ends) for slot in forms.timetable(knowledge, record)]


@pytest.mark.parametrize(
    ("clock", "minutes", "expected"),
    [("07:30", 45, "08:15"), ("09:59", 1, "10:00"), ("23:00", 59, "23:59"), ("23:00", 60, None)],
)
def test_later(clock: str, minutes: int, expected: str | None) -> None:
    assert later(clock, minutes) == expected


def test_sessions_follow_each_other(knowledge_base: KnowledgeBase) -> None:
    programme = "programme: [{title: Một, minutes: 15}, {title: Hai, minutes: 60}]\n"
    assert times(with_round(knowledge_base, 'start_time: "07:30"\n' + programme)) == [
        (None, "07:30", "07:45"),
        (None, "07:45", "08:45"),
    ]


def test_no_time_follows_what_has_no_length_until_one_is_given(knowledge_base: KnowledgeBase) -> None:
    programme = "programme: [Một, {title: Hai, minutes: 5}, {title: Ba, starts: 13:30, minutes: 5}, Bốn]\n"
    assert times(with_round(knowledge_base, "start_time: 07:30\n" + programme)) == [
        (None, "07:30", None),
        (None, None, None),
        (None, "13:30", "13:35"),
        (None, "13:35", None),
    ]


def test_each_day_starts_anew(knowledge_base: KnowledgeBase) -> None:
    programme = (
        "programme: [{title: A, day: 1, minutes: 60}, {title: B, day: 2, minutes: 30}, {title: C, minutes: 30}]\n"
    )
    assert times(with_round(knowledge_base, 'start_time: "08:00"\n' + programme)) == [
        (1, "08:00", "09:00"),
        (2, "08:00", "08:30"),
        (2, "08:30", "09:00"),
    ]


def test_without_a_start_no_time_is_invented(knowledge_base: KnowledgeBase) -> None:
    assert times(with_round(knowledge_base, "programme: [{title: A, minutes: 60}]\n")) == [(None, None, None)]


@pytest.mark.parametrize(("start", "due"), [("start: 2027-01-15", "2027-01-22"), ("start: 2027-01", None)])
def test_a_task_is_due_only_when_the_last_day_is_known(
    start: str, due: str | None, knowledge_base: KnowledgeBase
) -> None:
    knowledge = with_round(knowledge_base, f"{start}\nfollow_up: [{{what: Nộp thu hoạch, due_days: 7}}]\n")
    (task,) = papers_of_round(knowledge)[0].facts.tasks
    assert (str(task.due) if task.due else None) == due


def papers_of_round(knowledge: Knowledge) -> list[Paper]:
    (papers,) = forms.by_round(build_papers(knowledge)).values()
    return papers


def test_every_round_and_the_blank_forms_have_their_papers(knowledge_base: KnowledgeBase) -> None:
    wanted = {"ke-hoach", "thong-bao", "chuong-trinh", "tai-lieu", "diem-danh", "gop-y", "tieu-chi", "bao-cao"}
    wanted |= {"thu-hoach", "ke-hoach-quy"}
    knowledge = with_round(knowledge_base, "")
    papers = build_papers(knowledge)
    assert {paper.path for paper in papers if paper.facts.entry} == {f"dot-hoc/quy-mot/{one}.md" for one in wanted}
    assert {paper.path for paper in papers if not paper.facts.entry} == {f"bieu-mau/{one}.md" for one in wanted}


def test_the_quarterly_plan_is_only_for_thematic_meetings(knowledge_base: KnowledgeBase) -> None:
    text = base()[ROUND].decode().replace("kind: sinh-hoat-chuyen-de", "kind: hoi-nghi")
    _, knowledge, _ = understand(knowledge_base(base() | {ROUND: text}))
    assert "dot-hoc/quy-mot/ke-hoach-quy.md" not in {paper.path for paper in build_papers(knowledge)}


def test_sources_name_nobody() -> None:
    """Blank forms of the package have no field for a name to be filled in by the build."""
    folder = Path(__file__).parents[2] / "templates" / "forms"
    texts: dict[str, Any] = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.j2")}
    assert len(texts) > 10
    assert "| {{ n }} | | | | | |" in texts["diem-danh.md.j2"]
