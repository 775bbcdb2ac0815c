"""Whether what a language model states is about what was asked, and gives it; pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.answer.evidence import weigh
from bot.answer.finding import WORTH_A_LOOK
from bot.answer.language.sentence import Sentence
from bot.answer.question import Question
from bot.answer.types import Kind
from index.dates import find_times
from index.durations import find_durations
from index.quantities import find_quantities

_OF_EVENTS = (Kind.WHEN, Kind.WHERE, Kind.WHO, Kind.HOW_LONG, Kind.HOW_MANY)
_SOME_DAY = date(2001, 1, 3)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d|\s?[ap]\.?m\b)|\b(?:noon|midnight|dawn|dusk)\b", re.I)
_NONE = re.compile(r"\b(?:no|none|nobody|nothing)\b", re.I)


def is_answer(question: Question, sentence: Sentence, statement: str) -> bool:
    """Tell whether a statement, or the sentence that holds it up, is about what was asked."""
    told = replace(sentence.article, text=statement)
    weighed = [weigh(question, one) for one in (sentence, Sentence(told, 0, len(statement), ()))]
    # What never happened has no day, no place and nobody who took part.
    denied = question.kind in _OF_EVENTS and any(one.negated for one in weighed)
    return not denied and any(one.score >= WORTH_A_LOOK for one in weighed)


def gives(kind: Kind, statement: str) -> bool:
    """Tell whether a statement has what is asked for: a time, a number, a length of time."""
    if kind is Kind.WHEN:
        return bool(find_times(statement, _SOME_DAY)) or _CLOCK.search(statement) is not None
    if kind is Kind.HOW_MANY:
        counts = find_quantities(statement) or find_durations(statement)
        return bool(counts) or _NONE.search(statement) is not None
    if kind is Kind.HOW_LONG:
        times = find_times(statement, _SOME_DAY)
        return bool(find_durations(statement)) or any(t.last > t.first for t in times) or len(times) > 1
    return True
