"""The catalog's own vectors: what a question is compared with, so that it needs no Chroma.

They are kept in 16 bits. Chroma has the same ones in 32, under the same content ids; either fills the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.catalog import Catalog
from index.store.signs import BLOCK, Signs, signs

Matrix = NDArray[np.float32]


class VectorTable:
    """The vectors in a catalog. What writes needs a draft; a catalog that is only read refuses."""

    def __init__(self, catalog: Catalog) -> None:
        self._rows, self._rows_of = catalog.rows, catalog.rows_of

    def count(self) -> int:
        """Count the vectors."""
        return int(self._rows("SELECT COUNT(*) FROM vectors")[0][0])

    def all(self) -> tuple[list[str], Matrix]:
        """Read all vectors: content ids, and as many rows."""
        return _unpack(self._rows("SELECT content, vector FROM vectors"))

    def at(self, slots: Collection[int]) -> tuple[list[str], Matrix]:
        """Read the vectors in these slots, in order: content ids, and as many rows; a free slot has none."""
        return self._where("slot", sorted(slots))

    def of(self, contents: Sequence[str]) -> tuple[list[str], Matrix]:
        """Read the vectors of these content ids, in any order: those that there are, and as many rows."""
        return self._where("content", contents)

    def signs(self, dimension: int) -> Signs:
        """Read the signs of all vectors. dimension: of the vectors."""
        return Signs(self._rows("SELECT block, bits FROM signs"), dimension)

    def missing(self) -> list[str]:
        """List the content ids of passages that have no vector here, in order."""
        sql = "SELECT content FROM passages EXCEPT SELECT content FROM vectors ORDER BY content"
        return [row[0] for row in self._rows(sql)]

    def set(self, contents: Sequence[str], vectors: Matrix) -> None:
        """Store vectors (n, dimension) under their content ids, over what is there."""
        self.drop(contents)
        slots = self._take(len(contents))
        for slot, content, vector in zip(slots, contents, vectors.astype(np.float16), strict=True):
            self._rows("INSERT INTO vectors VALUES (?, ?, ?)", (slot, content, vector.tobytes()))
        rows = dict(zip(slots, signs(vectors), strict=True))
        for block, some in groupby(sorted(rows), lambda slot: slot // BLOCK):
            old = self._rows("SELECT bits FROM signs WHERE block = ?", (block,))
            width = next(iter(rows.values())).shape[0]
            bits = (
                np.frombuffer(old[0][0] if old else bytes(BLOCK * width), np.uint8).reshape(BLOCK, -1).copy()
            )
            for slot in some:
                bits[slot % BLOCK] = rows[slot]
            self._rows("INSERT OR REPLACE INTO signs VALUES (?, ?)", (block, bits.tobytes()))

    def drop_unnamed(self, among: Collection[str] | None = None) -> list[str]:
        """Remove the vectors that no passage names; returns their content ids.

        among: content ids, where no others can have lost their passages.
        """
        if among is None:
            sql = "SELECT content FROM vectors EXCEPT SELECT content FROM passages"
            unnamed = [row[0] for row in self._rows(sql)]
        else:
            sql = "SELECT content FROM passages WHERE content IN ({marks})"
            unnamed = sorted(set(among).difference(row[0] for row in self._rows_of(sql, list(among))))
        self.drop(unnamed)
        return unnamed

    def drop(self, contents: Iterable[str]) -> None:
        """Remove the vectors of these content ids; one that is not there is ignored."""
        for content in contents:
            for (slot,) in self._rows("DELETE FROM vectors WHERE content = ? RETURNING slot", (content,)):
                self._rows("INSERT INTO free_slots VALUES (?)", (slot,))

    def drop_all(self) -> None:
        """Remove all vectors."""
        for table in ("vectors", "free_slots", "signs"):
            self._rows(f"DELETE FROM {table}")

    def _where(self, column: str, values: Sequence[object]) -> tuple[list[str], Matrix]:
        sql = f"SELECT content, vector FROM vectors WHERE {column} IN ({{marks}})"
        return _unpack(self._rows_of(sql, values))

    def _take(self, count: int) -> list[int]:
        """Take so many slots: free ones, then new ones."""
        slots = [row[0] for row in self._rows("SELECT slot FROM free_slots LIMIT ?", (count,))]
        for slot in slots:
            self._rows("DELETE FROM free_slots WHERE slot = ?", (slot,))
        ((last, free),) = self._rows(
            "SELECT (SELECT MAX(slot) FROM vectors), (SELECT MAX(slot) FROM free_slots)"
        )
        first = max(slot for slot in (-1, last, free, *slots) if slot is not None) + 1
        return [*slots, *range(first, first + count - len(slots))]


def _unpack(rows: Sequence[tuple[str, bytes]]) -> tuple[list[str], Matrix]:
    data = b"".join(row[1] for row in rows)
    matrix = np.frombuffer(data, np.float16).astype(np.float32).reshape(len(rows), -1 if rows else 0)
    return [row[0] for row in rows], matrix
