"""What a question asks: the kind of answer, the names and words that evidence must hold; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.asking.asked import AskedName, ask_calendar, ask_names, ask_terms
from bot.answer.asking.deed import AUXILIARY, AskedTerm
from bot.answer.asking.dimensions import MEASURED, PERSONS
from bot.answer.language.names import OFFICES
from bot.answer.language.phrasal import phrasal
from bot.answer.language.verbs import root
from bot.answer.types import Kind
from index.article import TimeExpression
from index.dates import find_times
from index.words import FUNCTION_WORDS, stem, tokenize

_TIME_NOUNS = "date|day|month|year|weekday|time"
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
    (r"(?:by\s+)?how\s+(?:hot|cold|warm|strong|thick|steep)\b", Kind.HOW_MANY),
    (
        rf"what(?:'s|\s+(?:is|was|are|were))\s+(?:the\s+|\w+'s\s+)(?:\w+\s+){{0,2}}?(?:{MEASURED})\b(?!\s+(?:of|for)\s+the\s+(?:delay|dispute))",
        Kind.HOW_MANY,
    ),
    (rf"(?:what|which)\s+(?:\w+\s+)??(?:percent|{MEASURED})\b(?=\s+(?:of|{AUXILIARY})\b)", Kind.HOW_MANY),
    (r"what\s+(?:will|would|does|did|do)\s+(?:[\w'’-]+\s+){1,6}?(?:cost|weigh)\b", Kind.HOW_MANY),
    (
        r"what\s+(?:has\s+|had\s+|have\s+)?(?:caused|causes|triggered|prompted|sparked|led\s+to|brought\s+about)\b",
        Kind.WHY,
    ),
    # "what made Brook leave", "what drove the firm to sell", but not "what made the noise"
    (
        r"what\s+(?:has\s+|had\s+|have\s+)?(?:made(?=\s+(?:(?:the|its|his|her|their)\s+[\w'’-]+|(?!(?:the|an?|its|his|her|their|up|out|it|of)\b)[\w'’-]+)\s+[\w'’-]+)"
        r"|(?:drove|led|forced|moved|pushed|compelled|persuaded)(?=\s+[^?]+\sto\s+\w))",
        Kind.WHY,
    ),
    (r"why\b|how\s+come\b|(?:for\s+)?what\s+(?:(?:was|is|were)\s+the\s+)?(?:reasons?|causes?)\b", Kind.WHY),
    (rf"where\b|(?:what|which)\s+(?:{_PLACE_NOUNS})\s+{AUXILIARY}\b", Kind.WHERE),
    (r"who(?:m|se)?\b|who's\b", Kind.WHO),
    (r"how\b", Kind.HOW),
    (r"what\b|which\b|what's\b", Kind.WHAT),
)
_UNIT_TOLD = frozenset("what which number amount price cost age percentage percent share toll".split())
"""Words of a question that the value's unit answers, or that say no more than that a number is asked for."""
_SHORT = {"ppl": "people", "govt": "government", "gov't": "government", "pls": "please", "abt": "about"}
_TYPED = re.compile(rf"(?<![\w'’])(?:{'|'.join(_SHORT)})(?![\w'’])", re.I)
_OPENS = r"(?:^|[,:;]\s*|\b(?:tell me|know|say|explain|and|at|on|in|by|for|since|until|from|to|of|with)\s+)"
_DEFINES = re.compile(r"^(?:who|what)(?:\s+(?:is|was|are|were)|'s|’s)\s+(.+?)\s*\??$", re.I)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    outlets: outlets that it names, as the index calls them; only these are quoted.
    wanted: what is counted or chosen ("trawlers" in "how many trawlers"), stems; may be empty.
    defines: the name or thing of "who is X" and "what is X".
    times: dates that it names, as intervals; evidence must meet one.
    months, weekdays: those it names without a year (1 to 12; 0 to 6 from Monday).
    unknown: its names that no article holds. strangers: outlets that it names and that printed none of them.
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
    strangers: tuple[str, ...] = ()


def read_question(text: str, outlets: Sequence[str] = (), mentions: Sequence[str] = ()) -> Question:
    """Read a question.

    text: as typed. outlets: the outlets it names, as the index calls them. mentions: the words by which the
    question names them, left out of what evidence must hold.
    """
    text = " ".join(_TYPED.sub(lambda m: _SHORT[m.group().lower()], text).split())
    kind, match = _kind(text)
    bare = _without_outlets(text, mentions)
    times = tuple(find_times(bare, None))
    asked = ask_names(bare, times)
    wanted = _wanted(bare, kind)
    defines = _DEFINES.match(bare) if kind in (Kind.WHO, Kind.WHAT) else None
    defined = _defined(defines.group(1), len(asked)) if defines else None
    if defined and kind is Kind.WHO and not defined[:1].isupper():
        defined = None  # "who is leading the inquiry"
    office = (
        re.match(r"who\s+\w+\s+the\s", bare, re.I) and {t.word for t in tokenize(defined or "")} & OFFICES
    )
    if office and kind is Kind.WHO:
        defined = None  # "who is the Prime Minister": an office is asked for, whose ever it is
    skip = {t.word for t in tokenize(match)} if kind is not Kind.WHAT else set()
    if kind is Kind.HOW_MANY and match.startswith(("what", "which")):
        skip &= _UNIT_TOLD  # "the population" is what the sentence has to tell
    skip |= {word for word, _ in phrasal(tokenize(match)).values()} if kind is Kind.WHY else set()  # "led to"
    counted = [w for w in wanted if w in PERSONS] if kind is Kind.HOW_MANY else []
    terms = ask_terms(
        bare, kind, [(n.start, n.start + len(n.text)) for n in asked], times, skip, counted, bool(outlets)
    )
    months, weekdays = ask_calendar(bare, times)
    return Question(text, kind, tuple(outlets), asked, terms, wanted, defined, times, months, weekdays)


def _kind(text: str) -> tuple[Kind, str]:
    """Give the kind and the words that tell it."""
    low = text.lower().replace("’", "'")
    if re.match(rf"{AUXILIARY}(?:n't)?\b", low):
        return Kind.YES_NO, ""
    best: tuple[int, int, Kind, str] | None = None
    for rank, (pattern, kind) in enumerate(_KINDS):
        match = re.search(_OPENS + f"({pattern})", low)
        if match and (best is None or (match.start(1), rank) < best[:2]):
            best = match.start(1), rank, kind, match.group(1)
    if best:
        return best[2], best[3]
    if re.search(rf"[,:]\s*{AUXILIARY}\b", low):
        return Kind.YES_NO, ""
    return Kind.WHAT, ""


def _without_outlets(text: str, mentions: Sequence[str]) -> str:
    """Blank out outlet names, so that offsets stay; "according to" goes with them as a stop word."""
    for mention in mentions:
        text = re.sub(rf"(?<!\w){re.escape(mention)}(?:['’]s)?(?!\w)", lambda m: " " * len(m.group()), text)
    return text


def _wanted(text: str, kind: Kind) -> tuple[str, ...]:
    """Find what is counted or chosen: the words between "how many" or "which" and the verb."""
    match = re.search(
        r"\b(?:how (?:many|much)(?:\s+of)?(?:\s+the)?|which|what)\s+((?:[\w'’-]+\s+){1,4})", text + " ", re.I
    )
    if not match or kind not in (Kind.HOW_MANY, Kind.HOW_LONG, Kind.WHAT, Kind.WHO):
        return ()
    taken: list[str] = []
    for word in match.group(1).split():
        low = word.lower()
        if low in FUNCTION_WORDS or low in ("happened", "became"):
            break
        deed = low.endswith("ed") or (
            root(low) != stem(low) and low not in ("people", "men", "women", "children")
        )
        if deed and (taken or match.group().lower().startswith("what")):
            break
        if (
            taken
            and low.endswith("s")
            and not low.endswith("ss")
            and match.group()[:3].lower() in ("whi", "wha")
        ):
            break  # "how many people voted": the deed is not what is counted
        taken.append(root(low))
    # "which company bought": two words at most, the head is among them.
    return tuple(taken[:3])


def _defined(thing: str, count: int) -> str | None:
    """Give X of "who is X" when X is one name or a short noun phrase, not a clause."""
    thing = re.sub(r"^the\s+(?=[A-Z])", "", thing)
    words = thing.split()
    if len(words) > 6 or any(w.lower() in ("who", "that", "which", "of", "by", "'s") for w in words):
        return None
    if any(word.islower() and re.search(r"(?:ing|ed)$", word) for word in words[1:]):
        return None  # "what is Ada Brook doing now"
    if re.search(r"['’]s\b", thing) or words[0].lower() in ("the", "a", "an", "his", "her", "their"):
        return None
    return thing if count == 1 or len(words) <= 3 else None
