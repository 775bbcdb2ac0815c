"""Whom a deed befell, where that is asked for: "who was arrested", "who is the company suing"; pure.

Read off word order: behind an active verb, before a passive one, behind "the arrest of".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.asking.deed import AUXILIARIES
from bot.answer.language.acting import persons
from bot.answer.language.names import same_name
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import sentence_names
from bot.answer.language.verbs import root
from bot.answer.question import Question
from index.words import Name, stem

UNNAMED = 0.6
"""What "a teacher" is worth as whom: it answers, and seldom contradicts a name."""

_PASSIVE_ASKED = re.compile(
    r"^(?:who|whom)\s+(?:(?:has|have|had|will|would|may|might|could|should)\s+(?:be|been)|is|are|was|were|got)\s+"
    r"(?:(?:\w+ly|being|also|not|to\s+be)\s+){0,2}(?P<deed>[a-z]+)\b",
    re.I,
)
_OBJECT_ASKED = re.compile(
    r"^whom?\s+(?:is|are|was|were|has|have|had)\s+(?:the\s+|an?\s+)?(?!(?:the|a|an)\b)[\w'’-]+(?:\s+[\w'’-]+){0,3}?\s+\w+ing\b"
    r"(?!\s+(?:to|for|with|about|on|at|against)\b)",
    re.I,
)
_NO_DEED = frozenset(
    """born known named called based located involved interested expected scheduled supposed married engaged
    related concerned missing left gone done said seen behind opposed""".split()
)
_AUXILIARY = re.compile(
    rf"\s+(?:(?:{AUXILIARIES})\s+(?:(?:not|now|also|still|\w+ly)\s+)?)?(?:was|were|is|are|been|being|be|got)\s+"
    r"(?:(?:\w+ly|also|later|now|not|still|then|since|first|both|all)\s+){0,2}$"
)
_ASIDE = re.compile(r",[^,;]{2,80},$|\s*\([^()]{1,60}\)$")
_PRONOUN = re.compile(r"\b(?:he|she)$", re.I)
_SMALL = (
    r"(?!(?:of|in|on|at|by|for|from|to|with|as|after|before|over|under|during|and|or|but|that|who|which|when|while"
    r"|because|into|against|about|off|near|outside|inside|through|across|along|behind|beside|was|were|is|are|had|has"
    r"|have)\b)[a-z][\w'’-]*"
)
_COUNTED = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens\s+of|several|some|many)"
)
_OPENS = rf"(?:the|its|his|her|their|an?|another|both|former|{_COUNTED}|[\w-]+['’]s?)"
_BEFORE_NAME = re.compile(rf"\s+(?:of\s+)?(?:{_OPENS}\s+)?(?:{_SMALL}\s+){{0,4}}(?:{_SMALL},\s+)?")
_THING = re.compile(
    rf"\s+(?:of\s+)?((?:(?:the|its|his|her|their|an?|another|both|{_COUNTED})\s+)(?:{_SMALL}\s+){{0,3}}?{_SMALL})"
    r"(?=\s+(?:of|in|on|at|by|for|from|to|with|as|after|before|over|off|near|during|and|that|who|which|when"
    r"|while|because|late|early|[A-Z])|\s*[,.;:]|\s*$)"
)
_FROM = r"\s+(?:of|from|in|near|with)\s+(?:the\s+)?"
_SUBJECT = re.compile(
    rf"(?:^|[,;:—–]\s+|\b(?:that|and|but|when|while|after|because|as)\s+)[\"“]?"
    rf"((?i:the|an?|another|both|its|his|her|their|{_COUNTED})"
    rf"\s+(?:{_SMALL}\s+){{0,4}}?{_SMALL})(?:{_FROM}[A-Z]\w+)?$"
)


def asks_befallen(question: Question) -> bool:
    """Tell whether whom a deed befell is asked for: "who was arrested", not "who was there"."""
    match = _PASSIVE_ASKED.match(question.text)
    if match is None:
        return _OBJECT_ASKED.match(question.text) is not None
    deed = match.group("deed").lower()
    participle = deed.endswith(("ed", "en")) or (root(deed) != stem(deed) and not deed.endswith("ing"))
    by = re.search(r"\bby\s*\??$", question.text)
    blamed = re.match(r"who\s+(?:is|was|are|were)\s+to\s+blame\b", question.text, re.I)
    return bool(blamed) or (participle and deed not in _NO_DEED and by is None)


def befallen(question: Question, text: str, deeds: Sequence[tuple[int, int]]) -> list[Phrase]:
    """Find in a sentence whom its deeds befall, by name or by what is said of them.

    deeds: offsets of the words that say what was done. For a pronoun whom the sentence names before it is
    given; where it names nobody, the pronoun.
    """
    found: list[Phrase] = []
    names = sentence_names(text)
    asked = [n.text for n in question.names]
    for start, end in deeds:
        passive = _AUXILIARY.search(text[:start])
        ing = text[start:end].lower().endswith("ing")
        span = _before(text, passive.start(), names) if passive and not ing else _behind(text, end, names)
        if span and not any(same_name(name, text[span.start : span.end]) for name in asked):
            found.append(span)
    return found


def does_it(text: str, start: int, deeds: Sequence[tuple[int, int]]) -> bool:
    """Tell whether what stands at `start` is before an active deed, so that it befell somebody else."""
    return bool(deeds) and all(
        start < at and not _AUXILIARY.search(text[:at]) for at, _ in deeds if at != start
    )


def _before(text: str, at: int, names: Sequence[Name]) -> Phrase | None:
    """Give the subject that ends where an auxiliary begins, past what is set off by commas."""
    aside = _ASIDE.search(text[:at])
    end = aside.start() if aside else at
    pronoun = _PRONOUN.search(text[:end])
    if pronoun is not None:  # "it is her first journey since she was appointed", of whom it named before
        meant = next((n for n in reversed(persons(text)) if n.end <= pronoun.start()), None)
        return Phrase(meant.start, meant.end, 1.0) if meant else Phrase(*pronoun.span(), 1.0)
    name = next((n for n in names if n.end == end), None)
    if name is not None and not re.search(_FROM + "$", text[: name.start]):
        together = next((n for n in names if text[n.end : name.start] == " and "), None)
        return Phrase((together or name).start, name.end, 1.0)
    thing = _SUBJECT.search(text[:end])
    return Phrase(thing.start(1), thing.end(1), UNNAMED) if thing else None


def _behind(text: str, at: int, names: Sequence[Name]) -> Phrase | None:
    """Give the object that stands behind a verb."""
    name = next((n for n in names if n.start >= at), None)
    if name is not None and _BEFORE_NAME.fullmatch(text[at : name.start]):
        if re.match(r"['’]s?\b", text[name.end :]):
            return None
        joined = next((n for n in names if text[name.end : n.start] == " and "), None)
        return Phrase(name.start, (joined or name).end, 1.0)
    thing = _THING.match(text, at)
    return Phrase(thing.start(1), thing.end(1), UNNAMED) if thing else None
