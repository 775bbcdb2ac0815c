"""Whether the reader tells an answer from a near miss, and ranks sentences that answer above others."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

import numpy as np

from bot.answer.reader import Reader, Window
from evals.near_misses.held_out import draw_examples, window_of
from evals.near_misses.texts import plain_text
from evals.overlap import auc

THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def measure_misses(
    reader: Reader, root: Path, trained: Collection[str], size: int
) -> tuple[dict[str, float], list[tuple[float, float, float]]]:
    """Near misses of every kind (evals/near_misses/twins.py) on held-out text, and windows drawn at random.

    root: the folder that holds `qamr` and `allsides`. trained: documents that the reader learned from.
    Returns the figures, and the curve: threshold, share of answers kept, share of near misses passed.
    """
    examples = draw_examples(root, trained, 1, size)
    shuffled = random.Random(2).sample(
        [e for e in examples if e.label], min(250, sum(e.label for e in examples))
    )
    scores: dict[str, list[float]] = defaultdict(list)
    for e in examples:
        scores[e.kind].append(reader.read(e.question, [window_of(e)])[0].answerable)
    for e, other in zip(shuffled, shuffled[1:] + shuffled[:1], strict=True):
        scores["random"].append(reader.read(e.question, [window_of(other)])[0].answerable)
    positive = scores.pop("positive")
    figures = {f"near misses {kind} auc": auc(positive, scores[kind]) for kind in sorted(scores)}
    hard = [value for kind, values in scores.items() if kind != "random" for value in values]
    figures["near misses auc"] = auc(positive, hard)
    figures["near misses examples"] = len(examples)
    kept, passed = np.array(positive), np.array(hard)
    curve = [(t, float(np.mean(kept >= t)), float(np.mean(passed >= t))) for t in THRESHOLDS]
    return figures, curve


def measure_ranking(reader: Reader, file: Path) -> dict[str, float]:
    """TREC QA, questions with both kinds of sentence: mean average precision and reciprocal rank."""
    asked: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            asked[row["qtext"]].append((plain_text(row["atext"]), int(row["label"])))
    precisions, firsts = [], []
    for question, rows in asked.items():
        labels = np.array([label for _, label in rows])
        if labels.all() or not labels.any():
            continue
        readings = reader.read(plain_text(question), [Window(text) for text, _ in rows])
        ranked = labels[np.argsort([-reading.answerable for reading in readings], kind="stable")]
        ranks = np.flatnonzero(ranked) + 1
        precisions.append(float(np.mean(np.arange(1, len(ranks) + 1) / ranks)))
        firsts.append(1 / ranks[0])
    if not firsts:
        return {}
    return {"trecqa map": float(np.mean(precisions)), "trecqa mrr": float(np.mean(firsts)),
            "trecqa questions": len(firsts)}  # fmt: skip
