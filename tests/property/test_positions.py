"""Every key and value of front matter is where we say it is, whatever characters stand before it."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import frontmatter, source
from generator.diagnostics import Place
from generator.placed_yaml import KeyPath, read_mapping
from generator.source import Source

# U+0085 and U+2028 end a line for YAML, but for no editor; the emoji is two units of UTF-16.
TEXT = st.text("aệĐ :#'\"\u0085\u2028\u00a0🙂", max_size=8)
KEYS = st.text("abcxyz_đ", min_size=1, max_size=6).filter(lambda word: word not in ("y", "n"))
SCALARS = st.one_of(TEXT, st.integers(-99, 9999), st.booleans())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)
COMMENTS = st.sampled_from(["", "# ghi chú 🙂\n", "\n"])


@dataclass
class Writer:
    """Writes YAML in block style and notes where it puts things."""

    text: str = ""
    keys: dict[KeyPath, int] = field(default_factory=dict)
    values: dict[KeyPath, int] = field(default_factory=dict)

    def mapping(self, value: dict[str, Any], indent: int, path: KeyPath) -> None:
        for number, (key, inner) in enumerate(value.items()):
            self.text += " " * indent if number else ""
            self.keys[(*path, key)] = len(self.text)
            self.text += f"{key}:"
            self.value(inner, indent, (*path, key))

    def value(self, value: Any, indent: int, path: KeyPath) -> None:
        nested = isinstance(value, dict | list)
        self.text += "\n" + " " * (indent + 2) if nested else " "
        self.item(value, indent + 2, path)

    def item(self, value: Any, indent: int, path: KeyPath) -> None:
        self.values[path] = len(self.text)
        if isinstance(value, dict):
            self.mapping(value, indent, path)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self.text += (" " * indent if number else "") + "- "
                self.item(inner, indent + 2, (*path, number))
        else:
            self.text += json.dumps(value, ensure_ascii=False) + "\n"


def written(values: dict[str, Any], before: str = "") -> Writer:
    writer = Writer(before)
    writer.item(values, 0, ())
    return writer


def folds(value: Any) -> bool:
    """Whether YAML changes the value, because it takes a character in it for the end of a line."""
    text = json.dumps(value, ensure_ascii=False)
    return "\u0085" in text or "\u2028" in text


def counted(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, by walking there."""
    line = column = 1
    for character in text[:offset]:
        line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
    return line, column


@given(MAPPINGS, COMMENTS, st.integers(0, 50))
def test_every_key_and_value_is_where_it_was_written(values: dict[str, Any], comment: str, base: int) -> None:
    writer = written(values, comment)
    placed = read_mapping(writer.text, base)
    assert placed.keys == {path: base + offset for path, offset in writer.keys.items()}
    assert placed.values_at == {path: base + offset for path, offset in writer.values.items()}
    if not folds(values):
        assert placed.values == values


@given(MAPPINGS, st.text(max_size=20))
def test_front_matter_and_body_are_found_in_the_file(values: dict[str, Any], body: str) -> None:
    writer = written(values, "---\n")
    one = Source.of("docs/x.md", f"{writer.text}---\n{body}")
    front, problems = frontmatter.split(one)
    assert problems == ()
    assert front.body == body == one.text[front.body_offset :]
    for path, offset in writer.keys.items():
        assert front.place(one, path, key=True).offset == offset
    for path, offset in writer.values.items():
        assert not path or front.place(one, path).offset == offset


@given(MAPPINGS, st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_place_is_what_an_editor_shows(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any], has_mark: bool, line_end: str
) -> None:
    writer = written(values, "---\n")
    text = f"{writer.text}---\n"
    root = tmp_path_factory.getbasetemp() / "editor"
    (root / "docs").mkdir(parents=True, exist_ok=True)
    data = ("\ufeff" if has_mark else "") + text.replace("\n", line_end)
    (root / "docs/x.md").write_bytes(data.encode())
    content, problems = source.read(root, "docs")
    assert problems == ()
    front, problems = frontmatter.split(content.sources[0])
    assert problems == ()
    for path, offset in writer.keys.items():
        place = front.place(content.sources[0], path, key=True)
        assert (place.line, place.column) == counted(text, offset)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), st.data())
def test_line_and_column_of_any_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    place = Place("docs/x.md", text, offset)
    assert (place.line, place.column) == counted(text, offset)
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 == offset


@given(st.binary(max_size=40), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_broken_utf8_is_reported_at_its_first_byte(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, mark: bytes
) -> None:
    root = tmp_path_factory.getbasetemp() / "utf8"
    (root / "docs").mkdir(parents=True, exist_ok=True)
    before = "Mở đầu\r\nDòng hai 🙂 ".encode()
    (root / "docs/x.md").write_bytes(mark + before + b"\xff" + data)
    content, problems = source.read(root, "docs")
    assert [(one.rule.code, one.place.line, one.place.column) for one in problems] == [("TX001", 2, 12)]
    assert content.sources[0].text.startswith("Mở đầu\nDòng hai 🙂 ")
