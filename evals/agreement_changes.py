"""How a date, a number or a length of time in a sentence is changed, or put in other words; pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answer.types import Normal
from index.dates import MONTH_NAMES

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a sentence that can be changed."""

    what: str
    sentence: str
    start: int
    end: int
    published: date | None
    normal: Normal


Changes = Iterator[tuple[str, str, int]]
"""What was done, the new words, and where they begin."""


def change(place: Place, differ: bool, rng: random.Random) -> Changes:
    """Give the changes that can be made to a value: to another one, or to other words for the same."""
    if place.what == "date":
        return (_other_days if differ else _same_day)(place, rng)
    if differ:
        return _other_numbers(place, rng)
    return (_same_number if place.what == "quantity" else _same_length)(place)


def _other_days(place: Place, rng: random.Random) -> Changes:
    assert place.normal.start is not None
    for how, days in (
        ("next day", 1),
        ("some days later", rng.randint(2, 20)),
        ("days before", -rng.randint(1, 9)),
    ):
        yield how, _write(place.normal.start + timedelta(days), place), place.start
    yield (
        "another year",
        _written(place.normal.start, place.normal.start.year - rng.randint(1, 3)),
        place.start,
    )


def _same_day(place: Place, _: random.Random) -> Changes:
    day = place.normal.start
    assert day is not None
    yield "day before month", f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}", place.start
    yield "short month", f"{MONTH_NAMES[day.month - 1][:3]}. {day.day}, {day.year}", place.start
    before = place.sentence[: place.start].lower()
    if before.endswith(" on "):
        at = place.start - 3
        yield "month only", f"in {MONTH_NAMES[day.month - 1]} {day.year}", at
        yield "in digits", f"on {day.isoformat()}", at
        if place.published and 0 < (place.published - day).days < 7:
            yield "weekday", f"on {day:%A}", at
        if day.day > 2:
            yield "range", f"from {MONTH_NAMES[day.month - 1]} {day.day - 1} to {day.day + 1}, {day.year}", at


def _write(day: date, place: Place) -> str:
    """Write a day as the place's own is written: with its year or, where the year is known, without."""
    own = place.sentence[place.start : place.end]
    with_year = any(len(word.strip(",.")) == 4 and word.strip(",.").isdigit() for word in own.split())
    same = place.normal.start is not None and day.year == place.normal.start.year
    return _written(day, day.year) if with_year or not same else f"{MONTH_NAMES[day.month - 1]} {day.day}"


def _written(day: date, year: int) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.day if (day.month, day.day) != (2, 29) else 28}, {year}"


def _other_numbers(place: Place, rng: random.Random) -> Changes:
    number = int(place.normal.number or 0)
    for how, other in (
        ("one more", number + 1 if number <= 20 else round(number * 1.06) + 1),
        ("a third more", round(number * 1.35) + 1),
        ("much more", number * rng.randint(2, 9)),
        ("less", number - max(1, round(number * rng.uniform(0.2, 0.6)))),
    ):
        if other >= 2:  # "1 days"
            yield how, f"{other:,}", place.start


def _same_number(place: Place) -> Changes:
    number = int(place.normal.number or 0)
    if number < len(_SMALL):
        yield "in words", _SMALL[number], place.start
        yield "at least", f"at least {number}", place.start
    if number >= 30:
        size = 10 ** (len(str(number)) - 1)
        near = round(number / size * 2) * size // 2
        if abs(near - number) <= 0.12 * number and near != number:
            yield "rounded", f"about {near:,}", place.start
            yield "bound", f"{'more than' if near < number else 'nearly'} {near:,}", place.start
    if (
        24 <= number <= 80
        and place.normal.unit
        and len(place.normal.unit) > 3
        and " " not in place.normal.unit
    ):
        yield "dozens", "dozens of", place.start
    if number >= 1_000_000 and number % 100_000 == 0:
        yield "in millions", f"{number / 1e6:g} million", place.start
    if number > 12:
        yield "about", f"about {number:,}", place.start


def _same_length(place: Place) -> Changes:
    number = int(place.normal.number or 0)
    if number < len(_SMALL):
        yield "in words", _SMALL[number], place.start
    yield "about", f"about {number}", place.start
