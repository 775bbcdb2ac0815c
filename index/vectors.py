"""The vectors, in Chroma, under the passages' content ids. The only file that imports chromadb.

Chroma costs more than a second to import, so it is imported when a `Vectors` is opened and not before.
One collection an embedding model: its name holds the model's fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from index.article import content_id
from index.errors import IndexStateError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

CHROMA = "chroma"
"""Chroma's folder in the index folder."""

PREFIX = "dateline-"
BATCH = 1000

Matrix = npt.NDArray[np.float32]


class Vectors:
    """The vectors of one embedding model."""

    def __init__(self, connect: Callable[[], ClientAPI], place: str, remedy: str, fingerprint: str) -> None:
        """Use `Vectors.open`. place, remedy: what an error message calls the store and says to do."""
        self.place = place
        self.name = PREFIX + content_id(fingerprint)
        self._remedy = remedy
        self._connect = connect
        self._open()

    @classmethod
    def open(cls, folder: Path, fingerprint: str) -> Self:
        """Open Chroma inside this process on `folder`, made if missing, for the model of `fingerprint`."""

        def connect() -> ClientAPI:
            import chromadb
            from chromadb.api.shared_system_client import SharedSystemClient
            from chromadb.config import Settings

            try:
                return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
            except BaseException:
                # Chroma keeps what failed to start, and would give it out again after the folder was mended.
                SharedSystemClient.clear_system_cache()
                raise

        return cls(connect, str(folder), f"delete the folder {folder} and run: dateline index", fingerprint)

    def close(self) -> None:
        """Let go of Chroma and its files."""
        self._client.close()

    def refresh(self) -> None:
        """See what other processes stored: an open Chroma searches the vectors that it once loaded."""
        self.close()
        self._open()

    def _open(self) -> None:
        with self._reported():
            self._client: Any = self._connect()
            try:
                # No embedding function of its own: Chroma's default would fetch a model from the network.
                self._collection: Any = self._client.get_or_create_collection(
                    self.name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            except BaseException:
                self.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def upsert(self, ids: Sequence[str], vectors: Matrix) -> None:
        """Store vectors (n, dimension) under their content ids; what is there already is replaced."""
        with self._reported():
            for start in range(0, len(ids), BATCH):
                some = slice(start, start + BATCH)
                self._collection.upsert(ids=list(ids[some]), embeddings=vectors[some])

    def query(self, vector: Matrix, k: int) -> list[tuple[str, float]]:
        """Find the k nearest: (content id, cosine similarity), most similar first; fewer where fewer are."""
        with self._reported():
            count = min(k, self._collection.count())
            if count <= 0:
                return []
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1), n_results=count, include=["distances"]
            )
        return [
            (id_, 1.0 - distance)
            for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def get(self, ids: Sequence[str]) -> tuple[list[str], Matrix]:
        """Read vectors back: the ids that are there, in Chroma's order, and their rows."""
        found: list[str] = []
        rows: list[Any] = []
        with self._reported():
            for start in range(0, len(ids), BATCH):
                some = self._collection.get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
                found += some["ids"]
                rows += list(some["embeddings"])
        return found, np.asarray(rows, dtype=np.float32)

    def delete(self, ids: Sequence[str]) -> None:
        """Remove these ids; ids that are not there are ignored."""
        with self._reported():
            for start in range(0, len(ids), BATCH):
                self._collection.delete(ids=list(ids[start : start + BATCH]))

    def ids(self) -> set[str]:
        """List every id in the store."""
        with self._reported():
            return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """Count the vectors in the store."""
        with self._reported():
            return int(self._collection.count())

    def drop_other_models(self) -> None:
        """Remove the collections of other models; those of other programs stay."""
        with self._reported():
            for collection in self._client.list_collections():
                if collection.name.startswith(PREFIX) and collection.name != self.name:
                    self._client.delete_collection(collection.name)

    def renew(self) -> None:
        """Store all vectors anew, under the same ids: after many changes Chroma may no longer find some."""
        ids = sorted(self.ids())
        found, rows = self.get(ids)
        with self._reported():
            self._client.delete_collection(self.name)
        self.refresh()
        self.upsert(found, rows)

    def _reported(self) -> Any:
        return _reported(self.place, self._remedy)


@contextmanager
def _reported(place: str, remedy: str) -> Iterator[None]:
    """Turn what Chroma raises into IndexStateError: its own errors, ValueError and httpx's."""
    import chromadb.errors
    import httpx

    try:
        yield
    except (chromadb.errors.ChromaError, ValueError, httpx.HTTPError, OSError) as error:
        cause: BaseException = error
        reason = " ".join(str(error).split())[:200] or type(error).__name__
    except BaseException as error:
        # A panic in Chroma's Rust core is a BaseException of a class that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        cause, reason = error, "it is damaged"
    else:
        return
    if any(word in reason.lower() for word in ("permission denied", "readonly", "read-only")):
        remedy = "allow writing to it, or choose another index folder"
    elif "disk is full" in reason or "no space left" in reason.lower():
        remedy = "make room on the disk and run: dateline index"
    raise IndexStateError(f"the vector store {place} cannot be used ({reason}); {remedy}") from cause
