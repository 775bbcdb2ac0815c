"""Of whom or what an office is held that stands beside somebody's name; pure.

News prints it before the office: as an owner ("Rovers' coach"), or as one name with it ("Brell Mayor Ada
Holm").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.language.names import same_name
from bot.answer.language.sentence import sentence_names
from bot.answer.question import Question
from index.words import TITLES, Name, tokenize

_OF_PARTY = re.compile(r"senior|junior|district|circuit|high|\w+(?:an|ic|ist|al|ive)")
"""What no place is that stands before an office: "Republican Mayor", "District Judge"."""


def held_of_another(text: str, start: int, holder: Name, question: Question) -> float:
    """Tell how surely an office that a text prints at a place is not held of another than is asked: 0.1 to 1.

    "Rovers' coach" is not the coach of Anse, nor "Brell Mayor Ada Holm" the mayor of Anse. holder: the name
    that stands at it.
    """
    asked = [name.text for name in question.names]
    for name in sentence_names(text):
        owns = re.fullmatch(r"['’]s?\s+(?:[a-z-]+\s+){0,3}", text[name.end : start])
        if owns and name != holder and asked and not any(same_name(name.text, a) for a in asked):
            return 0.1
    if holder.start < start < holder.end and asked:  # "Brell Mayor Ada Holm", read as one name
        words = {t.word for t in tokenize(question.text)}
        led = [
            t.word
            for t in tokenize(text[holder.start : start])
            if t.word not in TITLES and t.word not in words
        ]
        place = text[holder.start : start].strip()
        if led and not _OF_PARTY.fullmatch(led[-1]) and not any(same_name(place, a) for a in asked):
            return 0.1
    return _by_letters(text, start, asked)


def _by_letters(text: str, start: int, asked: Sequence[str]) -> float:
    """Take off where an office in letters has another's name before it: "Brae Mills CEO Ada Holm"."""
    office = re.match(r"[A-Z]{2,4}\b", text[start:])
    if office is None or not asked:
        return 1.0
    owner = re.search(r"(?:[A-Z][\w.&-]*\s+)+$", text[:start])
    if owner:
        return 1.0 if any(same_name(owner.group().strip(), name) for name in asked) else 0.1
    # Another one in the sentence is printed as that of the one asked about.
    return 0.3 if any(re.search(rf"{re.escape(n)}\s+{office.group()}\b", text) for n in asked) else 1.0
