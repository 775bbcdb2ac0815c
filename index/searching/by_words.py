"""Which passages fit the words of a question's part best: those that hold most of them, the rarer the more.

SQLite's bm25 takes microseconds a passage, and a few common words find thousands. Which passages hold which
words is known in a tenth of that and tells as much, for what is found is weighed again (`ranking`); so bm25
is asked only which are best of those that hold the same.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from index.searching.query import Part
from index.searching.ranking import Floats, largest, rarity
from index.store.full_text import FullText, Numbers
from index.words import quoted

MOST_WORDS = 12
"""Words of a part that are looked up, the rarest; more of them slow the full text down and find little."""

COMMON = 10_000
"""A word that stands in as many passages is not looked up where rarer ones are."""

MOST_WEIGHED = 1_500
"""Of the passages that hold most, all the same, so many are weighed with bm25, unless more are wanted."""


class ByWords:
    """Ranks the passages of one state of the index. passages: how many there are."""

    def __init__(self, text: FullText, passages: int) -> None:
        self._text = text
        self._passages = passages
        self._counts: dict[str, int] = {}
        self._holding = lru_cache(maxsize=256)(self._look_up)

    def rarity(self, word: str) -> float:
        """Weigh a word by how few passages hold it, as BM25 does."""
        return rarity(self._passages, self._count(word))

    def rank(self, part: Part, count: int, one_of: bool, title: float) -> list[int]:
        """List the numbers of the passages that fit a part's words, the best `count` first.

        one_of: whether it is one of several parts; common words alone then find nothing. title: how often a
        word of the title counts in bm25.
        """
        held = [word for word in dict.fromkeys(part.words) if self._count(word)]
        held = sorted(held, key=self._count)[:MOST_WORDS]
        rare = [word for word in held if self._count(word) < COMMON]
        if not rare:
            return [] if one_of else self._of_common(held, count, title)
        share = self._share(rare)
        found = np.flatnonzero(share).astype(np.int32)
        best: list[int] = found[largest(share[found], count)].tolist()
        alike = found[share[found] == share.max()]
        if len(alike) > 1:
            together = [word for word in rare if _has(self._holding(word), alike[0])]
            match, among = " AND ".join(map(quoted, together)), alike[: max(count, MOST_WEIGHED)].tolist()
            weighed = self._text.weigh(match, count, among, title)
            best = [*weighed, *(number for number in best if number not in weighed)][:count]
        return best

    def _of_common(self, words: list[str], count: int, title: float) -> list[int]:
        """Rank by words that all are common, the rarest first: what holds them all, then half of them."""
        best: dict[int, None] = {}
        while words and len(best) < count:
            match = " AND ".join(map(quoted, words))
            best |= dict.fromkeys(self._text.weigh(match, count, title=title))
            words = words[: len(words) // 2]
        return list(best)[:count]

    def _share(self, words: list[str]) -> Floats:
        """Give each passage (its number is its place) the rarity of those of the words that it holds."""
        lists = [self._holding(word) for word in words]
        share = np.zeros(max(int(numbers[-1]) + 1 for numbers in lists))
        for word, numbers in zip(words, lists, strict=True):
            share[numbers] += self.rarity(word)
        return share

    def _count(self, word: str) -> int:
        """Count the passages that hold a word, up to COMMON."""
        if word not in self._counts:
            self._counts[word] = len(self._holding(word))
        return self._counts[word]

    def _look_up(self, word: str) -> Numbers:
        return self._text.holding(word, COMMON)


def _has(numbers: Numbers, number: int) -> bool:
    """Tell whether a number is among numbers in order."""
    at = int(np.searchsorted(numbers, number))
    return at < len(numbers) and int(numbers[at]) == number
