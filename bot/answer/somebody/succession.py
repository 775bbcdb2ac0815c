"""Who came before whom: "who replaced NAME", "NAME's predecessor", "who did NAME take over from"; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.answer.language.names import same_name
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import Sentence, sentence_actors
from bot.answer.question import Question
from bot.answer.weighing.antecedents import led_before, pronoun_at
from bot.answer.weighing.mentions import name_share
from index.words import Name, tokenize

_REPLACE = r"(?:replac\w+|succeed\w*|t(?:ook|ak\w+)\s+over\s+(?:the\s+\w+\s+)?from|follow(?:s|ed)\s+(?!by\b))"
_SUCCESSOR = (
    re.compile(rf"^who\s+(?:has\s+|had\s+|will\s+|is\s+to\s+)?{_REPLACE}\b", re.I),
    re.compile(
        r"^who\s+(?:was|is|will)\s.+\b(?:replaced|succeeded)\s+by\b|\bsuccessor\b|\bby\s+whom\s+was\b", re.I
    ),
    re.compile(r"^who\s+(?:came|governed|ruled|led|ran|headed)\b.*\bafter\b", re.I),
)
_PREDECESSOR = (
    re.compile(rf"^who(?:m)?\s+(?:did|does|will|has)\s.+\b{_REPLACE}", re.I),
    re.compile(r"\bpredecessor\b|^who\s+(?:came|was|governed|ruled|led|ran|headed)\b.*\bbefore\b", re.I),
)
_ACTIVE = re.compile(
    r"\b(?:replac(?:ed|es?|ing)|succeed(?:ed|s|ing)?|t(?:ook|akes?|aken|aking)\s+over\b)", re.I
)
_ONLY_WANTED = re.compile(
    r"\b(?:nominee|candidate|contender|race|bid|vying|declin|refus|reject|turn\w*\s+down|offer|approach|ask|consider|want|hop|tipp|favou?rite|might|could|may|would)"
    r"\w*\b[^.;:]{0,60}?\b(?:to\s+)?$",
    re.I,
)
"""Before the verb: it did not come to that, or nobody knows yet."""
_SWAPPED = re.compile(
    r"\s+((?:him|her|them|the|its|their|[A-Z])[^.;:]{0,70}?),?\s+(?:by|with)\s+(?:the\s+)?(?=[A-Z])"
)
"""Behind the verb: whom somebody replaces by whom."""
_PASSIVE = re.compile(r"\b(?:replaced|succeeded)\s+by\s+", re.I)
_HANDS = re.compile(r"\b(?:hand(?:s|ed|ing)?\s+over\b.{0,40}?\bto|ma(?:de|kes?|king)\s+way\s+for)\s+", re.I)
_OWN = re.compile(
    r"\b(?:(his|her|its|their)|[\w.-]+['’]s?)\s+(?:\w+\s+){0,2}?(successor|predecessor),?\s+", re.I
)
_SPEAKS_OF = 0.7
"""Share from which on a sentence that does not print a name speaks of it, by a pronoun."""


class _Pair(NamedTuple):
    """Who came first and who came then; None where the sentence says so with a pronoun."""

    before: Name | None
    after: Name | None


def asks_succession(question: Question) -> str | None:
    """Tell whether who came "after" or "before" somebody is asked for; None: neither."""
    if not question.names:
        return None
    if any(pattern.search(question.text) for pattern in _PREDECESSOR):
        return "before"
    return "after" if any(pattern.search(question.text) for pattern in _SUCCESSOR) else None


def tells_succession(text: str) -> bool:
    """Tell whether a sentence says who came before whom, of whomever, or who might have."""
    active = _ACTIVE.search(text)
    if active and _ONLY_WANTED.search(text[: active.start()]):
        return True
    swapped = active and _SWAPPED.match(text, active.end())
    return bool(swapped) or any(pair.before and pair.after for pair in _pairs(text))


def successions(question: Question, sentence: Sentence) -> list[Phrase]:
    """Find who came before or after the name of a question, as it asks."""
    wanted = asks_succession(question)
    if wanted is None:
        return []
    known = question.names[-1] if re.search(r"\b(?:before|after)\b", question.text) else question.names[0]
    spans = []
    for pair in _pairs(sentence.text):
        given, found = (pair.before, pair.after) if wanted == "after" else (pair.after, pair.before)
        if found is None and given is not None and same_name(given.text, known.text):
            spans += _by_pronoun(sentence)
            swapped = _SWAPPED.search(sentence.text)
            if not spans and swapped and led_before(sentence):
                spans.append(Phrase(*swapped.span(1), 0.95))
            continue
        if found is None or same_name(found.text, known.text):
            continue
        if given is not None and not same_name(given.text, known.text):
            continue
        if given is None and name_share(known, sentence, True) < _SPEAKS_OF:
            continue
        start = next(
            (
                found.start + t.start
                for t in tokenize(found.text)
                if t.word not in ("mr", "mrs", "ms", "dr", "sir")
            ),
            found.start,
        )
        spans.append(Phrase(start, found.end, 1.0))
    return spans


def _by_pronoun(sentence: Sentence) -> list[Phrase]:
    """Give the pronoun that opens a sentence, where the one before says whom it means."""
    pronoun = pronoun_at(sentence)
    return [Phrase(*pronoun, 0.95)] if pronoun else []


def _pairs(text: str) -> list[_Pair]:
    people = sentence_actors(text)
    pairs: list[_Pair] = []
    passive = _PASSIVE.search(text)
    if passive:
        pairs.append(_Pair(_last(people, text, passive.start()), _first(people, text, passive.end())))
    elif (active := _ACTIVE.search(text)) and not _ONLY_WANTED.search(text[: active.start()]):
        end = active.end()
        if active.group().lower().endswith("over"):
            source = re.search(r"\bfrom\s+", text[end:])
            then = _first(people, text, end + source.end()) if source else None
            pairs.append(_Pair(then, _last(people, text, active.start())))
        elif swapped := _SWAPPED.match(text, end):
            then = _first(people, text, swapped.end())
            pairs.append(_Pair(_last([n for n in people if n.start >= end], text, swapped.end()), then))
        else:
            pairs.append(_Pair(_first(people, text, end), _last(people, text, active.start())))
    if hands := _HANDS.search(text):
        pairs.append(_Pair(_last(people, text, hands.start()), _first(people, text, hands.end())))
    if own := _OWN.search(text):
        named = _first(people, text, own.end())
        owner = next((n for n in people if own.start() <= n.start < own.end()), None)
        owner = owner or (_last(people, text, own.start()) if own.group(1) else None)
        pairs.append(_Pair(owner, named) if own.group(2).lower() == "successor" else _Pair(named, owner))
    return pairs


def _first(people: Sequence[Name], text: str, at: int) -> Name | None:
    """Give the name that opens at a place, its office before it let be."""
    name = next((n for n in people if n.start >= at or n.start <= at < n.end), None)
    return name if name and name.start - at <= 60 and not re.search(r"[;:]", text[at : name.start]) else None


def _last(people: Sequence[Name], text: str, at: int) -> Name | None:
    """Give the name that acts before a verb: the nearest that no clause border parts from it."""
    before = [n for n in people if n.end <= at]
    if not before:
        return None
    gap = text[before[-1].end : at]
    return before[-1] if not re.search(r"[;:]|\b(?:said|says)\b.*\b(?:he|she|they|it)\b", gap) else None
