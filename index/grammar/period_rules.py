"""Rules for months, years and more told by name: "March 2023", "in March", "2022", "Q2 2022", "the 1990s"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from re import Match

from index.grammar import intervals
from index.grammar.context import Context, Rule, nearest
from index.grammar.day_rules import stated_year
from index.grammar.intervals import SEASONS, Interval, span
from index.grammar.numbers import SMALL, TENS, read_number
from index.grammar.words import (
    CUED_MONTH,
    DECADES,
    LONE_MONTH,
    MONTH_OF_YEAR,
    MONTH_WORDS,
    OF_YEAR,
    PART,
    STEPS,
    TO,
    YEAR,
    full_year,
    just_behind,
    month_number,
    not_behind,
)  # fmt: skip

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
SPORT = ("touchdown", "quarterback", "yard", "field goal", "halftime", "rebound", "basket", " goals")


def month_of_year(match: Match[str], context: Context) -> Interval:
    """ "March 2023", "early April last year"."""
    year = stated_year(match, context)
    if year is None:
        raise ValueError("a month alone is another rule's")
    return intervals.month(year, month_number(match["mo"]))


def months_of_year(match: Match[str], context: Context) -> Interval:
    """ "March to May 2023", "March and April last year"."""
    year, first, last = stated_year(match, context), month_number(match["mo"]), month_number(match["mo2"])
    if year is None:
        raise ValueError("each month is another rule's")
    if match["to"] == "and" and last != first + 1:
        raise ValueError("two months, not a stretch of months")
    return span(date(year - (last < first), first, 1), intervals.end_of_month(year, last))


def month_alone(match: Match[str], context: Context) -> Interval:
    """ "in March", "late April"; "May" and "April" may be people, too."""
    if match["mo"] == "May" and _tells_of_person(context.text):
        raise ValueError("a person")
    number, year = month_number(match["mo"]), context.today.year
    return nearest([intervals.month(year + offset, number) for offset in (-1, 0, 1)], context)


@lru_cache(maxsize=1)  # asked once for each "in May" of the same text
def _tells_of_person(text: str) -> bool:
    return _PERSON.search(text) is not None


def stepped_month(match: Match[str], context: Context) -> Interval:
    """ "last April" is the one before this month, "next April" the one after it."""
    month, today, step = month_number(match["mo"]), context.today, STEPS[match["step"].split()[-1].lower()]
    year = today.year
    if step < 0 and month >= today.month:
        year -= 1
    if step > 0 and month <= today.month:
        year += 1
    return intervals.month(year, month)


def whole_year(match: Match[str], _: Context) -> Interval:
    """ "2022", "mid-2022", "fiscal 2022"."""
    return intervals.year(int(match["y"]))


def short_year(match: Match[str], _: Context) -> Interval:
    """ "since '98"."""
    return intervals.year(full_year(match["y"]))


def spoken_year(match: Match[str], _: Context) -> Interval:
    """ "nineteen ninety-six", "twenty twenty-three", as transcripts write years."""
    century = 1900 if match["century"].lower() == "nineteen" else 2000
    return intervals.year(century + int(read_number(match["rest"]) or 0))


def years_or_month(match: Match[str], _: Context) -> Interval:
    """ "2019-2021", "the 2019-20 season"; but "2023-04" is a month."""
    first, tail = int(match[1]), match[2]
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    if len(tail) == 2 and last <= first:
        return intervals.month(first, int(tail))
    return intervals.years(first, last)


def decade(match: Match[str], _: Context) -> Interval:
    """ "the 1990s", "the '90s", "the nineties"; "the 1800s" is a century."""
    words = (match["d"] or match["word"]).lower()
    first = DECADES.get(words) or (int(words) if len(words) == 4 else 1900 + int(words))
    length = 100 if first % 100 == 0 and first < 2000 else 10
    return intervals.years(first, first + length - 1)


def century(match: Match[str], _: Context) -> Interval:
    """ "the 19th century" is 1800 to 1899, as people say it."""
    number = int(match[1])
    return intervals.years(number * 100 - 100, number * 100 - 1)


def quarter_of_year(match: Match[str], context: Context) -> Interval:
    """ "the second quarter of 2022", "Q2 2022", "third quarter"; not the quarters of a match."""
    ordinal = match["ordinal"].lower()
    number = ORDINALS.get(ordinal) or int(ordinal[0])
    year = int(match["y0"]) if match["y0"] else stated_year(match, context)
    if year is not None:
        return intervals.quarter(year, number)
    sentence = context.sentence().lower()
    if any(word in sentence for word in SPORT):
        raise ValueError("a quarter of a match")
    this = intervals.quarter(context.today.year, number)
    if this.first > context.today and context.tense() <= 0:
        return intervals.quarter(context.today.year - 1, number)
    return this


def half_of_year(match: Match[str], context: Context) -> Interval:
    """ "the first half of 2022", "the second half of last year"."""
    year = stated_year(match, context)
    if year is None:
        raise ValueError("half of something else")
    first = 1 if match["ordinal"].lower() == "first" else 7
    return intervals.months(year, first, first + 5)


def season_of_year(match: Match[str], context: Context) -> Interval:
    """ "summer of 2022", "the fall of last year", "in the spring"."""
    name, year = match["season"].lower(), stated_year(match, context)
    if year is not None:
        return intervals.season(year, name)
    if not match["cue"]:
        raise ValueError("a season of no year")
    return nearest([intervals.season(context.today.year + offset, name) for offset in (-1, 0, 1)], context)


_YEARS = frozenset(("#4",))
# Four digits that count something, or that are a name: "2000 people", "2030 GMT", "Flight 1990".
_COUNTED = (
    r"(?! ?(?:%|°|(?:percent|per cent|people|persons|men|women|children|points|miles|shares|dollars|euros"
    r"|pounds|tons|tonnes|soldiers|troops|km|kilomet(?:er|re)s|met(?:er|re)s|feet|acres|hectares|homes|houses"
    r"|jobs|words|votes|seats|cases|deaths|copies|units|calories|GMT|UTC|EST|EDT|CET|hours|local time)\b))"
    r"(?! ?[x×] ?\d)(?! (?:block of|[A-Z]\w{1,20} (?:St|Street|Ave|Avenue|Rd|Road|Boulevard|Drive|Lane)\b))"
)
_NAMED = not_behind(
    "Flight", "Route", "Highway", "No.", "Boeing", "Airbus", "Room", "Resolution", "Model", "Number",
    "Agenda",
    "more than", "fewer than", "less than", "at least", "up to", "nearly", "almost", "some", "exactly",
)  # fmt: skip
_UNTIL_AT_LEAST = "|".join(rf"(?<={word}\x20at\x20least\x20)" for word in ("until", "through", "since"))
_LOOSE = r"(?<![.,:/+#])(?<!\d-)(?<!\d–)(?<!\d\x20[x×]\x20)"
_PLAIN_YEAR = rf"(?:{_UNTIL_AT_LEAST}|{_NAMED})(?P<y>{YEAR})(?![-/.,:]\d){_COUNTED}"
_ONES = list(SMALL)[1:10]
_SEASON = "|".join(SEASONS)
_CUE = just_behind("in", "by", "since", "over", "into", "during", "until")
_MONTH_CUE = just_behind("in", "by", "of", "since", "until", "during", "from")
_PERSON = re.compile(
    r"\b(?:M(?:r|rs|s|iss|inister|ayor)|Dr|Sir|Theresa|President|Senator)\.? May\b|\bMay (?:said|told)\b"
)
# "the March accord" is of March; "the March on the palace" is not.
_MONTH_OF_NOUN = r"(?<=\b[Tt]he\s)(?=\w{3,6} [a-z])(?!\w{3,6} (?:on|for|of|to|against|in|was|is|will)\b)"

PERIOD_RULES = (
    Rule(MONTH_WORDS, rf"{PART}(?P<mo>{MONTH_OF_YEAR}){OF_YEAR}", month_of_year),
    Rule(MONTH_WORDS, rf"(?P<mo>{MONTH_OF_YEAR}) ?{TO} ?(?P<mo2>{MONTH_OF_YEAR}){OF_YEAR}", months_of_year),
    Rule(
        MONTH_WORDS,
        rf"(?P<step>[Ll]ast|[Tt]his past|[Tt]his(?! march)|[Nn]ext) (?P<mo>{MONTH_OF_YEAR})(?! ?\d)",
        stepped_month,
    ),
    Rule(MONTH_WORDS, rf"{PART}(?P<mo>{LONE_MONTH})(?! ?\d| [A-Z][a-z]| (?:said|says|told)\b)", month_alone),
    Rule(MONTH_WORDS, rf"{_MONTH_CUE}(?P<mo>{LONE_MONTH})(?! ?\d)", month_alone),
    Rule(
        MONTH_WORDS,
        rf"(?:{_MONTH_CUE}|{_MONTH_OF_NOUN}"
        rf"|(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-])(?P<mo>{CUED_MONTH})(?! ?\d)",
        month_alone,
    ),
    Rule(
        _YEARS,
        rf"{_LOOSE}{PART}(?:(?:fiscal|calendar) (?:year )?|the year )?{_PLAIN_YEAR}",
        whole_year,
    ),
    Rule(
        frozenset(("nineteen", "twenty")),
        rf"(?i:(?:the year )?(?P<century>nineteen|twenty) (?P<rest>(?:{'|'.join(TENS)})"
        rf"(?:[\s-](?:{'|'.join(_ONES)}))?))",
        spoken_year,
    ),
    Rule(frozenset(("#2",)), rf"{just_behind('in', 'of', 'since', 'from')}['’](?P<y>\d\d)", short_year),
    Rule(_YEARS, rf"{_LOOSE}({YEAR}) ?[-–—/] ?({YEAR}|\d\d)(?![-/.,:]?\d)", years_or_month),
    Rule(_YEARS, rf"{PART}(?P<d>(?:1[6-9]|20)\d0)['’]?s(?P<word>)", decade),
    Rule(frozenset(("#2",)), rf"(?:{PART}['’]|the (?:early|late)[\s-])(?P<d>[2-9]0)s(?P<word>)", decade),
    Rule(frozenset(DECADES), rf"[Tt]he (?:early |late |mid-?)?(?P<d>)(?P<word>{'|'.join(DECADES)})", decade),
    Rule(
        frozenset(("century",)), r"(?:the )?(?:early |late |mid-?)?(1\d|2[01])(?:st|th)[\s-]century", century
    ),
    Rule(
        frozenset(("quarter",)),
        rf"(?i:(?:the )?(?:(?P<y0>{YEAR}) )?(?:fiscal )?"
        rf"(?P<ordinal>first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]quarter){OF_YEAR}",
        quarter_of_year,
    ),
    Rule(
        frozenset(("q",)),
        rf"(?<!Q\d\x20)(?:(?P<y0>{YEAR}) )?Q(?P<ordinal>[1-4])(?! Q\d){OF_YEAR}",
        quarter_of_year,
    ),
    Rule(frozenset(("half",)), rf"(?i:(?:the )?(?P<ordinal>first|second) half){OF_YEAR}", half_of_year),
    Rule(
        frozenset(SEASONS),
        rf"(?i:(?P<cue>{_CUE}the )?(?:the )?(?:early |late |mid-?)?(?P<season>{_SEASON}))"
        rf"{OF_YEAR}(?! of\b|-)",
        season_of_year,
    ),
)
