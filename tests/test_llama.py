"""A Dateline index under llama-index's own engines, with the shipped model."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import newsroom
import numpy as np
import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.indices.vector_store import VectorIndexRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import MetadataMode, NodeRelationship, TextNode

from index.build import build
from index.embed import Embedder, load_embedder
from index.llama import DatelineEmbedding, DatelineRetriever
from index.search import Index

QUESTION = "Who was jailed after the Halcyon ran aground?"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    """The model that comes with Dateline."""
    return load_embedder(None)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    """The newsroom's articles, indexed with the shipped model."""
    folder = tmp_path_factory.mktemp("llama")
    build(newsroom.write(folder / "corpus"), folder / "index", embedder)
    with Index.open(folder / "index", embedder) as opened:
        yield opened


def test_nodes_are_the_hits(index: Index) -> None:
    """The retriever gives the passages that the search gives, in its order and with its scores."""
    nodes = DatelineRetriever(index, limit=4).retrieve(QUESTION)
    hits = index.search(QUESTION, 4)
    assert [(node.node_id, node.score) for node in nodes] == [(hit.passage.id, hit.score) for hit in hits]
    assert len(nodes) == 4


def test_a_node_says_where_it_stands(index: Index) -> None:
    """A node's metadata leads to its words: the article's text from start to end is the node's text."""
    for node in DatelineRetriever(index).retrieve(QUESTION):
        metadata = node.metadata
        article = index.article(metadata["article"])
        assert article.text[metadata["start"] : metadata["end"]] == node.text
        assert metadata["title"] == article.title
        assert metadata.get("outlet") == article.outlet
        assert metadata.get("published") == (article.published.isoformat() if article.published else None)
        assert node.node.relationships[NodeRelationship.SOURCE].node_id == article.id  # type: ignore[union-attr]


def test_what_is_unknown_is_left_out(index: Index) -> None:
    """A node of an article without outlet, date and address has no such metadata, not a None."""
    nodes = DatelineRetriever(index, limit=20).retrieve("Who ended a quarrel of four years?")
    undated = next(node for node in nodes if node.metadata["article"] == "undated")
    assert not {"outlet", "via", "published", "url", "also"} & set(undated.metadata)


def test_a_language_model_sees_outlet_and_date_and_no_offsets(index: Index) -> None:
    """What a language model is shown of a node is its text, outlet and date, not what is there for code."""
    nodes = DatelineRetriever(index).retrieve(QUESTION)
    node = next(node for node in nodes if "outlet" in node.metadata)
    shown = node.get_content(MetadataMode.LLM)
    assert node.text in shown
    assert f"outlet: {node.metadata['outlet']}" in shown
    assert "start:" not in shown
    assert "article:" not in shown


def test_a_query_engine_answers_from_the_index(index: Index) -> None:
    """A query engine over the retriever hands its model the passages and names them as sources."""
    engine = RetrieverQueryEngine.from_args(DatelineRetriever(index, limit=3), llm=MockLLM())
    answer = engine.query(QUESTION)
    assert [node.node_id for node in answer.source_nodes] == [
        hit.passage.id for hit in index.search(QUESTION, 3)
    ]
    assert answer.source_nodes[0].text in str(answer)  # the mock model repeats its prompt


def test_an_asynchronous_engine_answers_too(index: Index) -> None:
    """Awaited, the same engine finds the same passages."""
    engine = RetrieverQueryEngine.from_args(DatelineRetriever(index, limit=3), llm=MockLLM())
    awaited = asyncio.run(engine.aquery(QUESTION))
    assert [node.node_id for node in awaited.source_nodes] == [
        node.node_id for node in engine.query(QUESTION).source_nodes
    ]


def test_the_retriever_joins_others(index: Index, embedder: Embedder) -> None:
    """The retriever and a vector index on the same embedding can be fused by llama-index."""
    nodes = [TextNode(id_="note", text="The captain of the Halcyon was jailed for six years.")]
    vector_index = VectorStoreIndex(nodes, embed_model=DatelineEmbedding(embedder))
    fused = QueryFusionRetriever(
        [DatelineRetriever(index, limit=3), vector_index.as_retriever()],
        llm=MockLLM(), num_queries=1, use_async=False, similarity_top_k=10,
    )  # fmt: skip
    found = [node.node_id for node in fused.retrieve(QUESTION)]
    assert "note" in found
    assert {hit.passage.id for hit in index.search(QUESTION, 3)} <= set(found)


def test_a_vector_index_stands_on_the_embedding(embedder: Embedder) -> None:
    """A VectorStoreIndex made with our embedding finds the text that means what is asked."""
    texts = ["The bakery sells rye bread.", "The captain was sent to prison.", "Snow fell for nine days."]
    nodes = [TextNode(id_=text, text=text) for text in texts]
    retriever = VectorStoreIndex(nodes, embed_model=DatelineEmbedding(embedder)).as_retriever(
        similarity_top_k=1
    )
    assert isinstance(retriever, VectorIndexRetriever)
    assert [node.node_id for node in retriever.retrieve("Who went to jail?")] == [texts[1]]


def test_every_way_to_embed_gives_the_embedders_vector(embedder: Embedder) -> None:
    """As question, as text, in a batch and awaited, llama-index gets the embedder's very vector."""
    model: BaseEmbedding = DatelineEmbedding(embedder, embed_batch_size=2)
    texts = ["A boat.", "The ferry sails at nine.", ""]
    wanted = embedder.embed(texts).tolist()
    assert model.get_text_embedding_batch(texts) == wanted
    assert [model.get_text_embedding(text) for text in texts] == wanted
    assert [model.get_query_embedding(text) for text in texts] == wanted
    assert asyncio.run(model.aget_text_embedding_batch(texts)) == wanted
    assert asyncio.run(model.aget_query_embedding(texts[1])) == wanted[1]
    assert model.model_name == embedder.fingerprint


def test_the_embedding_is_the_shipped_model_by_default() -> None:
    """Without an embedder, the embedding is the model that comes with Dateline."""
    vector = DatelineEmbedding().get_text_embedding("A boat.")
    assert np.array_equal(vector, load_embedder(None).embed(["A boat."])[0])
