"""Which passages are worth a closer look: the best by words and by meaning, for each part of a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np

from index.article import Article, Passage
from index.catalog import Catalog
from index.searching.by_words import ByWords
from index.searching.nearest import Nearest
from index.searching.query import Part
from index.searching.ranking import Pool, Reading, Weights
from index.searching.wanted import read_wanted
from index.store.full_text import FullText, Owner
from index.words import stem, terms

DEPTH = 30
"""Passages that a question brings in by its words, and as many by its meaning."""

DEPTH_OF_SEVERAL = 20
"""The same for each of several parts of a question, and for the whole of it."""

FROM_OUTLET = 12
"""Passages of each outlet named that a part brings in at least, where there are so many."""

DEEPEST = 4_000
"""Passages looked through at most for those of the articles that are allowed."""

OF_OUTLETS = 1_000
"""Passages looked through at most for those of the outlets that a part names."""

AT_ONCE = 200
"""Passages whose outlets are looked up together."""

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+|\n")


class _Ranking:
    """The passages that a part's words find, the best first, looked at as far as it takes.

    numbers: theirs. allowed: ids of the articles to look at; None for all.
    """

    def __init__(self, text: FullText, numbers: list[int], allowed: Collection[str] | None) -> None:
        self._text, self._numbers, self._allowed = text, numbers, allowed
        self._owners: list[Owner] = []

    def best(self, count: int, outlets: Collection[str] = ()) -> list[int]:
        """List the numbers of the best ones, up to `count`. outlets: only theirs, where given."""
        if not count or (self._allowed is None and not outlets):
            return self._numbers[:count]
        best: list[int] = []
        for i, number in enumerate(self._numbers):
            if i == len(self._owners):
                self._owners += self._text.owners(self._numbers[i : i + AT_ONCE])
            owner = self._owners[i]
            if _may(owner.article, self._allowed) and (not outlets or owner.outlet in outlets):
                best.append(number)
                if len(best) == count:
                    break
        return best


class Gatherer:
    """Collects candidates from one state of the index.

    passages: how many the index holds. words: how rare they are in it.
    """

    def __init__(self, catalog: Catalog, nearest: Nearest, passages: int) -> None:
        self._catalog = catalog
        self._text = FullText(catalog)
        self._nearest = nearest
        self._articles: dict[str, Article] = {}
        self.words = ByWords(self._text, passages)

    def gather(
        self,
        whole: Part,
        parts: Sequence[Part],
        depth: int,
        allowed: Collection[str] | None,
        weights: Weights,
    ) -> Pool | None:
        """Gather the candidates for the parts of a question; None where there are none.

        whole: the question, for which nothing is searched that its parts do not find. allowed: ids of the
        articles to look at; None for all.
        """
        from concurrent.futures import ThreadPoolExecutor  # here: not every command searches

        parts = list(dict.fromkeys(parts))
        near = depth if allowed is None else DEEPEST
        # SQLite and the model both leave Python to others while they work: each gets a core.
        with ThreadPoolExecutor(1) as other:
            asking = other.submit(self._nearest.ask, [part.text for part in parts], near)
            rankings = [self._rank(part, depth, len(parts) > 1, allowed, weights.title) for part in parts]
            by_words = [self._read(ranking.best(depth)) for ranking in rankings]
            for some in by_words:
                self._readings(list(some.values()))  # remembered
            asked = asking.result()
        comparison = self._nearest.compare(asked, near)
        found: dict[tuple[str, int], Passage] = {}
        for part, ranking, read, nearest in zip(parts, rankings, by_words, comparison.nearest, strict=True):
            found |= read
            known = {passage.id for passage in found.values()}
            standing = self._catalog.passages_by_content([id_ for id_ in nearest if id_ not in known])
            by_meaning = [p for some in standing.values() for p in some if _may(p.article_id, allowed)]
            found |= {(p.article_id, p.start): p for p in by_meaning[:depth]}
            for group in part.outlets:
                have = sum(article.outlet in group for article in self._articles_of(list(found.values())))
                if have < FROM_OUTLET:
                    found |= self._read(ranking.best(FROM_OUTLET, group))
        passages = list(found.values())
        if not passages:
            return None
        cosines = comparison.cosines([passage.id for passage in passages])
        # The whole question lies in the middle of its parts: the cosine with the sum of their vectors.
        middle = cosines.sum(axis=0) / np.linalg.norm(asked.vectors.sum(axis=0))
        return Pool(
            passages,
            self._articles_of(passages),
            self._readings(passages),
            np.vstack([middle, cosines]),
            {stem(word): self.words.rarity(word) for part in (whole, *parts) for word in part.words},
            weights,
            read_wanted(whole.text),
        )

    def _rank(
        self, part: Part, wanted: int, one_of: bool, allowed: Collection[str] | None, title: float
    ) -> _Ranking:
        """Rank the passages by a part's words, as many as it takes for the best ones and its outlets'."""
        limit = DEEPEST if allowed is not None else OF_OUTLETS if part.outlets else wanted
        return _Ranking(self._text, self.words.rank(part, limit, one_of, title), allowed)

    def _readings(self, passages: Sequence[Passage]) -> list[Reading]:
        articles = self._articles_of(passages)
        return [_cut(p.text, article.title) for p, article in zip(passages, articles, strict=True)]

    def _read(self, numbers: Sequence[int]) -> dict[tuple[str, int], Passage]:
        return {(passage.article_id, passage.start): passage for passage in self._text.read(numbers)}

    def _articles_of(self, passages: Sequence[Passage]) -> list[Article]:
        """Give the article of each passage, without its text."""
        ids = dict.fromkeys(p.article_id for p in passages if p.article_id not in self._articles)
        if ids:
            self._articles.update(self._catalog.articles_by_id(list(ids)))
        return [self._articles[passage.article_id] for passage in passages]


def _may(article: str, allowed: Collection[str] | None) -> bool:
    return allowed is None or article in allowed


@lru_cache(maxsize=8192)
def _cut(text: str, title: str) -> Reading:
    words: list[str] = []
    starts = [0]
    for sentence in _BETWEEN_SENTENCES.split(text):
        if some := terms(sentence):
            if words:
                starts.append(len(words))
            words += some
    return Reading(tuple(words), tuple(starts), _title_terms(title))


@lru_cache(maxsize=8192)
def _title_terms(title: str) -> frozenset[str]:
    return frozenset(terms(title))
