"""The names and words of a question that evidence has to hold, and what each weighs; pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer.names import NOBODY, OFFICES, country
from bot.answer.types import Kind
from bot.answer.verbs import root
from index.article import TimeExpression
from index.words import FUNCTION_WORDS, STOPWORDS, Name, Token, names, tokenize

AUXILIARIES = "did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|shall|may|might"
AUXILIARY = rf"(?:{AUXILIARIES})"
_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_WEEKDAYS = [name.lower() for name in calendar.day_name]
_LIGHT = frozenset(
    """say do make take get go have give hold happen occur use new tell call know there place name part
    exact exactly currently actually first last full mean kind type sort many much long old""".split()
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|to|from|near|into|inside|outside|around|across|visit\w*|leav\w+|tour\w*)\s+(?:the\s+)?$",
    re.I,
)
_DO = re.compile(r"\b(?:did|does|do|will|would|can|could)\b", re.I)
_ASIDE = re.compile(r"\b(?:when|after|while|before|because|since|during)\b", re.I)


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name in a question. locative: it says where; subject: it stands where the one who acts stands."""

    text: str
    start: int
    locative: bool
    subject: bool


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """A word that evidence should hold, or one that means it.

    weight: 1, less for words that say little, more for the action asked about, which is `key`.
    """

    word: str
    stem: str
    weight: float
    key: bool = False


def ask_names(text: str, times: Sequence[TimeExpression]) -> tuple[AskedName, ...]:
    """Find the names of a question; those of countries joined by a hyphen apart."""
    found = [n for n in names(text) if not (_is_within(n.start, times) or n.text in NOBODY)]
    pieces = [piece for name in found for piece in _countries_apart(name)]
    return tuple(
        _asked(text, n.text, n.start, i == 0 and _is_subject(text, n.start)) for i, n in enumerate(pieces)
    )


def _countries_apart(name: Name) -> list[Name]:
    """Cut "Norwegian-Danish" into its countries; any other name stays whole."""
    words = tokenize(name.text)
    if len(words) < 2 or not all(country(w.word) for w in words):
        return [name]
    return [Name(name.text[w.start : w.end], name.start + w.start, name.start + w.end) for w in words]


def _is_within(start: int, times: Sequence[TimeExpression]) -> bool:
    return any(t.start <= start < t.end for t in times)


def _asked(text: str, name: str, start: int, subject: bool) -> AskedName:
    behind = re.match(r"\s+([a-z][\w-]*)", text[start + len(name) :])
    alone = behind is None or behind.group(1) in FUNCTION_WORDS  # not "in the Northmoor election"
    return AskedName(name, start, alone and bool(_LOCATIVE.search(text[:start])), subject)


def _is_subject(text: str, start: int) -> bool:
    """Tell whether a name stands right after the auxiliary: "when did NAME", "has NAME"."""
    return bool(re.search(rf"\b{AUXILIARY}\s+(?:\w+\s+)?$", text[:start], re.I))


def ask_terms(
    text: str,
    kind: Kind,
    taken: Sequence[tuple[int, int]],
    times: Sequence[TimeExpression],
    skip: Collection[str],
) -> tuple[AskedTerm, ...]:
    """Collect the words that evidence should hold, each once.

    What a clause behind the main one tells ("... when the ship sank") only says which one is meant, and
    weighs a quarter.
    """
    aside = _ASIDE.search(text, 12)
    terms: dict[str, AskedTerm] = {}
    places: dict[str, int] = {}
    for token in tokenize(text):
        if _skipped(token, taken, times) or token.word in STOPWORDS or token.word in skip:
            continue
        word = root(token.word)
        light = token.word in _LIGHT or (word in _LIGHT and token.word != "named")
        weight = 0.3 if light else 0.6 if token.word in OFFICES else 1.0
        if aside is not None and token.start >= aside.start():
            weight /= 4
        if word not in terms:
            terms[word], places[word] = AskedTerm(token.word, word, weight), token.start
    key = _key(text, kind, list(terms.values()), places, min((b for _, b in taken), default=None))
    if key:
        terms[key] = replace(terms[key], weight=1.5, key=True)
    return tuple(terms.values())


def _key(
    text: str, kind: Kind, terms: Sequence[AskedTerm], places: Mapping[str, int], name_end: int | None
) -> str | None:
    """Find what was done or owned, without which the other words say little.

    It is the first full word behind the first name ("did Ada Brook *resign*", "Brook's *visit*"); for "how
    many passengers were *injured*" the one behind what is counted; an office where there is nothing else.
    """
    full = [t for t in terms if t.weight >= 1.0]
    if kind is Kind.HOW_MANY and len(full) > 1 and not _DO.search(text):
        return full[1].stem
    if name_end is None:
        return None
    behind = [t for t in full if places[t.stem] >= name_end]
    offices = [t for t in terms if t.weight == 0.6 and places[t.stem] >= name_end]
    return next((t.stem for t in (*behind, *(offices if not full else ()))), None)


def _skipped(token: Token, taken: Sequence[tuple[int, int]], times: Sequence[TimeExpression]) -> bool:
    inside = any(a <= token.start < b for a, b in taken)
    return inside or _is_within(token.start, times) or token.word in (*_MONTHS, *_WEEKDAYS)


def ask_calendar(text: str, times: Sequence[TimeExpression]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Find the months and weekdays that stand alone: what they mean depends on the article's year."""
    alone = [t for t in tokenize(text) if not _is_within(t.start, times) and text[t.start].isupper()]
    months = tuple(_MONTHS.index(t.word) + 1 for t in alone if t.word in _MONTHS)
    return months, tuple(_WEEKDAYS.index(t.word) for t in alone if t.word in _WEEKDAYS)
