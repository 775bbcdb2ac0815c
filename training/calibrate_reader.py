"""Fit the reader's probability on held-out examples: logistic regression over its two scores."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from bot.answer.reader import Reader
from evals.near_misses.held_out import draw_examples, window_of

TOKENS = 288  # what the exported reader sees: a passage of 256 tokens with its question


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
