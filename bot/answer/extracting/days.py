"""When: the days and times of day that a sentence gives; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer.evidence import Evidence
from bot.answer.extracting.attach import attachment
from bot.answer.extracting.occasion import is_of
from bot.answer.extracting.value import Value, worded
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import dateline_end
from bot.answer.question import Question
from bot.answer.types import Normal
from index.article import TimeExpression
from index.dates import find_times, format_interval
from index.words import FUNCTION_WORDS

_CLOCK = re.compile(r"\b(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)|\d{1,2}:\d\d|noon|midnight)(?!\w)", re.I)
_SPEECH_ASKED = re.compile(
    r"\b(?:say|said|announce\w*|report\w*|tell|told|publish\w*|state\w*|confirm\w*|post\w*)\b", re.I
)
_AHEAD = re.compile(
    r"\b(?:will|would|plans?|planned|expect\w*|due|set to|to be|later|scheduled|next|is to)\b", re.I
)
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.I)
_SINCE_ASKED = re.compile(r"\bsince\b", re.I)
_WILL = re.compile(r"when\s+will\b", re.I)
_PAST = re.compile(r"\b(?:did|was|were|had)\b", re.I)
_BORDER = re.compile(r"[;:]|,\s|\b(?:after|before|since|until|as|who|which|that|while|because|but)\b")
_WHEN = re.compile(r"(?:\s+last\s+week)?(?:,\s+[^,;:.]{3,20})?,?\s+when\s+", re.I)
"""Between a day, printed once or twice, and what happened on it."""

HELD = 0.9
"""How nearly a sentence has to hold the deed, for its hour to be that of the day before it."""

_SOME_DAY = date(2001, 1, 3)  # an anchor by which to see that words are a relative date, never what they mean


def clock_times(question: Question, text: str) -> list[Value]:
    """Find times of day, for "what time"; nothing for other questions."""
    if not re.search(r"\bwhat time\b", question.text, re.I):
        return []
    return [worded(text, Phrase(m.start(), m.end(), 1.0), "text") for m in _CLOCK.finditer(text)]


def dates(question: Question, evidence: Evidence, times: Sequence[TimeExpression]) -> list[Value]:
    """Find the days of a sentence; those that nothing dates as they are printed."""
    sentence, text = evidence.sentence, evidence.sentence.text
    published = sentence.article.published
    speech = bool(_SPEECH_ASKED.search(question.text))
    found = []
    deeds = evidence.deeds or evidence.anchors or _places(question, text)
    opening = dateline_end(text)
    last_one = re.search(r"\blast\s+[a-z]+|\blast\?*$", question.text) and re.search(r"\bsince\b", text)
    for time in times:
        fit = attachment(text, time.start, time.end, evidence.anchors, speech)
        fit *= is_of(text, time.start, time.end, deeds, question.text)
        if any(_opens_clause(text, time.end, start) for start, _ in evidence.deeds):
            fit = max(fit, 0.95)
        if time.end <= opening:
            fit *= 0.1  # "NORTHMOOR, 4 March (Coast Press) -": the day of the report
        if last_one:
            fit = 1.0 if _SINCE.search(text[: time.start]) else 0.6 * fit
        if not _SINCE_ASKED.search(question.text) and _only_since(text, time.start, evidence.deeds):
            fit *= 0.5
        if time.precision == "year" and _names_another(text[time.end :], evidence):
            fit *= 0.4
        shown = show_interval(time.first, time.last, time.precision)
        normal = Normal("date", time.first, time.last, time.precision)
        planned = published is not None and _is_to_come(text, time, published)
        if (
            _WILL.match(question.text)
            and published is not None
            and (time.last < published or time.text.lower().startswith("earlier"))
        ):
            fit *= 0.4  # of what is still to come no day has passed
        if planned and _PAST.search(question.text):
            # Of what is to come and what has been, the latter is asked for; nothing was announced tomorrow.
            fit *= 0.9 if not speech else 0.3
        found.append(Value(shown, normal, time.start, time.end, fit, planned))
    if published is None:
        for time in find_times(text, _SOME_DAY):
            if time.relative and not any(t.start < time.end and time.start < t.end for t in times):
                fit = attachment(text, time.start, time.end, evidence.anchors, speech)
                normal = Normal("date", precision=time.precision, text=time.text.lower())
                found.append(Value(time.text, normal, time.start, time.end, fit))
    return found


def _only_since(text: str, start: int, deeds: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a day opens a state told before the deed: "paid it since 2015, and has said now"."""
    since = _SINCE.search(text[:start])
    return since is not None and bool(deeds) and all(since.start() < at for at, _ in deeds)


def _opens_clause(text: str, end: int, deed: int) -> bool:
    """Tell whether a day is that of the clause behind it: "it began on Sunday, 12 May, when a tank burst"."""
    when = _WHEN.match(text, end)
    return when is not None and when.end() <= deed and not _BORDER.search(text[when.end() : deed])


def day_before(evidence: Evidence) -> list[Value]:
    """Find the day of a sentence that tells the deed and only its hour: that of the sentence before it.

    "The dam was opened on Tuesday. Engineers lifted the gates at noon."
    """
    sentence = evidence.sentence
    hour, published = _CLOCK.search(sentence.text), sentence.article.published
    if hour is None or not sentence.before or published is None or not evidence.deeds or evidence.key < HELD:
        return []
    if find_times(sentence.text, published):
        return []
    text = sentence.before[-1]
    days = {
        (time.first, time.last)
        for time in find_times(text, published)
        if time.precision == "day" and attachment(text, time.start, time.end, (), speech=True) >= 0.8
    }
    if len(days) != 1:
        return []
    first, last = days.pop()
    fit = 0.9 * attachment(sentence.text, hour.start(), hour.end(), evidence.deeds)
    normal = Normal("date", first, last, "day")
    return [Value(show_interval(first, last, "day"), normal, hour.start(), hour.end(), fit, before=True)]


def _is_to_come(text: str, time: TimeExpression, published: date) -> bool:
    """Tell whether a day is told before it comes; "this month" is only where a sentence looks ahead."""
    if time.last <= published or time.first > published or time.precision in ("day", "range"):
        return time.last > published
    return bool(_AHEAD.search(text))


def _places(question: Question, text: str) -> list[tuple[int, int]]:
    """Find where a sentence names what a question of names alone asks about: "when was the Gala?"."""
    last = [name.text.split()[-1] for name in question.names]
    return [m.span() for word in last for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]


def _names_another(behind: str, evidence: Evidence) -> bool:
    """Tell whether a year only tells which one of something else is meant: "the 2016 election"."""
    noun = re.match(r"\s+((?:[a-z][\w-]*\s+)?[a-z][\w-]+)", behind)
    if noun is None or noun.group(1).split()[0] in FUNCTION_WORDS:
        return False
    held = {evidence.sentence.text[a:b].lower() for a, b in evidence.anchors}
    return not held & set(noun.group(1).split())


def show_interval(first: date, last: date, precision: str) -> str:
    """Show an interval for people; a single day with its weekday: "Sunday, 16 April 2023"."""
    shown = format_interval(first, last, precision)
    return f"{first:%A}, {shown}" if precision == "day" else shown
