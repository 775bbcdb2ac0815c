"""Providers' embeddings behind our interface, with llama-index embeddings that need no network."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from index.embed import load_embedder
from index.embedding.hosted import HostedEmbedder
from index.errors import ModelError, SettingError


class Lengths(BaseEmbedding):
    """A provider whose vectors, of no fixed length, count words and letters; it fails where told to."""

    api_key: str = ""
    fails: str = ""

    def _get_text_embedding(self, text: str) -> list[float]:
        if self.fails or not text:
            raise RuntimeError(self.fails or "400: input may not be empty\nrequest id 1")
        text.encode("utf-8")
        return [float(len(text.split())), float(len(text)), 2.0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The openai extra as if installed; what its class is made with is noted."""
    noted: dict[str, Any] = {}

    def make(**arguments: Any) -> Lengths:
        noted.update(arguments)
        if arguments["model_name"] == "retired":
            raise ValueError("no such model\nask elsewhere")
        return Lengths()

    module = ModuleType("llama_index.embeddings.openai")
    module.OpenAIEmbedding = make  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return noted


def test_a_provider_is_given_model_key_and_address(provider: dict[str, Any]) -> None:
    """The setting's model, and key and address from the variables, reach the provider's class."""
    env = {"OPENAI_API_KEY": "k", "OPENAI_API_BASE": "http://localhost:1", "OLLAMA_HOST": "h", "HOME": "/"}
    embedder = load_embedder("openai:large:v2", env)
    given = {name: provider[name] for name in ("model_name", "api_key", "api_base")}
    assert given == {"model_name": "large:v2", "api_key": "k", "api_base": "http://localhost:1"}
    assert "base_url" not in provider
    assert embedder.fingerprint == "openai:large:v2"


def test_an_empty_variable_is_as_none(provider: dict[str, Any]) -> None:
    """An empty key is not handed on, so that the provider says what it needs."""
    load_embedder("openai:large", {"OPENAI_API_KEY": ""})
    assert "api_key" not in provider


def test_a_provider_that_refuses_its_model_is_told(provider: dict[str, Any]) -> None:
    """What a provider's class raises when it is made becomes a SettingError of one line."""
    with pytest.raises(SettingError, match=r"the embedder openai:retired cannot be used: no such model$"):
        load_embedder("openai:retired", {})


def test_vectors_are_normalised_and_in_order() -> None:
    """A provider's vectors become rows of length 1, one a text in the order of the texts."""
    texts = ["a boat", "", "the ferry sails at nine", "\ud800"]
    vectors = HostedEmbedder("openai:any", Lengths()).embed(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(vectors[0], np.array([2, 6, 2]) / np.linalg.norm([2, 6, 2]))
    assert np.allclose(vectors[2], np.array([5, 23, 2]) / np.linalg.norm([5, 23, 2]))


def test_the_dimension_is_learned() -> None:
    """The dimension is known before the first text, and no texts give rows of that width."""
    assert HostedEmbedder("openai:any", Lengths()).dimension == 3
    assert HostedEmbedder("openai:any", Lengths()).embed([]).shape == (0, 3)


def test_a_provider_that_fails_is_told_in_one_line() -> None:
    """A provider's failure becomes a ModelError of one line that names the setting and what was said."""
    failing = HostedEmbedder("ollama:any", Lengths(fails="connection refused.\nTraceback"))
    with pytest.raises(
        ModelError, match=r"^the embedder ollama:any failed: connection refused; check"
    ) as told:
        failing.embed(["a boat"])
    assert "\n" not in str(told.value)
