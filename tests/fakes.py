"""What tests use in the place of slow things: nothing here stands in for Chroma or SQLite."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class HashingEmbedder:
    """An embedder of hashed words: deterministic, instant; texts that share words are near each other."""

    def __init__(self, fingerprint: str = "hashing:1", dimension: int = 64) -> None:
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.seen += texts
        rows = np.full((len(texts), self.dimension), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
                row[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
