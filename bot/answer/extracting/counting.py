"""Which of a sentence's numbers counts those of whom a deed is told; pure.

"A man has died and 42 people have fallen ill", "it killed four and made 46 ill": one sentence gives the
numbers of several deeds, and word order tells which is whose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.asking.dimensions import HUMANS, PERSONS
from bot.answer.language.names import same_name
from bot.answer.language.sentence import sentence_actors
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root, roots
from bot.answer.question import Question
from index.quantities import Quantity
from index.words import tokenize

_OWN_DEED = re.compile(
    r"(?:\s+(?!(?:and|or|to|in|at|on|of|for|by|with|from|that|who|which)\b)[a-z][\w-]*){0,2}?"
    r"\s+(?:have|has|had|were|was|are|is|remain(?:ed|s)?|will\s+be)\s+(?:\w+ly\s+|now\s+|also\s+|since\s+|still\s+|been\s+)*"
    r"(?!the\b|an?\b|among\b|in\b|on\b)[a-z]+"
)
"""What those counted do, where a number and its noun lead their clause."""
_CLAUSE = re.compile(r"[;:]|,\s|\b(?:and|but|while|after|when|as|because|since)\b")
STATES = roots("dead ill sick injured wounded hurt missing homeless unaccounted")
"""What is printed in place of "people": "46 ill"."""
POSTS = roots("job post position")
"""Whoever has one of these loses it: "320 jobs"."""
_HUMANS_ASKED = re.compile(
    r"\bhow many\s+(?:[\w-]+\s+){0,2}?([\w-]+)\s+(?:were|was|are|have|had|has|did|will|would|\w+ed)\b", re.I
)


def counts_deed(
    text: str,
    one: Quantity,
    counted: Sequence[Quantity],
    anchors: Sequence[tuple[int, int]],
    deeds: Sequence[tuple[int, int]],
) -> float:
    """Tell how surely a number counts the deed, 0 to 1.

    counted: all numbers of the sentence. anchors: offsets of the words that answer the question's own. deeds:
    those of them that say what was done.
    """
    fit = 1.0
    if anchors and all(_stands_between(one, anchor, counted) for anchor in anchors):
        fit *= 0.6
    if _is_former(text, one, counted):
        fit *= 0.6
    if deeds and _has_own_deed(text, one, deeds):
        return fit * 0.1
    if deeds and not _shares_clause(text, one, deeds):
        fit *= 0.6 if any(_shares_clause(text, other, deeds) for other in counted) else 1.0
    return fit


def is_anothers(question: Question, text: str, one: Quantity, deeds: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a number is of the deed of somebody else than who is asked about: "how much did Holm pay"
    in "Lind paid 40 crowns, and Holm, who bought it, ..."."""
    asked = next((n.text for n in question.names if n.subject), None)
    if asked is None or not deeds or not re.search(rf"\b(?:did|does|do)\s+{re.escape(asked)}", question.text):
        return False
    deed = min((start for start, _ in deeds), key=lambda start: abs(start - one.start))
    before = [name for name in sentence_actors(text) if name.end <= deed]
    behind = [n for n in sentence_actors(text) if n.start >= deed and not text[: n.start].endswith("by ")]
    return (
        bool(before)
        and not any(same_name(asked, name.text) for name in before)
        and any(same_name(asked, name.text) for name in behind)
    )


def _stands_between(one: Quantity, deed: tuple[int, int], counted: Sequence[Quantity]) -> bool:
    """Tell whether another number stands between this one and the deed, and is the one that it counts."""
    low, high = sorted((one.start, deed[0]))
    return any(low < other.start < high for other in counted if other is not one)


def _shares_clause(text: str, one: Quantity, deeds: Sequence[tuple[int, int]]) -> bool:
    """Tell whether no border of a clause stands between a number and one of the deeds."""
    return any(
        _CLAUSE.search(text[one.end : start] if one.end <= start else text[end : one.start]) is None
        for start, end in deeds
    )


def _has_own_deed(text: str, one: Quantity, deeds: Sequence[tuple[int, int]]) -> bool:
    """Tell whether those counted do something else in a sentence that tells the deed of others.

    "A man has died and 42 people have fallen ill": nobody says that 42 died.
    """
    own = _OWN_DEED.match(text, one.end)
    if own is None:
        return False
    before = text[: one.start]
    if re.search(r"\b(?:of|by|for|as|with|among|from|to)\s+(?:the\s+|some\s+)?$", before) or re.search(
        r"\b(?:who|which|that|whom)\b", own.group()
    ):
        return False
    end = _CLAUSE.search(text, own.end())
    return not any(one.end <= start < (end.start() if end else len(text)) for start, _ in deeds)


def _is_former(text: str, one: Quantity, counted: Sequence[Quantity]) -> bool:
    """Tell whether a number is what another one came from, or is only compared with: "rose from 3 to 5"."""
    before = text[: one.start]
    if re.search(r"\bfrom\s+(?:[\w'’-]+\s+){0,5}$", before):
        return any(re.fullmatch(r"\W*to\s+(?:[\w'’-]+\s+){0,3}", text[one.end : q.start]) for q in counted)
    compared = (
        r"\b(?:above|below|beat(?:ing)?|(?:sur)?pass(?:ed|ing)|topp(?:ed|ing)|short of|than|match(?:ed|ing))"
        r"\s+(?:the|its|an?)\s+(?:[\w'’-]+\s+){0,3}$"
    )
    return bool(re.search(compared, before))


def called(question: Question, quantity: Quantity) -> str | None:
    """Give what the question calls those whom a number counts as people, or by a like word: "fan", "job"."""
    units = [root(t.word) for t in tokenize(quantity.unit)]
    people = any(word in PERSONS for word in question.wanted)
    if people and (set(units) & STATES or (set(units) & POSTS and _asks_dismissal(question))):
        return "person"
    humans = _HUMANS_ASKED.search(question.text)
    if humans is None or not HUMANS.fullmatch(humans.group(1)):
        return None
    noun = root(humans.group(1).lower())
    if not any(unit in PERSONS or likeness(noun, unit) >= 0.8 for unit in units):
        return None
    return humans.group(1).lower().removesuffix("s")


def is_human(quantity: Quantity) -> bool:
    """Tell whether a number counts those whom "how many people" counts too: "900 passengers"."""
    words = quantity.unit.lower().split()
    return bool(words) and HUMANS.fullmatch(words[-1]) is not None and root(words[-1]) not in POSTS


def _asks_dismissal(question: Question) -> bool:
    return any(term.stem == root("dismiss") for term in question.terms)
