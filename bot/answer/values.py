"""The value in a sentence: what it gives as the answer, resolved and ready to compare; pure.

A value is always a span of the sentence, or is computed from one (a weekday from the publication date, days
from a range of dates), so that it cannot say more than the article does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer import people, phrases
from bot.answer.attach import attachment
from bot.answer.evidence import Evidence
from bot.answer.phrases import Phrase
from bot.answer.question import AUXILIARIES, Question
from bot.answer.sentence import sentence_names
from bot.answer.synonyms import likeness
from bot.answer.types import Kind, Normal
from bot.answer.verbs import root
from index.article import TimeExpression
from index.dates import find_times, format_interval
from index.durations import Duration, find_durations
from index.quantities import Quantity, find_quantities
from index.words import FUNCTION_WORDS, tokenize

_CLOCK = re.compile(r"\b(?:\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)|\d{1,2}:\d\d|noon|midnight)(?!\w)", re.I)
_SPEECH_ASKED = re.compile(
    r"\b(?:say|said|announce\w*|report\w*|tell|told|publish\w*|state\w*|confirm\w*|post\w*)\b", re.I
)
_PERSONS = frozenset(
    map(root, "people person civilian soldier victim man woman child resident other troop".split())
)
_DOER = re.compile(r"(?:er|or|ist|ee|ian|ant|man|men)$")
_SOME_DAY = date(2001, 1, 3)  # an anchor by which to see that words are a relative date, never what they mean


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a sentence. start, end: offsets in it. fit: how surely it is the answer, 0 to 1."""

    text: str
    normal: Normal
    start: int
    end: int
    fit: float
    planned: bool = False


def find_values(question: Question, evidence: Evidence, times: Sequence[TimeExpression]) -> list[Value]:
    """Find what a sentence answers, the best fit first.

    times: the sentence's time expressions, offsets in the sentence; resolved where the article has a date.
    """
    text = evidence.sentence.text
    if question.kind is Kind.WHEN:
        found = _clock_times(question, text) or _dates(question, evidence, times)
    elif question.kind is Kind.HOW_LONG:
        found = _durations(question, evidence, times)
    elif question.kind is Kind.HOW_MANY:
        found = _quantities(question, evidence)
    elif question.kind is Kind.YES_NO:
        word = "no" if evidence.negated else "yes"
        found = [Value(word.capitalize(), Normal("polarity", text=word), 0, len(text), 1.0)]
    else:
        found = _words(question, evidence)
    return sorted(found, key=lambda v: -v.fit)


def _clock_times(question: Question, text: str) -> list[Value]:
    if not re.search(r"\bwhat time\b", question.text, re.I):
        return []
    return [_worded(text, Phrase(m.start(), m.end(), 1.0), "text") for m in _CLOCK.finditer(text)]


def _dates(question: Question, evidence: Evidence, times: Sequence[TimeExpression]) -> list[Value]:
    sentence, text = evidence.sentence, evidence.sentence.text
    published = sentence.article.published
    speech = bool(_SPEECH_ASKED.search(question.text))
    found = []
    for time in times:
        fit = attachment(text, time.start, time.end, evidence.anchors, speech)
        if time.precision == "year" and _names_another(text[time.end :], evidence):
            fit *= 0.4
        shown = show_interval(time.first, time.last, time.precision)
        normal = Normal("date", time.first, time.last, time.precision)
        planned = published is not None and time.last > published
        found.append(Value(shown, normal, time.start, time.end, fit, planned))
    if published is None:
        for time in find_times(text, _SOME_DAY):
            if time.relative and not any(t.start < time.end and time.start < t.end for t in times):
                fit = attachment(text, time.start, time.end, evidence.anchors, speech)
                normal = Normal("date", precision=time.precision, text=time.text.lower())
                found.append(Value(time.text, normal, time.start, time.end, fit))
    return found


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


def _durations(question: Question, evidence: Evidence, times: Sequence[TimeExpression]) -> list[Value]:
    text, published = evidence.sentence.text, evidence.sentence.article.published
    found = []
    for span in find_durations(text):
        fit = attachment(text, span.start, span.end, evidence.anchors)
        if re.match(r"\s*(?:ago|earlier|later|before|after|old\b|-old)", text[span.end :]):
            fit *= 0.3
        normal = Normal(
            "quantity", number=span.number, unit=span.unit, precision="about" if span.approximate else None
        )
        found.append(Value(_show_duration(span), normal, span.start, span.end, fit))
    for time in times:
        days = (time.last - time.first).days + 1
        if time.precision == "range" and 1 < days <= 120 and re.search(r"\d", time.text):
            fit = attachment(text, time.start, time.end, evidence.anchors) * 0.95
            shown = f"{format_interval(time.first, time.last, 'range')} ({_count(days)} days)"
            normal = Normal("quantity", time.first, time.last, "range", float(days), "day")
            planned = published is not None and time.last > published
            found.append(Value(shown, normal, time.start, time.end, fit, planned))
    return found


def _show_duration(span: Duration) -> str:
    """Show a duration as printed, except that "three-day" becomes "three days"."""
    if "-" not in span.text or span.number != int(span.number):
        return span.text
    return f"{_count(int(span.number))} {span.unit}{'s' if span.number != 1 else ''}"


_NUMBER_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def _count(number: int) -> str:
    return _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else str(number)


def _quantities(question: Question, evidence: Evidence) -> list[Value]:
    text = evidence.sentence.text
    found = []
    for quantity in find_quantities(text):
        unit_fit = _unit_fit(question, text, quantity)
        if unit_fit:
            fit = unit_fit * max(0.6, attachment(text, quantity.start, quantity.end, evidence.anchors))
            if quantity.approximate and not re.search(r"\d", quantity.text):
                fit *= 0.85  # "hundreds" answers less than a number does
            vague = "about" if quantity.approximate or quantity.bound else None
            normal = Normal("quantity", number=quantity.number, unit=quantity.unit, precision=vague)
            found.append(
                Value(text[quantity.start : quantity.end], normal, quantity.start, quantity.end, fit)
            )
    return found


def _unit_fit(question: Question, text: str, quantity: Quantity) -> float:
    """Tell whether a number counts what the question counts; 0 where it counts something else."""
    low = question.text.lower()
    money = quantity.unit.isupper() and len(quantity.unit) == 3
    if re.search(r"\bhow old\b|\bage\b", low):
        return (
            1.0
            if "age" in quantity.unit
            or re.match(r"[\s-]years?[\s-]old", text[quantity.end :])
            or quantity.unit in ("year", "year old")
            else 0.0
        )
    if re.search(r"\bpercent|\bshare\b", low):
        return 1.0 if quantity.unit in ("percent", "%") else 0.0
    if re.search(r"\bhow much\b|\bcost\b|\bprice\b|\bworth\b|\bamount\b", low) and not question.wanted:
        priced = any(likeness("cost", root(t.word)) for t in tokenize(text))
        return 1.0 if money else 0.8 if priced and quantity.unit != "percent" else 0.3
    if re.search(r"\bhow much\b", low) and re.search(r"\b(?:money|dollars|euros|pay|paid|cost|worth)\b", low):
        return 1.0 if money else 0.0
    if money:
        return 1.0 if re.search(r"\bhow much\b", low) else 0.0 if question.wanted else 0.5
    if quantity.unit in ("percent", "%"):
        return 0.0
    if question.wanted and question.wanted[0] == "time" and _is_counted(question, text, quantity):
        return 0.9  # "how many times was she rescued": "two rescues"
    after = [root(t.word) for t in tokenize(text[quantity.start : quantity.end + 60])][:6]
    unit = [root(t.word) for t in tokenize(quantity.unit)]
    wanted = question.wanted or tuple(t.stem for t in question.terms)
    if any(likeness(w, u) >= 0.8 for w in wanted for u in unit):
        return 1.0
    if question.wanted and any(likeness(w, u) >= 0.8 for w in question.wanted for u in after):
        return 0.9
    counts_people = not question.wanted or any(w in _PERSONS for w in question.wanted)
    if counts_people and (not unit or any(u in _PERSONS or _DOER.search(u) for u in unit)):
        return 0.8
    if counts_people and any(likeness(t.stem, u) >= 0.8 for t in question.terms for u in (*unit, *after[:3])):
        return 0.8
    return 0.0


def _is_counted(question: Question, text: str, quantity: Quantity) -> bool:
    after = [root(t.word) for t in tokenize(text[quantity.start : quantity.end + 30])]
    return "time" in after[:3] or any(likeness(t.stem, word) >= 0.9 for t in question.terms for word in after)


def _words(question: Question, evidence: Evidence) -> list[Value]:
    text, found = evidence.sentence.text, sentence_names(evidence.sentence.text)
    asked = [n.text for n in question.names]
    stems = [t.stem for t in question.terms]
    if question.defines:
        return [_worded(text, p, "text") for p in people.descriptions(text, question.defines, found)]
    if question.kind is Kind.WHY:
        return [_worded(text, p, "text") for p in phrases.reasons(text, evidence.anchors)]
    if question.kind is Kind.WHERE:
        spans = phrases.places(text, found, [n.text for n in question.names if not n.subject])
        return _attached(text, spans, evidence, "name")
    if question.kind is Kind.WHO:
        spans = people.people(text, found, asked, stems)
        values = [_as_subject(question, v, evidence) for v in _attached(text, spans, evidence, "name")]
        others = [*people.agents(text, evidence.anchors), *people.subjects(text, evidence.anchors)]
        return [*values, *(_worded(text, p, "name") for p in others)]
    values = []
    if question.wanted and question.kind is Kind.WHAT:
        for value in _attached(text, people.people(text, found, asked, stems), evidence, "name"):
            named = root(value.text.lower().split()[-1]) in question.wanted[:1]
            values.append(replace(value, fit=value.fit * (1.2 if named else 0.75)))
    if question.kind is Kind.HOW:
        values = [_worded(text, p, "text") for p in phrases.ways(text, evidence.anchors)]
    return [*values, _worded(text, Phrase(0, len(text), 0.55 if question.wanted else 0.65), "text")]


def _as_subject(question: Question, value: Value, evidence: Evidence) -> Value:
    """Take off where "who did it" is asked and the name stands behind the deed, as what it was done to."""
    does = re.match(rf"who\s+(?!(?:{AUXILIARIES})\b)[a-z]", question.text, re.I)
    if does and evidence.anchors and value.start > min(a for a, _ in evidence.anchors):
        return replace(value, fit=value.fit * 0.2)
    return value


def _attached(text: str, spans: Sequence[Phrase], evidence: Evidence, kind: str) -> list[Value]:
    values = []
    for span in spans:
        near = attachment(text, span.start, span.end, evidence.anchors, speech=True)
        values.append(_worded(text, span._replace(fit=span.fit * near), kind))
    return values


def _worded(text: str, span: Phrase, kind: str) -> Value:
    words = text[span.start : span.end]
    return Value(words, Normal(kind, text=" ".join(words.lower().split())), span.start, span.end, span.fit)
