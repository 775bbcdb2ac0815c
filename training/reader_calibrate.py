"""Held-out examples in two halves: one to fit the reader's probability on, the other to measure on."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path

import numpy as np

from training.reader import Reader, Window
from training.reader_data import Maker
from training.reader_names import build_pool
from training.reader_texts import Texts, read_texts
from training.reader_twins import Example

TOKENS = 288  # what the exported reader sees: a passage of 256 tokens with its question


def half_of(texts: Texts, which: int) -> Texts:
    """The first (0) or second (1) half of some texts, by document, so that the halves share no sentence."""
    names = [name for n, name in enumerate(sorted(texts.documents)) if n % 2 == which]
    return Texts(
        asked=[one for one in texts.asked if one.document in set(names)],
        documents={name: texts.documents[name] for name in names},
        news=texts.news[which::2],
        cased=texts.cased,
    )


def draw_examples(
    root: Path, trained: Collection[str] | None, which: int, count: int, seed: int = 5
) -> list[Example]:
    """Positives and near misses of every kind, of documents that were kept from training; always the same."""
    texts = half_of(read_texts(root, held_out=True, trained=trained), which)
    maker = Maker(texts, build_pool(texts), [], seed)
    made: list[Example] = []
    while len(made) < count:
        made.extend(maker.draw())
    return made


def window_of(example: Example) -> Window:
    published = date.fromisoformat(example.published) if example.published else None
    return Window(example.text, example.title, published)


def features_of(folder: Path, root: Path, count: int = 1200) -> tuple[np.ndarray, np.ndarray]:
    """The two scores behind `answerable` (count, 2) on the first half, and the labels (count,)."""
    reader = Reader.load(folder)
    trained = set((folder / "trained.txt").read_text().split())
    examples = draw_examples(root, trained, 0, count)
    raw = [reader.read(example.question, [window_of(example)])[0].raw for example in examples]
    return np.array(raw), np.array([float(example.label) for example in examples])


def write_facts(out: Path, weights: list[float]) -> None:
    facts = {"weights": weights, "tokens": TOKENS, "bytes": (out / "model.onnx").stat().st_size}
    (out / "reader.json").write_text(json.dumps(facts, indent=1) + "\n")


def fit(features: np.ndarray, labels: np.ndarray, steps: int = 200) -> list[float]:
    """Logistic regression by Newton's method, shrunk a little: bias first, then one weight a feature."""
    x = np.hstack([np.ones((len(features), 1)), features])
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-2 * np.eye(len(w))
        change = np.linalg.solve(hessian, x.T @ (labels - p) - 1e-2 * w)
        w = w + change
        if np.abs(change).max() < 1e-7:
            break
    return [round(float(value), 4) for value in w]
