"""Text to vectors: the shipped ONNX model in process, or a llama-index embedding when a setting names one.

Each text is run through the model by itself. The model quantises activations by their range over the whole
batch, so that a text's vector would otherwise depend on its neighbours; alone, the same text always gives the
same vector, no padding is computed, and one-threaded runs side by side are quicker than one batched run.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError, SettingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL_DIR = Path(__file__).parent / "models" / "all-minilm-l6-v2"
TOKEN_LIMIT = 254
"""How many tokens of a text one vector sees; with the start and end marks the model's 256."""

_DIMENSION = 384
_END = 102  # [SEP]
_REPAIR = "reinstall Dateline, or in a checkout run: git checkout -- index/models"


class Embedder(Protocol):
    """Texts to vectors.

    fingerprint: changes whenever the same text would give another vector; an index keeps it.
    dimension: the length of every vector.
    """

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts: float32 of shape (len(texts), dimension), every row of length 1.

        Raises ModelError where the model cannot be used or reached.
        """
        ...


def load_embedder(setting: str | None) -> Embedder:
    """Give the embedder that a setting names: None or "" the shipped one, "openai:MODEL" or "ollama:MODEL".

    Raises SettingError for any other setting or a missing extra, ModelError for a missing or damaged file.
    """
    if not setting:
        return OnnxEmbedder(MODEL_DIR)
    raise SettingError(f"unknown embedder {setting!r}")


def count_tokens(text: str) -> int:
    """Count the tokens of a text as the shipped model sees it, start and end marks not counted."""
    return len(_load_tokenizer(MODEL_DIR).encode(_encodable(text), add_special_tokens=False).ids)


class OnnxEmbedder:
    """The shipped model; loads in the constructor, about 0.2 s."""

    dimension = _DIMENSION

    def __init__(self, folder: Path) -> None:
        import hashlib

        model = folder / "model.int8.onnx"
        self._tokenizer = _load_tokenizer(folder)
        data = _read(model)
        self.fingerprint = f"{folder.name}:{hashlib.sha256(data).hexdigest()[:16]}"
        self._session = _load_session(model, data)
        self._workers = _count_cores()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts, one row each; what lies beyond TOKEN_LIMIT tokens of a text is not seen."""
        if not texts:
            return np.empty((0, _DIMENSION), np.float32)
        encodings = self._tokenizer.encode_batch_fast([_encodable(text) for text in texts])
        ids = [encoding.ids for encoding in encodings]
        if len(ids) == 1 or self._workers == 1:
            return np.stack([self._run(each) for each in ids])
        from concurrent.futures import ThreadPoolExecutor

        # Long texts first, so that no worker is left alone with one at the end.
        order = sorted(range(len(ids)), key=lambda i: -len(ids[i]))
        vectors = np.empty((len(ids), _DIMENSION), np.float32)
        with ThreadPoolExecutor(self._workers) as pool:
            for i, vector in zip(order, pool.map(lambda i: self._run(ids[i]), order), strict=True):
                vectors[i] = vector
        return vectors

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        if len(ids) > TOKEN_LIMIT + 2:
            ids = [*ids[: TOKEN_LIMIT + 1], _END]
        vector: NDArray[np.float32] = self._session.run(None, {"input_ids": np.array([ids], np.int64)})[0][0]
        return vector


@cache
def _load_tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    data = _read(path)
    try:
        tokenizer = Tokenizer.from_buffer(data)
    except Exception as error:  # tokenizers raises plain Exception
        raise ModelError(f"The tokenizer {path} is damaged ({error}); {_REPAIR}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _load_session(path: Path, data: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own classes have no public common root
        raise ModelError(f"The model {path} is damaged ({error}); {_REPAIR}") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read ({error.strerror}); {_REPAIR}") from error


def _encodable(text: str) -> str:
    """Replace lone surrogates, which have no UTF-8 form and would be refused by the tokenizer."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _count_cores() -> int:
    """How many cores this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
