"""A second opinion: the reader looks at the sentences where the rules are not sure.

The rules hold a sentence against the words of a question, the reader against what it learned from questions
that people asked. Where the rules answer in words it may find that they don't; where they find nothing it may
take a paraphrase for an answer, if the question's names stand there. The probabilities below were set on
development questions (training/README.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answer.asking.attribute import asked_attribute
from bot.answer.claims import ENOUGH, Candidate
from bot.answer.evidence import Evidence
from bot.answer.extracting.value import Value, worded
from bot.answer.language.names import same_name
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import Sentence, sentence_names
from bot.answer.question import Question
from bot.answer.reader import Reading, Window
from bot.answer.second_opinion.spans import said
from bot.answer.somebody.offices import asked_office
from bot.answer.somebody.people import speaker
from bot.answer.types import Kind
from bot.answer.weighing.denial import asks_speech

Read = Callable[[str, Sequence[Window]], Sequence[Reading]]
"""A question and windows of articles -> what the reader finds in each."""

DOUBTFUL = 4
"""Sentences that are read where the rules find an answer in words, the best supported."""

UNLIKELY = 0.05
"""Probability below which such a sentence is doubted."""

DOUBTED = 0.7
"""What its support is multiplied by."""

SILENT = 8
"""Sentences that are read where the rules find nothing, those that hold most of the question."""

LIKELY = 0.9
"""Probability from which the reader alone may call a sentence an answer."""

SURE = ((0.75, 0.55), (0.55, 0.8), (0.35, 0.85))
"""The probability that is enough from this score on, where a sentence holds all of the question's names."""

NAMED = 0.7
"""Share of the question's names that such a sentence has to hold, itself or through what is around it."""

SPAN = 0.5
"""Share of all spans of the window that its span needs to be taken for the value."""

TOLD = 0.8
"""How nearly a sentence has to hold the deed for him whose words it gives to have done it."""

FEWEST = 3
"""Words of a reason, at least."""

_WORDED = (Kind.WHO, Kind.WHERE, Kind.WHAT, Kind.WHY, Kind.HOW)
"""Kinds whose answer may be any words; the others are dates, numbers, yes and no, which rules resolve."""

Weighed = tuple[Evidence, Sequence[Candidate]]
"""A sentence as evidence, and what the rules draw from it."""


UNFIT = 0.05
"""Fit that only a value has that stands where the one stands whom the deed befell, or who speaks of it."""


def consult(question: Question, weighed: Sequence[Weighed], read: Read) -> list[Candidate]:
    """Give all candidates of a question, with what the reader says of them.

    weighed: every sentence that may answer. Where the rules find an answer that is no wording, nothing is
    asked: a date, a number or a name at least has to be one, and reading takes time.
    """
    found = [candidate for _, candidates in weighed for candidate in candidates]
    enough = sorted((c for c in found if c.support >= ENOUGH), key=lambda c: -c.support)
    if not enough and question.kind is Kind.WHO and not (question.terms or question.defines):
        return found  # "who is out for Brae": every name of a sentence would do
    if not enough:
        return found + _paraphrases(question, weighed, read)
    if question.kind is not Kind.WHAT:
        return found
    best = list({id(c.evidence): c.evidence for c in enough}.values())[:DOUBTFUL]
    readings = read(question.text, [window_of(evidence.sentence) for evidence in best])
    doubted = {
        id(evidence)
        for evidence, reading in zip(best, readings, strict=True)
        if reading.answerable < UNLIKELY
    }
    return [replace(c, support=DOUBTED * c.support) if id(c.evidence) in doubted else c for c in found]


def read_once(read: Read) -> Read:
    """Have each window read once, however many opinions are asked about it: reading is what takes time."""
    known: dict[tuple[str, Window], Reading] = {}

    def reading(question: str, windows: Sequence[Window]) -> list[Reading]:
        new = [window for window in dict.fromkeys(windows) if (question, window) not in known]
        if new:
            found = read(question, new)
            known.update(((question, window), one) for window, one in zip(new, found, strict=True))
        return [known[question, window] for window in windows]

    return reading


def is_unfit(question: Question, candidate: Candidate) -> bool:
    """Tell whether the rules know, of dated news, that a value is nobody who did it."""
    dated = candidate.article.published is not None
    return question.kind is Kind.WHO and dated and candidate.value.fit < UNFIT


def window_of(sentence: Sentence) -> Window:
    """A sentence as the reader is shown it: behind the one before, the answer looked for in itself."""
    before = _before(sentence)
    focus = (len(before), len(before) + len(sentence.text))
    return Window(before + sentence.text, sentence.article.title, sentence.article.published, focus)


def start_in_window(sentence: Sentence) -> int:
    """Where a sentence begins in its window: what an offset of a reading is more than one of the sentence."""
    return len(_before(sentence))


def _before(sentence: Sentence) -> str:
    return f"{sentence.before[-1]} " if sentence.before else ""


def _paraphrases(question: Question, weighed: Sequence[Weighed], read: Read) -> list[Candidate]:
    """Take the reader's word for sentences that hold the question's names and say the rest otherwise."""
    named = [(e, candidates) for e, candidates in weighed if e.names >= NAMED and not e.negated]
    best = sorted(named, key=lambda one: -one[0].score)[:SILENT]
    readings = read(question.text, [window_of(evidence.sentence) for evidence, _ in best])
    found = []
    for (evidence, candidates), reading in zip(best, readings, strict=True):
        before = start_in_window(evidence.sentence)
        value = _meant(question, evidence, candidates, (reading.start - before, reading.end - before))
        if value and reading.answerable >= _least(question, evidence) and reading.span_score >= SPAN:
            support = ENOUGH + (1 - ENOUGH) * reading.answerable * reading.span_score
            found.append(Candidate(evidence, value, support))
    return found


def _only_speaks(question: Question, evidence: Evidence, value: Value) -> bool:
    """Tell whether a name is that of him whose words the sentence gives, where who did something is asked."""
    text = evidence.sentence.text
    if question.kind is not Kind.WHO or asks_speech(question) or evidence.key >= TOLD:
        return False
    said_by = speaker(text, sentence_names(text))
    return said_by is not None and same_name(said_by, value.text)


def _least(question: Question, evidence: Evidence) -> float:
    """Give the probability that a sentence needs: the less, the more of the question the rules find in it."""
    if evidence.names >= 0.95 and not asked_office(question):
        return next((likely for score, likely in SURE if evidence.score >= score), LIKELY)
    return LIKELY


def _meant(
    question: Question, evidence: Evidence, candidates: Sequence[Candidate], span: tuple[int, int]
) -> Value | None:
    """Find which value of a sentence a span means; where any words may answer, the span itself."""
    for candidate in candidates:
        value = candidate.value
        if value.normal.type != "polarity" and value.start < span[1] and span[0] < value.end:
            if question.kind is Kind.HOW_MANY and asked_attribute(question.text) and not value.stated:
                return None  # so many are counted there, and nobody says that so many live there
            return None if _only_speaks(question, evidence, value) else value
    if span[0] < 0 or question.kind not in _WORDED:
        return None
    text = evidence.sentence.text
    if question.kind is Kind.WHY and len(text[slice(*span)].split()) < FEWEST:
        return None  # "defeat" is no reason that can be read by itself
    if question.kind in (Kind.WHY, Kind.HOW):
        return worded(text, Phrase(*span, 1.0), "text")
    found = said(question, text, *span)
    if found is None or question.kind is not Kind.WHAT:
        return found
    return worded(text, Phrase(*span, 1.0), "text")  # what some call a thing need not contradict the others
