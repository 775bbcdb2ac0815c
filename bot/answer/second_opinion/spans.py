"""Words that the reader finds where no rule draws a value: whether they can be what is asked for; pure."""

from __future__ import annotations

import re

from bot.answer.asking.attribute import asked_attribute
from bot.answer.asking.pronouns import PRONOUNS
from bot.answer.extracting.bound import may_be_place
from bot.answer.extracting.value import Value, worded
from bot.answer.language.names import is_adjective
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import dateline_end
from bot.answer.language.verbs import root, roots
from bot.answer.question import Question
from bot.answer.somebody.contest import asks_contest
from bot.answer.somebody.heading import may_lead
from bot.answer.types import Kind
from index.dates import find_times
from index.words import QUESTION_WORDS, TITLES, tokenize

LONGEST_NAME = 6
"""Words of a wording that can be compared with another; a longer one is a clause."""

_NUMBERS = roots("population age income size length height width depth weight area distance salary")
"""What is asked for by these is a number."""

_NUMBERED = _NUMBERS | roots(
    "number channel score percentage rate price sum total code flight room line route"
)
"""And by these it may be one."""

_OF_A_PEOPLE = re.compile(r"\b(?:languages?|nationality|citizenship|tongue|speaks?|spoken)\b", re.I)
_SOME_NOUN = re.compile(r"\ban?\s+(?:[\w-]+\s+)?([a-z][\w-]*)\s+(?:that|which)\s+[^,;.]*$", re.I)
_AROUND = " .,;:()[]\"'“”‘’"
_LEADING = re.compile(r"^(?:(?:in|at|on|near|by|from|to|of|the|a|an)\s+)+", re.I)
_ASKS = re.compile(rf"(?:{'|'.join(sorted(QUESTION_WORDS))})\b", re.I)
_A_PLACE = re.compile(r"\b(?:the|an?)\s+\w", re.I)


def _names_someone(words: str) -> bool:
    """Tell whether words hold a name, and not only a title or whose country it is: "Gen.", "the Norvian"."""
    return any(
        token.word not in TITLES and not is_adjective(token.word) and words[token.start].isupper()
        for token in tokenize(words)
    )


def said(question: Question, text: str, start: int, end: int) -> Value | None:
    """Make a value of the words of a span, None where they cannot be what is asked for.

    start, end: offsets in `text`, a sentence. The value's type is "name" where it is short enough to be
    compared with another, else "text".
    """
    words = text[start:end]
    trimmed = _LEADING.sub("", words.strip(_AROUND)).strip(_AROUND)
    start += words.find(trimmed) if trimmed else 0
    end = start + len(trimmed)
    if not re.search(r"\w", trimmed) or trimmed.lower() in PRONOUNS:
        return None
    if question.kind in (Kind.WHO, Kind.WHERE) and _ASKS.match(trimmed):
        return None
    if asks_contest(question):
        return None  # who won stands as the winner, which is read by rules
    if start < dateline_end(text):
        return None  # where and by whom the article was written
    bare = question.kind is Kind.WHAT and (not question.wanted or question.wanted[-1] in _NUMBERED)
    if not bare and not re.search(r"[^\W\d]", trimmed):
        return None  # which river is no number
    if question.kind is Kind.WHO and not _names_someone(trimmed):
        return None
    if all(is_adjective(t.word) for t in tokenize(trimmed)) and not _OF_A_PEOPLE.search(question.text):
        return None
    if question.kind is Kind.WHERE and not (trimmed != trimmed.lower() or _A_PLACE.search(words)):
        return None
    if question.wanted and all(root(t.word) in question.wanted for t in tokenize(trimmed)):
        return None  # which school is not told by "a school"
    if question.wanted and _is_told_of_another(question.wanted[-1], text, start):
        return None
    if question.kind is Kind.WHO and not may_lead(question, text, start, end):
        return None
    if question.kind is Kind.WHERE and not may_be_place(question, text, start, end):
        return None
    if any(time.end - time.start >= len(trimmed) - 1 for time in find_times(trimmed, None)):
        return None  # a day is neither who nor where nor what
    thing = asked_attribute(question.text)
    if thing and thing[-1] in _NUMBERS and not any(c.isdigit() for c in trimmed):
        return None
    kind = "name" if len(trimmed.split()) <= LONGEST_NAME else "text"
    return worded(text, Phrase(start, end, 1.0), kind)


def _is_told_of_another(noun: str, text: str, start: int) -> bool:
    """Tell whether a span only says what some NOUN without a name does: "a germ that causes fever"."""
    opening = _SOME_NOUN.search(text[:start])
    return opening is not None and root(opening.group(1).lower()) == noun
