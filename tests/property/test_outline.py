"""Headings and links of Markdown point at what they claim, and writing anchors out adds ids and nothing else."""

import re
from dataclasses import dataclass

from hypothesis import example, given
from hypothesis import strategies as st

from generator.markdown import outline, plain, slugify, with_anchors, without_code

WORDS = st.text("aáệĐ 🙂", min_size=1, max_size=8).map(str.strip).filter(bool)
TARGETS = st.sampled_from(
    ["a.md", "../nghi-quyet/21-kl-tw-2021.md#muc", "https://example.org/x?y=1", "#muc", "x%20y.md"]
)
MARKDOWN = st.text("#- \n`~<>![]()*_{}.:abệ\t🙂\u2028", max_size=80)


@dataclass(frozen=True)
class Block:
    """A piece of Markdown with what an outline must find in it."""

    text: str
    headings: tuple[tuple[int, str], ...] = ()
    links: tuple[tuple[str, bool], ...] = ()


def heading(level: int, text: str, closing: str) -> Block:
    return Block(f"{'#' * level} {text}{closing}", headings=((level, text),))


def link(text: str, target: str, title: str) -> Block:
    return Block(f"Xem [{text}]({target}{title}), rồi thôi.", links=((target, False),))


BLOCKS = st.one_of(
    st.builds(heading, st.integers(1, 6), WORDS, st.sampled_from(["", " ##", "  "])),
    st.builds(link, WORDS, TARGETS, st.sampled_from(["", ' "tên"'])),
    st.builds(lambda text, target: Block(f"![{text}]({target})", links=((target, True),)), WORDS, TARGETS),
    st.builds(lambda target: Block(f"[![ảnh](a.png)]({target})", links=((target, False), ("a.png", True))), TARGETS),
    st.builds(lambda target: Block(f"[tên]: {target}", links=((target, False),)), TARGETS),
    st.builds(lambda inner: Block(f"```md\n# {inner}\n[x](y.md)\n```"), WORDS),
    st.builds(lambda inner: Block(f"~~~~\n```\n# {inner}\n~~~\n~~~~"), WORDS),
    st.builds(lambda inner: Block(f"Viết `[x](y.md)` và <!-- # {inner} [x](z.md) -->."), WORDS),
    st.builds(Block, WORDS),
)
DOCUMENTS = st.lists(BLOCKS, max_size=6)


@given(DOCUMENTS, st.integers(0, 30))
def test_outline_finds_every_heading_and_link_and_nothing_in_code(blocks: list[Block], base: int) -> None:
    found = outline("\n\n".join(block.text for block in blocks), base)
    assert [(one.level, one.text) for one in found.headings] == [h for block in blocks for h in block.headings]
    expected = sorted(link for block in blocks for link in block.links)
    assert sorted((one.target, one.is_image) for one in found.links) == expected


@given(MARKDOWN | DOCUMENTS.map(lambda blocks: "\n\n".join(block.text for block in blocks)), st.integers(0, 30))
def test_offsets_point_at_what_they_claim(body: str, base: int) -> None:
    found = outline(body, base)
    for one in found.headings:
        assert body[one.offset - base :].startswith("#" * one.level)
        assert one.offset == base or body[one.offset - base - 1] == "\n"
    for link in found.links:
        assert body[link.offset - base :].startswith(link.target)
        assert body[link.text_offset - base :].lstrip().startswith(("![", "["))


@given(MARKDOWN)
def test_masking_code_keeps_every_offset(body: str) -> None:
    masked = without_code(body)
    assert len(masked) == len(body)
    assert all(new in (old, " ") for new, old in zip(masked, body, strict=True))


@given(MARKDOWN | DOCUMENTS.map(lambda blocks: "\n\n".join(block.text for block in blocks)))
@example("## Một {.hep}\n## Một {: .hep }\n### Hai {#hai .x}\n## Một ##")
def test_anchors_are_written_once_and_change_nothing_else(body: str) -> None:
    once = with_anchors(body)
    assert with_anchors(once) == once
    before, after = outline(body), outline(once)
    assert [(h.level, h.anchor) for h in before.headings] == [(h.level, h.anchor) for h in after.headings]
    assert [link.target for link in before.links] == [link.target for link in after.links]
    changed = {body.count("\n", 0, heading.offset) for heading in before.headings}
    for number, (old, new) in enumerate(zip(body.split("\n"), once.split("\n"), strict=True)):
        assert number in changed or old == new


@given(st.text(max_size=30))
def test_slug_is_made_of_ascii_letters_digits_and_single_hyphens(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugify(slug) == slug


@given(MARKDOWN)
def test_plain_text_has_no_empty_lines(text: str) -> None:
    assert all(line.strip() == line and line for line in plain(text).split("\n")) or plain(text) == ""


def test_anchor_keeps_the_classes_of_a_heading() -> None:
    assert with_anchors("## Một {.hep}\n## Hai {: #so-hai .rong }\n## Ba") == (
        "## Một {#mot .hep}\n## Hai {#so-hai .rong}\n## Ba {#ba}"
    )
