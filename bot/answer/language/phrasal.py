"""Verbs of several words ("called off", "stepped down") and the one word that means each; pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.answer.language.lists import read_list
from bot.answer.language.verbs import root
from index.words import Token

_MOST_BETWEEN = 2
"""Words that may stand where a phrase has "~"."""


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Map the root of a first word to the rest of its phrases and their meanings, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in read_list("phrases.txt"):
        phrase, meaning = line.split(" = ")
        first, *rest = map(root, phrase.split())
        table.setdefault(first, []).append((tuple(rest), meaning))
    return {first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in table.items()}


def phrasal(tokens: Sequence[Token]) -> dict[int, tuple[str, tuple[int, ...]]]:
    """Find the phrases among the words of a text.

    Returns, by the number of the word that opens each: what it means, and the numbers of its other words.

    >>> from index.words import tokenize
    >>> phrasal(tokenize("Brook called the march off"))
    {1: ('cancel', (4,))}
    """
    table, found = _phrases(), {}
    for number, token in enumerate(tokens):
        for rest, meaning in table.get(root(token.word), ()):
            places = _follow(tokens, number, rest)
            if places:
                found[number] = meaning, places
                break
    return found


def _follow(tokens: Sequence[Token], number: int, rest: Sequence[str]) -> tuple[int, ...]:
    """Find the words of `rest` behind a word; () where they don't stand there."""
    places: list[int] = []
    gap = 0
    for word in rest:
        if word == "~":
            gap = _MOST_BETWEEN
            continue
        behind = range(number + 1, min(number + 2 + gap, len(tokens)))
        at = next((i for i in behind if root(tokens[i].word) == word), None)
        if at is None:
            return ()
        places.append(at)
        number, gap = at, 0
    return tuple(places)
