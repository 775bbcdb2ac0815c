"""Whether a sentence's day is that of a deed, or of what somebody did about it; pure.

"Crowds marched on Saturday over the killing of Ada Holm", "after the visit the council met on Sunday", "the
court barred him from speaking on Monday", "the impeachment inquiry began in May": the deed is there and the
day is there, and the day is not the deed's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.language.verbs import root
from index.words import FUNCTION_WORDS, stem

ABOUT = 0.6
"""What a day is worth that belongs to what was done about the deed."""

BESIDE = 8
"""Words between a deed and a day behind it, at most, for the day to hang on the deed itself."""

_ABOUT = (
    r"(?:about|after|against|ahead of|amid|because of|before|by|despite|following|from|of|over|regarding"
    r"|since|to|blast\w*|celebrat\w*|condemn\w*|criti\w*|denounc\w*|discuss\w*|investigat\w*"
    r"|mark(?:s|ed|ing)|mourn\w*|prais\w*|prob(?:e|es|ed|ing)|protest\w*)"
)
_SAME_TIME = r"(?<!\bday )(?<!\bdate )(?<!\btime )(?<!\bnight )(?<!\bmorning )(?<!\bevening )(?<!\bstart )"
_OPENS_NOUN = (
    r"(?:(?:the|an?|his|her|its|their|this|that|these|those|any|some|former|late|first|second|recent)"
    r"|[A-Z][\w.’'-]*|\w+(?:['’]s?|al|ic|ous|ful|ive|ble|ted|ial|ary|ish|ese|an|ly)|police|mass|day)"
)
_GOVERNED = re.compile(rf"{_SAME_TIME}\b{_ABOUT}\s+(?:{_OPENS_NOUN}\s+){{0,6}}$")
_NOT_DONE = (
    r"\b(?:tr(?:y|ies|ied|ying)|attempt\w*|s(?:ought|eek\w*)|want\w*|threat\w*|refus\w*|declin\w*"
    r"|fail\w*|barr?(?:s|ed)?|block\w*|prevent\w*|stopp\w*|forb\w+)\b"
)
_PREVENTED = re.compile(rf"{_NOT_DONE}(?:\W+[\w'’-]+){{0,10}}?\W+(?:to|from)\s+(?:be\s+|being\s+)?$", re.I)
_BORDER = re.compile(
    r"[,;:—–]|\b(?:and|but|that|which|who|when|while|where|after|before|since|because)\b", re.I
)
_DATE_OF = frozenset("date day time week month year".split())


def is_of(text: str, start: int, end: int, deeds: Sequence[tuple[int, int]], asked: str) -> float:
    """Tell how surely the day at text[start:end] is that of one of the deeds: 1, or ABOUT.

    deeds: offsets in the sentence; with none it is 1. asked: the question.
    """
    return max((_is_of(text, start, end, a, b, asked) for a, b in deeds), default=1.0)


def _is_of(text: str, start: int, end: int, first: int, last: int, asked: str) -> float:
    if start < last and first < end:
        return 1.0
    if _PREVENTED.search(text[:first]) and not re.search(_NOT_DONE, asked, re.I):
        return ABOUT
    if _is_beside(text, start, end, first, last):
        return ABOUT if _heads_another(text, first, last, start, asked) else 1.0
    if _GOVERNED.search(text[:first]) or _heads_another(text, first, last, start, asked):
        return ABOUT
    return 1.0


def _is_beside(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Tell whether the day hangs on the deed's own word: "Sunday's talks", "the talks in May"."""
    if end <= first:
        between = text[end:first]
        if len(between.split()) > 3 or re.search(rf"\b{_ABOUT}\b", between):
            return False
        return not _BORDER.search(between) and not _acts(between)
    between = text[last:start]
    return len(between.split()) <= BESIDE and not _BORDER.search(between) and not _acts(between)


def _acts(words: str) -> bool:
    """Tell whether a verb stands in some words, by its form."""
    return any(
        re.search(r"(?:ed|ing)$", word) or root(word) != stem(word)
        for word in re.findall(r"(?<![\w'’-])[a-z]+", words)
        if word not in FUNCTION_WORDS
    ) or bool(re.search(r"\b(?:is|are|was|were|has|have|had|will|would)\b", words))


def _heads_another(text: str, first: int, last: int, start: int, asked: str) -> bool:
    """Tell whether the deed's word only says which of something else is meant: "the impeachment inquiry"."""
    if text[first:last].lower() in asked.lower() or not re.search(r"(?:ment|ion|al|ance)$", text[first:last]):
        return False
    noun = re.match(r"\s+([a-z]{4,})\b", text[last:])
    if noun is None or last + noun.start(1) >= start > last:
        return False
    word = noun.group(1)
    return (
        word not in FUNCTION_WORDS
        and word not in _DATE_OF
        and not re.search(r"(?:ed|ly)$", word)
        and root(word) == stem(word)
        and root(word) not in {root(w) for w in re.findall(r"\w+", asked.lower())}
    )
