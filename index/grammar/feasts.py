"""Rules for feasts that news dates things by: "Christmas Day", "last Thanksgiving", "Easter Sunday 2021"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from re import Match

from index.grammar.context import Context, Rule, nearest
from index.grammar.intervals import Interval, day
from index.grammar.words import YEAR


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Butcher's rule)."""
    century, rest = divmod(year, 100)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - century // 4 - moon_shift + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def thanksgiving(year: int) -> date:
    """The fourth Thursday of November, as in the United States."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def _fixed(month: int, number: int) -> Callable[[int], date]:
    return lambda year: date(year, month, number)


def _beside(feast_day: Callable[[int], date], days: int) -> Callable[[int], date]:
    return lambda year: feast_day(year) + timedelta(days=days)


# Only names that cannot be anything else: "Christmas" alone is also a tree, a market, a season.
FEASTS: dict[str, Callable[[int], date]] = {
    "Christmas Day": _fixed(12, 25),
    "Christmas Eve": _fixed(12, 24),
    "Boxing Day": _fixed(12, 26),
    "New Year's Day": _fixed(1, 1),
    "New Year's Eve": _fixed(12, 31),
    "Valentine's Day": _fixed(2, 14),
    "Independence Day": _fixed(7, 4),
    "Fourth of July": _fixed(7, 4),
    "Halloween": _fixed(10, 31),
    "Thanksgiving Day": thanksgiving,
    "Thanksgiving": thanksgiving,
    "Black Friday": _beside(thanksgiving, 1),
    "Cyber Monday": _beside(thanksgiving, 4),
    "Good Friday": _beside(easter, -2),
    "Easter Sunday": easter,
    "Easter Monday": _beside(easter, 1),
    "Ash Wednesday": _beside(easter, -46),
}


_BESIDE = (" before", " after", " ahead of", " around", " near", " following", " since", " until", " eve of")


def feast_day(match: Match[str], context: Context) -> Interval:
    """The day of the feast that matched, in the year told or the one that is near."""
    if context.text[: context.start].rstrip().lower().endswith(_BESIDE):
        raise ValueError("some day near the feast")
    day_in = FEASTS[" ".join(match["feast"].replace("’", "'").split())]
    if match["y"]:
        return day(day_in(int(match["y"])))
    around = [day(day_in(context.today.year + offset)) for offset in (-1, 0, 1)]
    step = (match["step"] or "").lower()
    if step == "last":
        return [item for item in around if item.first < context.today][-1]
    if step == "next":
        return next(item for item in around if item.first > context.today)
    return nearest(around, context)


_NAMES = "|".join(FEASTS).replace("'", "['’]")

FEAST_RULES = (
    Rule(
        frozenset(name.lower().replace("'", " ").split()[0] for name in FEASTS),
        rf"(?:(?P<step>[Ll]ast|[Tt]his|[Nn]ext) )?(?P<feast>{_NAMES})(?:,? (?P<y>{YEAR}))?",
        feast_day,
    ),
)
