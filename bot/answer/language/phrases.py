"""Values that are words of the sentence: places, ways; pure.

Each finder takes a sentence's text and gives candidate spans with a fit between 0 and 1, best first. They are
patterns of news English, not a parser; where none applies they find nothing rather than something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.answer.language.names import is_adjective, same_name
from index.words import Name, tokenize


class Phrase(NamedTuple):
    """A span of a sentence that may be the answer. fit: 0 to 1."""

    start: int
    end: int
    fit: float


_CLAUSE_END = re.compile(
    r"[;:]|\.?[\"”]|,\s+(?:\w+\s+){0,3}(?:said|says|told|added|noted)\b|,\s+(?:but|and|while|who|which|where)\b|$"
)
_WAYS: tuple[tuple[str, float], ...] = (
    (r"by \w+ing\b", 1.0),
    (r"(?:through|via|using|by means of|with the help of)\b", 0.9),
    (r"(?:by|with)\b", 0.6),
)
PLACE_CUE = re.compile(
    r"\b(in|at|near|outside|inside|to|into|from|around|on|across|visited|toured|reached|entered)\s+(the\s+)?"
    r"(?:(?:small\s+|port\s+|capital\s+|\w+ern\s+)?(?:port|island|isle|city|town|village|province|region|state|county|district"
    r"|capital|coast|outskirts|cent(?:re|er)|suburbs?|north|south|east|west|edge|area)\s+of\s+(?:the\s+)?)*$",
    re.I,
)


def ways(text: str, anchors: Sequence[tuple[int, int]]) -> list[Phrase]:
    """Find what a sentence gives as the way or means of what its anchors say."""
    return cued(text, anchors, _WAYS)


def cued(text: str, anchors: Sequence[tuple[int, int]], cues: Iterable[tuple[str, float]]) -> list[Phrase]:
    """Find the clauses that such words open, behind what the anchors say."""
    first = min((a for a, _ in anchors), default=0)
    found = []
    for pattern, fit in cues:
        for match in re.finditer(rf"\b{pattern}", text, re.I):
            if match.start() < first and (match.start() > 3 or fit < 0.9):
                continue  # a reason stands behind what it explains, or opens the sentence
            end = clause_end(text, match.end())
            if anchors and not any(at < match.start() or at >= end for at, _ in anchors):
                continue  # "after the collapse of the bank" is not why the bank collapsed
            if end - match.end() >= 8 and not any(match.start() <= a < match.end() for a, _ in anchors):
                found.append(Phrase(match.start(), end, fit))
    return sorted(found, key=lambda p: (-p.fit, p.start))


def clause_end(text: str, start: int) -> int:
    """Find where the clause that holds `start` ends, without its punctuation."""
    match = _CLAUSE_END.search(text, start + 1)
    end = match.start() if match else len(text)
    return len(text[:end].rstrip(' .,;:"”'))


_SPOT = re.compile(
    r"\b(in|at|on|outside|inside|near|under|beneath|behind|beside|below|above|off|from|aboard|into|onto)\s+"
    r"((?:the|a|an|his|her|its|their|one of the|what is now)\s+(?:[\w'’-]+\s+){0,4}?[\w'’-]+"
    r"(?:\s+of\s+(?:the\s+)?[\w'’-]+(?:\s+[A-Z][\w'’-]+)*)?)"
    r"(?=\s*[.,;:!?)\"”]|\s+(?:in|at|on|by|to|for|from|with|after|before|during|when|where|while|who|which|that|and"
    r"|as|because|but|until|since|over|is|are|was|were|has|have|had|will|would|beside|near|between|about|if"
    r"|opposite|overlooking|outside|into|than|last|this|next|late|early|yesterday|today|tomorrow"
    r"|[A-Z]\w+day)\b|\s*$)",
    re.I,
)
_NO_SPOT = re.compile(
    r"\b(?:time|times|day|days|week|weeks|month|months|year|years|hour|hours|minute|minutes|morning|evening|night"
    r"|afternoon|weekend|century|decade|moment|season|spring|summer|autumn|fall|winter|end|beginning|start|case|way"
    r"|ways|event|statement|interview|speech|letter|report|wake|course|bid|row|result|process|hope|effort|attempt|vote"
    r"|poll|survey|study|quarter|half|period|charge|charges|grounds|condition|expense|cost|price|rate|age|level|request"
    r"|behalf|basis|fact|sense|future|past|present|war|crisis|dispute|trial|game|match|race|contest|debate|election"
    r"|lead|first|second|third|same|other|way|run|move|show|air|increase|rise|government|company|firm|bank|police"
    r"|job|jobs|work|duty|phone|internet|list|market|team|group|people|public|country|attack|death|deaths|disaster|accident|storm|back|face|top|part|name|outset|height|eve|midst|aftermath|dawn|heart|hands|light|run-up|sidelines|helm|brink|verge)\b",
    re.I,
)


def spots(text: str, found: Sequence[Name]) -> list[Phrase]:
    """Find places that have no name: "on the roof of the school", "in the sports hall".

    found: the sentence's names; where a phrase ends at one it goes on to the name's end.
    """
    spans = []
    for match in _SPOT.finditer(text):
        head = re.split(r"\s+of\s+", match.group(2))[0]
        if (
            _NO_SPOT.search(head)
            or re.search(r"\b(?:only|more|most|least|many|few)$", head)
            or re.search(r"\d", head)
            or re.search(r"(?:ing|ment|tion|ness|ship)s?$", head)
        ):
            continue
        start, end = match.start(2), match.end(2)
        end = max([end, *(n.end for n in found if start < n.start < end)])
        fit = 0.85 if match.group(1).lower() in ("in", "at", "on", "outside", "inside", "near") else 0.7
        spans.append(Phrase(start, end, fit))
    return spans


_FACILITY = re.compile(
    r"\s+(?:(?:international|central|main|railway|train|bus|police|fire|district|high|city|town|county|general)\s+){0,2}"
    r"(?:airport|station|harbou?r|port|court|courthouse|hospital|prison|jail|stadium|university|zoo|museum|library|cathedral"
    r"|beach|town\s+hall|city\s+hall|docks?|shipyard|barracks|cemetery)\b"
)
"""What stands behind a place's name and says where there: "at Brae railway station"."""


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
        facility = _FACILITY.match(text, name.end)
        if is_adjective(words[0]) and len(words) == 1 and not facility:
            continue
        if facility:
            name = name._replace(text=text[name.start : facility.end()], end=facility.end())
        fit = 1.0 if cue.group(1).lower() in ("in", "at", "near", "outside", "inside", "visited") else 0.85
        spans.append(Phrase(name.start, name.end, fit))
    return spans
