"""Whose something or somebody is: "Holm's farm", "a niece of the founder"; pure."""

from __future__ import annotations

import re

from bot.answer.language.names import same_name
from bot.answer.language.phrases import Phrase
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root
from bot.answer.question import Question

_WHOSE = re.compile(r"^(?:\w+\s+)?whose\s+((?:[a-z][\w-]*\s+)?[a-z][\w-]*?)\s+(?=[a-z]+\b)", re.I)
_NAME = r"(?:[A-Z][\w.’'-]*\s+(?:(?:de|la|van|der|von|al|el|ten)\s+){0,2}){0,3}[A-Z][\w.-]+"
_WORD = re.compile(r"[A-Za-z][\w-]*")
_OWNED_BY = re.compile(rf"({_NAME}|\b(?:[Tt]he|[Aa]n?)\s+[a-z][\w-]*)['’]s?\s+(?:[a-z][\w-]*\s+){{0,2}}?$")
_OF = re.compile(
    rf"\s+(?:of|belonging\s+to|owned\s+by)\s+((?:the\s+)?{_NAME}|(?:the|an?)\s+(?:[a-z][\w-]*\s+)?[a-z][\w-]+)"
)
_OWNER_OF = re.compile(r"\bowners?\s+of\s+(?:the|this|that)\s+(?:[a-z][\w-]*\s+)?$", re.I)
_NAMED = re.compile(rf",\s+({_NAME})")


def asks_owner(question: Question) -> str | None:
    """Give the root of what "whose NOUN" asks the owner of, or the one it is a relation of; None for others.

    >>> from bot.answer.question import read_question
    >>> asks_owner(read_question("Whose dairy farm did it come from?"))
    'farm'
    """
    match = _WHOSE.match(question.text)
    if match is None:
        return None
    words = [w for w in match.group(1).lower().split() if w not in ("is", "was", "did", "were", "are")]
    return root(words[-1]) if words else None


def owners(question: Question, text: str) -> list[Phrase]:
    """Find in a sentence whose the thing is, or whose relation somebody is."""
    noun = asks_owner(question)
    if noun is None:
        return []
    spans = []
    for word in _WORD.finditer(text):
        if likeness(noun, root(word.group().lower())) < 0.9:
            continue
        if owned := _OWNED_BY.search(text[: word.start()]):
            spans.append(Phrase(*owned.span(1), 1.0))
        if of := _OF.match(text, word.end()):
            spans.append(Phrase(*of.span(1), 1.0))
        if _OWNER_OF.search(text[: word.start()]) and (named := _NAMED.match(text, word.end())):
            spans.append(Phrase(*named.span(1), 1.0))
    asked = [n.text for n in question.names]
    return [s for s in spans if not any(same_name(name, text[s.start : s.end]) for name in asked)]
