"""One name or thing of a question put in the place of another: "and Lind?"; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answer.asking.clause import DETERMINERS, PREPOSITIONS, Clause, split_subject
from index.words import Name, names

BEFORE_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|into|inside|outside|around|across|visit\w*|leav\w+|left|tour\w*|reach\w*)\s+(?:the\s+)?$",
    re.I,
)
_STOPS = rf"(?:{PREPOSITIONS}|and|or|that|who|which|not|be|been)"


def swap(last: Clause, thing: str, is_place: Callable[[str], bool]) -> str | None:
    """Put a thing into a question in the place of what is most like it there; None where nothing is.

    A name takes a name's place: a place that of a place, anybody else that of whom the question names last.
    A common noun takes the place of what is counted, else of the last noun with an article.
    """
    whole = f"{last.asks} {last.auxiliary} {last.rest}".replace("  ", " ")
    if any(word[:1].isupper() for word in thing.split()):
        return _swap_name(whole, thing, is_place) or _swap_subject(last, thing)
    return _swap_noun(last, whole, thing)


def _swap_name(whole: str, thing: str, is_place: Callable[[str], bool]) -> str | None:
    units = name_units(whole, names(whole))
    places = [u for u in units if BEFORE_PLACE.search(whole[: u[0]]) or is_place(whole[u[0] : u[1]])]
    others = [u for u in units if u not in places]
    if is_place(re.sub(r"^the\s+", "", thing, flags=re.I)):
        if not places:
            return f"{whole} in {thing}" if others else None
        start, end = places[-1]
    elif others:
        start, end = others[-1]
    elif len(places) == 1:
        start, end = places[0]
    else:
        return None
    article = re.search(r"\bthe\s+$", whole[:start], re.I)
    if article:
        start = article.start()
    if re.match(r"['’]s", whole[end:]):
        thing = re.sub(r"['’]s?$", "", thing)
    return whole[:start] + thing + whole[end:]


def name_units(whole: str, found: Sequence[Name]) -> list[tuple[int, int]]:
    """Join names that "and" joins: together they are who acts."""
    units: list[tuple[int, int]] = []
    for name in found:
        if units and re.fullmatch(r",?\s+and\s+(?:the\s+)?|,\s+", whole[units[-1][1] : name.start]):
            units[-1] = units[-1][0], name.end
        else:
            units.append((name.start, name.end))
    return units


def _swap_subject(last: Clause, thing: str) -> str | None:
    """Take the place of who acts, where the question has no name."""
    parts = split_subject(last)
    if parts is None or not last.auxiliary:
        return None
    return f"{last.asks} {last.auxiliary} {thing} {parts[1]}"


def _swap_noun(last: Clause, whole: str, thing: str) -> str | None:
    bare = re.sub(rf"^(?:{DETERMINERS})\s+", "", thing, flags=re.I)
    if last.counted and last.asks.lower().startswith("how many"):
        return whole.replace(last.counted, bare, 1)
    owned = re.search(r"(?<=['’]s\s)[a-z][\w-]*", whole)
    if owned and bare == thing:
        return whole[: owned.start()] + thing + whole[owned.end() :]
    found = list(
        re.finditer(rf"\b(?:the|a|an|his|her|its|their)\s+(?:(?!{_STOPS}\b)[\w’'-]+\s?)+", whole, re.I)
    )
    parts = split_subject(last)
    if parts and re.match(rf"(?:{DETERMINERS})\s", parts[0], re.I):
        inner = [m for m in found if whole.find(parts[0]) + len(parts[0]) <= m.start()]
        if not inner:
            return whole.replace(parts[0], thing, 1)
        found = inner
    if not found:
        return None
    match = found[-1]
    return f"{whole[: match.start()]}{thing} {whole[match.end() :]}"
