"""Time expressions of a text as calendar intervals, and intervals as words. Pure.

The grammar is in `index.grammar`. What it does not read: lengths of time ("three days", see
`index.durations`), times of day, "recently" or "a few days ago", and days that repeat ("on Sundays").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from index.article import TimeExpression
from index.grammar.context import Context, NoSuchDayError, Rule
from index.grammar.intervals import Interval, end_of_month, span
from index.grammar.words import compiled, words_in

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_JOINING = re.compile(r"\s{1,3}(?:to|through|thru|until|till)\s{1,3}|\s{0,3}[-–—]\s{0,3}")
# Pieces that no expression crosses, so that a piece without any time word is passed over: paragraphs, and
# sentences whose last word is longer than the short form of a weekday or month ("Thurs. Apr. 6").
_PIECE_END = re.compile(r"\n\s{0,8}\n|(?<=[a-z]{5}[.!?])\s(?=[A-Z])")
# "put off from May to June" names two dates.
_MOVING = re.compile(
    r"\b(?:mov|postpon|delay|push|reschedul|shift|extend|chang|ris|put off|brought forward|rose|fell)\w{0,4}"
    r"\b[^.]{0,40}$"
)
_MOVING_REACH = 60
_LONGEST_OPENING = 12  # "between the "


@cache
def _rules() -> tuple[Rule, ...]:
    from index.grammar.day_rules import DAY_RULES
    from index.grammar.feasts import FEAST_RULES
    from index.grammar.period_rules import PERIOD_RULES
    from index.grammar.relative_rules import RELATIVE_RULES

    return (*DAY_RULES, *PERIOD_RULES, *RELATIVE_RULES, *FEAST_RULES)


def find_times(text: str, anchor: date | None) -> list[TimeExpression]:
    """Find the time expressions of a text, in order and not overlapping.

    anchor: the day on which the text was published. "Sunday" or "April 9" hang on it; where it is None, only
    what the words alone tell is returned ("21 June 2023", "March 2023", "2022").
    Of two readings of the same words the earlier and longer wins.
    """
    found: list[TimeExpression] = []
    position, before = 0, None
    for start, end, rule, match in _candidates(text):
        if start < position:
            continue
        context = Context(text, anchor, start, end, before)
        try:
            interval = rule.resolve(match, context)
        except NoSuchDayError:
            position = end
            continue
        except (ValueError, OverflowError, StopIteration, IndexError):
            continue  # past the end of the calendar, or the words do not tell
        found.append(_expression(text, start, end, interval, context.relative))
        position, before = end, interval
    return list(_joined(text, found))


def _candidates(text: str) -> Iterator[tuple[int, int, Rule, re.Match[str]]]:
    """All readings of all rules, by start, then the longer first, then in the order of the rules."""
    position = 0
    for boundary in _PIECE_END.finditer(text):
        yield from _candidates_between(text, position, boundary.end())
        position = boundary.end()
    yield from _candidates_between(text, position, len(text))


def _candidates_between(text: str, first: int, last: int) -> list[tuple[int, int, Rule, re.Match[str]]]:
    words = words_in(text[first:last])
    matches = [
        (match.start(), -match.end(), order, rule, match)
        for order, rule in enumerate(_rules())
        if not rule.hints.isdisjoint(words)
        for match in compiled(rule.pattern).finditer(text, first, last)
    ]
    matches.sort(key=lambda item: item[:3])
    return [(start, -end, rule, match) for start, end, _, rule, match in matches]


def _expression(text: str, start: int, end: int, interval: Interval, relative: bool) -> TimeExpression:
    return TimeExpression(
        start, end, interval.first, interval.last, interval.precision, text[start:end], relative
    )


def _joined(text: str, found: list[TimeExpression]) -> Iterator[TimeExpression]:
    """Make one stretch of "from March 2020 to June 2021", "between Friday and Sunday", "9 May – 2 June"."""
    waiting: TimeExpression | None = None
    for item in found:
        if waiting and _is_stretch(text, waiting, item):
            interval = span(waiting.first, item.last)
            relative = waiting.relative or item.relative
            waiting = _expression(text, waiting.start, item.end, interval, relative)
            continue
        if waiting:
            yield waiting
        waiting = item
    if waiting:
        yield waiting


def _is_stretch(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    if first.precision != second.precision or first.precision == "range" or first.last >= second.first:
        return False
    between = text[first.end : second.start]
    opening = text[max(0, first.start - _LONGEST_OPENING) : first.start].lower().split()
    opened_by = next((word for word in reversed(opening) if word != "the"), "")
    if between.strip().lower() in ("and", "and the"):
        return opened_by == "between"
    if not _JOINING.fullmatch(between):
        return False
    if _MOVING.search(text, max(0, first.start - _MOVING_REACH), first.start):
        return False
    # Two dates and "to" are no stretch yet ("put the vote in May to June 3"); these make one.
    return first.precision == "year" or between.strip() in "-–—" or opened_by in ("from", "between")


def parse_day(text: str) -> date | None:
    """Read what is nothing but one full day, "2023-06-21" or "21 June 2023"; None for anything else."""
    times = find_times(text.strip(), None)
    if len(times) != 1 or times[0].precision != "day" or times[0].text != text.strip():
        return None
    return times[0].first


def format_interval(first: date, last: date, precision: str) -> str:
    """Write an interval out: "21 June 2023", "9–12 May 2021", "March 2023", "2022", "the 1990s".

    A week reads "the week of 10 May 2021" (its Monday). Whatever the precision, whole months and years are
    written as such, so that a quarter reads "January–March 2023".
    """
    if first == last:
        return f"{first.day} {_month_and_year(first)}"
    if precision == "week":
        return f"the week of {first.day} {_month_and_year(first)}"
    if first.day == 1 and last == end_of_month(last.year, last.month):
        return _whole_months(first, last)
    if first.year != last.year:
        return f"{first.day} {_month_and_year(first)} – {last.day} {_month_and_year(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTH_NAMES[first.month - 1]} – {last.day} {_month_and_year(last)}"
    return f"{first.day}–{last.day} {_month_and_year(last)}"


def _month_and_year(moment: date) -> str:
    return f"{MONTH_NAMES[moment.month - 1]} {moment.year}"


def _whole_months(first: date, last: date) -> str:
    if first.month == 1 and last.month == 12:
        return _whole_years(first.year, last.year)
    if first.year != last.year:
        return f"{_month_and_year(first)} – {_month_and_year(last)}"
    if first.month != last.month:
        return f"{MONTH_NAMES[first.month - 1]}–{_month_and_year(last)}"
    return _month_and_year(first)


def _whole_years(first: int, last: int) -> str:
    if first == last:
        return str(first)
    if first % 10 == 0 and last == first + 9:
        return f"the {first}s"
    if first % 100 == 0 and last == first + 99:
        number = first // 100 + 1
        return f"the {number}{'st' if number == 21 else 'th'} century"
    return f"{first}–{last}"
