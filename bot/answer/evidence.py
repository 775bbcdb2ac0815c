"""How well a sentence of an article stands for a question: its names, its words, who acts, what is denied.

Pure: sentences in, evidence out. A score says how much of what the question names the sentence really holds,
itself or through the sentences before it and the title. It is coverage, not likelihood: 1 is all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.names import country, is_adjective, same_name
from bot.answer.question import AskedName, AskedTerm, Question
from bot.answer.synonyms import likeness
from bot.answer.types import Kind
from index.article import Article
from index.words import Name, Token, names, stem, tokenize

_PRONOUN = re.compile(
    r"\b(?:he|she|his|her|him|they|their|them|it|its|both|the (?:two|pair|former|latter))\b", re.I
)
_OPENS_WITH_PRONOUN = re.compile(r"^\W*(?:\w+\s+){0,3}?(?:he|she|his|her|they|their|it|its|the \w+)\b", re.I)
_PLACE_CUE = re.compile(
    r"\b(?:in|at|to|from|near|into|inside|outside|around|across|visit\w*|leav\w+|left|tour\w*|of|for|toward|reach\w*)"
    r"\s+(?:the\s+|nearby\s+|downtown\s+|central\s+)?(?:[\w'’]+(?:,\s+|\s+in\s+))?$",
    re.I,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|none|neither|nor|without|den(?:y|ies|ied)|refus\w+|fail\w* to|cancel\w*|\w+n['’]t)\b",
    re.I,
)
_SYMMETRIC = frozenset(
    stem(w)
    for w in [
        "meet",
        "talk",
        "summit",
        "negotiate",
        "agree",
        "sign",
        "marry",
        "clash",
        "play",
        "cooperate",
        "trade",
        "speak",
    ]
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article with what stands around it. before: the two sentences before, nearest last."""

    article: Article
    start: int
    end: int
    before: tuple[str, ...]
    order: int
    after: str = ""

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and how it stands for the question.

    names, terms: shares of the question's names and words found, 0 to 1. score: both, with what speaks
    against it taken off. anchors: offsets in the sentence of the words that answer the question's own.
    negated: the sentence denies what is asked. reading: the reader's chance that it answers, if one read it.
    """

    sentence: Sentence
    score: float
    names: float
    terms: float
    anchors: tuple[tuple[int, int], ...]
    negated: bool
    reading: float | None = None
    span: tuple[int, int] | None = None


@lru_cache(maxsize=4096)
def sentence_names(text: str) -> tuple[Name, ...]:
    """The names of a sentence, remembered: a sentence is also its neighbours' context."""
    return tuple(names(text))


@lru_cache(maxsize=4096)
def sentence_tokens(text: str) -> tuple[Token, ...]:
    """The words of a sentence, remembered."""
    return tuple(tokenize(text))


def weigh(question: Question, sentence: Sentence) -> Evidence:
    """Weigh one sentence as evidence for a question."""
    text = sentence.text
    shares = [_name_share(name, question, sentence) for name in question.names]
    found = [_term_share(term, sentence) for term in question.terms]
    weights = [term.weight for term in question.terms]
    name_share = min(shares, default=1.0) * 0.5 + (sum(shares) / len(shares) if shares else 1.0) * 0.5
    term_share = (
        sum(s * w for (s, _), w in zip(found, weights, strict=True)) / sum(weights) if weights else 1.0
    )
    anchors = tuple(where for (_, where), w in zip(found, weights, strict=True) if where and w >= 0.5)
    if not anchors:
        anchors = tuple(where for _, where in found if where)
    negated = _is_negated(question, text, anchors)
    score = _joined(question, name_share, term_share)
    score *= _role(question, text, anchors)
    if shares and min(shares) < 0.45:
        score *= 0.4
    return Evidence(sentence, score, name_share, term_share, anchors, negated)


def _joined(question: Question, name_share: float, term_share: float) -> float:
    if not question.names:
        return term_share
    if not question.terms:
        return name_share
    return 0.5 * name_share + 0.5 * term_share


def _name_share(asked: AskedName, question: Question, sentence: Sentence) -> float:
    """Tell how surely the sentence speaks of a name: 1 names it, less through a pronoun, the title, before."""
    best = max((_mention(asked, sentence.text, name) for name in sentence_names(sentence.text)), default=0.0)
    if best >= 0.8:
        return best
    title = sentence.article.title
    if any(same_name(asked.text, n.text) for n in sentence_names(title)):
        best = max(best, 0.6)
    refers = bool(_PRONOUN.search(sentence.text))
    for distance, before in enumerate(reversed(sentence.before)):
        found = [n for n in sentence_names(before) if not _is_place_only(n.text)]
        if any(
            same_name(asked.text, n.text) and _mention(asked, before, n) >= 0.8
            for n in sentence_names(before)
        ):
            leads = bool(found) and same_name(asked.text, found[0].text)
            opens = refers and bool(_OPENS_WITH_PRONOUN.match(sentence.text))
            if leads and opens:
                best = max(best, 0.8 - 0.05 * distance)
            else:
                best = max(best, (0.6 if refers else 0.5) - 0.1 * distance)
        if (
            found
            and refers
            and distance == 0
            and not asked.locative
            and best < 0.5
            and _opens_alone(sentence.text)
        ):
            break  # the pronoun is taken: it means whom the nearest sentence is about
    return best


def _is_place_only(name: str) -> bool:
    words = [t.word for t in tokenize(name)]
    return all(country(w) is not None for w in words)


def _opens_alone(text: str) -> bool:
    return bool(re.match(r"^\W*(?:he|she)\b", text, re.I))


def _mention(asked: AskedName, text: str, name: Name) -> float:
    """Tell how surely one printed name is the name asked for, as the question uses it."""
    if not same_name(asked.text, name.text):
        return 0.0
    words = [t.word for t in tokenize(name.text)]
    asked_words = [t.word for t in tokenize(asked.text)]
    if len(asked_words) == 1 and country(asked_words[0]) and not is_adjective(asked_words[0]):
        same = [w for w in words if country(w) == country(asked_words[0])]
        if same and all(is_adjective(w) for w in same):
            return 0.4 if asked.locative else 0.85  # "the Russian army" is not in Russia
    if asked.locative and not _PLACE_CUE.search(text[: name.start]):
        after = text[name.end : name.end + 40]
        if not re.match(
            r"['’]s\s|,? (?:\w+ )?(?:summit|talks|meeting|conference|visit|trip|office|airport)|\s*\(|,\s",
            after,
        ):
            return 0.4  # named, but not as the place where it happened
    return 1.0


def _term_share(term: AskedTerm, sentence: Sentence) -> tuple[float, tuple[int, int] | None]:
    """Find a question's word in a sentence: how near, and where; less where only its surroundings hold it."""
    best, where = 0.0, None
    for token in sentence_tokens(sentence.text):
        near = likeness(term.stem, stem(token.word))
        if near > best:
            best, where = near, (token.start, token.end)
    if best < 0.8:
        around = " ".join((sentence.article.title, *sentence.before[-1:]))
        near = max((likeness(term.stem, stem(t.word)) for t in sentence_tokens(around)), default=0.0)
        best = max(best, 0.5 * near)
    return best, where


def _is_negated(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a denial stands shortly before the words that answer the question's."""
    if _NEGATION.search(question.text):
        return False
    for start, _ in anchors[:3]:
        before = re.split(r"[;:,]| but ", text[:start])[-1]
        if _NEGATION.search(" ".join(before.split()[-6:])):
            return True
    return False


def _role(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where somebody else does what is asked: the subject follows the verb and another leads it.

    Actions that go both ways ("meet") are left alone, and so are "by NAME", possessives and "NAME's".
    """
    subject = next((n for n in question.names if n.subject), None)
    if subject is None or not anchors or question.kind is Kind.WHO:
        return 1.0
    if any(term.stem in _SYMMETRIC or likeness(term.stem, "meet") for term in question.terms):
        return 1.0
    mentions = [n for n in sentence_names(text) if same_name(subject.text, n.text)]
    if not mentions:
        return 1.0
    verb = anchors[0][0]
    if any(n.start < verb or re.search(r"\b(?:by|of)\s+(?:\w+\s+){0,3}$", text[: n.start]) for n in mentions):
        return 1.0
    others = [n for n in sentence_names(text) if n.start < verb and not _is_place_only(n.text)]
    return 0.7 if others else 1.0
