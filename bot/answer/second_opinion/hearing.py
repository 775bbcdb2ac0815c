"""What a reading of a sentence says: how surely a value answers, and words that no rule draws; pure."""

from __future__ import annotations

import math

from bot.answer.claims import Candidate
from bot.answer.evidence import Evidence
from bot.answer.extracting.value import Value
from bot.answer.question import Question
from bot.answer.reader import Reading
from bot.answer.second_opinion.opinion import start_in_window
from bot.answer.second_opinion.spans import LONGEST_NAME, said

SLOPE = 2.0
"""What a span's lead over "no answer" is divided by, to make it a share of sure."""


def sureness(reading: Reading, candidate: Candidate) -> float:
    """Tell how surely a value is what the reader finds, 0 to 1."""
    value = candidate.value
    spans = _spans(candidate.evidence, reading)
    share = sum(share for a, b, share in spans if value.start < b and a < value.end)
    return _lead(reading) * math.sqrt(min(1.0, share))


def said_in(question: Question, evidence: Evidence, reading: Reading) -> list[Candidate]:
    """Give the reader's own words, where no rule has drawn a value."""
    found = []
    for start, end, share in _spans(evidence, reading):
        value = said(question, evidence.sentence.text, start, end)
        if value is not None:
            found.append(Candidate(evidence, value, 0.0, _lead(reading) * math.sqrt(share)))
    return found


def is_clause(value: Value) -> bool:
    """Tell whether a value is too many words to be compared with another."""
    return value.normal.type == "text" and len(value.text.split()) > LONGEST_NAME


def _lead(reading: Reading) -> float:
    """Tell how surely the sentence answers at all: by the best span's lead over "no answer"."""
    return 1 / (1 + math.exp(-max(-50.0, reading.raw[1] / SLOPE)))


def _spans(evidence: Evidence, reading: Reading) -> list[tuple[int, int, float]]:
    """Give the spans of a reading with offsets in the sentence, the best first, and each one's share."""
    first = start_in_window(evidence.sentence)
    spans = [(reading.start, reading.end, reading.span_score)]
    spans += [(o.start, o.end, o.score) for o in reading.others]
    return [(a - first, b - first, share) for a, b, share in spans if a >= first and b > a]
