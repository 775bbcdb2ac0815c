"""The vectors, in Chroma, under the passages' content ids. The only file that imports chromadb.

Chroma costs more than a second to import, so it is imported when a `Vectors` is opened and not before.
One collection an embedding model: its name holds the model's fingerprint.

On a server several hosts may keep their vectors, each with a catalog of its own. Ids are hashes of content
and an upsert is idempotent, so all may write at once. Nothing is ever removed there: what one catalog no
longer names, another may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from index.article import content_id
from index.store.chroma_server import BUILDING, MOST, ChromaServer, explain_folder

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection as ChromaCollection

CHROMA = "chroma"
"""Chroma's folder in the index folder."""

PREFIX = "dateline-"
BATCH = 1000
SPACE: CreateCollectionConfiguration = {"hnsw": {"space": "cosine"}}

Matrix = npt.NDArray[np.float32]


class Vectors:
    """The vectors of one embedding model."""

    def __init__(self, folder: Path, fingerprint: str, server: ChromaServer | None, patience: float) -> None:
        """Use `Vectors.open`."""
        self.place = server.name if server else str(folder)
        self.name = PREFIX + content_id(fingerprint)
        self.shared = server is not None
        """Whether other hosts may keep vectors there too."""
        self._folder, self._server, self._patience = folder, server, patience
        self._batch = MOST if server else BATCH
        self._open()

    @classmethod
    def open(
        cls, folder: Path, fingerprint: str, server: ChromaServer | None = None, patience: float = BUILDING
    ) -> Self:
        """Open Chroma for the model of `fingerprint`: inside this process on `folder`, made if missing, or on
        a server, each request to which may take `patience` seconds.

        Raises IndexStateError, for a server VectorServerError, as all methods do.
        """
        return cls(folder, fingerprint, server, patience)

    def close(self) -> None:
        """Let go of Chroma and its files."""
        self._client.close()

    def refresh(self) -> None:
        """See what other processes stored: an open Chroma searches the vectors that it once loaded."""
        self.close()
        self._open()

    def _open(self) -> None:
        with self._reported():
            server, folder = self._server, self._folder
            self._client: Any = _Remote(server, self._patience) if server else _open_folder(folder)
            try:
                # No embedding function of its own: Chroma's default would fetch a model from the network.
                self._collection: Any = self._client.get_or_create_collection(
                    self.name, embedding_function=None, configuration=SPACE
                )
            except BaseException:
                self.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def version(self) -> str:
        """Tell the version of the server, and of Chroma in this process where there is none."""
        with self._reported():
            return str(self._client.get_version())

    def upsert(self, ids: Sequence[str], vectors: Matrix) -> None:
        """Store vectors (n, dimension) under their content ids; what is there already is replaced."""
        with self._reported():
            for some in self._batches(len(ids)):
                self._collection.upsert(ids=list(ids[some]), embeddings=vectors[some])

    def query(self, vector: Matrix, k: int) -> list[tuple[str, float]]:
        """Find the k nearest: (content id, cosine similarity), most similar first; fewer where fewer are, and
        no more than a server gives at once."""
        with self._reported():
            count = min(k, self._collection.count(), self._batch if self.shared else k)
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
            for start in range(0, len(ids), self._batch):
                some = self._collection.get(
                    ids=list(ids[start : start + self._batch]), include=["embeddings"]
                )
                found += some["ids"]
                rows += list(some["embeddings"])
        return found, np.asarray(rows, dtype=np.float32)

    def delete(self, ids: Sequence[str]) -> None:
        """Remove these ids; ids that are not there are ignored. On a server nothing is removed."""
        if self.shared:
            return
        with self._reported():
            for some in self._batches(len(ids)):
                self._collection.delete(ids=list(ids[some]))

    def ids(self, wanted: Collection[str] = ()) -> set[str]:
        """List every id in the store; on a server, which may hold those of others, only the wanted ones."""
        with self._reported():
            if not self.shared:
                return set(self._collection.get(include=[])["ids"])
            ordered = sorted(wanted)
            parts = [ordered[some] for some in self._batches(len(ordered))]
            return {one for part in parts for one in self._collection.get(ids=part, include=[])["ids"]}

    def count(self) -> int:
        """Count the vectors in the store."""
        with self._reported():
            return int(self._collection.count())

    def drop_other_models(self) -> None:
        """Remove the collections of other models; those of other programs stay, and on a server all."""
        if self.shared:
            return
        with self._reported():
            for collection in self._client.list_collections():
                if collection.name.startswith(PREFIX) and collection.name != self.name:
                    self._client.delete_collection(collection.name)

    def renew(self, ids: Sequence[str]) -> None:
        """Store these vectors anew, in a folder nothing else: after many changes Chroma may not find some."""
        found, rows = self.get(ids)
        if not self.shared:
            with self._reported():
                self._client.delete_collection(self.name)
        self.refresh()
        self.upsert(found, rows)

    def _batches(self, count: int) -> Iterator[slice]:
        return (slice(start, start + self._batch) for start in range(0, count, self._batch))

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Turn what Chroma raises into IndexStateError: its own errors, ValueError and httpx's."""
        import chromadb.errors
        import httpx

        try:
            yield
        except BaseException as error:
            known = (chromadb.errors.ChromaError, ValueError, httpx.HTTPError, OSError)
            # What a server says in other words than Chroma's is raised as a bare Exception.
            if self._server is not None and (isinstance(error, known) or type(error) is Exception):
                raise self._server.explain(error, self._patience) from error
            if isinstance(error, known):
                raise explain_folder(self.place, str(error) or type(error).__name__) from error
            # A panic in Chroma's Rust core is a BaseException of a class that cannot be imported.
            if type(error).__name__ == "PanicException":
                raise explain_folder(self.place, "it is damaged") from error
            raise


class _Remote:
    """What `Vectors` needs of a server. Chroma's own client would wait for ever for one that is slow."""

    def __init__(self, server: ChromaServer, patience: float) -> None:
        import httpx
        from chromadb.api.fastapi import FastAPI
        from chromadb.config import Settings, System

        host, port, secure = server.address
        settings = Settings(
            anonymized_telemetry=False,
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=host,
            chroma_server_http_port=port,
            chroma_server_ssl_enabled=secure,
            chroma_server_headers={"X-Chroma-Token": server.api_key} if server.api_key else None,
        )
        self._system = System(settings)
        self._api = self._system.instance(FastAPI)
        self._api._session.timeout = httpx.Timeout(patience)
        self._system.start()
        try:
            self._tenant, self._database = server.choose(self._api.get_user_identity)
        except BaseException:
            self.close()
            raise

    def get_or_create_collection(self, name: str, **_: object) -> ChromaCollection:
        from chromadb.api.models.Collection import Collection as ChromaCollection

        model = self._api.create_collection(
            name, configuration=SPACE, get_or_create=True, tenant=self._tenant, database=self._database
        )
        return ChromaCollection(client=self._api, model=model, embedding_function=None)

    def get_version(self) -> str:
        return self._api.get_version()

    def close(self) -> None:
        self._system.stop()
        self._api._session.close()


def _open_folder(folder: Path) -> Any:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    try:
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    except BaseException:
        # Chroma keeps what failed to start, and would give it out again after the folder was mended.
        SharedSystemClient.clear_system_cache()
        raise
