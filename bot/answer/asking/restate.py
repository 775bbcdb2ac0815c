"""A question turned into the opening of its answer: "when did Ada resign" -> "Ada resigned"; pure.

Only questions whose parts are plain are turned; for all others the answer stands alone, which is never wrong.
"""

from __future__ import annotations

import re

from bot.answer.asking.clause import DETERMINERS, PREPOSITIONS, SET_VERBS
from bot.answer.language.verbs import past, root, third_person
from bot.answer.question import Question
from bot.answer.types import Kind
from index.words import stem

_BE = ("was", "were", "is", "are")
_LIKE_PREPOSITIONS = (
    "out|off|up|down|back|away|together|again|him|her|them|it|himself|herself|alone|of|and|or|as|so|first"
    "|last"
)

_ASKED = re.compile(
    r"^(?:(?:in|on|at)\s+)?(?:when|where|(?:what|which)\s+(?:exact\s+)?(?:date|day|month|year))"
    r"\s+(did|does|do|was|were|is|are|has|have|had|will)\s+([^?!\n]+?)\s*\??$",
    re.I,
)


def restate(question: Question) -> str | None:
    """Turn "when" and "where" questions with a name as their subject into a statement without its end.

    Returns for example "Ada Brook met Jon Lind" or "Ada Brook was appointed minister", None where the
    question is not plainly built.
    """
    if question.kind not in (Kind.WHEN, Kind.WHERE):
        return None
    match = _ASKED.match(question.text)
    subject = next((n for n in question.names if n.subject), None)
    if match is None or subject is None:
        return None
    auxiliary, rest = match.group(1).lower(), match.group(2)
    split = _after_subject(rest, [n.text for n in question.names])
    if split is None:
        return None
    who, verb, tail = split
    if auxiliary in _BE and not _is_predicate(verb):
        # "was the Moscow summit of Ada Brook": what follows is one thing, and nothing is said of it
        thing = re.match(r"(?:the|an?)\s|\S+(?:\s\S+)?['’]s?\s", rest, re.I)
        return _sentence(f"{rest} {auxiliary}") if thing else None
    if len(question.terms) > 1 and any(t.key and root(verb) != t.stem for t in question.terms):
        return None  # "did Northmoor officials meet": the name goes on
    if auxiliary in ("did", "do", "does"):
        if not verb.isalpha() or not verb.islower():
            return None
        verb = past(verb) if auxiliary == "did" else verb if auxiliary == "do" else third_person(verb)
        return _sentence(f"{who} {verb} {tail}")
    return _sentence(f"{who} {auxiliary} {verb} {tail}")


def _sentence(words: str) -> str:
    words = " ".join(words.split())
    return words[0].upper() + words[1:]


def _after_subject(rest: str, names: list[str]) -> tuple[str, str, str] | None:
    """Cut "Ada Brook and Jon Lind meet the king" into subject, verb and what follows."""
    subject = next((n for n in names if rest.removeprefix("the ").startswith(n)), None)
    if subject is None:
        return None
    end = rest.index(subject) + len(subject)
    second = re.match(r"\s+and\s+", rest[end:])
    if second:
        other = next((n for n in names if rest[end + second.end() :].startswith(n)), None)
        if other is None:
            return None
        end += second.end() + len(other)
    match = re.match(
        r"(\s+(?:last|first|finally|also|officially|ever|\w+ly))?\s+([a-z]+)\b\s*(.*)$", rest[end:]
    )
    if match is None:
        return None
    subject, verb, tail = rest[:end] + (match.group(1) or ""), match.group(2), match.group(3)
    while rest.lower().startswith("the ") and _goes_on(tail) and f"{verb} {tail}" not in SET_VERBS:
        subject, (verb, _, tail) = f"{subject} {verb}", tail.partition(" ")  # "the Brae harbour council met"
    return subject, verb, tail


def _goes_on(tail: str) -> bool:
    """Tell whether a common word follows, so that the word before it is a noun's and not the verb."""
    word = tail.split()[0] if tail else ""
    return bool(re.fullmatch(r"[a-z][a-z-]+", word)) and not re.fullmatch(
        rf"(?:{PREPOSITIONS}|{DETERMINERS}|{_LIKE_PREPOSITIONS}|\w+ly|to)", word
    )


def _is_predicate(word: str) -> bool:
    """Tell whether a word behind "was" says something of the subject: a participle, or where it was."""
    if word in ("when", "while", "before", "after", "as", "if", "because", "since"):
        return False
    participle = word.endswith(("ed", "en", "ing")) or root(word) != stem(word)
    return (
        participle
        or re.fullmatch(rf"(?:{PREPOSITIONS}|{_LIKE_PREPOSITIONS}|to|not|there|born|due|set)", word)
        is not None
    )
