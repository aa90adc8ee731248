"""Sources as numbered notes: each once, in the order in which the page relies on them, led to and back from."""

import re

from generator.build import build
from tests.conftest import KnowledgeBase
from tests.samples import base

DOCUMENT = """\
---
id: 1-nq-tw-2020
kind: nghi-quyet
number: 1-NQ/TW
title: X
title_form: nguyen-van
summary: Y.
status: {value: chua-ro, checked: 2026-11-22}
key_points:
  - {text: Hai nguồn., sources: [{article: %(article)s, lines: '2'}, {url: 'https://example.org/a'}]}
  - {text: Nguồn cũ., sources: [{article: %(article)s, lines: '2'}]}
  - Không nguồn.
sources: [{article: %(article)s, lines: '2, 3'}, {url: 'https://example.org/a'}, {url: 'https://example.org/b'}]
---
"""


def test_notes_are_numbered_and_linked_both_ways(knowledge_base: KnowledgeBase) -> None:
    files = base()
    article = next(path for path in files if path.startswith("docs/nguon/")).rpartition("/")[2].removesuffix(".md")
    root = knowledge_base({**files, "docs/nghi-quyet/1-nq-tw-2020.md": DOCUMENT % {"article": article}})
    (page,) = [one.text for one in build(root).pages if one.path == "nghi-quyet/1-nq-tw-2020.md"]
    marks = re.findall(r"\[(\d)\]\(#nguon-(\d)\)\{ #(dan-\d-\d)", page)
    assert marks == [("1", "1", "dan-1-1"), ("2", "2", "dan-2-1"), ("1", "1", "dan-1-2")]
    notes = re.findall(r'^(\d)\. <span class="noi-nguon" id="nguon-(\d)"></span>(.*)$', page, re.MULTILINE)
    assert [number for number, _, _ in notes] == [anchor for _, anchor, _ in notes] == ["1", "2", "3", "4"]
    back = [re.findall(r"\(#(dan-[\d-]+)\)", text) for _, _, text in notes]
    assert back == [["dan-1-1", "dan-1-2"], ["dan-2-1"], [], []]
    assert "#dong-2" in notes[0][2]
    assert "#dong-2" not in notes[2][2]  # what a statement relies on is not told again for the whole page
    assert "#dong-3" in notes[2][2]
    assert "example.org/b" in notes[3][2]
