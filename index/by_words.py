"""Which passages fit the words of a question's part best: those that hold most of them, then those by bm25.

SQLite's bm25 takes microseconds a passage, and a few common words find thousands. Which passages hold which
words is known in a tenth of that; so bm25 weighs only those that hold most of what is asked, the rarer the
word the more.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate

import numpy as np

from index.full_text import FullText, Numbers
from index.query import Part
from index.ranking import Floats, rarity
from index.words import quoted

MOST_WORDS = 12
"""Words of a part that are looked up, the rarest; more of them slow the full text down and find little."""

COMMON = 10_000
"""A word that stands in as many passages is not looked up where rarer ones are."""

WEIGHED = 300
"""The passages that hold most of a part are weighed with bm25, so many, and those that hold as much as the
last of them."""

MOST_WEIGHED = 1_500
"""So many are weighed at most, unless more are wanted, and by so many words that they stand in no more
passages together; for the other words it counts whether a passage holds them."""


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
        word of the title counts.
        """
        held = [word for word in dict.fromkeys(part.words) if self._count(word)]
        held = sorted(held, key=self._count)[:MOST_WORDS]
        rare = [word for word in held if self._count(word) < COMMON]
        if not rare:
            return [] if one_of or not held else list(self._text.weigh(quoted(held[0]), count, title=title))
        totals = accumulate(map(self._count, rare))
        exact = [w for w, total in zip(rare, totals, strict=True) if total <= MOST_WEIGHED] or rare[:1]
        told = self._share(rare)
        best = _best(told, max(count, WEIGHED))
        match = " OR ".join(map(quoted, exact))
        weighed = self._text.weigh(match, len(best), best.tolist(), title)
        rest = self._share([word for word in rare if word not in exact], len(told))
        score = rest[best] + np.array([weighed.get(number, 0.0) for number in best.tolist()])
        order: list[int] = best[np.argsort(-score, kind="stable")].tolist()
        return order[:count]

    def _share(self, words: list[str], size: int = 0) -> Floats:
        """Give each passage (its number is its place) the rarity of those of the words that it holds."""
        lists = [self._holding(word) for word in words]
        share = np.zeros(max([size, *(int(numbers[-1]) + 1 for numbers in lists)]))
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


def _best(share: Floats, count: int) -> Numbers:
    """List the `count` passages with the largest shares and those that equal the last, in order."""
    found = np.flatnonzero(share)
    if len(found) > count:
        least = np.partition(share[found], -count)[-count]
        more = found[share[found] > least]
        equal = found[share[found] == least]
        found = np.sort(np.concatenate([more, equal[: max(count, MOST_WEIGHED) - len(more)]]))
    return found.astype(np.int32)
