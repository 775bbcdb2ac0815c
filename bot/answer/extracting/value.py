"""A value of a sentence: what it gives as the answer; pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer.language.phrases import Phrase
from bot.answer.types import Normal


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a sentence. start, end: offsets in it. fit: how surely it is the answer, 0 to 1.

    stated: the sentence states it outright of what is asked about, in whatever words the question asks.
    before: the sentence before has it; start, end are those of what refers to it here.
    """

    text: str
    normal: Normal
    start: int
    end: int
    fit: float
    planned: bool = False
    stated: bool = False
    before: bool = False


def worded(text: str, span: Phrase, kind: str, stated: bool = False) -> Value:
    """Make a value of words of the sentence. kind: the type of its normal, "name" or "text"."""
    words = text[span.start : span.end]
    normal = Normal(kind, text=" ".join(words.lower().split()))
    return Value(words, normal, span.start, span.end, span.fit, stated=stated)


def is_unnamed(value: Value) -> bool:
    """Tell whether a value that is somebody names nobody: "the farmer", "A teacher"."""
    return value.normal.type == "name" and value.text[1:] == value.text[1:].lower()
