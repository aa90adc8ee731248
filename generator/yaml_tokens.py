"""A YAML text in, its scalars and comments as they are written, with their offsets, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from generator.placed_yaml import YamlError


@dataclass(frozen=True)
class Scalar:
    """A scalar token: from `start` to `end`, written `plain`, in quotes (`'`, `"`) or as a block (`|`, `>`)."""

    start: int
    end: int
    style: str


def scalars(text: str) -> list[Scalar]:
    """The scalars of a YAML text in order. Raises YamlError for a text that is no YAML."""
    try:
        return [
            Scalar(token.start_mark.index, token.end_mark.index, "plain" if token.plain else str(token.style))
            for token in yaml.scan(text, Loader=yaml.CSafeLoader)
            if isinstance(token, yaml.ScalarToken)
        ]
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        raise YamlError("syntax", 0) from error


def comments(text: str, base: int = 0) -> list[tuple[int, str]]:
    """The comments of a YAML text with their offsets: what starts with `#` outside every scalar.

    Raises YamlError for a text that is no YAML.
    """
    found: list[tuple[int, str]] = []
    begin = 0
    for scalar in [*scalars(text), Scalar(len(text), len(text), "plain")]:
        gap = re.finditer(r"#[^\n]*", text[begin : scalar.start])
        found += [(base + begin + match.start(), match.group()) for match in gap]
        begin = max(begin, scalar.end)
    return found
