"""From weighed sentences to claims: one an outlet, the best supported value of each; pure.

A value needs more support to contradict than to agree: an outlet whose best sentence only half fits the
question is left out when it tells something else, instead of being called a disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.agreement import comparable, compatible
from bot.answer.comparing.matter import of_one_matter
from bot.answer.comparing.scatter import UPDATED, is_update, latest_word, without_scatter
from bot.answer.comparing.voices import voice_of
from bot.answer.evidence import Evidence
from bot.answer.extracting.value import Value, is_unnamed
from bot.answer.question import Question
from bot.answer.types import Kind, Normal
from index.article import Article

# Support is coverage of the question times how surely the value belongs to it, 0 to 1.
ENOUGH = 0.55  # below it a sentence does not answer
NEAR_BEST = 0.8  # of the best support: below it an outlet is left out
AS_STRONG = 0.88  # of the best support: below it a differing value is not held against the others
AS_GOOD = 0.96  # the same where several voices agree on another value
NEAR_BEST_WORDED = 0.9  # the same where answers are wording, which does not support other wording
NEVER = 1.1  # more than any support
HEARD = 0.5  # how sure the reader has to be of a value that differs, chosen on development questions
UNHEARD = 0.1  # below which what differs is not told
DIFFERS = 0.6  # of the best support: what a value that the reader finds needs to be told
MOST_WORDED = 4  # claims shown where answers are wording and cannot be compared

STATED = 0.95  # support of what a sentence states outright of a name that it speaks of
NAMED = 0.6  # share of the question's names from which on it does

_EVENTS = (Kind.WHEN, Kind.WHERE, Kind.WHO, Kind.HOW_LONG, Kind.HOW_MANY)
"""What did not happen has none of these, so that a denial is no evidence."""


_TIMED = (Kind.WHEN, Kind.HOW_LONG, Kind.YES_NO)  # a plan is an answer to these, and is called one


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence with one value. support: 0 to 1, comparable within a question.

    heard: how surely the reader takes the value for the answer, 0 to 1; None where it was not asked.
    """

    evidence: Evidence
    value: Value
    support: float
    heard: float | None = None

    @property
    def article(self) -> Article:
        return self.evidence.sentence.article


def support(question: Question, evidence: Evidence, value: Value) -> float:
    """Tell how well a sentence with a value answers: coverage, fit, and nothing that denies it."""
    amount = evidence.score * (0.5 + 0.5 * value.fit)
    if evidence.negated and question.kind in _EVENTS:
        amount *= 0.5
    if question.kind not in _TIMED and is_plan(question.text, evidence):
        amount *= 0.85
    if question.terms and evidence.terms < 0.5:
        amount *= 0.8
    if value.stated and evidence.names >= NAMED and not evidence.negated:
        amount = max(amount, STATED * value.fit)
    whole = 0.7 if evidence.negated else 0.8
    if question.kind is Kind.YES_NO and min(evidence.terms, evidence.names) < whole:
        amount *= 0.7  # "yes" says that all of it is so
    return amount


def is_plan(asked: str, evidence: Evidence) -> bool:
    """Tell whether a sentence only plans what the question takes to have happened."""
    if not evidence.anchors or not re.search(r"\b(?:did|was|were|had|has|\w{3,}ed)\b", asked, re.I):
        return False
    before = evidence.sentence.text[: evidence.anchors[0][0]]
    return bool(
        re.search(r"\b(?:will|would|to be|plans? to|is to|are to|set to|due to)(?:\s+\w+){0,2}\s*$", before)
    )


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Choose one candidate a voice: those that answer, the best supported value first.

    Two articles of one voice (an agency's copy in two papers) give one candidate each only when their values
    differ; the first, best supported one stands for both otherwise.
    """
    enough = sorted((c for c in candidates if c.support >= ENOUGH), key=lambda c: -c.support)
    if not enough:
        return []
    by_article: dict[str, list[Candidate]] = {}
    for candidate in enough:
        by_article.setdefault(candidate.article.id, []).append(candidate)
    by_article = {article: _own(options) for article, options in by_article.items()}
    reference = _reference(by_article, NEAR_BEST * enough[0].support)
    top = max(c.support for c in enough if comparable(c.value.normal, reference.value.normal))
    chosen = []
    for options in by_article.values():
        options = [c for c in options if comparable(c.value.normal, reference.value.normal)]
        if not options:
            continue
        best = options[0]
        agreeing = [c for c in options if compatible(c.value.normal, reference.value.normal)]
        agreeing = [c for c in agreeing if c.support >= NEAR_BEST * best.support]
        pick = _sharpest(agreeing) if agreeing else best
        # What nothing dates agrees with every date, so it has to be as good by itself as what differs.
        agrees = bool(agreeing) and not (pick.value.normal.type == "date" and pick.value.normal.start is None)
        if pick.support >= _least(pick, reference, agrees) * top:
            chosen.append(pick)
    chosen = _without_outvoted(without_scatter(_of_the_matter(chosen, reference), reference), reference)
    past = any(not c.value.planned for c in chosen)
    chosen.sort(
        key=lambda c: (
            past and c.value.planned,
            not compatible(c.value.normal, reference.value.normal),
            *_standing(c),
        )
    )
    if chosen and all(c.value.normal.type == "text" for c in chosen):
        return chosen[:MOST_WORDED]
    return chosen


def _own(options: Sequence[Candidate]) -> list[Candidate]:
    """Take an article's own answer: of days those known, and only what the reader is sure of, if any.

    Else "the same day", which agrees with every day, or what another article says would stand for it.
    """
    near = [c for c in options if c.support >= NEAR_BEST * options[0].support]
    if any(c.value.normal.start for c in near):
        options = [c for c in options if c.value.normal.type != "date" or c.value.normal.start]
    named = [c for c in near if not is_unnamed(c.value)]  # another sentence may name "the farmer"
    sure = [c.value.normal for c in named or near if (c.heard or 0.0) >= HEARD]
    if not sure:
        return list(options)
    return [c for c in options if any(compatible(c.value.normal, normal) for normal in sure)]


def _least(pick: Candidate, reference: Candidate, agrees: bool) -> float:
    """Tell how near to the best support a candidate has to come to be told."""
    if pick.value.stated:
        return NEAR_BEST
    if not agrees and is_update(pick, reference):
        return UPDATED  # a toll that has risen since
    if not agrees and pick.heard is not None:
        return DIFFERS if pick.heard >= HEARD else NEVER if pick.heard < UNHEARD else AS_STRONG
    if agrees:
        return NEAR_BEST_WORDED if pick.value.normal.type == "text" else NEAR_BEST
    if pick.value.planned != reference.value.planned:
        return NEAR_BEST  # plans and reports word the same thing differently, and are told apart by name
    if pick.value.normal.type == "date" and (pick.evidence.key < 0.9 or pick.value.fit < 0.8):
        return 1.1  # a date of something else in the sentence
    return AS_STRONG


def _of_the_matter(chosen: Sequence[Candidate], reference: Candidate) -> list[Candidate]:
    """Leave out who differs because something else is told, or whose voice says what the others say too."""
    agreeing = [c for c in chosen if compatible(c.value.normal, reference.value.normal)]
    voices = {voice_of(c.article) for c in agreeing}
    kept = [
        c
        for c in chosen
        if c in agreeing or of_one_matter(reference.evidence, reference.value, c.evidence, c.value)
    ]
    planned = reference.value.planned  # what a voice announced and what it reported are set side by side
    own = [
        c for c in kept if c not in agreeing and voice_of(c.article) in voices and c.value.planned == planned
    ]
    apart = [c for c in kept if c not in agreeing and c not in own]
    return [
        c
        for c in kept
        if c not in own or any(_supports(c.value.normal, other.value.normal) for other in apart)
    ]


def _without_outvoted(chosen: Sequence[Candidate], reference: Candidate) -> list[Candidate]:
    """Leave out who differs from several, unless the sentence is as good as the best of theirs."""
    agreeing = [c for c in chosen if compatible(c.value.normal, reference.value.normal)]
    if len({voice_of(c.article) for c in agreeing}) < 2 or not agreeing:
        return list(chosen)
    best = max(c.support for c in agreeing)
    return [
        c
        for c in chosen
        if c in agreeing
        or c.value.stated
        or (c.heard or 0.0) >= HEARD
        or c.value.planned != reference.value.planned
        or c.support >= AS_GOOD * best
    ]


def _standing(candidate: Candidate) -> tuple[bool, bool, float]:
    """Put what can be dated and whose outlet is known before what cannot and is not."""
    normal = candidate.value.normal
    undated = normal.type == "date" and normal.start is None
    return undated, candidate.article.outlet is None, -candidate.support


def _reference(by_article: dict[str, list[Candidate]], least: float) -> Candidate:
    """Find the value that most voices support, each voice counted once with its best agreeing sentence.

    least: support that the value itself needs.
    """
    best: tuple[float, float, Candidate] | None = None
    for options in by_article.values():
        for candidate in options[:3]:
            if candidate.support < least:
                continue
            voices: dict[str, float] = {}
            for others in by_article.values():
                agreeing = [c for c in others[:3] if _supports(c.value.normal, candidate.value.normal)]
                if agreeing:
                    voice = voice_of(agreeing[0].article)
                    voices[voice] = max(voices.get(voice, 0.0), agreeing[0].support ** 2)
            key = (candidate.support**2 + 0.5 * sum(voices.values()), candidate.support)
            if best is None or key > best[:2]:
                best = (*key, candidate)
    assert best is not None
    return latest_word(best[2], [o[0] for o in by_article.values() if o[0].support >= least])


def _supports(one: Normal, other: Normal) -> bool:
    if "text" in (one.type, other.type):
        return one.text == other.text  # wording does not support other wording
    return comparable(one, other) and compatible(one, other)


def _sharpest(agreeing: Sequence[Candidate]) -> Candidate:
    """Take an article's best agreeing sentence; of dates nearly as good the narrowest that is known."""
    best = agreeing[0]
    if best.value.normal.type != "date":
        return best
    near = [c for c in agreeing if c.support >= 0.95 * best.support and c.value.normal.start]
    return min(near, key=lambda c: _width(c.value.normal), default=best)


def _width(normal: Normal) -> int:
    return (normal.end - normal.start).days if normal.start and normal.end else 10_000
