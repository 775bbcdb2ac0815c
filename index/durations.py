"""Lengths of time that a text tells: "a five-day tour", "more than 9 hours", "12 years in office". Pure.

Not read: lengths without any number ("for years", "the whole night"), ages ("a 25-year-old", "25 years old"),
rates ("twice a day"), and counts that make a date ("two years ago", "three days later", see `index.dates`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.grammar.numbers import BOUND, NUMBER, VAGUE, read_bound, read_number

UNITS = "second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|century|centurie"
# Units that people do not compare in: told in another.
IN_OTHER_UNITS = {"fortnight": (2.0, "week"), "decade": (10.0, "year"), "century": (100.0, "year")}
# "a day" is a rate ("50 boats a day") unless a word like these opens it.
OPENERS = (
    "for|within|than|about|around|nearly|almost|over|under|lasted|lasting|lasts|last|took|takes|take|taking|spent"
    "|spend|after|in|just|only|another|another|half|least|most|roughly|approximately|some|or"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as a text tells it; start and end are offsets in that text.

    number, unit: the length, the unit in singular: second, minute, hour, day, night, week, weekend, month,
    quarter or year ("a decade" is 10 year). Of a span ("two to three weeks") the middle.
    approximate: the words leave the number open ("more than 9 hours", "several days": at least 3).
    bound: "at least", "at most", "about", or None.
    """

    start: int
    end: int
    number: float
    unit: str
    text: str
    approximate: bool
    bound: str | None = None


@cache
def _pattern() -> re.Pattern[str]:
    half = r"[\s-]and[\s-]a[\s-]half"
    vague = r"(?:a couple(?: of)?|a few|several|a half|half an?)".replace(" ", r"\s{1,2}")
    number = rf"(?:{vague}|{NUMBER})(?:{half})?"
    return re.compile(
        rf"(?<![\w$€£.,:/-])(?:(?P<bound>{BOUND})\s{{1,2}})?"
        rf"(?:(?P<low>{NUMBER})\s{{1,2}}(?:to|or)\s{{1,2}}|(?P<low_digits>\d{{1,4}})\s?[-–]\s?(?=\d))?"
        rf"(?:(?P<number>{number})[\s-]{{1,2}}|(?P<one>(?<=\b)an?)\s{{1,2}})"
        rf"(?:(?:full|whole|more|straight|consecutive|long|additional|working|business)\s{{1,2}})?"
        rf"(?P<unit>{UNITS})s?(?P<half>{half})?(?!\w)",
        re.IGNORECASE,
    )


_A_DATE_OR_AGE = re.compile(
    r"\s{1,2}(?:ago|earlier|later|from\snow|olds?|of\sage)\b|-olds?\b|\s{1,2}(?:before|after)(?=[.,;])|['’]s?\stime",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\b(?:every|each|per)\s$", re.IGNORECASE)
_OPENED = re.compile(rf"(?:^|\b(?:{OPENERS})\s{{1,2}})$", re.IGNORECASE)


def find_durations(text: str) -> list[Duration]:
    """Find the lengths of time in a text, in order and not overlapping."""
    found = []
    for match in _pattern().finditer(text):
        if _A_DATE_OR_AGE.match(text, match.end()):
            continue
        if _REPEATED.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if (match["one"] or match["number"].lower() == "one") and not _is_length(text, match):
            continue
        number = 1.0 if match["one"] else read_number(match["number"])
        if number is None:
            continue
        found.append(_duration(text, match, number))
    return found


def _is_length(text: str, match: re.Match[str]) -> bool:
    """Tell "a day" as a length ("for a day", "a year and a half") from a rate ("50 a day") or "one day"."""
    if match["half"] or match["bound"] or match["low"] or "-" in match[0]:
        return True
    if match["unit"].lower() in ("decade", "century"):
        return True
    before = text[max(0, match.start() - 20) : match.start()]
    return bool(before and _OPENED.search(before))


def _duration(text: str, match: re.Match[str], number: float) -> Duration:
    unit = match["unit"].lower()
    unit = "century" if unit == "centurie" else unit
    if match["half"]:
        number += 0.5
    low_words = match["low"] or match["low_digits"]
    low = read_number(low_words) if low_words else None
    if low is not None and low < number:
        number = (low + number) / 2
    factor, unit = IN_OTHER_UNITS.get(unit, (1.0, unit))
    bound = read_bound(match["bound"])
    vague = bool(match["number"]) and any(word in match["number"].lower() for word in VAGUE)
    approximate = bound is not None or low is not None or vague
    start, end = match.start(), match.end()
    return Duration(start, end, number * factor, unit, text[start:end], approximate, bound)
