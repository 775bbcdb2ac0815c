"""Whom a sentence is about that does not say it: "He", or "a man" whom the next sentence names; pure.

Read off the word order of an article's sentences, back to where the name stands; where that is not plain,
nobody.
"""

from __future__ import annotations

import re

from bot.answer.language.acting import SAYS, acts, article_sentences, persons
from bot.answer.language.names import same_name
from bot.answer.language.sentence import Sentence
from bot.answer.weighing.called import meant_by

FARTHEST = 4
"""Sentences that a chain of pronouns is followed back, at most."""

_OPENING = re.compile(
    r"^\W*(?:(?:but|and|so|then|now|later|also|yet|meanwhile|asked|still|there|instead)[,\s]+)?"
    r"(?:[^,;:.\"“”]{3,60},\s+(?:\w+\s+)?)?(he|she|his|her)\b",
    re.I,
)
_TOLD_BY = re.compile(
    r"[,?!]?[\"”]\s+(?:he|she)\s+\w+|\b(?:he|she)\s+(?:said|says|added|told|went\s+on)\b", re.I
)
_SPEAKER = re.compile(rf"[,?!]?[\"”]\s*{SAYS}\s+(?:[a-z'’-]+\s+){{0,4}}?(?=[A-Z])")
_UNNAMED = re.compile(
    r"^\W*(?:[Aa]n?\s+(?:[\w'’-]+\s+){0,4}?[a-z][\w-]+|[Oo]ne"
    r"|[Tt]he\s+(?:[\w'’-]+\s+){0,2}?(?:man|woman|driver|teenager|suspect|boy|girl|boss|head|chief|leader|director"
    r"|chair(?:man|woman|person)?|president|owner|founder|captain|coach|manager|editor|mayor|minister|governor))\b"
    r"(?:\s+of\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,2}(?:[A-Z][\w-]*\b\s?)+)?"
)
_TAKEN_FROM_UNSAID = re.compile(
    r"\bt(?:ook|akes?|aken|aking)\s+over(?=\s*[.,;]|\s+(?:until|as|on|temporarily|immediately|at\s+once|for\s+now"
    r"|the\s+(?:post|role|job|reins|helm|chair|office|position|leadership))\b|\s+(?:his|her|their)\s)"
    r"|\b(?:replac\w+|succeed\w*)\s+(?:him|her|(?:the|its|their)\s+(?:[a-z-]+\s+)?[a-z-]+)\b",
    re.I,
)
"""Somebody takes over, and from whom is not printed."""
_BODY_BEFORE = re.compile(
    r"\b(?:team|club|company|firm|bank|party|union|airline|carrier|newspaper|charity|agency|group|band|school|brewery"
    r"|retailer|maker|regulator|village|town|city|river)\s+$"
)
"""Before a name that is nobody whom "she" could mean; a ship is."""
_NAMED_AS = re.compile(r"\b(?:named|identified)\s+(?:\w+\s+){0,4}?as\s+")


def subject_of(sentence: Sentence) -> str | None:
    """Give whom the "he" or "she" of a sentence means, as printed where it stands; None: not plain."""
    at = _number(sentence)
    if at is None or not speaks_of_somebody(sentence.text):
        return None
    return _chain(sentence.article.text, at - 1, FARTHEST)


def led_before(sentence: Sentence) -> str | None:
    """Give whom the sentence before is about, as printed where the name stands; None: not plain."""
    at = _number(sentence)
    return None if at is None else _chain(sentence.article.text, at - 1, FARTHEST)


def speaks_of_somebody(text: str) -> bool:
    """Tell whether a sentence's first person is a pronoun: nobody is named before it."""
    opening = _OPENING.match(text)
    if opening:
        return not any(n.start < opening.start(1) for n in persons(text))
    told = _TOLD_BY.search(text)
    return told is not None and not any(n.start < told.start() and acts(text, n) for n in persons(text))


def pronoun_at(sentence: Sentence) -> tuple[int, int] | None:
    """Give where the pronoun stands that opens a sentence and means whom the one before names; None: none."""
    opening = _OPENING.match(sentence.text)
    subject = subject_of(sentence) if opening and opening.group(1).lower() in ("he", "she") else None
    if opening is None or subject is None or not sentence.before or subject not in sentence.before[-1]:
        return None
    return opening.span(1)


def _number(sentence: Sentence) -> int | None:
    """Give which of its article's sentences it is, from 0; None where the article is cut otherwise."""
    spans = article_sentences(sentence.article.text)
    return next((i for i, (start, _) in enumerate(spans) if start == sentence.start), None)


def _chain(text: str, at: int, left: int) -> str | None:
    """Find whom the sentence with a number is about."""
    if at < 0 or left == 0:
        return None
    start, end = article_sentences(text)[at]
    sentence = text[start:end]
    spoken = _SPEAKER.search(sentence)
    people = persons(sentence)
    if spoken:
        return next((n.text for n in people if n.start >= spoken.end()), None)
    opening = _OPENING.match(sentence)
    owned = opening is not None and opening.group(1).lower() in ("his", "her")
    if speaks_of_somebody(sentence) and not (owned and any(acts(sentence, n) for n in people)):
        return _chain(text, at - 1, left - 1)
    persons_only = tuple(n for n in people if not _BODY_BEFORE.search(sentence[: n.start]))
    beside_body = len(persons_only) == 1 < len(people) and " " in persons_only[0].text
    people = persons_only
    acting = [n for n in people if acts(sentence, n)]
    if acting:
        return acting[0].text
    if not people:
        return _chain(text, at - 1, left - 1)
    return people[0].text if people[0].start < 60 or beside_body else None


def named_later(sentence: Sentence) -> str | None:
    """Give whom a sentence calls "a man", "a former treasurer", and the next ones name."""
    opening = _UNNAMED.match(sentence.text)
    own = [n for n in persons(sentence.text) if opening is not None and n.start >= opening.end()]
    if opening is None or any(acts(sentence.text, n) for n in own):
        return None
    text, spans = sentence.article.text, article_sentences(sentence.article.text)
    at = _number(sentence)
    for start, end in spans[at + 1 : at + 3] if at is not None else ():
        behind = text[start:end]
        as_named = _NAMED_AS.search(behind)
        for name in persons(behind):
            if as_named and name.start >= as_named.end():
                return name.text
            if at == 0 and " " in name.text and not behind[: name.start].strip() and acts(behind, name):
                return name.text
    return None


def means(asked: str, sentence: Sentence) -> float:
    """Tell how surely a sentence that does not print a name speaks of it, by a pronoun or by what it is."""
    subject = subject_of(sentence) or named_later(sentence)
    if subject is not None and same_name(asked, subject):
        return 0.8
    left = led_before(sentence) if _TAKEN_FROM_UNSAID.search(sentence.text) else None
    if left is not None and same_name(asked, left):
        return 0.8
    return 0.8 if any(same_name(asked, name) for name in meant_by(sentence)) else 0.0
