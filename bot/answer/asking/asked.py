"""The names and words of a question that evidence has to hold, and what each weighs; pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.answer.asking.deed import AUXILIARY, OCCURRING, AskedTerm, find_deed, only_occurs
from bot.answer.language.names import NOBODY, OFFICES, country
from bot.answer.language.phrasal import phrasal
from bot.answer.language.verbs import root
from bot.answer.types import Kind
from index.article import TimeExpression
from index.words import ATTRIBUTION_WORDS, FUNCTION_WORDS, STOPWORDS, Name, Token, names, stem, tokenize

_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_WEEKDAYS = [name.lower() for name in calendar.day_name]
_LIGHT = frozenset(
    """say do make take get go have give hold happen occur use new tell call know there place name part
    exact exactly currently actually first last full mean kind type sort many much long old""".split()
)
_ANYBODY = ("anyone", "anybody", "someone", "somebody", "anything", "something")
"""Whoever and whatever a sentence names will do for these."""
_LOCATIVE = re.compile(
    r"\b(?:in|at|to|from|near|into|inside|outside|around|across|visit\w*|tour\w*)\s+(?:the\s+)?$",
    re.I,
)
TO_SOMEBODY = re.compile(
    r"\b(?:apologi[sz]\w*|apology|said|say|sa[iy]s?|sp[eo]\w+k\w*|talk\w*|g[ia]v\w*|hand\w*|happen\w*|listen\w*|wr[io]t\w*"
    r"|explain\w*|married|according|belong\w*|los[te]\w*|respon\w+|repl\w+|promis\w+|len[dt]\w*|s[eo]l[dl]\w*|award\w*"
    r"|offer\w*|compared|reported|confess\w*|admitted|pa[iy]\w*|owe\w*|letters?|messages?|gifts?|answer\w*"
    r"|address\w*|concede\w*|surrender\w*|present\w*)\b(?:\s+\w+){0,3}?\s+to\s+(?:the\s+)?$"
    r"|\b(?:separat\w+|differ\w*|hear\w*|receiv\w+|bought|buy|borrow\w*|learn\w*|letters?|messages?|gifts?|calls?|inherit\w*"
    r"|demand\w*|protect\w*|took|take|taken|stole\w*)\b[^?]{0,40}?\s+from\s+(?:the\s+)?$",
    re.I,
)
"""Behind these "to NAME" or "from NAME" is somebody, not a place."""
_QUOTED = re.compile(r"[\"“]([^\"“”]{2,80})[\"”]")
_REPORTED = ATTRIBUTION_WORDS - frozenset(
    """according article articles claim claimed claims say says said saying state stated tell telling tells
    told reportedly newspaper newspapers outlet outlets source sources describe described describes""".split()
)
"""Words of reporting that may be what is asked about: "when was the report published"."""
ASIDE = 0.25
"""Weight of a full word in a clause behind the main one, which only says which event is meant."""
_SIDES = ("against", "without")
"""Small words that turn what is asked round."""
_ASIDE = re.compile(r"\b(?:when|after|while|before|because|since|during)\b", re.I)


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name in a question. locative: it says where; subject: it stands where the one who acts stands.

    noun: what the name is of, where it is printed behind it: "bridge" of "the Northmoor bridge".
    """

    text: str
    start: int
    locative: bool
    subject: bool
    noun: str = ""


def ask_names(text: str, times: Sequence[TimeExpression]) -> tuple[AskedName, ...]:
    """Find the names of a question; those of countries joined by a hyphen apart."""
    titles = [
        Name(m.group(1), m.start(1), m.end(1)) for m in _QUOTED.finditer(text) if m.group(1)[0].isupper()
    ]
    found = [n for n in names(text) if not (_is_within(n.start, times) or n.text in NOBODY)]
    found = [n for n in found if not any(t.start <= n.start < t.end for t in titles)]
    pieces = [piece for name in _joined(text, found) for piece in _countries_apart(_without_office(name))]
    pieces = sorted([*pieces, *titles], key=lambda n: n.start)
    return tuple(
        _asked(text, n.text, n.start, i == 0 and _is_subject(text, n.start)) for i, n in enumerate(pieces)
    )


def _joined(text: str, found: Sequence[Name]) -> list[Name]:
    """Join what a plural's apostrophe parts: "the Sailors' Union" is one name."""
    whole: list[Name] = []
    for name in found:
        last = whole[-1] if whole else None
        if last is not None and last.text.endswith("s") and text[last.end : name.start] in ("' ", "’ "):
            whole[-1] = Name(text[last.start : name.end], last.start, name.end)
        else:
            whole.append(name)
    return whole


def _without_office(name: Name) -> Name:
    """Cut an office's letters off what it is of: "CEO of Brae Mills" names Brae Mills."""
    office = re.match(r"[A-Z]{2,4}\s+(?:of|at)\s+(?:the\s+)?(?=[A-Z])", name.text)
    if office is None:
        return name
    return Name(name.text[office.end() :], name.start + office.end(), name.end)


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
    place = _LOCATIVE.search(text[:start]) and not TO_SOMEBODY.search(text[:start])
    noun = (
        behind.group(1) if behind is not None and text[:start].lower().endswith("the ") and not alone else ""
    )
    return AskedName(name, start, alone and bool(place), subject, noun)


def _is_subject(text: str, start: int) -> bool:
    """Tell whether a name stands right after the auxiliary: "when did NAME", "has NAME"."""
    return bool(re.search(rf"\b{AUXILIARY}\s+(?:\w+\s+)?$", text[:start], re.I))


def ask_terms(
    text: str,
    kind: Kind,
    taken: Sequence[tuple[int, int]],
    times: Sequence[TimeExpression],
    skip: Collection[str],
    counted: Collection[str] = (),
    outlets: bool = False,
) -> tuple[AskedTerm, ...]:
    """Collect the words that evidence should hold, each once.

    What a clause behind the main one tells ("... when the ship sank") only says which one is meant, and
    weighs a quarter. counted: stems of those whom "how many" counts.
    outlets: it asks what outlets say, so that words of reporting are theirs.
    """
    aside = _ASIDE.search(text, 12)
    terms: dict[str, AskedTerm] = {}
    places: dict[str, int] = {}
    tokens = tokenize(text)
    meant = phrasal(tokens)
    spent = {place for _, places in meant.values() for place in places}
    for number, token in enumerate(tokens):
        if number in meant:
            token = token._replace(word=meant[number][0])
        elif number in spent:
            continue
        if _skipped(token, taken, times) or token.word in skip:
            continue
        if token.word in ("happened", "became") and token.start < 14 and kind is Kind.WHAT:
            continue  # "what happened to NAME"
        reported = not outlets and token.word in _REPORTED
        if token.word in STOPWORDS and not reported and token.word not in _SIDES:
            continue
        word = root(token.word)
        light = token.word in _LIGHT or (word in _LIGHT and token.word != "named")
        light = light or (word in OCCURRING and kind in (Kind.WHEN, Kind.WHERE) and only_occurs(text, token))
        weight = 0.3 if light else 0.6 if token.word in OFFICES else 1.0
        if reported:
            weight = 0.6 if kind in (Kind.WHEN, Kind.HOW_LONG) else 0.3
        deed = token.word.endswith("ed") or word != stem(token.word)
        if (
            kind is Kind.WHAT
            and not deed
            and re.search(r"\b(?:which|what)\s+(?:\w+\s+)?$", text[: token.start], re.I)
        ):
            weight = min(weight, 0.3)  # what kind of name is asked for: "which team", "which football club"
        if word in counted:
            weight = min(weight, 0.3)  # the number's own unit tells who is counted
        if aside is not None and token.start >= aside.start():
            weight *= ASIDE
        if word not in terms:
            terms[word], places[word] = AskedTerm(token.word, word, weight), token.start
    key = find_deed(text, kind, list(terms.values()), places, taken)
    if key:
        terms[key] = replace(terms[key], weight=1.5, key=True)
    return tuple(terms.values())


def _skipped(token: Token, taken: Sequence[tuple[int, int]], times: Sequence[TimeExpression]) -> bool:
    inside = any(a <= token.start < b for a, b in taken)
    return inside or _is_within(token.start, times) or token.word in (*_MONTHS, *_WEEKDAYS, *_ANYBODY)


def ask_calendar(text: str, times: Sequence[TimeExpression]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Find the months and weekdays that stand alone: what they mean depends on the article's year."""
    alone = [t for t in tokenize(text) if not _is_within(t.start, times) and text[t.start].isupper()]
    months = tuple(_MONTHS.index(t.word) + 1 for t in alone if t.word in _MONTHS)
    return months, tuple(_WEEKDAYS.index(t.word) for t in alone if t.word in _WEEKDAYS)
