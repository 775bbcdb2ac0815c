"""What a run makes before it measures, and keeps in a folder so that another run need not make it again."""

from __future__ import annotations

import pickle
import shutil
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.scale.corpus import (
    Original,
    as_markdown,
    count_articles,
    make_articles,
    read_originals,
    write_corpus,
)
from benchmarks.scale.made_vectors import (
    Kept,
    MadeVectors,
    Matrix,
    Turn,
    measure_turn,
    read_turn,
    write_turn,
)
from index.article import Article
from index.build import recipe
from index.embed import Embedder, count_tokens, load_embedder
from index.passages import embedded_text, split_passages

SAMPLE = 40
"""Copied articles that really are embedded, to see how far copies lie from their originals."""

TIMED = 1000
"""Passages embedded to see how many a second are."""

ADDED = 6
"""Articles that are added one by one to each side."""


class Workshop:
    """A folder of what is made: originals, real embeddings, and for each size a place of its own.

    articles: the real articles; None where a run has read them before.
    """

    def __init__(self, folder: Path, articles: Path | None = None, embedder: Embedder | None = None) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._embedder = embedder or load_embedder(None)
        self._kept = Kept(folder / "embedded", self._embedder)
        # Where the code that reads and cuts articles has changed, they are read again.
        file = folder / f"originals-{recipe()}.pickle"
        if not file.exists():
            if articles is None:
                raise FileNotFoundError(f"{file} is missing; name the articles with --articles")
            part = file.with_suffix(".part")
            part.write_bytes(pickle.dumps(read_originals(articles)))
            part.replace(file)
        # Our own file, written by the lines above.
        self.originals: list[Original] = pickle.loads(file.read_bytes())

    @property
    def passages(self) -> int:
        """How many passages the real articles have."""
        return sum(len(one.passages) for one in self.originals)

    def vectors(self, tell: bool = False) -> Matrix:
        """Give the real passages' vectors, embedding what is not kept yet."""
        return self._kept.embed(self._texts(), tell)

    def _texts(self) -> list[str]:
        return [embedded_text(one.article.title, p.text) for one in self.originals for p in one.passages]

    def time_embedding(self) -> float:
        """Embed some real passages anew and give how many a second that is."""
        texts = self._texts()
        some = texts[:: max(1, len(texts) // TIMED)][:TIMED]
        self._embedder.embed(some[:8])
        began = time.perf_counter()
        self._embedder.embed(some)
        return len(some) / (time.perf_counter() - began)

    def turn(self) -> Turn:
        """Measure how far copies lie from their originals, once."""
        file = self.folder / f"turn-{recipe()}.json"
        if not file.exists():
            write_turn(measure_turn(self.originals, self.vectors(), self._sample(), self._kept), file)
        return read_turn(file)

    def _sample(self) -> Iterator[tuple[Original, int]]:
        """Give some articles of the first copy, spread over all of them."""
        count = len(self.originals)
        step = max(1, count // SAMPLE)
        for article, number in islice(make_articles(self.originals, 2 * count), count, None, step):
            yield Original(article, tuple(split_passages(article, count_tokens))), number

    def place(self, passages: int) -> Path:
        """Give the place of a size, its corpus written."""
        place = self.folder / str(passages)
        count = count_articles(self.originals, passages)
        if not (place / "manifest.jsonl").exists():
            shutil.rmtree(place, ignore_errors=True)
            write_corpus(self.originals, count, place / "corpus", place / "manifest.jsonl")
        return place

    def new_articles(self, passages: int) -> list[tuple[Path, str]]:
        """Write articles that a size does not hold, to be added; gives each file and its title."""
        count = count_articles(self.originals, passages)
        folder = self.folder / "new" / str(passages)
        folder.mkdir(parents=True, exist_ok=True)
        found: list[tuple[Path, str]] = []
        more = make_articles(self.originals, count + len(self.originals))
        for article, _ in islice(more, count, None, max(1, len(self.originals) // ADDED)):
            file = folder / f"new-{len(found)}.md"
            file.write_text(as_markdown(article), encoding="utf-8")
            found.append((file, article.title))
            if len(found) == ADDED:
                break
        return found

    def made_vectors(self, place: Path) -> MadeVectors:
        """Give the embedder that makes the vectors of a size's copies."""
        return MadeVectors(
            self._embedder, self.originals, self.vectors(), place / "manifest.jsonl", self.turn()
        )

    def real_articles(self, passages: int) -> list[Article]:
        """Give the real articles that a size of so many passages holds."""
        return [one.article for one in self.originals[: count_articles(self.originals, passages)]]
