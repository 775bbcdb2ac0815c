"""How answers and scores are compared: words shared, exact match, and the order of two groups of scores."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np


def words(text: str) -> list[str]:
    """The words as SQuAD's own script compares them: lower case, no articles, no punctuation."""
    return re.sub(r"\b(?:a|an|the)\b", " ", re.sub(r"[^\w\s]", "", text.lower())).split()


def overlap_f1(given: str, gold: Sequence[str]) -> float:
    """The best F1 of shared words with any of the gold answers, 0..1."""
    best = 0.0
    for answer in gold:
        a, b = words(given), words(answer)
        shared = sum((Counter(a) & Counter(b)).values())
        best = max(best, 2 * shared / (len(a) + len(b)) if shared else float(a == b))
    return best


def exact(given: str, gold: Sequence[str]) -> float:
    """1 where the words are those of one of the gold answers, else 0."""
    return float(any(words(given) == words(answer) for answer in gold))


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive scores above a negative; ties count half."""
    if not positive or not negative:
        return float("nan")
    ranks = np.concatenate([positive, negative])
    order = np.sort(ranks)
    low, high = np.searchsorted(order, positive, "left"), np.searchsorted(order, positive, "right")
    n, m = len(positive), len(negative)
    return float(((low + high + 1) / 2).sum() - n * (n + 1) / 2) / (n * m)
