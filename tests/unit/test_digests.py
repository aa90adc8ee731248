"""Digests and written arguments hold on to what values say, not to which objects they are."""

import pickle
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pytest
from markupsafe import Markup

from generator.catalog import Entry
from generator.digests import Arguments, Digests, read_arguments, write_arguments
from generator.understanding import understand
from tests.conftest import KnowledgeBase
from tests.samples import base


@pytest.fixture
def entries(knowledge_base: KnowledgeBase) -> dict[tuple[str, str], Entry]:
    return understand(knowledge_base(base()))[1].catalog.by_key


def test_the_same_content_read_twice_has_the_same_digests(knowledge_base: KnowledgeBase) -> None:
    first, second = (understand(knowledge_base(base()))[1].catalog.entries for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one is not other
        assert Digests().of([one, one.record.title]) == Digests().of([other, str(other.record.title.encode(), "utf-8")])


def test_another_text_or_record_has_another_digest(entries: dict[tuple[str, str], Entry]) -> None:
    entry = next(iter(entries.values()))
    titled = replace(entry, record=entry.record.model_copy(update={"title": "Tên khác"}))
    worded = entry.with_body(f"{entry.front.body}.")
    assert len({Digests().of({"nested": (one,)}) for one in (entry, titled, worded)}) == 3


def test_equal_texts_and_one_text_twice_are_the_same() -> None:
    text = "Nghị quyết"
    assert Digests().of([text, text]) == Digests().of([text, text.encode().decode()])


@dataclass(frozen=True)
class Pair:
    one: object
    other: object


@dataclass(frozen=True, eq=False)
class Whole(Pair):
    @cached_property
    def length(self) -> int:
        return 2


@pytest.mark.parametrize("kind", [Pair, Whole])
def test_dataclasses_are_what_their_fields_say(kind: type[Pair], entries: dict[tuple[str, str], Entry]) -> None:
    one, other = list(entries.values())[:2]
    digests = Digests()
    first, *different = [kind(one, {"x": (other,)}), kind(other, {"x": (one,)}), kind(one, {"x": ("",)}), kind(1, one)]
    different += [Pair(first, ""), Pair("", first)]
    equal = kind(one, {"x": (other,)})
    assert len({digests.of(value) for value in (first, *different)}) == len(different) + 1
    assert digests.of([first]) == digests.of([equal]) == Digests().of([equal])
    if isinstance(first, Whole):
        assert first.length
    assert Digests().of(first) == digests.of(equal)


def test_what_is_not_plain_is_digested_by_what_it_holds(entries: dict[tuple[str, str], Entry]) -> None:
    one, other = list(entries.values())[:2]
    renewed = replace(one)
    held = [frozenset({Pair(one, 1)}), Counter({one: 1}), date(2021, 10, 25), Markup("x"), "x"]
    assert len({Digests().of([value]) for value in held}) == len(held)
    assert Digests().of(frozenset({one})) == Digests().of(frozenset({renewed})) != Digests().of(frozenset({other}))


def test_what_has_no_lasting_form_is_refused() -> None:
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        Digests().of([lambda: None])


def test_arguments_come_back_with_the_entries_of_today(entries: dict[tuple[str, str], Entry]) -> None:
    one, other = list(entries.values())[:2]
    cases: list[Arguments] = [((one,), {}), ((one, [other.record]), {"skip": "x"}), ((), {}), (("văn bản",), {})]
    for arguments in cases:
        written = write_arguments(arguments, entries)
        assert read_arguments(written, entries) == arguments
        renewed = {key: replace(entry) for key, entry in entries.items()}
        positional, _ = read_arguments(written, renewed)
        assert all(found is renewed[one.key] for found in positional if isinstance(found, Entry))


def test_arguments_with_an_entry_that_is_gone_or_of_elsewhere(entries: dict[tuple[str, str], Entry]) -> None:
    one = next(iter(entries.values()))
    cases: list[Arguments] = [((one,), {}), (([one],), {})]
    for arguments in cases:
        written = write_arguments(arguments, entries)
        with pytest.raises(KeyError):
            read_arguments(written, {})
        with pytest.raises(pickle.PicklingError):
            write_arguments(arguments, {})
