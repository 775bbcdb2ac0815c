"""What speaks against a sentence that holds the question's names and words: others act, or it is denied.

No parser: word order of news English, read off the names and the words that answer the question's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.names import same_name
from bot.answer.question import Question
from bot.answer.sentence import is_place_only, sentence_names
from bot.answer.synonyms import likeness
from bot.answer.types import Kind
from index.words import Name, stem

_NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|none|neither|nor|without(?! doubt)|den(?:y|ies|ied)|refus\w+|fail\w* to"
    r"|cancel\w*|\w+n['’]t)\b",
    re.I,
)
_SYMMETRIC = frozenset(
    map(stem, "meet talk summit negotiate agree sign marry clash play cooperate trade speak".split())
)

EVENTS = (Kind.WHEN, Kind.WHERE, Kind.HOW_LONG, Kind.YES_NO)
"""These ask about one event and who is in it."""


def is_negated(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a denial stands shortly before the words that answer the question's."""
    if _NEGATION.search(question.text):
        return False
    for start, _ in anchors[:3]:
        before = re.split(r"[;:,]| but ", text[:start])[-1]
        if _NEGATION.search(" ".join(before.split()[-6:])):
            return True
    return False


def role(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where somebody else does what is asked: the subject follows the verb and another leads it.

    Actions that go both ways ("meet") are left alone, and so are "by NAME", possessives and "NAME's".
    """
    subject = next((n for n in question.names if n.subject), None)
    if subject is None or not anchors or question.kind is Kind.WHO:
        return 1.0
    if not re.search(
        rf"\b(?:did|does|do|will|would|has|have|had)\s+(?:\w+\s+)?{re.escape(subject.text)}(?!['’])",
        question.text,
    ):
        return 1.0  # "is NAME's ...", "was NAME ...": what is asked was done to the name, or is its own
    if any(term.stem in _SYMMETRIC or likeness(term.stem, "meet") for term in question.terms):
        return 1.0
    mentions = [n for n in sentence_names(text) if same_name(subject.text, n.text)]
    if not mentions:
        return 1.0
    verb = anchors[0][0]
    if any(n.start < verb or re.search(r"\b(?:by|of)\s+(?:\w+\s+){0,3}$", text[: n.start]) for n in mentions):
        return 1.0
    others = [n for n in sentence_names(text) if n.start < verb and not is_place_only(n.text)]
    return 0.5 if others else 1.0


def company(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where what is asked is told of others: an asked name stands in another clause than the action,
    or behind somebody else whom the action joins it to ("met Jon Lind and Ada Brook" for "met Ada Brook")."""
    if not anchors or len(question.names) < 2 or question.kind not in EVENTS:
        return 1.0
    found = [n for n in sentence_names(text) if not is_place_only(n.text)]
    factor = 1.0
    for asked in question.names:
        mentions = [n for n in found if same_name(asked.text, n.text)]
        if not mentions or asked.locative or is_place_only(asked.text):
            continue
        factor *= max(_togetherness(text, n, a, found, question) for n in mentions for a in anchors)
    return factor


def _togetherness(
    text: str, name: Name, anchor: tuple[int, int], found: Sequence[Name], question: Question
) -> float:
    start, end = (name.end, anchor[0]) if name.end <= anchor[0] else (anchor[1], name.start)
    between = text[start:end]
    factor = 0.9 ** len(re.findall(r"[;:—]|\b(?:which|who|whose|that|because|while|although)\b", between))
    others = [n for n in found if start <= n.start and n.end <= end]
    strangers = [n for n in others if not any(same_name(q.text, n.text) for q in question.names)]
    return factor * 0.8 ** min(2, len(strangers))
