"""Whether claims agree, and what to call it when they do not; pure.

Two values agree when both can be true of one event: a month and a day in it, "about 200" and 190, a hall and
the city that it stands in. Wording is never a disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.answer.names import same_name
from bot.answer.types import Claim, Disagreement, Normal, Position

_DAYS = {
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.4,
    "quarter": 91.3,
    "year": 365.25,
    "decade": 3652.5,
}
_HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def compatible(one: Normal, other: Normal) -> bool:
    """Tell whether two values can both be true; values of different types are not compared and pass."""
    if one.type != other.type:
        return True
    if one.type == "date":
        return _dates_meet(one, other)
    if one.type == "quantity":
        return _quantities_meet(one, other)
    if one.type == "name":
        return _names_meet(one.text or "", other.text or "")
    if one.type == "polarity":
        return one.text == other.text
    return True


def comparable(one: Normal, other: Normal) -> bool:
    """Tell whether two values measure one thing at all: only then do they agree or differ.

    >>> comparable(Normal("quantity", number=2, unit="ship"), Normal("quantity", number=2, unit="year"))
    False
    """
    if one.type != "quantity" or other.type != "quantity" or not one.unit or not other.unit:
        return one.type == other.type
    if any(one.unit in scale and other.unit in scale for scale in (_DAYS, _HOURS)):
        return True
    return one.unit == other.unit or _one_noun(one.unit, other.unit)


def _dates_meet(one: Normal, other: Normal) -> bool:
    if one.start and one.end and other.start and other.end:
        return _opens(one) <= other.end and _opens(other) <= one.end
    known, loose = (one, other) if one.start else (other, one)
    weekday = _weekday(loose)
    if weekday is None:
        return True  # words that nothing dates contradict nothing
    if known.start is None:
        return _weekday(known) in (None, weekday)
    if known.precision == "day":
        return known.start.weekday() == weekday
    return True


def _opens(normal: Normal) -> date:
    """Give the first day; a week may begin on the Sunday before, as it does for many readers."""
    assert normal.start is not None
    return normal.start - timedelta(days=1) if normal.precision == "week" else normal.start


def _weekday(normal: Normal) -> int | None:
    words = (normal.text or "").split()
    return next((i for i, day in enumerate(_WEEKDAYS) if day in words), None)


def _quantities_meet(one: Normal, other: Normal) -> bool:
    if one.number is None or other.number is None:
        return True
    a, b = one.number, other.number
    tolerance = 0.005
    for scale in (_DAYS, _HOURS):
        if one.unit in scale and other.unit in scale:
            if one.unit != other.unit:
                tolerance = 0.1
            a, b = a * scale[one.unit], b * scale[other.unit]
            break
    else:
        if (one.unit or "") != (other.unit or "") and one.unit and other.unit:
            return _one_noun(one.unit, other.unit) is False or abs(a - b) <= tolerance * max(abs(a), abs(b))
    if {"about", "at least", "at most"} & {one.precision, other.precision}:
        tolerance = max(tolerance, 0.15)
    return abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-9)


def _one_noun(one: str, other: str) -> bool:
    """Tell whether two units may count the same: only such numbers can contradict each other."""
    money = [unit.isupper() and len(unit) == 3 for unit in (one, other)]
    return not any(money) and bool(set(one.split()) & set(other.split()))


def _names_meet(one: str, other: str) -> bool:
    if same_name(one, other) or one in other or other in one:
        return True
    words = [set(re.findall(r"\w{3,}", text.lower())) for text in (one, other)]
    return bool(words[0] & words[1])


def find_disagreement(claims: Sequence[Claim], sentences: Sequence[str] = ()) -> Disagreement | None:
    """Group claims by compatible value; say what differs when there is more than one group.

    claims: one a voice, the best supported first. sentences: what else the articles say of it; two names that
    one of them holds together (a hall and its city, two who took part) do not exclude each other.
    Returns None when all can be true together. Two claims by one voice never make a disagreement.
    """
    groups: list[list[Claim]] = []
    for claim in claims:
        for group in groups:
            if all(_agree(claim.normal, member.normal, sentences) for member in group):
                group.append(claim)
                break
        else:
            groups.append([claim])
    if len(groups) < 2 or any(claim.normal.type == "text" for claim in claims):
        return None
    positions = tuple(
        Position(
            group[0].value,
            tuple(dict.fromkeys(outlet for claim in group for outlet in claim.outlets)),
            tuple(sorted({number for claim in group for number in claim.citations})),
        )
        for group in groups
    )
    if len({outlet for position in positions for outlet in position.outlets}) < 2:
        return None
    plans = [all(claim.planned for claim in group) for group in groups]
    kind = "plan_vs_event" if any(plans) and not all(plans) else "conflict"
    return Disagreement(kind, _note(kind, positions, plans), positions)


def _agree(one: Normal, other: Normal, sentences: Sequence[str]) -> bool:
    if compatible(one, other):
        return True
    if one.type != "name" or not one.text or not other.text:
        return False
    return any(_holds(sentence, one.text) and _holds(sentence, other.text) for sentence in sentences)


def _holds(sentence: str, name: str) -> bool:
    """Tell whether a sentence names what a name's last word names: "Gen. Ada Brook" by "Brook"."""
    return name.split()[-1].strip(".,") in sentence.lower()


def _note(kind: str, positions: Sequence[Position], plans: Sequence[bool]) -> str:
    """Say in one sentence what differs, who says which, and where to read it."""
    sides = []
    for position, planned in zip(positions, plans, strict=True):
        numbers = "".join(f"[{n}]" for n in position.citations)
        told = ", in a plan printed before it," if planned and kind == "plan_vs_event" else ""
        sides.append(
            " ".join(
                (
                    listed(position.outlets) + told,
                    _says(position.outlets),
                    _lower_first(position.value),
                    numbers,
                )
            )
        )
    opening = {
        "conflict": "Outlets disagree",
        "plan_vs_event": "What was planned and what was reported differ",
    }[kind]
    return f"{opening}: {'; '.join(sides)}."


def _says(outlets: Sequence[str]) -> str:
    return "says" if len(outlets) == 1 else "say"


def _lower_first(value: str) -> str:
    return value[0].lower() + value[1:] if value in ("Yes", "No") else value


def listed(things: Sequence[str], most: int = 4) -> str:
    """Join names for a sentence: "A", "A and B", "A, B, C and 3 others"."""
    shown = list(things)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(things) - most + 1} others"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
