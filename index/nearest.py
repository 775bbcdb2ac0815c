"""The passages nearest in meaning: vectors in memory while the corpus is small, in Chroma beyond.

Nothing is loaded before the first question, neither vectors nor Chroma. Where a Chroma server does not
answer, nothing is near and nothing far: words alone decide, and `trouble` says why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.catalog import Catalog
from index.chroma_server import ASKING, ChromaServer, VectorServerError
from index.embed import Embedder

if TYPE_CHECKING:
    from index.vectors import Vectors

FARTHER = 5
"""How many times as many as are wanted Chroma is asked for, to know more of the passages found by words."""

RETRY = 15.0
"""Seconds for which a server that failed is not asked again, so that not every question waits for it."""

Matrix = NDArray[np.float32]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some questions beside passages. nearest: for each question content ids, the nearest first."""

    nearest: list[list[str]]
    _known: list[dict[str, float]]
    _cosines: Matrix | None
    _rows: dict[str, int]

    def cosines(self, ids: Sequence[str]) -> Matrix:
        """Give the cosine of every question (row) with the passages of these content ids (columns).

        Chroma tells only those of the nearest; a passage beyond them gets the lowest that it told.
        """
        if self._cosines is not None:
            return self._cosines[:, [self._rows[id_] for id_ in ids]]
        lowest = [min(known.values(), default=0.0) for known in self._known]
        rows = [[known.get(id_, low) for id_ in ids] for known, low in zip(self._known, lowest, strict=True)]
        return np.array(rows, np.float32).reshape(len(self._known), len(ids))


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
        self._rows: dict[str, int] | None = None
        self._ids: list[str] = []
        self._matrix: Matrix = np.empty((0, 0), np.float32)
        self._vectors: Vectors | None = None

    def forget(self) -> None:
        """Look at the vectors anew at the next question; the index has changed."""
        self._rows = None
        self._changed = True

    def close(self) -> None:
        """Let go of Chroma, if it was opened."""
        if self._vectors is not None:
            self._vectors.close()

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Turn texts into vectors, a row each; another thread may, while the catalog is read."""
        return self._embedder.embed(list(texts))

    def compare(self, questions: Matrix, count: int) -> Comparison:
        """Find the `count` nearest passages of each question, given as vectors."""
        rows = self._load()
        if rows:
            cosines: Matrix = questions @ self._matrix.T
            nearest = [[self._ids[i] for i in _largest(row, count)] for row in cosines]
            return Comparison(nearest, [], cosines, rows)
        known = self._ask(questions, count * FARTHER)
        return Comparison([list(found)[:count] for found in known], known, None, rows)

    def _load(self) -> dict[str, int]:
        """Read the catalog's vectors; there are none where the corpus is large."""
        if self._rows is None:
            ids, data = self._catalog.vectors()
            self._ids, self._rows = ids, {id_: row for row, id_ in enumerate(ids)}
            if ids:
                self._matrix = np.frombuffer(data, np.float16).reshape(len(ids), -1).astype(np.float32)
                self.trouble = None
        return self._rows

    def _ask(self, questions: Matrix, count: int) -> list[dict[str, float]]:
        """Ask Chroma for the cosines of the nearest to each question; none where its server fails."""
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
        if self._server is not None and not any(known) and self._catalog.counts().passages:
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


def _largest(values: Matrix, count: int) -> list[int]:
    """Give the places of the largest values, the largest first."""
    top = np.arange(len(values)) if count >= len(values) else np.argpartition(-values, count)[:count]
    return [int(i) for i in top[np.argsort(-values[top], kind="stable")]]
