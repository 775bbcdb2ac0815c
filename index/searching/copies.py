"""Which texts are one text printed again: agency copy in several papers, a caption printed twice. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from index.words import terms

Words = tuple[str, ...]

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
    return same_words(tuple(terms(one)), tuple(terms(other)))


def same_words(one: Words, other: Words) -> bool:
    """Tell it of texts that are cut into their terms already."""
    first, second = _marks(one), _marks(other)
    if len(first) > len(second):
        first, second = second, first
    shared = len(first & second)
    return bool(first) and shared >= SAME * len(first) and not _differ_in_number(one, other)


def _differ_in_number(one: Words, other: Words) -> bool:
    """Tell whether the same words stand around different numbers: "killed 12 people", "killed 15 people"."""
    there: dict[Words, set[str]] = {}
    for around, number in _numbers(_shingles(other)):
        there.setdefault(around, set()).add(number)
    return any(number not in there.get(around, (number,)) for around, number in _numbers(_shingles(one)))


def _numbers(shingles: frozenset[Words]) -> Iterator[tuple[Words, str]]:
    """Give each number with the words around it, its own place marked."""
    for shingle in shingles:
        for i, word in enumerate(shingle):
            if word[0].isdigit():
                yield (*shingle[:i], "#", *shingle[i + 1 :]), word


@lru_cache(maxsize=8192)
def _marks(words: Words) -> frozenset[int]:
    """The shingles' hashes: sets of numbers are compared in a third of the time."""
    return frozenset(map(hash, _shingles(words)))


def _shingles(words: Words) -> frozenset[Words]:
    if len(words) < SHINGLE:
        return frozenset([words]) if words else frozenset()
    return frozenset(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
