"""Which words of a sentence a value belongs to; pure.

No parser: a value belongs to the nearest of the sentence's matched words, the less the more clause borders
stand between them. News puts dates first ("On Sunday, ...") and lets them hang on the verb of speech
("... said Friday"); both are told apart here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.extracting.value import Value, worded
from bot.answer.language.phrases import Phrase

_COMMA = re.compile(r",(?!\d)")
_BORDER = re.compile(
    r"[;:—–]|\s-\s|\b(?:since|after|before|until|while|when|where|which|who|whose|that|because|although|though|"
    r"as|but|if|whereas|following|during)\b",
    re.I,
)
_SPEECH = (
    r"(?:said|says|told|tells|announced|reported|reports|stated|added|wrote|tweeted|posted|confirmed|declared|noted|"
    r"published|according to \w+)"
)
_SPEECH_BEFORE = re.compile(rf"\b{_SPEECH}(?:\s+(?:\w+|reporters))?(?:\s+on|\s+late|\s+early|,)?\s*$", re.I)
_SPEECH_AFTER = re.compile(rf"^,?\s+(?:\w+\s+){{0,1}}?{_SPEECH}\b", re.I)


def attachment(
    text: str, start: int, end: int, anchors: Sequence[tuple[int, int]], speech: bool = False
) -> float:
    """Tell how surely the value at text[start:end] belongs to one of the anchors: 0 to 1.

    anchors: offsets of the words that answer the question's own; with none the sentence as a whole is meant.
    speech: the question itself asks about saying, so that a date on "said" is the one that is wanted.
    """
    factor = max((_nearness(text, start, end, a, b) for a, b in anchors), default=0.8)
    if not speech and (_SPEECH_BEFORE.search(text[:start]) or _SPEECH_AFTER.match(text[end:])):
        factor *= 0.45
    return factor


def _nearness(text: str, start: int, end: int, anchor_start: int, anchor_end: int) -> float:
    if start < anchor_end and anchor_start < end:
        return 1.0
    between = text[end:anchor_start] if end <= anchor_start else text[anchor_end:start]
    # Two commas hold an aside between them, behind which the clause goes on.
    borders = len(_BORDER.findall(between)) + len(_COMMA.findall(between)) % 2
    if borders and end <= anchor_start and _is_fronted(text, start, end):
        borders -= 1  # "On Sunday, the two met": the comma closes the date, not a clause
    words = len(between.split())
    return max(0.2, (1.0, 0.8, 0.6, 0.5)[min(borders, 3)] - 0.008 * max(0, words - 4))


def _is_fronted(text: str, start: int, end: int) -> bool:
    return len(text[:start].split()) <= 2 and re.match(r"\s*(?:,|\w)", text[end:]) is not None


def attached(text: str, spans: Sequence[Phrase], anchors: Sequence[tuple[int, int]]) -> list[Value]:
    """Make names of spans, each as sure as it belongs to what the sentence answers the question by."""
    values = []
    for span in spans:
        near = attachment(text, span.start, span.end, anchors, speech=True)
        values.append(worded(text, span._replace(fit=span.fit * near), "name"))
    return values
