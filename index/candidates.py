"""Which passages are worth a closer look: the best by words and by meaning, for each part of a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from index.article import Article, Passage
from index.catalog import Catalog
from index.nearest import Nearest
from index.query import Part
from index.ranking import Pool, Reading, Weights, rarity
from index.wanted import read_wanted
from index.words import quoted, stem, terms

DEPTH = 30
"""Passages that a question brings in by its words, and as many by its meaning."""

DEPTH_OF_SEVERAL = 20
"""The same for each of several parts of a question, and for the whole of it."""

FROM_OUTLET = 12
"""Passages of each outlet named that a part brings in at least, where there are so many."""

MOST_WORDS = 12
"""Words of a part that are looked up, the rarest; more of them slow the full text down and find little."""

MOST_FOUND = 4_000
"""Passages that the words of a part find together at most, each for itself: each is weighed, and what common
words find besides is hardly among the best."""

COMMON = 10_000
"""A word that stands in as many passages is not looked up where rarer ones are."""

DEEPEST = 4_000
"""Passages looked through at most for those of the articles that are allowed."""

_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+|\n+")


class Gatherer:
    """Collects candidates from one state of the index.

    passages: how many the index holds.
    """

    def __init__(self, catalog: Catalog, nearest: Nearest, passages: int) -> None:
        self._catalog = catalog
        self._nearest = nearest
        self._articles: dict[str, Article] = {}
        self._passages = passages
        self._counts: dict[str, int] = {}

    def gather(
        self, asked: Sequence[Part], depth: int, allowed: Collection[str] | None, weights: Weights
    ) -> Pool | None:
        """Gather the candidates for all that is asked, the whole question first; None where there are none.

        allowed: ids of the articles to look at; None for all.
        """
        searched = list(dict.fromkeys(asked))
        from concurrent.futures import ThreadPoolExecutor  # here: not every command searches

        # SQLite and the model both leave Python to others while they work: each gets a core.
        with ThreadPoolExecutor(1) as pool:
            vectors = pool.submit(self._nearest.embed, [part.text for part in searched])
            # The words of the whole are those of its parts.
            worded = [
                self._by_words(part, depth, allowed, weights.title) if i or len(searched) == 1 else []
                for i, part in enumerate(searched)
            ]
            comparison = self._nearest.compare(vectors.result(), depth if allowed is None else DEEPEST)
        found: dict[tuple[str, int], Passage] = {}
        for part, by_words, near in zip(searched, worded, comparison.nearest, strict=True):
            for passage in by_words:
                found.setdefault((passage.article_id, passage.start), passage)
            known = {passage.id for passage in found.values()}
            standing = self._catalog.passages_by_content([id_ for id_ in near if id_ not in known])
            by_meaning = [p for some in standing.values() for p in some if _may(p, allowed)]
            for passage in by_meaning[:depth]:
                found.setdefault((passage.article_id, passage.start), passage)
            for passage in self._from_outlets(part, list(found.values()), allowed, weights.title):
                found.setdefault((passage.article_id, passage.start), passage)
        passages = list(found.values())
        if not passages:
            return None
        articles = self._articles_of(passages)
        row = {part: i for i, part in enumerate(searched)}
        cosines = comparison.cosines([passage.id for passage in passages])
        return Pool(
            passages,
            articles,
            [_read(passage.text, article.title) for passage, article in zip(passages, articles, strict=True)],
            cosines[[row[part] for part in asked]],
            {stem(word): self.rarity(word) for part in searched for word in part.words},
            weights,
            read_wanted(asked[0].text),
        )

    def _by_words(
        self, part: Part, depth: int, allowed: Collection[str] | None, title: float
    ) -> list[Passage]:
        match = self._match(part)
        limit = depth
        while match:
            rows = self._catalog.full_text(match, limit, title=title)
            kept = [passage for passage, _ in rows if _may(passage, allowed)]
            if len(kept) >= depth or len(rows) < limit or limit >= DEEPEST:
                return kept[:depth]
            limit = min(limit * 8, DEEPEST)
        return []

    def _from_outlets(
        self, part: Part, found: Sequence[Passage], allowed: Collection[str] | None, title: float
    ) -> list[Passage]:
        """Find more passages of the outlets that a part names, where too few were found without asking."""
        match = self._match(part)
        more: list[Passage] = []
        for group in part.outlets if match else ():
            have = sum(article.outlet in group for article in self._articles_of(found))
            if have < FROM_OUTLET:
                rows = self._catalog.full_text(match, FROM_OUTLET, title=title, outlets=group)
                more += [passage for passage, _ in rows if _may(passage, allowed)]
        return more

    def _articles_of(self, passages: Sequence[Passage]) -> list[Article]:
        """Give the article of each passage, without its text."""
        ids = dict.fromkeys(p.article_id for p in passages if p.article_id not in self._articles)
        if ids:
            self._articles.update(self._catalog.articles_by_id(list(ids)))
        return [self._articles[passage.article_id] for passage in passages]

    def _match(self, part: Part) -> str:
        """Make the full-text expression for a part: any of its rare words, or two commoner ones that follow
        each other in it; the rarest word in any case."""
        held = sorted((word for word in dict.fromkeys(part.words) if self._count(word)), key=self._count)
        held = held[:MOST_WORDS]
        alone, found = held[:1], sum(map(self._count, held[:1]))
        for word in held[1:]:
            found += self._count(word)
            if found <= MOST_FOUND:
                alone.append(word)
        rest = [w for w in part.words if w in held and w not in alone and self._count(w) < COMMON]
        pairs = {tuple(sorted(pair)) for pair in pairwise(rest) if pair[0] != pair[1]}
        either = [f"({quoted(a)} AND {quoted(b)})" for a, b in sorted(pairs)]
        return " OR ".join([*map(quoted, alone), *either])

    def rarity(self, word: str) -> float:
        """Weigh a word by how few passages hold it, as BM25 does."""
        return rarity(self._passages, self._count(word))

    def _count(self, word: str) -> int:
        """Count the passages that hold a word, up to COMMON."""
        if word not in self._counts:
            self._counts[word] = self._catalog.count_matches(quoted(word), COMMON)
        return self._counts[word]


def _may(passage: Passage, allowed: Collection[str] | None) -> bool:
    return allowed is None or passage.article_id in allowed


@lru_cache(maxsize=8192)
def _read(text: str, title: str) -> Reading:
    words: list[str] = []
    starts: list[int] = []
    for sentence in _SENTENCE_END.split(text):
        cut = terms(sentence)
        if cut or not starts:
            starts.append(len(words))
        words += cut
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        there = places.get(word)
        if there is None:
            places[word] = [at]
        else:
            there.append(at)
    return Reading(tuple(words), tuple(starts), _title_terms(title), places)


@lru_cache(maxsize=8192)
def _title_terms(title: str) -> frozenset[str]:
    return frozenset(terms(title))
