"""Which texts are one text printed again: agency copy in several papers, a caption printed twice. Pure."""

from __future__ import annotations

from functools import lru_cache

from index.words import terms

SHINGLE = 3
"""Words are compared three side by side: one changed word spoils three such shingles."""

SAME = 0.6
"""The share of the shorter text's shingles that a copy has; small edits and other cuts leave more."""


def same_text(one: str, other: str) -> bool:
    """Tell whether two texts are copies: most of the shorter one stands in the other, word for word.

    A copy may be cut elsewhere, lightly edited or printed with other quotation marks. A text that gives
    another number in the same place is no copy: an update that counts more victims is news. Texts without
    words are copies of nothing.
    """
    first, second = _shingles(one), _shingles(other)
    if len(first) > len(second):
        first, second = second, first
    shared = len(first & second)
    return bool(first) and shared >= SAME * len(first) and not _differ_in_number(first, second)


def _differ_in_number(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether the same words stand around different numbers: "killed 12 people", "killed 15 people"."""
    numbers: dict[tuple[str, str], set[str]] = {}
    for shingle in second:
        if len(shingle) == SHINGLE and shingle[1][0].isdigit():
            numbers.setdefault((shingle[0], shingle[2]), set()).add(shingle[1])
    for shingle in first:
        if len(shingle) == SHINGLE and shingle[1][0].isdigit():
            there = numbers.get((shingle[0], shingle[2]))
            if there is not None and shingle[1] not in there:
                return True
    return False


@lru_cache(maxsize=4096)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = terms(text)
    if len(words) < SHINGLE:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
