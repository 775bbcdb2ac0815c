"""What a question asks of something: its population, author, sport; pure."""

from __future__ import annotations

import re

from bot.answer.asking.dimensions import asked_size
from bot.answer.language.verbs import root
from index.words import tokenize

_OF = re.compile(
    r"^(?:what|who)(?:\s+(?:is|was|are|were)|['’]s)\s+(?:the\s+)?([\w\s-]{3,40}?)\s+"
    r"(?:of|in|for|at|who|performing|associated|behind)\b",
    re.I,
)
_OWN = re.compile(r"^(?:what|who)\s+(?:is|was)\s+.+?['’]s\s+([\w\s-]{3,30}?)\??$", re.I)
_LIVING = re.compile(
    r"^how\s+many\s+(?:people|residents|inhabitants)\s+(?:live|lives|lived|reside|are\s+there)\s+in\b", re.I
)
_WHICH = re.compile(
    r"^(?:what|which)\s+(?:(?:type|kind|sort)\s+of\s+)?([a-z]+)\s+(?:is|was|does|did|do|are|were)\b", re.I
)


def asked_attribute(question: str) -> tuple[str, ...]:
    """Give the words for what is asked of something, roots, the head last: "median age" of a town.

    >>> asked_attribute("What is the median age in Northmoor?")
    ('median', 'age')
    >>> asked_attribute("What sport does Ada Brook play?")
    ('sport',)
    """
    size = asked_size(question)
    if size:
        return size
    if _LIVING.match(question):
        return (root("population"),)
    match = _OF.match(question) or _OWN.match(question) or _WHICH.match(question)
    words = [t.word for t in tokenize(match.group(1))] if match else []
    if (
        not words
        or len(words) > 4
        or words[-1].endswith("ed")
        or words[-1] in ("reason", "cause", "difference", "result", "time")
    ):
        return ()
    return tuple(root(word) for word in words)
