"""A table in, the widths of its columns out: the same for every format."""

from __future__ import annotations

from generator.documents.model import Table, plain

NARROWEST, WIDEST, BLANK = 2, 40, 20
"""A column's share of what its longest word leaves follows its longest text, counted in letters within these limits.

A column to be filled in by hand counts as one of BLANK letters.
"""

LETTER = 2.4
"""Millimetres that a letter of a table takes, on average and with room to spare."""


def column_widths(block: Table, columns: int, width: float) -> list[float]:
    """Millimetres for each column of a table `width` wide, shared by how much stands in them."""
    if block.style:
        return [width * 0.46, width * 0.54]
    texts = [[plain(row[n]) for row in block.rows if n < len(row)] for n in range(columns)]
    least = [LETTER * max((len(word) for one in column for word in one.split(" ")), default=1) + 4 for column in texts]
    shares = [min(max(max(map(len, column)), NARROWEST), WIDEST) if any(column[1:]) else BLANK for column in texts]
    left = max(width - sum(least), 0)
    wanted = [one + left * share / sum(shares) for one, share in zip(least, shares, strict=True)]
    return [width * one / sum(wanted) for one in wanted]
