"""How many passages a second are indexed, against the same pipeline in plain llama-index in float32.

    python training/export_embedder.py --out FOLDER --fp32 FILE     (once)
    python benchmarks/indexing.py --fp32 FILE [--corpus FOLDER | --articles N]

Both read the folder, split it into passages of at most 256 tokens of the model, embed them and store them in
an embedded Chroma; Dateline's also finds dates, outlets and copies and writes its catalog. What either has to
import is imported before. Without --corpus the articles are made up, the same ones each time.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from machine import describe
from plain_llama_index import build as build_plain

from index.build import build
from index.embed import SHIPPED, count_tokens, load_embedder

SENTENCES = Path(__file__).parents[1] / "training" / "sentences.txt"


class Float32Embedding(BaseEmbedding):
    """The unquantised model, in padded batches with onnxruntime's own choice of threads."""

    _session: Any = PrivateAttr()
    _tokenizer: Any = PrivateAttr()

    def __init__(self, path: Path, **fields: Any) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        super().__init__(**fields)
        self._session = onnxruntime.InferenceSession(os.fspath(path), providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(os.fspath(SHIPPED / "tokenizer.json"))
        self._tokenizer.enable_padding()
        self._tokenizer.enable_truncation(256)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        encoded = self._tokenizer.encode_batch(texts)
        fed = {
            "input_ids": np.array([one.ids for one in encoded]),
            "attention_mask": np.array([one.attention_mask for one in encoded]),
        }
        vectors: list[list[float]] = self._session.run(None, fed)[0].tolist()
        return vectors

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


@dataclass(frozen=True, slots=True)
class Run:
    """One timed build. seconds: of the clock; cpu: of all cores together, whatever else the machine did."""

    passages: int
    seconds: float
    cpu: float


class Clock:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def stop(self, passages: int) -> Run:
        wall, cpu = self._began
        return Run(passages, time.perf_counter() - wall, time.process_time() - cpu)


def write_articles(folder: Path, count: int) -> Path:
    """Write made-up articles of 20 to 60 sentences into a folder."""
    folder.mkdir()
    chance = random.Random(1)
    sentences = SENTENCES.read_text(encoding="utf-8").splitlines()
    for number in range(count):
        body = [chance.choice(sentences) for _ in range(chance.randint(20, 60))]
        paragraphs = [" ".join(body[i : i + 3]) for i in range(0, len(body), 3)]
        head = f"---\noutlet: Outlet {number % 7}\ntitle: Report {number}\npublished: 2031-05-14\n---"
        (folder / f"report-{number}.md").write_text("\n\n".join([head, *paragraphs]), encoding="utf-8")
    return folder


def count_words(folder: Path) -> int:
    """Count the words of a corpus's files."""
    return sum(len(path.read_bytes().split()) for path in folder.rglob("*") if path.is_file())


def time_plain(corpus: Path, store: Path, embedding: Float32Embedding) -> Run:
    """Index with plain llama-index."""
    clock = Clock()
    passages = build_plain(
        os.fspath(corpus), os.fspath(store), embedding, lambda text: range(count_tokens(text))
    )
    return clock.stop(passages)


def time_ours(corpus: Path, index: Path) -> Run:
    """Index with Dateline, the model's loading included."""
    clock = Clock()
    report = build(corpus, index, load_embedder(None))
    return clock.stop(report.passages)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time indexing.")
    parser.add_argument("--fp32", type=Path, required=True, help="the unquantised model")
    parser.add_argument("--corpus", type=Path, help="folder of articles instead of made-up ones")
    parser.add_argument("--articles", type=int, default=150, help="how many to make up")
    parser.add_argument("--rounds", type=int, default=3, help="timed runs of each side (default 3)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = write_articles(folder / "few", 2)
        corpus = arguments.corpus or write_articles(folder / "corpus", arguments.articles)
        embedding = Float32Embedding(arguments.fp32)
        time_plain(few, folder / "chroma-0", embedding)  # imports and first runs
        time_ours(few, folder / "index-0")
        plain, ours = [], []
        for turn in range(arguments.rounds):  # in turns, so that whatever else the machine does hits both
            plain.append(time_plain(corpus, folder / f"chroma-{turn + 1}", embedding))
            ours.append(time_ours(corpus, folder / f"index-{turn + 1}"))
        words = count_words(corpus)
    print(f"{describe()}; {words:,} words, medians of {arguments.rounds}\n")
    print("| | passages | seconds | CPU seconds | passages a second |\n|---|---|---|---|---|")
    medians = []
    for label, runs in (("plain llama-index, float32", plain), ("Dateline", ours)):
        passages, seconds = runs[0].passages, statistics.median(run.seconds for run in runs)
        cpu = statistics.median(run.cpu for run in runs)
        medians.append((passages / seconds, passages / cpu))
        print(f"| {label} | {passages} | {seconds:.1f} | {cpu:.1f} | {passages / seconds:.1f} |")
    (slow, slow_cpu), (fast, fast_cpu) = medians
    print(f"\nDateline indexes {fast / slow:.2f} times the passages a second;", end=" ")
    print(f"by CPU seconds {fast_cpu / slow_cpu:.2f} times.")


if __name__ == "__main__":
    main()
