"""The sides of an answer, to be set beside each other: what each says, who, and what it rests on; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.types import Answer, Citation, Claim


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an answer; where all agree there is only one.

    voices: those who say so independently; an agency's copies are one, and so are one speaker's words.
    agencies: whose copies are among it. said_by: whose words it rests on, as printed.
    first, last: publication dates, None where none is known; undated: articles without one.
    newest: it has the latest report; best_supported: more voices say so than anything else. Neither makes it
    true, and neither is set where two sides are alike in it.
    """

    value: str
    outlets: tuple[str, ...]
    agencies: tuple[str, ...]
    said_by: tuple[str, ...]
    voices: int
    first: date | None
    last: date | None
    undated: int
    planned: bool
    citations: tuple[Citation, ...]
    newest: bool = False
    best_supported: bool = False


def find_sides(answer: Answer) -> tuple[Side, ...]:
    """Sort an answer's claims into sides: its disagreement's positions, else one for all that agree.

    Answers in words cannot be compared; each outlet's is a side of its own.
    """
    sides = [_side(value, claims, answer.citations) for value, claims in _sorted(answer) if claims]
    newest = _only([side.last for side in sides])
    supported = _only([side.voices for side in sides])
    return tuple(
        replace(side, newest=i == newest, best_supported=i == supported) for i, side in enumerate(sides)
    )


def _sorted(answer: Answer) -> list[tuple[str, list[Claim]]]:
    if answer.disagreement:
        return [
            (position.value, [c for c in answer.claims if set(c.citations) <= set(position.citations)])
            for position in answer.disagreement.positions
        ]
    if any(claim.normal.type == "text" for claim in answer.claims):
        return [(claim.value, [claim]) for claim in answer.claims]
    return [(answer.claims[0].value, list(answer.claims))] if answer.claims else []


def _side(value: str, claims: Sequence[Claim], citations: Sequence[Citation]) -> Side:
    numbers = {number for claim in claims for number in claim.citations}
    cited = tuple(citation for citation in citations if citation.number in numbers)
    articles = {citation.article.id: citation.article for citation in cited}
    days = [article.published for article in articles.values() if article.published]
    return Side(
        value,
        tuple(dict.fromkeys(outlet for claim in claims for outlet in claim.outlets)),
        tuple(dict.fromkeys(a.via for a in articles.values() if a.via and a.via != a.outlet)),
        tuple(dict.fromkeys(claim.said_by for claim in claims if claim.said_by)),
        len(claims),
        min(days, default=None),
        max(days, default=None),
        len(articles) - len(days),
        all(claim.planned for claim in claims),
        cited,
    )


def _only(values: Sequence[date | int | None]) -> int | None:
    """Give the place of the highest value, None where two have it, one is unknown, or there is only one."""
    known = [value for value in values if value is not None]
    if len(known) < len(values) or len(known) < 2:
        return None
    top = max(known)
    return known.index(top) if known.count(top) == 1 else None
