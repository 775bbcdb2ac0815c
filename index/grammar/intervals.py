"""Calendar intervals: the day, week, month … that a date lies in, and steps from one to another. Pure.

Weeks run from Monday to Sunday. Both ends of an interval belong to it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

# First and last month of each season in the northern hemisphere; winter ends in the year after it starts.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
MONTHS_IN_UNIT = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_IN_UNIT = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days first..last, inclusive; precision is "day", "week", "month", "year" or "range"."""

    first: date
    last: date
    precision: str


def day(moment: date) -> Interval:
    """The day itself."""
    return Interval(moment, moment, "day")


def span(first: date, last: date) -> Interval:
    """Several days; ValueError if they run backwards."""
    if last < first:
        raise ValueError(f"{last} is before {first}")
    return day(first) if first == last else Interval(first, last, "range")


def week(moment: date) -> Interval:
    """The week, Monday to Sunday, that the day lies in."""
    monday = moment - timedelta(days=moment.weekday())
    return Interval(monday, monday + timedelta(days=6), "week")


def weekend(moment: date) -> Interval:
    """Saturday and Sunday of the week that the day lies in."""
    sunday = week(moment).last
    return span(sunday - timedelta(days=1), sunday)


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month(year: int, number: int) -> Interval:
    """A calendar month; number is 1 to 12."""
    return Interval(date(year, number, 1), end_of_month(year, number), "month")


def months(year: int, first: int, last: int) -> Interval:
    """Whole months of one year, such as a quarter."""
    return span(date(year, first, 1), end_of_month(year, last))


def quarter(year: int, number: int) -> Interval:
    """A quarter of the calendar year; number is 1 to 4."""
    return months(year, 3 * number - 2, 3 * number)


def season(year: int, name: str) -> Interval:
    """A season by its English name; the winter of a year is the one that starts in its December."""
    first, last = SEASONS[name]
    return span(date(year, first, 1), end_of_month(year + (last < first), last))


def year(number: int) -> Interval:
    """A calendar year."""
    return Interval(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, last: int) -> Interval:
    """Whole years first..last, such as a decade."""
    return span(date(first, 1, 1), date(last, 12, 31))


def unit_around(moment: date, unit: str) -> Interval:
    """The day, week, weekend, month, quarter, year, decade or century that the day lies in."""
    if unit in ("week", "fortnight"):
        return week(moment)
    if unit == "weekend":
        return weekend(moment)
    if unit == "month":
        return month(moment.year, moment.month)
    if unit == "quarter":
        return quarter(moment.year, (moment.month + 2) // 3)
    if unit == "year":
        return year(moment.year)
    if unit in ("decade", "century"):
        length = 10 if unit == "decade" else 100
        start = moment.year // length * length
        return years(start, start + length - 1)
    return day(moment)


def shift(moment: date, unit: str, count: int) -> date:
    """Move a day by `count` units, back if negative; in a shorter month to its last day.

    ValueError or OverflowError where the calendar ends (years 1 to 9999).
    """
    if unit in DAYS_IN_UNIT:
        return moment + timedelta(days=count * DAYS_IN_UNIT[unit])
    index = moment.year * 12 + moment.month - 1 + count * MONTHS_IN_UNIT[unit]
    target_year, target_month = divmod(index, 12)
    last_day = end_of_month(target_year, target_month + 1).day
    return date(target_year, target_month + 1, min(moment.day, last_day))


def shift_years(interval: Interval, count: int) -> Interval:
    """The same stretch of the calendar, some years later."""
    first, last = shift(interval.first, "year", count), shift(interval.last, "year", count)
    if interval.last == end_of_month(interval.last.year, interval.last.month):
        last = end_of_month(last.year, last.month)
    return Interval(first, last, interval.precision)
