"""How well a sentence of an article stands for a question: its names, its words, who acts, what is denied.

Pure: sentences in, evidence out. A score says how much of what the question names the sentence really holds,
itself or through the sentences before it and the title. It is coverage, not likelihood: 1 is all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.asking.asked import ASIDE
from bot.answer.asking.deed import OCCURRING, AskedTerm
from bot.answer.language.names import OFFICES, same_name
from bot.answer.language.sentence import Sentence, sentence_names, sentence_tokens
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.types import Kind
from bot.answer.weighing.denial import (
    asks_speech,
    is_another,
    is_called_for,
    is_negated,
    is_of_another_number,
    is_unreal,
    speech,
)
from bot.answer.weighing.mentions import NAMED, name_share
from bot.answer.weighing.opposites import is_opposite
from bot.answer.weighing.roles import EVENTS, company, destination, has_other_actor, role
from bot.answer.weighing.terms import near_to, term_share_of
from bot.answer.weighing.undone import is_off, is_only_able

_OPPOSED = (Kind.YES_NO, Kind.WHEN, Kind.WHERE)
"""What the opposite of a deed answers otherwise, or not at all."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and how it stands for the question.

    names, terms: shares of the question's names and words found, 0 to 1. score: both, with what speaks
    against it taken off. anchors: offsets in the sentence of the words that answer the question's own.
    negated: the sentence denies what is asked. key: how nearly it holds what was done, 0 to 1. deeds: those
    of the anchors that say it.
    """

    sentence: Sentence
    score: float
    names: float
    terms: float
    anchors: tuple[tuple[int, int], ...]
    negated: bool
    key: float = 1.0
    deeds: tuple[tuple[int, int], ...] = ()


def weigh(question: Question, sentence: Sentence) -> Evidence:
    """Weigh one sentence as evidence for a question."""
    text = sentence.text
    strict = question.kind in EVENTS or _asks_doer_of(question)
    shares = [name_share(name, sentence, strict) for name in question.names]
    found = [term_share_of(term, sentence) for term in question.terms]
    if question.kind is Kind.WHY and explains_before(sentence):
        shares = [max(s, 0.8 * told) for s, told in zip(shares, _told_by(question, sentence), strict=True)]
        found = [
            (max(s, 0.85), at) if s < 0.8 and _is_told(term, sentence.before[-1]) else (s, at)
            for term, (s, at) in zip(question.terms, found, strict=True)
        ]
    weights = [
        0.0 if s < 0.5 and _only_lasts(question, term) else term.weight
        for term, (s, _) in zip(question.terms, found, strict=True)
    ]
    named = min(shares, default=1.0) * 0.5 + (sum(shares) / len(shares) if shares else 1.0) * 0.5
    whole = sum(weights)
    term_share = sum(s * w for (s, _), w in zip(found, weights, strict=True)) / whole if whole else 1.0
    anchors = tuple(at for (_, places), w in zip(found, weights, strict=True) if w >= 0.5 for at in places)
    if not anchors:
        anchors = tuple(at for _, places in found for at in places)
    deeds = tuple(
        at for term, (_, places) in zip(question.terms, found, strict=True) if term.key for at in places
    )
    opposite = _opposite(question, sentence, found) if question.kind in _OPPOSED else None
    negated = is_negated(question, text, anchors) or (not opposite and is_off(question, text, anchors))
    if opposite and question.kind is not Kind.YES_NO:
        negated, opposite = True, None  # when it began is not when it ended
    elif opposite:
        term_share, anchors, deeds, negated = (
            max(term_share, 0.95),
            (*deeds, opposite),
            (opposite,),
            not negated,
        )
    score = _joined(question, named, term_share)
    score *= role(question, text, anchors)
    score *= speech(question, sentence)
    if text.rstrip(' *"”’').endswith("?") and not asks_speech(question):
        score *= 0.6  # what is asked is not told
    if is_another(question, text, anchors):
        score *= 0.8  # "the last earthquake there" is an earlier one
    if is_of_another_number(question, text):
        score *= 0.5
    unreal = is_unreal(question, text, deeds or anchors) or is_only_able(question, text, deeds or anchors)
    if unreal and not asks_speech(question):
        score *= 0.5  # what somebody wants, fears or is asked to do has not happened
    score *= company(question, text, anchors) * destination(question, text, deeds)
    if shares and min(shares) < 0.45:
        score *= 0.4
    acts = min((s for name, s in zip(question.names, shares, strict=True) if name.subject), default=1.0)
    if acts < 0.5 and not strict:
        score *= 0.75  # the sentence tells of somebody else's words or deeds
    elif acts < NAMED and not strict and has_other_actor(question, text, deeds or anchors):
        score *= 0.6
    key = (
        0.95
        if opposite
        else min((s for term, (s, _) in zip(question.terms, found, strict=True) if term.key), default=1.0)
    )
    if key < 0.6:
        score *= 0.8
    absent = [n for n, s in zip(question.names, shares, strict=True) if s < 0.55 and not n.locative]
    if absent and strict:
        score *= 0.6  # who only stands beside the sentence did not take part in what it tells
    missed = [
        t
        for t, (s, _) in zip(question.terms, found, strict=True)
        if s < 0.4 and (t.weight >= 1.0 or (strict and t.word in OFFICES and not t.key))
    ]
    if missed and (strict or (not question.names and question.kind is not Kind.WHAT)):
        # Of one event every word says which: "met alone", "first arrested", "met at the airport".
        score *= 0.8 if question.kind is not Kind.WHO else 0.7
    aside = [s for t, (s, _) in zip(question.terms, found, strict=True) if t.weight == ASIDE]
    if aside and max(aside) < 0.4 and question.kind in (*EVENTS, Kind.HOW_MANY, Kind.WHO):
        score *= 0.7  # "when the ship sank": nothing near tells of it
    if strict and _never_together(question, shares, sentence):
        score *= 0.6
    things = [s for t, (s, _) in zip(question.terms, found, strict=True) if t.weight >= 1.0 and not t.key]
    near = (
        key < 0.8 and min(shares) < 0.7
        if shares
        else question.kind in (Kind.WHEN, Kind.WHERE) and key < 1.0 and max(things, default=1.0) < 0.7
    )
    if near:
        score *= 0.7  # neither what was done nor by whom or to what: the sentence is only near
    return Evidence(sentence, score, named, term_share, anchors, negated, key, deeds)


_EXPLAINS = re.compile(
    r"\b(?:because|due\s+to|caused\s+by|citing|blam\w+|owing\s+to|on\s+the\s+grounds|attributed|the\s+reason|accused\s+of"
    r"|in\s+protest|in\s+response\s+to|prompted\s+by|the\s+cause)\b",
    re.I,
)
_TAKES_UP = re.compile(
    r"\b(?:the\s+(?:decision|move|step|measure|delay|cut|closure|change|strike|ban|fire|crash|accident|dismissal|resignation"
    r"|action|increase|rise|fall|suspension|cancellation|incident|recall|collapse)|this|that|it|he|she|they)\b",
    re.I,
)


def explains_before(sentence: Sentence) -> bool:
    """Tell whether a sentence gives a reason for what the one before tells: "It did so because"."""
    cue = _EXPLAINS.search(sentence.text)
    return (
        bool(sentence.before)
        and cue is not None
        and _TAKES_UP.search(sentence.text[: cue.start()]) is not None
    )


def _told_by(question: Question, sentence: Sentence) -> list[float]:
    """Tell for each name of a question whether the sentence before names it."""
    found = sentence_names(sentence.before[-1])
    return [1.0 if any(same_name(asked.text, n.text) for n in found) else 0.0 for asked in question.names]


def _is_told(term: AskedTerm, text: str) -> bool:
    return max((near_to(term.stem, t.word) for t in sentence_tokens(text)), default=0.0) >= 0.9


def _asks_doer_of(question: Question) -> bool:
    """Tell whether "who" did something to a name is asked, so that both take part in one event."""
    return (
        question.kind is Kind.WHO
        and any(t.key for t in question.terms)
        and any(not n.locative for n in question.names)
    )


def _only_lasts(question: Question, term: AskedTerm) -> bool:
    """Tell whether a word only asks for a length, which says it too: "how long did the talks *take*"."""
    return question.kind is Kind.HOW_LONG and term.word in ("last", "take") and len(question.terms) > 1


def _opposite(
    question: Question, sentence: Sentence, found: Sequence[tuple[float, tuple[tuple[int, int], ...]]]
) -> tuple[int, int] | None:
    """Find a word for the opposite of the deed asked about, where the sentence does not say the deed."""
    dated = question.kind is not Kind.YES_NO
    for term, (share, _) in zip(question.terms, found, strict=True):
        if (term.key or len(question.terms) == 1 or term.stem in OCCURRING) and share < 0.8:
            told = [(root(t.word), (t.start, t.end)) for t in sentence_tokens(sentence.text)]
            if term.stem in OCCURRING and any(word in OCCURRING for word, _ in told):
                return None  # "called off in May, it will be held in June"
            opposed = (at for word, at in told if is_opposite(term.stem, word, dated))
            return next((at for at in opposed if not is_called_for(sentence.text, at[0])), None)
    return None


def _never_together(question: Question, shares: Sequence[float], sentence: Sentence) -> bool:
    """Tell whether a sentence names nobody asked about, and none near it names them all."""
    people = [n for n in question.names if not n.locative]
    if len(people) < 2 or any(share >= NAMED for share in shares):
        return False
    near = (sentence.article.title, *sentence.before, sentence.after)
    return not any(
        all(any(same_name(asked.text, n.text) for n in sentence_names(text)) for asked in people)
        for text in near
    )


def _joined(question: Question, name_share: float, term_share: float) -> float:
    if not question.names:
        return term_share
    if not question.terms:
        return name_share
    return 0.5 * name_share + 0.5 * term_share
