"""Whether an answer that was given is the one that was wanted, where both are a few words; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.overlap import overlap_f1

_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day, (?=\w)", re.I)
"""Dateline puts it before every day that it knows; it is no part of the answer."""

ENOUGH = 0.5
"""F1 of the words that two answers share, from which on they are the same answer."""


def is_same(given: str, wanted: str) -> bool:
    """Tell whether two short answers are the same: half of their words, and no number that differs.

    >>> is_same("Wednesday, 12 May 2021", "May 12, 2021"), is_same("12 May 2021", "May 13, 2021")
    (True, False)
    """
    one, other = _numbers(given), _numbers(wanted)
    if one and other and not (one <= other or other <= one):
        return False
    return overlap_f1(_WEEKDAY.sub("", given), [_WEEKDAY.sub("", wanted)]) >= ENOUGH


def distinct(answers: Sequence[str]) -> list[str]:
    """Leave out answers that say the same as an earlier one."""
    kept: list[str] = []
    for answer in answers:
        if not any(is_same(answer, other) for other in kept):
            kept.append(answer)
    return kept


def matched(given: Sequence[str], wanted: Sequence[str]) -> int:
    """Count the wanted answers that are given, each given one counting for one only."""
    left = list(given)
    count = 0
    for answer in wanted:
        hit = next((one for one in left if is_same(one, answer)), None)
        if hit is not None:
            left.remove(hit)
            count += 1
    return count


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))
