"""The places on a page that links can lead to are found in its HTML as one expression over each tag finds them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.adapters.mkdocs_pages import _anchors

FIRST_OF_A_TAG = re.compile(r'<[^<>]*? (?:id|name)="([^"]+)"')
PIECES = ["<", ">", ' id="', '"', ' name="x"', ' id="y"', ' id=""', "a", " ", "\n", '<a id="b" name="c">', "</a>", "z"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_anchors_of_any_html(html: str) -> None:
    assert _anchors(html) == sorted(set(FIRST_OF_A_TAG.findall(html)))
