"""Fit the reader's probability on held-out examples: logistic regression over its two scores."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from bot.answer.reader import Reader
from evals.near_misses.held_out import draw_examples, window_of
from index.embedding.model_files import SUMS

TOKENS = 288  # what the exported reader sees: a passage of 256 tokens with its question


def features_of(folder: Path, root: Path, count: int = 1200) -> tuple[np.ndarray, np.ndarray]:
    """The two scores behind `answerable` (count, 2) on the first half, and the labels (count,)."""
    reader = Reader.load(folder)
    trained = set((folder / "trained.txt").read_text().split())
    examples = draw_examples(root, trained, 0, count)
    raw = [reader.read(example.question, [window_of(example)])[0].raw for example in examples]
    return np.array(raw), np.array([float(example.label) for example in examples])


def write_facts(out: Path, weights: list[float]) -> None:
    """Write reader.json, and the checksums of all that lies in the reader's folder."""
    facts = {"weights": weights, "tokens": TOKENS}
    (out / "reader.json").write_text(json.dumps(facts, indent=1) + "\n")
    files = sorted(path for path in out.iterdir() if path.name != SUMS)
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (out / SUMS).write_text("".join(sums), encoding="utf-8")


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
