"""The passages nearest in meaning: vectors in memory while the corpus is small, in Chroma beyond.

Nothing is loaded before the first question, neither vectors nor Chroma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.catalog import Catalog
from index.embed import Embedder

if TYPE_CHECKING:
    from index.vectors import Vectors

FARTHER = 5
"""How many times as many as are wanted Chroma is asked for, to know more of the passages found by words."""

Matrix = NDArray[np.float32]


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
    """Compares questions with the passages of the index in `folder`, whose catalog is open."""

    def __init__(self, catalog: Catalog, folder: Path, embedder: Embedder) -> None:
        self._catalog = catalog
        self._folder = folder
        self._embedder = embedder
        self._rows: dict[str, int] | None = None
        self._ids: list[str] = []
        self._matrix: Matrix = np.empty((0, 0), np.float32)
        self._vectors: Vectors | None = None

    def forget(self) -> None:
        """Look at the vectors anew at the next question; the index has changed."""
        self._rows = None

    def close(self) -> None:
        """Let go of Chroma, if it was opened."""
        if self._vectors is not None:
            self._vectors.close()

    def compare(self, texts: Sequence[str], count: int) -> Comparison:
        """Find the `count` nearest passages of each text."""
        questions = self._embedder.embed(list(texts))
        rows = self._load()
        if rows:
            cosines: Matrix = questions @ self._matrix.T
            nearest = [[self._ids[i] for i in _largest(row, count)] for row in cosines]
            return Comparison(nearest, [], cosines, rows)
        assert self._vectors is not None
        known = [dict(self._vectors.query(question, count * FARTHER)) for question in questions]
        return Comparison([list(found)[:count] for found in known], known, None, rows)

    def _load(self) -> dict[str, int]:
        """Read the catalog's vectors, or where it holds none open Chroma."""
        if self._rows is None:
            ids, data = self._catalog.vectors()
            self._ids, self._rows = ids, {id_: row for row, id_ in enumerate(ids)}
            if ids:
                self._matrix = np.frombuffer(data, np.float16).reshape(len(ids), -1).astype(np.float32)
            elif self._vectors is None:
                from index.vectors import CHROMA, Vectors

                self._vectors = Vectors.open(self._folder / CHROMA, self._embedder.fingerprint)
            else:
                self._vectors.refresh()
        return self._rows


def _largest(values: Matrix, count: int) -> list[int]:
    """Give the places of the largest values, the largest first."""
    top = np.arange(len(values)) if count >= len(values) else np.argpartition(-values, count)[:count]
    return [int(i) for i in top[np.argsort(-values[top], kind="stable")]]
