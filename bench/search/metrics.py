"""Found addresses and grades in, the usual figures of retrieval out."""

import math
from collections.abc import Mapping, Sequence

ANSWERS = 2
DEPTH = 10


def success_at_1(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 when the first page answers the query (grade 2 or 3)."""
    return float(bool(found) and grades.get(found[0], 0) >= ANSWERS)


def reciprocal_rank(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 / rank of the first of ten pages that answers the query, 0 when none does."""
    for rank, address in enumerate(found[:DEPTH], start=1):
        if grades.get(address, 0) >= ANSWERS:
            return 1 / rank
    return 0.0


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Discounted cumulative gain of ten pages with gain 2^grade - 1, as a part of the best order's."""
    ideal = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(address, 0) for address in found]) / ideal if ideal else 0.0


def gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:DEPTH], start=1))
