"""Rules for dates that hang on another: "Sunday", "last month", "two years ago", "the next day".

They hang on the publication date (`context.today`) or on the date told before (`context.previous`).
"""

from __future__ import annotations

from datetime import date, timedelta
from re import Match

from index.grammar import intervals
from index.grammar.context import Context, Rule
from index.grammar.intervals import SEASONS, Interval, day, shift, shift_years, span, unit_around, week
from index.grammar.numbers import SMALL, TENS, read_number
from index.grammar.words import MONTH, STEPS, WEEKDAY, WEEKDAY_WORDS, just_behind, not_behind, weekday_number

FINENESS = {"day": 0, "week": 1, "month": 2, "range": 3, "year": 4}
UNITS = ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")
UNIT_WORDS = frozenset((*UNITS, *(f"{unit}s" for unit in UNITS)))
PARTS_OF_DAY = ("morning", "afternoon", "evening", "night")
MOST_COUNTED = 500  # "500 years ago" is a date, "2023 days later" is not read


def near_day(match: Match[str], context: Context) -> Interval:
    """ "yesterday", "tonight", "the day after tomorrow"."""
    words = match[0].lower()
    offset = -1 if "yesterday" in words or words.startswith("last") else 1 if "tomorrow" in words else 0
    if "day before" in words or "day after" in words:
        offset *= 2
    return day(context.today + timedelta(days=offset))


def weekday(match: Match[str], context: Context) -> Interval:
    """ "Friday": the publication day if it is one, else the last or, where the clause looks ahead, the next.

    Outlets date by their own calendar: an article printed on a Friday says "Friday" of its own day.
    """
    today, number = context.today, weekday_number(match["wd"])
    back = (today.weekday() - number) % 7
    ahead = (number - today.weekday()) % 7
    step = (match["step"] or "").lower()
    if match["week"]:
        monday = week(today).first + timedelta(days=7 * STEPS[match["week"].lower()])
        return day(monday + timedelta(days=number))
    if step in ("last", "past", "this past"):
        return day(today - timedelta(days=back or 7))
    if step == "next":
        return day(today + timedelta(days=ahead or 7))
    if step or context.tense() > 0:
        return day(today + timedelta(days=ahead))
    return day(today - timedelta(days=back))


def weekday_stretch(match: Match[str], context: Context) -> Interval:
    """ "Wednesday through Friday", "from Monday to Thursday": the week that the clause looks at."""
    first, last = weekday_number(match["wd"]), weekday_number(match["wd2"])
    length = timedelta(days=(last - first) % 7)
    today = context.today
    start = today - timedelta(days=(today.weekday() - first) % 7)
    if context.tense() > 0 and start + length < today:
        start += timedelta(days=7)
    return span(start, start + length)


def weekday_beside(match: Match[str], context: Context) -> Interval:
    """ "the following Monday", "the previous Friday": beside the date told before."""
    known, number = context.previous, weekday_number(match["wd"])
    if match["side"].lower() in ("following", "next"):
        return day(known.last + timedelta(days=(number - known.last.weekday()) % 7 or 7))
    return day(known.first - timedelta(days=(known.first.weekday() - number) % 7 or 7))


def stepped_unit(match: Match[str], context: Context) -> Interval:
    """ "last week", "this year", "the coming month"; "the last week" is a length of time, not a date."""
    bare, unit, today = match["step"].lower(), match["unit"].lower(), context.today
    if match["the"] and bare in ("last", "next", "past") and unit not in ("weekend", "quarter", *SEASONS):
        raise ValueError("a length of time")
    step = STEPS[bare.split()[-1]]
    if unit in SEASONS:
        return _stepped_season(unit, step, today)
    if unit == "weekend" and bare == "this" and today.weekday() < 3 and context.tense() < 0:
        step = -1  # "met this weekend", printed on a Monday
    return unit_around(shift(today, unit, step), unit)


def _stepped_season(name: str, step: int, today: date) -> Interval:
    around = [intervals.season(today.year + offset, name) for offset in (-2, -1, 0, 1)]
    if step < 0:
        return [item for item in around if item.last < today][-1]
    if step > 0:
        return next(item for item in around if item.first > today)
    return intervals.season(today.year, name)


def the_weekend(_: Match[str], context: Context) -> Interval:
    """ "over the weekend": the one gone by, unless the clause looks ahead or it is the weekend now."""
    back = context.today.weekday() < 5 and context.tense() <= 0
    return intervals.weekend(context.today - timedelta(days=7 * back))


def unit_now(match: Match[str], context: Context) -> Interval:
    """ "by the end of the year", "at year-end": the year itself, as "late 2023" is 2023."""
    return unit_around(context.today, match["unit"].lower())


def unit_beside(match: Match[str], context: Context) -> Interval:
    """ "the next day", "that month", "the previous year": beside or around the date told before."""
    side, unit, known = match["side"].lower(), match["unit"].lower(), context.previous
    unit = "day" if unit in ("morning", "afternoon", "evening", "night") else unit
    _demand_finer(known, unit)
    step = 1 if "next" in side or "following" in side else -1 if "previous" in side else 0
    return unit_around(shift(known.first, unit, step), unit)


def counted_from_today(match: Match[str], context: Context) -> Interval:
    """ "two years ago" is a year, "three weeks from now" a week, "ten days ago" a day."""
    unit, count = match["unit"].lower(), _count(match["count"])
    return unit_around(shift(context.today, unit, -count if match["way"].lower() == "ago" else count), unit)


def counted_from_previous(match: Match[str], context: Context) -> Interval:
    """ "three days later", "a year earlier": counted from the date told before."""
    unit, known = match["unit"].lower(), context.previous
    count = _count(match["count"]) * (1 if match["way"].lower() in ("later", "after") else -1)
    if unit == "year" and known.precision in ("month", "range"):
        return shift_years(known, count)  # "the third quarter, from … a year earlier"
    _demand_finer(known, unit)
    found = unit_around(shift(known.last if count > 0 else known.first, unit, count), unit)
    if found.first > context.today and context.tense() < 0:
        raise ValueError("counted from something else: what was done can't lie ahead")
    return found


def year_ago_period(_: Match[str], context: Context) -> Interval:
    """ "the year-ago quarter", "a year-earlier period": what was told before, one year back."""
    return shift_years(context.previous, -1)


def _demand_finer(known: Interval, unit: str) -> None:
    """A day cannot be counted from a year: ValueError where the date told before is coarser than the unit."""
    if FINENESS[known.precision] > FINENESS.get(unit, FINENESS["range"]):
        raise ValueError(f"no {unit} was told")


def _count(words: str) -> int:
    number = read_number(words)
    if number is None or number > MOST_COUNTED:
        raise ValueError(f"not a count: {words}")
    return int(number)


_ANY_UNIT = f"(?P<unit>{'|'.join(UNITS)})s?"
_PART_OF_DAY = "|".join(PARTS_OF_DAY)
# Two days may be "a couple of days"; "a few days ago" is left open rather than made up.
_WORD = "|".join(sorted((*[word for word in SMALL if word != "zero"], *TENS), key=len, reverse=True))
_COUNT = rf"(?P<count>\d{{1,3}}|an?(?: couple(?: of)?)?|(?:{_WORD})(?:[\s-](?:{_WORD}))?)"
_STEP = "(?P<step>last|this past|this coming|this|next|current|coming|past)"
# "Black Friday" is a feast, "Bloody Sunday" a name, the "Sunday Times" a paper.
_NAMED = not_behind(
    "Black",
    "Good",
    "Easter",
    "Bloody",
    "Super",
    "Ash",
    "Cyber",
    "Palm",
    "Holy",
    "Giving",
    "every",
    "Every",
    "each",
    "Each",
)
_NAMING = r"(?! (?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Night (?:Live|Football|Lights))\b)"
_SIDE = "(?P<side>the following|the next|the previous|that same|the same|that)"

RELATIVE_RULES = (
    Rule(
        frozenset(("yesterday", "today", "tonight", "tomorrow", *PARTS_OF_DAY)),
        "(?i:(?:the )?day (?:before yesterday|after tomorrow)|(?:yesterday|tomorrow|today)"
        rf"(?: (?:{_PART_OF_DAY}))?|tonight|this (?:morning|afternoon|evening)|last (?:evening|night))",
        near_day,
    ),
    Rule(
        WEEKDAY_WORDS,
        rf"{_NAMED}(?:(?i:{_STEP}) )?(?P<wd>{WEEKDAY}){_NAMING}"
        rf"(?: (?:{_PART_OF_DAY}))?(?:,? (?:of )?(?P<week>last|this|next) week)?",
        weekday,
    ),
    Rule(
        WEEKDAY_WORDS,
        rf"(?P<wd>{WEEKDAY})(?: (?:through|thru|until|till) | ?[-–—] ?)(?P<wd2>{WEEKDAY})",
        weekday_stretch,
    ),
    Rule(WEEKDAY_WORDS, rf"{just_behind('from')}(?P<wd>{WEEKDAY}) to (?P<wd2>{WEEKDAY})", weekday_stretch),
    Rule(
        WEEKDAY_WORDS,
        rf"[Tt]he (?P<side>following|next|previous|preceding) (?P<wd>{WEEKDAY})",
        weekday_beside,
    ),
    Rule(
        UNIT_WORDS | frozenset(SEASONS),
        "(?i:(?:the )?(?:end|beginning|start|middle) of (?P<the>)"
        "(?P<step>this|next|last) (?P<unit>week|month|year))",
        stepped_unit,
    ),
    Rule(
        UNIT_WORDS | frozenset(SEASONS),
        rf"(?i:(?:(?:earlier|later|late|early|sometime) )?(?P<the>the )?{_STEP}"
        rf" (?P<unit>{'|'.join(UNITS[1:])}|{'|'.join(SEASONS)}))(?!-old| of\b(?! (?!{MONTH})[A-Z]))",
        stepped_unit,
    ),
    Rule(frozenset(("weekend",)), "(?i:(?:over|during|at|on|through) the weekend)", the_weekend),
    Rule(UNIT_WORDS, "(?i:(?:the )?(?:end|beginning|middle) of (?:the )?(?P<unit>year|month))", unit_now),
    Rule(UNIT_WORDS, r"(?i:(?P<unit>year)(?:['’]s)?[\s-]end)", unit_now),
    Rule(UNIT_WORDS, "(?i:(?:earlier|later|late|early) in the (?P<unit>week|month|year))", unit_now),
    Rule(
        UNIT_WORDS | frozenset(PARTS_OF_DAY),
        rf"(?i:(?:later |earlier |late |early )?{_SIDE}"
        " (?P<unit>day|week|month|year|quarter|morning|afternoon|evening|night))",
        unit_beside,
    ),
    Rule(
        frozenset(("ago", "from")),
        rf"(?i:{_COUNT}[\s-]{_ANY_UNIT}[\s-](?P<way>ago|from now))",
        counted_from_today,
    ),
    Rule(
        frozenset(("later", "earlier", "before", "after")),
        rf"(?i:{_COUNT}[\s-]{_ANY_UNIT} (?P<way>later|earlier|before(?=[.,;])|after(?=[.,;])))",
        counted_from_previous,
    ),
    Rule(UNIT_WORDS, "(?i:(?:the |a )?year-(?:ago|earlier)(?: (?:quarter|period|month))?)", year_ago_period),
)
