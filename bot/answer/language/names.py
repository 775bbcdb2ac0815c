"""Whether two names mean the same person, place or organisation; pure.

Names are compared by their parts: lower case, without titles ("Gen."), adjectives of a country turned into
the country ("Russian" -> "russia"), spellings of one transliteration folded ("Sergey", "Sergei").
"""

from __future__ import annotations

import re
from functools import cache

from bot.answer.language.lists import read_list
from index.words import TITLES, tokenize

_CONNECTORS = frozenset("the of and de la el al von van der del di da du bin ibn".split())
OFFICES = TITLES | frozenset("defense defence foreign interior finance minister leader head".split())
"""Words of offices: they stand beside many names, so that they tell little of what was done."""
NOBODY = frozenset("TV AM PM CEO GDP DNA ID AI".split())
"""What is printed in capitals and names nobody."""
_GIVEN = frozenset("julian adrian marian fabian lucian dorian christian gillian vivian lilian".split())
"""Given names that look like adjectives of a place."""
_FOLDS = (
    ("kh", "h"),
    ("ey", "i"),
    ("ei", "i"),
    ("iy", "i"),
    ("yy", "i"),
    ("y", "i"),
    ("ou", "u"),
    ("ck", "k"),
)


@cache
def _countries() -> dict[str, str]:
    """Map each word for a country's people or things, and the country itself, to the country."""
    table: dict[str, str] = {}
    for line in read_list("demonyms.txt"):
        country, words = line.split(":")
        table[country] = country
        table.update(dict.fromkeys(words.split(), country))
    return table


@cache
def _folded_countries() -> frozenset[str]:
    return frozenset(_fold(name) for name in _countries().values())


def is_adjective(word: str) -> bool:
    """Tell whether a lower-case word is a country's adjective or people ("russian"), not the country."""
    return _countries().get(word, word) != word and word not in ("u.s.", "us", "usa", "uk", "u.k.")


def country(word: str) -> str | None:
    """Give the country that a lower-case word names or belongs to; None for any other word."""
    return _countries().get(word)


@cache
def parts(name: str) -> tuple[str, ...]:
    """Cut a name into the parts by which it is compared.

    >>> parts("Russian President Ada Brook")
    ('russia', 'ada', 'bruk')
    """
    words = [_countries().get(t.word, t.word) for t in tokenize(name) if t.word not in _CONNECTORS]
    if words == ["united", "states"]:
        words = ["america"]
    elif words == ["united", "kingdom"]:
        words = ["britain"]
    bare = [w for w in words if w not in TITLES]
    return tuple(_fold(w) for w in (bare or words))


def _fold(word: str) -> str:
    for old, new in _FOLDS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", word).replace("oo", "u")


@cache
def same_name(one: str, other: str) -> bool:
    """Tell whether two printed names can mean the same: one is part of the other, or its acronym."""
    a, b = parts(one), parts(other)
    if not a or not b:
        return False
    if a == b or _is_acronym(one, b) or _is_acronym(other, a):
        return True
    if _is_with_initial(a, b) or _is_with_initial(b, a):
        return True
    left = [w for w in a if not any(_same_part(w, v) for v in b)]
    right = [w for w in b if not any(_same_part(w, v) for v in a)]
    if len(left) == len(a):
        return False
    if not left or not right:
        return True
    # One family name and given names that begin alike and have nearly one length: a slip of spelling.
    return (
        len(left) == len(right) == 1
        and _same_part(a[-1], b[-1])
        and left[0][0] == right[0][0]
        and abs(len(left[0]) - len(right[0])) <= 1
        and _distance_at_most_two(left[0], right[0])
    )


def _is_with_initial(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether one is the other with its first name cut to a letter: "C. Brook", "Clara Brook"."""
    return len(short) > 1 and len(short[0]) == 1 and short[0] == full[0][0] and short[-1] == full[-1]


def _same_part(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[0] == other[0] and (_is_of_place(one, other) or _is_of_place(other, one)):
        return True
    if min(len(one), len(other)) < 5 or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    # Transliterations differ in vowels; "Iran" and "Iraq", "Johnson" and "Johnston" differ in consonants.
    bare = {re.sub("[aeiou]", "", word[1:]) for word in (one, other)}
    return len(bare) == 1 and _one_edit(one, other) and not {one, other} & _folded_countries()


def _is_of_place(word: str, place: str) -> bool:
    """Tell whether a word is most likely a place's adjective or people: "valdorians", "valdoria"."""
    people = re.fullmatch(r"(\w{4,}a)ns?", word)
    return people is not None and people.group(1) == place and word not in _GIVEN


def _one_edit(one: str, other: str) -> bool:
    """Tell whether one letter changed, added or dropped makes one word the other."""
    head = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    return long[head + 1 :] == short[head + (len(one) == len(other)) :]


def _distance_at_most_two(one: str, other: str) -> bool:
    same = sum(x == y for x, y in zip(one, other, strict=False))
    return max(len(one), len(other)) - same <= 2 and same >= 3


def _is_acronym(short: str, long_parts: tuple[str, ...]) -> bool:
    letters = short.replace(".", "").strip()
    return (
        2 <= len(letters) <= 6
        and letters.isupper()
        and len(long_parts) >= 2
        and letters.lower() == "".join(p[0] for p in long_parts)
    )
