"""Durations: lengths of time in a text, as a number of units."""

from __future__ import annotations

import pytest

from index.durations import find_durations


@pytest.mark.parametrize(
    ("text", "expression", "number", "unit"),
    [
        ("a five-day tour", "five-day", 5, "day"),
        ("held office for 12 years", "12 years", 12, "year"),
        ("The strike lasted four days.", "four days", 4, "day"),
        ("closed for a decade", "a decade", 10, "year"),
        ("a talk of two-and-a-half hours", "two-and-a-half hours", 2.5, "hour"),
        ("after a year and a half", "a year and a half", 1.5, "year"),
        ("waited half an hour", "half an hour", 0.5, "hour"),
        ("7½ hours", "7½ hours", 7.5, "hour"),
        ("in twenty-five weeks", "twenty-five weeks", 25, "week"),
        ("ninety-nine days", "ninety-nine days", 99, "day"),
        ("for a hundred days", "a hundred days", 100, "day"),
        ("48 straight hours", "48 straight hours", 48, "hour"),
        ("a 90-minute film", "90-minute", 90, "minute"),
        ("for a day", "a day", 1, "day"),
        ("The ban lasts one year.", "one year", 1, "year"),
        ("one-day trip", "one-day", 1, "day"),
        ("a fortnight in Lund: took a fortnight", "a fortnight", 2, "week"),
    ],
)
def test_exact(text: str, expression: str, number: float, unit: str) -> None:
    """A length in digits or words is a number of units in singular, a decade told in years."""
    (found,) = find_durations(text)
    assert (found.text, found.number, found.unit) == (expression, number, unit)
    assert text[found.start : found.end] == expression
    assert not found.approximate and found.bound is None


@pytest.mark.parametrize(
    ("text", "number", "unit", "bound"),
    [
        ("for more than 9 hours", 9, "hour", "at least"),
        ("less than a month", 1, "month", "at most"),
        ("up to 12 hours", 12, "hour", "at most"),
        ("nearly two decades", 20, "year", "about"),
        ("two to three weeks", 2.5, "week", None),
        ("a 5-7 day wait", 6, "day", None),
        ("a couple of weeks", 2, "week", None),
        ("several days", 3, "day", None),
    ],
)
def test_approximate(text: str, number: float, unit: str, bound: str | None) -> None:
    """A length that the words leave open is approximate, and says on which side the truth lies if they do."""
    (found,) = find_durations(text)
    assert (found.number, found.unit, found.approximate, found.bound) == (number, unit, True, bound)


@pytest.mark.parametrize(
    "text",
    [
        "two years ago, three days later, five weeks earlier, a month from now",
        "a 25-year-old, 25 years old, under 13 year olds",
        "50 boats a day, every two weeks, twice per day",
        "one day he left; one night in Lund",
        "in 10 years’ time",
        "for years, all night long, 10:30 on 21 June 2023, $30 days",
    ],
)
def test_none(text: str) -> None:
    """Dates, ages, rates and lengths without a number are no durations."""
    assert find_durations(text) == []
