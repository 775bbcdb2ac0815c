"""Dateline for llama-index: our embedder as a BaseEmbedding, our search as a BaseRetriever.

Any llama-index engine can stand on a Dateline index:

    from llama_index.core.query_engine import RetrieverQueryEngine
    from index.embed import load_embedder
    from index.llama import DatelineRetriever
    from index.search import Index

    with Index.open(Path(".dateline"), load_embedder(None)) as index:
        engine = RetrieverQueryEngine.from_args(DatelineRetriever(index), llm=...)
        print(engine.query("When does the bridge close?"))

Nothing in Dateline imports this module: llama-index takes two seconds to import.
"""

from __future__ import annotations

import asyncio
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from index.embed import Embedder, load_embedder
from index.search import Hit, Index

HIDDEN = ["article", "path", "start", "end", "also"]
"""Metadata for code: neither embedded nor shown to a language model."""


class DatelineEmbedding(BaseEmbedding):
    """An embedder of ours as llama-index's; the shipped one when none is given.

    Questions and texts are embedded alike. `model_name` is the embedder's fingerprint.
    """

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder | None = None, **fields: Any) -> None:
        """fields: those of BaseEmbedding. Raises ModelError where the shipped model is missing."""
        embedder = embedder or load_embedder(None)
        # llama-index's own batch of ten would leave cores idle: texts of a batch are embedded side by side.
        super().__init__(**{"model_name": embedder.fingerprint, "embed_batch_size": 128, **fields})
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        return "DatelineEmbedding"

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed(texts).tolist()
        return vectors

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)


class DatelineRetriever(BaseRetriever):
    """The whole search (words, meaning, named outlets and days, copies shown once) as a retriever.

    It follows the index when a build changes it; closing the index is the caller's.
    """

    def __init__(self, index: Index, limit: int = 10, **options: Any) -> None:
        """limit: the most passages a question gets. options: those of BaseRetriever."""
        self._index = index
        self._limit = limit
        super().__init__(**options)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Find passages, best first. Raises IndexStateError when the index cannot be read."""
        return [to_node(hit) for hit in self._index.search(query_bundle.query_str, self._limit)]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def to_node(hit: Hit) -> NodeWithScore:
    """Turn a hit into a node: the passage's text, and where it stands as metadata.

    Metadata: title, outlet, via, published ("YYYY-MM-DD"), url; and for code: article, path, start, end (the
    article's `text[start:end]` is the node's text) and also, the ids of other articles that print it, a comma
    and a space between them. What is unknown is left out. The node's source is the article's id.
    """
    article, passage = hit.article, hit.passage
    known = {
        "title": article.title,
        "outlet": article.outlet,
        "via": article.via,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "article": article.id,
        "path": article.path,
        "start": passage.start,
        "end": passage.end,
        "also": ", ".join(other.id for other in hit.also),
    }
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={name: value for name, value in known.items() if value not in (None, "")},
        excluded_embed_metadata_keys=HIDDEN,
        excluded_llm_metadata_keys=HIDDEN,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id)},
    )
    return NodeWithScore(node=node, score=hit.score)
