"""Whether those act in a sentence who act in the question, where it holds their names and the words; pure.

No parser: word order of news English, read off the names and the words that answer the question's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.language.names import OFFICES, same_name
from bot.answer.language.sentence import is_place_only, sentence_actors, sentence_names
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import roots
from bot.answer.question import Question
from bot.answer.types import Kind
from bot.answer.weighing.denial import asks_speech
from index.words import Name, tokenize

_NOBODY = OFFICES | frozenset("head of the state his her excellency government ministry court police".split())
_SYMMETRIC = roots("meet talk summit negotiate agree sign marry clash play cooperate trade speak")
_PASSIVE = r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+ly\s+|also\s+|later\s+|first\s+|not\s+)?"

_TOWARDS = (
    r"\b(?:visit\w*|tour\w*|(?:go(?:es|ing|ne)?|went|travel\w*|fly|flies|flew|head\w*|return\w*|mov(?:e|es|ed|ing)|fled|flee"
    r"|arriv\w*|com(?:e|es|ing)|came|trips?|journey\w*|sail\w*)\s+(?:back\s+|home\s+)?(?:to|in|into|for))\s+(?:the\s+)?"
)
_AT_ONCE = re.compile(r"\s+(?:(?:back\s+)?(?:to|in|into|for)\s+)?(?:the\s+)?")
_ELSEWHERE = re.compile(r",(?!\s+[A-Z])|[;:—]|\b(?:where|who|which|that|while|when|after|before|from)\b")

EVENTS = (Kind.WHEN, Kind.WHERE, Kind.HOW_LONG, Kind.YES_NO)
"""These ask about one event and who is in it."""


def has_other_actor(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether somebody whom the question does not name stands before the deed, as who does it."""
    if not anchors:
        return False
    subject = next((n.text for n in question.names if n.subject), "")
    if re.search(
        rf"\b(?:on|in|at|of|for|with|from|by)\s+{re.escape(subject)}|{re.escape(subject)}['’]", question.text
    ):
        return False  # "how many were on Brook's ship": she does nothing
    before = [
        n
        for n in sentence_actors(text)
        if n.end <= anchors[0][0] and not {t.word for t in tokenize(n.text)} <= _NOBODY
    ]
    return any(not any(same_name(q.text, n.text) for q in question.names) for n in before)


def _undergoes(question: Question, name: str, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where "when was NAME banned" is asked and NAME is not whom the sentence's deed befalls."""
    mentions = [n for n in sentence_names(text) if same_name(name, n.text)]
    others = [n for n in sentence_actors(text) if not same_name(name, n.text)]
    if not mentions or not others or not anchors:
        return 1.0
    for start, end in anchors:
        passive = re.search(_PASSIVE + r"$", text[:start], re.I)
        if passive is None:
            return 1.0
        nearest = max((n for n in (*mentions, *others) if n.end <= start), key=lambda n: n.end, default=None)
        if nearest is None or nearest in mentions:
            return 1.0
        if any(n.start >= end for n in mentions) and not re.search(
            r"\b(?:who|which|that|and)\b", text[nearest.end : start]
        ):
            return 0.5
    return 1.0


def _owns(name: str, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where "NAME's visit" is asked and it is somebody else who stands before "visited"."""
    if not anchors:
        return 1.0
    for start, end in anchors:
        before = [n for n in sentence_actors(text) if n.end <= start]
        if not re.search(r"ed$", text[start:end]) or not before or same_name(name, before[-1].text):
            return 1.0
        if len(before) > 1 and any(same_name(name, n.text) for n in before):
            return 1.0
    return 0.7


def role(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where somebody else does what is asked: the subject follows the verb and another leads it.

    Actions that go both ways ("meet") are left alone, and so are "by NAME", possessives and "NAME's".
    """
    subject = next((n for n in question.names if n.subject), None)
    if subject is None or not anchors or asks_speech(question):
        return 1.0
    if not re.search(
        rf"\b(?:did|does|do|will|would|has|have|had)\s+(?:\w+\s+)?{re.escape(subject.text)}(?!['’])",
        question.text,
    ):
        # "is NAME's ...", "was NAME ...": what is asked was done to the name, or is its own
        passive = re.search(
            rf"\b(?:was|were|is|are)\s+{re.escape(subject.text)}(?!['’])\s+\w+", question.text
        )
        if passive:
            return _undergoes(question, subject.text, text, anchors)
        return _owns(subject.text, text, anchors)
    if any(term.stem in _SYMMETRIC or likeness(term.stem, "meet") for term in question.terms):
        return 1.0
    mentions = [n for n in sentence_names(text) if same_name(subject.text, n.text)]
    if not mentions:
        return 1.0
    verb = anchors[0][0]
    if any(n.start < verb or re.search(r"\b(?:by|of)\s+(?:\w+\s+){0,3}$", text[: n.start]) for n in mentions):
        return 1.0
    others = [n for n in sentence_actors(text) if n.start < verb]
    return 0.5 if others else 1.0


def destination(question: Question, text: str, deeds: Sequence[tuple[int, int]]) -> float:
    """Take off where "did NAME visit PLACE" is asked and a sentence has somebody visit another place.

    The place that was asked for then stands only where news of it was told, or where somebody else was.
    """
    found = sentence_names(text)
    for asked in question.names:
        if not re.search(_TOWARDS + re.escape(asked.text) + r"\b", question.text):
            continue
        gone = [
            name
            for start, end in deeds
            for name in found
            if (at := _AT_ONCE.match(text, end)) and at.end() == name.start
        ]
        mentions = [name for name in found if same_name(asked.text, name.text)]
        if gone and not any(
            place.start <= name.start and not _ELSEWHERE.search(text[place.end : name.start + 1])
            for place in gone
            for name in mentions
        ):
            return 0.5
    return 1.0


def company(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where what is asked is told of others: an asked name stands in another clause than the action,
    or behind somebody else whom the action joins it to ("met Jon Lind and Ada Brook" for "met Ada Brook")."""
    if not anchors or len(question.names) < 2 or question.kind not in EVENTS:
        return 1.0
    found = sentence_actors(text)
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
