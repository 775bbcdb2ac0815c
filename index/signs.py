"""The signs of vectors' numbers, one bit each: how a large corpus is looked through in milliseconds.

Two vectors that point the same way have mostly the same signs (Charikar 2002, "Similarity estimation
techniques from rounding algorithms"), so the vectors nearest to a question are almost all among those whose
signs differ least from its own; which of these are nearest, the vectors themselves then tell. A passage's
signs take a sixteenth of the room of its vector. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

BLOCK = 256
"""Slots whose signs the catalog keeps in one piece, so that adding one passage writes little and reading them
all is a thousand reads, not a million."""

Bits = NDArray[np.uint8]
Words = NDArray[np.uint64]


def signs(vectors: NDArray[np.float32]) -> Bits:
    """Give the signs of vectors (n, dimension) as rows of bytes, filled up to whole words of 64 bits."""
    packed = np.packbits(vectors > 0, axis=1)
    return np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))


class Signs:
    """The signs of all vectors, by slot, ready to be compared."""

    def __init__(self, blocks: Iterable[tuple[int, bytes]], dimension: int) -> None:
        """blocks: (number, its BLOCK rows of `signs`); what is not there counts as no sign set."""
        width = -(-dimension // 64) * 8
        pieces = dict(blocks)
        empty = bytes(BLOCK * width)
        data = b"".join(pieces.get(number, empty) for number in range(max(pieces, default=-1) + 1))
        rows = np.frombuffer(data, np.uint64).reshape(-1, width // 8)
        # The first words of all slots lie side by side, then the second ones.
        self._columns: Words = np.ascontiguousarray(rows.T)

    def closest(self, vector: NDArray[np.float32], count: int) -> list[int]:
        """List the `count` slots whose signs differ least from a vector's (dimension,), in no order."""
        question = signs(vector.reshape(1, -1)).view(np.uint64)[0]
        differing = np.zeros(self._columns.shape[1], np.uint16)
        for column, word in zip(self._columns, question, strict=True):
            differing += np.bitwise_count(column ^ word)
        if count >= len(differing):
            return list(range(len(differing)))
        return [int(slot) for slot in np.argpartition(differing, count)[:count]]
