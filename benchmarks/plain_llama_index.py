"""What Dateline is measured against: the same retrieval as one writes it with llama-index and Chroma.

    python benchmarks/plain_llama_index.py build CORPUS STORE
    python benchmarks/plain_llama_index.py ask STORE QUESTION
    python benchmarks/plain_llama_index.py add STORE FILE QUESTION

`build` is run beforehand; `ask` opens what it stored and prints the ten nearest passages; `add` puts one more
article there and then asks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import chromadb
from chromadb.config import Settings
from llama_index.core import Document, SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import BaseNode, NodeWithScore
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.embed import Embedder, load_embedder


class SameEmbedding(BaseEmbedding):
    """Dateline's own embedder, so that both sides have the same model."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)
        self._embedder = load_embedder(None)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed(texts).tolist()
        return vectors

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def open_store(store: str) -> ChromaVectorStore:
    """Open the collection in a folder, telemetry off."""
    client = chromadb.PersistentClient(store, Settings(anonymized_telemetry=False))
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection("articles"))


def open_index(store: str) -> VectorStoreIndex:
    """Open what a folder stores, for asking and adding."""
    return VectorStoreIndex.from_vector_store(open_store(store), embed_model=SameEmbedding())


def cut(documents: list[Document], tokenizer: Callable[[str], Any] | None = None) -> list[BaseNode]:
    """Cut documents into passages. tokenizer: None for llama-index's own."""
    splitter = SentenceSplitter(chunk_size=256, chunk_overlap=0, tokenizer=tokenizer)
    return splitter.get_nodes_from_documents(documents)


def build(
    corpus: str, store: str, embedding: BaseEmbedding, tokenizer: Callable[[str], Any] | None = None
) -> int:
    """Index a folder of articles; gives the number of passages."""
    nodes = cut(SimpleDirectoryReader(corpus, recursive=True).load_data(), tokenizer)
    storage = StorageContext.from_defaults(vector_store=open_store(store))
    VectorStoreIndex(nodes, storage_context=storage, embed_model=embedding)
    return len(nodes)


def add(index: VectorStoreIndex, file: str) -> None:
    """Put one more article into an index."""
    index.insert_nodes(cut(SimpleDirectoryReader(input_files=[file]).load_data()))


def retrieve(index: VectorStoreIndex, question: str) -> list[NodeWithScore]:
    """Find the ten passages nearest to a question."""
    return index.as_retriever(similarity_top_k=10).retrieve(question)


def ask(index: VectorStoreIndex, question: str) -> None:
    """Print the ten passages nearest to a question."""
    for node in retrieve(index, question):
        print(f"{node.score:.3f} {node.metadata['file_name']}: {node.text}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", corpus, store]:
            print(build(corpus, store, SameEmbedding()), "passages")
        case ["ask", store, question]:
            ask(open_index(store), question)
        case ["add", store, file, question]:
            opened = open_index(store)
            add(opened, file)
            ask(opened, question)
        case _:
            sys.exit(__doc__)
