"""Whether two values that exclude each other are told of one thing at all; pure.

Most of what differs in the news does not contradict: the winner of another year, the debut beside the total,
a day's number beside a month's, what was expected beside what came, four of the twelve. Each is told by words
that stand at the value, so that no parser is needed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.answer.agreement import TIME, is_vague
from bot.answer.asking.dimensions import is_money
from bot.answer.evidence import Evidence
from bot.answer.extracting.attach import attachment
from bot.answer.extracting.value import Value
from index.dates import find_times

APART = timedelta(days=60)
"""How far apart two sentences' own times have to lie to be two occasions."""

HELD = 0.75
"""How surely a time has to belong to the value to say of when it is."""

FAR = 10.0
"""Times that one number is the other, from which on they hardly count the same thing."""

YEARLY = timedelta(days=300)
"""How far apart the reports of two numbers have to lie, where not both sentences say when it was."""

DEED, WORDS, FIT = 0.9, 0.75, 0.8
"""How much of the deed and of the question's words a sentence has to hold, and how surely its day is the
deed's, for the day to be held against another one in dated news."""

AROUND = 40
"""Characters before and behind a value in which words say what it measures."""

_MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.I))
    for name, words in (
        ("a day", r"dail[y]|a day|per day|each day|every day|in (?:one|a single) day|24 hours"),
        ("a week", r"weekly|a week|per week|each week|every week"),
        ("a month", r"monthly|a month|per month|each month|every month"),
        ("a year", r"annual(?:ly)?|yearly|a year(?! ago| earlier| later)|per year|each year|every year"),
        ("an hour", r"hourly|an hour|per hour"),
        ("each", r"each|apiece|per (?:person|head|capita|share|unit|household)"),
        ("average", r"average[ds]?|mean|median|typical(?:ly)?"),
        ("opening", r"debut(?:s|ed)?|opening (?:day|night|weekend|week)|first (?:day|weekend|week|night)"),
        (
            "group",
            r"(?:for|among)\s+(?:[\w-]+\s+){0,2}(?:men|women|children|adults|people|workers|students|teens|voters"
            r"|families|households|(?-i:[A-Z]\w+ans))",
        ),
    )
)
_ANOTHER = re.compile(r"\b(?:another|additional|further|extra)\s+$", re.I)
_MORE = re.compile(r"^\s*(?:\w+\s+)?more\b(?!\s+than)", re.I)
_PART = re.compile(
    r"\b(?:includ(?:ing|ed|es)|among them|among whom|of (?:whom|which|them|those)|at least one of)\W+"
    r"(?:\w+\W+){0,2}$",
    re.I,
)
_EXPECTED = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|project(?:s|ed|ing)?|predict(?:s|ed|ing)?|forecast(?:s|ed|ing)?"
    r"|anticipat(?:es|ed|ing)|could|might|may|would|will|likely|hop(?:es|ed|ing)|aim(?:s|ed|ing)?"
    r"|plan(?:s|ned|ning)?|warn(?:s|ed|ing)?|target(?:s|ed|ing)?|up to)\b(?:\W+[\w'’-]+){0,8}\W*$",
    re.I,
)
_ASKED = re.compile(
    r"\b(?:recommend(?:s|ed|ing)?|s(?:ought|eeks|eeking)|(?:ask(?:s|ed|ing)?|call(?:s|ed|ing)?) for"
    r"|request(?:s|ed|ing)?|propos(?:es|ed|ing)|demand(?:s|ed|ing)?|want(?:s|ed)?|faces?|faced|facing)\b"
    r"(?:(?!\b(?:after|as|because|since|when|where|which|while|who)\b)[^;.])*$",
    re.I,
)
_OCCASION = re.compile(r"\b(?:in|during|at|after)\s+an?\s+(?:\w+\s+){0,2}$", re.I)
"""Before the length of where something was asked for: "demanded it in a stormy three-hour meeting"."""
_AGO = re.compile(r"\byears\s+(?:ago|earlier|before)\b", re.I)
SENTENCE = 150
"""Characters before a value in which stands who asks for it."""


def of_one_matter(one: Evidence, value: Value, other: Evidence, differing: Value) -> bool:
    """Tell whether two values, each with its sentence, may be held against each other.

    False where the sentences themselves say that they tell of two occasions, or measure two things.
    """
    dated = bool(one.sentence.article.published and other.sentence.article.published)
    if value.normal.type == "date":
        return not dated or _one_day(one, value, other, differing)
    if dated and _two_times(one, value, other, differing):
        return False  # of articles without a date nobody can tell which occasion is the one that is meant
    if value.normal.type != "quantity":
        return True
    return not _far_apart(value, differing, dated) and _measured(one, value) == _measured(other, differing)


def _one_day(one: Evidence, value: Value, other: Evidence, differing: Value) -> bool:
    """Tell whether two days of dated news are those of one deed."""
    if other.key < DEED or other.terms < WORDS or differing.fit < FIT:
        return False  # the day of something else that the same sentence tells
    first, second = value.normal.start, differing.normal.start
    rough = any(_AGO.search(e.sentence.text[v.start : v.end]) for e, v in ((one, value), (other, differing)))
    if rough and first and second and abs(first.year - second.year) <= 1:
        return False  # "two years ago" may lie on either side of it
    return not (_is_which(one, value) or _is_which(other, differing))


def _is_which(evidence: Evidence, value: Value) -> bool:
    """Tell whether a year only says which of several is meant: "the 2016 primary", beside another year's."""
    text = evidence.sentence.text
    return re.fullmatch(r"\d{4}", text[value.start : value.end]) is not None and any(
        re.fullmatch(r"\s+(?:[A-Za-z-]+\s+){0,2}", text[value.end : start]) is not None
        for start, _ in evidence.deeds or evidence.anchors
    )


def _two_times(one: Evidence, value: Value, other: Evidence, differing: Value) -> bool:
    """Tell whether what the sentences date, or else their articles' days, lies too far apart to be one."""
    first, second = _days(one, value), _days(other, differing)
    if first and second:
        return all(_gap(a, b) > APART for a in first for b in second)
    days = (one.sentence.article.published, other.sentence.article.published)
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) > YEARLY


def _gap(one: tuple[date, date], other: tuple[date, date]) -> timedelta:
    return max(one[0] - other[1], other[0] - one[1])


def _days(evidence: Evidence, value: Value) -> list[tuple[date, date]]:
    """Give the days that a sentence names with its value, or with what the question asks about."""
    text = evidence.sentence.text
    places = [(value.start, value.end), *evidence.deeds]
    return [
        (time.first, time.last)
        for time in find_times(text, evidence.sentence.article.published)
        if attachment(text, time.start, time.end, places, speech=True) >= HELD
    ]


def _far_apart(one: Value, other: Value, dated: bool) -> bool:
    """Tell whether two numbers are too far apart to count one thing, in dated news or of money."""
    numbers = [abs(v.normal.number or 0.0) for v in (one, other)]
    if any(is_vague(v.normal) for v in (one, other)) or one.normal.unit in TIME:
        return False
    if not dated and not is_money(one.normal.unit or ""):
        return False
    return min(numbers) > 0 and max(numbers) > FAR * min(numbers)


def _measured(evidence: Evidence, value: Value) -> set[str]:
    """Name what the words at a value say that it measures, where that is not all there is."""
    text = evidence.sentence.text
    before, behind = _clause(text, value.start, value.end)
    near = f"{before} {text[value.start : value.end]} {behind}"
    found = {name for name, words in _MEASURES if words.search(near) and value.normal.unit not in TIME}
    own = text[value.start : value.end]
    if _ANOTHER.search(before) or _MORE.match(text[value.end :]) or re.search(r"\bother\b", own):
        found.add("more")
    if _PART.search(before):
        found.add("part")
    demanded = text[max(0, value.start - SENTENCE) : value.start]
    if _ASKED.search(demanded) and not _OCCASION.search(demanded):
        found.add("asked for")
    if _EXPECTED.search(before) and value.normal.unit not in TIME:
        found.add("expected")  # a length of time that was planned is compared, and called that
    return found


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Give the words around a place, up to the border of its clause or another number."""
    before = re.split(r"[;:—–]|,\s(?!\d)|\b(?:and|but|while)\b", text[max(0, start - AROUND) : start])[-1]
    behind = re.split(r"[;:—–]|,\s|\.\s|\b(?:and|but|while)\b|\d", text[end : end + AROUND])[0]
    return before, behind
