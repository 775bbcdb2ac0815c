"""Who acts in a sentence, and which of its names may be somebody at all; pure."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answer.language.names import country, is_adjective
from bot.answer.language.sentence import sentence_names
from bot.answer.language.verbs import root
from index.sentences import split_sentences
from index.words import FUNCTION_WORDS, Name, tokenize

SAYS = r"(?:said|says|told|added|asked|wrote|insisted|argued|recalled|explained|warned)"
"""What stands between somebody's words and the name of who says them."""
_VERBS = frozenset("is was were are has had have will would".split())


@lru_cache(maxsize=64)
def article_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Give where the sentences of an article's text begin and end, remembered."""
    return tuple(split_sentences(text))


@lru_cache(maxsize=4096)
def persons(text: str) -> tuple[Name, ...]:
    """Give the names of a sentence that may be somebody, remembered: no places, owners, or opening words."""
    found = []
    for name in sentence_names(text):
        opens = " " not in name.text and not text[: name.start].strip(" \"“'‘")
        only = opens and (
            re.match(r",\s+[A-Z]", text[name.end :]) or root(name.text.lower()) != name.text.lower()
        )
        if not (_is_place(text, name) or re.match(r"['’]s?\b|['’]\s", text[name.end :]) or only):
            found.append(name)
    return tuple(found)


def acts(text: str, name: Name) -> bool:
    """Tell whether a name stands where the one stands that a clause is about."""
    behind = re.match(
        r"(?:\s*,[^,;]{2,80},)?\s+(?:(?:also|then|later|now|never|still|\w+ly)\s+)?"
        r"(?:is|was|were|are|has|had|have|will|would|said|says|told|[a-z]{3,}ed|[a-z]{3,}s|[a-z]{2,})\b",
        text[name.end :],
    )
    owned = re.match(r"['’]", text[name.end :])
    aside = re.search(
        r"\b(?:by|of|with|from|to|for|at|in|on|against|about|over|and|after|before)\s+(?:the\s+)?$",
        text[: name.start],
    )
    word = behind.group().split()[-1] if behind else ""
    return bool(behind) and not owned and not aside and word not in FUNCTION_WORDS - _VERBS


def _is_place(text: str, name: Name) -> bool:
    words = [t.word for t in tokenize(name.text)]
    if all(country(w) is not None or is_adjective(w) for w in words):
        return True
    return (
        re.search(r"\b(?:in|at|near|to|from|outside|across|around)\s+(?:the\s+)?$", text[: name.start])
        is not None
    )
