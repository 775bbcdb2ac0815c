"""Two wordings of one quote: the same speaker's words as two outlets translate them; pure.

It is called that only where most of the words have their like on the other side and some are replaced. A
quote that is merely cut, or that says something else of the same things, is none. How near the vectors of two
quotes are is not asked: opposites ("we will win", "we will lose") are nearer than most translations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from itertools import combinations

from bot.answer.comparing.voices import voice_of
from bot.answer.extractive import outlet_of
from bot.answer.language.lists import read_list
from bot.answer.language.names import same_name
from bot.answer.language.sentence import sentence_names
from bot.answer.language.synonyms import likeness, share_group
from bot.answer.language.verbs import root
from bot.answer.somebody.people import speaker
from bot.answer.types import Answer, Citation, Difference
from index.words import STOPWORDS, tokenize

ALIKE = 0.75
"""Share of the shorter quote's words from which on the two are one quote."""

DAYS = timedelta(days=7)
"""How far apart the articles may be: later the same may have been said again."""

_MARK = re.compile(r"[\"“”„«»]")
_NEGATION = re.compile(r"\b(?:not|never|no|nothing|none|neither|nor|without|cannot|\w+n['’]t)\b", re.I)
_NUMBER = re.compile(r"\d[\d,.]*")


def find_translations(answer: Answer) -> tuple[Difference, ...]:
    """Tell which citations of an answer give one quote in different words, each pair of outlets once."""
    told = [(c, who, words) for c in answer.citations for who, words in _spoken(answer, c)]
    found: dict[tuple[str, str], Difference] = {}
    for (one, who, words), (other, whom, others) in combinations(told, 2):
        names = outlet_of(one.article), outlet_of(other.article)
        if names in found or not _may_be_one(one, other) or not same_name(who, whom):
            continue
        if is_one_quote(words, others):
            note = (
                f"{names[0]} [{one.number}] and {names[1]} [{other.number}] word one quote of {who} "
                "differently, as two translations do; that is no disagreement."
            )
            found[names] = Difference("translation", note, (one.number, other.number))
    return tuple(found.values())


def _may_be_one(one: Citation, other: Citation) -> bool:
    """Tell whether two voices cite, in days in which both can report one occasion."""
    first, second = one.article.published, other.article.published
    if voice_of(one.article) == voice_of(other.article) or first is None or second is None:
        return False
    return abs(first - second) <= DAYS


def _spoken(answer: Answer, citation: Citation) -> list[tuple[str, str]]:
    """Give who is quoted in a citation and the words in quote marks; nothing where either is not there."""
    words = quoted_words(citation.quote)
    who = speaker(citation.quote, sentence_names(citation.quote)) or next(
        (c.said_by for c in answer.claims if citation.number in c.citations and c.said_by), None
    )
    return [(who, words)] if who and words else []


def quoted_words(text: str) -> str:
    """Give the words of a sentence that stand in double quote marks; a quotation may begin or end outside it.

    >>> quoted_words('We will be back," she said, "before noon."')
    'We will be back, before noon.'
    """
    pieces, at, inside = [], 0, False
    for i, mark in enumerate(_MARK.finditer(text)):
        before = text[mark.start() - 1 : mark.start()]
        opens = mark[0] in "“„«" or (mark[0] == '"' and (not before or before in " \n([—–-"))
        if not opens and (inside or i == 0):
            pieces.append(text[at : mark.start()])
        inside, at = opens, mark.end()
    if inside:
        pieces.append(text[at:])
    return " ".join(pieces)


def is_one_quote(one: str, other: str) -> bool:
    """Tell whether two quotes are the same words in other words.

    >>> is_one_quote("the talks were frank", "it was an honest conversation")
    True
    >>> is_one_quote("we accept the offer of the town", "we reject the offer of the town")
    False
    """
    short, long = sorted((_content(one), _content(other)), key=len)
    alone = [w for w in short if not any(likeness(w, o) >= 0.95 for o in long)]
    left = [o for o in long if not any(likeness(o, w) >= 0.95 for w in short)]
    if len(short) < 2 or not alone or not left or _contradicts(one, other, alone, left):
        return False
    akin = sum(any(_akin(word, o) for o in left) for word in alone)
    return len(short) - len(alone) + akin >= ALIKE * len(short)


def _content(text: str) -> list[str]:
    return [root(t.word) for t in tokenize(text) if t.word not in STOPWORDS]


def _contradicts(one: str, other: str, alone: Sequence[str], left: Sequence[str]) -> bool:
    """Tell whether the quotes differ by a denial, a number, a name, or words that say opposite things."""
    if len(_NEGATION.findall(one)) % 2 != len(_NEGATION.findall(other)) % 2:
        return True
    if set(_NUMBER.findall(one)) != set(_NUMBER.findall(other)):
        return True
    pairs = _opposites()
    if any((a, b) in pairs for a in _words(one) - _words(other) for b in _words(other) - _words(one)):
        return True
    return _unmatched(one, other) and _unmatched(other, one)


def _words(text: str) -> set[str]:
    return {root(token.word) for token in tokenize(text)}


def _unmatched(one: str, other: str) -> bool:
    """Tell whether a quote has a name, not opening it, of which no word stands in the other."""
    there = _words(other)
    return any(name.start > 0 and not _words(name.text) & there for name in sentence_names(one))


def _akin(one: str, other: str) -> bool:
    return likeness(one, other) >= 0.9 or share_group(one, other, "wordings.txt")


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [(root(a), root(b)) for a, b in map(str.split, read_list("opposites.txt"))]
    return frozenset(pairs + [(b, a) for a, b in pairs])
