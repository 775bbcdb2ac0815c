"""A question -> ranked passages, by words and by meaning, each part of the question in its turn."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from index.article import Article, Passage, TimeExpression
from index.catalog import Catalog
from index.embed import Embedder
from index.errors import IndexStateError
from index.searching.candidates import DEPTH, DEPTH_OF_SEVERAL, Gatherer
from index.searching.choosing import Choice, choose
from index.searching.nearest import Nearest, Tell
from index.searching.outlets import Aliases, name_aliases
from index.searching.pointing import best_sentence
from index.searching.query import Part, Query, read_with
from index.searching.ranking import Pool, Weights, highest, score
from index.sentences import split_sentences
from index.store.among import Among, Extent
from index.store.catalog_file import CATALOG
from index.store.chroma_server import ChromaServer
from index.store.full_text import FullText
from index.versions import Version, earlier_versions
from index.words import tokenize

MOST_PARTS = 6
MOST_VERSIONS = 10

BY_WORDS = "The vector server does not answer, so the articles were searched by their words alone."
BEHIND = "The vector server does not answer, so the newest changes to the articles are not searched yet."


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a question found.

    article: without its text. score: 0 to 1, higher is better; comparable inside one search.
    also: other articles that print the same passage; copies: that passage as each of them prints it.
    reader: how likely the passage answers, 0 to 1, by the reader; None where it was not asked.
    sentence: offsets in the article of the sentence that the question is most about; None where nobody asked.
    """

    passage: Passage
    article: Article
    score: float
    also: tuple[Article, ...] = ()
    copies: tuple[Passage, ...] = ()
    reader: float | None = None
    sentence: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """What is kept in memory of one committed state of the index."""

    generation: int
    extent: Extent
    sources: tuple[str, ...]
    aliases: Aliases
    gatherer: Gatherer


class Index:
    """An index open for questions. It follows builds by itself; threads that share it are served in turn."""

    def __init__(self, catalog: Catalog, nearest: Nearest, weights: Weights | None) -> None:
        """Use `Index.open`."""
        self.behind = False
        """Whether articles have changed since and could not be taken in, for the vector server fails."""
        self._catalog = catalog
        self._nearest = nearest
        self._weights = weights or Weights()
        self._lock = threading.RLock()
        self._state: _State | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder,
        weights: Weights | None = None,
        server: ChromaServer | None = None,
        tell: Tell | None = None,
    ) -> Self:
        """Open the index in `folder` with the model that it was made with.

        weights: of the parts of a score. server: where its vectors are; None for Chroma in the folder. Where
        it fails the index finds by words alone; `tell` is told why, and `notes` tells who reads an answer.
        Raises IndexStateError where there is no usable index of this model.
        """
        catalog = Catalog.open(folder / CATALOG)
        try:
            catalog.require_model(embedder.fingerprint)
        except BaseException:
            catalog.close()
            raise
        return cls(catalog, Nearest(catalog, folder, embedder, server, tell), weights)

    def close(self) -> None:
        """Let go of the index's files."""
        self._nearest.close()
        self._catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(
        self,
        question: str,
        limit: int = 10,
        outlets: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> list[Hit]:
        """Find the passages that a question is about, best first; a question without words finds none.

        outlets, since, until: only articles of these outlets or agencies, published in these days, both
        inclusive; an article whose outlet or day is unknown is then left out. Outlets and days that the
        question itself names are preferred, no more. Raises IndexStateError when the index cannot be read.
        """
        with self._lock:
            self._catalog.generation()  # opens a file anew that was replaced
            with self._catalog.snapshot():
                state = self._refresh()
                query = read_with(question, state.aliases)
                whole = _with_words(query.whole)
                if not whole.words or limit < 1:
                    return []
                parts = query.parts[:MOST_PARTS] if len(query.parts) > 1 else (whole,)
                among = Among.of(outlets, since, until)
                allowed = None if among.are_all else self._catalog.ids(among)
                depth = max(DEPTH, 2 * limit) if len(parts) == 1 else max(DEPTH_OF_SEVERAL, limit)
                pool = state.gatherer.gather(whole, parts, depth, allowed, self._weights)
        if pool is None:
            return []
        scores = score(pool, whole, parts) / highest(self._weights, (whole, *parts), pool.wanted)
        return [_hit(pool, choice) for choice in choose(pool, scores, limit)]

    def notes(self) -> tuple[str, ...]:
        """Tell readers, in whole sentences, what keeps searches from being as good as they could be now."""
        notes = []
        if self._nearest.trouble is not None:
            notes.append(BY_WORDS)
        if self.behind:
            notes.append(BEHIND)
        return tuple(notes)

    def articles(
        self,
        outlets: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> list[Article]:
        """List articles by path, without their texts. outlets, since, until: as `search` has them."""
        return self._catalog.articles(Among.of(outlets, since, until))

    def sources(self) -> tuple[str, ...]:
        """List the outlets and agencies that articles come from, in order."""
        return self._now().sources

    def extent(self, among: Among | None = None) -> Extent:
        """Count the articles. among: which; None for all."""
        if among is None or among.are_all:
            return self._now().extent
        return self._catalog.extent(among)

    def read(self, question: str) -> Query:
        """Read a question as the search does: its parts, and the outlets and days that it names."""
        return read_with(question, self._now().aliases)

    def rarity(self, word: str) -> float:
        """Weigh a word by how few passages hold it, more than 0; one that none holds weighs most."""
        with self._lock:
            return self._now().gatherer.words.rarity(word)

    def best_sentence(self, question: str, passage: Passage) -> tuple[int, int]:
        """Find the sentence of a passage that a question is most about: its offsets in the article."""
        query = self.read(question)
        return best_sentence(passage, question, (query.whole, *query.parts), self.rarity)

    def article(self, article_id: str) -> Article:
        """Give one article whole. IndexStateError where a build has removed it."""
        found = self._catalog.article(article_id)
        if found is None:
            raise IndexStateError(f"the article {article_id} is no longer in the index; ask again")
        return found

    def earlier(self, article: Article) -> list[Version]:
        """List what an article said before, the oldest first, its latest MOST_VERSIONS versions."""
        corpus = self._catalog.meta("corpus")
        return earlier_versions(Path(corpus), article.path, MOST_VERSIONS) if corpus else []

    def times(self, article_id: str) -> list[TimeExpression]:
        """List an article's time expressions in the order of its text."""
        return self._catalog.times(article_id)

    def sentences(self, article_id: str) -> list[tuple[int, int]]:
        """List the offsets of an article's sentences in its text, in order."""
        return split_sentences(self.article(article_id).text)

    def holds(self, phrase: str) -> bool:
        """Tell whether an article's title or text holds these words side by side, in any form ("visited")."""
        words = [token.word for token in tokenize(phrase)]
        return bool(words) and FullText(self._catalog).holds(" ".join(words))

    def _now(self) -> _State:
        with self._lock:
            self._catalog.generation()
            with self._catalog.snapshot():
                return self._refresh()

    def _refresh(self) -> _State:
        """Give the state of the open snapshot, read anew where a build has committed another."""
        generation = self._catalog.generation()
        if self._state is None or self._state.generation != generation:
            self._nearest.forget()
            gatherer = Gatherer(self._catalog, self._nearest, self._catalog.count_passages())
            sources = tuple(sorted(self._catalog.sources()))
            self._state = _State(generation, self._catalog.extent(), sources, name_aliases(sources), gatherer)
        return self._state


def _with_words(part: Part) -> Part:
    """Let a question that is all small words ("who was it?") be searched by them."""
    if part.words:
        return part
    return replace(part, words=tuple(token.word for token in tokenize(part.text)))


def _hit(pool: Pool, choice: Choice) -> Hit:
    article = pool.articles[choice.column]
    also: dict[str, int] = {}
    for column in choice.copies:
        if pool.articles[column].id != article.id:
            also.setdefault(pool.articles[column].id, column)
    return Hit(
        pool.passages[choice.column],
        article,
        choice.score,
        tuple(pool.articles[column] for column in also.values()),
        tuple(pool.passages[column] for column in also.values()),
    )
