"""How long, how many, how much: the lengths of time and the quantities that a sentence gives; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.asking.dimensions import MEASURED, PERSONS, is_money, size_fit, sum_of
from bot.answer.evidence import Evidence
from bot.answer.extracting.attach import attachment
from bot.answer.extracting.counting import POSTS, STATES, called, counts_deed, is_anothers, is_human
from bot.answer.extracting.value import Value
from bot.answer.language.names import same_name
from bot.answer.language.sentence import sentence_names
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.types import Normal
from index.article import TimeExpression
from index.dates import format_interval
from index.durations import Duration, find_durations
from index.quantities import Quantity, find_quantities
from index.words import tokenize

_NUMBER_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_LED = re.compile(
    r"\b(?:after|following|before|until|since|(?:that|which)\s+(?:went\s+on|lasted|took|ran|continued)(?:\s+for)?)"
    r"\s+(?:\w+\s+)?$"
)
_PLANNED = re.compile(
    r"\b(?:will|planned|expected|scheduled|due|set to|is to|are to)\b(?:\s+[\w'’]+){0,4}\s*$", re.I
)
_SCALE_ONLY = re.compile(
    r"\b(?:tens|dozens|scores|hundreds|thousands|millions|billions|several|(?<!just )a few)\b"
    r"|^(?:dozen|hundred|thousand)\s+of\b",
    re.I,
)
_PASSED = re.compile(
    r"\b(?:surpass(?:es|ed|ing)?|(?:sur)?pass(?:es|ed|ing)|topp(?:ed|ing)|tops|exceed(?:s|ed|ing)?"
    r"|upwards? of|north of|at least|more than|above)\s+(?:the\s+)?$",
    re.I,
)
_YEARS_OLD = re.compile(r"\S+?[\s-]years?[\s-]old\s+(?:[a-z-]+\s+){0,3}")
_A_TIME = re.compile(
    r"\s+(?:per|an?|each|every)\s+(?:hour|day|night|week|month|quarter|year|person|head|share)\b"
)
_FORECAST = re.compile(
    r"\b(?:forecast|predict|project|anticipat)(?:s|ed|ing)?\s+(?:that\s+|an?\s+|about\s+)?$", re.I
)
_SOUGHT = re.compile(
    r"\b(?:s(?:eek|ought)|demand|request|propos|ask(?:s|ed|ing)?\s+for)(?:s|es|ed|ing)?\s+(?:an?\s+|about\s+)?$",
    re.I,
)
_ASKS_AHEAD = re.compile(
    r"\b(?:will|would|going|forecast|predict|project|anticipat|expect|seek|sought|demand|request|propos|ask|want)",
    re.I,
)
_BORDER = re.compile(r"[,;:.—–](?!\d)")
_SCALE = ("minute", "hour", "day", "week", "month", "year")
_DOER = re.compile(r"(?:er|or|ist|ee|ian|ant|man|men)$")


def durations(question: Question, evidence: Evidence, times: Sequence[TimeExpression]) -> list[Value]:
    """Find lengths of time, and ranges of days counted: "16-19 April" is four days."""
    text, published = evidence.sentence.text, evidence.sentence.article.published
    found = []
    for span in find_durations(text):
        # "has ended after three days": the small word belongs to the length, and borders no clause
        led = _LED.search(text[: span.start])
        start = led.start() if led else span.start
        fit = attachment(text, start, span.end, evidence.anchors, speech=True)
        if re.match(r"\s*(?:ago|earlier|later|before|after|old\b|-old)", text[span.end :]):
            fit *= 0.3
        if _is_other_scale(question, span.unit):
            fit *= 0.1  # "seven weeks" tells nothing of how many years
        normal = as_length(span)
        planned = bool(_PLANNED.search(text[: span.start]))
        found.append(Value(_show_duration(span), normal, span.start, span.end, fit, planned))
    for time in times:
        days = (time.last - time.first).days + 1
        if time.precision == "range" and 1 < days <= 120 and re.search(r"\d", time.text):
            fit = attachment(text, time.start, time.end, evidence.anchors) * 0.95
            shown = f"{format_interval(time.first, time.last, 'range')} ({_count(days)} days)"
            normal = Normal("quantity", time.first, time.last, "range", float(days), "day")
            planned = published is not None and time.last > published
            found.append(Value(shown, normal, time.start, time.end, fit, planned))
    return found


def _is_other_scale(question: Question, unit: str) -> bool:
    """Tell whether "how many years" is asked and a length is told in weeks: two steps or more away."""
    asked = re.search(
        r"\bhow (?:many|much)\s+(?:more\s+)?(minute|hour|day|week|month|year)s?\b", question.text, re.I
    )
    if asked is None or unit not in _SCALE:
        return False
    return abs(_SCALE.index(asked.group(1).lower()) - _SCALE.index(unit)) > 1


def as_length(span: Duration) -> Normal:
    """Make a length of time comparable; precision tells whether its words leave it open, which way."""
    vague = span.bound or ("about" if span.approximate else None)
    return Normal("quantity", number=span.number, unit=span.unit, precision=vague)


def as_amount(quantity: Quantity, before: str = "") -> Normal:
    """Make a number and what it counts comparable, as `as_length` does a length of time.

    before: the words before it; what "has passed 3,000" is at least that.
    """
    vague = quantity.bound or ("about" if quantity.approximate else None)
    if not vague and _PASSED.search(before):
        vague = "at least"
    if _SCALE_ONLY.search(quantity.text):
        vague = "vague"
    return Normal("quantity", number=quantity.number, unit=quantity.unit, precision=vague)


def extents(question: Question, evidence: Evidence) -> list[Value]:
    """Find how long a thing is, or how many matches a ban: what "how long" asks besides a length of time."""
    text, found = evidence.sentence.text, []
    for quantity in find_quantities(text):
        fit = size_fit(question.text, quantity)
        if fit:
            fit *= attachment(text, quantity.start, quantity.end, evidence.anchors)
            found.append(Value(quantity.text, as_amount(quantity), quantity.start, quantity.end, fit))
    return found


def _show_duration(span: Duration) -> str:
    """Show a duration as printed, except that "three-day" becomes "three days"."""
    if "-" not in span.text or span.number != int(span.number):
        return span.text
    return f"{_count(int(span.number))} {span.unit}{'s' if span.number != 1 else ''}"


def _count(number: int) -> str:
    return _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else str(number)


def quantities(question: Question, evidence: Evidence) -> list[Value]:
    """Find the numbers that count what the question counts."""
    text = evidence.sentence.text
    found = []
    # "Fourteen people were killed and 21 injured": a number has to stand with the deed, not the people.
    deeds = list(evidence.anchors)
    if any(term.key for term in question.terms):
        deeds = [(a, b) for a, b in deeds if root(text[a:b].lower()) not in question.wanted]
    counted = find_quantities(text)
    for quantity in counted:
        ahead = _FORECAST.search(text[: quantity.start]) or _SOUGHT.search(text[: quantity.start])
        if ahead and not _ASKS_AHEAD.search(question.text):
            continue  # so much was forecast or asked for, and another came
        unit_fit = _unit_fit(question, text, quantity)
        noun = sum_of(text, quantity.start) if is_money(quantity.unit) else None
        if noun is not None:
            named = any(likeness(term.stem, noun) >= 0.9 for term in question.terms)
            unit_fit = 1.0 if named else 0.2 * unit_fit  # "with a loan of": not the price
        if unit_fit:
            fit = unit_fit * max(0.4, attachment(text, quantity.start, quantity.end, deeds, speech=True))
            fit *= counts_deed(text, quantity, counted, deeds, evidence.deeds)
            if is_anothers(question, text, quantity, evidence.deeds):
                fit *= 0.5
            if evidence.anchors and not deeds:
                fit *= 0.6
            if re.search(r"\bby how (?:much|many)\b", question.text, re.I) and not re.search(
                r"\bby\s+(?:\w+\s+)?$", text[: quantity.start]
            ):
                fit *= 0.8
            if quantity.approximate and not re.search(r"\d", quantity.text):
                fit *= 0.85  # "hundreds" answers less than a number does
            each = _A_TIME.match(text, quantity.end) if is_money(quantity.unit) else None
            end = each.end() if each else quantity.end  # "$2 a month"
            normal = as_amount(quantity, text[: quantity.start])
            unit = called(question, quantity)
            if unit:
                normal = replace(normal, unit=unit)
            found.append(Value(text[quantity.start : end], normal, quantity.start, end, fit))
    return found


def _unit_fit(question: Question, text: str, quantity: Quantity) -> float:
    """Tell whether a number counts what the question counts; 0 where it counts something else."""
    low = question.text.lower()
    money = is_money(quantity.unit)
    size = size_fit(question.text, quantity)
    if size is not None:
        return size
    if re.search(r"\bhow old\b|\bage\b", low):
        return _age_of(question, text, quantity) * (
            1.0
            if "age" in quantity.unit
            or re.match(r"[\s-]years?[\s-]old", text[quantity.end :])
            or quantity.unit in ("year", "year old")
            else 0.0
        )
    if re.search(r"\bpercent|(?<!\bper )(?<!\ba )\bshare\b", low):
        return 1.0 if quantity.unit in ("percent", "%") else 0.0
    if re.search(r"\bhow much\b|\bcost\b|\bprice\b|\bworth\b|\bamount\b", low) and not question.wanted:
        priced = any(likeness("cost", root(t.word)) for t in tokenize(text))
        if quantity.unit not in ("", "percent") and not money:
            return 0.0 if re.search(r"\b(?:cost|price|worth|pay|paid|spen[dt]|earn\w*)\b", low) else 0.3
        return 1.0 if money else 0.8 if priced and quantity.unit != "percent" else 0.3
    if re.search(r"\bhow much\b", low) and re.search(r"\b(?:money|dollars|euros|pay|paid|cost|worth)\b", low):
        return 1.0 if money else 0.0
    amount = re.search(rf"\bhow much\b|^what\b.*\b(?:{MEASURED}|cost|pay|earn|worth)\b", low)
    if money:
        return 1.0 if amount else 0.0 if question.wanted else 0.5
    if quantity.unit in ("percent", "%"):
        return 0.9 if amount and not re.search(r"\b(?:population|toll|number|age|admission)\b", low) else 0.0
    if question.wanted and question.wanted[0] == "time" and _is_counted(question, text, quantity):
        return 0.9  # "how many times was she rescued": "two rescues"
    after = [root(t.word) for t in tokenize(_BORDER.split(text[quantity.start : quantity.end + 60])[0])][:6]
    unit = [root(t.word) for t in tokenize(quantity.unit)]
    wanted = question.wanted or tuple(t.stem for t in question.terms)
    if any(likeness(w, u) >= 0.8 for w in wanted for u in unit):
        return 1.0
    if question.wanted and any(likeness(w, u) >= 0.8 for w in question.wanted for u in after):
        return 0.9
    if unit and unit[0] in STATES:
        return 0.9 if any(likeness(t.stem, unit[0]) >= 0.8 for t in question.terms) else 0.0
    if called(question, quantity) and any(u in PERSONS | POSTS for u in unit):
        return 0.8 if any(u in PERSONS for u in unit) else 0.95  # "17 people" of whom it calls fans
    counts_people = not question.wanted or any(w in PERSONS for w in question.wanted)
    if counts_people and (
        not unit or any(u in PERSONS or _DOER.search(u) for u in unit) or is_human(quantity)
    ):
        return 0.8
    if counts_people and any(likeness(t.stem, u) >= 0.8 for t in question.terms for u in (*unit, *after[:3])):
        return 0.8
    return 0.0


def _age_of(question: Question, text: str, quantity: Quantity) -> float:
    """Tell how surely an age is that of whom the question names: "Ada Holm, 51,", "the 51-year-old Holm"."""
    found = sentence_names(text)
    asked = [n for n in found if any(same_name(q.text, n.text) for q in question.names)]
    beside = [n for n in found if re.fullmatch(r"\s*,\s*(?:aged\s+)?", text[n.end : quantity.start])]
    led = _YEARS_OLD.match(text, quantity.start)
    beside += [n for n in found if led and n.start == led.end()]  # "the 51-year-old Lind"
    if beside:
        return 1.0 if beside[-1] in asked else 0.1
    return 1.0


def _is_counted(question: Question, text: str, quantity: Quantity) -> bool:
    after = [root(t.word) for t in tokenize(text[quantity.start : quantity.end + 30])]
    return "time" in after[:3] or any(likeness(t.stem, word) >= 0.9 for t in question.terms for word in after)
