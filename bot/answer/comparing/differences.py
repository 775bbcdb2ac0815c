"""What claims that cannot all be true are called, and the one sentence that says so; pure.

A plan printed before the event, an earlier report and a later one, and what speakers think are told apart
from outlets that contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from bot.answer.agreement import TIME, compatible, listed
from bot.answer.types import Claim, Disagreement, Normal, Position
from index.quantities import find_quantities

_OPENING = {
    "conflict": "Outlets disagree",
    "plan_vs_event": "What was planned and what was reported differ",
    "opinion": "Those who are quoted differ in opinion",
    "later": "Earlier and later reports differ",
}


def group_claims(claims: Sequence[Claim], sentences: Sequence[str] = ()) -> list[list[Claim]]:
    """Put claims that can be true together into groups, in their order; wording is never apart.

    sentences: what else the articles say of it; two names that one of them holds together (a hall and its
    city, two who took part) do not exclude each other.
    """
    groups: list[list[Claim]] = []
    for claim in claims:
        for group in groups:
            if all(_agree(claim.normal, member.normal, sentences) for member in group):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return groups


def find_disagreement(
    claims: Sequence[Claim], sentences: Sequence[str] = (), published: Mapping[int, date | None] | None = None
) -> Disagreement | None:
    """Group claims by compatible value; say what differs when there is more than one group.

    claims: one a voice, the best supported first. sentences: as for `group_claims`. published: when the
    article of each citation, by number, was published; it tells an earlier report from a later one.
    Returns None when all can be true together. Two claims by one voice never make a disagreement.
    """
    groups = group_claims(claims, sentences)
    if len(groups) < 2 or any(claim.normal.type == "text" for claim in claims):
        return None
    positions = tuple(
        Position(
            _sharpest(group).value,
            tuple(dict.fromkeys(outlet for claim in group for outlet in claim.outlets)),
            tuple(sorted({number for claim in group for number in claim.citations})),
        )
        for group in groups
    )
    if len({outlet for position in positions for outlet in position.outlets}) < 2:
        return None
    plans = [all(claim.planned for claim in group) for group in groups]
    kind = "conflict"
    if any(plans) and not all(plans):
        kind = "plan_vs_event"
    elif all(claim.said_by and claim.normal.type == "polarity" for claim in claims):
        kind = "opinion"
    later = kind == "conflict" and (_rises(groups, published or {}) or _turns(groups, published or {}))
    told = "later" if later else kind
    return Disagreement(kind, _note(told, groups, positions, plans, published or {}), positions)


def _sharpest(group: Sequence[Claim]) -> Claim:
    """Take a group's narrowest date: all of it can be true, and it says the most."""
    dated = [claim for claim in group if claim.normal.type == "date" and claim.normal.start]
    return min(dated, key=lambda c: c.normal.end - c.normal.start, default=group[0])  # type: ignore[operator]


def _agree(one: Normal, other: Normal, sentences: Sequence[str]) -> bool:
    if compatible(one, other):
        return True
    if one.type != "name" or not one.text or not other.text:
        return False
    return any(_holds(sentence, one.text) and _holds(sentence, other.text) for sentence in sentences)


def _holds(sentence: str, name: str) -> bool:
    """Tell whether a sentence names what a name's last word names: "Gen. Ada Brook" by "Brook"."""
    last = re.escape(name.split()[-1].strip(".,"))
    return re.search(rf"(?<!\w){last}(?!\w)", sentence, re.I) is not None


def _rises(groups: Sequence[Sequence[Claim]], published: Mapping[int, date | None]) -> bool:
    """Tell whether numbers only rise with the day of publication, as a toll does."""
    steps = []
    for group in groups:
        days = [published.get(number) for claim in group for number in claim.citations]
        numbers = [claim.normal.number for claim in group if claim.normal.type == "quantity"]
        known = [day for day in days if day is not None]
        if not known or len(known) < len(days) or len(numbers) < len(group) or None in numbers:
            return False
        if any(claim.normal.start for claim in group) or any(claim.normal.unit in TIME for claim in group):
            return False
        steps.append((min(known), max(known), min(n for n in numbers if n is not None)))
    steps.sort()
    return all(a[1] < b[0] and a[2] < b[2] for a, b in pairwise(steps))


def _turns(groups: Sequence[Sequence[Claim]], published: Mapping[int, date | None]) -> bool:
    """Tell whether a yes and a no are of different days of publication, all of the one before the other."""
    days = [[published.get(number) for claim in group for number in claim.citations] for group in groups]
    known = [[day for day in some if day is not None] for some in days]
    if known != days or len(groups) != 2 or groups[0][0].normal.type != "polarity":
        return False
    one, other = known
    return max(one) < min(other) or max(other) < min(one)


def _note(
    told: str,
    groups: Sequence[Sequence[Claim]],
    positions: Sequence[Position],
    plans: Sequence[bool],
    published: Mapping[int, date | None],
) -> str:
    """Say in one sentence what differs, who says which, and where to read it."""
    sides = []
    for group, position, planned in zip(groups, positions, plans, strict=True):
        numbers = "".join(f"[{n}]" for n in position.citations)
        who = listed(position.outlets)
        speaker = group[0].said_by
        if told == "opinion" and speaker:
            who = f"{speaker}, in {who},"
        elif planned and told == "plan_vs_event":
            who += ", in a plan printed before it,"
        elif told == "later":
            days = [day for n in position.citations if (day := published.get(n)) is not None]
            who += f", on {min(days).day} {min(days):%B}," if days else ""
        says = "says" if len(position.outlets) == 1 or told == "opinion" else "say"
        sides.append(" ".join((who, says, _lower_first(position.value), numbers)))
    return f"{_OPENING[told]}: {'; '.join(sides)}."


def _lower_first(value: str) -> str:
    """Write a word small that is only large because it opened a sentence: "Nine people", "More than 40"."""
    first = value.split()[0] if value.split() else ""
    counts = (
        first.isalpha() and first[1:].islower() and any(q.start == 0 for q in find_quantities(value.lower()))
    )
    return value[0].lower() + value[1:] if value in ("Yes", "No") or counts else value
