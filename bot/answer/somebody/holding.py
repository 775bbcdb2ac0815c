"""Of whom or what an office is held that stands beside somebody's name; pure.

News prints it before the office: as an owner ("Rovers' coach"), or as one name with it ("Brell Mayor Ada
Holm").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.language.names import country, same_name
from bot.answer.language.sentence import sentence_names
from bot.answer.question import Question
from index.words import TITLES, Name, tokenize

_OF_PARTY = re.compile(r"senior|junior|district|circuit|high|\w+(?:an|ic|ist|al|ive)")
"""What no place is that stands before an office: "Republican Mayor", "District Judge"."""


def held_of_another(text: str, start: int, holder: Name, question: Question) -> float:
    """Tell how surely an office that a text prints at a place is not held of another than is asked: 0.1 to 1.

    "Rovers' coach" is not the coach of Anse, nor "Brell Mayor Ada Holm" the mayor of Anse, nor "President Ada
    Holm of Norvia" the president of Lissia. holder: the name that stands at it.
    """
    asked = [name.text for name in question.names]
    of = re.search(r"\sof\s+(?:the\s+)?(?=[A-Z])", text[start : holder.end])  # "Ada Holm of Norvia", one name
    if of and asked and not any(same_name(text[start + of.end() : holder.end], a) for a in asked):
        return 0.1
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


def is_elsewhere(article: str, holder: str, question: Question) -> bool:
    """Tell whether an article gives a person as another country's than a question asks: "Norvian President
    Ada Holm", "Ada Holm of Norvia" anywhere in it. holder: the name without its titles.
    """
    asked = {country(t.word) for name in question.names for t in tokenize(name.text)} - {None}
    last = re.escape(holder.split()[-1]) if holder.split() else ""
    if not asked or not last:
        return False
    near = (
        rf"\b(\w+)(?:['’]s)?\s+(?:[A-Za-z.]+\s+){{1,2}}?(?:[A-Z][\w'’-]*\s+)?{last}\b"
        rf"|\b{last}\s+of\s+(?:the\s+)?(\w+)"
    )
    found = {country((m.group(1) or m.group(2)).lower()) for m in re.finditer(near, article)} - {None}
    return bool(found) and not asked & found


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
