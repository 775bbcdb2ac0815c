"""Text to vectors: the shipped ONNX model in process, or a llama-index embedding when a setting names one.

The shipped model takes each text in a run of its own. It quantises what flows through it by the range over
the whole run, so in a batch a text's vector would depend on its neighbours; alone, the same text always gives
the same vector. Nothing is padded, and one-threaded runs side by side are quicker than one in many threads.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.article import content_id
from index.embedding.model_files import check_file, read_sums
from index.embedding.onnx import open_model

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Matrix = NDArray[np.float32]

SHIPPED = Path(__file__).parent / "models" / "all-minilm-l6-v2"
TOKEN_LIMIT = 254
"""How many tokens of a text a vector of the shipped model holds; start and end mark make it 256."""

_MODEL, _TOKENIZER = "model.int8.onnx", "tokenizer.json"
_DIMENSION = 384
_END_MARK = 102
_RECIPE = "one text a run"  # to be changed with anything here that changes a vector


class Embedder(Protocol):
    """Texts to vectors.

    fingerprint: changes whenever the same text would get another vector; an index keeps it.
    dimension: the length of every vector.
    """

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Embed texts: float32 of shape (len(texts), dimension), every row of length 1.

        Raises ModelError where the model is damaged or cannot be reached.
        """
        ...


def load_embedder(setting: str | None, env: Mapping[str, str] | None = None) -> Embedder:
    """Give the embedder that a setting names: None the shipped one, else "openai:MODEL" or "ollama:MODEL".

    env: where keys and addresses are looked up (OPENAI_API_KEY, OPENAI_API_BASE, OLLAMA_HOST); None for the
    process's variables. Cheap: the shipped model itself is loaded by the first text. Raises SettingError for
    any other setting or a missing extra, ModelError where a file of the shipped model is missing.
    """
    if not setting:
        return OnnxEmbedder(SHIPPED)
    from index.embedding.hosted import load_hosted

    return load_hosted(setting, os.environ if env is None else env)


def count_tokens(text: str) -> int:
    """Count a text's tokens as the shipped model sees them, without start and end mark.

    Loads the tokenizer (40 ms) and not the model. Raises ModelError where its file is missing or damaged.
    """
    return len(_load_tokenizer(SHIPPED).encode(_encodable(text), add_special_tokens=False).ids)


class OnnxEmbedder:
    """The model in a folder: model.int8.onnx, tokenizer.json and SHA256SUMS, which says what they should be.

    The first text loads it, in a fifth of a second. Threads may share it.
    """

    def __init__(self, folder: Path) -> None:
        """Raises ModelError where a file is missing."""
        self._folder = folder
        self._sums = read_sums(folder, (_MODEL, _TOKENIZER))
        self._lock = threading.Lock()
        self._run: Callable[[list[int]], Matrix] | None = None

    @property
    def fingerprint(self) -> str:
        """The model's name, and a hash of its files and of how this module runs them."""
        return f"{self._folder.name}:{content_id(_RECIPE, *sorted(self._sums.values()))[:16]}"

    @property
    def dimension(self) -> int:
        return _DIMENSION

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Embed texts, one row each; what lies beyond TOKEN_LIMIT tokens of a text is not seen."""
        vectors = np.empty((len(texts), _DIMENSION), np.float32)
        if not texts:
            return vectors
        with self._lock:
            if self._run is None:
                self._run = _load_model(self._folder, self._sums)
        run = self._run
        encoded = _load_tokenizer(self._folder).encode_batch_fast([_encodable(text) for text in texts])
        tokens = [_cut(encoding.ids) for encoding in encoded]
        if len(texts) == 1:  # a question: no thread need be started
            vectors[0] = run(tokens[0])
            return vectors
        from concurrent.futures import ThreadPoolExecutor

        # The longest first, so that no core is left alone with one at the end.
        order = sorted(range(len(texts)), key=lambda i: -len(tokens[i]))
        with ThreadPoolExecutor(count_cores()) as pool:
            for i, vector in zip(order, pool.map(run, (tokens[i] for i in order)), strict=True):
                vectors[i] = vector
        return vectors


def _load_model(folder: Path, sums: Mapping[str, str]) -> Callable[[list[int]], Matrix]:
    """Load a model; gives what turns the tokens of one text into its vector."""
    session = open_model(check_file(folder, _MODEL, sums))

    def run(tokens: list[int]) -> Matrix:
        vector: Matrix = session.run(None, {"input_ids": np.array([tokens], np.int64)})[0][0]
        return vector

    return run


@cache
def _load_tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(check_file(folder, _TOKENIZER, read_sums(folder, (_MODEL, _TOKENIZER)))))


def _cut(tokens: list[int]) -> list[int]:
    """Cut tokens to what the model takes, keeping the end mark."""
    return tokens if len(tokens) <= TOKEN_LIMIT + 2 else [*tokens[: TOKEN_LIMIT + 1], _END_MARK]


def _encodable(text: str) -> str:
    """Replace lone surrogates, which have no UTF-8 form."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def count_cores() -> int:
    """Count the cores that this process may use: in a container fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
