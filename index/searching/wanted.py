"""What a sentence must hold to answer a question: a day for "when", a number for "how many". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.words import CALENDAR_WORDS, stem, word_set

# Words of the calendar that are as often something else stay out.
_CALENDAR = CALENDAR_WORDS - {"may", "march", "mar", "sat", "sun", "et", "est"}
_DAYS = frozenset(
    stem(word) for word in _CALENDAR | word_set("week weekend month year ago tonight last next")
)
_COUNTS = frozenset(
    stem(word)
    for word in word_set(
        "two three four five six seven eight nine ten dozen hundred thousand million billion"
    )
)
_WHEN = re.compile(r"\b(?:when|(?:what|which|on what|in what) (?:day|date|month|year))\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow (?:many|much|long|old|far|often|big|large|high|tall|deep)\b", re.IGNORECASE)


def read_wanted(question: str) -> Callable[[str], bool] | None:
    """Give a test for the terms that could answer a question; None where any words could.

    Only a question that begins with it wants it: "what did she say when …" wants no day.
    """
    start = question.lstrip(" \"'“‘¿(")[:40]
    if _WHEN.match(start):
        return _tells_day
    if _HOW_MANY.match(start):
        return _tells_number
    return None


def _tells_day(term: str) -> bool:
    return term in _DAYS or (len(term) == 4 and term.isdigit() and term[:2] in ("19", "20"))


def _tells_number(term: str) -> bool:
    return term[0].isdigit() or term in _COUNTS
