"""A second opinion: the reader looks at the sentences where the rules are not sure.

The rules hold a sentence against the words of a question, the reader against what it learned from questions
that people asked. Where the rules find an answer, its span says which of a sentence's values is meant, and
what is only worded it may find not to answer; where they find none it may take a paraphrase for one, if the
question's names stand there. The probabilities below were set on development questions (training/README.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answer.claims import ENOUGH, Candidate
from bot.answer.evidence import Evidence
from bot.answer.phrases import Phrase
from bot.answer.question import Question
from bot.answer.reader import Reading, Window
from bot.answer.sentence import Sentence
from bot.answer.types import Kind
from bot.answer.value import Value, worded

Read = Callable[[str, Sequence[Window]], Sequence[Reading]]
"""A question and windows of articles -> what the reader finds in each."""

SURE = 0.9
"""Support of a candidate from which nobody else is asked: reading takes time, many questions need none."""

MOST = 8
"""Sentences that are read, those that hold most of the question."""

LIKELY = 0.9
"""Probability from which the reader alone may call a sentence an answer."""

NAMED = 0.7
"""Share of the question's names that such a sentence has to hold, itself or through what is around it."""

HEARD = 0.6
"""Probability from which its span says which of a sentence's values is meant."""

UNLIKELY = 0.05
"""Probability below which a sentence that the rules take for an answer in words is doubted."""

DOUBTED = 0.7
"""What its support is multiplied by."""

RAISED, LOWERED = 1.1, 0.8
"""What the support of a value is multiplied by that it means, and of one that it does not."""

SPAN = 0.5
"""Share of all spans of the window that one needs to say which value is meant."""

_CHECKED = (Kind.WHAT,)
"""Kinds whose answers in words nothing else checks: a date, a number or a name at least has to be one."""

_WORDED = {Kind.WHO: "name", Kind.WHERE: "name", Kind.WHAT: "text", Kind.WHY: "text", Kind.HOW: "text"}
"""Kinds whose answer may be any words; the others are dates, numbers, yes and no, which rules resolve."""

Weighed = tuple[Evidence, Sequence[Candidate]]
"""A sentence as evidence, and what the rules draw from it."""


def consult(question: Question, weighed: Sequence[Weighed], read: Read) -> list[Candidate]:
    """Ask the reader about the best sentences; give all candidates, their support changed by what it says.

    weighed: every sentence that may answer. Nothing is asked where the rules are SURE of an answer that is
    not in words.
    """
    found = [candidate for _, candidates in weighed for candidate in candidates]
    if question.kind not in _CHECKED and any(candidate.support >= SURE for candidate in found):
        return found
    best = sorted(weighed, key=lambda one: -one[0].score)[:MOST]
    windows = [window_of(evidence.sentence) for evidence, _ in best]
    heard = [candidate for _, candidates in sorted(weighed, key=lambda one: -one[0].score)[MOST:]
             for candidate in candidates]  # fmt: skip
    rescued = []
    for (evidence, candidates), window, reading in zip(
        best, windows, read(question.text, windows), strict=True
    ):
        before = window.focus[0] if window.focus else 0
        span = reading.start - before, reading.end - before
        heard.extend(_doubt(question, _prefer(candidates, reading, span), reading))
        rescued.extend(_paraphrase(question, evidence, candidates, reading, span))
    return heard if any(c.support >= ENOUGH for c in heard) else heard + rescued


def window_of(sentence: Sentence) -> Window:
    """A sentence as the reader is shown it: behind the one before, the answer looked for in itself."""
    before = f"{sentence.before[-1]} " if sentence.before else ""
    focus = (len(before), len(before) + len(sentence.text))
    return Window(before + sentence.text, sentence.article.title, sentence.article.published, focus)


def _prefer(candidates: Sequence[Candidate], reading: Reading, span: tuple[int, int]) -> list[Candidate]:
    """Where the reader is likely right, raise the value that it means above the sentence's others."""
    if reading.answerable < HEARD or reading.span_score < SPAN:
        return list(candidates)
    return [
        replace(c, support=min(1.0, c.support * (RAISED if _meets(c.value, span) else LOWERED)))
        for c in candidates
    ]


def _doubt(question: Question, candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    if question.kind not in _CHECKED or reading.answerable >= UNLIKELY:
        return list(candidates)
    return [replace(candidate, support=DOUBTED * candidate.support) for candidate in candidates]


def _paraphrase(
    question: Question,
    evidence: Evidence,
    candidates: Sequence[Candidate],
    reading: Reading,
    span: tuple[int, int],
) -> list[Candidate]:
    """Take the reader's word for a sentence that holds the question's names and says the rest otherwise."""
    sure = reading.answerable >= LIKELY and reading.span_score >= SPAN
    if not sure or evidence.names < NAMED or evidence.negated or span[0] < 0:
        return []
    meant = [c.value for c in candidates if _meets(c.value, span)]
    if meant:
        value = meant[0]
    elif question.kind in _WORDED:
        value = worded(evidence.sentence.text, Phrase(*span, 1.0), _WORDED[question.kind])
    else:
        return []
    return [Candidate(evidence, value, ENOUGH + (1 - ENOUGH) * reading.answerable * reading.span_score)]


def _meets(value: Value, span: tuple[int, int]) -> bool:
    return value.normal.type != "polarity" and value.start < span[1] and span[0] < value.end
