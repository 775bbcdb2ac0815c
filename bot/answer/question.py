"""What a question asks: the kind of answer, the names and words that evidence must hold; pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer.names import OFFICES, country
from bot.answer.types import Kind
from bot.answer.verbs import root
from index.article import TimeExpression
from index.dates import find_times
from index.words import FUNCTION_WORDS, STOPWORDS, Name, Token, names, tokenize

_TIME_NOUNS = "date|day|month|year|weekday|time"
_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_WEEKDAYS = [name.lower() for name in calendar.day_name]
_TIME_UNITS = frozenset("minute hour day week month year decade century".split())
_PLACE_NOUNS = "city|country|place|town|state|location|venue|region|province|village|continent"
# A question word counts where a question can open: at the start, after a comma or a colon, after such verbs.
_KINDS: tuple[tuple[str, Kind], ...] = (
    (rf"(?:what|which)\s+(?:was\s+the\s+|is\s+the\s+|exact\s+)*(?:{_TIME_NOUNS})\b", Kind.WHEN),
    (r"when\b", Kind.WHEN),
    (r"how\s+long\b", Kind.HOW_LONG),
    (
        r"how\s+(?:many|much)\s+(?:more\s+)?(?:minutes|hours|days|weeks|months|years|decades|time)\b",
        Kind.HOW_LONG,
    ),
    (r"how\s+(?:many|much|old|far|high|tall|large|big|often|fast|deep|heavy|wide)\b", Kind.HOW_MANY),
    (
        r"what\s+(?:is|was|are|were)\s+the\s+(?:\w+\s+)?(?:number|amount|price|cost|age|percentage|share|toll)\b",
        Kind.HOW_MANY,
    ),
    (r"(?:what|which)\s+(?:percentage|percent|share|amount|number)\b", Kind.HOW_MANY),
    (r"why\b|how\s+come\b|(?:for\s+)?what\s+(?:(?:was|is|were)\s+the\s+)?(?:reasons?|causes?)\b", Kind.WHY),
    (rf"where\b|(?:what|which)\s+(?:{_PLACE_NOUNS})\b", Kind.WHERE),
    (r"who(?:m|se)?\b|who's\b", Kind.WHO),
    (r"how\b", Kind.HOW),
    (r"what\b|which\b|what's\b", Kind.WHAT),
)
AUXILIARIES = "did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|shall|may|might"
_AUXILIARY = rf"(?:{AUXILIARIES})"
_OPENS = r"(?:^|[,:;]\s*|\b(?:tell me|know|say|explain|and|at|on|in|by|for|since|until|from|to|of|with)\s+)"
_LIGHT = frozenset(
    """say do make take get go have give hold happen occur use new tell call know there place name part
    exact exactly currently actually first last full mean kind type sort many much long old""".split()
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|to|from|near|into|inside|outside|around|across|visit\w*|leav\w+|tour\w*)\s+(?:the\s+)?$",
    re.I,
)
_ASIDE = re.compile(r"\b(?:when|after|while|before|because|since|during)\b", re.I)
_DEFINES = re.compile(r"^(?:who|what)(?:\s+(?:is|was|are|were)|'s|’s)\s+(.+?)\s*\??$", re.I)


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


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    outlets: outlets that it names, as the index calls them; only these are quoted.
    wanted: what is counted or chosen ("warships" in "how many warships"), stems; may be empty.
    defines: the name or thing of "who is X" and "what is X".
    times: dates that it names, as intervals; evidence must meet one.
    months, weekdays: those it names without a year (1 to 12; 0 to 6 from Monday).
    unknown: its names that no article holds.
    """

    text: str
    kind: Kind
    outlets: tuple[str, ...]
    names: tuple[AskedName, ...]
    terms: tuple[AskedTerm, ...]
    wanted: tuple[str, ...]
    defines: str | None
    times: tuple[TimeExpression, ...]
    months: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()


def read_question(
    text: str, outlets: Sequence[str] = (), mentions: Sequence[str] = (), vocabulary: Collection[str] = ()
) -> Question:
    """Read a question.

    text: as typed. outlets: the outlets it names, as the index calls them. mentions: the words by which the
    question names them, left out of what evidence must hold. vocabulary: lower-case names of the corpus, by
    which names are found in a question typed in lower case.
    """
    text = " ".join(text.split())
    kind, match = _kind(text)
    bare = _without_outlets(text, mentions)
    times = tuple(find_times(bare, None))
    found = [n for n in names(bare, vocabulary or None) if not _is_within(n.start, times)]
    found = [piece for name in found for piece in _countries_apart(name)]
    asked = tuple(
        _asked(bare, n.text, n.start, i == 0 and _is_subject(bare, n.start)) for i, n in enumerate(found)
    )
    wanted = _wanted(bare, kind)
    defines = _DEFINES.match(bare) if kind in (Kind.WHO, Kind.WHAT) else None
    defined = _defined(defines.group(1), len(found)) if defines else None
    skip = {t.word for t in tokenize(match)} if kind is not Kind.WHAT else set()
    terms = _terms(bare, kind, [(n.start, n.end) for n in found], times, skip)
    months, weekdays = _calendar(bare, times)
    return Question(text, kind, tuple(outlets), asked, terms, wanted, defined, times, months, weekdays)


def _countries_apart(name: Name) -> list[Name]:
    """Cut "Norwegian-Danish" into its countries; any other name stays whole."""
    words = tokenize(name.text)
    if len(words) < 2 or not all(country(w.word) for w in words):
        return [name]
    return [Name(name.text[w.start : w.end], name.start + w.start, name.start + w.end) for w in words]


def _kind(text: str) -> tuple[Kind, str]:
    """Give the kind and the words that tell it."""
    low = text.lower().replace("’", "'")
    if re.match(rf"{_AUXILIARY}(?:n't)?\b", low):
        return Kind.YES_NO, ""
    best: tuple[int, int, Kind, str] | None = None
    for rank, (pattern, kind) in enumerate(_KINDS):
        match = re.search(_OPENS + f"({pattern})", low)
        if match and (best is None or (match.start(1), rank) < best[:2]):
            best = match.start(1), rank, kind, match.group(1)
    if best:
        return best[2], best[3]
    if re.search(rf"[,:]\s*{_AUXILIARY}\b", low):
        return Kind.YES_NO, ""
    return Kind.WHAT, ""


def _without_outlets(text: str, mentions: Sequence[str]) -> str:
    """Blank out outlet names, so that offsets stay; "according to" goes with them as a stop word."""
    for mention in mentions:
        text = re.sub(rf"(?<!\w){re.escape(mention)}(?:['’]s)?(?!\w)", lambda m: " " * len(m.group()), text)
    return text


def _is_within(start: int, times: Sequence[TimeExpression]) -> bool:
    return any(t.start <= start < t.end for t in times)


def _asked(text: str, name: str, start: int, subject: bool) -> AskedName:
    behind = re.match(r"\s+([a-z][\w-]*)", text[start + len(name) :])
    alone = behind is None or behind.group(1) in FUNCTION_WORDS  # not "in the Northmoor election"
    return AskedName(name, start, alone and bool(_LOCATIVE.search(text[:start])), subject)


def _is_subject(text: str, start: int) -> bool:
    """Tell whether a name stands right after the auxiliary: "when did NAME", "has NAME"."""
    return bool(re.search(rf"\b{_AUXILIARY}\s+(?:\w+\s+)?$", text[:start], re.I))


def _wanted(text: str, kind: Kind) -> tuple[str, ...]:
    """Find what is counted or chosen: the words between "how many" or "which" and the verb."""
    match = re.search(r"\b(?:how (?:many|much)|which|what)\s+((?:[\w'’-]+\s+){1,4})", text + " ", re.I)
    if not match or kind not in (Kind.HOW_MANY, Kind.HOW_LONG, Kind.WHAT, Kind.WHO):
        return ()
    taken: list[str] = []
    for word in match.group(1).split():
        low = word.lower()
        if low in FUNCTION_WORDS:
            break
        taken.append(root(low))
    # "which company bought": two words at most, the head is among them.
    return tuple(taken[:3])


def _defined(thing: str, count: int) -> str | None:
    """Give X of "who is X" when X is one name or a short noun phrase, not a clause."""
    words = thing.split()
    if len(words) > 6 or any(w.lower() in ("who", "that", "which", "of", "by", "'s") for w in words):
        return None
    if re.search(r"['’]s\b", thing) or words[0].lower() in ("the", "a", "an", "his", "her", "their"):
        return None
    return thing if count == 1 or len(words) <= 3 else None


def _terms(
    text: str,
    kind: Kind,
    taken: Sequence[tuple[int, int]],
    times: Sequence[TimeExpression],
    skip: Collection[str],
) -> tuple[AskedTerm, ...]:
    """Collect the words that evidence should hold, each once.

    What a clause behind the main one tells ("... when the ship sank") only says which one is meant, and weighs
    a quarter.
    """
    aside = _ASIDE.search(text, 12)
    terms: dict[str, AskedTerm] = {}
    places: dict[str, int] = {}
    for token in tokenize(text):
        if _skipped(token, taken, times) or token.word in STOPWORDS or token.word in skip:
            continue
        word = root(token.word)
        light = token.word in _LIGHT or word in _LIGHT
        weight = 0.3 if light else 0.6 if token.word in OFFICES else 1.0
        if aside is not None and token.start >= aside.start():
            weight /= 4
        if word not in terms:
            terms[word], places[word] = AskedTerm(token.word, word, weight), token.start
    key = _key(kind, list(terms.values()), places, min((b for _, b in taken), default=None))
    if key:
        terms[key] = replace(terms[key], weight=1.5, key=True)
    return tuple(terms.values())


def _key(
    kind: Kind, terms: Sequence[AskedTerm], places: Mapping[str, int], name_end: int | None
) -> str | None:
    """Find what was done or owned, without which the other words say little.

    It is the first full word behind the first name ("did Ada Brook *resign*", "Brook's *visit*"); for "how
    many passengers were *injured*" the one behind what is counted; an office where there is nothing else.
    """
    full = [t for t in terms if t.weight >= 1.0]
    if kind is Kind.HOW_MANY and len(full) > 1:
        return full[1].stem
    if name_end is None:
        return None
    behind = [t for t in full if places[t.stem] >= name_end]
    offices = [t for t in terms if t.weight == 0.6 and places[t.stem] >= name_end]
    return next((t.stem for t in (*behind, *(offices if not full else ()))), None)


def _skipped(token: Token, taken: Sequence[tuple[int, int]], times: Sequence[TimeExpression]) -> bool:
    inside = any(a <= token.start < b for a, b in taken)
    return inside or _is_within(token.start, times) or token.word in (*_MONTHS, *_WEEKDAYS)


def _calendar(text: str, times: Sequence[TimeExpression]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Find the months and weekdays that stand alone: what they mean depends on the article's year."""
    alone = [t for t in tokenize(text) if not _is_within(t.start, times) and text[t.start].isupper()]
    months = tuple(_MONTHS.index(t.word) + 1 for t in alone if t.word in _MONTHS)
    return months, tuple(_WEEKDAYS.index(t.word) for t in alone if t.word in _WEEKDAYS)


def asks_for_time_unit(question: Question) -> bool:
    """Tell whether a "how many" asks for days, years or the like."""
    return any(w in _TIME_UNITS for w in question.wanted)
