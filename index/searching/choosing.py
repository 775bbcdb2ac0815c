"""From scores to a list: every part of a question gets its turn, copies of a passage stand together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.searching.copies import same_words
from index.searching.ranking import Floats, Pool

AFTER = 30
"""Passages behind the chosen ones that are still compared with them, for a copy in another article."""


@dataclass(slots=True)
class Choice:
    """A candidate's column in the pool, its score when it was chosen, and the columns of its copies."""

    column: int
    score: float
    copies: list[int]


def choose(pool: Pool, scores: Floats, limit: int) -> list[Choice]:
    """Choose up to `limit` passages, best first; `scores` has a row for each thing asked for.

    Each passage counts for the row in which it is best; that row then loses a little, so that one part of the
    question cannot fill the list. A copy of a chosen passage joins it and takes no place.
    """
    turn = pool.weights.turn if len(scores) > 1 else 0.0
    left = scores.copy()
    chosen: list[Choice] = []
    behind = 0
    for _ in range(scores.shape[1]):
        row, column = (int(i) for i in np.unravel_index(np.argmax(left), left.shape))
        value = float(left[row, column])
        left[:, column] = -np.inf
        original = next((c for c in chosen if _are_copies(pool, c.column, column)), None)
        if original is not None:
            original.copies.append(column)
        elif len(chosen) < limit:
            chosen.append(Choice(column, value, []))
            left[row] -= turn
        else:
            behind += 1
            if behind >= AFTER:
                break
    return chosen


def _are_copies(pool: Pool, one: int, other: int) -> bool:
    same = pool.passages[one].id == pool.passages[other].id
    return same or same_words(pool.readings[one].words, pool.readings[other].words)
