"""How well a sentence of an article stands for a question: its names, its words, who acts, what is denied.

Pure: sentences in, evidence out. A score says how much of what the question names the sentence really holds,
itself or through the sentences before it and the title. It is coverage, not likelihood: 1 is all of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer.asked import AskedTerm
from bot.answer.mentions import name_share
from bot.answer.question import Question
from bot.answer.roles import EVENTS, company, is_negated, role
from bot.answer.sentence import Sentence, sentence_tokens
from bot.answer.synonyms import likeness
from bot.answer.verbs import root


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and how it stands for the question.

    names, terms: shares of the question's names and words found, 0 to 1. score: both, with what speaks
    against it taken off. anchors: offsets in the sentence of the words that answer the question's own.
    negated: the sentence denies what is asked. key: how nearly it holds what was done, 0 to 1.
    """

    sentence: Sentence
    score: float
    names: float
    terms: float
    anchors: tuple[tuple[int, int], ...]
    negated: bool
    key: float = 1.0


def weigh(question: Question, sentence: Sentence) -> Evidence:
    """Weigh one sentence as evidence for a question."""
    text = sentence.text
    strict = question.kind in EVENTS
    shares = [name_share(name, sentence, strict) for name in question.names]
    found = [_term_share(term, sentence) for term in question.terms]
    weights = [term.weight for term in question.terms]
    named = min(shares, default=1.0) * 0.5 + (sum(shares) / len(shares) if shares else 1.0) * 0.5
    term_share = (
        sum(s * w for (s, _), w in zip(found, weights, strict=True)) / sum(weights) if weights else 1.0
    )
    anchors = tuple(at for (_, places), w in zip(found, weights, strict=True) if w >= 0.5 for at in places)
    if not anchors:
        anchors = tuple(at for _, places in found for at in places)
    negated = is_negated(question, text, anchors)
    score = _joined(question, named, term_share)
    score *= role(question, text, anchors)
    score *= company(question, text, anchors)
    if shares and min(shares) < 0.45:
        score *= 0.4
    acts = min((s for name, s in zip(question.names, shares, strict=True) if name.subject), default=1.0)
    if acts < 0.5 and not strict:
        score *= 0.75  # the sentence tells of somebody else's words or deeds
    key = min((s for term, (s, _) in zip(question.terms, found, strict=True) if term.key), default=1.0)
    if key < 0.6:
        score *= 0.8
    absent = [n for n, s in zip(question.names, shares, strict=True) if s < 0.55 and not n.locative]
    if absent and strict:
        score *= 0.6  # who only stands beside the sentence did not take part in what it tells
    missed = [t for t, (s, _) in zip(question.terms, found, strict=True) if t.weight >= 1.0 and s < 0.4]
    if missed and strict:
        score *= 0.8  # of one event every word says which: "met alone", "first arrested"
    if key < 0.8 and shares and min(shares) < 0.7:
        score *= 0.7  # neither what was done nor by whom: the sentence is only near
    return Evidence(sentence, score, named, term_share, anchors, negated, key)


def _joined(question: Question, name_share: float, term_share: float) -> float:
    if not question.names:
        return term_share
    if not question.terms:
        return name_share
    return 0.5 * name_share + 0.5 * term_share


def _term_share(term: AskedTerm, sentence: Sentence) -> tuple[float, tuple[tuple[int, int], ...]]:
    """Find a question's word in a sentence: how near, and where; less where what is around holds it.

    A sentence may tell the same thing twice ("will visit the academy during his trip"): all places count.
    """
    near = {(t.start, t.end): _near(term.stem, t.word) for t in sentence_tokens(sentence.text)}
    best = max(near.values(), default=0.0)
    if best >= 0.8:
        return best, tuple(at for at, likely in near.items() if likely >= 0.9)
    around = " ".join((sentence.article.title, *sentence.before[-1:]))
    context = max((_near(term.stem, t.word) for t in sentence_tokens(around)), default=0.0)
    return max(best, 0.5 * context), ()


def _near(asked: str, word: str) -> float:
    """Compare a question's stem with a printed word, which may hold it: "airstrikes", "strike"."""
    printed = root(word)
    near = likeness(asked, printed)
    if not near and len(asked) >= 5 and len(printed) > len(asked) and printed.endswith(asked):
        return 0.85
    return near
