"""Text to vectors by a provider: llama-index's embedding classes, each an optional extra."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError, SettingError

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Provider:
    """How to make a provider's embedding class.

    variables: which environment variable gives which argument. fixed: further arguments.
    """

    module: str
    class_name: str
    variables: Mapping[str, str]
    fixed: Mapping[str, Any] = field(default_factory=dict)


PROVIDERS = {
    "openai": Provider(
        "llama_index.embeddings.openai",
        "OpenAIEmbedding",
        {"OPENAI_API_KEY": "api_key", "OPENAI_API_BASE": "api_base"},
        {"max_retries": 3},  # with its own ten, a question waits 100 seconds to hear that nobody is there
    ),
    "ollama": Provider("llama_index.embeddings.ollama", "OllamaEmbedding", {"OLLAMA_HOST": "base_url"}),
}


def load_hosted(setting: str, env: Mapping[str, str]) -> HostedEmbedder:
    """Give the embedder that "openai:MODEL" or "ollama:MODEL" names, with keys and addresses from `env`.

    Nothing is asked of the provider yet. Raises SettingError for any other setting or a missing extra.
    """
    name, _, model = setting.partition(":")
    provider = PROVIDERS.get(name)
    if provider is None or not model.strip():
        raise SettingError(f"no embedder is called {setting!r}; give openai:MODEL, ollama:MODEL or nothing")
    given = {
        argument: env[variable] for variable, argument in provider.variables.items() if env.get(variable)
    }
    try:
        make = getattr(import_module(provider.module), provider.class_name)
    except ImportError as error:
        raise SettingError(
            f'the embedder {setting} needs more packages; run: pip install "dateline[{name}]"'
        ) from error
    try:
        return HostedEmbedder(setting, make(model_name=model.strip(), **given, **provider.fixed))
    except Exception as error:  # each provider has its own
        raise SettingError(f"the embedder {setting} cannot be used: {_first_line(error)}") from error


class HostedEmbedder:
    """A llama-index BaseEmbedding as an embedder. The setting that names it is its fingerprint."""

    def __init__(self, setting: str, model: Any) -> None:
        self._setting = setting
        self._model = model
        self._dimension: int | None = None

    @property
    def fingerprint(self) -> str:
        return self._setting

    @property
    def dimension(self) -> int:
        """The length of a vector. Embeds a question mark to learn it, if nothing was embedded yet."""
        if self._dimension is None:
            self._dimension = self.embed(["?"]).shape[1]
        return self._dimension

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Embed texts, one row of length 1 each. Raises ModelError with what the provider said."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        try:
            # Providers refuse an empty text, and lone surrogates have no UTF-8 form.
            sent = [text.encode("utf-8", "replace").decode("utf-8") or " " for text in texts]
            rows = np.array(self._model.get_text_embedding_batch(sent), np.float32).reshape(len(texts), -1)
        except Exception as error:  # each provider has its own
            raise ModelError(
                f"the embedder {self._setting} failed: {_first_line(error)}; check its key and address"
            ) from error
        self._dimension = rows.shape[1]
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        normalised: Matrix = rows / np.maximum(lengths, np.float32(1e-12))
        return normalised


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")
