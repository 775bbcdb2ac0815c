"""Pronouns of a question that mean what earlier questions named: filled in by rules; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.asking.clause import DETERMINERS, PREPOSITIONS, Clause, read_clause, split_subject, statement
from bot.answer.asking.swap import BEFORE_PLACE, name_units
from bot.answer.language.names import OFFICES
from index.words import FUNCTION_WORDS, names

PRONOUNS = frozenset("he she it they him her them his hers their i me we us you this that who which".split())
"""Words that stand for a name and are none, so that they answer nothing by themselves."""

_PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b", re.I)
_MANY = re.compile(r"\b(they|them|their|theirs)\b", re.I)
_THING = re.compile(r"\b(it|its)\b", re.I)
_SAID_OF = re.compile(
    r"\b(?:is|was|be|been|makes?|made|did)\s+it\s+(?:true|clear|known|possible|likely|that|when|because|rain\w*"
    r"|snow\w*|take|mean)\b|\bit\s+(?:is|was|takes?|took|seems|turns)\b(?=.*\b(?:that|to)\b)",
    re.I,
)
_CLAUSES = re.compile(r"\b(?:that|when|because|after|before|while|if|as|and|said|says|say)\b", re.I)
_MOTION = (
    r"(?:go|goes|went|going|travel\w*|fly|flew|sail\w*|come|came|return\w*|move|moved|get|got|drive|drove)"
)
_POSSESSIVE = ("his", "hers", "its", "their", "theirs")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What an earlier question names. kind: "person" (or anybody who acts), "place", "thing" or "many"."""

    text: str
    kind: str


def fill_in(text: str, earlier: Sequence[str], is_place: Callable[[str], bool]) -> str:
    """Put what earlier questions name in the place of a question's pronouns, and of "then" and "there".

    earlier: oldest first. Gives the text unchanged where it has no pronoun, or nothing that one could mean.
    """
    mentioned = [m for question in reversed(earlier) for m in _mentions(question, is_place)]
    own = [n for n in names("x " + text) if not is_place(n.text)]
    for pattern, kinds in (
        (_PERSON, ("person",)),
        (_MANY, ("many", "person")),
        (_THING, ("thing", "place", "person")),
    ):
        match = pattern.search(text)
        if match is None or (pattern is _THING and _SAID_OF.search(text)):
            continue
        ends = [name.end - 2 for name in own] + [noun.end() for noun in _own_nouns(text, pattern is _PERSON)]
        if any(_may_mean(text, end, match) for end in ends if end <= match.start()):
            continue
        found = next((m for kind in kinds for m in mentioned if m.kind == kind), None)
        if found is None:
            continue
        first = True

        def put(at: re.Match[str], found: Mentioned = found, text: str = text) -> str:
            nonlocal first
            if not first:
                return at.group()  # "did Brook say she ...": the second one now means the first
            first = False
            return _in_case(found.text, at.group().lower(), text[at.end() :])

        text = pattern.sub(put, text)
    return _events(text, earlier, mentioned)


def _own_nouns(text: str, persons: bool) -> list[re.Match[str]]:
    """Find the nouns of a question that its own pronouns may mean."""
    found = re.finditer(r"\b(?:the|a|an)\s+(?:[a-z]+\s+)??([a-z]+)\b", text)
    return [m for m in found if not persons or _is_person(m[1])]


def _is_person(noun: str) -> bool:
    """Tell whether a noun is most likely somebody: an office, or one who does something."""
    return noun in OFFICES or re.search(r"(?:[eo]r|ist|man)$", noun) is not None


def _may_mean(text: str, name_end: int, pronoun: re.Match[str]) -> bool:
    """Tell whether a pronoun may mean a name before it in the same question.

    What somebody does is not done to himself: "did Brook meet her" means another.
    """
    word, between = pronoun.group().lower(), text[name_end : pronoun.start()]
    if word in ("he", "she", "they", "it", *_POSSESSIVE) or (word == "her" and _owns(text[pronoun.end() :])):
        return bool(between.strip()) or word in _POSSESSIVE
    return bool(_CLAUSES.search(between))


def _owns(after: str) -> bool:
    """Tell whether "her" owns what follows: "her visit", not "meet her in Brae"."""
    match = re.match(r"\s+([a-z][\w-]*)", after)
    return match is not None and match.group(1) not in FUNCTION_WORDS


def _in_case(name: str, pronoun: str, after: str) -> str:
    owning = pronoun in _POSSESSIVE or (pronoun == "her" and _owns(after))
    if not owning:
        return name
    return f"{name}’" if name.endswith("s") and " and " not in name and name[:1].islower() else f"{name}'s"


def _mentions(question: str, is_place: Callable[[str], bool]) -> list[Mentioned]:
    """List what a question names, whom it is about first."""
    clause = read_clause(question)
    lead = len(clause.lead) if clause else 0
    body = question[lead:].rstrip("?!. ")
    found: list[Mentioned] = []
    units = name_units(body, names(body))
    people = []
    for start, end in units:
        text = body[start:end]
        article = re.search(r"\bthe\s+$", body[:start], re.I)
        if BEFORE_PLACE.search(body[:start]) or is_place(text):
            found.append(Mentioned(("the " if article else "") + text, "place"))
        elif article and not re.search(r"\b(?:President|Prime|King|Queen|Pope)\b", text):
            found.append(Mentioned("the " + text, "thing"))
        else:
            people.append(text)
            found.append(Mentioned(text, "many" if " and " in text else "person"))
    if len(people) > 1:
        found.append(Mentioned(f"{people[0]} and {people[1]}", "many"))
    if clause is not None:
        found += _nouns(clause)
    return found


def _nouns(clause: Clause) -> list[Mentioned]:
    """List the common nouns that a question is about: what is counted, who acts, what it is done to."""
    found = []
    if clause.counted:
        found.append(Mentioned(f"the {clause.counted}", "many"))
    parts = split_subject(clause)
    text = parts[1] if parts else clause.rest
    if parts and re.match(rf"(?:{DETERMINERS})\s+[a-z]", parts[0], re.I):
        found.append(Mentioned(parts[0], "thing"))
        if _is_person(parts[0].split(" of ")[0].split()[-1]):
            found.append(Mentioned(parts[0], "person"))
        if parts[0].endswith("s"):
            found.append(Mentioned(parts[0], "many"))
    elif parts and parts[0].islower() and parts[0].endswith("s"):
        found.append(Mentioned(f"the {parts[0]}", "many"))
    word = rf"(?!(?:{PREPOSITIONS}|and|of)\b)[a-z][\w-]*\s?"
    pattern = rf"\b(?:the|a|an)\s+(?:{word}){{1,4}}(?=$|\s|,)"
    for match in re.finditer(pattern, text):
        noun = re.sub(r"^an?\s", "the ", match.group().strip())
        found.append(Mentioned(noun, "many" if noun.endswith("s") and not noun.endswith("ss") else "thing"))
    return found


def _events(text: str, earlier: Sequence[str], mentioned: Sequence[Mentioned]) -> str:
    """Fill in "then", "there", "after that" and "that": the event, or the place, of the last question."""
    clause = read_clause(earlier[-1])
    if clause is None:
        return text
    told = statement(clause)
    thing = clause.rest if told is None and clause.auxiliary.lower() in ("is", "was", "are", "were") else None
    place = next((m.text for m in mentioned if m.kind == "place"), None)
    if told is None and thing is None and place is None:
        return text
    during = f"when {told}" if told else f"during {thing}" if thing else ""
    if re.search(r"\b(?:is|are|was|were|been|be)\s+(?:there|present)$", text, re.I):
        text = f"{text} {during}"
    elif place:
        text = re.sub(rf"(\b{_MOTION})\s+there$", rf"\1 to {place}", text, flags=re.I)
        text = re.sub(r"\s(?:over )?there$", f" in {place}", text, flags=re.I)
    elif during:
        text = re.sub(r"\s(?:over )?there$", f" {during}", text, flags=re.I)
    if during:
        text = re.sub(
            r"\s(?:then|back then|at (?:the|that) time|at that moment)$", f" {during}", text, flags=re.I
        )
        event = told or thing
        text = re.sub(r"\b(after|before|since) (?:that|this|it)$", rf"\1 {event}", text, flags=re.I)
        text = re.sub(
            r"^(what (?:happened|came)) (?:next|then|afterwards?)$", rf"\1 after {event}", text, flags=re.I
        )
        if thing or told:
            about = thing or f"what happened when {told}"
            text = re.sub(
                r"\b(about|of|to|for|caused|by|from|with) (?:that|this)$", rf"\1 {about}", text, flags=re.I
            )
    return text
