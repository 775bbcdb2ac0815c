"""How well passages fit a question: words and meaning, how much of it they hold together, source and day.

Pure arithmetic over a pool of candidates. Nothing here was trained; the weights are round numbers that serve
news questions in general, and each part of the sum lies between 0 and 1.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage
from index.searching.query import Part, Published
from index.searching.sources import from_outlets, of_days
from index.words import stem

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a passage's score counts."""

    words: float = 0.7  # BM25, the best passage of the pool being 1
    meaning: float = 0.3  # cosine, the pool's range stretched to 0..1
    article: float = 0.2  # share of the words that the passages of its article hold together
    sentence: float = 0.2  # share of the words that one sentence holds; in both, rare words weigh more
    answer: float = 0.2  # the same among sentences that tell a day or a number, where one is asked for
    pairs: float = 0.2  # share of neighbouring words of the question that stand near each other
    outlet: float = 0.6  # from an outlet that the question names
    day: float = 0.4  # published when the question says
    near_day: float = 0.05  # published about when something happened that the question dates
    whole: float = 0.5  # the score for the whole question, beside that for a part
    turn: float = 0.1  # what a part loses with each passage that it has already given
    title: float = 1.0  # how often a word of the title counts in BM25


K1, B = 1.2, 0.75  # BM25's usual constants
NEAR = 4  # words between which two are near each other
SPREAD = 0.2  # between cosines, below which a difference is not made larger than it is


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage's words as the ranking needs them.

    words: its terms in order. starts: at which of them each sentence begins, the first 0. title: the terms of
    its article's title.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    title: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of one search and what is known of them, column for column.

    readings: their words. cosines: (parts + 1, candidates), the whole question first.
    rarity: inverse document frequency by term. wanted: tells which terms could be the answer.
    """

    passages: Sequence[Passage]
    articles: Sequence[Article]
    readings: Sequence[Reading]
    cosines: NDArray[np.float32]
    rarity: dict[str, float]
    weights: Weights = field(default_factory=Weights)
    wanted: Callable[[str], bool] | None = None


def score(pool: Pool, whole: Part, parts: Sequence[Part]) -> Floats:
    """Score every candidate (column) for each thing asked for (row): a part, once for each of its outlets.

    The whole question's score is in each row, at its weight.
    """
    weights = pool.weights
    asked = [whole, *parts]
    words = _Words(pool, asked)
    fits = []
    for i, part in enumerate(asked):
        fits.append(words.fit(part) + weights.meaning * _stretch(pool.cosines[i].astype(np.float64)))
    rows = []
    for part, fit in zip(parts, fits[1:], strict=True):
        dated = fit + weights.whole * fits[0]
        for days in part.published:
            dated += _day_weight(weights, days) * of_days(pool.articles, days)
        for group in part.outlets or ((),):
            rows.append(dated + weights.outlet * from_outlets(pool.articles, group))
    return np.array(rows)


def highest(weights: Weights, asked: Sequence[Part], wanted: Callable[[str], bool] | None = None) -> float:
    """Say how high the score of one candidate can be."""
    fit = weights.words + weights.meaning + weights.article + weights.sentence + weights.pairs
    fit += weights.answer * (wanted is not None)
    outlet = weights.outlet * any(part.outlets for part in asked)
    days = max(sum(_day_weight(weights, days) for days in part.published) for part in asked)
    return fit * (1 + weights.whole) + outlet + days


def _day_weight(weights: Weights, days: Published) -> float:
    return weights.day if days.sure else weights.near_day


def rarity(documents: int, holding: int) -> float:
    """Weigh a term by how many of so many passages hold it, as BM25 does; more than 0."""
    return math.log(1 + (max(documents, holding) - holding + 0.5) / (holding + 0.5))


def largest(values: NDArray[np.floating[Any]], count: int) -> NDArray[np.int64]:
    """List the places of the `count` largest values, the largest first, of equal ones the earlier."""
    if len(values) > count:
        least = np.partition(values, -count)[-count]
        more, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
        places = np.concatenate([more, equal[: count - len(more)]])
    else:
        places = np.arange(len(values))
    return places[np.argsort(-values[places], kind="stable")]


class _Words:
    """The terms of a question in the candidates, counted once for all of its parts."""

    def __init__(self, pool: Pool, asked: Sequence[Part]) -> None:
        self._pool = pool
        stems = {word: stem(word) for part in asked for word in part.words}
        self._stems = stems
        self._terms = {term: i for i, term in enumerate(dict.fromkeys(stems.values()))}
        self._rarity = np.array([pool.rarity.get(term, 0.0) for term in self._terms])
        count, size = len(pool.passages), len(self._terms)
        frequency = np.zeros((count, size))
        titled = np.zeros((count, size))
        lengths = np.ones(count)
        self._places: list[dict[int, list[int]]] = []  # of each candidate: term -> where it stands
        self._first: list[int] = []  # where each candidate's sentences begin
        held: list[tuple[int, int]] = []  # sentence and term
        sentences = 0
        for i, reading in enumerate(pool.readings):
            places: dict[int, list[int]] = {}
            for at in compress(range(len(reading.words)), map(self._terms.__contains__, reading.words)):
                places.setdefault(self._terms[reading.words[at]], []).append(at)
            for column, there in places.items():
                frequency[i, column] = len(there)
                held += [(sentences + bisect_right(reading.starts, at) - 1, column) for at in there]
            for word in reading.title & self._terms.keys():
                titled[i, self._terms[word]] = 1
            self._places.append(places)
            self._first.append(sentences)
            sentences += len(reading.starts)
            lengths[i] = len(reading.words) + len(reading.title)
        self._held = np.zeros((sentences, size))
        if held:
            self._held[tuple(np.array(held).T)] = 1
        frequency += pool.weights.title * titled
        self._telling = _find_telling(pool)
        self._has = frequency > 0
        norm = K1 * (1 - B + B * lengths / lengths.mean())
        self._weighed = frequency * (K1 + 1) / (frequency + norm[:, None])
        self._together = self._by_article()
        self._near: dict[tuple[int, int], Floats] = {}

    def fit(self, part: Part) -> Floats:
        """Say how well each candidate's words fit a part."""
        weights = self._pool.weights
        terms = [self._terms[self._stems[word]] for word in part.words]
        counted = np.bincount(terms, minlength=len(self._terms)).astype(np.float64)
        once = np.minimum(counted, 1) * self._rarity
        total = once.sum()
        if not total:
            return np.zeros(len(self._pool.passages))
        bm25 = self._weighed @ (counted * self._rarity)
        sentences = self._held @ once
        best = np.maximum.reduceat(sentences, self._first)
        told = np.maximum.reduceat(sentences * self._telling, self._first)
        fit: Floats = (
            weights.words * bm25 / (bm25.max() or 1.0)
            + (weights.sentence * best + weights.answer * told) / total
            + weights.article * (self._together @ once) / total
            + weights.pairs * self._pairs(terms)
        )
        return fit

    def _pairs(self, terms: Sequence[int]) -> Floats:
        """Give the share of a part's neighbouring terms that stand near each other in each candidate."""
        found = np.zeros(len(self._places))
        total = 0.0
        for pair in pairwise(terms):
            weight = float(self._rarity[list(pair)].sum())
            if pair[0] != pair[1] and weight:
                total += weight
                found += weight * self._stand_near(pair)
        return found / total if total else found

    def _stand_near(self, pair: tuple[int, int]) -> Floats:
        """Say for each candidate whether two terms stand near each other somewhere in it."""
        if pair not in self._near:
            a, b = pair
            near = np.zeros(len(self._places))
            for i in np.flatnonzero(self._has[:, a] & self._has[:, b]):
                near[i] = _are_near(self._places[i].get(a, ()), self._places[i].get(b, ()))
            self._near[pair] = near
        return self._near[pair]

    def _by_article(self) -> Floats:
        """Give each candidate the terms that all candidates of its article hold together."""
        numbers: dict[str, int] = {}
        owner = [numbers.setdefault(article.id, len(numbers)) for article in self._pool.articles]
        together = np.zeros((len(numbers), len(self._terms)))
        np.maximum.at(together, owner, self._has.astype(np.float64))
        shared: Floats = together[owner]
        return shared


def _find_telling(pool: Pool) -> Floats:
    """Say of each sentence of the pool whether it tells a day or a number, if the question wants one."""
    if pool.wanted is None:
        return np.zeros(sum(len(reading.starts) for reading in pool.readings))
    return np.array(
        [
            any(map(pool.wanted, reading.words[start:end]))
            for reading in pool.readings
            for start, end in pairwise((*reading.starts, len(reading.words)))
        ],
        np.float64,
    )


def _are_near(first: Sequence[int], second: Sequence[int]) -> bool:
    return any(abs(a - b) <= NEAR for a in first for b in second)


def _stretch(cosines: Floats) -> Floats:
    """Give the nearest 1 and the farthest 0, or more than 0 where all are about as near."""
    high = cosines.max()
    stretched: Floats = 1 - (high - cosines) / max(high - cosines.min(), SPREAD)
    return stretched
