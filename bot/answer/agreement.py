"""Whether claims agree, and what to call it when they do not; pure.

Two values agree when both can be true of one event: a month and a day in it, "about 200" and 190, a hall and
the city that it stands in. Wording is never a disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.answer.language.names import same_name
from bot.answer.language.verbs import root, roots
from bot.answer.types import Normal
from index.words import FUNCTION_WORDS

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
REACH = 1.5  # times a number that "at least" reaches up, and "at most" down
SCALE = 5.0  # times "dozens" and "hundreds", which are told as the least that they can mean, reach up
BARE = {2e3: 50.0, 2e6: 500.0, 2e9: 500.0}  # the same of "thousands", "millions" and "billions" alone
_VAGUE = ("about", "at least", "at most", "vague")
_UNNAMED = re.compile(r"an?\s|(?:the|its|his|her|their)\s+[\w-]+$")
_SEVERAL = re.compile(
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|dozens\s+of)\s+[a-z]+", re.I
)
_DWELLINGS = roots("home household house")
"""Units by which one outlet counts what another counts by the next."""
TIME = frozenset("second minute hour day night week weekend fortnight month quarter year decade".split())
"""Units of time."""
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
    return _meet_rounded((a, one.precision), (b, other.precision), tolerance)


def _meet_rounded(one: tuple[float, str | None], other: tuple[float, str | None], tolerance: float) -> bool:
    """Tell whether two numbers meet that may be rounded ("about 200") or open to one side ("at least 12").

    An open number reaches as far as people use it: "at least 12" is said of 14, never of 40.
    """
    spans = []
    for number, vague in (one, other):
        slack = max(tolerance, 0.15) if vague in _VAGUE else tolerance
        low, high = number - slack * abs(number), number + slack * abs(number)
        if vague == "at least":
            high = number * REACH
        elif vague == "vague":
            high = number * BARE.get(number, SCALE)
        elif vague == "at most":
            low = number / REACH
        spans.append((low - 1e-9, high + 1e-9))
    (low, high), (floor, ceiling) = spans
    return low <= ceiling and floor <= high


def is_vague(normal: Normal) -> bool:
    """Tell whether a quantity is only told in its size: "dozens", "billions of dollars"."""
    return normal.precision == "vague"


def _one_noun(one: str, other: str) -> bool:
    """Tell whether two units may count the same: only such numbers can contradict each other."""
    money = [unit.isupper() and len(unit) == 3 for unit in (one, other)]
    if any(money):
        return False
    words = [{root(word) for word in unit.split()} for unit in (one, other)]
    return bool(words[0] & words[1]) or all(held & _DWELLINGS for held in words)


def _names_meet(one: str, other: str) -> bool:
    if same_name(one, other) or one in other or other in one:
        return True
    if any(_SEVERAL.match(text) or _UNNAMED.match(text) for text in (one, other)):
        return True  # "three scientists", "a teacher" or "the pilot" may be whom the other names
    words = [set(re.findall(r"\w{3,}", text.lower())) - FUNCTION_WORDS for text in (one, other)]
    shared = words[0] & words[1]
    if not shared or shared in words:
        return bool(shared)
    # "the hall in Northmoor" and "Northmoor, Norway" share a place; two people share no more than a name.
    return any(re.search(r",|\b(?:in|at|of|the|near)\b", text) for text in (one, other))


def listed(things: Sequence[str], most: int = 4) -> str:
    """Join names for a sentence: "A", "A and B", "A, B, C and 3 others"."""
    shown = list(things)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(things) - most + 1} others"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
