"""The passages nearest in meaning: of few vectors all are compared, of many those whose signs are near.

The vectors are the catalog's; where a Chroma server has very many, it is asked.

Nothing is loaded before the first question, neither vectors nor Chroma. Where a Chroma server does not
answer, nothing is near and nothing far: words alone decide, and `trouble` says why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.catalog import Catalog
from index.embed import Embedder
from index.searching.ranking import largest
from index.store.chroma_server import ASKING, ChromaServer, VectorServerError
from index.store.vector_table import VectorTable

if TYPE_CHECKING:
    from index.store.signs import Signs
    from index.vectors import Vectors

EXACT = 20_000
"""Up to so many vectors are all compared with a question, which takes milliseconds and 30 MB."""

CLOSER_LOOK = 16
"""Of more, so many times as many as are wanted are compared, those whose signs fit the question best."""

MOST_LOOKED_AT = 8_000
"""So many are compared at most."""

FARTHER = 5
"""How many times as many as are wanted a server is asked for, to know more of those found by words."""

RETRY = 15.0
"""Seconds for which a server that failed is not asked again, so that not every question waits for it."""

Matrix = NDArray[np.float32]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Some questions as vectors, a row each; slots: which vectors to compare with them, if it is known."""

    vectors: Matrix
    slots: set[int] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some questions beside passages.

    nearest: for each question content ids, the nearest first. cosines: gives the cosine of every question
    (row) with the passages of these content ids (columns). A server tells only those of the nearest; a
    passage beyond them gets the lowest that it told.
    """

    nearest: list[list[str]]
    cosines: Callable[[Sequence[str]], Matrix]


class Nearest:
    """Compares questions with the passages of the index in `folder`, whose catalog is open.

    server: where the vectors are; None for Chroma in the folder. tell: is told once when the server fails,
    and why. clock: gives seconds.
    """

    def __init__(
        self,
        catalog: Catalog,
        folder: Path,
        embedder: Embedder,
        server: ChromaServer | None = None,
        tell: Tell | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.trouble: str | None = None
        """Why the last questions were compared with nothing; None where they were compared."""
        self._catalog = catalog
        self._folder = folder
        self._embedder = embedder
        self._server = server
        self._tell = tell
        self._clock = clock
        self._again = 0.0
        self._changed = False
        self._table = VectorTable(catalog)
        self._loaded = False
        self._signs: Signs | None = None
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._matrix: Matrix = np.empty((0, 0), np.float32)
        self._vectors: Vectors | None = None

    def forget(self) -> None:
        """Look at the vectors anew at the next question; the index has changed."""
        self._loaded = False
        self._changed = True

    def close(self) -> None:
        """Let go of Chroma, if it was opened."""
        if self._vectors is not None:
            self._vectors.close()

    def ask(self, texts: Sequence[str], count: int) -> Asked:
        """Turn questions into vectors and look at the signs that are loaded, for the `count` nearest of each.

        It does not touch the catalog, which another thread may read meanwhile.
        """
        vectors = self._embedder.embed(list(texts))
        signs = self._signs if self._loaded else None
        return Asked(vectors, None if signs is None else _closest(signs, vectors, count))

    def compare(self, asked: Asked, count: int) -> Comparison:
        """Find the `count` nearest passages of each question."""
        if not self._loaded:
            self._load()
        questions = asked.vectors
        if self._signs is not None:
            slots = asked.slots or _closest(self._signs, questions, count)
            return self._compare_closest(questions, slots, count)
        if self._rows:
            cosines: Matrix = questions @ self._matrix.T
            nearest = [[self._ids[i] for i in largest(row, count)] for row in cosines]
            return Comparison(nearest, lambda ids: cosines[:, [self._rows[id_] for id_ in ids]])
        known = self._ask_chroma(questions, count * FARTHER)
        return Comparison([list(found)[:count] for found in known], partial(_told, known))

    def _load(self) -> None:
        """Read what the catalog has: all of few vectors, the signs of many; a server has the rest."""
        self._signs, self._ids = None, []
        if self._table.count() > EXACT:
            self._signs = self._table.signs(self._embedder.dimension)
        else:
            self._ids, self._matrix = self._table.all()
        self._rows = {id_: row for row, id_ in enumerate(self._ids)}
        self._loaded = True
        if self._signs is not None or self._ids:
            self.trouble = None

    def _compare_closest(self, questions: Matrix, slots: Collection[int], count: int) -> Comparison:
        ids, matrix = self._table.at(slots)
        nearest = [[ids[i] for i in largest(row, count)] for row in questions @ matrix.T]

        def cosines(wanted: Sequence[str]) -> Matrix:
            found, rows = self._table.of(list(dict.fromkeys(wanted)))
            place = {id_: row for row, id_ in enumerate(found)}
            return (questions @ rows.T)[:, [place[id_] for id_ in wanted]]

        return Comparison(nearest, cosines)

    def _ask_chroma(self, questions: Matrix, count: int) -> list[dict[str, float]]:
        """Ask the server for the cosines of the nearest to each question; none where it fails."""
        nothing: list[dict[str, float]] = [{} for _ in questions]
        if self._server is not None and self._clock() < self._again:
            return nothing
        try:
            vectors = self._open()
            known = [dict(vectors.query(question, count)) for question in questions]
        except VectorServerError as error:
            self.close()
            self._vectors = None
            self._fail(str(error))
            return nothing
        if self._server is not None and not any(known) and self._catalog.count_passages():
            self._fail(f"the vector server {self._server.name} has none of the vectors; run: dateline index")
            return nothing
        self.trouble = None
        return known

    def _open(self) -> Vectors:
        if self._vectors is None:
            from index.vectors import CHROMA, Vectors

            folder, model = self._folder / CHROMA, self._embedder.fingerprint
            self._vectors = Vectors.open(folder, model, self._server, ASKING)
        elif self._changed:
            self._vectors.refresh()
        self._changed = False
        return self._vectors

    def _fail(self, why: str) -> None:
        if self._tell is not None and self.trouble is None:
            self._tell(why)
        self.trouble = why
        self._again = self._clock() + RETRY


def _closest(signs: Signs, questions: Matrix, count: int) -> set[int]:
    look = min(CLOSER_LOOK * count, MOST_LOOKED_AT)
    return {slot for question in questions for slot in signs.closest(question, look)}


def _told(known: Sequence[dict[str, float]], ids: Sequence[str]) -> Matrix:
    lowest = [min(found.values(), default=0.0) for found in known]
    rows = [[found.get(id_, low) for id_ in ids] for found, low in zip(known, lowest, strict=True)]
    return np.array(rows, np.float32).reshape(len(known), len(ids))
