"""The words of time expressions, and the pattern fragments made of them.

In a fragment a space stands for one to three white-space characters and " ?" for none to three, so that no
pattern can run away over a long stretch of them; `compiled` writes that out.
"""

from __future__ import annotations

import re
from functools import cache

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
}  # fmt: skip

# People type "on friday" and "in november 2023". Four month names are also other words, so that these need
# their capital: may, march, august and mar.
_CLEAR_MONTH = "(?i:january|february|april|june|july|september|october|november|december)"
_SHORT_MONTH = r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
MONTH = rf"(?:{_CLEAR_MONTH}|March|MARCH|May|MAY|August|AUGUST|{_SHORT_MONTH})"
# With a year behind it, a month may be written in any way.
MONTH_OF_YEAR = rf"(?:{MONTH}|march|may|august|(?i:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec))"
# Standing alone, "Jan" and "Mar" are names of people; a full stop makes them short forms.
LONE_MONTH = rf"(?:{_CLEAR_MONTH}|August|AUGUST|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)"
# Alone, these need a word in front: "in March", "since May".
CUED_MONTH = "(?:March|MARCH|May|march|may|august)"
# "Sun" and "Sat" are other words unless a date follows or "on" and a full stop tell.
_SHORT_WEEKDAY = "(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
WEEKDAY = (
    "(?:(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    rf"|{_SHORT_WEEKDAY}\.?(?=,? (?:\d\d? )?{MONTH}(?!\w))|(?<=\b[Oo]n\s){_SHORT_WEEKDAY}\.)"
)
YEAR = r"(?:1[6-9]\d\d|20[0-4]\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
NOT_A_DAY = r"(?!\w|[:.,/]?\d| ?(?:%|°|(?:percent|per cent|people|million|billion|points|a\.m|p\.m|am|pm)\b))"
TO = "(?P<to>-|–|—|to|through|thru|until|till|and)"
OF_YEAR = rf"(?:,? (?:of )?(?P<y>{YEAR})(?![-/]?\d)|,? (?:of )?(?P<rel>last|this|next) year)?"
STEP = "(?:(?P<step>[Ll]ast|[Tt]his|[Nn]ext) )?"
PART = "(?i:(?:the )?(?:early|late|mid|middle|beginning|start|end|outset|close)(?:-| of | in | )(?:the )?)?"

# Words that a text must have one of before a rule is tried; "#4" is a number of four digits.
MONTH_WORDS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
WEEKDAY_WORDS = frozenset((*WEEKDAYS, *"mon tue tues wed thu thur thurs fri sat sun".split()))


@cache
def compiled(source: str) -> re.Pattern[str]:
    """Compile a fragment as a whole expression: not inside a word or a number, not behind a currency sign."""
    return re.compile(rf"(?<![\w$€£])(?<!\d[,.])(?:{spaced(source)})(?!\w)")


def spaced(source: str) -> str:
    """Write out what a space means in a fragment."""
    return source.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")


def words_in(text: str) -> set[str]:
    """The words of a text in lower case, and "#n" for each number of n digits."""
    found = re.findall(r"[a-z]+|\d+", text.lower())
    return {word if word[0] > "9" else f"#{len(word)}" for word in found}


def not_behind(*words: str) -> str:
    """A fragment: none of these words and a space stands right before."""
    return "".join(rf"(?<!{re.escape(word)}\x20)".replace(r"\ ", r"\x20") for word in words)


def just_behind(*words: str) -> str:
    """A fragment: one of these words and white space stands right before, in lower case or with a capital."""
    return "(?:" + "|".join(rf"(?<=\b[{w[0].upper()}{w[0]}]{w[1:]}\s)" for w in words) + ")"


def month_number(name: str) -> int:
    """ "Sept." -> 9."""
    return MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """ "Tues." -> 1; Monday is 0."""
    return next(place for place, full in enumerate(WEEKDAYS) if full.startswith(name[:3].lower()))


def full_year(two_digits: str) -> int:
    """The year that two digits mean: "23" -> 2023, "98" -> 1998; 51 to 99 are of the last century."""
    return int(two_digits) + (1900 if int(two_digits) > 50 else 2000)
