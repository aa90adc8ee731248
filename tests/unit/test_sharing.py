"""What records have in common is kept once, and a record that is changed later changes no other."""

from pathlib import Path

from generator.catalog import Entry
from generator.kinds import Term
from generator.kinds.sharing import share
from generator.understanding import understand
from tests.samples import base, write_files


def term(name: str) -> Term:
    return share(
        Term.model_validate({"id": name, "title": "Thuật ngữ dài", "summary": "x" * 80, "keywords": ["học tập"]})
    )


def test_equal_short_texts_are_one() -> None:
    one, other = term("mot"), term("hai")
    assert one.title is other.title
    assert one.keywords[0] is other.keywords[0]
    assert one.summary is not other.summary
    assert one.model_fields_set is other.model_fields_set


def test_a_changed_copy_leaves_the_others_alone() -> None:
    one, other = term("mot"), term("hai")
    changed = one.model_copy(update={"note": "Lưu ý"})
    assert changed.model_fields_set == {*other.model_fields_set, "note"}
    assert "note" not in other.model_fields_set


def test_sharing_changes_no_record(tmp_path: Path) -> None:
    _, knowledge, _ = understand(write_files(tmp_path, base()))
    entries: tuple[Entry, ...] = knowledge.catalog.entries
    for entry in entries:
        clean = type(entry.record).model_validate(entry.front.values)
        assert clean == entry.record
        assert clean.model_dump_json(exclude_unset=True) == entry.record.model_dump_json(exclude_unset=True)
