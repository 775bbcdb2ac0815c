"""Where somebody went to or what he did something to, when "which country" asks for it; pure."""

from __future__ import annotations

import re

from bot.answer.asking.deed import AUXILIARIES
from bot.answer.language.acting import acts, persons
from bot.answer.language.names import country, is_adjective, parts, same_name
from bot.answer.language.phrases import PLACE_CUE, Phrase
from bot.answer.language.sentence import sentence_names
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.types import Kind
from index.words import tokenize

_ASKS = re.compile(
    rf"^(?:(?:in|to|from|for|against)\s+)?(?:which|what)\s+(?:country|nation)\s+(?:{AUXILIARIES})\b", re.I
)
_CALLED = re.compile(r"\b(?:country|nation|republic|kingdom|state)\s+of\s+(?:the\s+)?$", re.I)
_MOVES = re.compile(
    r"^(?:in|to|from)\s|\b(?:visit|tour|go|gone|going|travel\w*|fly|flown|sail\w*|head|move\w*|flee|fled|return\w*|come|arrive\w*"
    r"|live[sd]?|stay\w*|spend|spent|work\w*|born|die|died|be|been)\b|\b(?:in|to|from)\s*\?*$",
    re.I,
)
_CUES = frozenset("in at to into from inside visited toured reached entered".split())
_INSIDE = re.compile(r"['’]s?\s+(?:capital|border|coast|north|south|east|west|territory|soil)\b", re.I)


_AT = r"(?:in|on|at|near|off|inside|outside)\s+(?:the\s+|an?\s+)?$"
_BESIDE = re.compile(r"\s*,?\s*(?:(?:an?|the)\s+)?(?:[a-z-]+\s+){0,3}" + _AT)
_BEING = re.compile(
    r"\b(?:is|are|was|were|lies|lives|remains|stays|stands)\s+(?:(?:still|now|being|held|also)\s+){0,2}" + _AT
)


def may_be_place(question: Question, text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] may be what "where is X" or "which country did X visit" asks for.

    Where X is, no "town hall of X" tells, nor "its harbour". A country that is asked for is the place or the
    object of the deed: not whose somebody is ("the king of Norway", "Norway's king"), nor where another one
    was. True for other questions.
    """
    if question.kind is Kind.WHERE and not question.terms:
        words = text[start:end].lower()
        inside = any(name.text.lower() in words for name in question.names)
        if inside or re.match(r"(?:its|his|her|their)\b", words):
            return False
        return any(_is_beside(name.text, text[:start]) for name in question.names)
    if not _ASKS.match(question.text):
        return True
    before, words = text[:start], text[start:end]
    if not _is_country(words, before) or any(same_name(words, name.text) for name in question.names):
        return False
    if re.match(r"['’]", text[end:]) and not _INSIDE.match(text[end:]):
        return False
    cue = PLACE_CUE.search(before) if _MOVES.search(question.text) else None
    if not ((cue and cue.group(1).lower() in _CUES) or _is_object(question, before)):
        return False
    acting = [n for n in persons(before + "x") if n.end <= start and acts(text, n)]
    asked = [name.text for name in question.names if name.subject]
    return not acting or not asked or any(same_name(acting[-1].text, name) for name in asked)


def objects(question: Question, text: str) -> list[Phrase]:
    """Find the countries that the deed was done to, where "which country" asks for that."""
    if not _ASKS.match(question.text):
        return []
    names = sentence_names(text)
    return [Phrase(n.start, n.end, 1.0) for n in names if _is_object(question, text[: n.start])]


def _is_country(words: str, before: str) -> bool:
    tokens = [t.word for t in tokenize(words)]
    if any(is_adjective(word) for word in tokens):
        return False
    return (
        parts(words) == ("america",) or any(country(w) for w in tokens) or _CALLED.search(before) is not None
    )


def _is_beside(name: str, before: str) -> bool:
    """Tell whether a name stands close before a place, or "is" there: "Brell, a port on", "Brook is in"."""
    between = before.rpartition(name)[2] if name in before else ";"
    if re.search(r"[.;:]", between):
        return False
    return _BESIDE.fullmatch(between) is not None or _BEING.search(between) is not None


def _is_object(question: Question, before: str) -> bool:
    """Tell whether the deed stands right before: "invaded", "the invasion of", "an attack on"."""
    match = re.search(
        r"(\w+)\s+(?:(?:of|on|against|upon|for)\s+)?(?:(?:its|the|his|her)\s+(?:\w+\s+)?)?$", before
    )
    deeds = [term.stem for term in question.terms if term.key]
    return match is not None and any(likeness(root(match.group(1).lower()), deed) >= 0.9 for deed in deeds)
