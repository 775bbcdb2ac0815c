"""The noun that a number counts: "14 grey trawlers" counts trawlers. No parser, a few lists. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

WORDS_AHEAD = 6  # a head noun further off than this is not looked for
LONGEST_SINGULAR = 3  # words behind "one"; in more there is a verb
IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "lives": "life", "wives": "wife", "knives": "knife",
    "wolves": "wolf", "thieves": "thief", "leaves": "leaf", "shelves": "shelf", "loaves": "loaf",
    "crises": "crisis", "analyses": "analysis", "metres": "meter", "kilometres": "kilometer",
    "centimetres": "centimeter", "millimetres": "millimeter", "litres": "liter", "series": "series",
    "species": "species", "movies": "movie", "cookies": "cookie", "rookies": "rookie",
    "zombies": "zombie", "shoes": "shoe", "canoes": "canoe", "buses": "bus", "gases": "gas",
    "viruses": "virus", "campuses": "campus", "bonuses": "bonus", "lenses": "lens", "caches": "cache",
}  # fmt: skip
# Nouns that are plural without an s.
UNCHANGED = frozenset(
    "aircraft personnel staff sheep cattle fish police spacecraft livestock infantry hovercraft deer "
    "offspring".split()
)
ABBREVIATED = {
    "km": "kilometer", "kms": "kilometer", "kg": "kilogram", "kgs": "kilogram", "cm": "centimeter",
    "mm": "millimeter", "ft": "foot", "lb": "pound", "lbs": "pound", "mph": "mile per hour",
    "kph": "kilometer per hour", "km/h": "kilometer per hour", "mw": "megawatt", "gw": "gigawatt",
    "ha": "hectare", "percent": "percent", "pct": "percent", "°c": "degree", "°f": "degree",
    "°": "degree",
}  # fmt: skip
# "killed", "injured" are recognised by -ed; these are not. Alone behind a number they stand for people.
CONDITIONS = frozenset("dead hurt missing homeless ill sick alive held shot slain unaccounted".split())
STOPS = frozenset(
    "a an the this that these those its his her their our your my in on at by for from with without to of "
    "into onto over under after before during since until till as than per and or but nor so yet if when "
    "while where which who whom whose because about around against among between through across near is "
    "are was were be been being am has have had do does did will would can could may might must shall "
    "should not no it he she they we you i him them said says also still already now then there here out "
    "up down off away back each both either".split()
)
NOT_PLURAL = frozenset(
    "perhaps always besides versus less plus sometimes overseas afterwards towards whereas news politics "
    "yes thus various previous serious religious famous dangerous numerous us physics economics ones".split()
)
_TOKEN = re.compile(r"[\s-]?(?P<word>(?:[A-Za-z]\.){2,5}|[^\W\d_][\w'’-]{0,30})")
_WERE = re.compile(
    r"\s(?:were|was|are|have been|had been|has been)\s(?:(?:\w{2,15}ly|also|still)\s)?(\w{3,20})"
)
_JOINED = re.compile(r"-([A-Za-z]{3,20})(?!\w)")
_NO_NOUNS = frozenset("above below ever thing another more can't don't doesn't won't isn't one".split())
_NO_UNITS = frozenset("strong old year month week day hour minute odd plus fold something".split())
_HEADED = ("square", "cubic", "nautical", "percentage")  # "square miles" are not miles


class Counted(NamedTuple):
    """What a number counts: the unit in singular and lower case, and the offset behind its word."""

    unit: str
    end: int


def counted_noun(text: str, start: int, singular: bool = False) -> Counted | None:
    """Find the noun that a number counts; start is the offset behind the number.

    singular: the number is one, so that the noun has no plural to know it by.
    None where a small word or punctuation comes first: "14 in all", "14, of whom".
    """
    if joined := _JOINED.match(text, start):  # "a 14-member council", "the 500-page report"
        return (
            None if joined[1].lower() in _NO_UNITS else Counted(to_singular(joined[1].lower()), joined.end())
        )
    words = _words_from(text, start)
    head: tuple[str, int] | None = None
    prefix = ""
    for place, (word, end) in enumerate(words):
        plural = is_plural(word)
        if head and not plural:
            break
        if plural:
            head = (word, end)
            prefix = words[place - 1][0] + " " if place and words[place - 1][0] in _HEADED else ""
    if head:
        return Counted(prefix + to_singular(head[0]), head[1])
    if singular:
        return _singular_noun(words)
    if words and is_condition(words[0][0]):
        return Counted(*words[0])
    return None


def _singular_noun(words: list[tuple[str, int]]) -> Counted | None:
    """The noun of "one young soldier was …": the last word before a small one, verbs left off."""
    while words and (is_condition(words[-1][0]) or words[-1][0] in _NO_NOUNS or words[-1][0].endswith("ly")):
        words = words[:-1]
    return Counted(*words[-1]) if 0 < len(words) <= LONGEST_SINGULAR else None


def condition_of(text: str, start: int) -> str | None:
    """ "61 were rescued" -> "rescued", for the number that ends at start; None where nothing such follows."""
    match = _WERE.match(text, start)
    return match[1].lower() if match and is_condition(match[1].lower()) else None


def is_condition(word: str) -> bool:
    """Whether a word tells what became of people: "injured", "dead"."""
    return word in CONDITIONS or (word.endswith("ed") and len(word) > 4)


def is_plural(word: str) -> bool:
    """Whether a word, in lower case, looks like a noun in plural."""
    if word in IRREGULAR or word in UNCHANGED:
        return True
    if word in NOT_PLURAL or word.endswith(("ss", "us", "is", "'s", "’s")):
        return False
    return len(word) > 3 and word.endswith("s")


def to_singular(word: str) -> str:
    """ "trawlers" -> "trawler", "people" -> "person", "companies" -> "company"."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in UNCHANGED or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _words_from(text: str, start: int) -> list[tuple[str, int]]:
    """The next words in lower case with the offsets behind them, up to punctuation or a small word."""
    words: list[tuple[str, int]] = []
    position = start
    while len(words) < WORDS_AHEAD and (match := _TOKEN.match(text, position)):
        word = match["word"].lower()
        if word in STOPS or "\n\n" in match[0]:
            break
        words.append((word, match.end()))
        position = match.end()
    return words
