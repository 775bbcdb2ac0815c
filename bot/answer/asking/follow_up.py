"""A follow-up made a question that stands alone: "and Lind?", "why?", "when was that?"; rules only, pure.

Each form of a follow-up is known by its small words and put together from the parts of the last question.
What fits no form, or has nothing to lean on, comes back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.answer.asking.clause import DETERMINERS, PREPOSITIONS, Clause, read_clause, split_subject, statement
from bot.answer.asking.deed import AUXILIARIES
from bot.answer.asking.pronouns import fill_in
from bot.answer.asking.swap import swap
from bot.answer.language.names import country
from index.dates import find_times
from index.words import names, tokenize

Tells = Callable[[str], bool]

_ABOUT = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|well)\b,?\s*)*(?:what|how)\s+about\s+|(?:and|but|or)\s+|same\s+for\s+", re.I
)
_ASKS = (
    r"(?:since|until|till|from|to|by|for)?\s*(?:when|where|why|whom?|how(?:\s+(?:long|often|far|much|many|old))?"
    r"|(?:on\s+)?(?:what|which)\s+(?:exact\s+)?(?:day|date|month|year|time|place|city|town|country|reason))"
)
_BARE = re.compile(
    rf"(?P<asks>{_ASKS})(?:\s+(?:exactly|precisely|then|though|so))?"
    rf"(?:\s+(?:is|was|are|were|has|had)\s+(?:that|this|it|those|they)(?:\s+been)?"
    rf"|\s+(?:did|does|will|would|has|had)\s+(?:that|this|it|all\s+that)"
    rf"\s+(?:happen(?:ed)?|take(?:n)?\s+place|occur(?:red)?|be|go|start|begin|last|take|come\s+about))?"
    rf"(?:\s+(?:exactly|precisely|then|held))?",
    re.I,
)
_SAYS_WHO = re.compile(
    r"who\s+(?:said|says|told|reported|reports|wrote|claims?|claimed)\s+(?:so|that|this|it)(?:\s+(?:first|so))?"
    r"|says\s+who|according\s+to\s+(?:whom|who)|(?:who|what|which)\s+(?:is|was|are)\s+the\s+sources?"
    r"(?:\s+(?:for|of)\s+(?:that|this|it))?|(?:what|which)\s+(?:outlets?|papers?|newspapers?)\s+"
    r"(?:said|says?|reported|reports?)\s+(?:so|that|this|it)",
    re.I,
)
_FULL = re.compile(rf"\b(?:{AUXILIARIES})(?:n['’]t)?\b|^(?:who|what|which|when|where|why|how)\b", re.I)
_SOME_DAY = date(2001, 1, 3)
_LEANS = re.compile(
    r"^(?:and|but|so|what about|how about)\b"
    r"|\b(?:he|she|it|they|him|her|them|his|its|their|that|this|then|there)\b",
    re.I,
)
LONGEST = 500  # characters of a question that a model made
MOST_WORDS = 7  # of what is put in the place of a part of the last question


def is_country(name: str) -> bool:
    """Tell whether a name is a country's: all that is known of places without an index."""
    return all(country(token.word) is not None for token in tokenize(name))


def _is_none(name: str) -> bool:
    return False


def leans(text: str) -> bool:
    """Tell whether a question has words that lean on one before it: pronouns, "then", "and" at its start."""
    return _LEANS.search(text) is not None


def adds_nothing(whole: str, asked: Sequence[str]) -> bool:
    """Tell whether a rewritten question names and counts nothing that was not asked before."""
    known = {token.word for text in asked for token in tokenize(text)}
    names_and_numbers = [t for n in names("x " + whole) for t in tokenize(n.text)]
    names_and_numbers += [t for t in tokenize(whole) if t.word[0].isdigit()]
    return len(whole) <= LONGEST and all(token.word in known for token in names_and_numbers)


def rewrite(
    text: str,
    earlier: Sequence[str],
    is_outlet: Tells | None = None,
    is_place: Tells | None = None,
) -> str:
    """Make a follow-up a question that stands alone.

    text: as typed. earlier: the standing questions asked before, oldest first. is_outlet: tells whether a
    name is an outlet's; None: none is. is_place: tells whether a name is a place's; None: countries are.
    Gives `text` itself where it stands alone already, or where nothing that was asked helps.

    >>> rewrite("and Jon Lind?", ["When did Ada Brook resign?"])
    'When did Jon Lind resign?'
    >>> rewrite("why?", ["When did Ada Brook resign?"])
    'Why did Ada Brook resign?'
    """
    bare = " ".join(text.split()).rstrip("?!. ")
    if not bare or not earlier:
        return text
    last = read_clause(earlier[-1])
    low = re.sub(r"^(?:and|but|so|ok(?:ay)?|well)\b,?\s*", "", bare, flags=re.I)
    if last is not None:
        found = _BARE.fullmatch(low)
        asks = _ask_anew(last, found["asks"]) if found else _who_says(last, low)
        if asks:
            return finish(asks)
        if re.fullmatch(r"why not(?: then)?", low, re.I):
            return finish(_ask_why_not(last) or text)
    elif _BARE.fullmatch(low):
        return text
    about = _ABOUT.match(bare)
    thing = bare[about.end() :] if about else bare
    fragment = len(thing.split()) <= MOST_WORDS and not _FULL.search(re.sub(r"\bMay\b", "", thing))
    named = re.search(rf"[A-Z\d]|^(?:{DETERMINERS}|{PREPOSITIONS}|according)\s", thing) is not None
    if fragment and last is not None and (about or (named and text.rstrip().endswith("?"))):
        put = _put_in(last, thing, is_outlet or _is_none, is_place or is_country)
        return finish(put) if put else text
    filled = fill_in(low, earlier, is_place or is_country)
    return finish(filled) if filled != low else text


def finish(question: str) -> str:
    """Write a question with a capital and its mark."""
    question = " ".join(question.split()).rstrip("?!.,; ")
    return f"{question[:1].upper()}{question[1:]}?"


def _ask_anew(last: Clause, asks: str) -> str | None:
    """Ask for another thing of what the last question was about."""
    asks = " ".join(asks.lower().split())
    if asks in ("who", "whom"):
        return _by_whom(last)
    if re.fullmatch(r"how (?:many|much|old|far)", asks):
        return _how_many(last, asks)
    if last.auxiliary and not last.counted and not _asks_what_acts(last):
        rest = last.rest
        if last.asks.lower() == "what" and re.search(r"\b(?:say|claim|announce)\b", rest):
            rest = re.sub(r"\b(say|claim|announce)\b(?!\s+that)", r"\1 that", rest, count=1)
        if (
            last.auxiliary.lower() in ("is", "was", "are", "were")
            and asks in ("why", "how")
            and _is_thing(last)
        ):
            wanted = "the reason for" if asks == "why" else "the manner of"
            return f"{last.lead}what {last.auxiliary.lower()} {wanted} {rest}"
        return f"{last.lead}{asks} {last.auxiliary.lower()} {rest}"
    told = statement(last)
    be = "is" if last.auxiliary.lower() in ("is", "are", "do", "does", "has", "have") else "was"
    return f"{last.lead}{asks} {be} it that {told}" if told else None


def _ask_why_not(last: Clause) -> str | None:
    parts = split_subject(last)
    if parts is None or not parts[1]:
        return None
    return f"{last.lead}why {last.auxiliary.lower()} {parts[0]} not {parts[1]}"


def _asks_what_acts(last: Clause) -> bool:
    return last.asks.lower().startswith("who") and last.auxiliary.lower() in ("is", "was", "are", "were")


def _is_thing(last: Clause) -> bool:
    """Tell "was Brook's visit" from "was Brook elected": nothing is said of it yet."""
    return statement(last) is None


def _by_whom(last: Clause) -> str | None:
    told = statement(last)
    if told and last.auxiliary.lower() in ("was", "were", "is", "are") and not _asks_what_acts(last):
        return f"{last.lead}by whom {last.auxiliary.lower()} {last.counted} {last.rest}"
    return None


def _how_many(last: Clause, asks: str) -> str | None:
    """ "Were sailors hurt in Brae?" and "how many?"."""
    words = last.rest.split()
    if last.asks or len(words) < 2 or words[0].lower() in ("the", "a", "an") or words[0][:1].isupper():
        return None
    return f"{last.lead}{asks} {words[0]} {last.auxiliary.lower()} {' '.join(words[1:])}"


def _who_says(last: Clause, low: str) -> str | None:
    """ "Who said so?": who told what the last question asks for."""
    if not _SAYS_WHO.fullmatch(low):
        return None
    if not last.auxiliary or last.counted or _asks_what_acts(last):
        return f"who said {last.asks.lower()} {last.auxiliary} {last.rest}"
    told = statement(last)
    if told is None:
        return f"who said {last.asks.lower() or 'whether'} {last.rest} {last.auxiliary.lower()}"
    return f"who said {last.asks.lower() or 'whether'} {told}"


def _put_in(last: Clause, thing: str, is_outlet: Tells, is_place: Tells) -> str | None:
    """Put a name, a time, a place or an outlet into the last question, for what is like it there."""
    if thing.islower() and is_place(thing):
        thing = thing.title()
    source = re.sub(r"^(?:according\s+to|in|by)\s+(?=.)", "", thing, flags=re.I)
    if is_outlet(source) or re.match(r"according\s+to\b", thing, re.I):
        return f"according to {source}, {_lower(last.asks)} {_lower(last.auxiliary)} {last.rest}"
    whole = f"{last.asks} {last.auxiliary} {last.rest}"
    prefix = re.match(rf"(?:{PREPOSITIONS})\s+", thing, re.I)
    times = find_times(thing, _SOME_DAY)
    if times and times[0].end >= len(thing) - 1:
        return last.lead + _put_time(whole, thing, bool(prefix))
    if prefix:
        return last.lead + _put_phrase(whole, thing, prefix.group().strip())
    put = swap(last, thing, is_place)
    return last.lead + put if put else None


def _lower(word: str) -> str:
    return word[:1].lower() + word[1:]


def _put_time(whole: str, thing: str, prefixed: bool) -> str:
    """Put another time in the place of the question's own, or behind it."""
    own = find_times(whole, _SOME_DAY)
    if not own:
        return f"{whole} {thing if prefixed else _timed(thing)}"
    start = own[-1].start
    if prefixed:
        before = re.search(r"\b(?:in|on|at|during|before|after|since|until|by)\s+(?:the\s+)?$", whole[:start])
        start = before.start() if before else start
    return whole[:start] + thing + whole[own[-1].end :]


def _timed(thing: str) -> str:
    """Give a time its preposition."""
    item = find_times(thing, _SOME_DAY)[0]
    if re.match(r"(?:last|next|this|yesterday|today|tomorrow)\b", thing, re.I):
        return thing
    return f"{'on' if item.precision == 'day' else 'in'} {thing}"


def _put_phrase(whole: str, thing: str, preposition: str) -> str:
    """Put "to Brae" in the place of another "to …", else behind the question."""
    own = re.search(
        rf"\b{preposition}\s+(?:(?:the|a|an)\s+)?(?:[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)*|[a-z-]+)", whole
    )
    return whole[: own.start()] + thing + whole[own.end() :] if own else f"{whole} {thing}"
