"""Values that lie all over the place: what that many articles tell differently is seldom one thing; pure.

Two values that exclude each other may be a disagreement. Where a third and a fourth stand beside them in
dated news, each told by one voice, they are those of other occasions that no rule has told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answer.agreement import TIME, compatible
from bot.answer.comparing.voices import voice_of

if TYPE_CHECKING:
    from bot.answer.claims import Candidate

HELD, FIT = 0.9, 0.8
"""How nearly a sentence has to hold the deed, and how surely a number has to be its, to be an update."""

UPDATED = 0.7
"""Share of the best support from which on an update is told."""


def without_scatter(chosen: Sequence[Candidate], reference: Candidate) -> list[Candidate]:
    """Leave out who differs with a value of their own, where others differ with other ones.

    Numbers that only rise with the day of publication are kept: they are those of a toll. So is everything
    where an article has no date, as nobody can tell which occasion is meant there.
    """
    apart = [c for c in chosen if not compatible(c.value.normal, reference.value.normal)]
    groups: list[list[Candidate]] = []
    for candidate in apart:
        near = (g for g in groups if compatible(g[0].value.normal, candidate.value.normal))
        group = next(near, None)
        if group is None:
            groups.append([candidate])
        else:
            group.append(candidate)
    if len(groups) < 2 or any(c.article.published is None for c in chosen) or _rises(chosen):
        return list(chosen)
    shared = [c for g in groups if len({voice_of(one.article) for one in g}) > 1 for c in g]
    return [c for c in chosen if c not in apart or c in shared]


def is_update(one: Candidate, other: Candidate) -> bool:
    """Tell whether two numbers of the deed itself are those of an earlier and of a later report, the higher
    one of the later: none of them is held against the other then, and both are told."""
    if any(c.value.normal.number is None or c.evidence.key < HELD or c.value.fit < FIT for c in (one, other)):
        return False
    lengths = any(c.value.normal.start or c.value.normal.unit in TIME for c in (one, other))
    days = [c.article.published for c in (one, other)]
    return not lengths and None not in days and days[0] != days[1] and _rises((one, other))


def latest_word(chosen: Candidate, told: Sequence[Candidate]) -> Candidate:
    """Of a yes and a no take the later report's: it knows what came of what the earlier one tells.

    chosen: what most support; it stands for all else, and where a day is not known.
    """
    days = [c.article.published for c in told]
    if chosen.value.normal.type != "polarity" or None in days:
        return chosen
    newest = [c for c in told if c.article.published == max(day for day in days if day)]
    return chosen if chosen in newest else max(newest, key=lambda c: c.support, default=chosen)


def _rises(chosen: Sequence[Candidate]) -> bool:
    """Tell whether numbers never sink from one day of publication to the next."""
    steps = [(c.article.published, c.value.normal.number) for c in chosen]
    told = sorted((day, number) for day, number in steps if day is not None and number is not None)
    return len(told) == len(steps) and all(a[1] <= b[1] for a, b in pairwise(told))
