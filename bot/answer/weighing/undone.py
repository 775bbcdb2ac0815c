"""Whether what a yes or no asks about was called off, or is only wished or possible in a sentence; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.language.verbs import roots
from bot.answer.question import Question
from bot.answer.types import Kind

_CALLED_OFF = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+off|abandon\w*|scrap(?:s|ped|ping)?|avert\w*|suspend\w*|prevent\w*)"
    r"\s+(?:(?:the|an?|its|his|her|their|this|all)\s+)?(?:[\w'’-]+\s+){0,2}$",
    re.I,
)
_IS_OFF = re.compile(
    r"(?:,\s+(?:which|that)\s[^,;.]{3,60},)?(?:\s+(?:of|over|in|at|for|on)\s+(?:the\s+)?[\w'’-]+)?\s+(?:(?:has|have|had|will)\s+)?(?:was|were|is|are|been|be)\s+"
    r"(?:\w+ly\s+)?(?:called\s+off|cancelled|canceled|scrapped|abandoned|averted|suspended)\b",
    re.I,
)
"""Before, or behind, what was to be done: it is not."""
_STOPPING = roots("cancel abandon scrap avert suspend prevent")
_WISHED = re.compile(
    r"\b(?:wants?|wanted|hop(?:es?|ed)|expects?|expected|plans?|planned|intends?|intended)\s+(?:for\s+)?"
    r"(?:[\w'’-]+\s+){0,5}?to\s+(?:be\s+)?\w",
    re.I,
)
"""Somebody wants something to be done."""
_SHOULD = re.compile(r"\b(?:should|(?:is|are)\s+to|due\s+to)\s+be\s+(?:\w+ly\s+)?$")
"""Before what is planned: "the sale should be closed"."""
_CAN = re.compile(r"\b(?:can|could)\s+(?:\w+ly\s+|be\s+)?$")
_READY = re.compile(
    r"\b(?:prepared|ready|willing|able|free|entitled|(?:the\s+)?(?:power|right|means))\s+to\s+(?:\w+ly\s+|be\s+)?$"
)
_ASKS_ABLE = re.compile(
    r"\b(?:can|could|prepared|ready|willing|able|free|entitled|power|right|allowed|(?-i:may))\b", re.I
)
"""Who only can do it has not done it, and nobody says that he will."""


def is_off(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether what "will there be a strike" asks about is called off."""
    if question.kind not in (Kind.YES_NO, Kind.WHEN, Kind.WHERE) or any(
        t.stem in _STOPPING for t in question.terms
    ):
        return False
    return any(_CALLED_OFF.search(text[:start]) or _IS_OFF.match(text, end) for start, end in anchors[:3])


def is_only_able(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a sentence says of what a yes or no asks about only that somebody can do it."""
    if question.kind is not Kind.YES_NO or _ASKS_ABLE.search(question.text):
        return False
    return any(_CAN.search(text[:start]) for start, _ in anchors)


def is_only_wished(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a sentence says of what a yes or no takes as done only that it is wanted."""
    if question.kind is not Kind.YES_NO:
        return False
    if any(_SHOULD.search(text[:start]) for start, _ in anchors):
        return True
    if not _ASKS_ABLE.search(question.text) and any(_READY.search(text[:start]) for start, _ in anchors):
        return True
    wish = _WISHED.search(text)
    return wish is not None and all(
        wish.start() < at and not re.search(r"[;:,.]", text[wish.end() : at]) for at, _ in anchors
    )
