"""Rules for days told by number, and stretches of them: "April 9", "9-12 May 2021", "06/16/23"."""

from __future__ import annotations

from datetime import date
from re import Match

from index.grammar import intervals
from index.grammar.context import Context, NoSuchDayError, Rule, nearest
from index.grammar.intervals import Interval, day, shift, span, week
from index.grammar.words import (
    DAY,
    MONTH,
    MONTH_WORDS,
    NOT_A_DAY,
    OF_YEAR,
    STEP,
    STEPS,
    TO,
    WEEKDAY,
    YEAR,
    full_year,
    month_number,
    weekday_number,
)  # fmt: skip

NEAR_DAYS = 14  # how far from its publication an article's own stamp may lie


def stated_year(match: Match[str], context: Context) -> int | None:
    """The year that OF_YEAR matched; None where the words name none."""
    if match["y"]:
        return int(match["y"])
    return context.today.year + STEPS[match["rel"].lower()] if match["rel"] else None


def day_number(text: str) -> int:
    """ "16th" -> 16."""
    return int(text.rstrip("stndrh"))


def single_day(match: Match[str], context: Context) -> Interval:
    """ "June 21, 2023", "Friday, 14 May", "9th of June last year"."""
    month, number, year = month_number(match["mo"]), day_number(match["d"]), stated_year(match, context)
    if year is None:
        return _without_year(month, number, match["wd"], match["step"], context)
    try:
        return day(date(year, month, number))
    except ValueError as error:
        raise NoSuchDayError(str(error)) from error


def _without_year(
    month: int, number: int, weekday: str | None, step: str | None, context: Context
) -> Interval:
    this_year = context.today.year
    days = []
    for year in range(this_year - 4, this_year + 5):
        try:
            days.append(date(year, month, number))
        except ValueError:  # 29 February
            continue
    close = [item for item in days if abs(item.year - this_year) <= 1] or days
    if weekday:  # "Friday, May 14": only some years have that
        close = [item for item in close if item.weekday() == weekday_number(weekday)] or close
    if step and step.lower() == "last":
        close = [item for item in close if item < context.today]
    if step and step.lower() == "next":
        close = [item for item in close if item > context.today]
    return nearest([day(item) for item in close], context)


def days_of_months(match: Match[str], context: Context) -> Interval:
    """ "April 9-12", "30 March to 2 April 2023"; "and" joins only neighbours or what "between" opens."""
    first_month = month_number(match["mo"] or match["mo2"])
    last_month = month_number(match["mo2"] or match["mo"])
    first_day, last_day, year = day_number(match["d"]), day_number(match["d2"]), stated_year(match, context)
    neighbours = first_month == last_month and last_day == first_day + 1
    if match["to"] == "and" and not neighbours and not _opened_by_between(context):
        raise ValueError("two days, not a stretch of days")
    if year is None:
        first = _without_year(first_month, first_day, None, None, context).first
        last = date(first.year, last_month, last_day)
        return span(first, last if last >= first else last.replace(year=first.year + 1))
    last = date(year, last_month, last_day)
    first = date(year, first_month, first_day)
    return span(first if first_month <= last_month else first.replace(year=year - 1), last)


def _opened_by_between(context: Context) -> bool:
    return context.text[max(0, context.start - 12) : context.start].rstrip().lower().endswith("between")


def numeric_day(match: Match[str], context: Context) -> Interval:
    """ "06/16/23", "16/06/2023", "21.06.2023" (day first).

    "03/04/2023" is one day in America and another in Europe: it is read only where one of the two is near the
    publication date and the other is not.
    """
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if len(match[4]) == 4 else full_year(match[4])
    if match[2] == "." or first > 12:
        return day(date(year, second, first))
    month_first = date(year, first, second)
    if second > 12 or first == second:
        return day(month_first)
    day_first = date(year, second, first)
    near = [item for item in (month_first, day_first) if abs((item - context.today).days) <= NEAR_DAYS]
    if len(near) != 1:
        raise ValueError("month first or day first?")
    return day(near[0])


def iso_day(match: Match[str], _: Context) -> Interval:
    """ "2023-06-21", with or without a time of day."""
    return day(date(int(match[1]), int(match[2]), int(match[3])))


def day_of_this_month(match: Match[str], context: Context) -> Interval:
    """ "on the 16th", "on the 3rd of last month"."""
    number, this_month = day_number(match["d"]), context.today.replace(day=1)
    if match["rel"]:
        return day(shift(this_month, "month", STEPS[match["rel"].lower()]).replace(day=number))
    around = [shift(this_month, "month", offset) for offset in (-1, 0, 1)]
    long_enough = [item for item in around if number <= intervals.end_of_month(item.year, item.month).day]
    days = [item.replace(day=number) for item in long_enough]
    if context.tense() > 0:
        return day(next(item for item in days if item >= context.today))
    return day([item for item in days if item <= context.today][-1])


def week_of_day(match: Match[str], context: Context) -> Interval:
    """ "the week of March 6"."""
    return week(single_day(match, context).first)


def nine_eleven(_: Match[str], __: Context) -> Interval:
    """ "9/11", "the September 11 attacks": the one date whose digits have become its name."""
    return day(date(2001, 9, 11))


_SHORT_NUMBER = frozenset(("#1", "#2"))
_TIME_OF_DAY = r"(?:T\d\d(?::?\d\d){0,2}(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?"
_WEEKDAY = rf"(?:(?P<wd>{WEEKDAY}),? (?:the )?)?"
_ANY_WEEKDAY = rf"(?:{WEEKDAY},? )?(?:the )?"

DAY_RULES = (
    Rule(frozenset(("#4",)), rf"({YEAR})[-/](\d\d)[-/](\d\d){_TIME_OF_DAY}", iso_day),
    Rule(_SHORT_NUMBER, r"(?<![./])(\d\d?)([/.])(\d\d?)\2(\d{4}|(?<=/)\d\d)(?![/.]\d)", numeric_day),
    Rule(
        MONTH_WORDS, rf"{_WEEKDAY}{STEP}(?P<mo>{MONTH}) (?:the )?(?P<d>{DAY}){NOT_A_DAY}{OF_YEAR}", single_day
    ),
    Rule(
        MONTH_WORDS,
        rf"{_ANY_WEEKDAY}(?P<mo>{MONTH}) (?P<d>{DAY}) ?{TO} ?{_ANY_WEEKDAY}(?:(?P<mo2>{MONTH}) )?"
        rf"(?P<d2>{DAY}){NOT_A_DAY}{OF_YEAR}",
        days_of_months,
    ),
    Rule(
        MONTH_WORDS,
        rf"{_WEEKDAY}(?P<step>)(?:the )?(?P<d>{DAY})(?: (?:of )?|-)(?P<mo>{MONTH})(?:-(?=\d{{4}}))?{OF_YEAR}",
        single_day,
    ),
    Rule(
        MONTH_WORDS,
        rf"{_ANY_WEEKDAY}(?P<d>{DAY})(?: (?:of )?(?P<mo>{MONTH}))? ?{TO} ?{_ANY_WEEKDAY}"
        rf"(?P<d2>{DAY}) (?:of )?(?P<mo2>{MONTH}){OF_YEAR}",
        days_of_months,
    ),
    Rule(
        frozenset(("th", "st", "nd", "rd")),
        r"(?<=[Oo]n\sthe\s)(?P<d>\d\d?(?:st|nd|rd|th))(?: of (?P<rel>last|this|next) month|(?=[.,;:!?)]|$))",
        day_of_this_month,
    ),
    Rule(
        frozenset(("week",)),
        rf"(?:[Tt]he )?week of (?P<wd>)(?P<step>)(?P<mo>{MONTH}) (?P<d>{DAY}){NOT_A_DAY}{OF_YEAR}",
        week_of_day,
    ),
    Rule(_SHORT_NUMBER, r"(?<![/.])9/11(?![/.]\d)", nine_eleven),
    Rule(
        frozenset(("attack", "attacks")),
        r"Sept(?:ember|\.)? 11(?:th)?(?:,? 2001,?)? (?:terror(?:ist)? )?attacks?",
        nine_eleven,
    ),
)
