"""How often: "every 20 minutes", "twice a week", "daily"; pure."""

from __future__ import annotations

import re

from bot.answer.evidence import Evidence
from bot.answer.extracting.attach import attachment
from bot.answer.extracting.value import Value, worded
from bot.answer.language.phrases import Phrase
from bot.answer.question import Question

_ASKS = re.compile(r"\bhow\s+(?:often|frequently)\b|\bhow\s+many\s+times\s+(?:an?|per|each|every)\b", re.I)
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty)"
_SPAN = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|mornings?|evenings?|weeks?|weekends?|fortnights?|months?|quarters?"
    r"|years?|decades?|centur(?:y|ies)|seasons?)"
)
_FREQUENCY = re.compile(
    rf"\b(?:every|each)\s+(?:other\s+|second\s+|few\s+|couple\s+of\s+|{_NUMBER}\s+(?:or\s+{_NUMBER}\s+|to\s+{_NUMBER}\s+)?)?"
    rf"(?:{_SPAN}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    rf"|\b(?:once|twice|thrice|(?:{_NUMBER}|several|many)\s+times)\s+(?:an?|per|each|every|in\s+an?)\s+{_SPAN}\b"
    r"|\b(?:hourly|daily|nightly|fortnightly|twice-weekly|weekly|monthly|quarterly|annually|yearly)\b"
)


def asks_frequency(question: Question) -> bool:
    """Tell whether a question asks how often something happens."""
    return _ASKS.search(question.text) is not None


def frequencies(evidence: Evidence) -> list[Value]:
    """Find how often a sentence says that something happens. Words, which are not compared."""
    text = evidence.sentence.text
    return [
        worded(text, Phrase(*m.span(), attachment(text, *m.span(), evidence.anchors)), "text")
        for m in _FREQUENCY.finditer(text)
    ]
