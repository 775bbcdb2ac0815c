"""Irregular verbs, both ways: the past of a verb, and the verb of a past; pure."""

from __future__ import annotations

import re
from functools import cache

from bot.answer.language.lists import read_list
from index.words import stem


@cache
def _irregular() -> tuple[dict[str, str], dict[str, str]]:
    """Read the list beside this file: verb to past, and every other form to its verb."""
    past: dict[str, str] = {}
    verb_of: dict[str, str] = {}
    for line in read_list("irregular.txt"):
        verb, simple, participle = line.split()
        past[verb] = simple
        verb_of.setdefault(simple, verb)
        verb_of.setdefault(participle, verb)
    return past, verb_of


@cache
def root(word: str) -> str:
    """Cut a lower-case word to its stem, that of its verb when it is an irregular form.

    >>> root("ran"), root("meetings"), root("sold")
    ('run', 'meet', 'sell')
    """
    return stem(_irregular()[1].get(word, word))


def roots(words: str) -> frozenset[str]:
    """Cut words, with blanks between them, each to its root."""
    return frozenset(map(root, words.split()))


def past(verb: str) -> str:
    """Give a verb's past: irregular ones from the list, others by the rules of spelling.

    >>> past("meet"), past("carry"), past("stop"), past("visit")
    ('met', 'carried', 'stopped', 'visited')
    """
    simple = _irregular()[0].get(verb)
    if simple:
        return simple
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) or re.search(
        r"(?:mit|fer|pel|rol|gret|cur)$", verb
    ):
        return verb + verb[-1] + "ed"
    return verb + "ed"


def third_person(verb: str) -> str:
    """Give what he or she does.

    >>> third_person("go"), third_person("carry"), third_person("meet")
    ('goes', 'carries', 'meets')
    """
    if verb == "have":
        return "has"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s")
