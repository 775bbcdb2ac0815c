"""What a rule of the grammar is, and what it may ask about the place where an expression stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from re import Match

from index.grammar.intervals import Interval
from index.grammar.tense import sentence_around, tense

# How far off a coming date may seem, against the one gone by, when the year is not told: by tense.
WEIGHT_OF_COMING = {1: 0.4, 0: 1.5, -1: 3.0}


class NoSuchDayError(ValueError):
    """The words name a day that no calendar has, "31 April 2023": no other reading of them can be right."""


@dataclass
class Context:
    """Where an expression stands. `relative` turns true when a rule needs more than the words themselves.

    anchor: the publication date; before: the interval told last before this expression.
    """

    text: str
    anchor: date | None
    start: int
    end: int
    before: Interval | None = None
    relative: bool = False

    @property
    def today(self) -> date:
        """The publication date; ValueError where it is unknown."""
        self.relative = True
        if self.anchor is None:
            raise ValueError("needs the publication date")
        return self.anchor

    @property
    def previous(self) -> Interval:
        """The date last told before this one; ValueError where there is none or the anchor is unknown."""
        self.relative = True
        if self.anchor is None or self.before is None:
            raise ValueError("hangs on a date that was not told")
        return self.before

    def tense(self) -> int:
        """+1 if the words around look ahead, -1 if back, -2 if surely back, 0 if none says."""
        return tense(self.text, self.start, self.end)

    def sentence(self) -> str:
        """Roughly the sentence that the expression stands in."""
        left, right = sentence_around(self.text, self.start, self.end)
        return self.text[left:right]


Resolver = Callable[["Match[str]", Context], Interval]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern (a fragment as in `words`) and what resolves its match.

    hints: a text without any of these words cannot match, so that the pattern need not be tried.
    A resolver that cannot tell raises ValueError; the next reading of the same words then gets its turn.
    """

    hints: frozenset[str]
    pattern: str
    resolve: Resolver


def nearest(candidates: list[Interval], context: Context) -> Interval:
    """Of one date in several years, in order, the one that the tense around it makes likely."""
    today = context.today
    coming = [item for item in candidates if item.last >= today]
    gone = [item for item in candidates if item.first <= today]
    if not coming or not gone:
        return coming[0] if coming else gone[-1]
    if context.tense() == -2:
        return gone[-1]
    ahead = max(0, (coming[0].first - today).days)
    back = max(0, (today - gone[-1].last).days)
    return coming[0] if ahead * WEIGHT_OF_COMING[context.tense()] <= back else gone[-1]
