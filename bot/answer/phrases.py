"""Values that are words of the sentence: places, reasons, ways; pure.

Each finder takes a sentence's text and gives candidate spans with a fit between 0 and 1, best first. They are
patterns of news English, not a parser; where none applies they find nothing rather than something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.answer.names import is_adjective, same_name
from index.words import Name, tokenize


class Phrase(NamedTuple):
    """A span of a sentence that may be the answer. fit: 0 to 1."""

    start: int
    end: int
    fit: float


_CLAUSE_END = re.compile(
    r"[;:]|\.?[\"”]|,\s+(?:\w+\s+){0,3}(?:said|says|told|added|noted)\b|,\s+(?:but|and|while|who|which|where)\b|$"
)
_REASONS: tuple[tuple[str, float], ...] = (
    (r"because(?: of)?\b", 1.0),
    (
        r"(?:due|owing) to\b|as a result of\b|in response to\b|in order (?:to|that)\b|so that\b"
        r"|on account of\b",
        1.0,
    ),
    (r"citing\b|blam\w+(?: it)? on\b|out of (?:fear|concern)\b|(?:attributed|linked) to\b", 0.95),
    (r"for (?:having |not |allegedly )?\w+ing\b|on charges of\b|accused of\b", 0.9),
    (r"over\b(?! (?:the (?:past|last|next|weekend)|\d))", 0.85),
    (r"amid\b|after\b|following\b|in the wake of\b|in protest\b", 0.7),
    (r"for (?!the (?:first|second|last)\b)", 0.55),
    (r"to (?!the\b|a\b|an\b)(?-i:[a-z])[a-z]+\b", 0.5),  # "to Norway" is no purpose
    (r"(?:as|since)\b", 0.5),
)
_WAYS: tuple[tuple[str, float], ...] = (
    (r"by \w+ing\b", 1.0),
    (r"(?:through|via|using|by means of|with the help of)\b", 0.9),
    (r"(?:by|with)\b", 0.6),
)
PLACE_CUE = re.compile(
    r"\b(in|at|near|outside|inside|to|into|from|around|on|across|visited|toured|reached|entered)\s+(the\s+)?$",
    re.I,
)


def reasons(text: str, anchors: Sequence[tuple[int, int]]) -> list[Phrase]:
    """Find what a sentence gives as the reason of what its anchors say."""
    return _cued(text, anchors, _REASONS)


def ways(text: str, anchors: Sequence[tuple[int, int]]) -> list[Phrase]:
    """Find what a sentence gives as the way or means of what its anchors say."""
    return _cued(text, anchors, _WAYS)


def _cued(text: str, anchors: Sequence[tuple[int, int]], cues: Iterable[tuple[str, float]]) -> list[Phrase]:
    first = min((a for a, _ in anchors), default=0)
    found = []
    for pattern, fit in cues:
        for match in re.finditer(rf"\b{pattern}", text, re.I):
            if match.start() < first and (match.start() > 3 or fit < 0.9):
                continue  # a reason stands behind what it explains, or opens the sentence
            end = clause_end(text, match.end())
            if end - match.end() >= 8 and not any(match.start() <= a < match.end() for a, _ in anchors):
                found.append(Phrase(match.start(), end, fit))
    return sorted(found, key=lambda p: (-p.fit, p.start))


def clause_end(text: str, start: int) -> int:
    """Find where the clause that holds `start` ends, without its punctuation."""
    match = _CLAUSE_END.search(text, start + 1)
    end = match.start() if match else len(text)
    return len(text[:end].rstrip(' .,;:"”'))


def places(text: str, found: Sequence[Name], asked: Sequence[str]) -> list[Phrase]:
    """Find where a sentence places things: names behind "in", "at" and the like, a chain as one place."""
    spans: list[Phrase] = []
    for name in found:
        gap = text[spans[-1].end : name.start] if spans else ""
        if gap and re.fullmatch(r",?\s+(?:(?:in|at|near)\s+)?(?:the\s+)?", gap):
            spans[-1] = spans[-1]._replace(end=name.end)  # "the Hall in Northmoor", "Northmoor, Norway"
            continue
        cue = PLACE_CUE.search(text[: name.start])
        if cue is None or any(same_name(name.text, other) for other in asked):
            continue
        words = [w.word for w in tokenize(name.text)]
        if is_adjective(words[0]) and len(words) == 1:
            continue
        fit = 1.0 if cue.group(1).lower() in ("in", "at", "near", "outside", "inside", "visited") else 0.85
        spans.append(Phrase(name.start, name.end, fit))
    return spans
