"""Which texts are one text printed again: agency copy in several papers, a caption printed twice. Pure."""

from __future__ import annotations

from collections.abc import Iterator
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
    there: dict[tuple[str, ...], set[str]] = {}
    for around, number in _numbers(second):
        there.setdefault(around, set()).add(number)
    return any(number not in there.get(around, (number,)) for around, number in _numbers(first))


def _numbers(shingles: frozenset[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give each number with the words around it, its own place marked."""
    for shingle in shingles:
        for i, word in enumerate(shingle):
            if word[0].isdigit():
                yield (*shingle[:i], "#", *shingle[i + 1 :]), word


@lru_cache(maxsize=4096)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = terms(text)
    if len(words) < SHINGLE:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
