"""The shipped model, run for real, and what is said where it or a provider cannot be used."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embed import SHIPPED, TOKEN_LIMIT, Embedder, OnnxEmbedder, count_tokens, load_embedder
from index.errors import ModelError, SettingError

SENTENCES = [
    "The harbour bridge will close for repairs on Monday.",
    "Repairs will shut the bridge at the port from the start of the week.",
    "A court in Ostmark fined the bakery for selling stale bread.",
    "When does the bridge close?",
    "Snow fell on the island for nine days without a break.",
]
FLOAT32_COSINES = [
    [1.000, 0.759, -0.012, 0.607, 0.117],
    [0.759, 1.000, 0.018, 0.625, 0.172],
    [-0.012, 0.018, 1.000, 0.033, 0.125],
    [0.607, 0.625, 0.033, 1.000, 0.180],
    [0.117, 0.172, 0.125, 0.180, 1.000],
]
"""Of SENTENCES with one another, by sentence-transformers in float32."""


@pytest.fixture(scope="module")
def shipped() -> Embedder:
    """The model that comes with Dateline."""
    return load_embedder(None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model that a test may spoil."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "all-minilm-l6-v2"))


def test_vectors_are_float32_of_length_one(shipped: Embedder) -> None:
    """Each text gets a row of float32 of the told dimension and of length 1."""
    vectors = shipped.embed(SENTENCES)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(SENTENCES), shipped.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_cosines_are_those_of_the_full_model(shipped: Embedder) -> None:
    """Quantising moves no cosine between two sentences by more than a few hundredths."""
    vectors = shipped.embed(SENTENCES)
    assert np.abs(vectors @ vectors.T - FLOAT32_COSINES).max() < 0.04


def test_a_text_is_embedded_the_same_in_any_company(shipped: Embedder) -> None:
    """A text's vector is the same to the last bit alone, among others, in another order, and twice."""
    texts = [*SENTENCES, "", "word " * 400, SENTENCES[0]]
    together = shipped.embed(texts)
    alone = np.concatenate([shipped.embed([text]) for text in texts])
    backwards = shipped.embed(texts[::-1])[::-1]
    assert (together == alone).all()
    assert (together == backwards).all()
    assert (together[0] == together[-1]).all()


def test_threads_may_share_an_embedder() -> None:
    """Eight threads whose first texts load the model at once all get the vectors that one thread gets."""
    fresh = OnnxEmbedder(SHIPPED)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: fresh.embed(SENTENCES), range(8)))
    assert all((result == results[0]).all() for result in results)
    assert (OnnxEmbedder(SHIPPED).embed(SENTENCES) == results[0]).all()


def test_no_texts(shipped: Embedder) -> None:
    """No texts give no rows of the right width."""
    assert shipped.embed([]).shape == (0, shipped.dimension)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\x00\x01\x1b[31m\x7f",
        "\ud800 a lone surrogate",
        "[SEP] [PAD] [CLS]",
        "日本 🙂 e\u0301",
        "x" * 5000,
    ],
    ids=[
        "empty",
        "white space",
        "control characters",
        "surrogate",
        "marks",
        "other scripts",
        "one long word",
    ],
)
def test_odd_texts_have_vectors_too(shipped: Embedder, text: str) -> None:
    """Whatever a text holds, its vector is finite and of length 1."""
    vector = shipped.embed([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_long_text_is_seen_up_to_the_limit(shipped: Embedder) -> None:
    """Of 10,000 tokens the first TOKEN_LIMIT make the vector: the last of them matters, the next does not."""
    words = ["boat"] * 10_000
    whole = shipped.embed([" ".join(words)])
    words[TOKEN_LIMIT] = "lighthouse"
    assert (shipped.embed([" ".join(words)]) == whole).all()
    assert (shipped.embed([" ".join(words[:TOKEN_LIMIT])]) == whole).all()
    words[TOKEN_LIMIT - 1] = "lighthouse"
    assert (shipped.embed([" ".join(words)]) != whole).any()


def test_tokens_are_counted_without_the_marks() -> None:
    """Tokens are words, parts of words and points; the start and end mark are not counted."""
    assert count_tokens("") == 0
    assert count_tokens("The boats sail.") == 4
    assert count_tokens("boat " * 10_000) == 10_000
    assert count_tokens("\ud800") == count_tokens("?")


def test_counting_and_the_fingerprint_do_not_load_the_model() -> None:
    """Importing the module loads nothing heavy; counting tokens and the fingerprint load no onnxruntime."""
    code = """
import sys
from index.embed import count_tokens, load_embedder
heavy = {"onnxruntime", "tokenizers", "llama_index", "chromadb"}
print(sorted(heavy & set(sys.modules)))
embedder = load_embedder(None)
print(count_tokens("a boat"), embedder.dimension, bool(embedder.fingerprint))
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "2 384 True", "['tokenizers']"]


def test_the_fingerprint_tells_models_apart(folder: Path) -> None:
    """Two copies of a model have one fingerprint; another model or another tokenizer has another."""
    same = OnnxEmbedder(folder).fingerprint
    assert same == OnnxEmbedder(SHIPPED).fingerprint
    assert same.startswith("all-minilm-l6-v2:")
    for name in ("model.int8.onnx", "tokenizer.json"):
        (folder / name).write_bytes((folder / name).read_bytes() + b" ")
        sums = (folder / "SHA256SUMS").read_text().splitlines()
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        (folder / "SHA256SUMS").write_text(
            "\n".join(f"{digest}  {name}" if line.endswith(name) else line for line in sums)
        )
        assert OnnxEmbedder(folder).fingerprint != same
        same = OnnxEmbedder(folder).fingerprint


@pytest.mark.parametrize("name", ["model.int8.onnx", "tokenizer.json", "SHA256SUMS"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    """A missing file of the model is told before any text is read, with its path and how to get it back."""
    (folder / name).unlink()
    with pytest.raises(ModelError) as told:
        OnnxEmbedder(folder)
    assert str(folder / name) in str(told.value)
    assert "missing; reinstall Dateline" in str(told.value)


def _flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "spoil", [_flip, lambda data: data[:-1000], lambda data: b""], ids=["flip", "cut", "empty"]
)
@pytest.mark.parametrize("name", ["model.int8.onnx", "tokenizer.json"])
def test_a_damaged_file_is_named(folder: Path, name: str, spoil: object) -> None:
    """One changed bit, a missing end or an emptied file is found before a wrong vector is made."""
    assert callable(spoil)
    (folder / name).write_bytes(spoil((folder / name).read_bytes()))
    with pytest.raises(ModelError) as told:
        OnnxEmbedder(folder).embed(["a boat"])
    assert str(folder / name) in str(told.value)
    assert "damaged; reinstall Dateline" in str(told.value)


def test_damaged_checksums_are_told(folder: Path) -> None:
    """A SHA256SUMS that does not name the files is told as damaged, whatever bytes it holds."""
    (folder / "SHA256SUMS").write_bytes(b"\xff\xfe\x00 nonsense")
    with pytest.raises(ModelError, match="SHA256SUMS is damaged"):
        OnnxEmbedder(folder)


def test_a_file_that_is_no_model_is_told(folder: Path) -> None:
    """What has its right checksum and is no ONNX model gives a ModelError too, on one line."""
    (folder / "model.int8.onnx").write_bytes(b"no model")
    sums = (folder / "SHA256SUMS").read_text().split("\n")
    sums[0] = hashlib.sha256(b"no model").hexdigest() + "  model.int8.onnx"
    (folder / "SHA256SUMS").write_text("\n".join(sums))
    with pytest.raises(ModelError, match="onnxruntime cannot load") as told:
        OnnxEmbedder(folder).embed(["a boat"])
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "setting", ["minilm", "openai", "openai:", "openai: ", "word2vec:small", ":", "/a/file"]
)
def test_an_unknown_setting_is_told(setting: str) -> None:
    """A setting that names no embedder gives a SettingError that says which there are."""
    with pytest.raises(SettingError) as told:
        load_embedder(setting)
    assert repr(setting) in str(told.value)
    assert "openai:MODEL, ollama:MODEL" in str(told.value)


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_missing_extra_is_named(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider whose package is not installed gives the command that installs it."""
    monkeypatch.setitem(sys.modules, f"llama_index.embeddings.{provider}", None)
    with pytest.raises(SettingError) as told:
        load_embedder(f"{provider}:any-model")
    assert f'pip install "dateline[{provider}]"' in str(told.value)


def test_the_shipped_model_is_what_no_setting_names() -> None:
    """None and the empty setting both give the shipped model."""
    assert load_embedder("").fingerprint == load_embedder(None).fingerprint
